"""Looking back: the views there are, each with what it shows."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.core import query
from kwetsbaar.core.lookback.choosable import Names
from kwetsbaar.core.query import ANYWHERE
from kwetsbaar.drawing import plots
from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.meant import meant
from kwetsbaar.tui.returning import ToView, query_again
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.screens.view import DIGITS, VIEW_KEYS, ViewScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.query import Where
    from kwetsbaar.journal import Journal
    from kwetsbaar.tui.returning import Way


_FRAME: Final = 11
"""Lines that a screen takes round its list."""


class LookBackScreen(FramedScreen[None]):
    """The list of views. Which pages are meant stays as it is from one view to the next."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("a", "everything", msg("Everything")),
        *VIEW_KEYS,
    ]

    def __init__(self, journal: Journal, where: Where = ANYWHERE) -> None:
        super().__init__()
        self._journal = journal
        self._where_meant = where

    def compose_column(self) -> ComposeResult:
        """Lays out the list."""
        yield Rows(self._rows(), id="views", below=True)

    def compose_foot(self) -> ComposeResult:
        """Gives a place for what a row leaves out."""
        yield Static(id="views-about", classes="quiet", markup=False)

    def on_resize(self) -> None:
        """Gives each row as many lines as there is room for."""
        rows = self.query_one(Rows)
        rows.show_full(full=self.size.height >= 2 * len(rows.rows) + _FRAME)
        self._show_about()

    @on(OptionList.OptionHighlighted)
    def _show_about(self) -> None:
        """Shows what the row with the highlight leaves out."""
        self.query_one("#views-about", Static).update(self.query_one(Rows).left_out)

    def set_texts(self) -> None:
        """Says it in the language of the interface."""
        self.title_text = _("Looking back")
        where = self._where_meant
        today = self._journal.looking_back.today
        self.where_text = "" if where == ANYWHERE else meant(where, Names(), None, today)

    def on_mount(self) -> None:
        """Puts the focus on the first view."""
        self.set_texts()
        self.query_one(Rows).focus()
        # While a person chooses a view. No worker: what is loaded then keeps its context, and so this screen.
        threading.Thread(target=plots.load).start()

    async def language_changed(self) -> None:
        """Says everything anew, at the same row."""
        self.set_texts()
        self.say("")
        self.query_one(Rows).show(self._rows())
        self._show_about()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Tells which keys mean something."""
        return action != "everything" or self._where_meant != ANYWHERE

    def way_back(self) -> Way:
        """Gives the list, and which pages were meant."""
        return ToView("", self._journal.closed_over(query.typed(self._where_meant)))

    async def return_to(self, way: Way) -> None:
        """Opens the view that was looked at."""
        match way:
            case ToView(name, where):
                self._open(name, query.parse(query_again(self._journal, where)).where)
            case _:
                await super().return_to(way)

    def empty_texts(self) -> None:
        """Forgets which pages were meant."""
        self._where_meant = ANYWHERE

    def action_everything(self) -> None:
        """Means all pages again."""
        self._mean(ANYWHERE)

    def action_to(self, number: int) -> None:
        """Opens the view with this number."""
        rows = self.query_one(Rows)
        rows.highlighted = number
        self._open(rows.rows[number].id, self._where_meant)

    def _rows(self) -> list[Row]:
        keys = [*DIGITS]
        views = self._journal.looking_back.views
        return [
            Row(view.name, keys[at] if at < len(keys) else "", str(view.title), str(view.about))
            for at, view in enumerate(views)
        ]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self._open(event.option_id, self._where_meant)

    def _open(self, name: str, where: Where) -> None:
        self.app.push_screen(ViewScreen(self._journal, name, where), self._mean)

    def _mean(self, where: Where | None) -> None:
        if where is not None:
            self._where_meant = where
            self.set_texts()
            self.refresh_bindings()
