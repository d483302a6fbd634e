"""After the first page: the recovery words, now or later."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.rows import Row, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

_NOW, _LATER = "now", "later"


class OneThingScreen(FramedScreen[bool]):
    """Gives back whether it is to be now."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [key("escape", "later", msg("Later"))]  # noqa: RUF012 - Textual reads a list

    def compose_column(self) -> ComposeResult:
        """Says what it is, and asks when."""
        yield Static(_("One more thing, now or later"), classes="strong", markup=False)
        yield Static(
            _(
                "Twelve words for when you forget your passphrase. On paper, not near your computer. Whoever has them "
                "can read everything."
            ),
            id="thing-text",
            markup=False,
        )
        yield Rows([Row(_NOW, "", _("Now, it takes two minutes")), Row(_LATER, "", _("Later"))], id="thing-when")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Kept")
        self.where_text = _("recovery words")

    async def language_changed(self) -> None:
        """Says it anew."""
        await super().language_changed()
        self.query_one(Rows).focus()

    def action_later(self) -> None:
        """Not now."""
        self.dismiss(result=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id == _NOW)
