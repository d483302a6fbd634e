"""One view of looking back: a sentence in plain words, its pictures, and the person's own words to open again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual import on
from textual.containers import VerticalScroll
from textual.widgets import OptionList

from kwetsbaar.core import query
from kwetsbaar.core.lookback.blocks import Items, Pairs, Say
from kwetsbaar.core.lookback.choosable import Names
from kwetsbaar.core.lookback.states import SAID, STATES
from kwetsbaar.core.lookback.views import VIEWS
from kwetsbaar.core.query import ANYWHERE
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, language, msg, plural
from kwetsbaar.journal import State
from kwetsbaar.text import clean_line
from kwetsbaar.tui.drawing import Drawing
from kwetsbaar.tui.frame import Column, Said, key
from kwetsbaar.tui.leaves import Found
from kwetsbaar.tui.meant import meant
from kwetsbaar.tui.returning import Spot, ToFilter, ToPage, ToView, put_back, query_again, spot_of
from kwetsbaar.tui.rows import Row, cut
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.ask import AskScreen, Choice
from kwetsbaar.tui.screens.both import BothScreen
from kwetsbaar.tui.screens.filter import FilterScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.theme import ThemedApp
from kwetsbaar.tui.walking import WalkedRows, WalkedScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.lookback.blocks import Block, Item
    from kwetsbaar.core.query import Where
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Page
    from kwetsbaar.tui.returning import Way

BRIEF: Final = {
    "risks": msg("Risks"),
    "coping": msg("Handling"),
    "question": msg("The question"),
    "feelings": msg("Feelings"),
    "voices": msg("Voices"),
    "resources": msg("What helps"),
    "courage": msg("Courage"),
    "farewells": msg("Farewells"),
    "intentions": msg("Intentions"),
    "coach": msg("As a coach"),
    "on-this-day": msg("This day"),
}
"""What a view is called in the bar of keys."""

DIGITS: Final = "1234567890"
"""The keys of the first ten views, in their order."""

VIEW_KEYS: Final = tuple(
    key(digit, f"to({number})", BRIEF[view.name])
    for number, (digit, view) in enumerate(zip(DIGITS, VIEWS, strict=False))
)
"""Each opens a view."""

STEPS: Final = (
    key("left", "screen.step(-1)", msg("Previous view"), show=False),
    key("right", "screen.step(1)", msg("Next view"), show=False),
)
"""Said at the lists too: what scrolls round them has a meaning of its own for these keys."""

_A_WHILE: Final = 0.5
"""Seconds after which it is said that the pages are still being read."""
_TRIES: Final = 8
"""How often it is looked whether lists are laid out, each time that the screen was drawn."""
_MOST: Final = 30
"""Rows that are shown at first, of all lists of a view together, and that are added to a list."""
_LEAST: Final = 10
"""Rows of a list that are shown at first however many lists there are."""
_MORE: Final = "+"
_PAIRS: Final = 20
_GAP, _BETWEEN = 2, 3
_TITLE: Final = 60
"""The most cells of an item above what is asked about it."""


class ViewRows(WalkedRows):
    """A list in a view."""

    BINDINGS: ClassVar[list[BindingType]] = [*STEPS]


class ViewScreen(WalkedScreen["Where"]):
    """One view over the pages that are meant. It gives back which those are."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "leave", msg("Back")),
        key("m", "mark", msg("What became of it")),
        key("f", "filter", msg("Filter")),
        key("a", "everything", msg("Everything")),
        *STEPS,
        *VIEW_KEYS,
    ]

    def __init__(self, journal: Journal, name: str, where: Where = ANYWHERE) -> None:
        super().__init__()
        self._journal = journal
        self._view = name
        self._shown_view = ""
        self._where_meant = where
        self._blocks: tuple[Block, ...] = ()
        self._room: dict[int, int] = {}
        self._names = Names()
        self._first: date | None = None

    def compose_column(self) -> ComposeResult:
        """Lays out the blocks: a list can be walked, all else is only looked at."""
        for number, block in enumerate(self._blocks):
            if isinstance(block, Items):
                yield ViewRows(self._rows(number, block), id=f"view-{number}", below=True, full=True)
            else:
                yield Drawing(_cut(block), classes=type(block).__name__.lower())
                if isinstance(block, Pairs) and len(block.pairs) > _PAIRS:
                    more = plural("{n} more", "{n} more", len(block.pairs) - _PAIRS)
                    yield Drawing(Say(str(more), quiet=True))

        if len(self._blocks) == 1 and self._where_meant != ANYWHERE:
            where = meant(self._where_meant, self._names, None, self._journal.looking_back.today)
            only = _("Only these pages are looked at: {where}. The key a shows everything.", where=where)
            yield Drawing(Say(only, quiet=True))

    def _rows(self, number: int, block: Items) -> Iterator[Row]:
        """Gives the rows of a list: so many of a long one, and a last row that adds as many."""
        room = self._room_of(number)
        yield from map(_row, count(), block.items[:room])
        left = len(block.items) - room
        if left > 0:
            yield Row(_MORE, "", str(plural("{n} more", "{n} more", left)))

    def _room_of(self, number: int) -> int:
        """Gives how many rows of a list are shown."""
        lists = sum(isinstance(block, Items) for block in self._blocks)
        return self._room.get(number) or max(_LEAST, _MOST // max(1, lists))

    def set_texts(self) -> None:
        """Says which view it is, and which pages are meant; what does not fit beside each other gives way."""
        title = str(self._journal.looking_back.view(self._shown_view or self._view).title)
        today = self._journal.looking_back.today
        long, short = (meant(self._where_meant, self._names, first, today) for first in (self._first, None))
        mark = self.app.mark if isinstance(self.app, ThemedApp) else ""
        room = self.query_one("#frame-head").content_size.width - cell_len(mark) - _BETWEEN * bool(mark) - _GAP
        whole = f"{_('Looking back')} · {title}"
        ways = [(whole, long), (title, long), (title, short)]
        self.title_text, self.where_text = next(
            (way for way in ways if sum(map(cell_len, way)) <= room), (title, "" if short == _("everything") else short)
        )

    def on_mount(self) -> None:
        """Looks."""
        self._look()

    def on_unmount(self) -> None:
        """Lets go of the figures at once: a screen that is gone refers to itself, and would keep them for a while."""
        self._blocks = ()

    def on_resize(self) -> None:
        """Shares the line at the top anew."""
        if self._shown_view:
            self.set_texts()

    def on_screen_resume(self) -> None:
        """Looks again: a page may have been changed or deleted."""
        if self._blocks:
            self._look()

    async def language_changed(self) -> None:
        """Says everything anew, at the same place."""
        spot = spot_of(self)
        await super().language_changed()
        self._look(spot)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Tells which keys mean something."""
        match action:
            case "mark":
                return self._markable is not None
            case "everything":
                return self._where_meant != ANYWHERE
        return True

    # -------------------------------------------------------------- coming back

    def way_back(self) -> Way:
        """Gives the view, and which pages were meant."""
        return ToView(self._view, self._journal.closed_over(query.typed(self._where_meant)))

    async def return_to(self, way: Way) -> None:
        """Opens the page that was read, or the choosing of pages."""
        match way:
            case ToPage(names, at):
                self._open_page(names, names[at])
            case ToFilter(text):
                self._open_filter(query_again(self._journal, text))
            case _:
                await super().return_to(way)

    def empty_texts(self) -> None:
        """Forgets what was written."""
        self._blocks = ()
        self._names, self._where_meant = Names(), ANYWHERE
        for drawing in self.query(Drawing):
            drawing.forget()

    # -------------------------------------------------------------- going on

    def action_leave(self) -> None:
        """Goes back, with which pages are meant."""
        self.dismiss(self._where_meant)

    def action_step(self, step: int) -> None:
        """Goes to the view beside this one."""
        names = [view.name for view in self._journal.looking_back.views]
        self._turn_to(names[(names.index(self._view) + step) % len(names)])

    def action_to(self, number: int) -> None:
        """Goes to the view with this number."""
        self._turn_to(self._journal.looking_back.views[number].name)

    def _turn_to(self, name: str) -> None:
        if name != self._view:
            self._view = name
            self.say("")
            self._look()

    def action_filter(self) -> None:
        """Asks which pages are meant."""
        self._open_filter(query.typed(self._where_meant))

    def action_everything(self) -> None:
        """Means all pages again."""
        self._mean(ANYWHERE)

    def _open_filter(self, text: str) -> None:
        self.app.push_screen(FilterScreen(self._journal, text), self._mean)

    def _mean(self, where: Where | None) -> None:
        if where is not None and where != self._where_meant:
            self._where_meant = where
            self.say("")
            self._look()

    # -------------------------------------------------------------- looking

    def _look(self, spot: Spot | None = None) -> None:
        """Looks at the pages; what stands there stays until there is something else to show."""
        work = partial(self._looked, spot)  # not a coroutine: one that never begins would be complained of
        self.run_worker(work, group="look", exclusive=True)  # type: ignore[arg-type] # a callable or what it gives: mypy cannot tell

    async def _looked(self, spot: Spot | None) -> None:
        view, where, back = self._view, self._where_meant, self._journal.looking_back
        waiting = _("Your pages are being read, a moment.")
        patience = self.set_timer(_A_WHILE, lambda: self.say(waiting))
        try:
            looked = await asyncio.to_thread(back.look, view, where)
            self._names = await asyncio.to_thread(back.names) if where != ANYWHERE else Names()
            self._first = await asyncio.to_thread(back.first_day)
            blocks = await asyncio.to_thread(looked.shown, language())
        except KwetsbaarError as error:
            complain(self, error)
            return
        finally:
            patience.stop()
            self._say_no_more(waiting)
        same = view == self._shown_view
        if not same:
            self._room.clear()
        if same and blocks == self._blocks and spot is None:
            self.set_texts()
            return
        spot = spot or (spot_of(self) if same else None)
        self._shown_view, self._blocks = view, blocks
        self.set_texts()
        await self._show(spot)

    def _say_no_more(self, sentence: str) -> None:
        for said in self.query("#frame-say").results(Said):
            if str(said.content) == sentence:
                self.say("")

    async def _show(self, spot: Spot | None) -> None:
        """Shows the blocks: from the top, or where a person was."""
        await self.query_one(Column).recompose()
        if spot is None:
            self.query_one("#frame-body").scroll_home(animate=False, immediate=True)
            self.call_after_refresh(self._begin)
        else:
            self.call_after_refresh(self._put_back, spot)
        self.refresh_bindings()

    def _begin(self, tries: int = _TRIES) -> None:
        """Gives the focus to the first row in sight, as soon as the lists are laid out."""
        self.focus_in_sight()
        if self.focused is None and tries and self.query(ViewRows):
            self.call_after_refresh(self._begin, tries - 1)
        self.refresh_bindings()

    def _put_back(self, spot: Spot, tries: int = _TRIES) -> None:
        """Puts a person back where they were, as soon as there is so much again."""
        put_back(self, spot)
        if tries and self.query_one("#frame-body", VerticalScroll).max_scroll_y < spot.scrolled:
            self.call_after_refresh(self._put_back, spot, tries - 1)
        else:
            self.call_after_refresh(self._begin)

    # -------------------------------------------------------------- a row

    @property
    def _item(self) -> tuple[Item, Items] | None:
        """The item of the row with the focus, and its list."""
        rows = self.focused
        if not isinstance(rows, WalkedRows) or rows.highlighted is None:
            return None
        block = self._blocks[int((rows.id or "").removeprefix("view-"))] if self._blocks else None
        if not isinstance(block, Items) or rows.highlighted >= len(block.items):
            return None
        return block.items[rows.highlighted], block

    @property
    def _markable(self) -> Item | None:
        found = self._item
        return found[0] if found and found[0].page and found[0].key and found[0].tag in STATES else None

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        """Shows which keys mean something on this row."""
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """Does so too when a list gets the focus."""
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        number = int((event.option_list.id or "").removeprefix("view-"))
        block = self._blocks[number]
        if event.option_id == _MORE and isinstance(block, Items) and isinstance(event.option_list, ViewRows):
            self._room[number] = self._room_of(number) + _MOST
            self._grow(event.option_list, [*self._rows(number, block)])
            return
        items = block.items if isinstance(block, Items) else ()
        page = items[event.option_index].page if event.option_index < len(items) else ""
        if page:
            self._open_page(tuple(dict.fromkeys(item.page for item in items if item.page)), page)

    def _grow(self, rows: ViewRows, more: list[Row]) -> None:
        """Shows more rows, with the focus on the first of the new ones."""
        at = len(rows.rows) - 1
        rows.show(more)
        rows.highlighted = at

    def _open_page(self, names: tuple[str, ...], page: str) -> None:
        self.app.push_screen(PageScreen(self._journal, Found(names), page), self._said)

    def _said(self, sentence: str | None) -> None:
        self.say(sentence or "")

    # -------------------------------------------------------------- what became of it

    def action_mark(self) -> None:
        """Asks what became of it."""
        item = self._markable
        if item is not None:
            self.run_worker(self._ask(item), group="mark", exclusive=True)

    async def _ask(self, item: Item) -> None:
        choices = tuple(Choice(state, SAID[item.tag][state]) for state in STATES[item.tag])
        asked = AskScreen(cut(item.text, _TITLE), msg("What became of it?"), choices)
        state = await self.app.push_screen_wait(asked)
        if state:
            await self._mark(item, state)

    async def _mark(self, item: Item, state: str) -> None:
        try:
            page = await asyncio.to_thread(self._journal.looking_back.mark, item.page, item.key, item.item, state)
        except KwetsbaarError as error:
            complain(self, error)
            return
        self._told(page, SAID[item.tag][state])

    def _told(self, page: Page, said: Message) -> None:
        """Says that it is kept; if the page was changed elsewhere meanwhile, shows both texts."""
        if not self.is_attached:
            return
        if page.state is State.COPY:
            self.app.push_screen(BothScreen(self._journal, page.name), self._said)
        else:
            self.say(_("Kept: {state}.", state=said), kind="good")
        self._look()


def _cut(block: Block) -> Block:
    """Gives a picture with no more pairs than can be looked at: the newest."""
    return replace(block, pairs=block.pairs[:_PAIRS]) if isinstance(block, Pairs) else block


def _row(number: int, item: Item) -> Row:
    return Row(str(number), item.lead, clean_line(item.text), clean_line(item.tail))
