"""A field of short texts, one on each line, with a mark before each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from kwetsbaar.text import clean_line
from kwetsbaar.tui.session.kinds.fields import TextField

if TYPE_CHECKING:
    from textual.document._document import EditResult
    from textual.document._edit import Edit
    from textual.events import Key

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
