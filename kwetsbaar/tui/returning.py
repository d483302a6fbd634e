"""Coming back after a lock: to the same screen, the same field and the same place in the text.

What is remembered over a lock holds no word that a person wrote, but for a query, which is encrypted: names of files,
and places on a screen. Each screen opens again what lay on it, in its own `return_to`.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, TextArea
from textual.worker import WorkerCancelled, WorkerFailed

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.tui.longrows import LongRows

_ROUNDS: Final = 3
_PATIENCE: Final = 0.5
"""Seconds after which a screen that is gone already is waited for no more."""

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.journal import Journal


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


@dataclass(frozen=True)
class ToSearch:
    """Back to searching."""

    query: bytes = field(repr=False)
    """What was searched for, encrypted as `Journal.closed_over` does."""


@dataclass(frozen=True)
class ToClient:
    """Back to what is kept of a client."""

    alias: bytes = field(repr=False)
    """Encrypted as `Journal.closed_over` does: an alias is a person's own word."""


@dataclass(frozen=True)
class ToView:
    """Back to looking back."""

    name: str
    """The view; empty for the list of views."""
    where: bytes = field(repr=False)
    """Which pages were meant, encrypted as a query: it may hold an alias."""


@dataclass(frozen=True)
class ToFilter:
    """Back to choosing which pages are meant, on a view."""

    query: bytes = field(repr=False)
    """What was typed, encrypted."""


@dataclass(frozen=True)
class ToSame:
    """Back to the answers to the same question as one of the page below."""

    number: int
    """The place of the answer in the page's list."""


@dataclass(frozen=True)
class ToText:
    """Back to a text of the page below, or of the file with this name."""

    kind: Literal["versions", "version", "both", "trashed"]
    name: str = ""
    """A file; of a version its place in the list."""


@dataclass(frozen=True)
class ToScreen:
    """Back to a screen that needs no more than its name."""

    name: Literal[
        "home",
        "packs",
        "drafts",
        "pages",
        "odd",
        "trash",
        "more",
        "people",
        "clients",
        "export",
        "import",
        "settings",
        "keys",
        "help_lines",
    ]


@dataclass(frozen=True)
class ToPreview:
    """Back to trying out a pack, from its start: nothing of it was saved."""

    file: Path


Way: TypeAlias = "ToDraft | ToPage | ToSearch | ToClient | ToView | ToFilter | ToSame | ToText | ToScreen | ToPreview"
"""How a screen is opened again."""

HOME: Final = ToScreen("home")
"""Where everybody comes back to anyhow."""


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

    @property
    def is_first(self) -> bool:
        """Tells whether it is where everybody begins: the first row of the first list."""
        return not self.focus and not self.row


@dataclass(frozen=True)
class Place:
    """One screen of the stack, and where on it."""

    way: Way
    spot: Spot


def query_again(journal: Journal, query: bytes) -> str:
    """Gives a person's words that were encrypted before a lock; empty if another key opened the journal since."""
    try:
        return journal.opened_again(query)
    except KwetsbaarError:
        return ""


def spot_of(screen: Screen[Any]) -> Spot:
    """Gives where on `screen` a person is."""
    widget = screen.focused
    chain = screen.focus_chain
    body = next(iter(screen.query("#frame-body").results(VerticalScroll)), None)
    return Spot(
        focus=chain.index(widget) if widget in chain else None,
        cursor=_cursor(widget),
        row=widget.highlighted if isinstance(widget, OptionList | LongRows) else None,
        scrolled=round(body.scroll_y) if body else 0,
    )


async def laid_out(screen: Screen[Any]) -> None:
    """Waits until `screen` stands as it means to: it has read what it shows, and is drawn.

    Some lay out their column only when they have been drawn once.
    """
    await _drawn(screen)
    await _has_read(screen)
    for _ in range(_ROUNDS):
        await _drawn(screen)


def put_back(screen: Screen[Any], spot: Spot) -> None:
    """Puts a person back where they were on `screen`, as far as it still looks the same."""
    chain = screen.focus_chain
    if spot.focus is not None and spot.focus < len(chain):
        screen.set_focus(chain[spot.focus])
        _put_in(chain[spot.focus], spot)
    for body in screen.query("#frame-body").results(VerticalScroll):
        body.scroll_to(y=spot.scrolled, animate=False)


def _put_in(widget: Widget, spot: Spot) -> None:
    if isinstance(widget, TextArea) and spot.cursor:
        widget.move_cursor(spot.cursor)
    elif isinstance(widget, Input) and spot.cursor:
        widget.cursor_position = spot.cursor[1]
    elif isinstance(widget, OptionList | LongRows) and spot.row is not None:
        rows = widget.option_count if isinstance(widget, OptionList) else widget.row_count
        widget.highlighted = min(spot.row, rows - 1) if rows else widget.highlighted


async def _drawn(screen: Screen[Any]) -> None:
    drawn = asyncio.Event()
    screen.call_after_refresh(drawn.set)
    with suppress(TimeoutError):
        await asyncio.wait_for(drawn.wait(), _PATIENCE)


async def _has_read(screen: Screen[Any]) -> None:
    """Waits for what `screen` reads, and for what that leads it to read."""
    while reading := [worker for worker in screen.app.workers if worker.node is screen and not worker.is_finished]:
        for worker in reading:
            with suppress(WorkerFailed, WorkerCancelled):
                await worker.wait()


def _cursor(widget: Widget | None) -> tuple[int, int] | None:
    if isinstance(widget, TextArea):
        return widget.cursor_location
    return (0, widget.cursor_position) if isinstance(widget, Input) else None
