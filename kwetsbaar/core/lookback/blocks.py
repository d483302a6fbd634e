"""What a view shows, as values: sentences, bars, a plot, a list. Each face draws them in its own way.

All texts are in one language already. Wherever there is a picture there are its figures as text, in the block itself or
in a sentence above it, so that nothing is told by shape or colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Say:
    """A sentence in plain words."""

    text: str = field(repr=False)
    quiet: bool = False
    """Whether it is an aside."""


@dataclass(frozen=True)
class Heading:
    """What the blocks below it are about."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Bar:
    """A count with its name."""

    label: str = field(repr=False)
    value: int
    said: str = field(default="", repr=False)
    """More about it, quietly, after the count."""
    quiet: bool = False
    """Whether it is what is left rather than what came."""


@dataclass(frozen=True)
class Bars:
    """Counts of the same sort, drawn to one scale."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Pair:
    """Two numbers of the same thing on one scale: what was thought, and what it was."""

    label: str = field(repr=False)
    before: int
    after: int
    said: str = field(repr=False)
    """Both in words."""


@dataclass(frozen=True)
class Pairs:
    """Pairs on the scale from `low` to `high`: ○ is what was thought, ● what it was."""

    pairs: tuple[Pair, ...]
    low: int = 0
    high: int = 10


@dataclass(frozen=True)
class Plot:
    """Points in a field of `low` to `high` each way; a line along the diagonal if that means something."""

    points: tuple[tuple[float, float], ...]
    across: str = field(repr=False)
    """What goes from left to right."""
    up: str = field(repr=False)
    """What goes up."""
    low: tuple[float, float] = (0, 0)
    """Of what goes across, and of what goes up."""
    high: tuple[float, float] = (100, 100)
    across_ticks: tuple[tuple[float, str], ...] = ()
    up_ticks: tuple[tuple[float, str], ...] = ()
    diagonal: str = field(default="", repr=False)
    """What it means to lie on the diagonal; empty for none."""
    joined: bool = False
    """Whether the points are one line in time."""


@dataclass(frozen=True)
class Grid:
    """Counts of one thing by another: what follows what."""

    rows: tuple[str, ...] = field(repr=False)
    columns: tuple[str, ...] = field(repr=False)
    cells: tuple[tuple[int, ...], ...]
    """By row, then by column."""


@dataclass(frozen=True)
class Item:
    """One row of a list: the person's own words, and where they stand."""

    lead: str
    """Quiet, before: a day."""
    text: str = field(repr=False)
    tail: str = field(default="", repr=False)
    """Quiet, after."""
    page: str = ""
    """The page that it stands in; empty if there is none to open."""
    key: str = ""
    """The key of its answer, if what became of it can be said there."""
    item: str = field(default="", repr=False)
    """Which item of that answer; empty for all of it."""
    tag: str = ""
    """What it is collected under, which says what can become of it (`states`)."""
    state: str = ""
    """What became of it, if that can be said."""


@dataclass(frozen=True)
class Items:
    """A list."""

    items: Sequence[Item]
    """Each may be made only when it is asked for (`listed`)."""


Block: TypeAlias = "Say | Heading | Bars | Pairs | Plot | Grid | Items"
"""One part of what a view shows."""
