"""More, taking out and bringing in: what is written where, what is asked first, and what a lock leaves."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.screen import Screen

from kwetsbaar.journal import Journal, Places, importing
from kwetsbaar.journal.importing import Brought, Importing, Progress
from kwetsbaar.storage import stanza
from kwetsbaar.tui.screens.export import ExportScreen
from kwetsbaar.tui.screens.field import FieldScreen
from kwetsbaar.tui.screens.importing import ImportScreen
from kwetsbaar.tui.screens.leaves import LeavesScreen
from kwetsbaar.tui.screens.more import ITEMS, MoreScreen
from kwetsbaar.tui.screens.people import PeopleScreen
from kwetsbaar.tui.screens.trash import TrashScreen
from kwetsbaar.tui.screens.unlock import UnlockScreen
from tests.tui.conftest import Opened, settle, shown, until, write

EXPORT = ("m", *["down"] * 3, "enter")
IMPORT = ("m", *["down"] * 4, "enter")
JRNL = "".join(f"[2024-01-{n:02} 09:00:00 AM] Dag {n} @werk\nWat er was.\n\n" for n in range(1, 13))


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives a home of its own, where it is proposed to write."""
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def jrnl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(importing, "BATCH", 4)
    path = tmp_path / "journal.txt"
    path.write_text(JRNL)
    return path


@pytest.fixture
def two(journal: Journal, places: Places, tmp_path: Path) -> Path:
    """Keeps two pages, and gives where to write."""
    write(journal, places, "zilver")
    write(journal, places, "goud", pack="vrij")
    return tmp_path


async def test_the_list_opens_each_of_its_screens_in_both_languages(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("m")
        await settle(pilot)
        assert isinstance(pilot.app.screen, MoreScreen)
        for item in ITEMS:
            assert str(item.label) in shown(pilot)
        await pilot.press(*["down"] * 3, "ctrl+t")
        await settle(pilot)
        assert "Meenemen" in shown(pilot)
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, TrashScreen)


async def test_persons_and_a_sealed_page_are_opened_from_it(opened: Opened, tmp_path: Path) -> None:
    async with opened() as pilot:
        await pilot.press("m")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PeopleScreen)
        await pilot.press("escape", "down", "enter")
        await until(lambda: isinstance(pilot.app.screen, FieldScreen))
        await pilot.press(*str(tmp_path / "nergens.age"), "enter")
        await until(lambda: "There is no file" in shown(pilot))
        assert isinstance(pilot.app.screen, FieldScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, MoreScreen)


async def test_the_palette_has_it(opened: Opened) -> None:
    async with opened() as pilot:
        names = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert "More" in names


@pytest.mark.parametrize(("downs", "name"), [(0, "x"), (1, "x.json"), (2, "x.html")])
async def test_what_is_taken_out_is_said_to_be_plain_and_where_and_writes_over_nothing(
    opened: Opened, two: Path, downs: int, name: str
) -> None:
    async with opened() as pilot:
        await pilot.press(*EXPORT)
        await settle(pilot)
        assert isinstance(pilot.app.screen, ExportScreen)
        await pilot.press(*["down"] * downs, "enter")
        await settle(pilot)
        await pilot.press(*"woorden", "enter")
        await settle(pilot)
        assert "‘woorden’ is no tag, alias, pack or period." in shown(pilot)
        await pilot.press("ctrl+u", *"pack:vrij", "enter")
        await settle(pilot)
        assert "1 page. Where may it be written?" in shown(pilot)
        await pilot.press("ctrl+u", *str(two / name), "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ExportScreen)
        said = shown(pilot).replace("\n", "").replace(" ", "")
        assert str(two / name) in said
        assert "plaintext" in said
        files = [two / name] if (two / name).is_file() else [*(two / name).iterdir()]
        assert all(path.stat().st_mode & 0o777 == 0o600 for path in files)
        assert ["zilver" in path.read_text() for path in files] == [False]
        before = files[0].read_bytes()
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("ctrl+u", *str(two / name), "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FieldScreen)
        assert files[0].read_bytes() == before


async def test_for_supervision_it_is_seen_first(
    opened: Opened, journal: Journal, places: Places, tmp_path: Path
) -> None:
    write(journal, places, "zilver, met Jan")
    journal.forgetting.note_names("Wilg", ("Jan",))
    async with opened() as pilot:
        await pilot.press(*EXPORT)
        await settle(pilot)
        await pilot.press("down", "down", "down", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, LeavesScreen)
        assert "‘Jan’ is the name of Wilg." in shown(pilot)
        assert "zilver" in shown(pilot)
        assert not (tmp_path / "kwetsbaar-2026-11-22.md").exists()
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ExportScreen)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
    assert ", week " in (tmp_path / "kwetsbaar-2026-11-22.md").read_text()


async def test_where_nothing_fits_nothing_is_asked_on(opened: Opened, journal: Journal, places: Places) -> None:
    write(journal, places, "zilver")
    async with opened() as pilot:
        await pilot.press(*EXPORT)
        await settle(pilot)
        for downs in (0, 3):
            await pilot.press(*["down"] * downs, "enter")
            await settle(pilot)
            await pilot.press(*"2001", "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ExportScreen)
            assert "There is no page to take out." in shown(pilot)


async def test_what_would_come_is_seen_first_and_comes_once(opened: Opened, journal: Journal, jrnl: Path) -> None:
    jrnl.write_text(f"{JRNL}[2024-13-99 09:00] wat is dit\n")
    async with opened() as pilot:
        for there in (False, True):
            await pilot.press(*IMPORT)
            await settle(pilot)
            await pilot.press(*str(jrnl.with_name("nergens")), "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, FieldScreen)
            await pilot.press("ctrl+u", *str(jrnl), "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ImportScreen)
            assert ("12 pages were in your journal already." in shown(pilot)) == there
            assert ("12 pages would be brought in." in shown(pilot)) != there
            assert journal.reading.count() == (12 if there else 0)
            await pilot.press("enter")
            await settle(pilot)
            assert ("12 pages were brought in." in shown(pilot)) != there
            await pilot.press("escape", "escape")
            await settle(pilot)
    assert journal.reading.count() == 12


@pytest.mark.usefixtures("unlocking")
async def test_a_lock_while_it_comes_in_waits_for_a_few_pages_and_going_on_adds_nothing_twice(
    opened: Opened, journal: Journal, jrnl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, reached, go_on = Importing.take, threading.Event(), threading.Event()

    def slow(service: Importing, brought: Brought, progress: Progress | None = None) -> int:
        def tell(done: int, total: int) -> None:
            if done == 8:
                reached.set()
                assert go_on.wait(60)
            if progress:
                progress(done, total)

        return take(service, brought, tell)

    async with opened() as pilot:
        await pilot.press(*IMPORT)
        await settle(pilot)
        await pilot.press(*str(jrnl), "enter")
        await settle(pilot)
        with monkeypatch.context() as patched:
            patched.setattr(Importing, "take", slow)
            await pilot.press("enter")
            await until(reached.is_set)
            await pilot.press("ctrl+l")
            await pilot.pause()
            assert shown(pilot).strip() == ""
            go_on.set()
            await settle(pilot)
        assert isinstance(pilot.app.screen, UnlockScreen)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FieldScreen)
        await pilot.press(*str(jrnl), "enter")
        await settle(pilot)
        assert "8 pages were in your journal already." in shown(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "4 pages were brought in." in shown(pilot)
        await pilot.press("escape", "escape", "a")
        await settle(pilot)
        assert "12 pages" in shown(pilot)


async def test_esc_stops_it_and_says_what_stays(
    opened: Opened, journal: Journal, jrnl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, reached, go_on = Importing.take, threading.Event(), threading.Event()

    def slow(service: Importing, brought: Brought, progress: Progress | None = None) -> int:
        def tell(done: int, total: int) -> None:
            if done == 4:
                reached.set()
                assert go_on.wait(60)
            if progress:
                progress(done, total)

        return take(service, brought, tell)

    monkeypatch.setattr(Importing, "take", slow)
    async with opened() as pilot:
        await pilot.press(*IMPORT)
        await settle(pilot)
        await pilot.press(*str(jrnl), "enter")
        await settle(pilot)
        await pilot.press("enter")
        await until(reached.is_set)
        await until(lambda: "esc Stop" in shown(pilot) and "Saved: 0 of 12" in shown(pilot))
        await pilot.press("escape")
        go_on.set()
        await settle(pilot)
        assert isinstance(pilot.app.screen, ImportScreen)
        assert "esc Back" in shown(pilot)
        assert "Stopped. What is saved stays" in shown(pilot)
        assert "4 pages were brought in." in shown(pilot)
    assert journal.reading.count() == 4


@pytest.mark.usefixtures("unlocking")
@pytest.mark.parametrize(
    ("keys", "screen"),
    [
        (("m",), MoreScreen),
        (("m", "enter"), PeopleScreen),
        (EXPORT, ExportScreen),
        ((*EXPORT, "enter"), ExportScreen),
    ],
)
async def test_a_lock_comes_back_here(opened: Opened, keys: tuple[str, ...], screen: type[Screen[None]]) -> None:
    async with opened() as pilot:
        await pilot.press(*keys)
        await settle(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, screen)


async def test_what_lies_there_encrypted_opens_with_its_passphrase(
    opened: Opened, journal: Journal, tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "2024-01-02 open.md").write_text("# Open\nzonder slot")
    secret = stanza.encrypt(b"# Geheim\nvan slot", "een wachtzin", work_factor=15)
    (notes / "2024-01-03 dicht.md.age").write_bytes(secret)
    async with opened() as pilot:
        await pilot.press(*IMPORT)
        await settle(pilot)
        await pilot.press(*str(notes), "enter")
        await settle(pilot)
        assert "1 page would be brought in." in shown(pilot)
        assert "This file is encrypted" in shown(pilot)
        await pilot.press("w")
        await settle(pilot)
        await pilot.press(*"iets anders", "enter")
        await settle(pilot)
        assert "This passphrase does not open all of it." in shown(pilot)
        await pilot.press("w")
        await settle(pilot)
        await pilot.press(*"een wachtzin")
        assert "een wachtzin" not in shown(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "2 pages would be brought in." in shown(pilot)
        assert "Geheim" in shown(pilot)
        await pilot.press("ctrl+n")
        await settle(pilot)
    assert {card.title for card in journal.reading.cards()} == {"Open", "Geheim"}
