"""The kind `letgo`: what is left behind; what each gave, and whether it may go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from kwetsbaar.core.kinds.letgo import ASKED, MOST, SAID, STATUS_ASKED
from kwetsbaar.core.kinds.risks import retexted
from kwetsbaar.i18n import _
from kwetsbaar.tui.session.kinds.aspects import LineAspect, WordAspect
from kwetsbaar.tui.session.kinds.itemlist import ItemList
from kwetsbaar.tui.session.kinds.rounds import Rounds

if TYPE_CHECKING:
    from textual.containers import Vertical

    from kwetsbaar.core.kinds.records import Record
    from kwetsbaar.core.session import Question
    from kwetsbaar.tui.session.kinds.aspects import Aspect


class LetgoAnswer(Rounds):
    """Items, from before or new, and then a thank-you and a word about each."""

    GROWS = True

    def aspects(self) -> Mapping[str, Aspect]:
        return {"thanks": LineAspect(), "status": WordAspect(STATUS_ASKED)}

    def item_widgets(self) -> Sequence[Vertical]:
        texts = [str(row.get("item", "")) for row in self.rows]
        self._list = ItemList(texts, self.question.offered, MOST)
        return (self._list,)

    def collect_items(self) -> None:
        if self._list.is_attached:
            self.rows = retexted(self.rows, self._list.items, "item")

    def focus_items(self) -> None:
        self._list.focus_first()

    def name_of(self, row: Record) -> str:
        return str(row.get("item", ""))

    def asked_of(self, row: Record, name: str) -> str:  # noqa: ARG002 - of every item the same is asked
        return str(ASKED[name])

    def how_items(self) -> str:
        return "" if self.question.offered else _("One on each line. Enter on an empty line goes on.")

    def how_turn(self, name: str) -> str:
        return _("Enter goes on, empty too.") if name == "thanks" else ""

    def row_said(self, row: Record) -> Content:
        return item_said(row)

    def ask(self, question: Question) -> None:
        """Says everything in the other language."""
        self._list.say_anew()
        super().ask(question)

    def empty(self) -> None:
        """Drops everything."""
        super().empty()
        self._list.empty()

    def give_room(self, lines: int) -> None:
        """Sets how far the lines grow."""
        self._list.give_room(lines - 3)

    def on_item_list_changed(self, event: ItemList.Changed) -> None:
        """Passes on that the answer is another one."""
        event.stop()
        self.changed()

    def on_item_list_finished(self, event: ItemList.Finished) -> None:
        """Goes on."""
        event.stop()
        self.submit()


def item_said(row: Record) -> Content:
    """Gives an item with its thanks, and what became of it in a word."""
    status = row.get("status")
    words = [str(row.get("thanks", "")), str(SAID[str(status)]) if status else ""]
    said = Content.styled(" · ".join(word for word in words if word), "not bold $quiet")
    text = Content(str(row.get("item", "")))
    return Content("\n").join([text, said]) if said else text
