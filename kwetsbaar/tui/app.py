"""The app: from the first lock to the last. What lies behind the lock is loaded while the passphrase is typed."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events, on

from kwetsbaar.errors import KwetsbaarError, NotSaved
from kwetsbaar.i18n import _, language, msg
from kwetsbaar.tui.everywhere import LAST_KEYS, EverywhereApp
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.guard import hooks
from kwetsbaar.tui.idle import LOOK_EVERY, Idle
from kwetsbaar.tui.screens.unlock import UNLOCK_STYLE, UnlockScreen
from kwetsbaar.tui.theme import STYLES

if TYPE_CHECKING:
    from pathlib import Path

    from textual._path import CSSPathType
    from textual.binding import BindingType
    from textual.screen import Screen

    from kwetsbaar.journal import Journal, Places
    from kwetsbaar.journal.writing import Clock
    from kwetsbaar.tui.lock import Unsaved

_TRY_AGAIN = 5.0
"""Seconds between two tries to save what the disk did not take."""


def open_app(folder: Path, places: Places, *, start_pack: str | None = None) -> int:
    """Runs the app until it is left, and gives the exit code."""
    with hooks():
        app = KwetsbaarApp(folder, places, start_pack=start_pack)
        app.run()
        return app.return_code or 0


def _now() -> datetime:
    return datetime.now().astimezone()


class KwetsbaarApp(EverywhereApp):
    """One journal. The unlock screen is the bottom of the stack; all else lies on it while the journal is open."""

    TITLE = "kwetsbaar"
    CSS_PATH: ClassVar[CSSPathType | None] = [*STYLES, UNLOCK_STYLE]  # Textual loads no style of a default screen
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+l", "lock", msg("Lock"), priority=True),
        key("ctrl+q", "leave", msg("Enough for now"), show=False),
        *LAST_KEYS,
    ]

    def __init__(self, folder: Path, places: Places, *, start_pack: str | None = None, clock: Clock = _now) -> None:
        super().__init__(places)
        self._folder = folder
        self._start_pack = start_pack
        self._clock = clock
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
        self.run_worker(self._begin(), group="begin")

    # -------------------------------------------------------------- coming in

    async def _begin(self) -> None:
        """Looks whether there is a journal, and loads what lies behind its lock meanwhile."""
        if self._folder.exists():
            await asyncio.to_thread(_load)
        from kwetsbaar.journal import Journal

        if not Journal.exists(self._folder):
            await self._first_run()

    async def _first_run(self) -> None:
        from kwetsbaar.tui.screens.passphrase import PassphraseScreen
        from kwetsbaar.tui.screens.welcome import WelcomeScreen
        from kwetsbaar.tui.screens.words import WordsScreen

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
        from kwetsbaar.tui.desk import Desk

        self._journal = journal
        self._idle.touched()
        self.push_screen(Desk(journal, self._places, self._clock, self._start_pack))
        self._start_pack = None

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
        if self._journal is None or not self._idle.over:
            return
        from kwetsbaar.tui.lock import is_resting

        if not any(map(is_resting, self.screen_stack)):
            self.action_lock()

    def _cover(self, *, leaving: bool) -> None:
        from kwetsbaar.tui.lock import BlankScreen

        if self._journal is not None and not self._locking:
            self._locking = True
            self.push_screen(BlankScreen())
            self.run_worker(self._lock(self._journal, leaving=leaving), group="lock")

    async def _lock(self, journal: Journal, *, leaving: bool) -> None:
        from kwetsbaar.tui.lock import pop_to_bottom, save_all

        unsaved = await save_all(self.screen_stack, journal)
        if unsaved is not None and leaving:
            await self.pop_screen()
            self._locking = False
            self.tell(NotSaved(unsaved.error.message, msg("Your text is still here. Ctrl+L locks and keeps trying.")))
            return
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


def _load() -> None:
    """Imports what lies behind the lock; takes as long as a person needs for a few letters."""
    import kwetsbaar.tui.desk  # noqa: F401 - only to have it loaded
