"""What a person meant to try, with its state, item by item and per alias."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.lookback.blocks import Heading, Items, Say
from kwetsbaar.core.lookback.facts import Fact
from kwetsbaar.core.lookback.records import Asked, Record
from kwetsbaar.core.lookback.states import STATES
from kwetsbaar.core.lookback.views import intentions
from kwetsbaar.core.query import Where
from tests.core.lookback.made import ASKED, IDS, TODAY, WORDS, fact, journals, newest_first, record

A, B, C = IDS[:3]


def tried(value: Any, state: str = "", **more: Any) -> Fact:
    states = {"": state} if state else more.pop("states", {})
    return fact("list" if isinstance(value, list) else "write", value, tag="intention", states=states, **more)


def figures(*records: Record, asked: Asked = ASKED) -> intentions.Figures:
    return intentions.look(newest_first(records), asked)


class TestTheSentence:
    @pytest.mark.parametrize(
        ("states", "en", "nl"),
        [
            (
                [""],
                "You wrote down 1 thing to try: 1 is still open.",
                "Je schreef 1 ding op om te proberen: 1 staat nog open.",
            ),
            (
                ["", "tried", "", "dropped"],
                "You wrote down 4 things to try: 2 are still open, 1 you tried, 1 you let go of.",
                "Je schreef 4 dingen op om te proberen: 2 staan nog open, 1 probeerde je, 1 liet je los.",
            ),
            (
                ["dropped", "dropped"],
                "You wrote down 2 things to try: 2 you let go of.",
                "Je schreef 2 dingen op om te proberen: 2 liet je los.",
            ),
        ],
    )
    def test_it_says_the_figures(self, states: list[str], en: str, nl: str) -> None:
        found = figures(*(record(name, tried("iets", state)) for name, state in zip(IDS, states, strict=False)))
        assert (intentions.sentence(found, "en"), intentions.sentence(found, "nl")) == (en, nl)

    @pytest.mark.parametrize(("language", "begins"), [("nl", "Hier zie je later"), ("en", "Here you will see")])
    def test_without_intentions_it_says_what_would_fill_it(self, language: str, begins: str) -> None:
        (said,) = intentions.shown(figures(), language)
        assert isinstance(said, Say)
        assert said.text.startswith(begins)


class TestItems:
    def test_each_item_of_a_list_has_a_state_of_its_own(self) -> None:
        found = figures(record(A, tried(["zwijgen", "vragen"], states={"vragen": "tried"})))
        assert [(each.text, each.item, each.state) for each in found.meant] == [
            ("zwijgen", "zwijgen", "open"),
            ("vragen", "vragen", "tried"),
        ]

    def test_an_answer_that_was_repeated_is_one_and_its_item_says_which(self) -> None:
        found = figures(record(A, tried(["a", "b"], "dropped", item="de trap"), tried("c", item="het raam")))
        assert [(each.text, each.item, each.state) for each in found.meant] == [
            ("a, b", "de trap", "dropped"),
            ("c", "het raam", "open"),
        ]

    def test_a_row_can_be_opened_and_marked(self) -> None:
        (items,) = [
            b
            for b in intentions.shown(figures(record(A, tried("nu\nof later", key="try"))), "nl")
            if isinstance(b, Items)
        ]
        (item,) = items.items
        assert (item.page, item.key, item.item, item.tag, item.state) == (A, "try", "", "intention", "open")
        assert (item.text, item.tail) == ("nu of later", "nog open")


class TestAliases:
    def test_those_of_one_alias_stand_together_whatever_its_capitals(self) -> None:
        pages = [
            record(A, tried("zwijgen"), about="de jas", ago=3),
            record(B, tried("vragen"), about="De Jas", ago=1),
            record(C, tried("wandelen"), ago=2),
        ]
        shown = intentions.shown(figures(*pages), "nl")
        assert [block.text for block in shown if isinstance(block, Heading)] == ["De Jas", "Zonder schuilnaam"]
        lists = [[item.text for item in block.items] for block in shown if isinstance(block, Items)]
        assert lists == [["vragen", "zwijgen"], ["wandelen"]]

    def test_without_any_alias_there_is_no_heading(self) -> None:
        shown = intentions.shown(figures(record(A, tried("zwijgen"))), "nl")
        assert not any(isinstance(block, Heading) for block in shown)

    def test_a_filter_on_an_alias_is_about_that_alias(self) -> None:
        pages = [record(A, tried("zwijgen"), about="de jas"), record(B, tried("vragen"), about="de tas")]
        found = figures(*pages, asked=Asked(TODAY, Where(about=("de jas",))))
        assert [each.text for each in found.meant] == ["zwijgen"]


# ------------------------------------------------------------------ any journal


def facts(name: str) -> st.SearchStrategy[list[Fact]]:
    states = st.sampled_from(["", "tried", "dropped"])
    one = st.builds(tried, WORDS, states)
    many = st.builds(
        lambda texts, given: tried(
            texts, states={text: state for text, state in zip(texts, given, strict=False) if state}
        ),
        st.lists(WORDS, unique=True, max_size=3),
        st.lists(states, min_size=3, max_size=3),
    )
    return st.lists(st.one_of(one, many, st.just(fact("write", "x", tag="courage"))), max_size=2)


@given(journals(facts, most=5))
def test_the_figures_are_what_counting_by_hand_gives_and_add_up(records: list[Record]) -> None:
    found: Any = intentions.data(intentions.look(records, ASKED))
    rows = []
    for page in records:
        for each in page.facts:
            if each.tag == "intention" and isinstance(each.value, list):
                rows += [(page.name, text, each.states.get(str(text), "open")) for text in each.value]
            elif each.tag == "intention":
                rows.append((page.name, each.value, each.states.get("", "open")))
    assert [(row["page"], row["text"], row["state"]) for row in found["intentions"]] == rows
    counts = {state: sum(row[2] == state for row in rows) for state in STATES["intention"]}
    assert (found["meant"], found["states"]) == (len(rows), counts)
    assert sum(found["states"].values()) == found["meant"]
    for language in ("nl", "en"):
        shown = intentions.shown(intentions.look(records, ASKED), language)
        listed = [item for block in shown if isinstance(block, Items) for item in block.items]
        assert len(listed) == len(rows)
