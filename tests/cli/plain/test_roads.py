"""The key question down its three roads, in plain lines and from a file of answers: the same page."""

from __future__ import annotations

import pytest

from kwetsbaar.core.answers import answer_all
from kwetsbaar.journal import Places
from kwetsbaar.journal.packs import Packs
from tests.cli.plain.lines import Sitting

PACK = "kan-ik-het-aan"
ENTER = ""
KEEP = "1"

ARRIVING = [
    *(ENTER, "setting up on my own", ".", "3"),
    *("belly", "a stone", "almost"),
    *("no work", "alone all day", ".", "60", "not yet", "4", "90", "yes", "6"),
    *("a hard year", ".", "my sister", "savings", "."),
]
ARRIVED = """
[answers]
leap = "setting up on my own"
tension = 3
felt = { place = "belly", image = "a stone", fits = "almost" }
fears = [
  { text = "no work", chance = 60, willing = "not_yet", handle = 4 },
  { text = "alone all day", chance = 90, willing = "yes", handle = 6 },
]
endured = ["a hard year"]
leaning = ["my sister", "savings"]
look_back = 2026-12-20
"""
DAY = "20-12-2026"
LEAVING = [ENTER, ENTER, KEEP]

YES = (
    [
        *("yes", "in my breath", "and my feet", ".", "freedom", "."),
        *("the table by the window", ".", "the light", "2"),
        *("If it gets quiet, then I call her", "."),
        *(DAY, "my sister", "1, 3", "I want to tell you something", DAY),
    ],
    """
can_i = "yes"
strength = "in my breath\\nand my feet"
why = "freedom"
leave = [{ item = "the table by the window", thanks = "the light", status = "take_along" }]
smallest = "If it gets quiet, then I call her"
who = { who = "my sister", what = ["leap", "why"], first = "I want to tell you something", when = 2026-12-20 }
""",
)
NO = (
    [
        *("no", "the money", ".", "3", "people around me", "."),
        *("the room", ".", ENTER, "not yet"),
        *(DAY, "1"),
    ],
    """
can_i = "no"
heavy = "the money"
no_path = "declined"
stay_why = "people around me"
let_go = [{ item = "the room", status = "not_yet" }]
who = "nobody"
""",
)
NOT_YET = (
    [
        *("I don't know yet", "what I need a month", "."),
        *("an evening with the statements", ".", "a day off", "."),
        *("no day", DAY, ENTER),
    ],
    """
can_i = "not_yet"
needed = ["what I need a month"]
helpers = [{ item = "what I need a month", answer = "an evening with the statements" }]
try_out = "a day off"
again = "never"
""",
)


@pytest.mark.parametrize("road", [YES, NO, NOT_YET], ids=["yes", "no", "not_yet"])
def test_both_give_the_same_page(sitting: Sitting, places: Places, road: tuple[list[str], str]) -> None:
    typed, answers = road
    pack = Packs(places).get(PACK)
    assert sitting.hold(pack, *ARRIVING, *typed, *LEAVING) == 0
    plain = sitting.journal.reading.page(sitting.data.strip()).entry
    draft = sitting.journal.writing.begin(pack, "en")
    session = answer_all(draft.session, f"{ARRIVED}{answers}".encode(), "answers.toml")
    filed = sitting.journal.writing.keep(draft.with_session(session)).entry
    assert plain
    assert filed
    assert plain.answers == filed.answers
    assert (plain.title, plain.theme, plain.lang, plain.pack) == (filed.title, filed.theme, filed.lang, filed.pack)
