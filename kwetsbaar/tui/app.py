"""The app: which screen comes when, and the few things that work on all of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, language, msg, set_language
from kwetsbaar.journal import Journal
from kwetsbaar.journal.journal import now
from kwetsbaar.journal.packs import FREE_PAGE, Packs
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.commands import OurPalette, here
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.guard import GuardedApp, hooks
from kwetsbaar.tui.keybar import HELP_LINES
from kwetsbaar.tui.lock import BlankScreen, forget, pop_to_bottom, save_all
from kwetsbaar.tui.screens.helplines import HelpLinesScreen
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.keys import KeysScreen
from kwetsbaar.tui.screens.packs import PacksScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.pages import PagesScreen
from kwetsbaar.tui.screens.passphrase import PassphraseScreen
from kwetsbaar.tui.screens.unlock import UnlockScreen
from kwetsbaar.tui.screens.welcome import WelcomeScreen
from kwetsbaar.tui.screens.words import WordsScreen
from kwetsbaar.tui.theme import NIGHT, PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.binding import BindingType
    from textual.screen import Screen

    from kwetsbaar.journal import Places
    from kwetsbaar.journal.writing import Clock


def open_app(folder: Path, places: Places, *, start_pack: str | None = None) -> int:
    """Runs the app until it is left, and gives the exit code."""
    with hooks():
        app = KwetsbaarApp(folder, places, start_pack=start_pack)
        app.run()
        return app.return_code or 0
