from pathlib import Path

import pytest
from textual.pilot import Pilot

from kwetsbaar.core import editing
from kwetsbaar.errors import NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Journal, Places, State
from kwetsbaar.journal.deleting import Deleting
from kwetsbaar.journal.page import Page
from kwetsbaar.journal.writing import Writing
from kwetsbaar.tui.leaves import AllPages
from kwetsbaar.tui.screens.ask import AskScreen
from kwetsbaar.tui.screens.both import BothScreen
from kwetsbaar.tui.screens.history import HistoryScreen, VersionScreen
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.session.screen import SessionScreen
from tests.conftest import Clock
from tests.tui.conftest import Opened, settle, shown, write

OWN = "[bold]Vandaag[/] # geen kop\n  ingesprongen  http://example.org\n[@click=app.bell]x[/]"


async def read(pilot: Pilot[int], journal: Journal, page: Page) -> PageScreen:
    """Opens a page, on home."""
    screen = PageScreen(journal, AllPages(journal.reading), page.name)
    pilot.app.push_screen(screen)
    await settle(pilot)
    return screen


async def press(pilot: Pilot[int], *keys: str) -> str:
    """Presses keys one by one, each after what came of the one before; gives what the screen shows then."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)
    return " ".join(shown(pilot).split())


def change(journal: Journal, page: Page, text: str) -> Page:
    """Keeps a new version of a page with `text` as its first answer."""
    draft = journal.writing.edit(page)
    return journal.writing.keep(draft.with_session(draft.session.put(text)))


# ------------------------------------------------------------------ reading


async def test_a_page_shows_as_typed(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, OWN)
    async with opened() as pilot:
        await read(pilot, journal, page)
        text = shown(pilot)
        assert all(line in text for line in OWN.split("\n"))
        assert "Sunday 22 November 2026" in text
        assert "20:33" in text
        assert "Wat raakte je vandaag" in text


async def test_one_leafs_to_the_pages_beside_it(opened: Opened, journal: Journal, places: Places, clock: Clock) -> None:
    pages = []
    for day in ("maandag", "dinsdag"):
        pages.append(write(journal, places, day))
        clock.forward(days=1)
    async with opened() as pilot:
        await read(pilot, journal, pages[1])
        assert "dinsdag" in shown(pilot)
        assert "Newer" not in shown(pilot)
        text = await press(pilot, "right")
        assert "maandag" in text
        assert "Older" not in text
        assert "Latest pages" in await press(pilot, "left", "escape")


async def test_a_long_page_scrolls(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, "\n".join(f"regel {n}" for n in range(99)))
    async with opened() as pilot:
        await read(pilot, journal, page)
        assert "regel 98" in await press(pilot, "end")
        assert "regel 0" in await press(pilot, "home")


async def test_a_folder_that_disappears_is_told_where_one_is(
    opened: Opened, journal: Journal, places: Places, folder: Path
) -> None:
    page = write(journal, places, "een")
    async with opened() as pilot:
        (folder / "entries").rename(folder / "weg")
        await read(pilot, journal, page)
        assert "This page is not in the journal now." in shown(pilot)
        assert "kwetsbaar" in await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


# ------------------------------------------------------------------ changing


async def test_an_answer_is_changed_and_what_stood_there_stays(
    opened: Opened, journal: Journal, places: Places
) -> None:
    page = write(journal, places, "een", None, "drie")
    async with opened() as pilot:
        await read(pilot, journal, page)
        text = await press(pilot, "e")
        assert "Choose an answer with the arrows; Enter changes it." in text
        assert "Skipped." in text
        await press(pilot, "down", "down", "enter")
        assert isinstance(pilot.app.screen, SessionScreen)
        assert "drie" in shown(pilot)
        text = await press(pilot, "!", "ctrl+n", "enter")
        assert isinstance(pilot.app.screen, PageScreen)
        assert "drie!" in text
        assert "Kept. What stood there before is an earlier version now." in text
    (before,) = journal.reading.history(journal.reading.page(page.name))
    assert before.entry
    assert [answer.value for answer in before.entry.answers] == ["een", None, "drie"]


async def test_a_page_whose_questions_cannot_be_asked_again_is_only_read(
    opened: Opened, journal: Journal, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = write(journal, places, "een")

    def refuse(_entry: object) -> None:
        raise ValueError

    monkeypatch.setattr(editing, "session_of", refuse)
    async with opened() as pilot:
        await read(pilot, journal, page)
        assert "There is nothing on this page that can be changed." in await press(pilot, "e", "enter")
        assert isinstance(pilot.app.screen, PageScreen)


async def test_choosing_is_left_without_a_trace(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, "een", None, "drie")
    async with opened() as pilot:
        await read(pilot, journal, page)
        before = shown(pilot)
        await press(pilot, "e", "down", "escape")
        assert shown(pilot) == before


async def test_an_answer_is_chosen_by_the_mouse(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, "een", "twee")
    async with opened() as pilot:
        await read(pilot, journal, page)
        await pilot.click("Block")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PageScreen)
        await press(pilot, "e")
        await pilot.click("Block")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        assert "een" in shown(pilot)


async def test_an_edit_lies_ready_as_one_and_goes_on(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, "een")
    async with opened() as pilot:
        await read(pilot, journal, page)
        text = await press(pilot, "e", "enter", "!", "ctrl+q")
        assert "Saved. It lies ready, if you like." in text
        text = await press(pilot, "escape")
        assert "Three minutes" in text
        assert "you were changing this page" in text
        await read(pilot, journal, page)
        assert "een!" in await press(pilot, "e", "enter")
        assert "Not kept. The page is as it was." in await press(
            pilot, "ctrl+n", "ctrl+n", "ctrl+n", "right", "enter", "right", "enter"
        )
    assert journal.writing.drafts().drafts == ()


async def test_a_page_changed_elsewhere_keeps_both_texts(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, "een")
    async with opened() as pilot:
        await read(pilot, journal, page)
        await press(pilot, "e", "enter", "!")
        change(journal, page, "elders")
        text = await press(pilot, "ctrl+n", "ctrl+n", "ctrl+n", "enter")
        assert isinstance(pilot.app.screen, BothScreen)
        assert "This page was changed in two places. Both texts are kept" in text
        assert text.index("elders") < text.index("een!")
        text = await press(pilot, "o")
        assert isinstance(pilot.app.screen, PageScreen)
        assert "een!" in text
        assert "the copy lies in the trash" in text
    assert [card.state for card in journal.reading.cards()] == [State.OK]
    assert len(journal.deleting.trashed()) == 1


@pytest.mark.parametrize(("width", "beside"), [(120, True), (80, False)])
async def test_two_texts_stand_beside_each_other_where_there_is_room(
    opened: Opened,
    journal: Journal,
    places: Places,
    width: int,
    beside: bool,
) -> None:
    page = write(journal, places, "een")
    draft = journal.writing.edit(page)
    change(journal, page, "elders")
    copy = journal.writing.keep(draft.with_session(draft.session.put("hier")))
    async with opened((width, 40)) as pilot:
        await read(pilot, journal, copy)
        await press(pilot, "v")
        assert any("elders" in line and "hier" in line for line in shown(pilot).splitlines()) == beside


async def test_a_copy_can_be_changed_too(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, "een")
    draft = journal.writing.edit(page)
    change(journal, page, "elders")
    copy = journal.writing.keep(draft.with_session(draft.session.put("hier")))
    async with opened() as pilot:
        await read(pilot, journal, copy)
        await press(pilot, "e", "enter")
        assert isinstance(pilot.app.screen, SessionScreen)
        assert "hier" in shown(pilot)
        await pilot.press(*" ook", "ctrl+s")
        await settle(pilot)
        assert pilot.app.screen.draft.page_name == copy.name


# ------------------------------------------------------------------ how it was


async def test_what_changed_is_said_in_words_and_put_back(
    opened: Opened, journal: Journal, places: Places, clock: Clock
) -> None:
    page = write(journal, places, "Het was lang [b]stil[/b].", "rust")
    clock.forward(hours=1)
    page = change(journal, page, "Het was even [b]stil[/b].")
    async with opened() as pilot:
        await read(pilot, journal, page)
        text = await press(pilot, "h")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert "22 Nov 2026, 20:33 then changed: Wat raakte je vandaag" in text
        text = await press(pilot, "enter")
        assert isinstance(pilot.app.screen, VersionScreen)
        assert "Het was [gone: lang] [new: even] [b]stil[/b]." in text
        assert "rust" not in text
        assert "rust" in await press(pilot, "w")
        assert "[gone: lang]" in await press(pilot, "w")
        text = await press(pilot, "r")
        assert isinstance(pilot.app.screen, PageScreen)
        assert "Put back. What stood there is an earlier version now." in text
        assert "Het was lang [b]stil[/b]." in text
    entry = journal.reading.page(page.name).entry
    assert entry
    assert entry.rev == 3


async def test_a_page_that_was_never_changed_has_no_history(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, "een")
    async with opened((120, 40)) as pilot:
        await read(pilot, journal, page)
        assert "Earlier versions" not in await press(pilot, "h")
        assert isinstance(pilot.app.screen, PageScreen)


# ------------------------------------------------------------------ deleting


async def test_deleting_is_asked_once_and_can_be_let_be(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, "een")
    async with opened() as pilot:
        await read(pilot, journal, page)
        text = await press(pilot, "d")
        assert isinstance(pilot.app.screen, AskScreen)
        assert "Would you like to delete this page?" in text
        assert "Gone for good now, earlier versions too." in text
        assert "Copies elsewhere (backup, synchronisation) stay." in text
        await press(pilot, "down", "down", "enter")
        assert isinstance(pilot.app.screen, PageScreen)
        await press(pilot, "d", "escape")
        assert isinstance(pilot.app.screen, PageScreen)
    assert journal.reading.count() == 1


async def test_to_the_trash(opened: Opened, journal: Journal, places: Places) -> None:
    write(journal, places, "een")
    async with opened() as pilot:
        await press(pilot, "up", "enter", "d")
        assert "It lies in the trash now." in await press(pilot, "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Latest pages" not in shown(pilot)
    assert len(journal.deleting.trashed()) == 1


async def test_gone_for_good(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, "een")
    change(journal, page, "twee")
    async with opened() as pilot:
        await press(pilot, "up", "enter", "d", "down")
        assert "It is gone, for good." in await press(pilot, "enter")
    assert journal.reading.count() == 0
    assert journal.reading.history(page) == []
    assert journal.deleting.trashed() == []


async def test_a_page_that_cannot_be_deleted_stays_and_says_why(
    opened: Opened, journal: Journal, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = write(journal, places, "een")

    def full(*_: object) -> None:
        raise NotSaved(msg("The disk is full."), msg("Make room and try again."))

    monkeypatch.setattr(Deleting, "trash", full)
    monkeypatch.setattr(Writing, "edit", full)
    async with opened() as pilot:
        await read(pilot, journal, page)
        text = await press(pilot, "d", "enter")
        assert isinstance(pilot.app.screen, PageScreen)
        assert "The disk is full. Make room and try again." in text
        await press(pilot, "e", "enter")
        assert isinstance(pilot.app.screen, PageScreen)
