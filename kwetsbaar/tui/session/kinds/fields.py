"""Fields to write in: whole texts, and one line that wraps.

What enters is cleaned, and a line ends at a line feed alone, so that what is read is what was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.containers import Lines
from rich.text import Span, Text
from textual.document._document import Document, EditResult
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from kwetsbaar.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.document._document import Location
    from textual.document._edit import Edit
    from textual.events import Key

_WIDE_BREAKS: Final = str.maketrans({"\u2028": "¶", "\u2029": "¶"})
"""Breaks that people paste and a terminal cannot show: they are drawn as a mark, and stay what they are."""

_BREAKS: Final = re.compile("[\n\u2028\u2029]+")


class LineFeedDocument(Document):
    """A document whose lines end at a line feed alone, so that what is read from it is what was put in."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._lines = text.split("\n")

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Puts `text` in place of what stands between two locations; past the last line is its end."""
        (top, left), (bottom, right) = sorted((self._inside(start), self._inside(end)))
        replaced = self.get_text_range((top, left), (bottom, right))
        lines = text.split("\n")
        column = len(lines[-1]) + (left if len(lines) == 1 else 0)
        lines[0] = self._lines[top][:left] + lines[0]
        lines[-1] += self._lines[bottom][right:]
        self._lines[top : bottom + 1] = lines
        return EditResult((top + len(lines) - 1, column), replaced)

    def _inside(self, location: Location) -> Location:
        return location if location[0] < self.line_count else self.end


class DrawnLine(Text):
    """A line that is cut where it wraps, one part at a time: Textual asks for all parts, and draws one of them."""

    def divide(self, offsets: Iterable[int]) -> Lines:
        """Gives the parts between `offsets`, each made when it is asked for."""
        return _Parts(self, [0, *offsets, len(self)])


class _Parts(Lines):
    """The first part that is asked for is the one that is drawn; of those before it Textual counts the tabs."""

    def __init__(self, line: Text, edges: list[int]) -> None:
        super().__init__()
        self._line = line
        self._edges = edges
        self._is_drawn = False
        self._has_tabs = "\t" in line.plain

    def __getitem__(self, index: int) -> Text:  # type: ignore[override] # nobody takes a slice of these
        if self._is_drawn and not self._has_tabs:
            return _WITHOUT_TABS
        self._is_drawn = True
        start, end = self._edges[index], self._edges[index + 1]
        spans = [
            Span(max(span.start, start) - start, min(span.end, end) - start, span.style)
            for span in self._line.spans
            if span.start < end and span.end > start
        ]
        return Text(self._line.plain[start:end], style=self._line.style, spans=spans, end="", no_wrap=True)


_WITHOUT_TABS: Final = Text()


class TextField(TextArea):
    """A text area as we want one: soft wrap, no numbers, a bar at the left, and it grows with its text.

    Textual tells of each edit with a message that carries no text, so a key in a long answer costs what it costs there.
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(clean(text), id=id, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        self.match_cursor_bracket = False
        self.cursor_blink = False  # nothing blinks here
        self.move_cursor(self.document.end)

    @property
    def written(self) -> str:
        """The whole text, clean. This is work: read it to save it, not at each key."""
        return clean(self.text)

    def load(self, text: str) -> None:
        """Puts another text in place, with the cursor at its end and nothing to undo."""
        self.load_text(clean(text))
        self.move_cursor(self.document.end)
        self.history.clear()

    def select(self, text: str) -> None:
        """Selects the first place where `text` stands, if it does."""
        for row, line in enumerate(self.document.lines):
            if (column := line.find(text)) >= 0:
                self.selection = Selection((row, column + len(text)), (row, column))  # the cursor stands on it
                return

    def wipe(self) -> None:
        """Drops the text and all that could bring it back, without a word to anyone."""
        with self.prevent(TextArea.Changed):
            self.load("")
        self._line_cache.clear()

    def on_focus(self) -> None:
        """Draws the cursor."""
        self._draw_anew()

    def on_blur(self) -> None:
        """Takes the cursor away."""
        self._draw_anew()

    def on_resize(self) -> None:
        """Keeps the cursor in sight where there is less room."""
        if self.has_focus:
            self.call_after_refresh(self.scroll_cursor_visible)

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Keeps to itself that the cursor moved: nobody listens, and each key would tell it to all that lie round."""
        event.stop()

    def edit(self, edit: Edit) -> EditResult:
        """Does an edit, by key or by pasting, with its text cleaned.

        Textual scrolls to the cursor before it knows that there are more lines, so a new last line needs it once more.
        """
        edit.text = self.accepted(edit.text)
        lines = self.virtual_size.height
        result = super().edit(edit)
        if self.virtual_size.height != lines:
            self.scroll_cursor_visible()
        return result

    def accepted(self, text: str) -> str:
        """Gives what may enter of `text`."""
        return clean(text)

    def get_line(self, line_index: int) -> Text:
        """Gives a line as it is drawn: a character for a character."""
        text = self.document.get_line(line_index)
        return DrawnLine(text if text.isascii() else text.translate(_WIDE_BREAKS), end="", no_wrap=True)

    def _draw_anew(self) -> None:
        """Textual keeps the lines it drew, and does not expect a cursor that stands still to come and go."""
        self._line_cache.clear()
        self.refresh()

    def _set_document(self, text: str, language: str | None) -> None:  # noqa: ARG002 - Textual's signature
        self.document = LineFeedDocument(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()


class LineField(TextField):
    """One line of own words that wraps where it is long. Enter takes it; a break that is pasted becomes a space."""

    @dataclass
    class Taken(Message):
        """Enter was pressed."""

        field: LineField

    def accepted(self, text: str) -> str:
        """Gives `text` on one line."""
        return _BREAKS.sub(" ", clean(text))

    def on_key(self, event: Key) -> None:
        """Takes Enter for what it means here."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Taken(self))
