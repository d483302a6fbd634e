"""Lists as rows of aligned columns, the quiet one first; and a word that can be chosen like a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.events import Resize

_LEAD: Final = 6
_GAP: Final = 4
_NARROW_GAP: Final = 2
_NARROW: Final = 60
_TITLE: Final = 28
_QUIET: Final = "not bold $quiet"
_BETWEEN: Final = 3
_LEAST_TAIL: Final = 20


@dataclass(frozen=True)
class Row:
    """One row: what it is called, and what stands quietly before and after."""

    id: str
    """What comes back when it is chosen."""
    lead: str
    """Quiet: a date, minutes."""
    title: str
    tail: str = ""
    """Quiet: what it is about, cut to fit."""


def cut(text: str, width: int) -> str:
    """Gives `text` in at most `width` cells; what does not fit ends in "…"."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


def laid_out(row: Row, leads: int, titles: int, width: int) -> Content:
    """Gives a row of `width` cells: `leads` for what stands before, `titles` for a title that is not longer."""
    gap = (_NARROW_GAP if width < _NARROW else _GAP) if leads else 0
    lead = row.lead.rjust(leads) if row.lead[:1].isdigit() else row.lead.ljust(leads)
    room = width - cell_len(lead) - gap
    title = cut(row.title, room)
    if cell_len(title) < titles:
        title = set_cell_size(title, min(titles, room))
    tail_room = room - cell_len(title) - _BETWEEN
    fits = cell_len(row.title) <= titles and (cell_len(row.tail) <= tail_room or tail_room >= _LEAST_TAIL)
    tail = " " * _BETWEEN + cut(row.tail, tail_room) if row.tail and fits else ""
    return Content.assemble((lead + " " * gap, _QUIET), title, (tail, _QUIET))


class Rows(OptionList):
    """A list of rows. Arrows go on into the next list of the screen; only the list with the focus shows its row."""

    def __init__(
        self,
        rows: Iterable[Row] = (),
        *,
        first: int = 0,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id, markup=False)
        self._first = first
        self._rows = tuple(rows)
        self._laid_for = 0
        self._columns = 0, 0

    def show(self, rows: Iterable[Row]) -> None:
        """Shows other rows; the highlight stays on the one that had it, if that is still there."""
        before = self.rows[self.highlighted].id if self.highlighted is not None else None
        self._rows = tuple(rows)
        self._fill()
        again = next((n for n, row in enumerate(self._rows) if row.id == before), 0)
        self.highlighted = again if self._rows else None

    @property
    def title_width(self) -> int:
        """Cells that the titles take, but for those too long for a column."""
        return max((width for row in self._rows if (width := cell_len(row.title)) <= _TITLE), default=0)

    @property
    def lead_width(self) -> int:
        """Cells that what stands before the titles takes; 0 if nothing does."""
        widest = max((cell_len(row.lead) for row in self._rows), default=0)
        return max(widest, _LEAD) if widest else 0

    def align(self, leads: int, titles: int) -> None:
        """Gives the columns at least this many cells, as the lists beside this one have."""
        if (leads, titles) != self._columns:
            self._columns = leads, titles
            highlighted = self.highlighted
            self._fill()
            self.highlighted = highlighted

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are shown."""
        return self._rows

    def on_resize(self, event: Resize) -> None:
        """Lays the columns out anew."""
        if event.size.width != self._laid_for:
            self._laid_for = event.size.width
            highlighted = self._first if self.highlighted is None else self.highlighted
            self._fill()
            self.highlighted = highlighted if self._rows else None

    def on_focus(self) -> None:
        """Highlights a row: a list with the focus always has one."""
        if self.highlighted is None and self.rows:
            self.highlighted = self._first

    def action_cursor_down(self) -> None:
        """Moves down, past the last row into what comes next."""
        if self.highlighted is None or self.highlighted < self.option_count - 1:
            super().action_cursor_down()
        else:
            _enter(self.screen.focus_next(), first=True)

    def action_cursor_up(self) -> None:
        """Moves up, past the first row into what comes before."""
        if self.highlighted is None or self.highlighted > 0:
            super().action_cursor_up()
        else:
            _enter(self.screen.focus_previous(), first=False)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Keeps the row in sight: the whole column scrolls, not the list."""
        super().watch_highlighted(highlighted)
        if self.has_focus and highlighted is not None:
            self.call_after_refresh(self._keep_in_sight, highlighted)

    def _keep_in_sight(self, row: int) -> None:
        for body in self.ancestors:
            if isinstance(body, VerticalScroll):
                top = self.region.y - body.region.y + int(body.scroll_y) + row
                body.scroll_to_region(Region(0, max(0, top - 1), 1, 3), animate=False)

    def _fill(self) -> None:
        width = self._laid_for or self.size.width
        leads, titles = max(self._columns[0], self.lead_width), max(self._columns[1], self.title_width)
        self.set_options(Option(laid_out(row, leads, titles, width), id=row.id) for row in self._rows)


def align(lists: Iterable[Rows]) -> None:
    """Makes the columns of these lists begin at the same place."""
    found = list(lists)
    leads = max((rows.lead_width for rows in found), default=0)
    titles = max((rows.title_width for rows in found), default=0)
    for rows in found:
        rows.align(leads, titles)


class Word(Static, can_focus=True):
    """A word or a short line that can be chosen, with Enter or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    class Chosen(Message):
        """It was chosen."""

        def __init__(self, word: Word) -> None:
            super().__init__()
            self.word = word
            """Which."""

        @property
        def control(self) -> Word:
            """The word, for `@on` with a selector."""
            return self.word

    def __init__(self, text: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(text, id=id, markup=False)

    def action_choose(self) -> None:
        """Says that it was chosen."""
        self.post_message(self.Chosen(self))

    def on_click(self) -> None:
        """Is chosen."""
        self.action_choose()


def _enter(widget: object, *, first: bool) -> None:
    if isinstance(widget, Rows) and widget.option_count:
        widget.highlighted = 0 if first else widget.option_count - 1
