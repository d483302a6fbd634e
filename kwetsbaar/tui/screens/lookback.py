"""Looking back: the views there are, each with what it shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import OptionList

from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.returning import ToScreen
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.screens.view import ViewScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal import Journal
    from kwetsbaar.tui.returning import Way


class LookBackScreen(FramedScreen[None]):
    """The list of views."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "dismiss", msg("Back"))]

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    def compose_column(self) -> ComposeResult:
        """Lays out the list."""
        views = self._journal.looking_back.views
        yield Rows([Row(view.name, "", str(view.title), str(view.about)) for view in views], id="views", below=True)

    def set_texts(self) -> None:
        """Says it in the language of the interface."""
        self.title_text = _("Looking back")

    def on_mount(self) -> None:
        """Puts the focus on the first view."""
        self.set_texts()
        self.query_one(Rows).focus()

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self.query_one(Rows).focus()

    def way_back(self) -> Way:
        """Gives the list."""
        return ToScreen("look_back")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.app.push_screen(ViewScreen(self._journal, event.option_id))
