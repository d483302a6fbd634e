"""The app: which screen comes when, from the first lock to the last."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import events, on

from kwetsbaar.errors import KwetsbaarError, NotSaved
from kwetsbaar.i18n import _, language, msg
from kwetsbaar.journal import Journal
from kwetsbaar.journal.journal import now
from kwetsbaar.journal.packs import FREE_PAGE, Packs
from kwetsbaar.tui.everywhere import LAST_KEYS, EverywhereApp
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.guard import hooks
from kwetsbaar.tui.idle import LOOK_EVERY, Idle
from kwetsbaar.tui.lock import BlankScreen, Unsaved, pop_to_bottom, save_all
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.packs import PacksScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.pages import PagesScreen
from kwetsbaar.tui.screens.passphrase import PassphraseScreen
from kwetsbaar.tui.screens.unlock import UNLOCK_STYLE, UnlockScreen
from kwetsbaar.tui.screens.welcome import WelcomeScreen
from kwetsbaar.tui.screens.words import WordsScreen
from kwetsbaar.tui.session.result import Discarded, Kept, PutAway, SessionResult
from kwetsbaar.tui.session.screen import SessionScreen
from kwetsbaar.tui.theme import STYLES

if TYPE_CHECKING:
    from pathlib import Path

    from textual._path import CSSPathType
    from textual.binding import BindingType
    from textual.screen import Screen

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.journal import Places
    from kwetsbaar.journal.page import Card
    from kwetsbaar.journal.writing import Clock

_TRY_AGAIN = 5.0
"""Seconds between two tries to save what the disk did not take."""


def open_app(folder: Path, places: Places, *, start_pack: str | None = None) -> int:
    """Runs the app until it is left, and gives the exit code."""
    with hooks():
        app = KwetsbaarApp(folder, places, start_pack=start_pack)
        app.run()
        return app.return_code or 0


class KwetsbaarApp(EverywhereApp):
    """One journal. The unlock screen is the bottom of the stack; all else lies on it while the journal is open."""

    TITLE = "kwetsbaar"
    CSS_PATH: ClassVar[CSSPathType | None] = [*STYLES, UNLOCK_STYLE]  # Textual loads no style of a default screen
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+l", "lock", msg("Lock"), priority=True),
        key("ctrl+q", "leave", msg("Enough for now"), show=False),
        *LAST_KEYS,
    ]

    def __init__(self, folder: Path, places: Places, *, start_pack: str | None = None, clock: Clock = now) -> None:
        super().__init__(places)
        self._folder = folder
        self._start_pack = start_pack
        self._clock = clock
        self._packs = Packs(places)
        self._unlock = UnlockScreen(folder, places, clock)
        self._idle = Idle()
        self._journal: Journal | None = None
        self._unsaved: Unsaved | None = None
        self._locking = False

    def get_default_screen(self) -> Screen[None]:
        """Gives the unlock screen."""
        return self._unlock

    def on_mount(self) -> None:
        """Asks for the passphrase, or makes a journal if there is none yet."""
        self.set_interval(LOOK_EVERY, self._lock_if_idle)
        if not Journal.exists(self._folder):
            self.run_worker(self._first_run(), group="first run")

    # -------------------------------------------------------------- coming in

    async def _first_run(self) -> None:
        await self.push_screen_wait(WelcomeScreen())
        self.remember(self.preferences.with_(language=language()))
        created = await self.push_screen_wait(PassphraseScreen(self._folder, self._places, self._clock))
        self._folder = created.journal.folder
        self._unlock.use(self._folder)
        self.remember(self.preferences.with_(journal=self._folder))
        if created.words:
            await self.push_screen_wait(WordsScreen(created.words))
        self._enter(created.journal)

    @on(UnlockScreen.Opened)
    def _opened(self, event: UnlockScreen.Opened) -> None:
        if self._journal is None and not self._locking:
            self._enter(event.journal)
        else:
            event.journal.close()

    def _enter(self, journal: Journal) -> None:
        self._journal = journal
        self._idle.touched()
        self.push_screen(HomeScreen(journal, self._packs, self._clock))
        self._begin(self._start_pack)
        self._start_pack = None

    # -------------------------------------------------------------- writing

    @on(HomeScreen.Write)
    def _write(self, event: HomeScreen.Write) -> None:
        self._begin(event.pack_id or FREE_PAGE)

    @on(HomeScreen.GoOn)
    def _go_on(self, event: HomeScreen.GoOn) -> None:
        if self._journal is not None:
            self.run_worker(self._continue(self._journal, event.draft_id), group="begin", exclusive=True)

    @on(HomeScreen.ShowPacks)
    def _show_packs(self) -> None:
        self.push_screen(PacksScreen(self._packs), self._begin)

    def _begin(self, pack_id: str | None) -> None:
        if pack_id and self._journal is not None:
            self.run_worker(self._start(self._journal, pack_id), group="begin", exclusive=True)

    async def _start(self, journal: Journal, pack_id: str) -> None:
        try:
            pack = await asyncio.to_thread(self._packs.get, pack_id)
        except KwetsbaarError as error:
            self.tell(error)
        else:
            self._open_session(journal, journal.writing.begin(pack, language()))

    async def _continue(self, journal: Journal, draft_id: str) -> None:
        try:
            draft = await asyncio.to_thread(journal.writing.draft, draft_id)
        except KwetsbaarError as error:
            self.tell(error)
        else:
            self._open_session(journal, draft)

    def _open_session(self, journal: Journal, draft: Draft) -> None:
        self.push_screen(SessionScreen(draft, journal.writing), self._written)

    def _written(self, result: SessionResult | None) -> None:
        match result:
            case Kept():
                self.say(_("Kept. It is a page in your journal now."))
            case PutAway(draft) if draft is not None:
                self.say(_("Saved. It lies ready, if you like."))
            case Discarded():
                self.say(_("Not kept. It is gone, the draft too."), "quiet")

    # -------------------------------------------------------------- reading

    @on(HomeScreen.Read)
    def _read(self, event: HomeScreen.Read) -> None:
        self._open_page(event.cards, event.at)

    @on(HomeScreen.ShowPages)
    def _show_pages(self, event: HomeScreen.ShowPages) -> None:
        def chosen(at: int | None) -> None:
            if at is not None:
                self._open_page(event.cards, at)

        self.push_screen(PagesScreen(event.cards, self._clock().date()), chosen)

    def _open_page(self, cards: tuple[Card, ...], at: int) -> None:
        if self._journal is not None:
            names = tuple(card.name for card in cards)
            self.push_screen(PageScreen(self._journal.reading, names, at))

    # -------------------------------------------------------------- locking and leaving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """There is nothing to lock before a journal is open."""
        return self._journal is not None if action == "lock" else True

    async def on_event(self, event: events.Event) -> None:
        """Notes that somebody is there."""
        if isinstance(event, events.InputEvent):
            self._idle.touched()
        await super().on_event(event)

    def action_lock(self) -> None:
        """Locks: blank at once, then save."""
        self._cover(leaving=False)

    def action_leave(self) -> None:
        """Locks, and leaves when everything is saved."""
        if self._journal is not None:
            self._cover(leaving=True)
        elif self._unsaved is not None and not self._unsaved.warned:
            self._unsaved.warned = True
            self.say(_("Your last words are not saved yet. Ctrl+Q once more leaves without them."), "bad")
        else:
            self.exit(0)

    def _lock_if_idle(self) -> None:
        resting = any(isinstance(screen, SessionScreen) and screen.resting for screen in self.screen_stack)
        if self._idle.over and not resting:
            self.action_lock()

    def _cover(self, *, leaving: bool) -> None:
        if self._journal is not None and not self._locking:
            self._locking = True
            self.push_screen(BlankScreen())
            self.run_worker(self._lock(self._journal, leaving=leaving), group="lock")

    async def _lock(self, journal: Journal, *, leaving: bool) -> None:
        unsaved = await save_all(self.screen_stack, journal)
        if unsaved is not None and leaving:
            await self.pop_screen()
            self._locking = False
            self.tell(NotSaved(unsaved.error.message, msg("Your text is still here. Ctrl+L locks and keeps trying.")))
            return
        self.workers.cancel_group(self, "begin")
        await pop_to_bottom(self)
        self._journal = None
        self._locking = False
        self._unsaved = unsaved
        await asyncio.to_thread(journal.close)
        self._unlock.prepare(_("Locked."))
        if unsaved is not None:
            self._unlock.prepare(str(unsaved.sentence), kind="bad")
            self.run_worker(self._keep_trying(unsaved), group="unsaved", exclusive=True)
        elif leaving:
            self.exit(0)

    async def _keep_trying(self, unsaved: Unsaved) -> None:
        while self._unsaved is unsaved:
            await asyncio.sleep(_TRY_AGAIN)
            try:
                await asyncio.to_thread(unsaved.draft.save)
            except KwetsbaarError:
                continue
            self._unsaved = None
            self._unlock.clear_status()
            self.say(_("Your last words are saved now."))
