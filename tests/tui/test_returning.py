"""After a lock a person is where they were: the same screen, the same field, the same place in the text."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input, TextArea

from kwetsbaar.core.draft import Draft
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.traces import Traces
from kwetsbaar.journal.writing import Writing
from kwetsbaar.storage.keyring import new_keyring
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.returning import Spot, ToSearch, query_again, spot_of
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.unlock import UnlockScreen
from kwetsbaar.tui.session.screen import SessionScreen
from tests.conftest import Clock, Made
from tests.tui.conftest import Opened, settle, shown, write

SENTINEL = "zilverreiger"


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


WAYS = {
    "home, the second pack": ("down",),
    "home, the second page": ("up", "up"),
    "packs": ("p", "down", "down"),
    "pages": ("a", "down"),
    "a page of the list": ("a", "down", "enter"),
    "a page leafed to": ("up", "enter", "left"),
    "trash": ("a", "t", "down"),
    "a page in the trash": ("a", "t", "down", "enter"),
    "search, nothing yet": ("slash",),
    "search, in the field": ("slash", *"zilver", "left", "left"),
    "search, in the list": ("slash", *"zilver", "down", "down"),
    "a page that was found": ("slash", *"zilver", "down", "down", "enter"),
    "search from the list of pages": ("a", "slash", *"zilver", "down"),
    "earlier versions": ("a", "enter", "h", "down"),
    "an earlier version": ("a", "enter", "h", "down", "enter"),
    "an edit over its page": ("up", "enter", "e", "enter", *"meer ", "left"),
    "settings": ("comma", "down", "down"),
    "settings over a page": ("up", "enter", "comma", "down"),
    "keys": ("p", "f1"),
    "someone to talk to": ("up", "enter", "f2"),
    "a list of drafts": ("DRAFTS", "down"),
}


def names(app: App[int]) -> list[str]:
    return [type(screen).__name__ for screen in app.screen_stack]


@pytest.mark.usefixtures("unlocking")
@pytest.mark.parametrize("way", WAYS)
async def test_every_screen_comes_back_as_it_was(
    opened: Opened, journal: Journal, places: Places, clock: Clock, way: str
) -> None:
    await fill(journal, places, clock)
    async with opened() as pilot:
        app = pilot.app
        for key in WAYS[way]:
            if key == "DRAFTS":
                app.screen.post_message(HomeScreen.ShowDrafts())
            else:
                await pilot.press(key)
            await settle(pilot)
        before = names(app), spot_of(app.screen), shown(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert names(app) == ["UnlockScreen"]
        assert isinstance(app, KwetsbaarApp)
        assert "zilver" not in repr(app._were)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert (names(app), spot_of(app.screen), shown(pilot)) == before


async def fill(journal: Journal, places: Places, clock: Clock) -> None:
    """Keeps pages, one of them changed twice; deletes two; begins four drafts."""
    for n in range(5):
        page = write(journal, places, f"{SENTINEL} {n}")
        clock.forward(days=1)
        if n < 2:
            journal.deleting.trash(page)
    for text in ("anders", "en nog eens"):
        assert page.entry
        answers = (replace(page.entry.answers[0], value=text), *page.entry.answers[1:])
        page = journal.writing.revise(page, replace(page.entry, answers=answers))
        clock.forward(minutes=1)
    for pack in ("vrij", "drie-minuten", "drie-minuten", "vrij"):
        draft = journal.writing.begin(Packs(places).get(pack), "en")
        journal.writing.save_draft(draft.with_session(draft.session.put(f"{SENTINEL} begonnen")))
        clock.forward(minutes=1)


@pytest.mark.usefixtures("unlocking")
async def test_what_is_gone_by_then_leaves_one_where_it_lay(opened: Opened, journal: Journal, folder: Path) -> None:
    async with opened() as pilot:
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*SENTINEL, "ctrl+s")
        await settle(pilot)
        await pilot.press("f2", "ctrl+l")
        await settle(pilot)
        for draft in (folder / "drafts").iterdir():
            draft.unlink()
        await pilot.press("x", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.usefixtures("unlocking")
async def test_no_query_stays_in_memory_that_can_be_read(opened: Opened, journal: Journal, places: Places) -> None:
    """What is kept of it over a lock is encrypted to the journal, and only that opens it."""
    write(journal, places, "aalscholver op de paal")
    async with opened() as pilot:
        await pilot.press("slash", *"aalscholver")
        await settle(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert isinstance(pilot.app, KwetsbaarApp)
        _home, place = pilot.app._were
        assert isinstance(place.way, ToSearch)
        assert b"aalscholver" not in place.way.query
        assert place.way.query.startswith(b"age-encryption.org/v1")
        assert "query" not in repr(place.way)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert pilot.app.screen.query_one(Input).value == "aalscholver"


def test_a_query_of_another_journal_is_let_go(journal: Journal, tmp_path: Path, places: Places) -> None:
    other = Journal(tmp_path / "other", new_keyring(), places)
    assert query_again(journal, journal.closed_over("zoeken")) == "zoeken"
    assert query_again(journal, other.closed_over("zoeken")) == ""
    other.close()


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
