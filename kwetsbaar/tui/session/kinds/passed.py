"""The row of what has come by, one after the other: `boos (8) → verdrietig (5)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from kwetsbaar.i18n import msg
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.rows import cut

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Click
    from textual.geometry import Size

ARROW: Final = " → "
"""Stands between two."""

_META: Final = "passed"


class Passed(Widget, can_focus=True):
    """Items in the order in which they came. With the focus one of them has the cursor and can go."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"passed--at", "passed--now", "passed--arrow"}
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left", "move(-1)", msg("Previous"), show=False),
        key("right", "move(1)", msg("Following"), show=False),
        key("home", "to_end(0)", msg("First"), show=False),
        key("end", "to_end(-1)", msg("Last"), show=False),
        key("backspace,delete", "take_out", msg("Take out")),
        key("down,enter", "leave", msg("Down"), show=False),
    ]

    items: reactive[tuple[str, ...]] = reactive((), layout=True)
    """What came by, in words."""
    at: reactive[int] = reactive(0)
    """Which of them has the cursor."""
    now: reactive[int | None] = reactive(None)
    """Which of them is being asked about."""

    @dataclass
    class TakenOut(Message):
        """An item is to go."""

        index: int

    @dataclass
    class Left(Message):
        """The person goes on below."""

    def show(self, items: Sequence[str], now: int | None = None) -> None:
        """Shows these."""
        self.items, self.now = tuple(items), now
        self.at = max(0, min(self.at, len(items) - 1))
        self.display = bool(items)

    def begin(self) -> None:
        """Puts the focus here, with the cursor on the last item."""
        self.at = max(0, len(self.items) - 1)
        self.screen.set_focus(self, scroll_visible=False)

    def render(self) -> Content:
        """Draws them."""
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Gives the lines that it takes at a width."""
        return max(1, len(self._lines(width)))

    def _lines(self, width: int) -> list[Content]:
        arrow = Content.styled(ARROW, self.get_visual_style("passed--arrow"))
        lines = [Content("")]
        column = 0
        for index, item in enumerate(self.items):
            word = cut(item, max(1, width - len(ARROW)))
            taken = cell_len(word) + (len(ARROW) if index else 0)
            if column and column + taken > width:
                lines.append(Content(""))
                column = 0
            lines[-1] = Content.assemble(lines[-1], *([arrow] if index else []), (word, self._style(index)))
            column += taken
        return lines

    def _style(self, index: int) -> Style:
        style = Style.from_meta({_META: index})
        if self.has_focus and index == self.at:
            return self.get_visual_style("passed--at") + style
        return self.get_visual_style("passed--now") + style if index == self.now else style

    def on_focus(self) -> None:
        """Shows the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hides it."""
        self.refresh()

    def action_move(self, step: int) -> None:
        """Goes one item on."""
        self.at = max(0, min(self.at + step, len(self.items) - 1))

    def action_to_end(self, index: int) -> None:
        """Goes to the first item or the last."""
        self.at = range(max(1, len(self.items)))[index]

    def action_take_out(self) -> None:
        """Takes the item of the cursor out."""
        if self.items:
            self.post_message(self.TakenOut(self.at))

    def action_leave(self) -> None:
        """Goes on below."""
        self.post_message(self.Left())

    def on_click(self, event: Click) -> None:
        """Puts the cursor where the mouse points."""
        index = event.style.meta.get(_META)
        if isinstance(index, int) and index < len(self.items):
            event.stop()
            self.screen.set_focus(self, scroll_visible=False)
            self.at = index
