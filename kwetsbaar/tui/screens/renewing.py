"""A new key that is not in use everywhere yet: goes on with that before the journal is shown, and tells how far."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _
from kwetsbaar.tui.frame import FramedScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.journal import Journal


class _Gone(Exception):
    """The screen is not there any more: the rest is for another time."""


class RenewingScreen(FramedScreen["KwetsbaarError | None"]):
    """Gives back why it could not be done, if it could not: all of the journal can be read all the same."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")

    class Progress(Message):
        """So many files are done."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._far = ""

    def compose_column(self) -> ComposeResult:
        """Says what happens."""
        yield Static(_("Your journal has a new key."), classes="strong", markup=False)
        yield Static(
            _("Not every page is written with it yet; that goes on now. You can leave and go on another time."),
            classes="hint",
            markup=False,
        )
        yield Static(self._far, id="renewing-far", classes="quiet", markup=False)

    def set_texts(self) -> None:
        """Says it in the language of the interface."""
        self.title_text = "kwetsbaar"

    def on_mount(self) -> None:
        """Goes on."""
        self.set_texts()
        self.run_worker(self._go_on(), group="renew")

    async def _go_on(self) -> None:
        trouble: KwetsbaarError | None = None
        try:
            await asyncio.to_thread(self._journal.finish_rekey, self._tell)
        except KwetsbaarError as error:
            trouble = error
        except _Gone:
            return
        self.dismiss(trouble)

    def _tell(self, done: int, total: int) -> None:
        """Is called in the thread that works, after each file."""
        if not self.is_attached or not self.app.is_running:
            raise _Gone
        self.post_message(self.Progress(done, total))

    def on_renewing_screen_progress(self, event: Progress) -> None:
        """Shows how far it is."""
        self._far = _("{done} of {total}", done=event.done, total=event.total)
        for line in self.query("#renewing-far").results(Static):
            line.update(self._far)
