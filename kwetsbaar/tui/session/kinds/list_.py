"""The kind `list`: a few short texts, one on each line, and earlier items that can be taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from kwetsbaar.core.kinds.list_ import ListForm
from kwetsbaar.i18n import _
from kwetsbaar.tui.session.kinds.base import AnswerWidget, form_of, given_value
from kwetsbaar.tui.session.kinds.itemlist import ItemList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


class ListAnswer(AnswerWidget):
    """One line per item. Enter is the next line, and on an empty last line it goes on."""

    GROWS = True

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._form = form_of(question, ListForm)
        given = given_value(question)
        items = [str(item) for item in given] if isinstance(given, list) else []
        self._list = ItemList(items, question.offered, self._form.most)
        self._how = Static("", classes="how", markup=False)

    def compose(self) -> ComposeResult:
        """Lays out the lines, and a quiet line that says how."""
        yield self._list
        yield self._how

    def on_mount(self) -> None:
        """Says its words."""
        self._say_how()

    def value(self) -> list[Toml]:
        """Gives the items; if there are more than the question takes, those beyond are joined to the last."""
        items, most = self._list.items, self._form.most
        beyond = items[most - 1 :]
        return [*items[: most - 1], "; ".join(beyond)] if len(beyond) > 1 else [*items]

    def focus_first(self) -> None:
        """Puts the focus in the lines, or on what is offered."""
        self._list.focus_first()

    def empty(self) -> None:
        """Drops the items, and those that were offered."""
        self._list.empty()

    def ask(self, question: Question) -> None:
        """Says its own words in the other language; the items are the person's."""
        super().ask(question)
        self._form = form_of(question, ListForm)
        self._list.say_anew()
        self._say_how()

    def give_room(self, lines: int) -> None:
        """Sets how far the lines grow; what stands below them stays in sight where it can."""
        self._list.give_room(lines - 2 * self._how.display)

    def on_item_list_changed(self, event: ItemList.Changed) -> None:
        """Passes on that there was an edit."""
        event.stop()
        self.changed()

    def on_item_list_finished(self, event: ItemList.Finished) -> None:
        """Goes on."""
        event.stop()
        self.submit()

    def _say_how(self) -> None:
        self._how.display = not self.question.offered and self._form.most > 1
        self._how.update(_("One on each line. Enter on an empty line goes on."))
