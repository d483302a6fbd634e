"""Our looks on a terminal of sixteen colours: each of our colours has one that was chosen for it.

Left to the nearest colour, a heading on white would be dark yellow, and a selected row would look like all others.
"""

from __future__ import annotations

from typing import Final

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as TheirColor
from textual.filter import LineFilter

from kwetsbaar.tui.theme import NIGHT, PALETTES, PAPER

NUMBERS: Final = {
    PAPER: {
        "background": 15, "panel": 7, "foreground": 0, "quiet": 0, "accent": 1, "line": 7, "good": 0, "warn": 1,
        "bad": 1,
    },
    NIGHT: {
        "background": 0, "panel": 4, "foreground": 15, "quiet": 7, "accent": 11, "line": 8, "good": 10, "warn": 11,
        "bad": 9,
    },
}  # fmt: skip
"""The ANSI colour of each token in each look. A word goes with good, warn and bad, whatever their colour."""


_ROUNDED: Final = 2


class SixteenColours(LineFilter):
    """Draws a line in the colours that were chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._chosen = {
            ColorTriplet(*TheirColor.parse(getattr(PALETTES[look], token)).rgb): Color.from_ansi(number)
            for look, numbers in NUMBERS.items()
            for token, number in numbers.items()
        }
        self._known: dict[ColorTriplet, Color | None] = {}

    def apply(self, segments: list[Segment], background: TheirColor) -> list[Segment]:  # noqa: ARG002 - Textual's
        """Gives the line anew."""
        return [Segment(text, self._style(style) if style else style, control) for text, style, control in segments]

    def _style(self, style: Style) -> Style:
        return style + Style(color=self._near(style.color), bgcolor=self._near(style.bgcolor))

    def _near(self, color: Color | None) -> Color | None:
        triplet = color.triplet if color is not None else None
        if triplet is None:
            return color
        if triplet not in self._known:
            self._known[triplet] = next((ours for one, ours in self._chosen.items() if _same(one, triplet)), None)
        return self._known[triplet] or color


def _same(one: ColorTriplet, other: ColorTriplet) -> bool:
    """Tells whether two colours are the same but for how Textual rounds."""
    return all(abs(a - b) <= _ROUNDED for a, b in zip(one, other, strict=True))
