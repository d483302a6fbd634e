"""A chance from 0 to 100: a bar that fills, with its number. Nothing stands there until the person chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from kwetsbaar.i18n import msg
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.session.kinds.digits import Digits

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Click, Key
    from textual.geometry import Size

WIDEST: Final = 40
"""Cells of a bar at its widest."""

STEP: Final = 5
"""What one arrow adds."""

LOW, HIGH = 0, 100


def bar(percent: int, cells: int) -> str:
    """Gives the filled part of a bar of `cells` cells, to half a cell."""
    halves = round(percent * cells * 2 / HIGH)
    return "━" * (halves // 2) + "╸" * (halves % 2)


def drawn(percent: int, cells: int) -> Content:
    """Gives a whole bar, as quiet as the line of a session: what is filled is heavier than the rest."""
    filled = bar(percent, cells)
    return Content.assemble((filled, "$accent"), ("─" * (cells - len(filled)), "$line"))


class Chance(Widget, can_focus=True):
    """A bar with a number. Arrows add or take five, digits say a number, the mouse points."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left", "move(-5)", msg("Lower"), show=False),
        key("right", "move(5)", msg("Higher"), show=False),
        key("down", "move(-1)", msg("A little lower"), show=False),
        key("up", "move(1)", msg("A little higher"), show=False),
        key("home", "to(0)", msg("Lowest"), show=False),
        key("end", "to(100)", msg("Highest"), show=False),
        key("enter", "take", msg("Take and go on"), show=False),
    ]

    chosen: reactive[int | None] = reactive(None)
    """The person's number."""

    @dataclass
    class Chosen(Message):
        """Another number was chosen."""

    @dataclass
    class Taken(Message):
        """Enter was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._digits = Digits()
        self._ends = ("", "")

    def name_ends(self, low: str, high: str) -> None:
        """Says what the ends mean."""
        self._ends = low, high
        self.refresh()

    def show(self, percent: int | None) -> None:
        """Shows another number, without a word to anyone."""
        self._digits.reset()
        with self.prevent(self.Chosen):
            self.chosen = percent

    # -------------------------------------------------------------- drawing

    def render(self) -> Content:
        """Draws the bar, and below it the names of the ends."""
        cells = self._cells
        low, high = self._ends
        gap = max(1, cells - Content(low).cell_length - Content(high).cell_length)
        ends = Content.styled(f"{low}{' ' * gap}{high}", "$quiet")
        if self.chosen is None:
            return Content("\n").join([Content.styled("─" * cells, "$line"), ends])
        number = Content.styled(f"  {self.chosen}%", "bold $accent")
        return Content("\n").join([Content.assemble(drawn(self.chosen, cells), number), ends])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Gives two lines."""
        return 2

    @property
    def _cells(self) -> int:
        return max(10, min(WIDEST, self.size.width - 7))

    # -------------------------------------------------------------- choosing

    def watch_chosen(self) -> None:
        """Tells that the number is another one."""
        self.post_message(self.Chosen())

    def action_move(self, step: int) -> None:
        """Adds or takes; the first key begins in the middle, which is neither end."""
        self._digits.reset()
        self.chosen = HIGH // 2 if self.chosen is None else min(HIGH, max(LOW, self.chosen + step))

    def action_to(self, percent: int) -> None:
        """Goes to an end."""
        self._digits.reset()
        self.chosen = percent

    def action_take(self) -> None:
        """Goes on, if a number was chosen."""
        self._digits.reset()
        if self.chosen is not None:
            self.post_message(self.Taken())

    def on_key(self, event: Key) -> None:
        """Chooses with digits: 6 then 0 is 60."""
        if event.character is None or event.character not in "0123456789":
            return
        event.stop()
        number = self._digits.number(event.character, LOW, HIGH)
        if number is not None:
            self.chosen = number

    def on_click(self, event: Click) -> None:
        """Chooses with the mouse, in fives."""
        part = min(self._cells, max(0, event.x)) / self._cells
        self._digits.reset()
        self.chosen = round(part * HIGH / STEP) * STEP
