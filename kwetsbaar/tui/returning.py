"""Coming back after a lock: to the same screen, the same field and the same place in the text.

What is remembered over a lock holds no word that a person wrote: names of files, and places on a screen.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, TextArea

_ROUNDS: Final = 3
_PATIENCE: Final = 0.5
"""Seconds after which a screen that is gone already is waited for no more."""

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget

    from kwetsbaar.core.draft import Draft


@dataclass(frozen=True)
class ToDraft:
    """Back to a draft."""

    id: str
    begun: Draft | None = None
    """The draft itself if nothing was given in it yet: then it is not on disk."""


@dataclass(frozen=True)
class ToPage:
    """Back to a page."""

    names: tuple[str, ...]
    """The pages that could be leafed through."""
    at: int


Way: TypeAlias = "ToDraft | ToPage"
"""How a screen is opened again."""


@dataclass(frozen=True)
class Spot:
    """Where on a screen a person was."""

    focus: int | None = None
    """Which of the widgets that can have the focus had it."""
    cursor: tuple[int, int] | None = None
    """Line and column in a text; in a field of one line the line is 0."""
    row: int | None = None
    """The row of a list."""
    scrolled: int = 0
    """Lines that the column was scrolled."""


@dataclass(frozen=True)
class Place:
    """One screen of the stack, and where on it."""

    way: Way | None
    """None for home."""
    spot: Spot


def spot_of(screen: Screen[Any]) -> Spot:
    """Gives where on `screen` a person is."""
    widget = screen.focused
    chain = screen.focus_chain
    body = next(iter(screen.query("#frame-body").results(VerticalScroll)), None)
    return Spot(
        focus=chain.index(widget) if widget in chain else None,
        cursor=_cursor(widget),
        row=widget.highlighted if isinstance(widget, OptionList) else None,
        scrolled=round(body.scroll_y) if body else 0,
    )


async def laid_out(screen: Screen[Any]) -> None:
    """Waits until `screen` stands as it means to: some lay out their column only when they have been drawn once."""
    for _ in range(_ROUNDS):
        drawn = asyncio.Event()
        screen.call_after_refresh(drawn.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(drawn.wait(), _PATIENCE)


def put_back(screen: Screen[Any], spot: Spot) -> None:
    """Puts a person back where they were on `screen`, as far as it still looks the same."""
    chain = screen.focus_chain
    if spot.focus is not None and spot.focus < len(chain):
        widget = chain[spot.focus]
        screen.set_focus(widget)
        if isinstance(widget, TextArea) and spot.cursor:
            widget.move_cursor(spot.cursor)
        elif isinstance(widget, Input) and spot.cursor:
            widget.cursor_position = spot.cursor[1]
        elif isinstance(widget, OptionList) and spot.row is not None and spot.row < widget.option_count:
            widget.highlighted = spot.row
    for body in screen.query("#frame-body").results(VerticalScroll):
        body.scroll_to(y=spot.scrolled, animate=False)


def _cursor(widget: Widget | None) -> tuple[int, int] | None:
    if isinstance(widget, TextArea):
        return widget.cursor_location
    return (0, widget.cursor_position) if isinstance(widget, Input) else None
