"""Asks for what opens the journal once more: the passphrase or the recovery words, or the words alone to test them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from textual import on
from textual.reactive import reactive
from textual.widgets import Input, Static

from kwetsbaar.errors import KwetsbaarError, WrongPassphrase
from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import FramedScreen, Kind, Said, key
from kwetsbaar.tui.rows import Word
from kwetsbaar.tui.saying import sentence

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.journal.keys import Secret
    from kwetsbaar.tui.door import Door


Proven: TypeAlias = "Secret"
"""What opens the journal."""


class ProofScreen(FramedScreen["Proven"]):
    """Gives back what was typed when it fits; nothing for one step back."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [key("escape", "step_up", msg("Back"))]  # noqa: RUF012 - Textual reads a list

    by_words: reactive[bool] = reactive(False, init=False)
    """Whether the recovery words are asked."""

    def __init__(self, door: Door, *, test: bool = False) -> None:
        """With `test` the words on paper are asked, and nothing else."""
        super().__init__()
        self._door = door
        self._test = test
        self._trying = False
        self.set_reactive(ProofScreen.by_words, test)

    def compose_column(self) -> ComposeResult:
        """Asks one thing."""
        yield Static(id="proof-head", classes="strong", markup=False)
        yield Static(id="proof-hint", classes="hint", markup=False)
        yield Input(password=not self.by_words, id="proof-secret")
        yield Said(id="proof-status")
        if not self._test:
            yield Word("", id="proof-other")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Recovery words") if self._test else _("Another passphrase")
        texts = {"head": self._head(), "hint": self._hint()}
        if not self._test:
            texts["other"] = _("I know the passphrase") if self.by_words else _("I forgot it: with the recovery words")
        for name, text in texts.items():
            self.query_one(f"#proof-{name}", Static).update(text)

    def _head(self) -> str:
        if self._test:
            return _("The words on your paper")
        return _("Your twelve recovery words") if self.by_words else _("Your passphrase as it is now")

    def _hint(self) -> str:
        if self.by_words:
            return _("With a space between them. The first four letters of each are enough.")
        return _("So that nobody else chooses another one while your journal is open.")

    async def language_changed(self) -> None:
        """Changes the labels; what is being typed stays."""
        self._status("")
        self.set_texts()
        self.refresh_bindings()

    def watch_by_words(self) -> None:
        """Asks for the other thing, in an empty field."""
        field = self.query_one(Input)
        field.clear()
        field.password = not self.by_words
        self._status("")
        self.set_texts()
        field.focus()

    @on(Word.Chosen)
    def _other_way(self) -> None:
        if not self._trying:
            self.by_words = not self.by_words

    def action_step_up(self) -> None:
        """Goes back, unless it is being tried."""
        if not self._trying:
            self.dismiss(None)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        typed = event.value
        event.input.clear()
        if typed.strip() and not self._trying:
            self._trying = True
            self._status(_("A moment…"))
            self.run_worker(self._try(typed), group="try")

    async def _try(self, typed: str) -> None:
        try:
            secret = await asyncio.to_thread(self._door.try_secret, typed, by_words=self.by_words)
        except WrongPassphrase as error:
            wrong = _("This passphrase does not fit. Please try again, there is no hurry.")
            self._status(sentence(error) if self.by_words else wrong, "warn")
        except KwetsbaarError as error:
            self._status(sentence(error), "bad")
        else:
            self.dismiss(secret)
        finally:
            self._trying = False

    def _status(self, message: str, kind: Kind = "quiet") -> None:
        self.query_one("#proof-status", Said).say(message, kind=kind)
