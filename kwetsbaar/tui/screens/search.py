"""Finding a page back: one field, and below it what is found while a person types, the newest first."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.widgets import Input, OptionList, Static

from kwetsbaar.core import finding, query
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, msg, plural
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.keybar import KeyBar
from kwetsbaar.tui.leaves import Found
from kwetsbaar.tui.lists import hit_row
from kwetsbaar.tui.returning import ToPage, ToSearch
from kwetsbaar.tui.rows import Rows
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Hit
    from kwetsbaar.journal.writing import Clock
    from kwetsbaar.tui.returning import Way

_FIRST: Final = 12
"""Pages that are read before the rest: as many as are in sight, or nearly."""
_MOST: Final = 50
_LONGEST: Final = 400
"""Letters of a query; what is pasted beyond them is dropped."""


class SearchScreen(FramedScreen[str]):
    """Gives back the query, to be there again the next time."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "leave", msg("Back")),
        key("down", "to_results", msg("To what was found"), show=False),
        key("slash", "to_field", msg("To the field"), show=False),
    ]

    def __init__(self, journal: Journal, clock: Clock, text: str = "") -> None:
        super().__init__()
        self._journal = journal
        self._clock = clock
        self._text = text
        self._wanted = ""
        self._hits: tuple[Hit, ...] | None = None
        self._searching = False
        self._wants_first = False

    def compose_column(self) -> ComposeResult:
        """Lays out the field, a quiet line, and the list."""
        yield Input(self._text, id="search-field", max_length=_LONGEST)
        yield Static(id="search-line", classes="quiet", markup=False)
        yield Rows(id="search-hits")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Search")

    def on_mount(self) -> None:
        """Begins with the query of the last time, ready to be typed over."""
        self.set_texts()
        self._say_how_it_stands()
        self.query_one(Input).focus()

    def on_screen_resume(self) -> None:
        """Searches again: a page may have been changed or deleted."""
        if self._wanted:
            self._search()

    async def language_changed(self) -> None:
        """Changes the words round the field; what was typed stays."""
        self.set_texts()
        self.say("")
        self.query_one(KeyBar).refresh()
        self._show(self._hits)

    def way_back(self) -> Way:
        """Gives the query, encrypted: it is a person's own words."""
        return ToSearch(self._journal.closed_over(self.query_one(Input).value))

    async def return_to(self, way: Way) -> None:
        """Opens the page that was read."""
        if isinstance(way, ToPage):
            self._open_page(way.names, way.at)
        else:
            await super().return_to(way)

    def empty_texts(self) -> None:
        """Forgets what was found."""
        self._hits = None
        self._text = self._wanted = ""

    # -------------------------------------------------------------- searching

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._wanted = event.value
        self._wants_first = False
        self._search()

    def _search(self) -> None:
        """Breaks off what is being searched for; the search that runs then takes up what is wanted now."""
        self._journal.reading.interrupt()
        if not self._searching:
            self._searching = True
            self.run_worker(self._searched(), group="search")

    async def _searched(self) -> None:
        """Searches until nothing else is wanted; what was found for an earlier query is never shown."""
        done: str | None = None
        try:
            while done != self._wanted:
                done = self._wanted
                await self._found(done)
        except KwetsbaarError as error:
            complain(self, error)
        finally:
            self._searching = False
        if self._wants_first and self.app.screen is self:
            self._first()

    async def _found(self, wanted: str) -> None:
        """Shows what is found for `wanted`: first what is in sight, then the rest."""
        if not _means_something(wanted):
            self._show(None)
            return
        for limit in (_FIRST, _MOST):
            hits = await asyncio.to_thread(self._journal.reading.search, wanted, limit=limit, typing=True)
            if wanted != self._wanted or not self.is_attached:
                return
            self._show(tuple(hits), whole=limit == _MOST or len(hits) < limit)
            if len(hits) < limit:
                return

    def _show(self, hits: tuple[Hit, ...] | None, *, whole: bool = True) -> None:
        """Shows these pages; unless they are the `whole` of it the line above stays as it is."""
        self._hits = hits
        today = self._clock().date()
        self.query_one(Rows).show(hit_row(hit, today) for hit in hits or ())
        if whole:
            self._say_how_it_stands()

    def _say_how_it_stands(self) -> None:
        self.query_one("#search-line", Static).update(self._line())

    def _line(self) -> str:
        if self._hits is None:
            return _('Words, or "a few in a row". Also: #tag  @alias  pack:drie-minuten  2026-11  march 2026')
        if not self._hits:
            return _("No page has all of this in it. The beginning of a word is enough.")
        if len(self._hits) == _MOST:
            return _("The newest {n} pages.", n=_MOST)
        return str(plural("{n} page.", "{n} pages.", len(self._hits)))

    # -------------------------------------------------------------- going on

    def action_leave(self) -> None:
        """Goes back to where the person came from."""
        self.dismiss(self.query_one(Input).value)

    def action_to_results(self) -> None:
        """Goes into the list."""
        if self._hits:
            self.query_one(Rows).focus()

    def action_to_field(self) -> None:
        """Goes back to the field."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _first(self) -> None:
        """Opens the first page, or as soon as there is one."""
        self._wants_first = self._searching
        if self._hits and not self._searching:
            self._open(self.query_one(Rows).highlighted or 0)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option_index)

    def _open(self, at: int) -> None:
        """Opens the page, at the place that was found."""
        hits = self._hits or ()
        if at < len(hits):
            self._open_page(tuple(hit.card.name for hit in hits), at)

    def _open_page(self, names: tuple[str, ...], at: int) -> None:
        words = finding.words_of(query.parse(self._wanted, typing=True).words)
        self.app.push_screen(PageScreen(self._journal, Found(names), names[at], words), self._said)

    def _said(self, sentence: str | None) -> None:
        self.say(sentence or "")


def _means_something(text: str) -> bool:
    """Tells whether there is anything to search for."""
    parsed = query.parse(text, typing=True)
    return parsed.where != query.ANYWHERE or any(letter.isalnum() for letter in parsed.words)
