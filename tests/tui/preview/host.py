"""What the tests of a preview stand on: its app on a file, and a person who writes in that file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from kwetsbaar.core.session import Session
from kwetsbaar.journal import Places
from kwetsbaar.tui.preview.app import PreviewApp
from kwetsbaar.tui.preview.broken import BrokenScreen
from kwetsbaar.tui.preview.screen import PreviewScreen
from tests.conftest import Clock
from tests.tui.conftest import settle, shown, until

GOOD = 'title = "Even stilstaan"\n[[step]]\nask = "Wat raakte je?"\n[[step]]\nask = "Wat had je nodig?"\n'
BAD = GOOD.replace('ask = "Wat had', 'aks = "Wat had')


class Author:
    """Somebody with the preview before them and the file beside it."""

    def __init__(self, pilot: Pilot[int], file: Path) -> None:
        self.pilot = pilot
        self.file = file

    @property
    def screen(self) -> PreviewScreen:
        assert isinstance(self.pilot.app.screen, PreviewScreen)
        return self.pilot.app.screen

    @property
    def waits(self) -> bool:
        return isinstance(self.pilot.app.screen, BrokenScreen)

    @property
    def session(self) -> Session:
        return self.screen.draft.session

    @property
    def shown(self) -> str:
        return shown(self.pilot)

    def text(self, selector: str) -> str:
        return str(self.pilot.app.screen.query_one(selector, Static).render())

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def type(self, text: str) -> None:
        await self.press(*({" ": "space"}.get(letter, letter) for letter in text))

    async def save(self, text: str, *wanted: str) -> None:
        """Saves the file, and waits until all of `wanted` stands on the screen."""
        self.file.write_text(text)
        await self.sees(*wanted)

    async def sees(self, *wanted: str) -> None:
        await self.until(lambda: all(text in self.shown for text in wanted))

    async def until(self, true: Callable[[], object]) -> None:
        try:
            await until(true)
        except AssertionError:
            raise AssertionError(self.shown) from None
        await settle(self.pilot)


@asynccontextmanager
async def author(
    places: Places, clock: Clock, file: Path, text: str = GOOD, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Author]:
    file.write_text(text)
    app = PreviewApp(file, places, clock)
    async with app.run_test(size=size) as pilot:
        await until(lambda: isinstance(app.screen, PreviewScreen | BrokenScreen))
        await settle(pilot)
        yield Author(pilot, file)
