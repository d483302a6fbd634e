"""The kind `write`: a text of any length. Enter is a new line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds.write import WriteForm
from kwetsbaar.tui.session.kinds.base import AnswerWidget, form_of, given_value
from kwetsbaar.tui.session.kinds.fields import TextField

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import TextArea

    from kwetsbaar.core.session import Question

FEWEST: Final = 3
"""How many lines stand open if the author expects no number."""

GAP: Final = "…"
"""What an author leaves open in a beginning."""


class WriteAnswer(AnswerWidget):
    """A text area that begins small and grows with what is written, up to the room there is."""

    GROWS = True

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._form = form_of(question, WriteForm)
        given = given_value(question)
        self._field = TextField(given if isinstance(given, str) else self._form.start)

    def compose(self) -> ComposeResult:
        """Lays out the field."""
        yield self._field

    def value(self) -> str:
        """Gives the text as it stands, clean."""
        return self._field.written

    def focus_first(self) -> None:
        """Puts the focus in the text; in an author's beginning on what is left open, so that typing fills it in."""
        self.screen.set_focus(self._field, scroll_visible=False)
        self._open_gap()

    def empty(self) -> None:
        """Drops the text and its undo history."""
        self._field.wipe()

    def ask(self, question: Question) -> None:
        """Takes the other language; a beginning that nobody wrote on becomes the other one."""
        super().ask(question)
        form = form_of(question, WriteForm)
        if self._form.start != form.start and self._field.text == self._form.start:
            with self.prevent(TextField.Changed):
                self._field.load(form.start)
        self._form = form
        self._open_gap()

    def _open_gap(self) -> None:
        if self._form.start and self._field.text == self._form.start:
            self._field.select(GAP)

    def give_room(self, lines: int) -> None:
        """Sets how far the field grows, and how much of it stands open from the start."""
        fewest = self._form.lines or FEWEST
        self._field.styles.max_height = max(1, lines)
        self._field.styles.min_height = max(1, min(fewest, lines))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Passes on that there was an edit."""
        event.stop()
        self.changed()
