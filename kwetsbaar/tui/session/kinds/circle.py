"""Voices as they sit together: beside each other where it is wide, and else their names on a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from kwetsbaar.tui.rows import cut, wrapped

if TYPE_CHECKING:
    from textual.events import Click
    from textual.geometry import Size

BESIDE: Final = 90
"""From so many cells the voices stand beside each other."""

_NARROWEST: Final = 26
_GAP: Final = 3
_BAR: Final = "▏"
_META: Final = "voice"
_LINES: Final = 8
"""Lines that all voices together take at least where they stand below each other."""


@dataclass(frozen=True)
class Voice:
    """One voice as it is shown."""

    name: str
    lines: tuple[str, ...] = ()
    """What it said, a paragraph each."""
    now: bool = False
    """Whether it speaks now."""


class Circle(Widget):
    """Every voice with a quiet heading and a bar; the one that speaks in the accent. A click goes to a voice."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "circle--name",
        "circle--now",
        "circle--quiet",
        "circle--bar",
        "circle--bar-now",
    }

    @dataclass
    class Pointed(Message):
        """The mouse pointed at a voice."""

        index: int

    def __init__(self) -> None:
        super().__init__()
        self._voices: tuple[Voice, ...] = ()
        self._full = False
        self._room = _LINES
        self.display = False

    @property
    def lines(self) -> int:
        """How many lines it takes now."""
        return len(self._lines(self.size.width)) if self.display else 0

    def give_room(self, lines: int) -> None:
        """Sets how many lines the voices may take below each other; a few are always theirs."""
        if max(_LINES, lines) != self._room:
            self._room = max(_LINES, lines)
            self.refresh(layout=True)

    def show(self, voices: Sequence[Voice], *, full: bool = False) -> None:
        """Shows these; `full` is with the beginning of what they said on a narrow screen too."""
        if (tuple(voices), full) != (self._voices, self._full):
            self._voices, self._full = tuple(voices), full
            self.display = bool(voices)
            self.refresh(layout=True)

    def render(self) -> Content:
        """Draws them."""
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Gives the lines that it takes at a width."""
        return max(1, len(self._lines(width)))

    def on_click(self, event: Click) -> None:
        """Tells which voice was pointed at."""
        index = event.style.meta.get(_META)
        if isinstance(index, int) and index < len(self._voices):
            event.stop()
            self.post_message(self.Pointed(index))

    def _lines(self, width: int) -> list[Content]:
        if width >= BESIDE:
            return self._beside(width)
        return self._below(width) if self._full else self._names(width)

    def _beside(self, width: int) -> list[Content]:
        across = max(1, min(len(self._voices), (width + _GAP) // (_NARROWEST + _GAP)))
        cells = (width - _GAP * (across - 1)) // across
        lines: list[Content] = []
        for at in range(0, len(self._voices), across):
            columns = [self._block(n, cells) for n in range(at, min(at + across, len(self._voices)))]
            tallest = max(map(len, columns))
            lines += [Content("")] * bool(lines)
            for row in range(tallest):
                cut_out = [column[row] if row < len(column) else Content("") for column in columns]
                lines.append(Content(" " * _GAP).join(part.pad_right(cells - part.cell_length) for part in cut_out))
        return lines

    def _below(self, width: int) -> list[Content]:
        """Gives a few lines for each, the quiet name first."""
        names = min(2 * width // 5, max((cell_len(voice.name) for voice in self._voices), default=0))
        quiet = self.get_visual_style("circle--quiet")
        whole = [" · ".join(" ".join(line.split()) for line in voice.lines) for voice in self._voices]
        told = [wrapped(text, width - names - _GAP) or [""] for text in whole]
        most = _fair(list(map(len, told)), self._room)
        lines = []
        for n, voice in enumerate(self._voices):
            style = Style.from_meta({_META: n})
            said = _few(told[n], width - names - _GAP, most)
            leads = [cut(voice.name, names), *[""] * (len(said) - 1)]
            lines += [
                Content.assemble((set_cell_size(lead, names + _GAP), quiet + style), (line, style))
                for lead, line in zip(leads, said, strict=True)
            ]
        return lines

    def _block(self, n: int, cells: int) -> list[Content]:
        """Gives one voice, each line at most `cells` wide."""
        voice = self._voices[n]
        style = Style.from_meta({_META: n})
        bar = self.get_visual_style("circle--bar-now" if voice.now else "circle--bar")
        name = self.get_visual_style("circle--now" if voice.now else "circle--name")
        lines = [Content.assemble((cut(voice.name, cells), name + style))]
        for text in voice.lines or ("",):
            for paragraph in text.split("\n"):
                said = wrapped(paragraph, cells - 2) or [""]
                lines += [Content.assemble((_BAR, bar + style), (f" {line}", style)) for line in said]
        return lines

    def _names(self, width: int) -> list[Content]:
        quiet = self.get_visual_style("circle--quiet")
        lines, column = [Content("")], 0
        for n, voice in enumerate(self._voices):
            style = self.get_visual_style("circle--now") if voice.now else quiet
            name = cut(voice.name, max(1, width - 3))
            between = " · " if column else ""
            if column and column + len(between) + cell_len(name) > width:
                lines.append(Content(""))
                column, between = 0, ""
            lines[-1] = Content.assemble(lines[-1], (between, quiet), (name, style + Style.from_meta({_META: n})))
            column += len(between) + cell_len(name)
        return lines


def _fair(wanted: list[int], room: int) -> int:
    """Gives how many lines each may have, so that who says little leaves room to the others; at least one."""
    most = 1
    while most < max(wanted, default=1) and sum(min(lines, most + 1) for lines in wanted) <= room:
        most += 1
    return most


def _few(lines: list[str], width: int, most: int) -> list[str]:
    """Gives a text on at most so many lines; what is left out shows as dots."""
    return lines if len(lines) <= most else [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), width)]
