"""A list of any length: only the rows in sight are asked for and drawn, so ten thousand open as quickly as ten."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from kwetsbaar.tui.rows import Columns, Row, laid_out

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Click, Leave, MouseMove

Source: TypeAlias = Callable[[int, int], list[Row]]
"""Gives at most so many rows after the first so many; called in a thread."""

_WINDOW: Final = 100
_MOST_WINDOWS: Final = 20


class LongRows(ScrollView, can_focus=True):
    """Rows of one line each, with a highlight. What is not in sight is not in memory for long."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"long-rows--highlighted", "long-rows--hover"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "move(-1000000000)", show=False),
        Binding("end", "move(1000000000)", show=False),
        Binding("enter", "choose", show=False),
    ]

    highlighted: reactive[int] = reactive(0)
    """The row that Enter chooses, from 0."""
    hovered: reactive[int | None] = reactive(None)
    """The row below the mouse."""

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at
            """Its place in the list, from 0."""

    def __init__(self, source: Source, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._source = source
        self._count = 0
        self._columns = 0, 0
        self._windows: dict[int, list[Row]] = {}
        self._asked: set[int] = set()

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self._count

    def row(self, at: int) -> Row | None:
        """Gives a row that is in memory."""
        window = self._windows.get(at // _WINDOW, [])
        return window[at % _WINDOW] if 0 <= at % _WINDOW < len(window) else None

    def show(self, count: int, *, leads: int, titles: int) -> None:
        """Shows so many rows, read anew; the highlight stays where it is as far as there are rows."""
        self._count = count
        self._columns = leads, titles
        self.empty()
        self.virtual_size = Size(1, count)
        self.highlighted = max(0, min(self.highlighted, count - 1))
        self.refresh()

    def empty(self) -> None:
        """Forgets every row that was read."""
        self._windows.clear()
        self._asked.clear()
        self.refresh()

    # -------------------------------------------------------------- drawing

    def render_line(self, y: int) -> Strip:
        """Draws one row, or nothing while it is still being read."""
        at = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if at >= self._count:
            return Strip.blank(width, self.rich_style)
        row = self.row(at)
        if row is None:
            self._ask(at // _WINDOW)
            return Strip.blank(width, self.rich_style)
        style = self.visual_style
        if at == self.highlighted and self.has_focus:
            style = self.get_visual_style("long-rows--highlighted")
        elif at == self.hovered:
            style = self.get_visual_style("long-rows--hover")
        content = laid_out(row, Columns(width, *self._columns).fitting())
        return Visual.to_strips(self, content, width, 1, style)[0].adjust_cell_length(width, style.rich_style)

    def _ask(self, window: int) -> None:
        if window not in self._asked:
            self._asked.add(window)
            self.run_worker(self._read(window), group=f"window-{window}")

    async def _read(self, window: int) -> None:
        rows = await asyncio.to_thread(self._source, _WINDOW, window * _WINDOW)
        if window not in self._asked:  # emptied meanwhile
            return
        self._windows[window] = rows
        while len(self._windows) > _MOST_WINDOWS:
            oldest = next(iter(self._windows))
            del self._windows[oldest]
            self._asked.discard(oldest)
        self.refresh()

    # -------------------------------------------------------------- moving

    def action_move(self, rows: int) -> None:
        """Moves the highlight."""
        self.highlighted = max(0, min(self._count - 1, self.highlighted + rows))

    def action_page(self, direction: int) -> None:
        """Moves the highlight by a screenful."""
        self.action_move(direction * max(1, self.scrollable_content_region.height - 1))

    def action_choose(self) -> None:
        """Chooses the row with the highlight."""
        if self._count:
            self.post_message(self.Chosen(self.highlighted))

    def watch_highlighted(self, at: int) -> None:
        """Keeps the row in sight."""
        self.scroll_to_region(Region(0, at, 1, 1), animate=False, force=True)
        self.refresh()

    def watch_hovered(self) -> None:
        """Shows it."""
        self.refresh()

    def on_focus(self) -> None:
        """Shows the highlight."""
        self.refresh()

    def on_blur(self) -> None:
        """Hides the highlight."""
        self.refresh()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Shows which row is below the mouse."""
        at = event.y + self.scroll_offset.y
        self.hovered = at if at < self._count else None

    def on_leave(self, _event: Leave) -> None:
        """Shows no row below the mouse."""
        self.hovered = None

    def on_click(self, event: Click) -> None:
        """Chooses the row that was clicked."""
        at = event.y + self.scroll_offset.y
        if at < self._count:
            self.highlighted = at
            self.action_choose()
