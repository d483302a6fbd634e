"""After a lock a person is where they were: the same screen, the same field, the same place in the text."""

import threading
from pathlib import Path

import pytest
from textual.widgets import TextArea

from kwetsbaar.core.draft import Draft
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.traces import Traces
from kwetsbaar.journal.writing import Writing
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.returning import Spot
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.unlock import UnlockScreen
from kwetsbaar.tui.session.screen import SessionScreen
from tests.conftest import Clock, Made
from tests.tui.conftest import Opened, settle, shown, write

SENTINEL = "zilverreiger"


@pytest.fixture
def unlocking(folder: Path, made: Made, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes any passphrase open the journal, without deriving a key."""

    def unlock(*_: object) -> Journal:
        journal = Journal(folder, made.keyring, places, clock)
        journal.words_confirmed = clock().date()
        return journal

    monkeypatch.setattr(Journal, "unlock", unlock)


@pytest.mark.usefixtures("unlocking")
async def test_the_same_question_text_and_cursor_come_back(opened: Opened) -> None:
    async with opened() as pilot:
        app = pilot.app
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*SENTINEL, "enter", *"onder", "up", "left", "left")
        before = app.screen.query_one(TextArea).cursor_location
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert isinstance(app.screen, UnlockScreen)
        assert SENTINEL not in repr(app._were)  # type: ignore[attr-defined]
        await pilot.press("x", "enter")
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)
        area = app.screen.query_one(TextArea)
        assert area.text == f"{SENTINEL}\nonder"
        assert area.cursor_location == before
        assert area.has_focus


@pytest.mark.usefixtures("unlocking")
async def test_a_question_without_a_word_comes_back_too(opened: Opened, journal: Journal) -> None:
    async with opened() as pilot:
        await pilot.press("n")
        await settle(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        assert journal.writing.drafts().drafts == ()


@pytest.mark.usefixtures("unlocking")
async def test_the_same_page_comes_back(opened: Opened, journal: Journal, places: Places) -> None:
    write(journal, places, SENTINEL)
    async with opened() as pilot:
        await pilot.press("up", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PageScreen)
        await pilot.press("ctrl+l")
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PageScreen)
        assert SENTINEL in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.usefixtures("unlocking")
async def test_after_a_crash_it_goes_on_where_the_person_was(
    journal: Journal, locked: KwetsbaarApp, places: Places, folder: Path, clock: Clock
) -> None:
    Traces(folder, places).opened(clock())
    clock.forward(minutes=5)
    draft = journal.writing.begin(Packs(places).get("vrij"), "en")
    journal.writing.save_draft(draft.with_session(draft.session.put(SENTINEL)))
    async with locked.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "enter")
        await settle(pilot)
        assert isinstance(locked.screen, SessionScreen)
        assert "You were here." in shown(pilot)
        assert locked.screen.query_one(TextArea).text == SENTINEL
        await pilot.press("ctrl+q")
        await settle(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert isinstance(locked.screen, HomeScreen)


@pytest.mark.usefixtures("unlocking")
async def test_an_older_draft_is_no_sign_of_a_crash(
    journal: Journal, locked: KwetsbaarApp, places: Places, folder: Path, clock: Clock
) -> None:
    draft = journal.writing.begin(Packs(places).get("vrij"), "en")
    journal.writing.save_draft(draft.with_session(draft.session.put(SENTINEL)))
    clock.forward(minutes=5)
    Traces(folder, places).opened(clock())
    async with locked.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "enter")
        await settle(pilot)
        assert isinstance(locked.screen, HomeScreen)


def test_a_spot_is_only_numbers() -> None:
    assert set(Spot.__dataclass_fields__) == {"focus", "cursor", "row", "scrolled"}


async def test_nothing_is_drawn_of_a_session_while_it_locks(
    opened: Opened, folder: Path, made: Made, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow save: the screen is blank from the key on, and the text is on disk in the end."""
    save, go_on = Writing.save_draft, threading.Event()

    def slow(writing: Writing, draft: Draft) -> Draft:
        assert go_on.wait(20)
        return save(writing, draft)

    async with opened() as pilot:
        monkeypatch.setattr(Writing, "save_draft", slow)
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*SENTINEL, "ctrl+l")
        for _ in range(5):
            await pilot.pause()
            assert shown(pilot).strip() == ""
        await pilot.press(*"abc", "ctrl+l", "f3", "ctrl+p")
        assert shown(pilot).strip() == ""
        go_on.set()
        await settle(pilot)
        assert isinstance(pilot.app.screen, UnlockScreen)
    again = Journal(folder, made.keyring, Places.of_user(), clock)
    (draft,) = again.writing.drafts().drafts
    assert [given.value for given in draft.session.given.values()] == [SENTINEL]
    again.close()
