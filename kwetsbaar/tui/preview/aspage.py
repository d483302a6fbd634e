"""The page that a walk through a pack would become, as it would be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.widgets import Static

from kwetsbaar.i18n import _
from kwetsbaar.tui import blocks
from kwetsbaar.tui.reading import ReadingScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.journal.page import Page


class AsPageScreen(ReadingScreen[None]):
    """A page to read that lies nowhere; Esc goes back to where one was."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page: Page | None = page

    def compose_column(self) -> ComposeResult:
        """Shows it."""
        if self._page is not None:
            yield from blocks.shown(self._page)

    def set_texts(self) -> None:
        """Says what it is."""
        entry = self._page.entry if self._page else None
        self.title_text = entry.title if entry else ""
        self.where_text = _("Preview: nothing is saved")

    def empty_texts(self) -> None:
        """Forgets it."""
        self._page = None
        for text in self.query(Static):
            text.update("")
        self.title_text = ""
