"""What works on every screen: keys, someone to talk to, the other language, the palette, the look."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import SystemCommand

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import LANGUAGES, _, language, msg, set_language
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.commands import TO_LOOK, TONGUES, OurPalette, bound, keys_here
from kwetsbaar.tui.frame import FramedScreen, Kind, key
from kwetsbaar.tui.keybar import HELP_LINES, is_ours
from kwetsbaar.tui.screens.helplines import HelpLinesScreen
from kwetsbaar.tui.screens.keys import KeysScreen
from kwetsbaar.tui.sixteen import SixteenColours
from kwetsbaar.tui.theme import NIGHT, PAPER
from kwetsbaar.tui.turns import TurnsApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType
    from textual.screen import Screen

    from kwetsbaar.journal import Places
    from kwetsbaar.tui.screens.settings import SettingsScreen

LAST_KEYS: Final = (key("f1,question_mark", "keys", msg("Keys")), key("f2", HELP_LINES, msg("Someone to talk to")))
"""The keys that an app names after its own, since the bar shows them last."""


def _other_language() -> str:
    return next(code for code in LANGUAGES if code != language())


class EverywhereApp(TurnsApp[int]):
    """An app that speaks two languages and has two looks, and remembers which."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+t", "other_language", msg("The other language"), show=False, priority=True),
        key("comma", "settings", msg("Settings"), show=False),
    ]

    def __init__(self, places: Places) -> None:
        self._preferences = Preferences.load(places)
        self._places = places
        super().__init__(self._preferences.theme or PAPER)
        if not self._preferences.motion:
            self.animation_level = "none"
        if self.console.color_system == "standard" and not self.no_color:
            self._filters.append(SixteenColours())

    def action_keys(self) -> None:
        """Shows the keys of this screen."""
        if isinstance(self.screen, FramedScreen) and not isinstance(self.screen, KeysScreen):
            active = self.screen.active_bindings.values()
            works = {binding.key for _node, binding, enabled, _tooltip in active if enabled and is_ours(binding)}
            self.push_screen(KeysScreen(keys_here(self.screen), works))

    def action_help_lines(self) -> None:
        """Shows who there is to talk to."""
        if isinstance(self.screen, FramedScreen) and not isinstance(self.screen, HelpLinesScreen):
            self.push_screen(HelpLinesScreen(self._places))

    async def action_other_language(self) -> None:
        """Speaks the other language, on every screen that is open."""
        other = _other_language()
        self.remember(self._preferences.with_(language=other))
        await self.adopt()

    async def action_look(self, name: str) -> None:
        """Changes to paper or night."""
        self.remember(self._preferences.with_(theme=name))
        await self.adopt()

    def action_settings(self) -> None:
        """Shows the settings."""
        from kwetsbaar.tui.screens.settings import SettingsScreen

        if isinstance(self.screen, FramedScreen) and not isinstance(self.screen, SettingsScreen):
            folder = self._places.default_journal
            screen = SettingsScreen(
                lambda: self.preferences, folder, with_folders=not self.mark, opening=self.opens_with
            )
            self.push_screen(screen)

    @property
    def opens_with(self) -> Callable[[], str] | None:
        """Says how it stands with what opens the journal; None as long as none is open."""
        return None

    async def on_settings_screen_changed(self, event: SettingsScreen.Changed) -> None:
        """Does what was changed, saves it and says so."""
        self._preferences = event.preferences
        await self.adopt()
        event.screen.show()
        try:
            await asyncio.to_thread(self._preferences.save, self._places)
        except KwetsbaarError as error:
            self.tell(error)
        else:
            self.say(" ".join(filter(None, (_("Saved."), str(event.more or "")))))

    async def adopt(self) -> None:
        """Makes the app as the preferences want it."""
        wanted = self._preferences
        self.theme = wanted.theme or PAPER
        self.animation_level = "full" if wanted.motion else "none"
        if wanted.language and wanted.language != language():
            set_language(wanted.language)
            for screen in self.screen_stack:
                if isinstance(screen, FramedScreen):
                    await screen.language_changed()
                    screen.watch_where_text()

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

                named = TONGUES[_other_language()] if binding.action == "other_language" else _(binding.description)
                yield SystemCommand(named, "", do)
        if not any(binding.action == "settings" for _node, binding in bound(screen)):  # its key means nothing there

            def settings() -> None:
                self.call_later(self.action_settings)

            yield SystemCommand(_("Settings"), "", settings)
        other = NIGHT if self.theme == PAPER else PAPER

        def change() -> None:
            self.call_later(self.action_look, other)

        yield SystemCommand(str(TO_LOOK[other]), "", change)

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
