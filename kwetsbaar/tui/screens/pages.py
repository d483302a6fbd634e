"""All pages, the newest first."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.widgets import Static

from kwetsbaar.i18n import _, msg, plural
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.lists import card_row
from kwetsbaar.tui.longrows import LongRows
from kwetsbaar.tui.returning import ToPage, ToScreen, ToSearch, query_again
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.search import SearchScreen
from kwetsbaar.tui.screens.trash import TrashScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Card
    from kwetsbaar.journal.writing import Clock
    from kwetsbaar.tui.leaves import Leaves
    from kwetsbaar.tui.returning import Way
    from kwetsbaar.tui.rows import Row

_TITLES: Final = 28
_SHORT, _LONG = 6, 11
"""Cells for a day, and for one with its year."""


class PagesScreen(FramedScreen[None]):
    """A list of any length; from here one reads, searches and looks into the trash."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("slash", "search", msg("Search")),
        key("t", "trash", msg("Trash")),
    ]

    def __init__(self, journal: Journal, leaves: Leaves, clock: Clock) -> None:
        super().__init__()
        self._journal = journal
        self._leaves = leaves
        self._clock = clock
        self._count: int | None = None
        self._query = ""

    def compose_column(self) -> ComposeResult:
        """Lays out one list, and what is said while there is nothing in it."""
        yield Static(_("Your pages come here, the newest first. There are none yet."), classes="quiet", markup=False)
        yield LongRows(self._rows, id="pages-list")

    def set_texts(self) -> None:
        """Says how many there are; none are not counted."""
        self.title_text = str(plural("{n} page", "{n} pages", self._count)) if self._count else _("Pages")
        for line in self.query("#column > Static").results(Static):
            line.display = self._count == 0

    def on_mount(self) -> None:
        """Puts the focus on the list."""
        self.set_texts()
        self.query_one(LongRows).focus()

    def on_screen_resume(self) -> None:
        """Looks again what there is."""
        self.run_worker(self._look(), group="look", exclusive=True)

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self.query_one(LongRows).focus()
        await self._look()

    def way_back(self) -> Way:
        """Gives the list."""
        return ToScreen("pages")

    async def return_to(self, way: Way) -> None:
        """Opens what lay on the list."""
        match way:
            case ToPage(names, at):
                self._open_page(names[at])
            case ToSearch(query):
                self._query = query_again(self._journal, query)
                self.action_search()
            case ToScreen("trash"):
                self.action_trash()
            case _:
                await super().return_to(way)

    def empty_texts(self) -> None:
        """Forgets the rows, and what was searched for."""
        self._query = ""
        self.query_one(LongRows).empty()

    async def _look(self) -> None:
        self._count = await asyncio.to_thread(self._leaves.count)
        ends = await asyncio.to_thread(self._ends)
        year = self._clock().year
        all_this_year = all(card.created is None or card.created.year == year for card in ends)
        self.query_one(LongRows).show(self._count, leads=_SHORT if all_this_year else _LONG, titles=_TITLES)
        self.set_texts()

    def _ends(self) -> list[Card]:
        """Gives the newest page and the oldest, which tell whether years have to be said."""
        return [*self._leaves.cards(1), *self._leaves.cards(1, max(0, (self._count or 0) - 1))]

    def _rows(self, limit: int, offset: int) -> list[Row]:
        today = self._clock().date()
        return [card_row(card, today) for card in self._leaves.cards(limit, offset)]

    # -------------------------------------------------------------- what was chosen

    @on(LongRows.Chosen)
    async def _chosen(self, event: LongRows.Chosen) -> None:
        row = self.query_one(LongRows).row(event.at)
        rows = [row] if row else await asyncio.to_thread(self._rows, 1, event.at)  # before it was drawn
        for each in rows:
            self._open_page(each.id)

    def _open_page(self, name: str) -> None:
        self.app.push_screen(PageScreen(self._journal, self._leaves, name), self._said)

    def action_search(self) -> None:
        """Searches; the query is there again the next time."""
        self.app.push_screen(SearchScreen(self._journal, self._clock, self._query), self._keep)

    def _keep(self, query: str | None) -> None:
        self._query = query or ""

    def action_trash(self) -> None:
        """Looks into the trash."""
        self.app.push_screen(TrashScreen(self._journal, self._clock), self._said)

    def _said(self, sentence: str | None) -> None:
        self.say(sentence or "")
