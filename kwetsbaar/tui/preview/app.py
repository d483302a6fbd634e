"""The app that only tries out a pack: no journal, no passphrase, nothing on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kwetsbaar.i18n import msg
from kwetsbaar.journal.journal import now
from kwetsbaar.journal.packs import Packs
from kwetsbaar.tui.everywhere import LAST_KEYS, EverywhereApp
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.guard import hooks
from kwetsbaar.tui.preview.opening import open_preview
from kwetsbaar.tui.signals import Signals

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.binding import BindingType
    from textual.screen import Screen

    from kwetsbaar.journal import Places
    from kwetsbaar.journal.writing import Clock


def open_alone(path: Path, places: Places) -> int:
    """Runs the app until it is left, and gives the exit code."""
    app = PreviewApp(path, places)
    with hooks():
        try:
            app.run()
        finally:
            app.let_go()
            app.signals.stop()
        return app.return_code or 0


class PreviewApp(EverywhereApp):
    """One pack file. It ends with its preview."""

    TITLE = "kwetsbaar"
    BINDINGS: ClassVar[list[BindingType]] = [key("ctrl+q", "leave", msg("Close the preview"), show=False), *LAST_KEYS]

    def __init__(self, path: Path, places: Places, clock: Clock = now) -> None:
        super().__init__(places)
        self._path = path
        self._clock = clock
        self.signals = Signals(self._end, self._suspend)
        """Hears wishes to end from outside."""

    def get_default_screen(self) -> Screen[None]:
        """Gives an empty screen, which nobody sees for long."""
        return FramedScreen()

    def on_mount(self) -> None:
        """Opens the file."""
        if not self.is_headless:
            self.signals.hear()
        packs = Packs.of(self._places)
        self.run_worker(open_preview(self, self._path, packs, self._clock, self.action_leave), group="begin")

    def action_leave(self) -> None:
        """Ends: there is nothing to save."""
        self.exit(0)

    def _end(self, code: int) -> None:
        self.exit(code, return_code=code)

    def _suspend(self, put_aside: Callable[[], None]) -> None:
        put_aside()
