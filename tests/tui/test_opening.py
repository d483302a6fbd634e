"""What opens the journal, in the app: another passphrase, testing the words, and a new key with what it leaves."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from kwetsbaar import i18n
from kwetsbaar.errors import NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Created, Journal, Places, State, keys
from kwetsbaar.journal.keys import Secret, Wanted
from kwetsbaar.journal.traces import Traces
from kwetsbaar.storage import files
from kwetsbaar.storage.create import unlock
from kwetsbaar.storage.keyring import new_key
from kwetsbaar.storage.places import JournalFolder
from kwetsbaar.storage.rekeying import begin
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.opening import OpeningScreen
from kwetsbaar.tui.screens.passphrase import PassphraseScreen
from kwetsbaar.tui.screens.proof import ProofScreen
from kwetsbaar.tui.screens.settings import SettingsScreen
from kwetsbaar.tui.screens.unlock import UnlockScreen
from tests.conftest import PASSPHRASE, Clock
from tests.storage.steps import quick_scrypt
from tests.tui.conftest import settle, shown, write

NEW = "vier losse woorden erbij"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "scrypt", quick_scrypt)


@pytest.fixture
def created(tmp_path: Path, places: Places, clock: Clock) -> Created:
    """A journal that is sealed with no work at all, locked again."""
    made = Journal.create(tmp_path / "quick", PASSPHRASE, places, clock)
    made.journal.words_confirmed = clock().date()
    made.journal.close()
    return made


@asynccontextmanager
async def unlocked(
    created: Created, places: Places, clock: Clock, passphrase: str = PASSPHRASE
) -> AsyncIterator[Pilot[int]]:
    app = KwetsbaarApp(created.journal.folder, places, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await typed(pilot, passphrase)
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await settle(pilot)
        yield pilot


async def typed(pilot: Pilot[int], text: str) -> None:
    pilot.app.screen.query(Input).first().value = text
    await pilot.press("enter")


async def until(pilot: Pilot[int], done: Callable[[], bool]) -> None:
    """Waits, for a long time if it must, until something is so."""
    for _time in range(400):
        if done():
            return
        await asyncio.sleep(0.05)
        await pilot.pause()
    raise AssertionError(shown(pilot))


def reads(pilot: Pilot[int], text: str) -> Callable[[], bool]:
    return lambda: text in " ".join(shown(pilot).split())


def is_on(pilot: Pilot[int], kind: type) -> Callable[[], bool]:
    return lambda: isinstance(pilot.app.screen, kind)


async def test_another_passphrase(created: Created, places: Places, clock: Clock) -> None:
    folder = created.journal.folder
    async with unlocked(created, places, clock) as pilot:
        await pilot.press("comma")
        await until(pilot, is_on(pilot, SettingsScreen))
        await until(pilot, reads(pilot, "Passphrase, recovery words Last checked on 22 Nov 2026."))
        pilot.app.screen.query_one("#settings-opening").focus()
        await pilot.press("enter")
        await until(pilot, is_on(pilot, OpeningScreen))
        await until(pilot, lambda: pilot.app.focused is not None)
        await pilot.press("enter")
        await until(pilot, is_on(pilot, ProofScreen))
        await typed(pilot, "niet deze wachtzin")
        await until(pilot, reads(pilot, "This passphrase does not fit."))
        await typed(pilot, PASSPHRASE)
        await until(pilot, is_on(pilot, PassphraseScreen))
        assert "A new journal" not in shown(pilot)
        for field in pilot.app.screen.query(Input):
            field.value = NEW
        await pilot.press("ctrl+n")
        await until(pilot, reads(pilot, "From now on your new passphrase opens it."))
        for secret in (Secret(NEW), Secret(created.words or "", by_words=True)):
            keys.try_secret(folder, secret, places)
        assert not Traces(folder, places).keyring_changed()
        await pilot.press("escape", "escape")
        await until(pilot, is_on(pilot, HomeScreen))
        await pilot.press("ctrl+l")
        await settle(pilot)
        await typed(pilot, PASSPHRASE)
        await until(pilot, reads(pilot, "This passphrase does not fit."))
        await typed(pilot, NEW)
        await until(pilot, is_on(pilot, HomeScreen))


async def test_a_passphrase_that_was_forgotten_is_replaced_with_the_words(
    created: Created, places: Places, clock: Clock
) -> None:
    async with unlocked(created, places, clock) as pilot:
        await pilot.press("f6")
        await until(pilot, is_on(pilot, OpeningScreen))
        await until(pilot, lambda: pilot.app.focused is not None)
        await pilot.press("enter")
        await until(pilot, is_on(pilot, ProofScreen))
        await pilot.press("tab", "enter")
        await until(pilot, reads(pilot, "Your twelve recovery words"))
        assert not pilot.app.screen.query_one(Input).password
        await typed(pilot, created.words or "")
        await until(pilot, is_on(pilot, PassphraseScreen))
        for field in pilot.app.screen.query(Input):
            field.value = NEW
        await pilot.press("ctrl+n")
        await until(pilot, reads(pilot, "From now on your new passphrase opens it."))
    keys.try_secret(created.journal.folder, Secret(NEW), places)


async def test_the_words_on_paper_are_tested_and_the_day_is_shown(
    created: Created, places: Places, clock: Clock
) -> None:
    i18n.set_language("nl")
    async with unlocked(created, places, clock) as pilot:
        clock.forward(days=9)
        await pilot.press("f6")
        await until(pilot, reads(pilot, "Nagekeken op 22 nov 2026."))
        await pilot.press("tab", "enter")
        await until(pilot, is_on(pilot, ProofScreen))
        await typed(pilot, "appel peer")
        await until(pilot, reads(pilot, "Woord 1 is niet een van de woorden."))
        await typed(pilot, " ".join(word[:4] for word in (created.words or "").split()))
        await until(pilot, reads(pilot, "Met deze woorden gaat je dagboek open."))
        assert "Nagekeken op 1 dec 2026." in shown(pilot)


async def test_the_disk_that_takes_no_keyring_is_told(
    created: Created, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotSaved(msg("The disk is full."))

    async with unlocked(created, places, clock) as pilot:
        monkeypatch.setattr("kwetsbaar.storage.rewrapping.files.replace", full)
        screen = OpeningScreen(pilot.app._journal, pilot.app._door)  # type: ignore[attr-defined]
        await pilot.app.push_screen(screen)
        await screen._do(lambda: pilot.app._door.take_passphrase(Secret(PASSPHRASE), NEW), "")  # type: ignore[attr-defined]
        await until(pilot, reads(pilot, "The disk is full."))
    monkeypatch.undo()


async def test_a_key_that_is_not_in_use_everywhere_goes_on_when_the_journal_is_opened(
    created: Created, places: Places, clock: Clock
) -> None:
    folder = created.journal.folder
    keep_one(created, places, clock)
    begin(folder, Secret(PASSPHRASE), Wanted(NEW, created.words), places=places)
    assert JournalFolder(folder).rekey.exists()
    async with unlocked(created, places, clock, NEW) as pilot:
        assert not JournalFolder(folder).rekey.exists()
        journal = pilot.app._journal  # type: ignore[attr-defined]
        assert [card.state for card in journal.reading.cards()] == [State.OK]


async def test_a_disk_that_takes_nothing_leaves_it_to_be_read(
    created: Created, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_one(created, places, clock)
    begin(created.journal.folder, Secret(PASSPHRASE), Wanted(NEW, created.words), places=places)

    def full(*_: object) -> None:
        raise NotSaved(msg("The disk is full."))

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", full)
        async with unlocked(created, places, clock, NEW) as pilot:
            await until(pilot, reads(pilot, "The disk is full."))
            assert pilot.app._journal.reading.cards()[0].state is State.OK  # type: ignore[attr-defined]


def keep_one(created: Created, places: Places, clock: Clock) -> str:
    """Keeps a page and gives its name."""
    journal = Journal.unlock(created.journal.folder, PASSPHRASE, places, clock)
    page = write(journal, places, "De zin.", None)
    journal.close()
    return page.name


async def test_a_page_under_an_earlier_key_is_marked_until_it_is_accepted(
    created: Created, places: Places, clock: Clock
) -> None:
    folder = created.journal.folder
    name = keep_one(created, places, clock)
    old = JournalFolder(folder).entry(name).read_bytes()
    keys.rekey(folder, Secret(PASSPHRASE), Wanted(NEW, None), places)
    JournalFolder(folder).entry(name).write_bytes(old)
    async with unlocked(created, places, clock, NEW) as pilot:
        await until(pilot, reads(pilot, "written with an earlier key"))
        await until(pilot, reads(pilot, "One page is not as it should be"))
        await pilot.press("tab", "enter")
        await until(pilot, reads(pilot, "a Accept"))
        assert "e Change" not in shown(pilot)
        await pilot.press("a")
        await until(pilot, reads(pilot, "after your journal got a new one. ▌ It is mine: accept it"))
        await pilot.press("tab", "enter")
        await until(pilot, reads(pilot, "a Accept"))
        await pilot.press("a")
        await until(pilot, reads(pilot, "It is mine: accept it"))
        await pilot.press("enter")
        await until(pilot, reads(pilot, "It is a page like any other now."))
        assert "written with an earlier key" not in shown(pilot)
        await pilot.press("escape")
        await until(pilot, is_on(pilot, HomeScreen))
        await settle(pilot)
        assert "not as it should be" not in shown(pilot)


async def test_an_older_keyring_is_told_at_home_and_a_text_is_not_lost(
    created: Created, places: Places, clock: Clock, tmp_path: Path
) -> None:
    folder = created.journal.folder
    shutil.copytree(folder, tmp_path / "backup")
    keys.rekey(folder, Secret(PASSPHRASE), Wanted(NEW, None), places)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "backup", folder)
    async with unlocked(created, places, clock) as pilot:
        await until(pilot, reads(pilot, "so it can only be read now."))
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*"iets")
        await until(pilot, reads(pilot, "newer than the keyring"))
        assert "iets" in shown(pilot)
        assert not any(JournalFolder(folder).drafts.iterdir())
        await pilot.press("ctrl+l")
        await until(pilot, is_on(pilot, UnlockScreen))
        unsaved = pilot.app._unsaved  # type: ignore[attr-defined]
        unsaved.try_again()  # what is encrypted with the older key is a draft that the newest keyring reads
    ring = unlock(folder, PASSPHRASE)
    journal = Journal(folder, replace(ring, keys=(new_key(2), *ring.keys)), places, clock)
    assert [draft.session.given for draft in journal.writing.drafts().drafts]
    journal.close()


async def test_the_demo_has_nothing_that_opens_it(opened_demo: Pilot[int]) -> None:
    await opened_demo.press("f6")
    await opened_demo.press("comma")
    await until(opened_demo, is_on(opened_demo, SettingsScreen))
    assert "Passphrase, recovery words" not in shown(opened_demo)


@pytest.fixture
async def opened_demo(created: Created, places: Places, clock: Clock) -> AsyncIterator[Pilot[int]]:
    journal = Journal.unlock(created.journal.folder, PASSPHRASE, places, clock)
    app = KwetsbaarApp(journal.folder, places, clock=clock, demo=journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, is_on(pilot, HomeScreen))
        await settle(pilot)
        yield pilot
