"""After a lock nothing keeps what was open alive. Python cannot wipe a string; it can let go of every object."""

from __future__ import annotations

import gc
from pathlib import Path
from weakref import ref

import pytest

from kwetsbaar.core.draft import Draft
from kwetsbaar.core.session import Session
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.reading import Reading
from kwetsbaar.journal.writing import Writing
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.desk import Desk
from kwetsbaar.tui.screens.unlock import UnlockScreen
from kwetsbaar.tui.session.saving import DraftSaver
from kwetsbaar.tui.session.screen import SessionScreen
from tests.conftest import Clock, Made
from tests.tui.conftest import settle, write

OPENED = (Journal, Writing, Reading, Desk, SessionScreen, DraftSaver)
SENTINEL = "zilverreiger"


@pytest.fixture
def _quick() -> None:
    """Waits here as Textual does: with its many timers asyncio lets go of those that were stopped much sooner."""


def left() -> list[object]:
    """Gives all that is there of what was open."""
    gc.collect()
    return [thing for thing in gc.get_objects() if isinstance(thing, OPENED)]


def more_than(before: list[ref[object]]) -> list[str]:
    """Gives what is there that was not there before; what an earlier test left may go meanwhile."""
    known = {id(thing) for each in before if (thing := each()) is not None}
    return sorted(type(thing).__name__ for thing in left() if id(thing) not in known)


@pytest.mark.parametrize(
    "keys",
    [
        ("n",),
        ("n", "ctrl+g"),
        ("up", "enter"),
        ("up", "enter", "e", "enter"),
        ("a",),
        ("slash",),
        ("b", "2"),
        ("b", "1", "f"),
    ],
)
async def test_a_lock_lets_go_of_all_that_was_open(
    folder: Path, made: Made, places: Places, clock: Clock, keys: tuple[str, ...]
) -> None:
    before = [*map(ref, left())]
    app = KwetsbaarApp(folder, places, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        journal = Journal(folder, made.keyring, places, clock)
        journal.words_confirmed = clock().date()
        write(journal, places, "een")
        app.post_message(UnlockScreen.Opened(journal))
        del journal
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        if isinstance(app.screen, SessionScreen):
            await pilot.press(*SENTINEL, "ctrl+s")
            app.copy_to_clipboard(SENTINEL)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert app.screen is app._unlock
        assert app.clipboard == ""
        gc.collect()
        drafts = [thing for thing in gc.get_objects() if isinstance(thing, Draft | Session)]
        assert not any(SENTINEL in repr(draft) for draft in drafts)
        for _ in range(60):  # asyncio holds on to a timer that was stopped until its time has come
            if not more_than(before):
                break
            await pilot.pause(0.1)
        assert more_than(before) == []
