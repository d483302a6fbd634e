"""Farewells: what was let go, what comes along, what not yet, and what it gave."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.lookback.blocks import Bars, Heading, Items, Say
from kwetsbaar.core.lookback.facts import Fact
from kwetsbaar.core.lookback.records import Record
from kwetsbaar.core.lookback.views import farewells
from kwetsbaar.text import fold
from tests.core.lookback.made import ASKED, IDS, fact, journals, newest_first, record

A, B, C = IDS[:3]


def left(*rows: tuple[str, str, str], **more: Any) -> Fact:
    """Gives items with their status and thanks."""
    filled = [{"item": item, "status": status, "thanks": thanks} for item, status, thanks in rows]
    return fact("letgo", [{name: part for name, part in row.items() if part} for row in filled], **more)


def figures(*records: Record) -> farewells.Figures:
    return farewells.look(newest_first(records), ASKED)


@pytest.mark.parametrize(
    ("rows", "en", "nl"),
    [
        (
            [("de tafel", "let_go", "")],
            "You dwelt on 1 thing that goes: 1 you let go.",
            "Je stond stil bij 1 ding dat weggaat: 1 liet je los.",
        ),
        (
            [("a", "take_along", "dank"), ("b", "not_yet", "")],
            "You dwelt on 2 things that go: 1 comes along, 1 not yet. Of 1 you wrote what it gave you.",
            "Je stond stil bij 2 dingen die weggaan: 1 gaat mee, 1 nog niet. Van 1 schreef je wat het je gaf.",
        ),
        (
            [
                ("a", "let_go", "x"),
                ("b", "let_go", "y"),
                ("c", "take_along", ""),
                ("d", "take_along", ""),
                ("e", "", ""),
            ],
            "You dwelt on 5 things that go: 2 you let go, 2 come along, 1 you named. "
            "Of 2 you wrote what they gave you.",
            "Je stond stil bij 5 dingen die weggaan: 2 liet je los, 2 gaan mee, 1 noemde je. "
            "Van 2 schreef je wat ze je gaven.",
        ),
    ],
)
def test_the_sentence_says_the_figures(rows: list[tuple[str, str, str]], en: str, nl: str) -> None:
    found = figures(record(A, left(*rows)))
    assert (farewells.sentence(found, "en"), farewells.sentence(found, "nl")) == (en, nl)


def test_with_nothing_yet_it_says_what_would_fill_it() -> None:
    (said,) = farewells.shown(figures(), "nl")
    assert isinstance(said, Say)
    assert said.text.startswith("Hier zie je later wat je losliet")


def test_what_was_said_last_counts_and_what_it_gave_stays() -> None:
    found = figures(
        record(A, left(("De tafel", "not_yet", "het uitzicht")), ago=90),
        record(B, left(("de  tafel", "let_go", "")), ago=2),
    )
    (one,) = found.farewells
    assert (one.text, one.status, one.thanks, one.page) == ("de  tafel", "let_go", "het uitzicht", B)


def test_what_was_named_and_then_said_goodbye_to_is_one_thing() -> None:
    page = record(A, fact("list", ["de tafel", "de trap"], "goes", tag="loss"), left(("De tafel", "let_go", "")))
    assert figures(page).counts == {"let_go": 1, "take_along": 0, "not_yet": 0, "": 1}


def test_naming_it_again_takes_nothing_back() -> None:
    found = figures(record(A, left(("x", "let_go", "")), ago=9), record(B, fact("list", ["x"], tag="loss"), ago=1))
    assert found.counts["let_go"] == 1


def test_losses_are_counted_by_their_option_in_any_language() -> None:
    found = figures(
        record(A, fact("choice", ["ties", "joy"], "l", tag="loss", labels={"ties": "Mensen", "joy": "Plezier"}), ago=9),
        record(B, fact("choice", ["ties", {"other": "mijn stoel"}], "l", tag="loss", labels={"ties": "People"}), ago=1),
    )
    assert [(loss.text, loss.pages) for loss in found.losses] == [("People", 2), ("mijn stoel", 1), ("Plezier", 1)]


def test_a_gesture_is_what_one_meant_to_do_where_one_took_leave() -> None:
    found = figures(
        record(A, left(("x", "let_go", "")), fact("write", "een brief", "ritual", tag="intention"), ago=2),
        record(B, fact("write", "zwijgen", "try", tag="intention"), ago=1),
    )
    assert [(ritual.text, ritual.key, ritual.state) for ritual in found.rituals] == [("een brief", "ritual", "")]


def test_all_of_it_is_shown_by_what_became_of_it() -> None:
    page = record(A, left(("a", "not_yet", ""), ("b", "let_go", "dank je"), ("c", "let_go", ""), tag="loss"))
    blocks = farewells.shown(figures(page), "nl")
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["Losgelaten", "Nog niet"]
    (gone, _not_yet) = [block for block in blocks if isinstance(block, Items)]
    assert [(item.text, item.tail) for item in gone.items] == [("b", "‘dank je’"), ("c", "")]
    (bars,) = [block for block in blocks if isinstance(block, Bars)]
    assert [(bar.label, bar.value) for bar in bars.bars] == [("losgelaten", 2), ("gaat mee", 0), ("nog niet", 1)]


STATUS = st.sampled_from(["", "let_go", "take_along", "not_yet"])
NAMES = st.sampled_from(["trap", "Trap", "tafel", "raam"])


def facts(_name: str) -> st.SearchStrategy[list[Fact]]:
    row = st.tuples(NAMES, STATUS, st.sampled_from(["", "dank"]))
    rows = st.lists(row, max_size=3, unique_by=lambda row: fold(row[0])).map(lambda rows: left(*rows))
    named = st.lists(NAMES, max_size=2).map(lambda names: fact("list", [*names], tag="loss"))
    return st.lists(st.one_of(rows, named), max_size=2)


@given(journals(facts))
def test_the_figures_are_what_counting_by_hand_gives(records: list[Record]) -> None:
    status: dict[str, str] = {}
    thanked: dict[str, str] = {}
    for page in records:  # the newest first: what was said first here stays
        for kind in ("letgo", "list"):
            for each in (each for each in page.facts if each.kind == kind):
                for row in each.value if isinstance(each.value, list) else []:
                    item = row if isinstance(row, dict) else {"item": row}
                    key = fold(str(item["item"]))
                    status[key] = status.get(key) or str(item.get("status", ""))
                    thanked[key] = thanked.get(key) or str(item.get("thanks", ""))
    found = farewells.look(records, ASKED)
    assert {fold(one.text): (one.status, one.thanks) for one in found.farewells} == {
        key: (status[key], thanked[key]) for key in status
    }
    assert sum(found.counts.values()) == len(found.farewells)
    assert farewells.data(found)["thanked"] == sum(map(bool, thanked.values()))
