"""The second screen of the first run: for whom one writes. It only orders home."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.i18n import Message, _, msg
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.rows import Row, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

AUDIENCE_NAMES: Final[dict[str, Message]] = {
    "self": msg("Myself"),
    "coach": msg("As a coach"),
    "both": msg("Both"),
}
"""How each of `preferences.AUDIENCES` is called."""


class AudienceScreen(FramedScreen[str]):
    """Gives back the answer, or nothing for one step back."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [key("ctrl+n", "next", msg("Next")), key("ctrl+r,escape", "dismiss", msg("Back"))]  # noqa: RUF012

    def __init__(self, chosen: str | None) -> None:
        super().__init__()
        self._chosen = chosen or "self"

    def compose_column(self) -> ComposeResult:
        """Asks one question."""
        yield Static(_("For whom do you write?"), classes="strong", markup=False)
        yield Static(
            _("It decides what stands first, and no more. You can change it at any time."),
            classes="hint",
            markup=False,
        )
        rows = [Row(name, "", str(label)) for name, label in AUDIENCE_NAMES.items()]
        yield Rows(rows, first=list(AUDIENCE_NAMES).index(self._chosen), id="audience-list")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = "kwetsbaar"
        self.where_text = _("welcome")

    async def language_changed(self) -> None:
        """Says it anew, with the same row."""
        self._chosen = self._highlighted()
        await super().language_changed()
        self.query_one(Rows).focus()

    @on(OptionList.OptionSelected)
    def action_next(self) -> None:
        """Goes on with this answer."""
        self.dismiss(self._highlighted())

    def _highlighted(self) -> str:
        row = self.query_one(Rows).highlighted
        return self._chosen if row is None else list(AUDIENCE_NAMES)[row]
