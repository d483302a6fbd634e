"""The kind `revisit`: a day to look back on, near ones first; or none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kwetsbaar.core.kinds.revisit import RevisitForm
from kwetsbaar.tui.session.kinds.base import AnswerWidget, form_of, given_value
from kwetsbaar.tui.session.kinds.days import DayRows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


class RevisitAnswer(AnswerWidget):
    """Rows with days. What the author proposes stands first, and is not chosen beforehand."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        form = form_of(question, RevisitForm)
        self._days = DayRows(form.today, form.after, none=True)
        given = given_value(question)
        self._given = given if isinstance(given, date | str) else None

    def compose(self) -> ComposeResult:
        """Lays out the rows."""
        yield self._days

    def on_mount(self) -> None:
        """Shows what was chosen before."""
        if self._given is not None:
            self._days.show(self._given)

    def value(self) -> Toml | None:
        """Gives the day, or that there is none."""
        return self._days.value()

    def focus_first(self) -> None:
        """Puts the focus on the rows."""
        self._days.focus_first()

    def empty(self) -> None:
        """Forgets the day."""
        self._given = None
        self._days.empty()

    def ask(self, question: Question) -> None:
        """Says the days in the other language."""
        super().ask(question)
        self._days.say_anew()

    def forth(self) -> bool:
        """Stays where own words mean no day, so that they are not lost without a word."""
        trouble = self._days.trouble()
        if trouble:
            self.call_after_refresh(self.tell, trouble)
        return bool(trouble)

    def on_day_rows_chosen(self, event: DayRows.Chosen) -> None:
        """Passes on that the day is another one."""
        event.stop()
        self.changed()

    def on_day_rows_taken(self, event: DayRows.Taken) -> None:
        """Goes on."""
        event.stop()
        self.submit()
