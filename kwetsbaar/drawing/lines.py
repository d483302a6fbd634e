"""Draws blocks as lines of spans, each with its tone; a face gives tones their colours, or prints the text alone.

Nothing is told by tone alone: what is left over has another shape than what came, and every bar has its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from rich.cells import cell_len, chop_cells, set_cell_size

from kwetsbaar.core.lookback.blocks import Bar, Bars, Block, Grid, Heading, Items, Pair, Pairs, Plot, Say
from kwetsbaar.drawing.plots import LINE, POINT, plotted

Tone: TypeAlias = Literal["text", "quiet", "accent", "heading"]
"""How a span sounds."""


@dataclass(frozen=True)
class Span:
    """Some text in one tone."""

    text: str
    tone: Tone = "text"


Line: TypeAlias = tuple[Span, ...]
"""One line, from left to right."""

_FULL, _REST = "█", "░"
_STAYS: Final = "\0"
"""For a space at which a line does not break; no text has it."""
_GAP: Final = 2
_SCALE: Final = 11
"""Cells of the scale on which two numbers are compared."""
_WIDEST_BAR: Final = 40
_EACH: Final = 4
"""The most cells of a bar for a count of one."""


def drawn(block: Block, width: int) -> list[Line]:
    """Gives a block as lines of at most `width` cells; a list is not drawn here, since each face has its own way."""
    match block:
        case Say(text, quiet):
            lines = _said(text, "quiet" if quiet else "text", width)
        case Heading(text):
            lines = _said(text, "heading", width)
        case Bars(bars):
            lines = _bars(bars, width)
        case Pairs():
            lines = _pairs(block, width)
        case Plot():
            lines = _plot(block, width)
        case Grid():
            lines = _grid(block, width)
        case Items():
            lines = iter(())
    return [_within(line, width) for line in lines]


def _within(line: Line, width: int) -> Line:
    """Gives a line without what is beyond `width`: in a few cells no picture fits."""
    if sum(cell_len(span.text) for span in line) <= width:
        return line
    spans, room = [], width
    for span in line:
        text = cut(span.text, room)
        spans.append(Span(text, span.tone))
        room -= cell_len(text)
    return tuple(spans)


def _said(text: str, tone: Tone, width: int) -> Iterator[Line]:
    return ((Span(line, tone),) for line in wrapped(text, width))


def wrapped(text: str, width: int) -> list[str]:
    """Gives `text` in lines of at most `width` cells, broken between words where that is possible."""
    return [line for paragraph in text.split("\n") for line in _wrapped(paragraph, max(1, width))]


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in words_of(text, width):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) <= width:
            lines[-1] = joined
            continue
        *whole, rest = chop_cells(word, width) or [""]
        lines += [*whole, rest]
    return [line.rstrip() for line in lines if line.strip()] or [""]


def words_of(text: str, width: int) -> list[str]:
    """Gives what is not broken: words, and what stands short between two dots; a dot goes with what is before it."""
    parts = text.split(" · ")
    if len(parts) == 1:
        return text.split(" ")
    short = [part.replace(" ", _STAYS) if cell_len(part) <= width // 2 else part for part in parts]
    return [word.replace(_STAYS, " ") for word in f"{_STAYS}· ".join(short).split(" ")]


def cut(text: str, width: int) -> str:
    """Gives `text` in at most `width` cells; what does not fit ends in "…"."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


def _labels(labels: Sequence[str], most: int) -> Callable[[str], str]:
    """Gives what makes a label as wide as the widest of them, and never wider than `most`."""
    widest = min(max(map(cell_len, labels), default=0), most)
    return lambda label: set_cell_size(cut(label, widest), widest)


# ------------------------------------------------------------------ bars


def _bars(bars: Sequence[Bar], width: int) -> Iterator[Line]:
    """Gives one line a bar: its name, the bar, its number, and what is said about it where there is room.

    A count of a few is a short bar, so that one of one does not look like much.
    """
    most = max((bar.value for bar in bars), default=0)
    tails = max((cell_len(_tail(bar)) for bar in bars), default=0)
    wanted, beside = min(_WIDEST_BAR, _EACH * most), _GAP + 1 + min(tails, 2 * width // 5)
    label = _labels([bar.label for bar in bars], max(width // 2, width - wanted - beside))
    longest = max(1, min(wanted, width - cell_len(label("")) - beside))
    for bar in bars:
        length = max(1, round(longest * bar.value / most)) if bar.value else 0
        before = cell_len(label("")) + _GAP + length + bool(length)
        yield (
            Span(label(bar.label) + " " * _GAP, "quiet"),
            Span((_REST if bar.quiet else _FULL) * length, "quiet" if bar.quiet else "accent"),
            Span(f"{' ' * bool(length)}{bar.value}"),
            Span(cut(_tail(bar)[len(str(bar.value)) :], width - before - len(str(bar.value))), "quiet"),
        )


def _tail(bar: Bar) -> str:
    """Gives the number of a bar, and what is said about it."""
    return f"{bar.value} · {bar.said}" if bar.said else str(bar.value)


# ------------------------------------------------------------------ pairs


def _pairs(block: Pairs, width: int) -> Iterator[Line]:
    """Gives a pair: its name, the two on their scale, and both in words; all below their names if one is too long."""
    said = max((cell_len(pair.said) for pair in block.pairs), default=0)
    named = max((cell_len(pair.label) for pair in block.pairs), default=0)
    below = named + _SCALE + 2 * _GAP + said > width
    label = _labels([pair.label for pair in block.pairs], width)
    for pair in block.pairs:
        if below:
            yield from _said(pair.label, "text", width)
        scale = Span(_scale(pair, block.low, block.high), "accent")
        if _SCALE + _GAP + cell_len(pair.said) > width:
            yield (scale,)
            yield from _said(pair.said, "quiet", width)
        else:
            name = () if below else (Span(label(pair.label) + " " * _GAP),)
            yield (*name, scale, Span(" " * _GAP + pair.said, "quiet"))


def _scale(pair: Pair, low: int, high: int) -> str:
    """Gives ○ for what was thought and ● for what it was, a line between them; one ● where they are the same."""
    before, after = (_at(number, low, high) for number in (pair.before, pair.after))
    cells = ["·"] * _SCALE
    for place in range(min(before, after), max(before, after)):
        cells[place] = "─"
    cells[before] = "○"
    cells[after] = "●"
    return "".join(cells)


def _at(number: int, low: int, high: int) -> int:
    return round((_SCALE - 1) * (min(max(number, low), high) - low) / max(1, high - low))


# ------------------------------------------------------------------ plots and grids


def _plot(plot: Plot, width: int) -> Iterator[Line]:
    """Gives what goes up, the field, what goes across, and what the diagonal means."""
    if not plot.points:
        return
    lines = plotted(plot, width)
    yield from _said(plot.up, "quiet", width)
    for line in lines:
        yield _toned(line)
    right = max(map(cell_len, lines), default=0)
    for line in wrapped(plot.across, width):
        yield (Span(" " * (right - cell_len(line)) + line, "quiet"),)
    if plot.diagonal:
        yield from _said(f"{LINE * 3} {plot.diagonal}", "quiet", width)


def _toned(line: str) -> Line:
    """Gives a line of a plot with its points in the accent."""
    parts = line.replace(POINT, f"\0{POINT}\0").split("\0")
    return tuple(Span(part, "accent" if part == POINT else "quiet") for part in parts if part)


def _grid(grid: Grid, width: int) -> Iterator[Line]:
    """Gives the counts below the names of the columns; where there is nothing stands a dot.

    If the names do not fit the columns have numbers, which stand before the rows that are called the same, else below
    it all. Columns that do not fit beside each other come below.
    """
    rows, heads = grid.rows, grid.columns
    widths = _widths(heads, grid.cells)
    if min(max(map(cell_len, rows), default=0), width // 2) + sum(widths) > width:
        heads = tuple(map(str, range(1, len(heads) + 1)))
        rows = _numbered(rows) if grid.rows == grid.columns else rows
        widths = [max(_widths(heads, grid.cells))] * len(heads)
    label = _labels(rows, width // 2)
    beside = max(1, (width - cell_len(label(""))) // max(widths)) if heads != grid.columns else len(heads)
    for start in range(0, len(heads), max(1, beside)):
        part = slice(start, start + beside)
        yield (Span(label(""), "quiet"), *map(_head, heads[part], widths[part]))
        for name, counts in zip(rows, grid.cells, strict=True):
            yield (Span(label(name), "quiet"), *map(_cell, counts[part], widths[part]))
    if heads != grid.columns and rows == grid.rows:
        for line in _numbered(grid.columns):
            yield from _said(line, "quiet", width)


def _widths(heads: Sequence[str], cells: Sequence[Sequence[int]]) -> list[int]:
    """Gives how wide each column is, with the gap before it."""
    most = [max((counts[place] for counts in cells), default=0) for place in range(len(heads))]
    return [_GAP + max(cell_len(head), len(str(count))) for head, count in zip(heads, most, strict=True)]


def _numbered(names: Sequence[str]) -> tuple[str, ...]:
    digits = len(str(len(names)))
    return tuple(f"{number:>{digits}} {name}" for number, name in enumerate(names, 1))


def _head(head: str, width: int) -> Span:
    return Span(" " * (width - cell_len(head)) + head, "quiet")


def _cell(count: int, width: int) -> Span:
    return Span(str(count).rjust(width), "accent") if count else Span("·".rjust(width), "quiet")
