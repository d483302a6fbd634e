"""Who speaks within: names as they were written last, who began, what they guard and need, and the centre."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.lookback.blocks import Bars, Items, Say
from kwetsbaar.core.lookback.facts import Fact
from kwetsbaar.core.lookback.records import Asked, Record
from kwetsbaar.core.lookback.views import voices
from kwetsbaar.core.query import Where
from kwetsbaar.text import fold
from tests.core.lookback.made import ASKED, IDS, TODAY, fact, journals, newest_first, record

A, B, C = IDS[:3]


def spoke(*rows: str | dict[str, str], centre: str = "") -> Fact:
    named: list[Any] = [{"name": row} if isinstance(row, str) else row for row in rows]
    return fact("voices", {"voices": named, "centre": centre} if centre else {"voices": named})


def figures(*records: Record, asked: Asked = ASKED) -> voices.Figures:
    return voices.look(newest_first(records), asked)


class TestTheSentence:
    @pytest.mark.parametrize(
        ("pages", "en", "nl"),
        [
            (
                [spoke("de criticus")],
                "You let your voices speak once; there was 1 voice.",
                "Je liet 1 keer je stemmen aan het woord; er was 1 stem.",
            ),
            (
                [spoke("de criticus", "de wacht", centre="Stil."), spoke("De Criticus"), spoke("de wacht", centre="x")],
                "You let your voices speak 3 times; there were 2 different voices. The centre answered 2 times.",
                "Je liet 3 keer je stemmen aan het woord; er waren 2 verschillende stemmen. "
                "Het midden antwoordde 2 keer.",
            ),
        ],
    )
    def test_it_says_the_figures(self, pages: list[Fact], en: str, nl: str) -> None:
        found = figures(*(record(name, page, ago=n) for n, (name, page) in enumerate(zip(IDS, pages, strict=False))))
        assert (voices.sentence(found, "en"), voices.sentence(found, "nl")) == (en, nl)

    @pytest.mark.parametrize(("language", "begins"), [("nl", "Hier zie je later"), ("en", "Here you will see")])
    def test_without_voices_it_says_what_would_fill_it(self, language: str, begins: str) -> None:
        (said,) = voices.shown(figures(record(A, fact("voices", {"voices": []}))), language)
        assert isinstance(said, Say)
        assert said.text.startswith(begins)

    def test_a_centre_without_voices_is_a_time_too(self) -> None:
        found = figures(record(A, fact("voices", {"voices": [], "centre": "rust"})))
        assert (len(found.times), found.answered, found.voices) == (1, 1, ())
        assert voices.shown(found, "nl")


def test_a_voice_is_the_same_whatever_its_capitals_and_called_as_it_was_last() -> None:
    found = figures(record(A, spoke("de Pleaser"), ago=3), record(B, spoke("anders", "De pléaser"), ago=1))
    pleaser = found.voices[0]
    assert (pleaser.name, pleaser.times, pleaser.first, pleaser.page) == ("De pléaser", 2, 1, B)


def test_what_it_guards_and_needs_stands_in_the_person_s_own_words_the_newest_first() -> None:
    older = record(A, spoke({"name": "n", "role": "protector", "guards": "mijn stoel", "needs": "tijd"}), ago=3)
    newer = record(B, spoke({"name": "n", "role": "unheard", "guards": "Mijn stoel", "needs": "lucht"}), ago=1)
    (voice,) = figures(older, newer).voices
    assert (voice.guards, voice.needs) == (("Mijn stoel",), ("lucht", "tijd"))
    (items,) = [block for block in voices.shown(figures(older, newer), "nl") if isinstance(block, Items)]
    assert items.items[0].tail == (
        "1 keer als beschermer · 1 keer als kant die nauwelijks gehoord was · Bewaakt: Mijn stoel · "
        "Heeft nodig: lucht; tijd"
    )


def test_many_voices_are_bounded_and_the_rest_is_counted() -> None:
    found = figures(*(record(f"{n:026d}", spoke(f"stem {n}"), ago=n) for n in range(voices.MOST_VOICES + 4)))
    bars = next(block for block in voices.shown(found, "nl") if isinstance(block, Bars))
    assert len(bars.bars) == voices.MOST_VOICES
    assert Say("En 4 andere stemmen, samen 4 keer.", quiet=True) in voices.shown(found, "nl")


def test_the_words_of_the_centre_are_bounded_and_it_is_said() -> None:
    found = figures(*(record(f"{n:026d}", spoke("a", centre="b"), ago=n) for n in range(voices.MOST_CENTRES + 1)))
    assert Say("De laatste 20, van 21.", quiet=True) in voices.shown(found, "nl")


def test_a_filter_leaves_out_other_pages() -> None:
    found = figures(record(A, spoke("a")), record(B, spoke("b"), pack="x"), asked=Asked(TODAY, Where(packs=("x",))))
    assert [voice.name for voice in found.voices] == ["b"]


# ------------------------------------------------------------------ any journal


def facts(name: str) -> st.SearchStrategy[list[Fact]]:
    voice = st.fixed_dictionaries(
        {"name": st.sampled_from(["Criticus", "criticus", "críticus", "de wacht", "kind"])},
        optional={
            "role": st.sampled_from(["protector", "unheard"]),
            "guards": st.sampled_from(["rust", "Rust", "geld"]),
            "needs": st.sampled_from(["tijd", "lucht"]),
        },
    )
    rows = st.lists(voice, max_size=4, unique_by=lambda row: row["name"])
    one = st.builds(lambda rows, centre: spoke(*rows, centre=centre), rows, st.sampled_from(["", "stil"]))
    return st.lists(one, max_size=2)


@given(journals(facts, most=5))
def test_the_figures_are_what_counting_by_hand_gives_and_add_up(records: list[Record]) -> None:
    found: Any = voices.data(voices.look(records, ASKED))
    times = answered = 0
    spoken: dict[str, dict[str, Any]] = {}
    for page in records:
        for each in page.facts:
            value: Any = each.value
            if not value["voices"] and not value.get("centre"):
                continue
            times += 1
            answered += bool(value.get("centre"))
            seen = set()
            for place, row in enumerate(value["voices"]):
                key = fold(row["name"])
                voice = spoken.setdefault(
                    key, {"name": row["name"], "times": 0, "first": 0, "roles": [], "guards": [], "needs": []}
                )
                if key not in seen:
                    seen.add(key)
                    voice["times"] += 1
                    voice["first"] += place == 0
                    voice["roles"].append(row.get("role", "none"))
                for part in ("guards", "needs"):
                    if row.get(part) and fold(row[part]) not in map(fold, voice[part]):
                        voice[part].append(row[part])
    assert (found["times"], found["centre_answered"]) == (times, answered)
    assert {fold(voice["name"]) for voice in found["voices"]} == {*spoken}
    for voice in found["voices"]:
        by_hand = spoken[fold(voice["name"])]
        assert all(voice[part] == by_hand[part] for part in ("name", "times", "first", "guards", "needs"))
        assert voice["roles"] == {role: by_hand["roles"].count(role) for role in ("protector", "unheard", "none")}
    adds_up(voices.look(records, ASKED))


def adds_up(found: voices.Figures) -> None:
    assert all(sum(voice.roles.values()) == voice.times for voice in found.voices)
    assert sum(voice.first for voice in found.voices) == sum(bool(time.voices) for time in found.times)
    assert [voice.times for voice in found.voices] == sorted((voice.times for voice in found.voices), reverse=True)
    for language in ("nl", "en"):
        assert isinstance(voices.shown(found, language)[0], Say)
