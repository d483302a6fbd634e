"""Words to choose from, side by side in lines, with a quiet name before a line where they are grouped."""

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
    from textual.events import Click, Key, MouseScrollDown, MouseScrollUp
    from textual.geometry import Size

_META: Final = "word"
_GAP: Final = 3
_LEAD_GAP: Final = 2
_BESIDE: Final = 50
"""From so many cells the names of the groups stand before the words, and not above them."""


@dataclass(frozen=True)
class Chip:
    """One word of a cloud."""

    label: str
    lead: str = ""
    """The quiet name of its group."""
    row: int = 0
    """Words with the same number stand on one line, as far as they fit."""
    quiet: bool = False
    """Whether it is drawn as something on the side."""


@dataclass(frozen=True)
class _Line:
    lead: str
    words: tuple[tuple[int, int], ...]
    """The number of each word, and the cell that it begins on."""


class Cloud(Widget, can_focus=True):
    """A field of words. The cursor is on none before the first key; what does not fit scrolls."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"cloud--lead", "cloud--at", "cloud--first"}
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left", "step(-1)", msg("Previous"), show=False),
        key("right", "step(1)", msg("Following"), show=False),
        key("up", "line(-1)", msg("Up"), show=False),
        key("down", "line(1)", msg("Down"), show=False),
        key("pageup", "line(-5)", msg("Up"), show=False),
        key("pagedown", "line(5)", msg("Down"), show=False),
        key("home", "to_end(0)", msg("First"), show=False),
        key("end", "to_end(-1)", msg("Last"), show=False),
        key("enter,space", "take", msg("Choose"), show=False),
    ]

    at: reactive[int | None] = reactive(None)
    """The word of the cursor."""

    @dataclass
    class Taken(Message):
        """A word was chosen."""

        cloud: Cloud
        index: int

    @dataclass
    class Left(Message):
        """The cursor went up from the first line."""

        cloud: Cloud

    @dataclass
    class Typed(Message):
        """A letter was typed: it is meant for a field; or Backspace, as an empty text."""

        cloud: Cloud
        character: str

    def __init__(self, chips: Sequence[Chip] = ()) -> None:
        super().__init__()
        self._chips = tuple(chips)
        self._room = 1000
        self._top = 0
        self._first = False
        self._laid_out: tuple[int, list[_Line]] = (-1, [])

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The words that are shown."""
        return self._chips

    def offer(self, chips: Sequence[Chip], *, first: bool = False) -> None:
        """Shows other words; with `first` the first one is lit, as that which Enter takes in a field above."""
        self._chips, self._first = tuple(chips), first
        self._laid_out, self._top = (-1, []), 0
        self.set_reactive(Cloud.at, None)
        self.refresh(layout=True)

    def relabel(self, chips: Sequence[Chip]) -> None:
        """Says the same words in another language; the cursor stays."""
        self._chips, self._laid_out = tuple(chips), (-1, [])
        self.refresh(layout=True)

    def give_room(self, lines: int) -> None:
        """Sets how many lines it shows at once."""
        self._room = max(1, lines)
        self._keep_in_sight()
        self.refresh(layout=True)

    def begin(self) -> None:
        """Puts the focus on the words, with the cursor on the first one that is in sight."""
        lines = self._lines()
        if lines:
            self.at = lines[min(self._top, len(lines) - 1)].words[0][0]
            self.screen.set_focus(self, scroll_visible=False)

    # -------------------------------------------------------------- drawing

    def render(self) -> Content:
        """Draws the lines that are in sight, with an arrow where there are more."""
        lines = self._lines()
        drawn = [self._drawn(line) for line in lines[self._top : self._top + self._room]]
        if self._top + self._room < len(lines):
            drawn[-1] = self._pointing(drawn[-1], "↓")
        if self._top and len(drawn) > 1:
            drawn[0] = self._pointing(drawn[0], "↑")
        return Content("\n").join(drawn)

    def _pointing(self, line: Content, arrow: str) -> Content:
        """Gives a line with an arrow at its right, or where it is full at its left, as far as that is free."""
        quiet = self.get_visual_style("cloud--lead")
        gap = self.size.width - line.cell_length - cell_len(arrow)
        if gap > 0:
            return Content.assemble(line, " " * gap, (arrow, quiet))
        return Content.assemble((arrow, quiet), line[1:]) if line.plain.startswith("  ") else line

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Gives the lines that it takes at a width."""
        return max(1, min(self._room, len(self._lines(width))))

    def _drawn(self, line: _Line) -> Content:
        parts: list[Content | str | tuple[str, Style]] = []
        column = 0
        if line.lead:
            parts.append((line.lead, self.get_visual_style("cloud--lead")))
            column = cell_len(line.lead)
        for index, start in line.words:
            label = cut(self._chips[index].label, max(1, self.size.width - start))
            parts += [" " * (start - column), (label, self._style(index))]
            column = start + cell_len(label)
        return Content.assemble(*parts)

    def _style(self, index: int) -> Style:
        style = Style.from_meta({_META: index})
        if index == self.at and self.has_focus:
            return self.get_visual_style("cloud--at") + style
        if self._first and index == 0 and not self.has_focus:
            return self.get_visual_style("cloud--first") + style
        return self.get_visual_style("cloud--lead") + style if self._chips[index].quiet else style

    def _lines(self, width: int | None = None) -> list[_Line]:
        width = width or self.size.width or 72
        if self._laid_out[0] != width:
            self._laid_out = (width, _lay_out(self._chips, width))
        return self._laid_out[1]

    # -------------------------------------------------------------- keys and mouse

    def watch_at(self) -> None:
        """Scrolls to the cursor."""
        self._keep_in_sight()

    def on_focus(self) -> None:
        """Shows the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hides the cursor."""
        self.refresh()

    def action_step(self, step: int) -> None:
        """Goes one word on."""
        if self.at is None:
            self.at = 0
        elif 0 <= self.at + step < len(self._chips):
            self.at += step
        elif step < 0:
            self.post_message(self.Left(self))

    def action_line(self, step: int) -> None:
        """Goes some lines on, to the word that stands nearest."""
        lines = [line for line in self._lines() if line.words]
        here = self._row_of(lines)
        if here is None:
            self.begin()
            return
        if here == 0 and step < 0:
            self.post_message(self.Left(self))
            return
        column = next(start for index, start in lines[here].words if index == self.at)
        there = lines[min(len(lines) - 1, max(0, here + step))]
        self.at = min(there.words, key=lambda word: abs(word[1] - column))[0]

    def action_to_end(self, index: int) -> None:
        """Goes to the first word or the last."""
        self.at = range(len(self._chips))[index] if self._chips else None

    def action_take(self) -> None:
        """Chooses the word of the cursor."""
        if self.at is not None:
            self.post_message(self.Taken(self, self.at))

    def on_key(self, event: Key) -> None:
        """Hands letters on to the field."""
        if event.key == "backspace" or (event.character and event.is_printable and event.key != "space"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(self, "" if event.key == "backspace" else event.character or ""))

    def on_click(self, event: Click) -> None:
        """Chooses with the mouse."""
        index = event.style.meta.get(_META)
        if isinstance(index, int) and index < len(self._chips):
            event.stop()
            self.post_message(self.Taken(self, index))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Scrolls."""
        self._scroll(event, 2)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Scrolls."""
        self._scroll(event, -2)

    def _scroll(self, event: MouseScrollDown | MouseScrollUp, step: int) -> None:
        top = min(max(0, self._top + step), max(0, len(self._lines()) - self._room))
        if top != self._top:
            event.stop()
            self._top = top
            self.refresh()

    def _row_of(self, lines: list[_Line]) -> int | None:
        found = (n for n, line in enumerate(lines) if any(index == self.at for index, _start in line.words))
        return next(found, None)

    def _keep_in_sight(self) -> None:
        lines = self._lines()
        row = self._row_of(lines)
        if row is not None:
            self._top = min(max(self._top, row - self._room + 1), row)
        self._top = min(self._top, max(0, len(lines) - self._room))
        self.refresh()


def _lay_out(chips: Sequence[Chip], width: int) -> list[_Line]:
    """Gives the lines at a width: each group begins one, and each row of it too."""
    beside = width >= _BESIDE
    indent = max((cell_len(chip.lead) + _LEAD_GAP for chip in chips if chip.lead), default=0) if beside else 0
    lines: list[_Line] = []
    words: list[tuple[int, int]] = []
    lead, column, before = "", indent, None

    def end() -> None:
        nonlocal lead, words
        if words:
            lines.append(_Line(lead, tuple(words)))
        lead, words = "", []

    for index, chip in enumerate(chips):
        if (
            before is None
            or (chip.lead, chip.row) != (before.lead, before.row)
            or column + cell_len(chip.label) > width
        ):
            end()
            column = indent if chip.lead else 0
        if chip.lead and (before is None or chip.lead != before.lead):
            lead = chip.lead if beside else ""
        words.append((index, column))
        column += cell_len(chip.label) + _GAP
        before = chip
    end()
    return lines
