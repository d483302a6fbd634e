"""Lays out rows as aligned columns, and shortens ids as far as they stay unique."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHORTEST: Final = 6
"""The least letters of an id that are shown."""

_GAP: Final = "  "


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Gives the rows as lines; every column but the last is as wide as its widest text."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_GAP.join(map(_padded, row, widths)).rstrip() for row in rows)


def width(text: str) -> int:
    """Gives how many cells of a terminal `text` takes."""
    return sum(map(_cells, text))


def short_ids(names: Iterable[str]) -> dict[str, str]:
    """Gives for each name as much of its beginning as no other one begins with, at least six letters."""
    ordered = sorted(set(names))
    shared = dict.fromkeys(ordered, 0)
    for one, other in pairwise(ordered):
        common = _common(one, other)
        shared[one], shared[other] = max(shared[one], common), max(shared[other], common)
    return {name: name[: max(SHORTEST, common + 1)] for name, common in shared.items()}


def _common(one: str, other: str) -> int:
    """Gives how many letters the two have in common at their beginning."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _padded(text: str, wanted: int) -> str:
    return text + " " * (wanted - width(text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
