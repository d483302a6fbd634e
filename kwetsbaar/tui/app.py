"""The app: from the first lock to the last. What lies behind the lock is loaded while the passphrase is typed."""

from __future__ import annotations

import asyncio
import gc
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events, on

from kwetsbaar.errors import KwetsbaarError, NotSaved
from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.door import DemoDoor, Door
from kwetsbaar.tui.driver import HUNG_UP
from kwetsbaar.tui.everywhere import LAST_KEYS, EverywhereApp
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.guard import hooks
from kwetsbaar.tui.idle import LOOK_EVERY, Idle
from kwetsbaar.tui.returning import HOME, Place, Spot, ToDraft, laid_out, put_back, spot_of
from kwetsbaar.tui.screens.unlock import UNLOCK_STYLE, UnlockScreen
from kwetsbaar.tui.signals import Signals
from kwetsbaar.tui.theme import STYLES
from kwetsbaar.tui.turns import OPENS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual._path import CSSPathType
    from textual.binding import BindingType
    from textual.screen import Screen

    from kwetsbaar.journal import Journal, Places
    from kwetsbaar.journal.writing import Clock
    from kwetsbaar.tui.desk import Desk
    from kwetsbaar.tui.lock import Unsaved
    from kwetsbaar.tui.returning import Way

_TRY_AGAIN = 5.0
"""Seconds between two tries to save what the disk did not take."""

_FORGET = (0.5, 3.0, 15.0)
"""Seconds after a lock when memory is cleared: asyncio keeps a screen until the time of its last timer has come."""

_SELDOM = 100
"""How many times what is new is gone through for garbage before all is: that takes long enough to be felt."""


def open_app(folder: Path, places: Places, *, start_pack: str | None = None) -> int:
    """Runs the app until it is left, and gives the exit code."""
    return _run(KwetsbaarApp(folder, places, start_pack=start_pack))


def open_demo(journal: Journal, places: Places) -> int:
    """Runs the app on a demo journal that is open, until it is left, and gives the exit code."""
    return _run(KwetsbaarApp(journal.folder, places, demo=journal))


def _run(app: KwetsbaarApp) -> int:
    with hooks():
        try:
            app.run()
        finally:
            app.let_go()
            app.signals.stop()
        return app.return_code or 0


def _now() -> datetime:
    return datetime.now().astimezone()


class KwetsbaarApp(EverywhereApp):
    """One journal. The unlock screen is the bottom of the stack; all else lies on it while the journal is open."""

    TITLE = "kwetsbaar"
    CSS_PATH: ClassVar[CSSPathType | None] = [*STYLES, UNLOCK_STYLE]  # Textual loads no style of a default screen
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+l", "lock", msg("Lock"), priority=True),
        key("f3", "cover", msg("Cover the text"), show=False, priority=True),
        key("ctrl+q", "leave", msg("Enough for now"), show=False),
        key("f6", "opening", msg("What opens your journal"), show=False, priority=True),
        *LAST_KEYS,
    ]

    def __init__(
        self,
        folder: Path,
        places: Places,
        *,
        start_pack: str | None = None,
        clock: Clock = _now,
        demo: Journal | None = None,
    ) -> None:
        super().__init__(places)
        self._door = DemoDoor(demo, places, clock) if demo else Door(folder, places, clock)
        self._demo = demo
        self._start_pack = start_pack
        self._unlock = UnlockScreen(self._door)
        self._idle = Idle(after=self.preferences.idle_minutes * 60.0)
        self._journal: Journal | None = None
        self._unsaved: Unsaved | None = None
        self._trying = asyncio.Lock()
        self._moved: dict[str, str] = {}
        self._warned = False
        self._words: str | None = None
        self._offered = False
        self._were: list[Place] = []
        self._locking = False
        self._leaving: int | None = None
        self.signals = Signals(self._end, self._suspend)
        """Hears wishes to end from outside."""

    def get_default_screen(self) -> Screen[None]:
        """Gives the unlock screen."""
        return self._unlock

    def on_mount(self) -> None:
        """Asks for the passphrase, or makes a journal if there is none yet."""
        self.set_interval(LOOK_EVERY, self._lock_if_idle)
        if not self.is_headless:
            self.signals.hear()
        self.run_worker(self._begin(), group="begin")

    @property
    def mark(self) -> str:
        """That this is a demo journal, if it is."""
        return _("demo journal") if self._door.IS_DEMO else ""

    # -------------------------------------------------------------- coming in

    async def _begin(self) -> None:
        """Looks whether there is a journal, and loads what lies behind its lock meanwhile."""
        if self._demo is not None:
            self._enter(self._demo)
            return
        if self._door.folder.exists():
            await asyncio.to_thread(_load)
        if not await asyncio.to_thread(self._door.exists):
            await self._first_run()

    async def _first_run(self) -> None:
        from kwetsbaar.journal import Created
        from kwetsbaar.journal.packs import FREE_PAGE
        from kwetsbaar.tui.beginning import Beginning

        made = await Beginning(self, self._door).walk()
        self.remember(self.preferences.with_(journal=self._door.folder))
        if isinstance(made, Created):
            self._words = made.words
            self._start_pack = self._start_pack or FREE_PAGE
            self._enter(made.journal)

    @on(UnlockScreen.Opened)
    def _opened(self, event: UnlockScreen.Opened) -> None:
        if self._journal is None and not self._locking:
            self.run_worker(self._enter_with_unsaved(event.journal), group=OPENS)
        else:
            event.journal.close()

    async def _renew(self, journal: Journal) -> KwetsbaarError | None:
        """Goes on with a new key that is not in use everywhere; gives why that could not be done, if so."""
        from kwetsbaar.tui.screens.renewing import RenewingScreen

        return await self.push_screen_wait(RenewingScreen(journal)) if journal.rekey_waits else None

    async def _enter_with_unsaved(self, journal: Journal) -> None:
        """Hands what still waits for the disk to the journal, before anything of it is shown, and goes in."""
        trouble = await self._renew(journal)
        unsaved, self._unsaved = self._unsaved, None  # nobody tries on from here
        async with self._trying:  # but a try that is under way
            for sealed in unsaved.drafts if unsaved else ():
                await asyncio.to_thread(journal.writing.hold, sealed)
        if self._journal is None and not self._locking:
            self._enter(journal)
            if trouble:
                await laid_out(self.screen)
                self.tell(trouble)
        else:
            journal.close()

    def _enter(self, journal: Journal) -> None:
        from kwetsbaar.tui.desk import Desk

        self._journal = journal
        self._idle.touched()
        start, self._start_pack = self._start_pack, None
        desk = Desk(journal, self._places, self._door.clock, start)
        self.push_screen(desk)
        self._offer_words(journal)
        self.run_worker(self._come_in(desk, journal, elsewhere=start is not None), group=OPENS)

    async def _come_in(self, desk: Desk, journal: Journal, *, elsewhere: bool) -> None:
        """Tries once more to save what waits since the lock, and goes back to where the person was."""
        waits = bool(journal.writing.held)
        trouble = await self._save_held(journal) if waits else None
        if not elsewhere:
            await self._return(desk)
        if trouble is not None:
            self.run_worker(self._keep_trying_held(journal, trouble), group="unsaved", exclusive=True)
        elif waits:
            self.say(_("What you wrote is saved now."))

    async def _return(self, desk: Desk) -> None:
        """Goes back to where the person was before the lock, or before a crash."""
        were, self._were = self._were, []
        for place in were:
            if place.way == HOME:
                self.run_worker(self._find_at_home(desk, place.spot), group="return-home", exclusive=True)
            elif not await self._is_loaded_for(place.way, desk) or not await self._reopen(place):
                break  # what is gone, and what lay on it
        since, self._door.left_open = self._door.left_open, None
        if since is not None and await desk.go_on_since(since):
            await laid_out(self.screen)
            self.say(_("You were here."))

    async def _is_loaded_for(self, way: Way, desk: Desk) -> bool:
        """Waits until the pages are read if `way` leads to them; tells whether the person stayed there meanwhile."""
        below = self.screen
        if below is desk and not isinstance(way, ToDraft):
            await laid_out(desk)
        return self.screen is below and self._journal is not None

    async def _reopen(self, place: Place) -> bool:
        """Opens one screen more; tells whether it is there."""
        below = self.screen
        if isinstance(below, FramedScreen) and self._journal is not None:
            await below.return_to(self._now_at(place.way))
        if self.screen is below:
            return False
        await laid_out(self.screen)
        put_back(self.screen, place.spot)
        return True

    async def _find_at_home(self, desk: Desk, spot: Spot) -> None:
        """Finds the row at home, which reads its pages meanwhile: unless the person went to another row by then."""
        await laid_out(desk)
        if desk.is_attached and spot_of(desk).is_first:
            put_back(desk, spot)

    def _now_at(self, way: Way) -> Way:
        """Gives the way to a draft that was laid beside another one while it waited."""
        if isinstance(way, ToDraft) and way.begun is None:
            return ToDraft(self._moved.get(way.id, way.id))
        return way

    # -------------------------------------------------------------- recovery words

    def on_desk_page_kept(self) -> None:
        """After the first page of a new journal: the words, now or later."""
        if self._words and not self._offered:
            self._offered = True
            self.on_home_screen_make_words()

    def on_home_screen_make_words(self) -> None:
        """Goes about the words: those of a new journal, or new ones."""
        if self._journal is not None:
            self.run_worker(self._about_words(self._journal), group="words", exclusive=True)

    async def _about_words(self, journal: Journal) -> None:
        from kwetsbaar.tui.screens.newwords import NewWordsScreen
        from kwetsbaar.tui.screens.onething import OneThingScreen
        from kwetsbaar.tui.screens.words import WordsScreen

        new = self._words is None
        words = self._words or journal.proposed_words()
        when = await self.push_screen_wait(OneThingScreen(new=new))
        done = when == "done" or (when == "now" and await self.push_screen_wait(WordsScreen(words)))
        if done and new and when == "now":  # until then the words of before, if there are any, hold
            done = await self.push_screen_wait(NewWordsScreen(self._door, words))
        if done:
            journal.words_confirmed = self._door.clock().date()
            self._words = None
            self.say(_("Good. Keep that paper where you find it again."))
        self._offer_words(journal)

    def _offer_words(self, journal: Journal) -> None:
        """Shows one quiet line at home as long as the words are not on paper."""
        from kwetsbaar.tui.desk import Desk

        for screen in self.screen_stack:
            if isinstance(screen, Desk):
                screen.offer_words(yes=_words_wanted(journal) and not self._door.IS_DEMO)

    # -------------------------------------------------------------- locking and leaving

    def _end(self, code: int) -> None:
        """Saves and leaves, since something outside wants it; what is wanted twice is done once."""
        if self._leaving is None:
            self._leaving = code
        if self._journal is None and not self._locking:
            self._leave_now()
        else:
            self._cover()

    def terminal_gone(self) -> None:
        """Saves before it stops."""
        self._end(HUNG_UP)

    def stop_broken(self) -> None:
        """Saves before it stops."""
        self._end(1)

    def _suspend(self, put_aside: Callable[[], None]) -> None:
        """Locks, and then has the process put aside."""
        if self._journal is None and not self._locking:
            put_aside()
        else:
            self._cover(then=put_aside)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """There is nothing to lock or to cover before a journal is open."""
        if action == "opening":
            return self._journal is not None and not self._door.IS_DEMO
        return self._journal is not None if action in {"lock", "cover"} else True

    async def on_event(self, event: events.Event) -> None:
        """Notes that somebody is there."""
        if isinstance(event, events.InputEvent):
            self._idle.touched()
        await super().on_event(event)

    def action_lock(self) -> None:
        """Locks: blank at once, then save."""
        self._cover()

    def action_cover(self) -> None:
        """Covers what stands on the screen, or uncovers it."""
        from kwetsbaar.tui.screens.covered import CoveredScreen

        if isinstance(self.screen, CoveredScreen):
            self.screen.dismiss()
        elif not self._locking:
            self.push_screen(CoveredScreen())

    @property
    def opens_with(self) -> Callable[[], str] | None:
        """Says how it stands with the recovery words."""
        from kwetsbaar.tui.screens.opening import words_said

        journal = self._journal
        return None if journal is None or self._door.IS_DEMO else lambda: words_said(journal)

    def action_opening(self) -> None:
        """Shows what opens the journal: the passphrase and the recovery words."""
        from kwetsbaar.tui.frame import FramedScreen
        from kwetsbaar.tui.screens.opening import OpeningScreen

        here = isinstance(self.screen, FramedScreen) and not any(
            isinstance(s, OpeningScreen) for s in self.screen_stack
        )
        if self._journal is not None and not self._door.IS_DEMO and here:
            self.push_screen(OpeningScreen(self._journal, self._door))

    async def adopt(self) -> None:
        """Makes the app as the preferences want it, the time before it locks too."""
        await super().adopt()
        self._idle.after = self.preferences.idle_minutes * 60.0

    def action_leave(self) -> None:
        """Locks, and leaves when everything is saved."""
        if self._journal is not None:
            self._leaving = 0
            self._cover()
        elif self._unsaved is not None and not self._warned:
            self._warn()
        else:
            self._leaving = 0
            self._leave_now()

    def _warn(self) -> None:
        self._warned = True
        self.say(_("What you just wrote is not saved yet. Ctrl+Q once more leaves without it."), "bad")

    def _leave_now(self) -> None:
        code = self._leaving or 0
        self.exit(code, return_code=code)

    def _lock_if_idle(self) -> None:
        if self._journal is None or not self._idle.over:
            return
        from kwetsbaar.tui.lock import is_resting

        if not any(map(is_resting, self.screen_stack)):
            self.action_lock()

    def _cover(self, then: Callable[[], None] | None = None) -> None:
        from kwetsbaar.tui.lock import BlankScreen

        if self._journal is not None and not self._locking:
            self._locking = True
            self.push_screen(BlankScreen())
            self.run_worker(self._lock(self._journal, then), group="lock")

    async def _lock(self, journal: Journal, then: Callable[[], None] | None) -> None:
        from kwetsbaar.tui.lock import places_of, pop_to_bottom, save_all

        unsaved = await save_all(self.screen_stack, journal)
        if unsaved is not None and self._leaving == 0 and (unsaved.in_session or not self._warned):
            await self.pop_screen()  # who leaves by a key can still choose
            self._locking, self._leaving = False, None
            if unsaved.in_session:
                where = msg("Your text is still here. Ctrl+L locks and keeps trying.")
                self.tell(NotSaved(unsaved.error.message, where))
            else:
                self._warn()
            return
        self._were = places_of(self.screen_stack)
        self.workers.cancel_group(self, "words")
        await pop_to_bottom(self)
        self._journal = self._words = None
        self._unsaved, self._warned = unsaved, False
        self._clipboard = ""
        await asyncio.to_thread(self._door.shut, journal)
        self._locking = False
        self._unlock.prepare("" if self._door.IS_DEMO else _("Locked."))
        for seconds in _FORGET:  # what refers to itself is let go of then, and not some day
            self.set_timer(seconds, gc.collect)
        if self._leaving is not None:
            self._leave_now()
        elif unsaved is not None:
            self._unlock.prepare(str(unsaved.sentence), kind="bad")
            self.run_worker(self._keep_trying(unsaved), group="unsaved", exclusive=True)
        if then is not None:
            self.call_after_refresh(then)

    async def _keep_trying(self, unsaved: Unsaved) -> None:
        """Tries while the journal is locked."""
        while self._unsaved is unsaved:
            await asyncio.sleep(_TRY_AGAIN)
            async with self._trying:
                if self._unsaved is not unsaved:
                    return
                try:
                    self._moved |= await asyncio.to_thread(unsaved.try_again)
                except KwetsbaarError:
                    continue
            if self._unsaved is unsaved:
                self._unsaved, self._warned = None, False
                self._unlock.clear_status()
                self.say(_("What you wrote is saved now."))

    async def _save_held(self, journal: Journal) -> KwetsbaarError | None:
        """Tries once; gives why it could not be."""
        try:
            self._moved |= await asyncio.to_thread(journal.writing.save_held)
        except KwetsbaarError as error:
            return error
        return None

    async def _keep_trying_held(self, journal: Journal, trouble: KwetsbaarError) -> None:
        """Tries while the journal is open, and says at home how it stands."""
        from kwetsbaar.tui.desk import Desk
        from kwetsbaar.tui.lock import not_saved

        self.say(str(not_saved(trouble)), "bad")
        while self._journal is journal:
            await asyncio.sleep(_TRY_AGAIN)
            if self._journal is not journal or self._locking:
                continue
            waits = bool(journal.writing.held)  # it may be saved from where a person goes on with it
            error = await self._save_held(journal) if waits else None
            at_home = isinstance(self.screen, Desk)
            if error is None:
                self._warned = False
                if waits or at_home:
                    self.say(_("What you wrote is saved now.") if waits else "")
                return
            if at_home and not self._warned:
                self.say(str(not_saved(error)), "bad")


def _words_wanted(journal: Journal) -> bool:
    """Tells whether there are recovery words that are not on paper."""
    return journal.has_words and journal.words_confirmed is None


def _load() -> None:
    """Imports what lies behind the lock; takes as long as a person needs for a few letters."""
    import kwetsbaar.tui.desk  # noqa: F401 - only to have it loaded

    if not gc.get_freeze_count():  # all this stays: going through it for garbage is what the screen would stall for
        gc.freeze()
        young, middle, _all = gc.get_threshold()
        gc.set_threshold(young, middle, _SELDOM)
