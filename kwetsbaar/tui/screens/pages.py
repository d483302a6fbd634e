"""All pages, the newest first; or only those that are not as they should be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import OptionList

from kwetsbaar.i18n import msg, plural
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.lists import card_row
from kwetsbaar.tui.rows import Rows

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult

    from kwetsbaar.journal.page import Card


class PagesScreen(FramedScreen[int]):
    """Gives back the place in the list of the page that was chosen, or nothing."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [key("escape", "dismiss", msg("Back"))]  # noqa: RUF012 - Textual reads a list

    def __init__(self, cards: tuple[Card, ...], today: date) -> None:
        super().__init__()
        self._cards = cards
        self._today = today

    def compose_column(self) -> ComposeResult:
        """Lays out one list."""
        yield Rows((card_row(card, self._today) for card in self._cards), id="pages-list")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = str(plural("{n} page", "{n} pages", len(self._cards)))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)
