"""The kind `risks`: all texts first, then one thing at a time about each, then all of them to look over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from textual.content import Content

from kwetsbaar.core.kinds.risks import (
    ASKED,
    CHANCE,
    HANDLE,
    NOT_AT_ALL,
    SURELY,
    SURELY_NOT,
    WELL,
    WILLING,
    WILLING_ASKED,
    WILLING_SAID,
    RisksForm,
    numbered,
    retexted,
)
from kwetsbaar.i18n import _, day
from kwetsbaar.tui.session.kinds.aspects import ChanceAspect, NumberAspect, WordAspect
from kwetsbaar.tui.session.kinds.base import form_of
from kwetsbaar.tui.session.kinds.chance import drawn
from kwetsbaar.tui.session.kinds.itemlist import ItemList
from kwetsbaar.tui.session.kinds.rounds import Rounds

if TYPE_CHECKING:
    from textual.containers import Vertical

    from kwetsbaar.core.kinds.records import Record
    from kwetsbaar.core.session import Question
    from kwetsbaar.tui.session.kinds.aspects import Aspect

_BAR: Final = 16
"""Cells of the bar in a row."""


class RisksAnswer(Rounds):
    """Fears, one on each line, and then their chance, whether one is willing, and how one would cope."""

    GROWS = True

    def __init__(self, question: Question) -> None:
        self._form = form_of(question, RisksForm)
        super().__init__(question)

    def aspects(self) -> Mapping[str, Aspect]:
        every: dict[str, Aspect] = {
            CHANCE: ChanceAspect(SURELY_NOT, SURELY),
            WILLING: WordAspect(WILLING_ASKED),
            HANDLE: NumberAspect(NOT_AT_ALL, WELL),
        }
        return {name: aspect for name, aspect in every.items() if name in self._form.rate}

    def item_widgets(self) -> Sequence[Vertical]:
        texts = [str(row.get("text", "")) for row in self.rows]
        self._list = ItemList(texts, self.question.offered, self._form.most)
        return (self._list,)

    def collect_items(self) -> None:
        if self._list.is_attached:
            self.rows = numbered(retexted(self.rows, self._list.items))

    def focus_items(self) -> None:
        self._list.focus_first()

    def name_of(self, row: Record) -> str:
        return str(row.get("text", ""))

    def asked_of(self, row: Record, name: str) -> str:  # noqa: ARG002 - of every risk the same is asked
        return str(ASKED[name])

    def how_items(self) -> str:
        """Says how one goes on; how to word it only where the author does not."""
        if self.question.hint:
            return _("One on each line. Enter on an empty line goes on.")
        if self.question.offered:
            return _("If you like: worded so that later you can tell whether it happened.")
        return _(
            "One on each line; on an empty line Enter goes on. "
            "If you like: worded so that later you can tell whether it happened."
        )

    def how_turn(self, name: str) -> str:
        match name:
            case "chance":
                return _("0 to 100, or the arrows; Enter goes on. Ctrl+N leaves it open.")
            case "handle":
                return _("A digit or the arrows; Enter goes on. Ctrl+N leaves it open.")
        return ""

    def row_said(self, row: Record) -> Content:
        return risk_said(row)

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


def risk_said(row: Record) -> Content:
    """Gives a risk with its chance as a bar with a number, and the rest in words."""
    text = Content(str(row.get("text", "")))
    words = []
    if row.get("willing"):
        words.append(_("willing: {answer}", answer=WILLING_SAID[str(row["willing"])]))
    if "handle" in row:
        words.append(_("could handle it: {n} of 10", n=row["handle"]))
    said = Content.styled(" · ".join(words), "not bold $quiet")
    chance = row.get("chance")
    if isinstance(chance, int):
        number = Content.styled(f" {chance:>3}%  ", "not bold")
        said = Content.assemble(drawn(chance, _BAR), number, said)
    when = row.get("date")
    later = Content.styled(_("look back {day}", day=day(when)), "not bold $quiet") if isinstance(when, date) else None
    return Content("\n").join([line for line in (text, said, later) if line])
