from kwetsbaar.journal import Journal, Places
from kwetsbaar.tui.screens.pages import PagesScreen
from kwetsbaar.tui.screens.trash import TrashedScreen, TrashScreen
from tests.conftest import Clock
from tests.tui.conftest import Opened, settle, shown, write
from tests.tui.test_page import press


def fill(journal: Journal, places: Places, clock: Clock) -> None:
    """Puts two pages in the trash."""
    for text in ("een", "twee"):
        journal.deleting.trash(write(journal, places, text))
        clock.forward(days=1)


async def test_an_empty_trash_says_so(opened: Opened) -> None:
    async with opened() as pilot:
        text = await press(pilot, "a", "t")
        assert isinstance(pilot.app.screen, TrashScreen)
        assert "There is nothing in the trash." in text
        assert "Empty the trash" not in text
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PagesScreen)


async def test_what_was_deleted_is_seen_and_put_back(
    opened: Opened, journal: Journal, places: Places, clock: Clock
) -> None:
    fill(journal, places, clock)
    async with opened() as pilot:
        text = await press(pilot, "a", "t")
        assert "Pages that you deleted. They stay here until you empty the trash." in text
        assert text.index("23 Nov") < text.index("22 Nov")
        text = await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TrashedScreen)
        assert "in the trash · 23 Nov 2026" in text
        assert "twee" in text
        text = await press(pilot, "r")
        assert isinstance(pilot.app.screen, TrashScreen)
        assert "It is back in your journal." in text
        assert "23 Nov" not in text
        assert "There is nothing in the trash." in await press(pilot, "r")
        assert "2 pages" in await press(pilot, "escape")
    assert journal.reading.count() == 2


async def test_the_trash_is_emptied_after_one_question(
    opened: Opened, journal: Journal, places: Places, clock: Clock
) -> None:
    fill(journal, places, clock)
    async with opened() as pilot:
        text = await press(pilot, "a", "t", "l")
        assert "Delete 2 pages for good?" in text
        await press(pilot, "enter")
        assert len(journal.deleting.trashed()) == 2
        assert "The trash is empty." in await press(pilot, "l", "down", "enter")
    assert journal.deleting.trashed() == []


async def test_one_page_is_deleted_for_good(opened: Opened, journal: Journal, places: Places, clock: Clock) -> None:
    fill(journal, places, clock)
    async with opened() as pilot:
        text = await press(pilot, "a", "t", "enter", "d")
        assert "Delete this page for good?" in text
        assert "It is gone, for good." in await press(pilot, "down", "enter")
        await settle(pilot)
        assert "22 Nov" in shown(pilot)
        assert "23 Nov" not in shown(pilot)
    assert len(journal.deleting.trashed()) == 1
