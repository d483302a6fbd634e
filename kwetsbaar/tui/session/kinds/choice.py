"""The kind `choice`: options of the same weight, one or more of them, and where the author asks for it own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from kwetsbaar.core.kinds.choice import ChoiceForm
from kwetsbaar.i18n import _
from kwetsbaar.text import clean_line
from kwetsbaar.tui.session.kinds.base import AnswerWidget, form_of, given_value
from kwetsbaar.tui.session.kinds.fields import LineField
from kwetsbaar.tui.session.kinds.rows import CHOSEN, OPEN, ChoiceRow, ChoiceRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Key
    from textual.widgets import TextArea

    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


class ChoiceAnswer(AnswerWidget):
    """ChoiceRows with ○ and ●. The cursor points, and only ● is chosen: they are never the same thing."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._form = form_of(question, ChoiceForm)
        given = _listed(given_value(question))
        known = [option.id for option in self._form.options]
        self._chosen = [item for item in given if isinstance(item, str) and item in known]
        own = next((str(item.get("other", "")) for item in given if isinstance(item, dict)), "")
        self._own = LineField(own if self._form.other else "")
        self._own_chosen = bool(self._own.text)
        rows = [ChoiceRow(OPEN, option.label) for option in self._form.options]
        if self._form.other:
            rows.append(ChoiceRow(OPEN, _("something else:"), self._own))
        self._rows = ChoiceRows(rows, long_numbers=not self._form.many)
        self._how = Static(_how(self._form), classes="how", markup=False)

    def compose(self) -> ComposeResult:
        """Lays out the rows, and for more than one answer a quiet line that says how."""
        yield self._rows
        if self._form.many:
            yield self._how

    def on_mount(self) -> None:
        """Shows what was chosen before."""
        self._show()
        self._rows.at = self._first_chosen()
        self.watch(self._rows, "at", self._cursor_moved, init=False)

    def value(self) -> Toml | None:
        """Gives what has a ●."""
        own = clean_line(self._own.text) if self._own_chosen else ""
        items: list[Toml] = [*self._chosen]
        if own:
            items.append({"other": own})
        if self._form.many:
            return items
        return items[0] if items else None

    def focus_first(self) -> None:
        """Puts the focus on the rows, with the cursor on what was chosen before and else on nothing."""
        if self._own_chosen and not self._chosen:
            self.screen.set_focus(self._own, scroll_visible=False)
        else:
            self.screen.set_focus(self._rows, scroll_visible=False)

    def empty(self) -> None:
        """Drops the own words, and what was chosen."""
        self._own.wipe()
        self._chosen, self._own_chosen = [], False
        self._rows.at = None
        self._show()

    def ask(self, question: Question) -> None:
        """Says the options in the other language."""
        super().ask(question)
        self._form = form_of(question, ChoiceForm)
        labels = [option.label for option in self._form.options] + [_("something else:")] * self._form.other
        for row, label in zip(self._rows.rows, labels, strict=True):
            row.label(label)
        self._how.update(_how(self._form))

    # -------------------------------------------------------------- keys and mouse

    def on_choice_rows_pointed(self, event: ChoiceRows.Pointed) -> None:
        """Chooses; with more than one answer it chooses or takes back."""
        event.stop()
        if event.index == len(self._form.options):
            self.screen.set_focus(self._own)
        else:
            self._choose(event.index, take_back=self._form.many)

    def on_choice_rows_taken(self, event: ChoiceRows.Taken) -> None:
        """Goes on with the row of the cursor; with more than one answer with all that were chosen."""
        event.stop()
        if self._form.many:
            if self.value() or event.index is not None:
                self.submit()
        elif event.index is not None:
            self._choose(event.index)
            self.submit()

    def _cursor_moved(self, at: int | None) -> None:
        """Goes into the own words when the cursor comes there."""
        if at == len(self._form.options) and self._rows.has_focus:
            self.screen.set_focus(self._own)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Keeps the cursor where the focus is."""
        if event.widget is self._own:
            self._rows.at = len(self._form.options)
        elif self._rows.at == len(self._form.options):
            self._rows.at = max(0, self._rows.at - 1)

    def on_key(self, event: Key) -> None:
        """Goes back from the own words to the options."""
        if event.key == "up" and self._own.has_focus and self._own.cursor_at_first_line:
            event.stop()
            event.prevent_default()
            self.screen.set_focus(self._rows)

    def on_line_field_taken(self, event: LineField.Taken) -> None:
        """Goes on from the own words, if there are any."""
        event.stop()
        if self.value():
            self.submit()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Own words are chosen by writing them, and taken back by taking them away."""
        event.stop()
        self._own_chosen = bool(self._own.text.strip())
        if self._own_chosen and not self._form.many:
            self._chosen = []
        self._show()
        self.changed()

    # -------------------------------------------------------------- inside

    def _choose(self, index: int, *, take_back: bool = False) -> None:
        id_ = self._form.options[index].id
        if self._form.many:
            without = [item for item in self._chosen if item != id_]
            self._chosen = without if take_back and id_ in self._chosen else [*without, id_]
        else:
            self._chosen, self._own_chosen = [id_], False
        self._show()
        self.changed()

    def _show(self) -> None:
        chosen = [option.id in self._chosen for option in self._form.options] + [self._own_chosen]
        for row, is_chosen in zip(self._rows.rows, chosen, strict=False):
            row.mark(CHOSEN if is_chosen else OPEN)

    def _first_chosen(self) -> int | None:
        return next((n for n, option in enumerate(self._form.options) if option.id in self._chosen), None)


def _how(form: ChoiceForm) -> str:
    return _("Space chooses, as many as you like. Enter goes on.") if form.many else ""


def _listed(value: Toml | None) -> list[Toml]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
