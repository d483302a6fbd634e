"""The palette: what can be done here, found by its name. Our own commands only, in the interface's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import CommandPalette

from kwetsbaar.i18n import Message, _, msg
from kwetsbaar.tui.keybar import is_ours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import Binding
    from textual.dom import DOMNode
    from textual.screen import Screen


class OurPalette(CommandPalette):
    """Textual's palette without its English."""

    _NO_MATCHES_COUNTDOWN = 3600.0  # type: ignore[misc] # final there; its sentence is English

    def __init__(self) -> None:
        super().__init__(id="--command-palette", placeholder=_("What would you like to do?"))


def bound(screen: Screen[object]) -> Iterator[tuple[DOMNode, Binding]]:
    """Gives every key of ours that works on `screen` now, each action once."""
    seen: set[str] = set()
    for node, binding, enabled, _tooltip in screen.active_bindings.values():
        if enabled and is_ours(binding) and binding.action not in seen:
            seen.add(binding.action)
            yield node, binding


def keys_here(screen: Screen[object]) -> list[tuple[str, Message]]:
    """Gives the keys that work on `screen` and not everywhere, each with what it does."""
    return [(binding.key, Message(binding.description)) for node, binding in bound(screen) if node is not screen.app]


LOOKS = {"night": msg("Warm dark"), "paper": msg("Quiet paper")}
"""What a look is called."""

TO_LOOK = {"night": msg("Colours: warm dark"), "paper": msg("Colours: quiet paper")}
"""What it is called to change to a look."""

TONGUES = {"en": "English", "nl": "Nederlands"}
"""What a language calls itself."""
