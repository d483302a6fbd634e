"""ChoiceRows to point at, with keys or mouse. None is pointed at until the person does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from kwetsbaar.i18n import msg
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.session.kinds.digits import Digits

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content
    from textual.events import Click, Key
    from textual.widget import Widget

OPEN: Final = "○"
"""Stands before what is not chosen."""

CHOSEN: Final = "●"
"""Stands before what is chosen, and before nothing else."""


class ChoiceRow(Horizontal):
    """One row: a mark, a label, and for own words a field."""

    @dataclass
    class Clicked(Message):
        """The mouse pointed at it."""

        row: ChoiceRow

    def __init__(self, mark: str, label: str | Content, field: Widget | None = None) -> None:
        super().__init__()
        self._mark = Static(mark, classes="choice-row--mark", markup=False)
        self._label = Static(label, classes="choice-row--label", markup=False)
        self._field = field
        self.set_class(field is not None, "-own")

    def compose(self) -> ComposeResult:
        """Lays out the parts."""
        yield self._mark
        yield self._label
        if self._field:
            yield self._field

    def mark(self, mark: str) -> None:
        """Shows another mark; ● is for what is chosen."""
        self._mark.update(mark)
        self.set_class(mark == CHOSEN, "-chosen")

    def label(self, label: str | Content) -> None:
        """Shows another label."""
        self._label.update(label)

    def on_click(self, event: Click) -> None:
        """Tells which row it was."""
        event.stop()
        self.post_message(self.Clicked(self))


class ChoiceRows(Vertical, can_focus=True):
    """ChoiceRows with a cursor. Arrows move it, Space and digits point, Enter takes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("up", "move(-1)", msg("Up"), show=False),
        key("down", "move(1)", msg("Down"), show=False),
        key("home", "to_end(0)", msg("First"), show=False),
        key("end", "to_end(-1)", msg("Last"), show=False),
        key("space", "point", msg("Choose"), show=False),
        key("enter", "take", msg("Take and go on"), show=False),
    ]

    at: reactive[int | None] = reactive(None)
    """The row that the cursor is on; None before the first key."""

    @dataclass
    class Pointed(Message):
        """Space, a digit or the mouse pointed at a row."""

        rows: ChoiceRows
        index: int

    @dataclass
    class Taken(Message):
        """Enter was pressed, on a row or before the first key."""

        rows: ChoiceRows
        index: int | None

    @dataclass
    class Unpointed(Message):
        """Enter was pressed before anything was pointed at or chosen."""

    @dataclass
    class Left(Message):
        """An arrow went past the first row (-1) or the last (1)."""

        rows: ChoiceRows
        step: int

    def __init__(self, rows: Sequence[ChoiceRow], *, long_numbers: bool = True, needs_one: bool = True) -> None:
        """Without `needs_one` Enter means something too where nothing is pointed at."""
        super().__init__()
        self._needs_one = needs_one
        self.rows = rows
        self._digits = Digits()
        self._long_numbers = long_numbers
        self.relearn()

    def relearn(self) -> None:
        """Learns how many rows there are now."""
        self._highest = len(self.rows) if self._long_numbers else min(9, len(self.rows))

    def compose(self) -> ComposeResult:
        """Lays out the rows."""
        yield from self.rows

    @property
    def spot(self) -> ChoiceRow | None:
        """The row that the cursor is on."""
        return self.rows[self.at] if self.at is not None and self.at < len(self.rows) else None

    def watch_at(self, old: int | None, new: int | None) -> None:
        """Moves the cursor, and the screen with it."""
        for index, row in enumerate(self.rows):
            row.set_class(index == new, "-at")
        if new is not None and old != new:
            self.rows[new].scroll_visible(animate=False)

    def action_move(self, step: int) -> None:
        """Moves the cursor by one row; the first key puts it on the first row, or the last."""
        self._digits.reset()
        if not self.rows:
            return
        if self.at is None:
            self.at = 0 if step > 0 else len(self.rows) - 1
        elif 0 <= self.at + step < len(self.rows):
            self.at += step
        else:
            self.post_message(self.Left(self, step))

    def action_to_end(self, index: int) -> None:
        """Moves the cursor to the first row or the last."""
        self._digits.reset()
        self.at = range(len(self.rows))[index] if self.rows else None

    def action_point(self) -> None:
        """Points at the row of the cursor; the first key only brings the cursor."""
        self._digits.reset()
        if self.at is None:
            self.action_move(1)
        else:
            self.post_message(self.Pointed(self, self.at))

    def action_take(self) -> None:
        """Takes the row of the cursor, if there is one."""
        self._digits.reset()
        self.post_message(self.Taken(self, self.at))
        if self._needs_one and self.at is None and not any(row.has_class("-chosen") for row in self.rows):
            self.post_message(self.Unpointed())

    def on_key(self, event: Key) -> None:
        """Points with digits."""
        if event.character is None or event.character not in "0123456789":
            return
        event.stop()
        number = self._digits.number(event.character, 1, self._highest)
        if number is not None:
            self.at = number - 1
            self.post_message(self.Pointed(self, self.at))

    def on_choice_row_clicked(self, event: ChoiceRow.Clicked) -> None:
        """Points with the mouse."""
        event.stop()
        self._digits.reset()
        self.at = self.rows.index(event.row)
        self.post_message(self.Pointed(self, self.at))
