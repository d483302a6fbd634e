"""Asks one thing at a time about each of a few items: first the items, then every aspect, then all of it to look over.

All that can be asked is there from the start and shown in turn, so that keys that come fast find their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kwetsbaar.core.kinds.risks import rows_of
from kwetsbaar.i18n import _
from kwetsbaar.tui.session.kinds.base import AnswerWidget, given_value
from kwetsbaar.tui.session.kinds.rows import ChoiceRow, ChoiceRows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.core.kinds.records import Record
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.tui.session.kinds.aspects import Aspect

FIRST: Final = -1
"""The turn in which the items themselves are given."""

MARK: Final = "·"
"""Stands before a row of what was given, which is not a choice."""


class Rounds(AnswerWidget):
    """The walk through items and aspects. A subclass says what the items are and what is asked of each."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.rows: list[Record] = [dict(row) for row in rows_of(given_value(question))]
        """What was given about each item, in the shape of the kind."""
        self._aspects = self.aspects()
        self._at = FIRST
        self._items = Vertical(*self.item_widgets(), classes="rounds--items")
        self._item = Static("", classes="rounds--item", markup=False)
        self._asking = Static("", classes="rounds--ask", markup=False)
        self._how = Static("", classes="how", markup=False)
        self._overview = Overview()
        self._turn_of_overview: list[int] = []

    # -------------------------------------------------------------- for the kinds

    def aspects(self) -> Mapping[str, Aspect]:
        """Gives what can be asked about an item, by the name under which it is kept, in that order."""
        raise NotImplementedError  # a widget cannot be an ABC: their metaclasses differ

    def item_widgets(self) -> Sequence[Vertical | AnswerWidget]:
        """Gives what the items are given in."""
        raise NotImplementedError

    def collect_items(self) -> None:
        """Takes over into `rows` what stands in the widgets of the items."""
        raise NotImplementedError

    def focus_items(self) -> None:
        """Puts the focus in them."""
        raise NotImplementedError

    def name_of(self, row: Record) -> str:
        """Gives an item in the person's words."""
        raise NotImplementedError

    def asked_of(self, row: Record, name: str) -> str:
        """Gives the small question; empty if it is not asked about this item."""
        raise NotImplementedError

    def row_said(self, row: Record) -> Content:
        """Gives what was given about an item on a line or two."""
        raise NotImplementedError

    def how_items(self) -> str:
        """Gives a quiet line below the items."""
        return ""

    def how_turn(self, name: str) -> str:  # noqa: ARG002 - most small questions speak for themselves
        """Gives a quiet line below a small question."""
        return ""

    # -------------------------------------------------------------- the answer

    def compose(self) -> ComposeResult:
        """Lays out everything; what is not its turn does not show."""
        yield self._items
        yield self._item
        yield self._asking
        yield from self._aspects.values()
        yield self._overview
        yield self._how

    def on_mount(self) -> None:
        """Begins where something is still open."""
        self._at = self._first_open()
        self._show_turn()

    def value(self) -> Toml | None:
        """Gives everything that was given so far."""
        self._collect()
        return [dict(row) for row in self.rows]

    def focus_first(self) -> None:
        """Puts the focus on what is asked now."""
        turn = self._turn()
        if self._at == FIRST:
            self.focus_items()
        elif turn is None:
            self.screen.set_focus(self._overview, scroll_visible=False)
        else:
            self._aspects[turn[1]].focus_first()

    def empty(self) -> None:
        """Drops everything."""
        self.rows = []
        for aspect in self._aspects.values():
            aspect.empty()
        for text in self.query(Static):
            text.update("")

    def ask(self, question: Question) -> None:
        """Says everything in the other language."""
        super().ask(question)
        for aspect in self._aspects.values():
            aspect.say_anew()
        self._say_turn()

    # -------------------------------------------------------------- moving inside

    @property
    def inside(self) -> bool:
        """Tells whether there is something to go back to here."""
        return self._at > FIRST

    def forth(self) -> bool:
        """Goes on to what is asked next."""
        turn = self._turn()
        trouble = self._aspects[turn[1]].trouble() if turn else ""
        if trouble:
            self.call_after_refresh(self.tell, trouble)
            return True
        self._collect()
        if not self.rows or self._at == len(self._turns()):
            return False
        self._at += 1
        self._show_turn()
        self.focus_first()
        return True

    def back(self) -> bool:
        """Goes back to what was asked before."""
        self._collect()
        if not self.inside:
            return False
        self._at = min(self._at, len(self._turns())) - 1
        self._show_turn()
        self.focus_first()
        return True

    def pass_by(self) -> bool:
        """Passes by one small question. Among the items, and at the end, it is the whole question that is passed by."""
        turn = self._turn()
        if turn is None:
            return False
        if self._aspects[turn[1]].trouble():
            self._aspects[turn[1]].empty()
        return self.forth()

    def on_aspect_given(self, event: Aspect.Given) -> None:
        """Passes on that the answer is another one."""
        event.stop()
        self.changed()

    def on_aspect_done(self, event: Aspect.Done) -> None:
        """Goes on."""
        event.stop()
        self.submit()

    def on_choice_rows_taken(self, event: ChoiceRows.Taken) -> None:
        """From the overview: goes on, or back to what was pointed at."""
        if event.rows is not self._overview:
            return
        event.stop()
        if event.index is None:
            self.submit()
        else:
            self._go_to(event.index)

    def on_choice_rows_pointed(self, event: ChoiceRows.Pointed) -> None:
        """From the overview: goes back to what was pointed at."""
        if event.rows is self._overview:
            event.stop()
            self._go_to(event.index)

    def _go_to(self, row: int) -> None:
        self._at = next((n for n, turn in enumerate(self._turns()) if turn[0] == row), FIRST)
        self._show_turn()
        self.focus_first()

    # -------------------------------------------------------------- turns

    def _turns(self) -> list[tuple[int, str]]:
        """Gives each small question: the place of its item, and its name."""
        return [(n, name) for n, row in enumerate(self.rows) for name in self._aspects if self.asked_of(row, name)]

    def _turn(self) -> tuple[int, str] | None:
        turns = self._turns()
        return turns[self._at] if 0 <= self._at < len(turns) else None

    def _first_open(self) -> int:
        turns = self._turns()
        open_ = [n for n, (row, name) in enumerate(turns) if name not in self.rows[row]]
        if len(open_) == len(turns):
            return FIRST if turns or not self.rows else 0
        return open_[0] if open_ else len(turns)

    def _collect(self) -> None:
        """Takes over what stands in the widget of this turn."""
        turn = self._turn()
        if self._at == FIRST:
            self.collect_items()
        elif turn is not None:
            row, name = turn
            rest = {key: part for key, part in self.rows[row].items() if key != name}
            value = self._aspects[name].value()
            self.rows[row] = rest if value is None else {**rest, name: value}

    def _show_turn(self) -> None:
        """Shows what is asked now, and nothing else."""
        turn = self._turn()
        self._items.display = self._at == FIRST
        self._item.display = self._asking.display = turn is not None
        for name, aspect in self._aspects.items():
            aspect.display = turn is not None and name == turn[1]
        self._overview.display = self._at != FIRST and turn is None
        if turn is not None:
            row, name = turn
            self._aspects[name].show(self.rows[row].get(name))
        self._say_turn()

    def _say_turn(self) -> None:
        turn = self._turn()
        if turn is not None:
            row, name = turn
            self._item.update(self._item_said(row))
            self._asking.update(self.asked_of(self.rows[row], name))
        elif self._at != FIRST:
            self._overview.show([self.row_said(row) for row in self.rows])
        how = self.how_turn(turn[1]) if turn is not None else self.how_items() if self._at == FIRST else _how_overview()
        self._how.update(how)
        self._how.display = bool(how)

    def _item_said(self, row: int) -> Content:
        name = self.name_of(self.rows[row])
        if len(self.rows) == 1:
            return Content(name)
        count = _("{n} of {all}", n=row + 1, all=len(self.rows))
        return Content.assemble((f"{count}   ", "not bold $quiet"), name)


class Overview(ChoiceRows):
    """All items with what was given. Nothing is pointed at before the first key."""

    def __init__(self) -> None:
        super().__init__([], long_numbers=False, needs_one=False)

    def show(self, lines: Sequence[Content]) -> None:
        """Shows other rows."""
        self.at = None
        kept = list(self.rows)[: len(lines)]
        for row, line in zip(kept, lines, strict=False):
            row.label(line)
        more = [ChoiceRow(MARK, line) for line in lines[len(kept) :]]
        for row in self.rows[len(lines) :]:
            row.remove()
        self.rows = [*kept, *more]
        self.relearn()
        if self.is_attached:
            self.mount_all(more)

    def compose(self) -> ComposeResult:
        """Lays out the rows there are."""
        yield from self.rows


def _how_overview() -> str:
    return _("Enter goes on. With the arrows and Enter you can change one.")
