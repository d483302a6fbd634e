"""The keys at the foot of a screen: what can be done here, in the language of this moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from kwetsbaar.i18n import _

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.events import Click
    from textual.screen import Screen

    from kwetsbaar.i18n import Message

HELP_LINES: Final = "help_lines"
"""The action of "someone to talk to", whose key never leaves the bar."""

_GAP: Final = 2
_META: Final = "key"
_OURS: Final = "kwetsbaar."
_NAMES: Final = {
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "comma": ",",
}


_SPOKEN: Final = {"up": "↑", "down": "↓", "pageup": "PgUp", "pagedown": "PgDn"}


def key(keys: str, action: str, label: Message, *, show: bool = True, priority: bool = False) -> Binding:
    """Gives a binding whose label is said anew each time it is shown; the first of `keys` is the one that is shown."""
    return Binding(keys, action, label.text, show=show, priority=priority, id=_OURS + action)


def is_ours(binding: Binding) -> bool:
    """Tells whether `key` made it; Textual's own bindings have no Dutch and no place in our lists."""
    return (binding.id or "").startswith(_OURS)


def written(key_name: str) -> str:
    """Gives a key as the bar and the keys page write it: "^n", "f2", "?"."""
    return _NAMES.get(key_name, key_name).replace("ctrl+", "^")


def spoken(key_name: str) -> str:
    """Gives a key as a sentence would: "Ctrl+N", "F2", "Esc", "n"."""
    *with_, name = key_name.split("+")
    if not with_ and len(name) == 1:
        return name  # a capital would want Shift
    return "+".join(part.capitalize() for part in (*with_, _SPOKEN.get(name) or _NAMES.get(name, name)))


@dataclass(frozen=True)
class Item:
    """One key of the bar."""

    key: str
    """As Textual calls it."""
    label: str
    """What it does, in the language of the interface."""
    action: str
    node: DOMNode
    """Where the action is looked up."""

    @property
    def width(self) -> int:
        """Cells that it takes, without a gap."""
        return cell_len(written(self.key)) + 1 + cell_len(self.label)


def fitting(items: list[Item], width: int) -> list[Item]:
    """Gives the items that fit in `width` cells, the first ones first, and always the way to someone, last."""
    always = [item for item in items if item.action == HELP_LINES][:1]
    room = width + _GAP - sum(item.width + _GAP for item in always)
    shown: list[Item] = []
    digits = True
    for item in items:
        if item.action == HELP_LINES or (item.key.isdigit() and not digits):
            continue
        if item.width + _GAP <= room:  # one that is too long leaves its room to a shorter one
            room -= item.width + _GAP
            shown.append(item)
        elif item.key.isdigit():  # of keys that count none is skipped
            digits = False
    return shown + always


class KeyBar(Widget):
    """One line of keys, made from the bindings that work now; each can be clicked."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}

    def on_mount(self) -> None:
        """Listens for other bindings, as when the focus moves."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def items(self) -> list[Item]:
        """Gives every key that has a label, in order of importance: that in which the bindings stand."""
        found: dict[str, Item] = {}
        for node, binding, enabled, _tooltip in self.screen.active_bindings.values():
            if binding.show and is_ours(binding) and enabled:
                item = Item(binding.key, _(binding.description), binding.action, node)
                found.setdefault(binding.action, item)
        return list(found.values())

    def render(self) -> Content:
        """Draws the keys that fit."""
        strong = self.get_visual_style("key-bar--key")
        parts: list[Content] = []
        for item in fitting(self.items(), self.size.width):
            click = Style.from_meta({_META: item.key})
            parts.append(
                Content.assemble((written(item.key), strong + click), (f" {item.label}", click)),
            )
        return Content(" " * _GAP).join(parts)

    def on_click(self, event: Click) -> None:
        """Does what the key does. The app runs it, since the action may remove this very bar."""
        clicked = event.style.meta.get(_META)
        for item in self.items():
            if item.key == clicked:
                self.app.call_later(self.app.run_action, item.action, item.node)
