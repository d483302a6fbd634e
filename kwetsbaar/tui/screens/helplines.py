"""Someone to talk to: numbers and addresses, reachable from every screen, locked ones too."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from kwetsbaar.i18n import _, language
from kwetsbaar.journal.helplines import someone
from kwetsbaar.tui.reading import ReadingScreen
from kwetsbaar.tui.returning import ToScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.journal import Places
    from kwetsbaar.journal.helplines import HelpLine
    from kwetsbaar.tui.returning import Way

_WHO = 24


class HelpLinesScreen(ReadingScreen[None]):
    """A page to read; Esc goes back to where one was."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places

    def compose_column(self) -> ComposeResult:
        """Shows one block for each place."""
        yield Static(_("You do not have to carry it alone. These people listen."), markup=False)
        found = someone(language(), self._places)
        if found.trouble:
            yield Static(str(found.trouble), classes="warn", markup=False)
        for place, lines in groupby(found.lines, lambda line: line.place):
            yield Static(place, classes="heading", markup=False)
            for line in lines:
                yield Static(_line(line))
        yield Static(str(found.about), classes="quiet gap", markup=False)

    def way_back(self) -> Way:
        """Gives this page."""
        return ToScreen("help_lines")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Someone to talk to")


def _line(line: HelpLine) -> Content:
    """Gives who, how, and below it what else there is to know."""
    if len(line.who) >= _WHO:
        return Content(f"{line.who}\n{line.how}")
    known = (f"\n{'':{_WHO}}{line.about}", "$quiet") if line.about else ""
    return Content.assemble(f"{line.who:{_WHO}}", (line.how, "bold"), known)
