"""The first run, up to a journal that is open: language, for whom, passphrase, folder. Each step has a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.i18n import language
from kwetsbaar.tui.screens.audience import AudienceScreen
from kwetsbaar.tui.screens.folder import FolderScreen
from kwetsbaar.tui.screens.passphrase import PassphraseScreen
from kwetsbaar.tui.screens.welcome import WelcomeScreen

if TYPE_CHECKING:
    from kwetsbaar.tui.door import Door
    from kwetsbaar.tui.everywhere import EverywhereApp
    from kwetsbaar.tui.screens.folder import Made


class Beginning:
    """Walks a person through it. What they choose is remembered at once."""

    def __init__(self, app: EverywhereApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def walk(self) -> Made:
        """Gives the journal that was made, or the folder of one that was there; called in a worker."""
        while True:
            await self._app.push_screen_wait(WelcomeScreen())
            self._app.remember(self._app.preferences.with_(language=language()))
            made = await self._for_whom()
            if made is not None:
                return made

    async def _for_whom(self) -> Made | None:
        while audience := await self._app.push_screen_wait(AudienceScreen(self._app.preferences.audience)):
            self._app.remember(self._app.preferences.with_(audience=audience))
            made = await self._passphrase()
            if made is not None:
                return made
        return None

    async def _passphrase(self) -> Made | None:
        while passphrase := await self._app.push_screen_wait(PassphraseScreen()):
            made = await self._app.push_screen_wait(FolderScreen(self._door, passphrase))
            if made is not None:
                return made
        return None
