"""Choosing a day: a few that lie near, one in own words, and where it may be none at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from kwetsbaar.core import days
from kwetsbaar.core.kinds.revisit import NEVER
from kwetsbaar.i18n import _, full_day
from kwetsbaar.text import clean_line
from kwetsbaar.tui.session.kinds.fields import LineField
from kwetsbaar.tui.session.kinds.rows import CHOSEN, OPEN, ChoiceRow, ChoiceRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Key
    from textual.widgets import TextArea


_GAP: Final = 3
"""Cells between a span and its day."""


class DayRows(Vertical):
    """Rows with days. Own words are read as they are written, and what they mean stands below."""

    @dataclass
    class Chosen(Message):
        """Another day was chosen, or none."""

    @dataclass
    class Taken(Message):
        """Enter: go on."""

    def __init__(self, today: date | None, proposed: str = "", *, none: bool) -> None:
        super().__init__()
        self._today = today
        self._spans = days.near(today, proposed)
        self._none = none
        self._value: date | str | None = None
        self._own = LineField()
        labels = [*map(str, range(len(self._spans)))]
        rows = [ChoiceRow(OPEN, label) for label in labels]
        rows.append(ChoiceRow(OPEN, "", self._own))
        rows += [ChoiceRow(OPEN, "")] if none else []
        self._rows = ChoiceRows(rows)
        self._meant = Static("", classes="how", markup=False)
        self._is_own = False
        self.say_anew()

    @property
    def _own_at(self) -> int:
        return len(self._spans)

    def compose(self) -> ComposeResult:
        """Lays out the rows, and what own words mean."""
        yield self._rows
        yield self._meant

    def on_mount(self) -> None:
        """Follows the cursor."""
        self.watch(self._rows, "at", self._cursor_moved, init=False)
        self._mark()

    def value(self) -> date | str | None:
        """Gives the day, "never", own words that mean no day yet, or None if nothing was chosen."""
        return clean_line(self._own.text) if self.is_unread else self._value

    @property
    def is_unread(self) -> bool:
        """Tells whether own words stand there that mean no day."""
        return self._is_own and self._value is None and bool(self._own.text.strip())

    def trouble(self) -> str:
        """Asks which day is meant where own words mean none; empty if all is well."""
        if not self.is_unread:
            return ""
        return _("Which day is that?")

    def show(self, value: date | str | None) -> None:
        """Shows what was chosen, without a word to anyone."""
        unread = isinstance(value, str) and value != NEVER
        self._value = None if unread else value
        near = [day for _span, day in self._spans]
        self._is_own = unread or (isinstance(value, date) and value not in near)
        own = full_day(value) if isinstance(value, date) else str(value)
        with self.prevent(LineField.Changed):
            self._own.load(own if self._is_own else "")
        self._mark()
        self._rows.at = self._index()

    def focus_first(self) -> None:
        """Puts the focus on the rows, with the cursor on what was chosen before and else on nothing."""
        self.screen.set_focus(self._own if self._is_own else self._rows, scroll_visible=False)

    def say_anew(self) -> None:
        """Says its words in the language of this moment. A day in own words stays as it was written."""
        said = [str(days.span_said(span)) for span, _day in self._spans]
        widest = max(map(cell_len, said), default=0) + _GAP
        for row, words, (_span, day) in zip(self._rows.rows, said, self._spans, strict=False):
            row.label(Content.assemble(set_cell_size(words, widest), (full_day(day), "not bold $quiet")))
        self._rows.rows[self._own_at].label(_("another day:"))
        if self._none:
            self._rows.rows[-1].label(_("no day"))
        self._say_meant()

    def empty(self) -> None:
        """Drops it."""
        self._own.wipe()
        self._value, self._is_own = None, False
        self._mark()
        self._rows.at = None

    # -------------------------------------------------------------- keys and mouse

    def on_choice_rows_pointed(self, event: ChoiceRows.Pointed) -> None:
        """Chooses."""
        event.stop()
        if event.index == self._own_at:
            self.screen.set_focus(self._own)
        else:
            self._choose(event.index)

    def on_choice_rows_taken(self, event: ChoiceRows.Taken) -> None:
        """Chooses the row of the cursor, and goes on."""
        event.stop()
        if event.index is not None and event.index != self._own_at:
            self._choose(event.index)
            self.post_message(self.Taken())

    def _cursor_moved(self, at: int | None) -> None:
        if at == self._own_at and self._rows.has_focus:
            self.screen.set_focus(self._own)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Keeps the cursor where the focus is."""
        if event.widget is self._own:
            self._rows.at = self._own_at
        self._say_meant()

    def on_key(self, event: Key) -> None:
        """Goes out of the own words to the rows around them."""
        if event.key in {"up", "down"} and self._own.has_focus:
            to = self._own_at + (-1 if event.key == "up" else 1)
            if 0 <= to < len(self._rows.rows):
                event.stop()
                event.prevent_default()
                self.screen.set_focus(self._rows)
                self._rows.at = to

    def on_line_field_taken(self, event: LineField.Taken) -> None:
        """Goes on, if the words mean a day."""
        event.stop()
        if isinstance(self._value, date) and self._is_own:
            self.post_message(self.Taken())
        else:
            self._say_meant(asked=True)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Reads what is written."""
        event.stop()
        text = self._own.text.strip()
        self._is_own = bool(text) or self._is_own
        if self._is_own:
            self._value = days.read_day(text, self._today) if text and self._today else None
            self._is_own = bool(text)
            self._mark()
            self.post_message(self.Chosen())

    # -------------------------------------------------------------- inside

    def _choose(self, index: int) -> None:
        self._is_own = False
        self._value = NEVER if index > self._own_at else self._spans[index][1]
        self._mark()
        self.post_message(self.Chosen())

    def _index(self) -> int | None:
        if self._value == NEVER:
            return self._own_at + 1 if self._none else None
        if self._is_own:
            return self._own_at
        return next((n for n, (_span, day) in enumerate(self._spans) if day == self._value), None)

    def _mark(self) -> None:
        chosen = self._index() if self._value is not None else None
        for n, row in enumerate(self._rows.rows):
            row.mark(CHOSEN if n == chosen else OPEN)
        self._say_meant()

    def _say_meant(self, *, asked: bool = False) -> None:
        """Says below the rows which day own words mean, or how a day can be written."""
        if self._is_own and isinstance(self._value, date):
            past = self._today is not None and self._value < self._today
            said = _("That is {day}, which has been.", day=full_day(self._value)) if past else full_day(self._value)
        elif self.is_unread or asked or self._own.has_focus:
            said = _("For instance: 20 December, 20-12-2026, in 3 weeks.")
        else:
            said = ""
        self._meant.update(said)
        self._meant.display = bool(said)
