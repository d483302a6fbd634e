"""Which feelings came by, and what followed what: figures that add up, whatever the language of a page."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import feelingwords
from kwetsbaar.core.lookback.blocks import Bars, Block, Grid, Heading, Items, Say
from kwetsbaar.core.lookback.facts import Fact
from kwetsbaar.core.lookback.records import Asked, Record
from kwetsbaar.core.lookback.views import feelings
from kwetsbaar.core.query import Where
from kwetsbaar.text import fold
from tests.core.lookback.made import ASKED, IDS, TODAY, fact, journals, newest_first, record

A, B, C = IDS[:3]
ANGRY, SAD, CALM = "angry", "sad", "calm"


def felt(*words: str | dict[str, str], **more: Any) -> Fact:
    rows: list[Any] = [{"word": word} for word in words]
    return fact("feelings", rows, **more)


def figures(*records: Record, asked: Asked = ASKED) -> feelings.Figures:
    return feelings.look(newest_first(records), asked)


def blocks(found: feelings.Figures, kind: type[Block], language: str = "nl") -> list[Any]:
    return [block for block in feelings.shown(found, language) if isinstance(block, kind)]


class TestTheSentence:
    @pytest.mark.parametrize(
        ("rows", "en", "nl"),
        [
            (
                [(ANGRY,)],
                "You wrote down what you felt once; 1 feeling came by.",
                "Je schreef 1 keer op wat je voelde; er kwam 1 gevoel langs.",
            ),
            (
                [(ANGRY, SAD, ANGRY), (ANGRY, SAD)],
                "You wrote down what you felt 2 times; 5 feelings came by, in 2 different words. "
                "What came first most often: angry (2 times).",
                "Je schreef 2 keer op wat je voelde; er kwamen 5 gevoelens langs, in 2 verschillende woorden. "
                "Het vaakst kwam als eerste: boos (2 keer).",
            ),
            (
                [(ANGRY,), (SAD,), (ANGRY,), (SAD,)],
                "You wrote down what you felt 4 times; 4 feelings came by, in 2 different words. "
                "What came first most often: sad and angry (2 times each).",
                "Je schreef 4 keer op wat je voelde; er kwamen 4 gevoelens langs, in 2 verschillende woorden. "
                "Het vaakst kwamen als eerste: verdrietig en boos (elk 2 keer).",
            ),
        ],
    )
    def test_it_says_the_figures(self, rows: list[tuple[str, ...]], en: str, nl: str) -> None:
        found = figures(
            *(record(name, felt(*row), ago=9 - n) for n, (name, row) in enumerate(zip(IDS, rows, strict=False)))
        )
        assert (feelings.sentence(found, "en"), feelings.sentence(found, "nl")) == (en, nl)

    @pytest.mark.parametrize(("language", "begins"), [("nl", "Hier zie je later"), ("en", "Here you will see")])
    def test_without_feelings_it_says_what_would_fill_it(self, language: str, begins: str) -> None:
        (said,) = feelings.shown(figures(record(A, felt())), language)
        assert isinstance(said, Say)
        assert said.text.startswith(begins)


class TestWords:
    def test_pages_in_two_languages_count_together(self) -> None:
        found = figures(record(A, felt(ANGRY, SAD), lang="nl"), record(B, felt(ANGRY, SAD), lang="en", ago=1))
        assert [word.id for word in found.words] == [ANGRY, SAD]
        assert [*found.words.values()] == [2, 2]
        assert "boos → verdrietig: 2 keer" in blocks(found, Say)[1].text
        assert "angry → sad: 2 times" in blocks(found, Say, "en")[1].text

    def test_a_word_of_a_person_s_own_has_no_family(self) -> None:
        found = figures(record(A, felt({"other": "Wiebelig"}), ago=2), record(B, felt({"other": "wiebelig"}), ago=1))
        ((word, count),) = found.words.items()
        assert (word.family, count) == (feelings.NO_FAMILY, 2)
        assert found.label(word, "nl") == "wiebelig"
        assert feelings.data(found)["words"] == [
            {"word": {"other": "wiebelig"}, "family": None, "came_by": 2, "first": 2}
        ]

    def test_one_that_is_called_as_a_word_that_is_offered_is_that_word(self) -> None:
        authors = felt("b1", labels={"b1": "boos"})
        found = figures(record(A, felt({"other": "Boos"})), record(B, authors), record(C, felt(ANGRY)))
        assert [(word.id, count) for word, count in found.words.items()] == [(ANGRY, 3)]

    def test_a_word_of_an_author_is_said_in_the_language_of_the_interface_if_a_page_knew_it(self) -> None:
        dutch = record(A, felt("x1", labels={"x1": "wankel"}), lang="nl", ago=1)
        english = record(B, felt("x1", labels={"x1": "wobbly"}), lang="en", ago=2)
        found = figures(dutch, english)
        ((word, count),) = found.words.items()
        assert (word.family, count) == (feelings.NO_FAMILY, 2)
        assert (found.label(word, "nl"), found.label(word, "en")) == ("wankel", "wobbly")
        assert found.label(word, "en") == figures(english).label(word, "nl")
        told: Any = feelings.data(found)
        assert told["words"][0]["word"] == {"id": "x1", "label": "wankel"}

    def test_a_word_of_a_later_version_counts_as_it_stands(self) -> None:
        found = figures(record(A, felt("quantum")))
        (word,) = found.words
        assert found.label(word, "nl") == "quantum"

    def test_how_strong_it_was_is_nowhere(self) -> None:
        strong = fact("feelings", [{"word": ANGRY, "intensity": 9, "place": "keel"}])
        found = figures(record(A, strong))
        assert found == figures(record(A, felt(ANGRY)))
        assert "9" not in repr(feelings.shown(found, "nl"))
        assert "intensity" not in repr(feelings.data(found))

    def test_every_word_is_of_a_family(self) -> None:
        ids = feelingwords.labels("nl")
        found = figures(record(A, felt(*ids)))
        assert feelings.NO_FAMILY not in found.families
        assert sum(found.families.values()) == len(ids)


class TestPictures:
    def test_with_one_at_a_time_nothing_follows(self) -> None:
        found = figures(record(A, felt(ANGRY)), record(B, felt(SAD), ago=1))
        assert found.followed == 0
        assert not blocks(found, Grid)
        assert any(say.text.startswith("Er kwam steeds één gevoel langs.") for say in blocks(found, Say))

    def test_the_same_twice_follows_itself(self) -> None:
        found = figures(record(A, felt(ANGRY, ANGRY)))
        assert feelings.data(found)["follows"] == [{"word": ANGRY, "next": ANGRY, "times": 1}]

    def test_the_grid_is_bounded_and_says_so(self) -> None:
        eight = ["angry", "afraid", "sad", "hurt", "ashamed", "lonely", "tired", "calm"]
        found = figures(record(A, felt(*eight)))
        (grid,) = blocks(found, Grid)
        assert len(grid.rows) == len(grid.columns) == feelings.MOST_FAMILIES
        inside = sum(map(sum, grid.cells))
        said = next(say.text for say in blocks(found, Say) if "links staat" in say.text)
        assert said.endswith(f"Dit zijn de 6 families die het meest kwamen, van 8: {inside} van 7 keer.")

    def test_a_grid_that_is_whole_says_nothing_of_more(self) -> None:
        found = figures(record(A, felt(ANGRY, SAD, CALM)))
        (grid,) = blocks(found, Grid)
        assert sum(map(sum, grid.cells)) == found.followed == 2
        assert not any("families die" in say.text for say in blocks(found, Say))

    def test_what_is_not_drawn_is_counted(self) -> None:
        words = [*feelingwords.labels("nl")][: feelings.MOST_WORDS + 3]
        found = figures(record(A, felt(*words)))
        assert len(blocks(found, Bars)[0].bars) == feelings.MOST_WORDS
        assert any(say.text == "En 3 andere woorden, samen 3 keer." for say in blocks(found, Say))

    def test_the_list_is_bounded_and_says_so(self) -> None:
        many = [record(f"{n:026d}", felt(ANGRY), ago=n) for n in range(feelings.MOST_TIMES + 5)]
        found = figures(*many)
        (items,) = blocks(found, Items)
        assert len(items.items) == feelings.MOST_TIMES
        assert any(say.text == "De laatste 50, van 55." for say in blocks(found, Say))

    def test_a_row_stands_in_the_order_in_which_it_came(self) -> None:
        (items,) = blocks(figures(record(A, felt(SAD, ANGRY, SAD))), Items)
        assert [(item.text, item.page) for item in items.items] == [("verdrietig → boos → verdrietig", A)]


def test_a_filter_leaves_out_other_pages() -> None:
    found = figures(record(A, felt(ANGRY)), record(B, felt(SAD), pack="x"), asked=Asked(TODAY, Where(packs=("x",))))
    assert [word.id for word in found.words] == [SAD]


# ------------------------------------------------------------------ any journal

WORD = st.sampled_from([ANGRY, SAD, "afraid", "calm", "quantum", "own1"]) | st.fixed_dictionaries(
    {"other": st.sampled_from(["boos", "Wiebelig", "wiebelig", "sad", "élan"])}
)


def facts(name: str) -> st.SearchStrategy[list[Fact]]:
    labels: st.SearchStrategy[dict[str, str]] = st.sampled_from([{}, {"own1": "van mezelf"}])
    row = st.fixed_dictionaries({"word": WORD}, optional={"intensity": st.integers(0, 10)})
    one = st.builds(lambda rows, names: fact("feelings", [*rows], labels=names), st.lists(row, max_size=5), labels)
    return st.lists(st.one_of(one, st.just(fact("write", "iets", tag="courage"))), max_size=2)


def by_hand(records: list[Record]) -> tuple[list[list[tuple[str, str]]], dict[str, str]]:
    """Gives each row of feelings as names that are the same for the same word, and the families of the words."""
    names = {
        (language, fold(label)): id_
        for language in ("nl", "en")
        for id_, label in feelingwords.labels(language).items()
    }
    families = {word.id: word.families[0] for word in feelingwords.built_in("en")}
    rows = []
    for page in records:
        for each in page.facts:
            value: Any = each.value
            row = []
            for one in value if each.kind == "feelings" else []:
                word = one["word"]
                if isinstance(word, dict):
                    known = names.get((page.lang, fold(word["other"])))
                    row.append(known or f"own {fold(word['other'])}")
                elif word in each.labels:
                    row.append(f"pack {word}")
                else:
                    row.append(word)
            if row:
                rows.append([(word, families.get(word, "")) for word in row])
    return rows, families


@given(journals(facts, most=5))
def test_the_figures_are_what_counting_by_hand_gives_and_add_up(records: list[Record]) -> None:
    found = feelings.look(records, ASKED)
    rows, _families = by_hand(records)
    words = [word for row in rows for word, _family in row]
    families = [family for row in rows for _word, family in row]
    assert len(found.times) == len(rows)
    assert found.came_by == len(words)

    def name(word: feelings.Word) -> str:
        return word.id if word.origin == "built_in" else f"{word.origin} {word.id}"

    assert {name(word): count for word, count in found.words.items()} == {word: words.count(word) for word in words}
    first = [row[0][0] for row in rows]
    assert {name(word): count for word, count in found.first.items()} == {word: first.count(word) for word in first}
    follows: dict[tuple[str, str], int] = {}
    for row in rows:
        for place in range(1, len(row)):
            pair = (row[place - 1][0], row[place][0])
            follows[pair] = follows.get(pair, 0) + 1
    assert {(name(one), name(other)): count for (one, other), count in found.follows.items()} == follows
    told: Any = feelings.data(found)
    assert {each["family"] or "": each["came_by"] for each in told["families"]} == {
        family: families.count(family) for family in families
    }
    adds_up(found)


def adds_up(found: feelings.Figures) -> None:
    assert sum(found.words.values()) == sum(found.families.values()) == sum(len(time.words) for time in found.times)
    assert sum(found.first.values()) == len(found.times)
    assert sum(found.follows.values()) == sum(found.family_follows.values()) == found.came_by - len(found.times)
    for language in ("nl", "en"):
        shown = feelings.shown(found, language)
        assert isinstance(shown[0], Say)
        assert not isinstance(shown[-1], Heading)
