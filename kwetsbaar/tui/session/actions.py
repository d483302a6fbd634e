"""The row below an answer: words to go with the arrows, Enter or the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from kwetsbaar.i18n import Message as Words
from kwetsbaar.i18n import msg
from kwetsbaar.tui.frame import key

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Click
    from textual.geometry import Size

_META: Final = "action"
_BETWEEN: Final = " · "


@dataclass(frozen=True)
class Action:
    """One thing to do."""

    name: str
    """What the screen calls it."""
    label: Words


class ActionRow(Widget, can_focus=True):
    """Actions on one line, or where it is narrow on more. Quiet until it has the focus."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"action-row--at"}
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left,up", "move(-1)", msg("Previous"), show=False),
        key("right,down", "move(1)", msg("Following"), show=False),
        key("home", "to_end(0)", msg("First"), show=False),
        key("end", "to_end(-1)", msg("Last"), show=False),
        key("enter", "take", msg("Take and go on"), show=False),
    ]

    actions: reactive[tuple[Action, ...]] = reactive((), layout=True)
    """What can be done."""
    at: reactive[int] = reactive(0)
    """Which of them has the cursor while the row has the focus."""

    @dataclass
    class Taken(Message):
        """An action was taken."""

        name: str

    def offer(self, actions: Sequence[Action]) -> None:
        """Shows other actions, with the cursor on the first."""
        self.set_reactive(ActionRow.at, 0)
        self.actions = tuple(actions)

    def say_anew(self) -> None:
        """Says the same in the other language."""
        self.refresh(layout=True)

    # -------------------------------------------------------------- drawing

    def render(self) -> Content:
        """Draws it."""
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Gives the lines that it takes at a width."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        lines = [Content("")]
        for index, action in enumerate(self.actions):
            word = self._word(index, action)
            if not lines[-1]:
                lines[-1] = word
            elif lines[-1].cell_length + len(_BETWEEN) + word.cell_length <= width:
                lines[-1] = Content.assemble(lines[-1], _BETWEEN, word)
            else:
                lines.append(word)
        return lines

    def _word(self, index: int, action: Action) -> Content:
        style = Style.from_meta({_META: index})
        if self.has_focus and index == self.at:
            style = self.get_visual_style("action-row--at") + style
        return Content.styled(str(action.label), style)

    # -------------------------------------------------------------- keys and mouse

    def on_focus(self) -> None:
        """Shows the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hides the cursor; the next time it begins at the first action again."""
        self.at = 0
        self.refresh()

    def action_move(self, step: int) -> None:
        """Moves the cursor, round the ends."""
        self.at = (self.at + step) % max(1, len(self.actions))

    def action_to_end(self, index: int) -> None:
        """Moves the cursor to the first action or the last."""
        self.at = range(len(self.actions))[index]

    def action_take(self) -> None:
        """Takes the action of the cursor."""
        self.post_message(self.Taken(self.actions[self.at].name))

    def on_click(self, event: Click) -> None:
        """Takes the action that was clicked."""
        index = event.style.meta.get(_META)
        if isinstance(index, int) and index < len(self.actions):
            self.post_message(self.Taken(self.actions[index].name))
