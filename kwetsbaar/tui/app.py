"""The app: which screen comes when, and the few things that work on all of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import SystemCommand

from kwetsbaar.errors import KwetsbaarError, NotSaved
from kwetsbaar.i18n import LANGUAGES, Message, _, language, msg, set_language
from kwetsbaar.journal import Journal
from kwetsbaar.journal.journal import now
from kwetsbaar.journal.packs import FREE_PAGE, Packs
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.commands import LOOKS, OurPalette, bound, keys_here
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.guard import GuardedApp, hooks
from kwetsbaar.tui.keybar import HELP_LINES
from kwetsbaar.tui.lock import BlankScreen, Unsaved, pop_to_bottom, save_all
from kwetsbaar.tui.screens.helplines import HelpLinesScreen
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.keys import KeysScreen
from kwetsbaar.tui.screens.packs import PacksScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.pages import PagesScreen
from kwetsbaar.tui.screens.passphrase import PassphraseScreen
from kwetsbaar.tui.screens.unlock import UNLOCK_STYLE, UnlockScreen
from kwetsbaar.tui.screens.welcome import WelcomeScreen
from kwetsbaar.tui.screens.words import WordsScreen
from kwetsbaar.tui.session.result import Discarded, Kept, PutAway, SessionResult
from kwetsbaar.tui.session.screen import SessionScreen
from kwetsbaar.tui.theme import NIGHT, PAPER, STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable
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


class KwetsbaarApp(GuardedApp[int]):
    """One journal, from its lock to its lock. The unlock screen is the bottom of the stack; all else lies on it."""

    TITLE = "kwetsbaar"
    CSS_PATH: ClassVar[CSSPathType | None] = [*STYLES, UNLOCK_STYLE]  # Textual loads no style of a default screen
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+l", "lock", msg("Lock"), priority=True),
        key("f1,question_mark", "keys", msg("Keys")),
        key("f2", HELP_LINES, msg("Someone to talk to")),
        key("ctrl+q", "leave", msg("Enough for now"), show=False),
        key("ctrl+t", "other_language", msg("The other language"), show=False, priority=True),
    ]

    def __init__(self, folder: Path, places: Places, *, start_pack: str | None = None, clock: Clock = now) -> None:
        self._preferences = Preferences.load(places)
        super().__init__(self._preferences.theme or PAPER)
        self._places = places
        self._folder = folder
        self._start_pack = start_pack
        self._clock = clock
        self._packs = Packs(places)
        self._unlock = UnlockScreen(folder, places, clock)
        self._journal: Journal | None = None
        self._unsaved: Unsaved | None = None
        self._locking = False

    def get_default_screen(self) -> Screen[None]:
        """Gives the unlock screen."""
        return self._unlock

    def on_mount(self) -> None:
        """Asks for the passphrase, or makes a journal if there is none yet."""
        if not Journal.exists(self._folder):
            self.run_worker(self._first_run(), group="first run")

    # -------------------------------------------------------------- coming in

    async def _first_run(self) -> None:
        await self.push_screen_wait(WelcomeScreen())
        self._remember(self._preferences.with_(language=language()))
        created = await self.push_screen_wait(PassphraseScreen(self._folder, self._places, self._clock))
        self._folder = created.journal.folder
        self._unlock.use(self._folder)
        self._remember(self._preferences.with_(journal=self._folder))
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
        self.push_screen(HomeScreen(journal, self._packs, self._clock))
        if self._start_pack:
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
            self._tell(error)
        else:
            self._open_session(journal, journal.writing.begin(pack, language()))

    async def _continue(self, journal: Journal, draft_id: str) -> None:
        try:
            draft = await asyncio.to_thread(journal.writing.draft, draft_id)
        except KwetsbaarError as error:
            self._tell(error)
        else:
            self._open_session(journal, draft)

    def _open_session(self, journal: Journal, draft: Draft) -> None:
        self.push_screen(SessionScreen(draft, journal.writing), self._written)

    def _written(self, result: SessionResult | None) -> None:
        match result:
            case Kept():
                self._say(_("Kept. It is a page in your journal now."))
            case PutAway(draft) if draft is not None:
                self._say(_("Saved. It lies ready, if you like."))
            case Discarded():
                self._say(_("Not kept. It is gone, the draft too."))

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

    def action_lock(self) -> None:
        """Locks: blank at once, then save."""
        self._cover(leaving=False)

    def action_leave(self) -> None:
        """Locks, and leaves when everything is saved."""
        if self._journal is None:
            self.exit(0)
        else:
            self._cover(leaving=True)

    def action_help_quit(self) -> None:
        """Says how to leave: Ctrl+C does not."""
        self._say(_("Ctrl+Q is enough for now."))

    def _cover(self, *, leaving: bool) -> None:
        if self._journal is not None and not self._locking:
            self._locking = True
            self.push_screen(BlankScreen())
            self.run_worker(self._lock(self._journal, leaving=leaving), group="lock")

    async def _lock(self, journal: Journal, *, leaving: bool) -> None:
        unsaved = await save_all(self.screen_stack, journal)
        if unsaved is not None and leaving and self._unsaved is None:
            self._unsaved = unsaved
            await self.pop_screen()
            self._locking = False
            self._tell(NotSaved(unsaved.error.message, msg("Your text is still here. Ctrl+L locks and keeps trying.")))
            return
        self.workers.cancel_group(self, "begin")
        await pop_to_bottom(self)
        self._journal = None
        self._locking = False
        await asyncio.to_thread(journal.close)
        await self._unlock.language_changed()
        self._unlock.prepare(_("Locked."))
        if unsaved is not None:
            self._unsaved = unsaved
            self._unlock.prepare(_not_saved(unsaved), kind="bad")
            self.run_worker(self._keep_trying(unsaved), group="unsaved", exclusive=True)
        elif leaving:
            self.exit(0)

    async def _keep_trying(self, unsaved: Unsaved) -> None:
        while True:
            await asyncio.sleep(_TRY_AGAIN)
            try:
                await asyncio.to_thread(unsaved.draft.save)
            except KwetsbaarError:
                continue
            self._unsaved = None
            self._say(_("Your last words are saved now."))
            return

    # -------------------------------------------------------------- what works everywhere

    def action_keys(self) -> None:
        """Shows the keys of this screen."""
        if isinstance(self.screen, FramedScreen) and not isinstance(self.screen, KeysScreen):
            self.push_screen(KeysScreen(keys_here(self.screen)))

    def action_help_lines(self) -> None:
        """Shows who there is to talk to."""
        if not isinstance(self.screen, HelpLinesScreen | BlankScreen):
            self.push_screen(HelpLinesScreen())

    async def action_other_language(self) -> None:
        """Speaks the other language, on every screen that is open."""
        set_language(next(code for code in LANGUAGES if code != language()))
        for screen in self.screen_stack:
            if isinstance(screen, FramedScreen):
                await screen.language_changed()
        self._remember(self._preferences.with_(language=language()))

    def action_look(self, name: str) -> None:
        """Changes to paper or night."""
        self.theme = name
        self._remember(self._preferences.with_(theme=name))

    def action_command_palette(self) -> None:
        """Shows the palette."""
        if isinstance(self.screen, FramedScreen):
            self.push_screen(OurPalette())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Gives what the palette offers: the keys of this screen, and the looks."""
        for node, binding in bound(screen):
            if binding.show or node is self:

                def do(action: str = binding.action, where: object = node) -> None:
                    self.call_later(self.run_action, action, where)

                yield SystemCommand(_(binding.description), "", do)
        other = NIGHT if self.theme == PAPER else PAPER
        yield SystemCommand(str(LOOKS[other]), "", lambda: self.action_look(other))

    # -------------------------------------------------------------- saying

    def _say(self, sentence: str) -> None:
        if isinstance(self.screen, FramedScreen):
            self.screen.say(sentence, kind="good")

    def _tell(self, error: KwetsbaarError) -> None:
        if isinstance(self.screen, FramedScreen):
            self.screen.say(f"{error.message} {error.hint or ''}".strip(), kind="bad")

    def _remember(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.run_worker(self._save_preferences(preferences), group="preferences")

    async def _save_preferences(self, preferences: Preferences) -> None:
        try:
            await asyncio.to_thread(preferences.save, self._places)
        except KwetsbaarError as error:
            self._tell(error)


def _not_saved(unsaved: Unsaved) -> str:
    sentence: Message = msg(
        "Your last words are not saved yet: {reason} They are kept here, encrypted, and saving is tried again.",
        reason=unsaved.error.message,
    )
    return str(sentence)
