"""What is not as it should be: one quiet line at home, and a screen on which each thing can be put right."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from kwetsbaar.i18n import set_language
from kwetsbaar.journal import Journal, Places, State
from kwetsbaar.journal.page import Page
from kwetsbaar.storage import age
from kwetsbaar.tui.rows import Rows
from kwetsbaar.tui.screens.both import BothScreen
from kwetsbaar.tui.screens.odd import OddScreen
from kwetsbaar.tui.screens.othercopy import OtherCopyScreen
from kwetsbaar.tui.screens.page import PageScreen
from tests.tui.conftest import Opened, settle, write
from tests.tui.conftest import shown as lines


def themed(journal: Journal, page: Page, theme: str) -> Page:
    assert page.entry
    return journal.writing.revise(page, replace(page.entry, theme=theme))


def file_of(journal: Journal, page: Page) -> Path:
    return journal.folder / "entries" / f"{page.name}.md.age"


def shown(pilot: Pilot[int]) -> str:
    """Gives what stands on the screen as one line of words."""
    return " ".join(lines(pilot).split())


async def press(pilot: Pilot[int], *keys: str) -> str:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)
    return shown(pilot)


async def look(pilot: Pilot[int]) -> str:
    await pilot.click("#home-odd")
    await settle(pilot)
    assert isinstance(pilot.app.screen, OddScreen)
    return shown(pilot)


async def choose(pilot: Pilot[int], label: str) -> str:
    """Goes to an answer of the question that is on the screen, and chooses it."""
    for _ in range(9):
        focused = pilot.app.focused
        if focused is not None and str(focused.render()).startswith(label):
            return await press(pilot, "enter")
        await press(pilot, "down")
    raise AssertionError(shown(pilot))


async def test_what_is_missing_is_one_quiet_line_in_words(opened: Opened, journal: Journal, places: Places) -> None:
    pages = [write(journal, places, str(number)) for number in range(5)]
    for page in pages[:3]:
        file_of(journal, page).unlink()
        journal.reading.forget(page.name)
    set_language("nl")
    async with opened() as pilot:
        assert "Drie bladzijden zijn er nu niet. Vaak is synchronisatie nog bezig. Bekijken." in shown(pilot)
        text = await look(pilot)
        assert text.count("nu niet hier") == 3
        text = await press(pilot, "enter")
        assert "Deze bladzijde was er eerder, en is er nu niet." in text
        await choose(pilot, "Het is goed zo")
        text = await press(pilot, "escape")
        assert "Twee bladzijden zijn er nu niet." in text


async def test_all_well_is_no_line(opened: Opened, journal: Journal, places: Places) -> None:
    write(journal, places, "een")
    async with opened() as pilot:
        assert pilot.app.screen.query_one("#home-odd").display is False


async def test_a_folder_that_is_older_is_said_once(opened: Opened, journal: Journal, places: Places) -> None:
    page, changed = write(journal, places, "een"), write(journal, places, "twee")
    before = file_of(journal, changed).read_bytes()
    themed(journal, changed, "later")
    gone = write(journal, places, "drie")
    file_of(journal, gone).unlink()
    journal.reading.forget(gone.name)
    file_of(journal, changed).write_bytes(before)
    shutil.rmtree(journal.folder / "history")
    async with opened() as pilot:
        assert "The journal seems older than before on this device. View." in shown(pilot)
        text = await look(pilot)
        assert "The whole folder seems older than before: 2 pages" in text
        assert "an older version" in text
        assert "not here now" in text
    assert journal.reading.page(page.name).state is State.OK


SAID = {
    "damaged": "This page cannot be read: its file is damaged.",
    "not written by this journal": "This page was not written by this journal.",
    "under another page's name": "This page lies under the name of another one.",
    "an older version": "This page is older than it was before on this device.",
    "a second copy": "A second text of a page, as another window or synchronisation leaves.",
    "another text than before": "This page has another text than before on this device",
    "not here now": "This page was here before, and is not here now.",
}


async def test_every_state_is_named(opened: Opened, journal: Journal, places: Places, tmp_path: Path) -> None:
    pages = [write(journal, places, str(number)) for number in range(7)]
    damaged, foreign, taken, mover, older, copied, replaced = map(partial(file_of, journal), pages)
    before = older.read_bytes()
    shutil.copytree(journal.folder, tmp_path / "elders")
    there = Journal(tmp_path / "elders", journal.keyring, Places(*(tmp_path / each for each in "abcd")))
    themed(there, pages[6], "daar")
    there.close()
    themed(journal, pages[6], "hier")
    themed(journal, pages[4], "later")
    damaged.write_bytes(damaged.read_bytes()[:-1])
    foreign.write_bytes(age.encrypt(b"vreemd\n", journal.keyring.recipient))
    shutil.copy(mover, taken)
    older.write_bytes(before)
    shutil.copy(copied, copied.with_name(f"{pages[5].name}.md (conflicted copy 2026-01-01 120000).age"))
    shutil.copy(tmp_path / "elders" / "entries" / replaced.name, replaced)
    async with opened((80, 40)) as pilot:
        assert "Seven pages are not as they should be; nothing was thrown away. View." in shown(pilot)
        text = await look(pilot)
        rows = pilot.app.screen.query_one(Rows)
        assert [brief for brief in SAID if brief not in text] == []
        assert len(rows.rows) == len(SAID)
        for row in rows.rows:
            text = await press(pilot, "enter")
            assert SAID[row.tail] in text
            assert "Leave it as it is" in text
            await press(pilot, "escape", "down")


async def test_a_damaged_page_is_put_back_from_its_history(opened: Opened, journal: Journal, places: Places) -> None:
    page = themed(journal, write(journal, places, "zilverreiger"), "later")
    file_of(journal, page).write_bytes(b"weg")
    async with opened() as pilot:
        await look(pilot)
        await press(pilot, "enter")
        text = await choose(pilot, "Put back the newest earlier version")
        assert "The newest earlier version is back." in text
        assert "All is as it should be." in text
        text = await press(pilot, "escape")
        assert "not as it should be" not in text
        assert "Three minutes" in text
    assert [hit.card.name for hit in journal.reading.search("zilverreiger")] == [page.name]
    assert journal.reading.count_odd() == 0


async def test_a_page_is_taken_from_a_backup(opened: Opened, journal: Journal, places: Places, tmp_path: Path) -> None:
    page = write(journal, places, "zilverreiger")
    journal.care.backup(tmp_path / "kopie")
    file_of(journal, page).unlink()
    journal.reading.forget(page.name)
    async with opened() as pilot:
        await look(pilot)
        await press(pilot, "enter")
        await choose(pilot, "Take it from another copy")
        assert isinstance(pilot.app.screen, OtherCopyScreen)
        assert "There is no journal in this folder." in await press(pilot, "enter")
        said, field = (pilot.app.screen.query_one(f"#other-{name}").region for name in ("status", "path"))
        assert said.y == field.bottom + 1  # where it is about
        pilot.app.screen.query_one(Input).value = str(tmp_path / "kopie")
        assert "It is taken over from the other copy." in await press(pilot, "enter")
    assert journal.reading.page(page.name) == page
    assert journal.care.check(read_all=True).findings == ()


async def test_a_conflict_copy_is_seen_beside_its_page_and_either_or_both_can_stay(
    opened: Opened, journal: Journal, places: Places
) -> None:
    page = write(journal, places, "hier")
    draft = journal.writing.edit(page)
    themed(journal, page, "elders")
    copy = journal.writing.keep(draft.with_session(draft.session.put("daar")))
    name = f"{page.name}.sync-conflict-20260101-120000-ABCDEFG.md.age"
    (journal.folder / "entries" / copy.name).rename(journal.folder / "entries" / name)
    journal.reading.forget(copy.name)
    async with opened() as pilot:
        await look(pilot)
        await press(pilot, "enter")
        text = await choose(pilot, "See the two texts")
        assert isinstance(pilot.app.screen, BothScreen)
        assert {"hier", "daar"} <= set(text.replace("▌", " ").split())
        assert isinstance(pilot.app.screen, BothScreen)
        assert "the copy is a page of its own now" in await press(pilot, "b")
    states = {card.name: card.state for card in journal.reading.cards()}
    assert len(states) == 2
    assert set(states.values()) == {State.OK}
    assert journal.care.check(read_all=True).findings == ()


async def test_the_page_as_it_is_can_stay_and_the_copy_go(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, "hier")
    draft = journal.writing.edit(page)
    now = themed(journal, page, "elders")
    journal.writing.keep(draft.with_session(draft.session.put("daar")))
    async with opened() as pilot:
        await look(pilot)
        await press(pilot, "enter")
        await choose(pilot, "See the two texts")
        assert "The copy lies in the trash now." in await press(pilot, "p")
    assert [card.state for card in journal.reading.cards()] == [State.OK]
    assert journal.reading.page(page.name) == now
    assert len(journal.deleting.trashed()) == 1


async def test_what_can_be_read_is_read_from_here(opened: Opened, journal: Journal, places: Places) -> None:
    page, other = write(journal, places, "een"), write(journal, places, "twee")
    shutil.copy(file_of(journal, other), file_of(journal, page))
    async with opened() as pilot:
        assert "not here now" in await look(pilot)  # what lay in that place
        await press(pilot, "down", "enter")
        text = await choose(pilot, "Read it")
        assert isinstance(pilot.app.screen, PageScreen)
        assert "twee" in text


async def test_a_draft_is_said_in_a_few_words_until_it_is_chosen(opened: Opened, journal: Journal) -> None:
    (journal.folder / "drafts" / f"{'a' * 26}.age").write_bytes(b"weg")
    async with opened() as pilot:
        text = await look(pilot)
        assert "A draft damaged" in text
        assert "drafts/" not in text
        assert "drafts/" in await press(pilot, "enter")


@pytest.mark.parametrize("size", [(60, 20), (20, 8)])
async def test_every_size_will_do(opened: Opened, journal: Journal, places: Places, size: tuple[int, int]) -> None:
    for number in range(3):
        file_of(journal, write(journal, places, str(number))).write_bytes(b"weg")
    async with opened(size) as pilot:
        pilot.app.screen.query_one("#home-odd").focus()
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, OddScreen)
        assert all(len(line) <= size[0] for line in lines(pilot).splitlines())
        await press(pilot, "enter")
        assert all(len(line) <= size[0] for line in lines(pilot).splitlines())
