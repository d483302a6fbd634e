"""Steps: those taken and those declined on purpose count alike."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.lookback.blocks import Bars, Items, Say
from kwetsbaar.core.lookback.facts import Fact
from kwetsbaar.core.lookback.records import Record
from kwetsbaar.core.lookback.views import courage
from tests.core.lookback.made import ASKED, IDS, WORDS, fact, journals, newest_first, record

A, B, C = IDS[:3]
STATES = ("open", "taken", "declined")


def step(text: str = "bellen", state: str = "", key: str = "step", **more: Any) -> Fact:
    return fact("write", text, key, tag="courage", states={"": state} if state else {}, **more)


def chose(option: str, label: str = "Bewust niet") -> Fact:
    return fact("choice", option, "road", tag="courage", labels={option: label})


def figures(*records: Record) -> courage.Figures:
    return courage.look(newest_first(records), ASKED)


@pytest.mark.parametrize(
    ("states", "en", "nl"),
    [
        (("open",), "You wrote down 1 step: 1 still open.", "Je schreef 1 stap op: 1 nog open."),
        (("taken", "taken"), "You wrote down 2 steps: 2 taken.", "Je schreef 2 stappen op: 2 gezet."),
        (
            ("declined", "declined"),
            "You wrote down 2 steps: 2 declined on purpose.",
            "Je schreef 2 stappen op: 2 bewust niet gezet.",
        ),
        (
            ("declined", "open", "taken", "open"),
            "You wrote down 4 steps: 1 taken, 1 declined on purpose, 2 still open.",
            "Je schreef 4 stappen op: 1 gezet, 1 bewust niet gezet, 2 nog open.",
        ),
    ],
)
def test_the_sentence_says_the_figures(states: tuple[str, ...], en: str, nl: str) -> None:
    found = figures(*(record(IDS[n], step(state=state), ago=n) for n, state in enumerate(states)))
    assert (courage.sentence(found, "en"), courage.sentence(found, "nl")) == (en, nl)


def test_with_nothing_yet_it_says_what_would_fill_it() -> None:
    (said,) = courage.shown(figures(), "nl")
    assert isinstance(said, Say)
    assert said.text.startswith("Hier zie je later de stappen")


def test_taken_and_declined_are_drawn_alike() -> None:
    (bars,) = [b for b in courage.shown(figures(record(A, step(state="declined"))), "nl") if isinstance(b, Bars)]
    assert [(bar.label, bar.value, bar.quiet) for bar in bars.bars] == [
        ("gezet", 0, False),
        ("bewust niet gezet", 1, False),
    ]
    assert not any(isinstance(block, Bars) for block in courage.shown(figures(record(A, step())), "nl"))


def test_what_was_chosen_beside_a_step_says_what_became_of_it() -> None:
    assert figures(record(A, step(), chose("declined"))).counts == {"open": 0, "taken": 0, "declined": 1}
    assert figures(record(A, step(), chose("smaller"))).counts == {"open": 1, "taken": 0, "declined": 0}


@pytest.mark.parametrize("state", STATES)
def test_what_the_person_said_since_goes_first(state: str) -> None:
    assert figures(record(A, step(state=state), chose("declined"))).counts[state] == 1


def test_a_choice_alone_is_the_step_and_one_that_leaves_it_open_is_none() -> None:
    (alone,) = figures(record(A, chose("declined", "Blijven"))).steps
    assert (alone.text, alone.state, alone.key) == ("Blijven", "declined", "road")
    assert figures(record(A, chose("open", "Ik laat het open"))).steps == ()


def test_each_item_of_a_list_has_a_state_of_its_own() -> None:
    listed = fact("list", ["bellen", "schrijven"], "l", tag="courage", states={"bellen": "taken"})
    (_said, _alike, _bars, _heading, items) = courage.shown(figures(record(A, listed)), "nl")
    assert isinstance(items, Items)
    assert [(item.key, item.item, item.tag, item.state) for item in items.items] == [
        ("l", "bellen", "courage", "taken"),
        ("l", "schrijven", "courage", "open"),
    ]


def test_a_repeated_step_is_known_by_what_it_was_about() -> None:
    (one,) = figures(record(A, step("opbellen", state="taken", item="mijn baas"))).steps
    assert (one.item, one.state) == ("mijn baas", "taken")


def test_a_step_comes_with_what_makes_it_worth_it() -> None:
    page = record(A, fact("write", "Omdat het kan.\nEn mag.", "why", tag="why"), step(state="taken"))
    items = courage.shown(figures(page), "nl")[-1]
    assert isinstance(items, Items)
    assert items.items[0].tail == "gezet · ‘Omdat het kan’"


def facts(_name: str) -> st.SearchStrategy[list[Fact]]:
    state = st.sampled_from(["", *STATES])
    written = st.builds(step, WORDS, state)
    listed = st.lists(WORDS, unique=True, max_size=3).flatmap(
        lambda items: st.fixed_dictionaries({}, optional={item: st.sampled_from(STATES) for item in items}).map(
            lambda states: fact("list", [*items], "l", tag="courage", states=states)
        )
    )
    return st.lists(st.one_of(written, listed, st.just(fact("write", "x", tag="why"))), max_size=3)


@given(journals(facts))
def test_the_figures_are_what_counting_by_hand_gives(records: list[Record]) -> None:
    counts: Counter[str] = Counter()
    for page in records:
        for each in page.facts:
            if each.tag == "courage":
                items = [str(item) for item in each.value] if isinstance(each.value, list) else [""]
                counts.update(each.states.get(item, "open") for item in items)
    found = courage.data(courage.look(records, ASKED))
    assert found["counts"] == {state: counts[state] for state in STATES}
    assert found["steps"] == counts.total()
