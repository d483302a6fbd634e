"""The kind `list`: a few short texts, one on each line, and earlier items that can be taken over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Static

from kwetsbaar.core.kinds.list_ import ListForm
from kwetsbaar.i18n import _, plural
from kwetsbaar.text import clean_line
from kwetsbaar.tui.session.kinds.base import AnswerWidget, form_of, given_value
from kwetsbaar.tui.session.kinds.fields import TextField
from kwetsbaar.tui.session.kinds.rows import CHOSEN, OPEN, ChoiceRow, ChoiceRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.document._document import EditResult
    from textual.document._edit import Edit
    from textual.events import Key
    from textual.widgets import TextArea

    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml

MARK: Final = "– "
"""Stands before each item."""


class ItemsField(TextField):
    """A text field in which each line is an item. It holds at most `most` of them."""

    @dataclass
    class Finished(Message):
        """Enter was pressed on an empty last line."""

    @dataclass
    class Full(Message):
        """One more line was asked for than there is room for."""

        by_enter: bool

    @dataclass
    class Left(Message):
        """The down arrow was pressed on the last line."""

    def __init__(self, items: list[str], most: int) -> None:
        super().__init__("\n".join(items))
        self._most = most
        self.leads_on = False
        """Whether there is something below the last line to go on to."""

    @property
    def items(self) -> list[str]:
        """What stands on the lines, without the empty ones."""
        return [line for line in map(clean_line, self.document.lines) if line]

    @property
    def most(self) -> int:
        """How many items it holds."""
        return self._most

    @most.setter
    def most(self, most: int) -> None:
        self._most = max(1, most)

    @property
    def room(self) -> int:
        """How many items it can still take."""
        return self._most - len(self.items)

    def add(self, item: str) -> None:
        """Puts an item below the last one, as an edit that can be undone."""
        last = self.document.get_line(self.document.line_count - 1)
        self.insert(item if not last.strip() else f"\n{item}", self.document.end, maintain_selection_offset=False)

    def take_out(self, item: str) -> None:
        """Takes out the lines with this item, as an edit that can be undone."""
        lines = [line for line in self.document.lines if clean_line(line) != item]
        self.replace("\n".join(lines), (0, 0), self.document.end, maintain_selection_offset=False)

    def edit(self, edit: Edit) -> EditResult:
        """Does an edit; lines for which there is no room are joined to the last, so that nothing is lost."""
        lines = clean_line_breaks(edit.text)
        free = self._most - self.document.line_count + edit.bottom[0] - edit.top[0]
        if len(lines) - 1 > max(0, free):
            lines[max(0, free) :] = ["; ".join(filter(None, lines[max(0, free) :]))]
            self.post_message(self.Full(by_enter=False))
        edit.text = "\n".join(lines)
        return super().edit(edit)

    def on_key(self, event: Key) -> None:
        """Takes Enter, and the arrow that leaves."""
        if event.key == "enter":
            self._enter(event)
        elif event.key == "down" and self.leads_on and self.cursor_at_last_line:
            event.stop()
            event.prevent_default()
            self.post_message(self.Left())

    def _enter(self, event: Key) -> None:
        row = self.cursor_location[0]
        empty = not self.document.get_line(row).strip()
        is_last = row == self.document.line_count - 1
        if not empty and self.document.line_count < self._most:
            return  # a new line, as in any text
        event.stop()
        event.prevent_default()
        if empty and is_last:
            self.post_message(self.Finished())
        elif not empty:
            self.post_message(self.Full(by_enter=True))

    # -------------------------------------------------------------- the mark before each item

    @property
    def gutter_width(self) -> int:
        """The cells before the text."""
        return len(MARK)

    def render_line(self, y: int) -> Strip:
        """Draws a line with the mark before the first part of each item."""
        offset = Offset(0, y + self.scroll_offset.y)
        inside = offset.y < self.wrapped_document.height
        begins = inside and self.wrapped_document.offset_to_location(offset)[1] == 0
        style = self.get_component_rich_style("text-area--gutter")
        return Strip.join([Strip([Segment(MARK if begins else " " * len(MARK), style)]), super().render_line(y)])


def clean_line_breaks(text: str) -> list[str]:
    """Gives the lines of a text that enters a list: every break that people paste parts two items."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n").split("\n")


class ListAnswer(AnswerWidget):
    """One line per item. Enter is the next line, and on an empty last line it goes on."""

    GROWS = True

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._form = form_of(question, ListForm)
        given = given_value(question)
        items = [str(item) for item in given] if isinstance(given, list) else []
        self._field = ItemsField(items, self._form.most)
        self._offered = [item for item in question.offered if item not in items]
        self._field.leads_on = bool(self._offered)
        self._earlier = Static("", classes="how", markup=False)
        self._rows = ChoiceRows([ChoiceRow(OPEN, item) for item in self._offered], long_numbers=False)
        self._told_full = False

    def compose(self) -> ComposeResult:
        """Lays out the lines, and below them the earlier items that can be taken over."""
        yield self._field
        if self._offered:
            self._earlier.update(_("From before, to take over if you like:"))
            yield self._earlier
            yield self._rows

    def value(self) -> list[Toml]:
        """Gives the items; if there are more than the question takes, those beyond are joined to the last."""
        items, most = list(dict.fromkeys(self._field.items)), self._form.most
        beyond = items[most - 1 :]
        return [*items[: most - 1], "; ".join(beyond)] if len(beyond) > 1 else [*items]

    def focus_first(self) -> None:
        """Puts the focus in the lines."""
        self.screen.set_focus(self._field, scroll_visible=False)

    def empty(self) -> None:
        """Drops the items, and those that were offered."""
        self._field.wipe()
        for row in self._rows.rows:
            row.label("")

    def ask(self, question: Question) -> None:
        """Says its own words in the other language; the items are the person's."""
        super().ask(question)
        self._form = form_of(question, ListForm)
        self._earlier.update(_("From before, to take over if you like:"))
        self._told_full = False
        self.tell("")

    def give_room(self, lines: int) -> None:
        """Sets how far the lines grow; what is offered below them stays in sight where it can."""
        taken = len(self._offered) + 2 if self._offered else 0
        self._field.styles.max_height = max(3, lines - taken)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Passes on that there was an edit."""
        event.stop()
        self._tell_full(False)
        self._show_taken()
        self.changed()

    def on_items_field_finished(self, event: ItemsField.Finished) -> None:
        """Goes on."""
        event.stop()
        self.submit()

    def on_items_field_full(self, event: ItemsField.Full) -> None:
        """Says that this is as much as the author asks for; Enter once more goes on."""
        event.stop()
        if event.by_enter and self._told_full:
            self.submit()
        else:
            self.call_after_refresh(self._tell_full, True)  # the edit itself is still to be heard of

    def on_items_field_left(self, event: ItemsField.Left) -> None:
        """Goes on to what is offered."""
        event.stop()
        self.screen.set_focus(self._rows)
        self._rows.at = 0

    def on_choice_rows_left(self, event: ChoiceRows.Left) -> None:
        """Goes back to the lines."""
        event.stop()
        if event.step < 0:
            self._rows.at = None
            self.screen.set_focus(self._field)

    def on_choice_rows_pointed(self, event: ChoiceRows.Pointed) -> None:
        """Takes over an item."""
        event.stop()
        self._take_over(event.index)

    def on_choice_rows_taken(self, event: ChoiceRows.Taken) -> None:
        """Takes over an item."""
        event.stop()
        if event.index is not None:
            self._take_over(event.index)

    def _take_over(self, index: int) -> None:
        item = self._offered[index]
        if item in self._field.items:
            return
        if self._field.room:
            self._field.add(item)
        else:
            self._tell_full(True)

    def _show_taken(self) -> None:
        if self._offered:
            items = self._field.items
            for row, item in zip(self._rows.rows, self._offered, strict=True):
                row.mark(CHOSEN if item in items else OPEN)

    def _tell_full(self, full: bool) -> None:
        if full != self._told_full:
            self._told_full = full
            self.tell(_plenty(self._form.most) if full else "")


def _plenty(most: int) -> str:
    return str(plural("One is enough here. Enter goes on.", "{n} is plenty here. Enter goes on.", most))
