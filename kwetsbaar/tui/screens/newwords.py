"""Asks the passphrase once more, so that the recovery words that are on paper now will open the journal."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input, Static

from kwetsbaar.errors import KwetsbaarError, WrongPassphrase
from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import FramedScreen, Kind, Said, key
from kwetsbaar.tui.secret import SecretInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.tui.door import Door


class NewWordsScreen(FramedScreen[bool]):
    """Gives back whether the words hold from now on."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [key("escape", "later", msg("Later"))]  # noqa: RUF012 - Textual reads a list

    def __init__(self, door: Door, words: str) -> None:
        super().__init__()
        self._door = door
        self._words = words
        self._making = False

    def compose_column(self) -> ComposeResult:
        """Asks one thing."""
        yield Static(id="new-head", classes="strong", markup=False)
        yield Static(id="new-hint", classes="hint", markup=False)
        yield SecretInput(password=True, id="new-secret")
        yield Said(id="new-status")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Recovery words")
        head, hint = (self.query_one(f"#new-{name}", Static) for name in ("head", "hint"))
        head.update(_("Your passphrase"))
        hint.update(_("Once more; then the words on your paper open your journal too."))

    async def language_changed(self) -> None:
        """Changes the labels; what is being typed stays."""
        self.set_texts()
        self._status("")
        self.refresh_bindings()

    def action_later(self) -> None:
        """Leaves it as it is, unless the words are being made."""
        if not self._making:
            self.dismiss(result=False)

    @on(Input.Submitted)
    def _try(self, event: Input.Submitted) -> None:
        secret = event.value
        event.input.clear()
        if secret.strip() and not self._making:
            self._making = True
            self._status(_("A moment…"))
            self.run_worker(self._make(secret), group="make")

    async def _make(self, secret: str) -> None:
        try:
            await asyncio.to_thread(self._door.take_words, secret, self._words)
        except WrongPassphrase:
            self._status(_("This passphrase does not fit. Please try again, there is no hurry."), "warn")
        except KwetsbaarError as error:
            self._status(f"{error.message} {error.hint or ''}".strip(), "bad")
        else:
            self.dismiss(result=True)
        finally:
            self._making = False

    def _status(self, message: str, kind: Kind = "quiet") -> None:
        self.query_one("#new-status", Said).say(message, kind=kind)
