"""One page, for reading: the questions, and below them what was written, as it was typed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, long_day, msg
from kwetsbaar.tui.frame import Column, key
from kwetsbaar.tui.lists import state_said
from kwetsbaar.tui.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.journal.page import Page
    from kwetsbaar.journal.reading import Reading


class PageScreen(ReadingScreen[None]):
    """Reads one page, and leafs to the ones beside it. Nothing in it is markup, and nothing opens a link."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left", "leaf(-1)", msg("Newer")),
        key("right", "leaf(1)", msg("Older")),
    ]

    def __init__(self, reading: Reading, names: tuple[str, ...], at: int) -> None:
        super().__init__()
        self._reading = reading
        self._names = names
        self._at = at
        self._page: Page | None = None
        self._missing = ""

    def compose_column(self) -> ComposeResult:
        """Shows the page that was read, or why it cannot be."""
        if self._missing:
            yield Static(self._missing, markup=False)
        elif self._page is not None:
            yield from _shown(self._page)

    def set_texts(self) -> None:
        """Says title and date."""
        entry = self._page.entry if self._page else None
        self.title_text = entry.title if entry else _("Page")
        self.where_text = f"{long_day(entry.created)} {entry.created.year}" if entry else ""

    def on_mount(self) -> None:
        """Reads it."""
        self.run_worker(self._read(), exclusive=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing newer than the newest."""
        if action == "leaf" and isinstance(parameters[0], int):
            return 0 <= self._at + parameters[0] < len(self._names)
        return True

    def action_leaf(self, step: int) -> None:
        """Goes to the page beside this one."""
        self._at += step
        self.run_worker(self._read(), exclusive=True)

    async def _read(self) -> None:
        self._missing = ""
        try:
            self._page = await asyncio.to_thread(self._reading.page, self._names[self._at])
        except KwetsbaarError as error:
            self._page, self._missing = None, str(error.message)
        self.set_texts()
        await self.query_one(Column).recompose()
        self.action_scroll_page("scroll_home")
        self.refresh_bindings()


def _shown(page: Page) -> Iterator[Static]:
    entry = page.entry
    if entry is None:
        yield Static(_("This page cannot be read."), classes="warn", markup=False)
        yield Static(str(page.trouble or ""), markup=False)
        yield Static(_("The file stays where it is; nothing was thrown away."), classes="quiet gap", markup=False)
        return
    quiet = [f"{entry.created:%H:%M}", entry.theme, entry.about, state_said(page.state)]
    yield Static(" · ".join(each for each in quiet if each), classes="quiet", markup=False)
    part = None
    for answer in entry.answered():
        if answer.part != part:
            part = answer.part
            yield Static(part or "", classes="heading part", markup=False)
        yield from _answer(entry, answer)


def _answer(entry: Entry, answer: Answer) -> Iterator[Static]:
    yield Static(entry.question(answer), classes="strong gap", markup=False)
    if answer.value is None:
        return
    text = answer.value if isinstance(answer.value, str) and answer.kind == "write" else None
    yield Static(text or answer.form.markdown(answer.value, entry.lang), classes="answer", markup=False)
