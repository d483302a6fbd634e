"""The key question over time: by matter, in the order of time, and no answer is better than another."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.lookback.blocks import Bars, Heading, Items, Say
from kwetsbaar.core.lookback.facts import Fact
from kwetsbaar.core.lookback.records import Asked, Record
from kwetsbaar.core.lookback.views import question
from kwetsbaar.core.query import Where
from kwetsbaar.text import fold
from tests.core.lookback.made import ASKED, IDS, TODAY, fact, journals, newest_first, record

A, B, C = IDS[:3]
LABELS = {"yes": "Ja", "no": "Nee", "not_yet": "Weet ik nog niet", "rest": "Eerst slapen"}


def answered(option: str, key: str = "can_i", **more: Any) -> Fact:
    return fact("choice", option, key, measure="key_question", labels={option: LABELS[option]}, **more)


def figures(*records: Record, asked: Asked = ASKED) -> question.Figures:
    return question.look(newest_first(records), asked)


def said(*options: str, language: str) -> str:
    pages = [record(IDS[n], answered(option), ago=n, theme="werk") for n, option in enumerate(options)]
    return question.sentence(figures(*pages), language)


class TestTheSentence:
    @pytest.mark.parametrize(
        ("options", "en", "nl"),
        [
            (("yes",), "You answered the question once: yes.", "Je beantwoordde de vraag 1 keer: ja."),
            (
                ("no", "no"),
                "You answered the question 2 times, about 1 matter: no 2 times.",
                "Je beantwoordde de vraag 2 keer, over 1 onderwerp: 2 keer nee.",
            ),
            (
                ("not_yet", "no", "yes", "no", "rest"),
                "You answered the question 5 times, about 1 matter: yes once, no 2 times, not yet once and ‘Eerst "
                "slapen’ once.",
                "Je beantwoordde de vraag 5 keer, over 1 onderwerp: 1 keer ja, 2 keer nee, 1 keer nog niet en 1 keer "
                "‘Eerst slapen’.",
            ),
        ],
    )
    def test_it_says_the_figures(self, options: tuple[str, ...], en: str, nl: str) -> None:
        assert (said(*options, language="en"), said(*options, language="nl")) == (en, nl)

    def test_with_nothing_yet_it_says_what_would_fill_it(self) -> None:
        (block,) = question.shown(figures(), "nl")
        assert isinstance(block, Say)
        assert "Ja, nee en nog niet zijn alle drie een goed antwoord." in block.text


class TestOverTime:
    def test_a_matter_is_the_same_however_it_is_spelled_and_its_answers_stand_in_time(self) -> None:
        found = figures(
            record(A, answered("not_yet"), ago=90, theme="Café beginnen", lang="nl"),
            record(B, answered("yes"), ago=3, theme="cafe  Beginnen", lang="en", pack="deleted"),
            record(C, answered("no"), ago=30, theme="verhuizen"),
        )
        assert [(theme.name, [answer.option for answer in theme.answers]) for theme in found.themes] == [
            ("cafe Beginnen", ["not_yet", "yes"]),
            ("verhuizen", ["no"]),
        ]

    def test_without_a_name_the_pack_is_what_it_is_about(self) -> None:
        found = figures(
            record(A, answered("no"), ago=2, pack="x", title="Kan ik het aan?"),
            record(B, answered("yes"), ago=1, pack="x", title="Can I handle it?"),
            record(C, answered("yes"), ago=3, pack="y", title="Iets anders"),
        )
        assert [theme.name for theme in found.themes] == ["Can I handle it?", "Iets anders"]

    def test_each_answer_comes_with_what_went_with_it(self) -> None:
        page = record(
            A,
            answered("not_yet"),
            fact("write", "Omdat het kan.", "why", tag="why"),
            fact("write", "bellen\nen dan", "step", tag="courage"),
            fact("choice", "open", "road", tag="courage", labels={"open": "Ik laat het open"}),
            fact("revisit", "2026-12-24", "day", about="fears"),
            fact("revisit", "2026-12-12", "again", about="can_i"),
            theme="werk",
        )
        *_rest, heading, items = question.shown(figures(page), "nl")
        assert isinstance(heading, Heading)
        assert isinstance(items, Items)
        (item,) = items.items
        assert (heading.text, item.text) == ("werk", "Weet ik nog niet")
        assert item.tail == "‘Omdat het kan’ · ‘bellen’ · komt terug op 12 dec 2026"

    def test_a_day_that_lies_behind_is_no_reproach(self) -> None:
        page = record(A, answered("not_yet"), fact("revisit", "2026-11-01", "again", about="can_i"), ago=40)
        (items,) = [block for block in question.shown(figures(page), "en") if isinstance(block, Items)]
        assert items.items[0].tail == "you chose 1 Nov 2026 to ask it again"

    def test_never_is_no_day(self) -> None:
        (theme,) = figures(record(A, answered("no"), fact("revisit", "never", "again", about="can_i"))).themes
        assert theme.answers[0].again is None

    def test_the_three_are_drawn_alike_and_in_the_order_in_which_they_are_asked(self) -> None:
        found = figures(record(A, answered("no"), ago=2), record(B, answered("no"), ago=1))
        (bars,) = [block for block in question.shown(found, "nl") if isinstance(block, Bars)]
        assert [(bar.label, bar.value, bar.quiet) for bar in bars.bars] == [
            ("ja", 0, False),
            ("nee", 2, False),
            ("nog niet", 0, False),
        ]

    def test_a_question_of_another_kind_is_told_as_it_was_answered(self) -> None:
        found = figures(
            record(A, fact("scale", 7, measure="key_question"), ago=2),
            record(B, fact("write", "ja,\nmaar anders", measure="key_question"), ago=1),
            record(C, fact("choice", ["yes"], measure="key_question", labels={"yes": "Ja"}), ago=0),
        )
        assert found.others == {"ja, maar anders": 1, "7": 1}
        assert found.counts["yes"] == 1

    def test_a_filter_says_which_pages(self) -> None:
        pages = [record(A, answered("no"), pack="x"), record(B, answered("yes"), pack="y")]
        assert figures(*pages, asked=Asked(TODAY, Where(packs=("y",)))).counts == {"yes": 1, "no": 0, "not_yet": 0}


def facts(_name: str) -> st.SearchStrategy[list[Fact]]:
    option = st.sampled_from([*LABELS]).map(answered)
    other = st.sampled_from([fact("list", ["x"], tag="resource"), fact("write", "y", tag="why")])
    day = st.sampled_from(["2026-12-01", "never"]).map(lambda day: fact("revisit", day, "d", about="can_i"))
    return st.lists(st.one_of(option, other, day), max_size=3)


@given(journals(facts))
def test_the_figures_are_what_counting_by_hand_gives(records: list[Record]) -> None:
    found = question.data(question.look(records, ASKED))
    counts: Counter[str] = Counter()
    themes: dict[str, list[str]] = {}
    for page in reversed(records):
        for each in page.facts:
            if each.measure == "key_question":
                counts[str(each.value)] += 1
                themes.setdefault(fold(page.theme) or f"pack {page.pack}", []).append(LABELS[str(each.value)])
    assert found["counts"] == {option: counts[option] for option in ("yes", "no", "not_yet")}
    assert found["others"] == ([{"answer": "Eerst slapen", "times": counts["rest"]}] if counts["rest"] else [])
    assert found["answers"] == counts.total()
    told: Any = found["themes"]
    assert sorted([answer["text"] for answer in theme["answers"]] for theme in told) == sorted(themes.values())


@given(journals(facts))
def test_every_answer_is_shown_once(records: list[Record]) -> None:
    found = question.look(records, ASKED)
    for language in ("nl", "en"):
        blocks = question.shown(found, language)
        assert sum(len(block.items) for block in blocks if isinstance(block, Items)) == found.total
