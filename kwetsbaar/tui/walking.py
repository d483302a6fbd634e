"""A screen of sentences and pictures with lists among them, of any length: keys scroll it a line or a page at a time.

A row has the focus as soon as it is in sight, and lets go of it when it is not: so what stands above a list, or between
two, is never jumped over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding
from textual.containers import VerticalScroll

from kwetsbaar.tui.reading import ReadingScreen
from kwetsbaar.tui.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType

T = TypeVar("T")

_BACK = frozenset({"scroll_up", "scroll_page_up", "scroll_home"})


class WalkedRows(Rows):
    """A list on such a screen. At its ends, and by pages, the screen is walked on; it never scrolls in itself."""

    DEFAULT_CSS = "WalkedRows { max-height: 100000; overflow-y: hidden; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    def action_cursor_down(self) -> None:
        """Moves down; past the last row the screen goes on."""
        if self.highlighted is not None and self.highlighted >= self.option_count - 1:
            self._walk("scroll_down")
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Moves up; past the first row the screen goes on."""
        if not self.highlighted:
            self._walk("scroll_up")
        else:
            super().action_cursor_up()

    def action_page_down(self) -> None:
        """Goes a page down."""
        self._walk("scroll_page_down")

    def action_page_up(self) -> None:
        """Goes a page up."""
        self._walk("scroll_page_up")

    def action_first(self) -> None:
        """Goes to the top of all."""
        self._walk("scroll_home")

    def action_last(self) -> None:
        """Goes to the end of all."""
        self._walk("scroll_end")

    def spans(self) -> Iterator[tuple[int, int]]:
        """Gives for each row its first line in the column and the one after its last."""
        lines = self._line_cache
        for row in range(self.option_count):
            top = self.virtual_region.y + lines.index_to_line.get(row, row)
            yield top, top + lines.heights.get(row, 1)

    def take_focus(self, row: int) -> None:
        """Takes the focus at this row, without a jump."""
        self.highlighted = row
        self.screen.set_focus(self, scroll_visible=False)

    def _walk(self, move: str) -> None:
        if isinstance(self.screen, WalkedScreen):
            self.screen.action_scroll_page(move)


class WalkedScreen(ReadingScreen[T]):
    """Such a screen; its lists are `WalkedRows`."""

    def action_scroll_page(self, move: str) -> None:
        """Goes into the next list if that is in sight, else scrolls the column."""
        if move in {"scroll_down", "scroll_up"} and self._enter_beside(move == "scroll_down"):
            return
        super().action_scroll_page(move)
        self.call_after_refresh(self.focus_in_sight, last=move in _BACK and move != "scroll_home")

    def focus_in_sight(self, *, last: bool = False) -> None:
        """Gives the focus to the first row in sight, or the last; one that has it and is in sight keeps it."""
        seen = [*self._in_sight()]
        focused = self.focused
        if isinstance(focused, WalkedRows) and (focused, focused.highlighted) in seen:
            return
        if seen:
            rows, row = seen[-1 if last else 0]
            rows.take_focus(row)
        elif isinstance(focused, WalkedRows):
            self.set_focus(None)

    def _enter_beside(self, down: bool) -> bool:
        """Goes into the list after the one with the focus, or before it, if its nearest row is in sight."""
        lists = [rows for rows in self.query(WalkedRows) if rows.option_count]
        if self.focused not in lists:
            return False
        at = lists.index(self.focused) + (1 if down else -1)
        if not 0 <= at < len(lists):
            return False
        row = 0 if down else lists[at].option_count - 1
        if (lists[at], row) not in self._in_sight():
            return False
        lists[at].take_focus(row)
        return True

    def _in_sight(self) -> Iterator[tuple[WalkedRows, int]]:
        """Gives every row of which the first line is in sight, and its last too unless it is taller than the screen."""
        body = self.query_one("#frame-body", VerticalScroll)
        top, height = round(body.scroll_y), body.scrollable_content_region.height
        for rows in self.query(WalkedRows):
            for row, (first, after) in enumerate(rows.spans()):
                if top <= first and min(after, first + height) <= top + height:
                    yield rows, row
