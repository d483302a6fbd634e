"""The items of which more is asked: one on each line, with earlier ones that can be taken over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from kwetsbaar.i18n import _, plural
from kwetsbaar.tui.session.kinds.items import ItemsField
from kwetsbaar.tui.session.kinds.rows import CHOSEN, OPEN, ChoiceRow, ChoiceRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Key
    from textual.widgets import TextArea


class ItemList(Vertical):
    """Lines, and below them what is offered. Enter on an empty last line is `Finished`."""

    @dataclass
    class Changed(Message):
        """Something was written or taken over."""

    @dataclass
    class Finished(Message):
        """The person goes on."""

    def __init__(self, items: Sequence[str], offered: Sequence[str], most: int) -> None:
        super().__init__()
        self._most = most
        self._field = ItemsField(list(items), most)
        self._offered = list(dict.fromkeys(offered))
        self._field.leads_on = bool(self._offered)
        self._earlier = Static("", classes="how", markup=False)
        self._rows = ChoiceRows([ChoiceRow(OPEN, item) for item in self._offered], long_numbers=False)
        self._full = Static("", classes="how", markup=False)
        self._is_full = False

    def compose(self) -> ComposeResult:
        """Lays out the lines, and what is offered."""
        yield self._field
        yield self._full
        if self._offered:
            yield self._earlier
            yield self._rows

    def on_mount(self) -> None:
        """Says its words."""
        self.say_anew()
        self._show_taken()

    @property
    def items(self) -> list[str]:
        """What stands there, each once."""
        return list(dict.fromkeys(self._field.items))

    def focus_first(self) -> None:
        """Puts the focus in the lines; if none stands there and some are offered, on those."""
        first = self._rows if self._offered and not self._field.items else self._field
        self.screen.set_focus(first, scroll_visible=False)

    def say_anew(self) -> None:
        """Says its words in the language of this moment."""
        self._earlier.update(_("From before: choose with Space, or type your own. Enter goes on."))
        self._show_full(self._is_full)

    def empty(self) -> None:
        """Drops everything."""
        self._field.wipe()
        for row in self._rows.rows:
            row.label("")

    def give_room(self, lines: int) -> None:
        """Sets how far the lines grow."""
        taken = len(self._offered) + 2 if self._offered else 0
        self._field.styles.max_height = max(3, lines - taken)

    # -------------------------------------------------------------- keys and mouse

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Passes on that there was an edit."""
        event.stop()
        self._show_full(False)
        self._show_taken()
        self.post_message(self.Changed())

    def on_key(self, event: Key) -> None:
        """Writes what is typed while the focus is on what is offered; what the lines take themselves stays there."""
        if not (event.character and event.character.isalpha()):
            return
        event.stop()
        event.prevent_default()
        if self._field.has_focus:  # it came right behind one that brought the focus here
            self._field.insert(event.character)
        elif self._field.room:
            self._rows.at = None
            self.screen.set_focus(self._field)
            self._field.add(event.character)
        else:
            self._show_full(True)

    def on_items_field_finished(self, event: ItemsField.Finished) -> None:
        """Goes on."""
        event.stop()
        self.post_message(self.Finished())

    def on_items_field_full(self, event: ItemsField.Full) -> None:
        """Says that there is no room for more; Enter once more goes on."""
        event.stop()
        if event.by_enter and self._is_full:
            self.post_message(self.Finished())
        else:
            self.call_after_refresh(self._show_full, True)

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
        """Takes one over, or back."""
        event.stop()
        item = self._offered[event.index]
        if item in self._field.items:
            self._field.take_out(item)
        elif self._field.room:
            self._field.add(item)
        else:
            self._show_full(True)

    def on_choice_rows_taken(self, event: ChoiceRows.Taken) -> None:
        """Goes on with what was taken over."""
        event.stop()
        if self._field.items:
            self.post_message(self.Finished())
        elif event.index is not None:
            self._field.add(self._offered[event.index])

    def _show_taken(self) -> None:
        items = self._field.items
        for row, item in zip(self._rows.rows, self._offered, strict=True):
            row.mark(CHOSEN if item in items else OPEN)

    def _show_full(self, full: bool) -> None:
        self._is_full = full
        said = plural("One is enough here. Enter goes on.", "{n} is plenty here. Enter goes on.", self._most)
        self._full.update(str(said) if full else "")
        self._full.display = full
