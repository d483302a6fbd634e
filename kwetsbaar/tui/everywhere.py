"""What works on every screen: keys, someone to talk to, the other language, the palette, the look."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import SystemCommand

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import LANGUAGES, _, language, msg, set_language
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.commands import LOOKS, OurPalette, bound, keys_here
from kwetsbaar.tui.frame import FramedScreen, Kind, key
from kwetsbaar.tui.guard import GuardedApp
from kwetsbaar.tui.keybar import HELP_LINES
from kwetsbaar.tui.screens.helplines import HelpLinesScreen
from kwetsbaar.tui.screens.keys import KeysScreen
from kwetsbaar.tui.theme import NIGHT, PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.screen import Screen

    from kwetsbaar.journal import Places

LAST_KEYS: Final = (key("f1,question_mark", "keys", msg("Keys")), key("f2", HELP_LINES, msg("Someone to talk to")))
"""The keys that an app names after its own, since the bar shows them last."""


class EverywhereApp(GuardedApp[int]):
    """An app that speaks two languages and has two looks, and remembers which."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+t", "other_language", msg("The other language"), show=False, priority=True),
    ]

    def __init__(self, places: Places) -> None:
        self._preferences = Preferences.load(places)
        self._places = places
        super().__init__(self._preferences.theme or PAPER)

    def action_keys(self) -> None:
        """Shows the keys of this screen."""
        if isinstance(self.screen, FramedScreen) and not isinstance(self.screen, KeysScreen):
            self.push_screen(KeysScreen(keys_here(self.screen)))

    def action_help_lines(self) -> None:
        """Shows who there is to talk to."""
        if isinstance(self.screen, FramedScreen) and not isinstance(self.screen, HelpLinesScreen):
            self.push_screen(HelpLinesScreen())

    async def action_other_language(self) -> None:
        """Speaks the other language, on every screen that is open."""
        set_language(next(code for code in LANGUAGES if code != language()))
        for screen in self.screen_stack:
            if isinstance(screen, FramedScreen):
                await screen.language_changed()
        self.remember(self._preferences.with_(language=language()))

    def action_look(self, name: str) -> None:
        """Changes to paper or night."""
        self.theme = name
        self.remember(self._preferences.with_(theme=name))

    def action_help_quit(self) -> None:
        """Says how to leave: Ctrl+C does not."""
        self.say(_("Ctrl+Q is enough for now."))

    def action_command_palette(self) -> None:
        """Shows the palette."""
        if isinstance(self.screen, FramedScreen):
            self.push_screen(OurPalette())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Gives what the palette offers: the keys of this screen, and the other look."""
        for node, binding in bound(screen):
            if binding.show or node is self:

                def do(action: str = binding.action, where: object = node) -> None:
                    self.call_later(self.run_action, action, where)

                yield SystemCommand(_(binding.description), "", do)
        other = NIGHT if self.theme == PAPER else PAPER
        yield SystemCommand(str(LOOKS[other]), "", lambda: self.action_look(other))

    # -------------------------------------------------------------- for the app itself

    def say(self, sentence: str, kind: Kind = "good") -> None:
        """Shows a sentence at the foot of the column of the screen that is open."""
        if isinstance(self.screen, FramedScreen):
            self.screen.say(sentence, kind=kind)

    def tell(self, error: KwetsbaarError) -> None:
        """Shows what went wrong, and the way out."""
        self.say(f"{error.message} {error.hint or ''}".strip(), kind="bad")

    @property
    def preferences(self) -> Preferences:
        """What a person chose."""
        return self._preferences

    def remember(self, preferences: Preferences) -> None:
        """Keeps other preferences for the next time."""
        self._preferences = preferences
        self.run_worker(self._save(preferences), group="preferences")

    async def _save(self, preferences: Preferences) -> None:
        try:
            await asyncio.to_thread(preferences.save, self._places)
        except KwetsbaarError as error:
            self.tell(error)
