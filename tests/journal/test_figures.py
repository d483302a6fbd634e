"""Looking back over real pages: what is asked again, told, marked or left out moves the figures at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kwetsbaar.core.toml import Toml
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.lookingback import NAMES, what_helped
from kwetsbaar.journal.packs import Packs
from tests.conftest import Clock
from tests.journal.test_due import keep

HEAVY: dict[str, Toml] = {
    "leap": "voor mezelf beginnen",
    "fears": [{"text": "geen werk", "chance": 60, "handle": 3}],
    "leaning": ["mijn zus"],
    "can_i": "not_yet",
    "try_out": "een dag vrij",
}


def figures(journal: Journal, view: str) -> dict[str, Any]:
    return {**journal.looking_back.look(view).data()}


@pytest.fixture
def packs(places: Places) -> Packs:
    return Packs(places)


def test_a_not_yet_that_is_asked_again_stands_below_the_first(journal: Journal, clock: Clock, packs: Packs) -> None:
    again = clock().date() + timedelta(weeks=3)
    page = keep(journal, {**HEAVY, "again": again}, packs.get("kan-ik-het-aan"))
    (theme,) = figures(journal, "question")["themes"]
    assert [(answer["answer"], answer["again"]) for answer in theme["answers"]] == [("not_yet", again.isoformat())]
    clock.forward(weeks=3)
    (due,) = journal.due.ready()
    draft = journal.due.begin(due, packs, "en")
    session = draft.session
    while session.at is not None:
        session = session.answer("yes") if session.step(session.at).key == "can_i" else session.skip()
    later = journal.writing.keep(draft.with_session(session))
    (theme,) = figures(journal, "question")["themes"]
    assert theme["theme"] == "voor mezelf beginnen"
    assert [(answer["answer"], answer["page"]) for answer in theme["answers"]] == [
        ("not_yet", page.name),
        ("yes", later.name),
    ]


def test_what_happened_moves_the_figures(journal: Journal, clock: Clock, packs: Packs) -> None:
    page = keep(journal, HEAVY, packs.get("kan-ik-het-aan"))
    assert figures(journal, "coping")["looked_back"] == 0
    clock.forward(days=30)
    told: dict[str, Toml] = {
        "looked_back": [{"risk": f"{page.name}#r1", "happened": "yes", "coped": 7, "note": "het ging"}],
        "helped": ["de tuin"],
    }
    keep(journal, told, packs.get("is-het-gebeurd"))
    found = figures(journal, "coping")
    assert (found["happened"], found["coping"]["lighter"]) == (1, 1)
    assert [(one["text"], one["risk"]) for one in found["helped"]] == [("het ging", "geen werk"), ("de tuin", None)]
    assert [one.text for one in what_helped(journal.reading)] == ["de tuin", "mijn zus"]


def test_what_became_of_a_step_is_told_at_once(journal: Journal, packs: Packs) -> None:
    page = keep(journal, HEAVY, packs.get("kan-ik-het-aan"))
    for state in ("taken", "declined", "open"):
        journal.looking_back.mark(page.name, "try_out", "", state)
        assert figures(journal, "courage")["counts"][state] == 1


def test_who_chooses_not_to_take_a_step_need_not_say_so_again(journal: Journal, clock: Clock, packs: Packs) -> None:
    road: dict[str, Toml] = {"can_i": "no", "no_path": "declined", "stay_why": "hier is het goed"}
    page = keep(journal, road, packs.get("kan-ik-het-aan"))
    clock.forward(days=1)
    keep(journal, {"smallest": "bellen", "what_now": "declined", "declined": "rust"}, packs.get("moed-verzamelen"))
    found = figures(journal, "courage")
    assert found["counts"] == {"open": 0, "taken": 0, "declined": 2}
    assert [step["why"] for step in found["all"]] == [["rust"], []]
    journal.looking_back.mark(page.name, "stay_why", "", "open")
    assert figures(journal, "courage")["counts"] == {"open": 1, "taken": 0, "declined": 1}


@pytest.mark.parametrize("view", NAMES)
def test_a_page_that_is_left_out_counts_nowhere(journal: Journal, packs: Packs, view: str) -> None:
    nothing = figures(journal, view)
    page = keep(journal, HEAVY, packs.get("kan-ik-het-aan"))
    assert page.entry
    journal.writing.revise(page, replace(page.entry, hidden=True))
    assert figures(journal, view) == nothing
    assert what_helped(journal.reading) == ()
