"""Covers what stands on the screen, for when somebody walks in: nothing closes, nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.widgets import Static

from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import FramedScreen, key

if TYPE_CHECKING:
    from textual.app import ComposeResult


class CoveredScreen(FramedScreen[None]):
    """Lies over everything until a person takes it away."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [key("f3,escape,enter", "dismiss", msg("Uncover"))]  # noqa: RUF012 - Textual reads a list

    def compose_column(self) -> ComposeResult:
        """Says one quiet line."""
        yield Static(_("Covered. F3 or Esc shows it again."), classes="quiet", markup=False)

    def set_texts(self) -> None:
        """Says no more than the name of the program."""
        self.title_text = "kwetsbaar"

    def on_click(self) -> None:
        """Uncovers."""
        self.dismiss()
