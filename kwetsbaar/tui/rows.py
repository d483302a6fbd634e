"""Lists as rows of aligned columns, the quiet one first; and a word that can be chosen like a row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len, chop_cells, set_cell_size
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kwetsbaar.drawing.lines import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType

    from kwetsbaar.core.finding import Snippet

_LEAD: Final = 6
_GAP: Final = 4
_NARROW_GAP: Final = 2
_NARROW: Final = 60
_TITLE: Final = 28
_QUIET: Final = "not bold $quiet"
_FOUND: Final = "bold $accent"
_BETWEEN: Final = 3
_LEAST_TAIL: Final = 20
_LEAST_CUT: Final = 15
"""The same in a list that has no other place for it: room for an alias, and for most of a title."""


@dataclass(frozen=True)
class Row:
    """One row: what it is called, and what stands quietly before and after."""

    id: str
    """What comes back when it is chosen."""
    lead: str
    """Quiet: a date, minutes."""
    title: str
    tail: str = ""
    """Quiet: what it is about."""
    place: Snippet | None = None
    """A line below it: the place in a text that was searched for."""


def lead_of(row: Row) -> str:
    """Gives what stands before, with the ones of a number below those of a longer one."""
    return f" {row.lead}" if row.lead[:1].isdigit() and not row.lead[1:2].isdigit() else row.lead


def cut(text: str, width: int) -> str:
    """Gives `text` in at most `width` cells; what does not fit ends in "…"."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


def wrapped(text: str, width: int) -> list[str]:
    """Gives `text` in lines of at most `width` cells, broken between words where that is possible."""
    text = " ".join(text.split())
    if cell_len(text) <= width:  # most texts are short
        return [text] if text else []
    lines, used = [""], 0
    for word in words_of(text, width):
        cells = cell_len(word)
        if used + bool(used) + cells <= width:
            lines[-1] += f" {word}" if used else word
            used += bool(used) + cells
        else:
            *whole, rest = chop_cells(word, max(1, width))
            lines += [*whole, rest]
            used = cell_len(rest)
    return [line.rstrip() for line in lines if line.strip()]


@dataclass(frozen=True)
class Columns:
    """How the rows of a list are laid out."""

    width: int
    """Cells of a whole row."""
    leads: int = 0
    """Cells for what stands before."""
    titles: int = 0
    """Cells for a title that is not longer."""
    below: bool = False
    """Whether what stands after a title stands below it in every row of more than one line."""
    least: int = _LEAST_TAIL
    """Cells for what stands after a title, without which a part of it is not shown."""

    def fitting(self) -> Columns:
        """Gives the same with titles no wider than leaves what stands after them the room to say something."""
        titles = max(0, min(self.titles, self.room - _BETWEEN - _LEAST_CUT))
        return replace(self, titles=titles, least=_LEAST_CUT)

    @property
    def indent(self) -> int:
        """Cells before a title."""
        gap = (_NARROW_GAP if self.width < _NARROW else _GAP) if self.leads else 0
        return self.leads + gap

    @property
    def room(self) -> int:
        """Cells for a title and what stands after it."""
        return self.width - self.indent

    def head(self, row: Row) -> Content:
        """Gives what stands before, and the title as wide as its column."""
        title = cut(row.title, self.room)
        if cell_len(title) < self.titles:
            title = set_cell_size(title, min(self.titles, self.room))
        return Content.assemble((set_cell_size(lead_of(row), self.indent), _QUIET), title)

    def whole_head(self, row: Row) -> Content:
        """Gives the same, with a title that is too long on as many lines as it takes if what stands after is below."""
        if not self.below or cell_len(row.title) <= self.room:
            return self.head(row)
        first, *others = wrapped(row.title, self.room)
        lines = [first, *(" " * self.indent + line for line in others)]
        return Content.assemble((set_cell_size(lead_of(row), self.indent), _QUIET), "\n".join(lines))

    def tail_room(self, row: Row) -> int:
        """Gives the cells that are left beside the title of `row`."""
        return self.room - max(self.titles, cell_len(row.title)) - _BETWEEN

    def shows_all(self, row: Row) -> bool:
        """Tells whether a row of one line shows all of the tail of `row`."""
        return cell_len(row.tail) <= max(0, self.tail_room(row))

    def line(self, row: Row) -> Content:
        """Gives a row of one line; what stands after the title is cut, or left out beside a title that is long.

        Beside a title that is longer than its column it ends where the row does, if all of it fits: a place of its own
        reads as meant, a few cells past the column of the others does not.
        """
        room, longer = self.tail_room(row), cell_len(row.title) > self.titles
        fits = self.shows_all(row) or (not longer and room >= self.least)
        said = cut(row.tail, room) if row.tail and fits else ""
        gap = _BETWEEN + (room - cell_len(said) if longer and self.titles else 0)
        return Content.assemble(self.head(row), (" " * gap + said if said else "", _QUIET))

    def lines(self, row: Row) -> Content:
        """Gives a row of as many lines as all of its tail takes: beside the title, or below it if that is long."""
        if self.shows_all(row) and not (self.below and (row.tail or cell_len(row.title) > self.room)):
            return self.line(row)
        room = self.tail_room(row)
        if self.below or cell_len(row.title) > self.titles or room < _LEAST_TAIL:
            below = [" " * self.indent + line for line in wrapped(row.tail, self.room)]
            return Content.assemble(self.whole_head(row), ("".join(f"\n{line}" for line in below), _QUIET))
        first, *others = wrapped(row.tail, room)
        indent = " " * (self.width - room)
        below = [indent + line for line in others]
        return Content.assemble(self.head(row), ("\n".join([" " * _BETWEEN + first, *below]), _QUIET))

    def found(self, place: Snippet) -> Content:
        """Gives the line with the place in a text; what was found stands out."""
        before, found, after = (part.replace("\t", " ") for part in (place.before, place.found, place.after))
        found = cut(found, self.room)
        room = self.room - cell_len(found)
        before = _end_of(before, max(room - cell_len(after), room // 2))
        after = _start_of(after, room - cell_len(before))
        return Content.assemble(" " * self.indent, (before, _QUIET), (found, _FOUND), (after, _QUIET))


def _end_of(text: str, width: int) -> str:
    """Gives the end of `text` in at most `width` cells: dots, and whole words if there are any."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) >= width:
        text = text[1:]
    whole = text.partition(" ")[2]
    return "…" + (whole or text) if width > 0 else ""


def _start_of(text: str, width: int) -> str:
    """Gives the start of `text` in at most `width` cells: whole words if there are any, and dots."""
    if cell_len(text) <= width:
        return text
    kept = cut(text, width).removesuffix("…")
    whole = kept.rpartition(" ")[0]
    return (whole or kept) + "…" if width > 0 else ""


def laid_out(row: Row, columns: Columns, *, full: bool = False) -> Content:
    """Gives a row: of one line, or `full`, and below it the place that was searched for, if there is one."""
    content = columns.lines(row) if full else columns.line(row)
    return Content("\n").join([content, columns.found(row.place)]) if row.place else content


class Rows(OptionList):
    """A list of rows. Arrows go on into the next list of the screen; only the list with the focus shows its row."""

    def __init__(
        self,
        rows: Iterable[Row] = (),
        *,
        first: int = 0,
        full: bool = False,
        below: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id, markup=False)
        self._below = below
        self._first = first
        self._full = full
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
        widest = max((cell_len(lead_of(row)) for row in self._rows), default=0)
        return max(widest, _LEAD) if widest else 0

    def align(self, leads: int, titles: int) -> None:
        """Gives the columns at least this many cells, as the lists beside this one have."""
        if (leads, titles) != self._columns:
            self._columns = leads, titles
            self._fill_again()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are shown."""
        return self._rows

    @property
    def columns(self) -> Columns:
        """How the rows are laid out."""
        leads, titles = max(self._columns[0], self.lead_width), max(self._columns[1], self.title_width)
        return Columns(self._row_width, leads, titles, self._below)

    @property
    def _row_width(self) -> int:
        """Cells of a row; until the list has a place of its own those of what it stands in, which it will fill.

        A list that was hidden would be laid out in no cells at all otherwise: a line for each word, and then a list
        that is far too tall until the next layout.
        """
        own = self._laid_for or self.scrollable_content_region.width
        return own or (self.parent.content_size.width if isinstance(self.parent, Widget) else 0)

    @property
    def left_out(self) -> str:
        """What the row with the highlight says after its title, if the row does not show all of that."""
        if self.highlighted is None or self._full or self.highlighted >= len(self._rows):
            return ""
        row = self._rows[self.highlighted]
        return "" if self.columns.shows_all(row) else row.tail

    def show_full(self, *, full: bool) -> None:
        """Gives each row as many lines as it needs, or one."""
        if full != self._full:
            self._full = full
            self._fill_again()

    def on_resize(self) -> None:
        """Lays the columns out anew."""
        width = self.scrollable_content_region.width
        if width != self._laid_for:
            self._laid_for = width
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
                lines = self._line_cache
                above = self.region.y - body.region.y + int(body.scroll_y)
                top, height = above + lines.index_to_line.get(row, row), lines.heights.get(row, 1)
                body.scroll_to_region(Region(0, max(0, top - 1), 1, height + 2), animate=False)

    def _fill_again(self) -> None:
        highlighted = self.highlighted
        self._fill()
        self.highlighted = highlighted

    def _fill(self) -> None:
        columns = self.columns
        full = self._full and columns.width > 0
        self.set_options(Option(laid_out(row, columns, full=full), id=row.id) for row in self._rows)


def align(lists: Iterable[Rows], *, titles: bool = True) -> None:
    """Makes the columns of these lists begin at the same place; without `titles` only those of the titles."""
    found = list(lists)
    leads = max((rows.lead_width for rows in found), default=0)
    widest = max((rows.title_width for rows in found), default=0) if titles else 0
    for rows in found:
        rows.align(leads, widest)


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
