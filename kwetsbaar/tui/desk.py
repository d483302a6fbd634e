"""Home with its doors: what opens when something there is chosen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, language
from kwetsbaar.journal.packs import FREE_PAGE, Packs
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.packs import PacksScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.pages import PagesScreen
from kwetsbaar.tui.session.result import Discarded, Kept, PutAway, SessionResult
from kwetsbaar.tui.session.screen import SessionScreen

if TYPE_CHECKING:
    from kwetsbaar.core.draft import Draft
    from kwetsbaar.journal import Journal, Places
    from kwetsbaar.journal.page import Card
    from kwetsbaar.journal.writing import Clock


class Desk(HomeScreen):
    """Where a person sits down: home, and from there writing and reading."""

    def __init__(self, journal: Journal, places: Places, clock: Clock, start_pack: str | None = None) -> None:
        packs = Packs(places)
        super().__init__(journal, packs, clock)
        self._all_packs = packs
        self._open_journal = journal
        self._today = clock
        self._start_pack = start_pack

    def on_mount(self) -> None:
        """Begins with the pack that was asked for, if one was."""
        self._begin(self._start_pack)

    # -------------------------------------------------------------- writing

    @on(HomeScreen.Write)
    def _write(self, event: HomeScreen.Write) -> None:
        self._begin(event.pack_id or FREE_PAGE)

    @on(HomeScreen.GoOn)
    def _go_on(self, event: HomeScreen.GoOn) -> None:
        self.run_worker(self._continue(event.draft_id), group="begin", exclusive=True)

    @on(HomeScreen.ShowPacks)
    def _show_packs(self) -> None:
        self.app.push_screen(PacksScreen(self._all_packs), self._begin)

    def _begin(self, pack_id: str | None) -> None:
        if pack_id:
            self.run_worker(self._start(pack_id), group="begin", exclusive=True)

    async def _start(self, pack_id: str) -> None:
        try:
            pack = await asyncio.to_thread(self._all_packs.get, pack_id)
        except KwetsbaarError as error:
            self._tell(error)
        else:
            self._open_session(self._open_journal.writing.begin(pack, language()))

    async def _continue(self, draft_id: str) -> None:
        try:
            draft = await asyncio.to_thread(self._open_journal.writing.draft, draft_id)
        except KwetsbaarError as error:
            self._tell(error)
        else:
            self._open_session(draft)

    def _open_session(self, draft: Draft) -> None:
        self.app.push_screen(SessionScreen(draft, self._open_journal.writing), self._written)

    def _written(self, result: SessionResult | None) -> None:
        match result:
            case Kept():
                self.say(_("Kept. It is a page in your journal now."), kind="good")
            case PutAway(draft) if draft is not None:
                self.say(_("Saved. It lies ready, if you like."), kind="good")
            case Discarded():
                self.say(_("Not kept. It is gone, the draft too."))

    # -------------------------------------------------------------- reading

    @on(HomeScreen.Read)
    def _read(self, event: HomeScreen.Read) -> None:
        self._open_page(event.cards, event.at)

    @on(HomeScreen.ShowPages)
    def _show_pages(self, event: HomeScreen.ShowPages) -> None:
        def chosen(at: int | None) -> None:
            if at is not None:
                self._open_page(event.cards, at)

        self.app.push_screen(PagesScreen(event.cards, self._today().date()), chosen)

    def _open_page(self, cards: tuple[Card, ...], at: int) -> None:
        names = tuple(card.name for card in cards)
        self.app.push_screen(PageScreen(self._open_journal.reading, names, at))

    def _tell(self, error: KwetsbaarError) -> None:
        self.say(f"{error.message} {error.hint or ''}".strip(), kind="bad")
