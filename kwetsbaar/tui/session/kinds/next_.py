"""The kind `next`: other packs to go on with, after this page is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Static

from kwetsbaar.i18n import _
from kwetsbaar.tui.session.kinds.base import AnswerWidget
from kwetsbaar.tui.session.kinds.rows import CHOSEN, OPEN, ChoiceRow, ChoiceRows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.core.session import Question


class NextAnswer(AnswerWidget):
    """Packs to choose from, or to leave. There is no answer to it; what is chosen begins after the page is kept."""

    @dataclass
    class Wanted(Message):
        """Which pack is to begin afterwards; empty for none."""

        pack_id: str

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._packs = question.onward
        self._chosen = ""
        self._rows = ChoiceRows(
            [ChoiceRow(OPEN, title) for _id, title in self._packs] + [ChoiceRow(OPEN, "")], needs_one=False
        )
        self._head = Static("", classes="ask next--head", markup=False)

    def compose(self) -> ComposeResult:
        """Lays out the packs, and the row for none."""
        yield self._head
        yield self._rows

    def on_mount(self) -> None:
        """Says its words."""
        self._say()

    def focus_first(self) -> None:
        """Puts the focus on the rows."""
        self.screen.set_focus(self._rows, scroll_visible=False)

    def ask(self, question: Question) -> None:
        """Says the titles in the other language."""
        super().ask(question)
        self._packs = question.onward
        self._say()

    def on_choice_rows_pointed(self, event: ChoiceRows.Pointed) -> None:
        """Chooses a pack, or none."""
        event.stop()
        self._choose(event.index)

    def on_choice_rows_taken(self, event: ChoiceRows.Taken) -> None:
        """Chooses, and goes on to the end of this one."""
        event.stop()
        if event.index is not None:
            self._choose(event.index)
        self.submit()

    def _choose(self, index: int) -> None:
        self._chosen = self._packs[index][0] if index < len(self._packs) else ""
        self._say()
        self.post_message(self.Wanted(self._chosen))

    def _say(self) -> None:
        asked = self.question.ask or self.question.say
        self._head.update("" if asked else _("Would you like to go on with something else afterwards?"))
        self._head.display = not asked
        labels = [title for _id, title in self._packs] + [_("No, this is enough")]
        for n, (row, label) in enumerate(zip(self._rows.rows, labels, strict=True)):
            row.label(label)
            row.mark(CHOSEN if n < len(self._packs) and self._packs[n][0] == self._chosen else OPEN)
