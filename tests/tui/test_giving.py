"""A page on its way to someone, and one that came from someone: each step as a person sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from kwetsbaar.journal import Journal, Places
from kwetsbaar.storage import age
from kwetsbaar.tui.leaves import AllPages
from kwetsbaar.tui.screens.answers import AnswersScreen
from kwetsbaar.tui.screens.field import FieldScreen
from kwetsbaar.tui.screens.leaves import LeavesScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.people import PeopleScreen
from kwetsbaar.tui.screens.received import ReceivedScreen
from kwetsbaar.tui.screens.whom import WhomScreen
from tests.tui.conftest import Opened, settle, shown, until, write


@pytest.fixture
def friend(journal: Journal) -> str:
    """Gives the secret key of Sam, with whom a page can be shared."""
    identity = age.new_identity()
    journal.people.add("Sam", age.recipient_of(identity))
    return identity


async def at(pilot: Pilot[int], kind: type) -> None:
    await until(lambda: isinstance(pilot.app.screen, kind))
    await pilot.pause()


async def opened_page(pilot: Pilot[int], journal: Journal, name: str) -> None:
    pilot.app.push_screen(PageScreen(journal, AllPages(journal.reading), name))
    await settle(pilot)


async def fill(pilot: Pilot[int], text: str) -> None:
    await at(pilot, FieldScreen)
    pilot.app.screen.query_one(Input).value = text
    await pilot.press("enter")


async def test_a_page_goes_to_someone(
    opened: Opened, journal: Journal, places: Places, friend: str, tmp_path: Path
) -> None:
    page = write(journal, places, "mijn geheim", "wat wel mag", None)
    async with opened() as pilot:
        await opened_page(pilot, journal, page.name)
        await pilot.press("s")
        await at(pilot, AnswersScreen)
        assert shown(pilot).count("●") == 2
        await pilot.press("enter")
        assert shown(pilot).count("●") == 1
        await pilot.press("ctrl+n")
        await fill(pilot, "Kim")
        await at(pilot, LeavesScreen)
        screen = shown(pilot)
        assert "wat wel mag" in screen
        assert "mijn geheim" not in screen
        await pilot.press("enter")
        await at(pilot, WhomScreen)
        await until(lambda: "Sam" in shown(pilot))
        await pilot.press("enter")
        await fill(pilot, str(tmp_path / "page.md.age"))
        await at(pilot, PageScreen)
        await settle(pilot)
        assert "Only Sam can open it" in " ".join(shown(pilot).split())
        assert "Shared with Sam" in shown(pilot)
    text = age.decrypt((tmp_path / "page.md.age").read_bytes(), [friend]).decode()
    assert "wat wel mag" in text
    assert "mijn geheim" not in text


async def test_nothing_chosen_is_said_and_going_back_writes_nothing(
    opened: Opened, journal: Journal, places: Places, friend: str, tmp_path: Path
) -> None:
    page = write(journal, places, "een", None, None)
    async with opened() as pilot:
        await opened_page(pilot, journal, page.name)
        await pilot.press("s")
        await at(pilot, AnswersScreen)
        await pilot.press("space", "ctrl+n")
        assert "Choose at least one answer." in shown(pilot)
        await pilot.press("space", "ctrl+n")
        await fill(pilot, "")
        await at(pilot, LeavesScreen)
        await pilot.press("escape")
        await at(pilot, PageScreen)
    assert journal.people.all().sent == ()


async def test_a_file_that_is_there_is_not_written_over(
    opened: Opened, journal: Journal, places: Places, friend: str, tmp_path: Path
) -> None:
    page = write(journal, places, "een", None, None)
    (tmp_path / "there").write_text("x")
    async with opened() as pilot:
        await opened_page(pilot, journal, page.name)
        await pilot.press("s")
        await at(pilot, AnswersScreen)
        await pilot.press("ctrl+n")
        await fill(pilot, "")
        await at(pilot, LeavesScreen)
        await pilot.press("enter")
        await at(pilot, WhomScreen)
        await until(lambda: "Sam" in shown(pilot))
        await pilot.press("enter")
        await fill(pilot, str(tmp_path / "there"))
        await until(lambda: "exists already" in shown(pilot) or "is there already" in shown(pilot))
        assert isinstance(pilot.app.screen, FieldScreen)
        await pilot.press("escape")
    assert (tmp_path / "there").read_text() == "x"
    assert journal.people.all().sent == ()


async def test_someone_new_is_kept_and_removed(opened: Opened, journal: Journal) -> None:
    address = age.recipient_of(age.new_identity())
    async with opened() as pilot:
        pilot.app.push_screen(PeopleScreen(journal))
        await settle(pilot)
        assert "nobody yet" in shown(pilot)
        await pilot.press("n")
        await fill(pilot, "Kim [/oops]")
        await fill(pilot, "age1nonsense")
        await until(lambda: "not an age address" in shown(pilot))
        await fill(pilot, address)
        await at(pilot, PeopleScreen)
        await settle(pilot)
        assert "Kim [/oops]" in shown(pilot)
        await pilot.press("a")
        await settle(pilot)
        assert journal.people.address() in shown(pilot).replace("\n", "")
        await pilot.press("d")
        await pilot.pause()
        await pilot.press("down", "enter")
        await settle(pilot)
    assert journal.people.all().persons == ()


async def test_a_page_that_came_is_shown_and_kept_only_if_wanted(
    opened: Opened, journal: Journal, tmp_path: Path
) -> None:
    letter = '+++\nfrom = "Sam"\ntitle = "Dag"\n+++\n# Dag\n\nhoi [/oops] \x1b[31mrood\n'
    (tmp_path / "in.age").write_bytes(age.encrypt(letter.encode(), journal.people.address()))
    async with opened() as pilot:
        pilot.app.run_worker(_receive(pilot, journal))
        await fill(pilot, str(tmp_path / "nothing.age"))
        await until(lambda: "There is no file" in shown(pilot))
        await fill(pilot, str(tmp_path / "in.age"))
        await at(pilot, ReceivedScreen)
        screen = shown(pilot)
        assert "It says it is from Sam; age cannot prove that." in screen
        assert "hoi [/oops] [31mrood" in screen
        assert journal.reading.count() == 0
        await pilot.press("k")
        await until(lambda: "Kept, as the words of someone else" in shown(pilot))
        await pilot.press("escape")
    (card,) = journal.reading.cards()
    entry = journal.reading.page(card.name).entry
    assert entry
    assert (entry.received_from, entry.hidden) == ("Sam", True)


async def _receive(pilot: Pilot[int], journal: Journal) -> None:
    from kwetsbaar.tui.frame import FramedScreen
    from kwetsbaar.tui.screens.received import receive

    screen = pilot.app.screen
    assert isinstance(screen, FramedScreen)
    await receive(screen, journal)
