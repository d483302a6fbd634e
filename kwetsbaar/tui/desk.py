"""Home with its doors: what opens when something there is chosen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from textual import on
from textual.message import Message

from kwetsbaar.core import query
from kwetsbaar.core.days import span_said
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, language, msg
from kwetsbaar.journal.due import What
from kwetsbaar.journal.packs import FREE_PAGE, Packs
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.leaves import AllPages
from kwetsbaar.tui.lists import saved_at
from kwetsbaar.tui.returning import (
    HOME,
    ToClient,
    ToDraft,
    ToPage,
    ToScreen,
    ToSearch,
    ToText,
    ToView,
    query_again,
)
from kwetsbaar.tui.saying import complain, copy_of, said_of
from kwetsbaar.tui.screens.ask import AskScreen, Choice
from kwetsbaar.tui.screens.both import BothScreen
from kwetsbaar.tui.screens.clients import ClientScreen
from kwetsbaar.tui.screens.drafts import DraftsScreen
from kwetsbaar.tui.screens.due import SOON, DueScreen, LaterScreen
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.lookback import LookBackScreen
from kwetsbaar.tui.screens.more import MoreScreen
from kwetsbaar.tui.screens.odd import OddScreen
from kwetsbaar.tui.screens.packs import PacksScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.pages import PagesScreen
from kwetsbaar.tui.screens.search import SearchScreen
from kwetsbaar.tui.screens.thennow import ThenNowScreen
from kwetsbaar.tui.session.result import Kept
from kwetsbaar.tui.session.screen import SessionScreen
from kwetsbaar.tui.turns import OPENS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.query import Where
    from kwetsbaar.journal import Journal, Places
    from kwetsbaar.journal.due import Due
    from kwetsbaar.journal.writing import Clock
    from kwetsbaar.tui.leaves import Beside
    from kwetsbaar.tui.returning import Way
    from kwetsbaar.tui.session.result import SessionResult

_GO_ON: Final = Choice("go-on", msg("Go on with it"))
_ANEW: Final = Choice("anew", msg("Begin anew"), msg("What you wrote stays ready."))


class Desk(HomeScreen):
    """Where a person sits down: home, and from there writing and reading."""

    class PageKept(Message):
        """A page was kept."""

    def __init__(self, journal: Journal, places: Places, clock: Clock, start_pack: str | None = None) -> None:
        super().__init__(journal, self._all_packs, self._for_whom, clock)
        self._places = places
        self._open_journal = journal
        self._today = clock
        self._start_pack = start_pack
        self._query = ""

    def on_mount(self) -> None:
        """Begins with the pack that was asked for, if one was."""
        self._begin(self._start_pack)

    def empty_texts(self) -> None:
        """Forgets what was searched for too."""
        super().empty_texts()
        self._query = ""

    def _all_packs(self) -> Packs:
        return Packs.of(self._places)

    def _for_whom(self) -> str | None:
        return Preferences.load(self._places).audience

    # -------------------------------------------------------------- writing

    @on(HomeScreen.Write)
    def _write(self, event: HomeScreen.Write) -> None:
        self._begin(event.pack_id or FREE_PAGE)

    @on(HomeScreen.GoOn)
    def _go_on(self, event: HomeScreen.GoOn) -> None:
        self._continue_soon(event.draft_id)

    @on(HomeScreen.ShowDrafts)
    def _show_drafts(self) -> None:
        self.app.push_screen(DraftsScreen(self._open_journal.writing), self._continue_soon)

    def _continue_soon(self, draft_id: str | None) -> None:
        if draft_id:
            self.run_worker(self._continue(draft_id), group=OPENS, exclusive=True)

    @on(HomeScreen.ShowPacks)
    def _show_packs(self) -> None:
        self.app.push_screen(PacksScreen(self._all_packs, self._for_whom, self._today), self._begin)

    def _begin(self, pack_id: str | None) -> None:
        if pack_id:
            self.run_worker(self._start(pack_id), group=OPENS, exclusive=True)

    async def _start(self, pack_id: str) -> None:
        try:
            pack = await asyncio.to_thread(lambda: self._all_packs().get(pack_id))
        except KwetsbaarError as error:
            complain(self, error)
            return
        begun = await asyncio.to_thread(self._begun, pack_id)
        answer = await self._asked_about(begun) if begun else _ANEW.id
        if begun and answer == _GO_ON.id:
            await self._continue(begun.id)
        elif answer == _ANEW.id:
            await self._open_begun(lambda: self._open_journal.writing.begin(pack, language()))

    async def _open_begun(self, begin: Callable[[], Draft]) -> None:
        """Opens a session that is begun in a thread: it may look up what the journal knows."""
        try:
            draft = await asyncio.to_thread(begin)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self._open_session(draft)

    def _begun(self, pack_id: str) -> Draft | None:
        """Gives the draft of this pack that was saved last and in which something was given, in a thread."""
        try:
            return self._open_journal.writing.begun(pack_id)
        except KwetsbaarError:
            return None  # who wants to write can

    async def _asked_about(self, draft: Draft) -> str | None:
        title = draft.session.pack.title.in_language(draft.session.lang)
        question = msg("You began this before, on {when}.", when=saved_at(draft))
        return await self.app.push_screen_wait(AskScreen(title, question, (_GO_ON, _ANEW)))

    async def _continue(self, draft_id: str) -> None:
        try:
            draft = await asyncio.to_thread(self._open_journal.writing.draft, draft_id)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self._open_session(draft)

    def _open_session(self, draft: Draft) -> None:
        def written(result: SessionResult | None) -> None:
            sentence, kind = said_of(result, edit=draft.edits is not None)
            self.say(sentence, kind=kind)
            if isinstance(result, Kept):
                self.post_message(self.PageKept())
                self.run_worker(self._after(result), group="after")
            copy = copy_of(result)
            if copy is not None:
                self._open_both(copy.name)

        journal = self._open_journal
        self.app.push_screen(
            SessionScreen(draft, journal.writing, reading=journal.reading, flags=journal.people.flagged), written
        )

    async def _after(self, kept: Kept) -> None:
        """Shows an answer that was asked again beside the one of before, and goes on with another pack if wanted."""
        before = await asyncio.to_thread(self._open_journal.due.before, kept.page)
        if before is not None:
            await self.app.push_screen_wait(ThenNowScreen(before[0], kept.page, before[1]))
        self._begin(kept.then)

    # -------------------------------------------------------------- what lies ready

    @on(HomeScreen.OpenDue)
    def _open_due(self, event: HomeScreen.OpenDue) -> None:
        self.run_worker(self._about(event.due), group="begin", exclusive=True)

    async def _about(self, due: Due) -> None:
        match await self.app.push_screen_wait(DueScreen(due)):
            case "now" if due.what is What.PAGE:
                self._open_page(AllPages(self._open_journal.reading), due.name)
            case "now":
                await self._open_begun(lambda: self._open_journal.due.begin(due, self._all_packs(), language()))
            case "later":
                span = await self.app.push_screen_wait(LaterScreen(due))
                if span:
                    await self._put_off(due, span)
            case "soon":
                await self._put_off(due, SOON)
            case "never":
                await self._put_off(due, None)

    @on(HomeScreen.PutOff)
    def _put_off_soon(self, event: HomeScreen.PutOff) -> None:
        self.run_worker(self._put_off(event.due, event.span), group="begin", exclusive=True)

    async def _put_off(self, due: Due, span: str | None) -> None:
        try:
            await asyncio.to_thread(self._open_journal.due.put_off, due, span)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self.say(
                _("It comes back {when}.", when=span_said(span)) if span else _("You will not be asked this again.")
            )
        await self.look_again()

    # -------------------------------------------------------------- coming back

    def way_back(self) -> Way:
        """Gives home: it is there at once, and only the row is to be found again."""
        return HOME

    async def return_to(self, way: Way) -> None:
        """Opens what was open before a lock."""
        match way:
            case ToDraft(_, begun) if begun is not None:
                self._open_session(begun)
            case ToDraft(id_):
                await self._continue(id_)
            case ToPage(names, at):
                self._open_page(AllPages(self._open_journal.reading), names[at])
            case ToSearch(text):
                self._query = query_again(self._open_journal, text)
                self._search()
            case ToText("both", name):
                self._open_both(name)
            case ToScreen("packs"):
                self._show_packs()
            case ToView("", where):
                self._look_back(query.parse(query_again(self._open_journal, where)).where)
            case ToScreen("drafts"):
                self._show_drafts()
            case ToScreen("pages" | "odd" | "more" as name):
                {"pages": self._open_pages, "odd": self._open_odd, "more": self._show_more}[name]()
            case ToClient(alias):
                self._open_client(query_again(self._open_journal, alias))
            case _:
                await super().return_to(way)

    async def go_on_since(self, since: datetime) -> bool:
        """Goes on with the draft that was saved last, if that was after `since`; tells whether there is one."""
        drafts = (await asyncio.to_thread(self._open_journal.writing.drafts)).drafts
        if not drafts or drafts[0].changed < since.replace(microsecond=0):
            return False
        self._open_session(drafts[0])
        return True

    # -------------------------------------------------------------- reading

    @on(HomeScreen.Read)
    def _read(self, event: HomeScreen.Read) -> None:
        self._open_page(AllPages(self._open_journal.reading), event.name)

    @on(HomeScreen.ShowPages)
    def _show_pages(self, event: HomeScreen.ShowPages) -> None:
        if event.odd:
            self._open_odd()
        else:
            self._open_pages()

    def _open_odd(self) -> None:
        self.glance_again()
        self.app.push_screen(OddScreen(self._open_journal))

    def _open_pages(self) -> None:
        self.app.push_screen(PagesScreen(self._open_journal, AllPages(self._open_journal.reading), self._today))

    def _open_both(self, name: str) -> None:
        self.app.push_screen(BothScreen(self._open_journal, name), self._said)

    @on(HomeScreen.ShowMore)
    def _show_more(self) -> None:
        self.app.push_screen(MoreScreen(self._open_journal, self._today))

    @on(HomeScreen.ShowClient)
    def _show_client(self, event: HomeScreen.ShowClient) -> None:
        self._open_client(event.alias)

    def _open_client(self, alias: str) -> None:
        if alias:
            self.app.push_screen(ClientScreen(self._open_journal, self._today, alias), self._said)

    @on(HomeScreen.LookBack)
    def _show_views(self) -> None:
        self._look_back(query.ANYWHERE)

    def _look_back(self, where: Where) -> None:
        self.app.push_screen(LookBackScreen(self._open_journal, where))

    @on(HomeScreen.Search)
    def _search(self) -> None:
        def keep(text: str | None) -> None:
            self._query = text or ""

        self.app.push_screen(SearchScreen(self._open_journal, self._today, self._query), keep)

    def _open_page(self, leaves: Beside, name: str) -> None:
        self.app.push_screen(PageScreen(self._open_journal, leaves, name), self._said)

    def _said(self, sentence: str | None) -> None:
        self.say(sentence or "")
