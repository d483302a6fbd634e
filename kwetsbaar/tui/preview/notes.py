"""What is wrong with a pack file, or could be better: each with its line, beside the question or below it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from kwetsbaar.i18n import _, plural
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.widget import Widget

    from kwetsbaar.core.packfile import Problem
    from kwetsbaar.i18n import Message
    from kwetsbaar.tui.session.earlier import Move

NOTES_STYLE: Final = Path(__file__).with_suffix(".tcss")
"""How they look, for the screens that have them."""

MOST: Final = 40
"""How many are shown: who has more begins at the top."""


class Notes(VerticalScroll, can_focus=False):
    """A list that never takes the focus: keys of the screen and the mouse wheel scroll it."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._problems: Sequence[Problem] = ()
        self._word = ""

    async def show(self, problems: Sequence[Problem], word: str = "") -> None:
        """Shows other problems: how many, and below that a quiet word."""
        self._problems, self._word = problems, word
        with self.app.batch_update():
            await self.remove_children()
            if problems:
                await self.mount_all([*self._head(), *map(_row, problems[:MOST]), *self._rest()])
        self.scroll_home(animate=False)

    def move(self, how: Move) -> None:
        """Scrolls."""
        match how:
            case "line_up" | "line_down":
                self.scroll_relative(y=2 if how == "line_down" else -2, animate=False)
            case "page_up":
                self.scroll_page_up(animate=False)
            case "page_down":
                self.scroll_page_down(animate=False)

    def _head(self) -> Iterator[Widget]:
        yield Static(str(number_said(self._problems)), classes=f"notes--head {kind_of(self._problems)}", markup=False)
        if self._word:
            yield Static(self._word, classes="notes--word", markup=False)

    def _rest(self) -> Iterator[Widget]:
        more = len(self._problems) - MOST
        if more > 0:
            said = plural("And {n} more, once these are mended.", "And {n} more, once these are mended.", more)
            yield Static(str(said), classes="notes--word", markup=False)


def number_said(problems: Sequence[Problem]) -> Message:
    """Says how many places there are to look at; of warnings alone that they are no more than that."""
    errors = sum(problem.severity == "error" for problem in problems)
    if errors:
        return plural("{n} place needs another look", "{n} places need another look", errors)
    return plural("{n} thing to know", "{n} things to know", len(problems))


def kind_of(problems: Sequence[Problem]) -> str:
    """Gives how that sounds."""
    return "bad" if any(problem.severity == "error" for problem in problems) else "warn"


def _row(problem: Problem) -> Widget:
    line = _("line {line}", line=problem.line) if problem.line is not None else _("file")
    return Horizontal(
        Static(line, classes="notes--line", markup=False),
        Static(clean_line(str(problem.message)), classes="notes--said", markup=False),
        classes="note",
    )
