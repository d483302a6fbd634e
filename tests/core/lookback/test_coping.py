"""How it was to bear what happened, beside what was thought: harder and easier alike."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from kwetsbaar.core.lookback.blocks import Heading, Items, Pairs, Say
from kwetsbaar.core.lookback.facts import Fact
from kwetsbaar.core.lookback.records import Record
from kwetsbaar.core.lookback.views import coping, risks
from tests.core.lookback.made import ASKED, IDS, fact, journals, newest_first, record
from tests.core.lookback.test_risks import facts, feared, rows, told

A, B, C = IDS[:3]


def figures(*records: Record) -> coping.Figures:
    return coping.look(newest_first(records), ASKED)


def borne(*pairs: tuple[int | None, int | None], happened: str = "yes", ago: int = 1) -> coping.Figures:
    """Gives the figures of risks that happened, each with what was thought and what it was."""
    thought = [{} if before is None else {"handle": before} for before, _after in pairs]
    was = [
        {"risk": f"{A}#r{n}", "happened": happened, **({} if after is None else {"coped": after})}
        for n, (_before, after) in enumerate(pairs, 1)
    ]
    return figures(record(A, feared(*thought), ago=30), record(B, told(*was), ago=ago))


class TestTheSentence:
    @pytest.mark.parametrize(
        ("pairs", "en", "nl"),
        [
            (
                [(5, 2), (3, 7), (3, 5)],
                "3 happened, wholly or a little. When it happened: once harder, 2 times easier than you thought.",
                "gebeurden er 3, helemaal of een beetje. "
                "Toen het gebeurde: 1 keer zwaarder, 2 keer lichter dan gedacht.",
            ),
            (
                [(5, 2), (9, 0)],
                "2 happened, wholly or a little. When it happened: 2 times harder than you thought.",
                "gebeurden er 2, helemaal of een beetje. Toen het gebeurde: 2 keer zwaarder dan gedacht.",
            ),
            (
                [(4, 4)],
                "1 happened, wholly or a little. When it happened: once as you thought.",
                "gebeurde er 1, helemaal of een beetje. Toen het gebeurde: 1 keer zoals gedacht.",
            ),
            (
                [(None, 4), (4, None), (1, 9)],
                "3 happened, wholly or a little. When it happened: once easier than you thought, 2 times without two "
                "numbers to compare.",
                "gebeurden er 3, helemaal of een beetje. Toen het gebeurde: 1 keer lichter dan gedacht, 2 keer zonder "
                "twee cijfers om te vergelijken.",
            ),
        ],
    )
    def test_it_says_the_figures(self, pairs: list[tuple[int | None, int | None]], en: str, nl: str) -> None:
        found = borne(*pairs)
        assert coping.sentence(found, "en") == f"Of the risks you looked back on, {en}"
        assert coping.sentence(found, "nl") == f"Van de risico’s waarop je terugkeek, {nl}"

    def test_when_nothing_happened_there_is_nothing_to_compare(self) -> None:
        found = borne((4, None), (5, None), happened="no")
        assert coping.sentence(found, "nl") == (
            "Je keek terug op 2 risico’s, en schreef van geen ervan dat het gebeurde. Er valt dus niets te vergelijken."
        )
        assert len(coping.shown(found, "nl")) == 1

    def test_with_nothing_yet_it_says_what_would_fill_it(self) -> None:
        (said,) = coping.shown(figures(record(A, feared({}))), "en")
        assert isinstance(said, Say)
        assert said.text.endswith("It fills when you look back on a risk that happened.")


class TestWhatIsShown:
    def test_each_that_happened_stands_on_its_scale_with_both_numbers_in_words(self) -> None:
        (pairs,) = [block for block in coping.shown(borne((3, 7), (5, 2)), "nl") if isinstance(block, Pairs)]
        assert [(pair.before, pair.after, pair.said) for pair in pairs.pairs] == [
            (3, 7, "gedacht 3, gebleken 7"),
            (5, 2, "gedacht 5, gebleken 2"),
        ]

    def test_what_has_no_two_numbers_is_told_too(self) -> None:
        blocks = coping.shown(borne((3, 7), (None, 2)), "en")
        (items,) = [block for block in blocks if isinstance(block, Items)]
        assert [item.tail for item in items.items] == ["it happened · was 2"]

    def test_on_the_day_itself_there_is_no_chart_but_what_helped(self) -> None:
        row = {"risk": f"{A}#r1", "happened": "yes", "coped": 2, "note": "het was veel"}
        pages = [
            record(A, feared({"handle": 5, "text": "weg"}), ago=30),
            record(B, told(row), fact("list", ["mijn zus"], tag="resource")),
            record(C, fact("list", ["iets anders"], tag="resource")),
        ]
        for view, found in ((coping, figures(*pages)), (risks, risks.look(newest_first(pages), ASKED))):
            blocks = view.shown(found, "nl")
            assert not any(isinstance(block, Pairs) for block in blocks)
            assert isinstance(blocks[1], Heading)
            assert blocks[1].text == "Hoe het ging, en wat hielp"
            assert isinstance(blocks[2], Items)
            assert [(item.text, item.tail) for item in blocks[2].items] == [("het was veel", "weg"), ("mijn zus", "")]

    def test_the_day_after_the_chart_is_there(self) -> None:
        assert not any(isinstance(block, Pairs) for block in coping.shown(borne((3, 7), ago=0), "nl"))
        assert any(isinstance(block, Pairs) for block in coping.shown(borne((3, 7), ago=1), "nl"))


@given(journals(facts))
def test_the_figures_are_what_counting_by_hand_gives(records: list[Record]) -> None:
    figures = coping.look(records, ASKED)
    found = coping.data(figures)
    last: dict[str, tuple[Any, Any]] = {}
    for page in sorted(records, key=lambda page: (page.created, page.name)):
        for each in page.facts:
            for row in rows(each) if each.kind == "outcome" else []:
                last[row["risk"]] = (row["happened"], row.get("coped"))
    expected: dict[str, int] = {"harder": 0, "lighter": 0, "as_thought": 0, "unsaid": 0}
    looked = 0
    for page in records:
        for each in page.facts:
            for risk in rows(each) if each.kind == "risks" else []:
                happened, was = last.get(f"{page.name}#{risk['id']}", (None, None))
                looked += happened is not None
                if happened in ("yes", "partly"):
                    thought = risk.get("handle")
                    if thought is None or was is None:
                        expected["unsaid"] += 1
                    elif was < thought:
                        expected["harder"] += 1
                    elif was > thought:
                        expected["lighter"] += 1
                    else:
                        expected["as_thought"] += 1
    assert (found["coping"], found["looked_back"]) == (expected, looked)
    assert found["happened"] == sum(expected.values())
    if not figures.today:
        drawn = [block for block in coping.shown(figures, "nl") if isinstance(block, Pairs)]
        assert sum(len(block.pairs) for block in drawn) == sum(expected.values()) - expected["unsaid"]


def test_a_page_without_facts_says_nothing() -> None:
    assert figures(record(A, Fact("q", "risks", None))).risks == ()
