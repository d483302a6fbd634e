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
_WIDEST_LABEL: Final = 28
_GAP: Final = 2
_SCALE: Final = 11
"""Cells of the scale on which two numbers are compared."""


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
    return [*lines]


def _said(text: str, tone: Tone, width: int) -> Iterator[Line]:
    return ((Span(line, tone),) for line in wrapped(text, width))


def wrapped(text: str, width: int) -> list[str]:
    """Gives `text` in lines of at most `width` cells, broken between words where that is possible."""
    return [line for paragraph in text.split("\n") for line in _wrapped(paragraph, max(1, width))]


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) <= width:
            lines[-1] = joined
            continue
        *whole, rest = chop_cells(word, width) or [""]
        lines += [*whole, rest]
    return [line for line in lines if line] or [""]


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
    """Gives one line a bar: its name, the bar, its number. The longest takes what is left of the width."""
    label = _labels([bar.label for bar in bars], min(_WIDEST_LABEL, width // 3))
    most = max((bar.value for bar in bars), default=0)
    tails = max((len(str(bar.value)) + (1 + cell_len(bar.said) if bar.said else 0) for bar in bars), default=0)
    room = max(4, width - cell_len(label("")) - _GAP - 1 - min(tails, width // 3))
    for bar in bars:
        length = max(1, round(room * bar.value / most)) if bar.value else 0
        yield (
            Span(label(bar.label) + " " * _GAP, "quiet"),
            Span((_REST if bar.quiet else _FULL) * length, "quiet" if bar.quiet else "accent"),
            Span(f" {bar.value}" if length else str(bar.value)),
            Span(f" {cut(bar.said, width - room - cell_len(label('')))}" if bar.said else "", "quiet"),
        )


# ------------------------------------------------------------------ pairs


def _pairs(block: Pairs, width: int) -> Iterator[Line]:
    """Gives one line a pair: its name, the two on their scale, and both in words."""
    said = max((cell_len(pair.said) for pair in block.pairs), default=0)
    label = _labels([pair.label for pair in block.pairs], max(8, width - _SCALE - 2 * _GAP - said))
    for pair in block.pairs:
        yield (
            Span(label(pair.label) + " " * _GAP),
            Span(_scale(pair, block.low, block.high), "accent"),
            Span(" " * _GAP + pair.said, "quiet"),
        )


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
    yield from [(Span(line, "quiet"),) for line in wrapped(plot.up, width)]
    for line in plotted(plot, width):
        yield _toned(line)
    yield (Span(plot.across.rjust(min(width, max(map(len, plotted(plot, width))))), "quiet"),)
    if plot.diagonal:
        yield (Span(f"{LINE * 3} {plot.diagonal}", "quiet"),)


def _toned(line: str) -> Line:
    """Gives a line of a plot with its points in the accent."""
    parts = line.replace(POINT, f"\0{POINT}\0").split("\0")
    return tuple(Span(part, "accent" if part == POINT else "quiet") for part in parts)


def _grid(grid: Grid, width: int) -> Iterator[Line]:
    """Gives the counts below the first letters of the columns; where there is nothing stands a dot."""
    label = _labels(grid.rows, min(_WIDEST_LABEL, width // 3))
    each = max(2, min(12, (width - cell_len(label("")) - _GAP) // max(1, len(grid.columns))))
    heads = "".join(set_cell_size(cut(column, each - 1), each) for column in grid.columns)
    yield (Span(label("") + " " * _GAP + heads.rstrip(), "quiet"),)
    for name, cells in zip(grid.rows, grid.cells, strict=True):
        yield (
            Span(label(name) + " " * _GAP, "quiet"),
            *(Span(set_cell_size(str(count or "·"), each), "accent" if count else "quiet") for count in cells),
        )
