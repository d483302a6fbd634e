"""What the tests of the app share: an app on a journal that is open already, and a way to wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from kwetsbaar.core.toml import Toml
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Page
from kwetsbaar.tui.app import KwetsbaarApp
from tests.conftest import Clock, Made
from tests.tui.quick import make_quick

Opened = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture(autouse=True)
def _quick(little_work: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_quick(monkeypatch)


async def settle(pilot: Pilot[int]) -> None:
    """Waits until nothing is read or saved any more, nor what that led to."""
    await pilot.pause()
    while busy := [worker for worker in pilot.app.workers if not worker.is_finished]:
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete(busy)
        await pilot.pause()


async def until(true: Callable[[], object]) -> None:
    """Waits until it is, however busy the machine: for what comes while something else waits for a person."""
    for _ in range(6000):
        with suppress(NoMatches):
            if true():
                return
        await asyncio.sleep(0.01)
    raise AssertionError


def shown(pilot: Pilot[int]) -> str:
    """Gives what stands on the screen as lines of text."""
    width, height = pilot.app.size
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text[:width].rstrip() for strip in strips[:height])


def write(journal: Journal, places: Places, *values: Toml | None, pack: str = "drie-minuten") -> Page:
    """Keeps a page with these answers, None for a skip."""
    draft = journal.writing.begin(Packs(places).get(pack), "nl")
    session = draft.session
    for value in values:
        session = session.skip() if value is None else session.answer(value)
    return journal.writing.keep(draft.with_session(session))


@pytest.fixture
def locked(folder: Path, places: Places, clock: Clock) -> KwetsbaarApp:
    """Gives an app on a journal that is locked."""
    return KwetsbaarApp(folder, places, clock=clock)


@pytest.fixture
def opened(folder: Path, journal: Journal, places: Places, clock: Clock) -> Opened:
    """Gives an app with its journal open, on home."""

    @asynccontextmanager
    async def run(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
        journal.words_confirmed = clock().date()
        app = KwetsbaarApp(folder, places, clock=clock)
        async with app.run_test(size=size) as pilot:
            app._enter(journal)
            await settle(pilot)
            yield pilot

    return run


@pytest.fixture
def unlocking(folder: Path, made: Made, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes any passphrase open the journal, without deriving a key."""

    def unlock(*_: object) -> Journal:
        journal = Journal(folder, made.keyring, places, clock)
        journal.words_confirmed = clock().date()
        return journal

    monkeypatch.setattr(Journal, "unlock", unlock)
