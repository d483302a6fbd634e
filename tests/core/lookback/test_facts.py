"""What is kept of a page for looking back, and read again: no more than the views need."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kwetsbaar.core import keeping, packfile
from kwetsbaar.core.entry import Entry
from kwetsbaar.core.lookback import facts, states
from kwetsbaar.core.lookback.facts import Fact, lines_of
from kwetsbaar.core.session import Session
from kwetsbaar.core.toml import Toml

PACK = """
title = "Proef"
[[step]]
id = "can_i"
kind = "choice"
measure = "key_question"
ask = "Kan ik het aan?"
options = [{ id = "yes", nl = "Ja" }, { id = "not_yet", nl = "Nog niet" }]
[[step]]
id = "step"
tag = "courage"
ask = "Welke stap?"
[[step]]
id = "steps"
kind = "list"
tag = "courage"
ask = "Welke nog meer?"
[[step]]
id = "plain"
ask = "En verder?"
[[step]]
id = "again"
kind = "revisit"
about = "can_i"
ask = "Wanneer weer?"
"""
NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


@pytest.fixture
def entry() -> Entry:
    pack = packfile.read(PACK.encode(), "proef.toml").pack
    assert pack
    session = Session.begin(pack, "nl")
    given: list[Toml] = ["not_yet", "bellen", ["lopen", "zwijgen"], "niets", date(2026, 12, 12)]
    for value in given:
        session = session.answer(value)
    return keeping.entry_of(session, id_="a" * 26, when=NOW)


def kept(entry: Entry) -> dict[str, Fact]:
    return {fact.key: fact for fact in map(facts.unpacked, json.loads(facts.packed(entry)))}


def test_only_what_is_collected_is_kept_with_what_its_ids_are_called(entry: Entry) -> None:
    found = kept(entry)
    assert [*found] == ["can_i", "step", "steps", "again"]
    assert (found["can_i"].labels, lines_of(found["can_i"])) == ({"not_yet": "Nog niet"}, ("Nog niet",))


def test_a_day_says_which_question_comes_back_on_it(entry: Entry) -> None:
    assert (kept(entry)["again"].value, kept(entry)["again"].about) == ("2026-12-12", "can_i")
    assert kept(entry)["can_i"].about == ""


def test_a_page_that_is_left_out_keeps_nothing(entry: Entry) -> None:
    assert facts.packed(replace(entry, hidden=True)) == ""


@pytest.mark.parametrize("state", ["open", "taken", "declined"])
def test_what_became_of_a_step_is_kept_also_that_it_is_open(entry: Entry, state: str) -> None:
    changed = states.with_state(states.with_state(entry, "step", "", "taken"), "step", "", state)
    assert kept(changed)["step"].states == {"": state}
    assert kept(changed)["steps"].states == {}


def test_each_item_of_a_list_has_its_own(entry: Entry) -> None:
    changed = states.with_state(states.with_state(entry, "steps", "lopen", "taken"), "steps", "zwijgen", "declined")
    assert kept(changed)["steps"].states == {"lopen": "taken", "zwijgen": "declined"}
    assert states.with_state(entry, "plain", "", "taken") == entry
    with pytest.raises(ValueError, match="tried"):
        states.with_state(entry, "step", "", "tried")
