"""The unlock screen: one field, and beside it the way in with the recovery words. It is the bottom of the stack."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from kwetsbaar.errors import KwetsbaarError, WrongPassphrase
from kwetsbaar.i18n import _
from kwetsbaar.text import clean_line
from kwetsbaar.tui.frame import FramedScreen, Kind, Said
from kwetsbaar.tui.rows import Word
from kwetsbaar.tui.secret import SecretInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.journal import Journal
    from kwetsbaar.tui.door import Door

UNLOCK_STYLE = Path(__file__).with_suffix(".tcss")
"""Its style sheet, for the app to load."""

_REMIND_FROM = 3


class UnlockScreen(FramedScreen[None]):
    """Asks for the passphrase. What is typed leaves the field before anything is done with it."""

    by_words: reactive[bool] = reactive(False, init=False)
    """Whether the recovery words are asked instead of the passphrase."""

    class Opened(Message):
        """The journal is open."""

        def __init__(self, journal: Journal) -> None:
            super().__init__()
            self.journal = journal
            """The one that was opened; who receives this closes it."""

    def __init__(self, door: Door) -> None:
        super().__init__()
        self._door = door
        self._opening = False
        self._misses = 0

    def compose_column(self) -> ComposeResult:
        """Asks one thing."""
        yield Static(id="unlock-head", classes="strong", markup=False)
        yield Static(id="unlock-hint", classes="hint", markup=False)
        yield SecretInput(password=True, id="unlock-secret")
        yield Said(id="unlock-status")
        yield Word("", id="unlock-other")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = "kwetsbaar"
        self._label()

    def prepare(self, message: str = "", *, kind: Kind = "quiet") -> None:
        """Makes ready for the next time: an empty field, and a message if there is one."""
        self._misses = 0
        self.by_words = False
        self.query_one(Input).clear()
        self._status(message, kind)
        self.query_one(Word if self._door.IS_DEMO else Input).focus()

    def say(self, message: str, *, kind: Kind = "quiet") -> None:
        """Shows a message below the field, in the place of what stands there: it is the newer one of the two."""
        self._status(message, kind)

    def clear_status(self) -> None:
        """Takes back what was said below the field."""
        self._status("")

    async def language_changed(self) -> None:
        """Changes the labels; what is being typed stays."""
        self._status("")
        self.refresh_bindings()
        self.set_texts()

    def watch_by_words(self) -> None:
        """Asks for the other thing, in an empty field."""
        field = self.query_one(Input)
        field.clear()
        field.password = not self.by_words
        self._status("")
        self._label()
        field.focus()

    @on(Word.Chosen)
    def _other_way(self) -> None:
        if self._door.IS_DEMO:
            self._begin("")
        else:
            self.by_words = not self.by_words

    @on(Input.Submitted)
    def _try(self, event: Input.Submitted) -> None:
        secret = event.value
        event.input.clear()
        if secret.strip():
            self._begin(secret)

    def _begin(self, secret: str) -> None:
        if not self._opening:
            self._opening = True
            self._status(_("Opening, a moment…"))
            self.run_worker(self._open(secret), group="unlock")

    async def _open(self, secret: str) -> None:
        try:
            journal = await asyncio.to_thread(self._door.open, secret, by_words=self.by_words)
        except WrongPassphrase as error:
            self._missed(error, changed=await asyncio.to_thread(self._door.keyring_changed))
        except KwetsbaarError as error:
            gone = await asyncio.to_thread(self._door.is_gone)
            self._status(*((_gone(self._door.folder), "warn") if gone else (_sentence(error), "bad")))
        else:
            self._misses = 0
            self._status("")
            self.post_message(self.Opened(journal))
        finally:
            self._opening = False

    def _missed(self, error: WrongPassphrase, *, changed: bool) -> None:
        self._misses += 1
        if self.by_words:
            said = [_sentence(error), _nothing_left() if self._misses >= _REMIND_FROM else ""]
        elif changed:
            said = [_("The keyring is another one than last time. Did you choose a new passphrase elsewhere?")]
        else:
            said = [_("This passphrase does not fit. Please try again, there is no hurry.")]
        if self._misses >= _REMIND_FROM and not self.by_words:
            said.append(_("Your recovery words open it too."))
        self._status(" ".join(filter(None, said)), "warn")

    def _status(self, message: str, kind: Kind = "quiet") -> None:
        self.query_one("#unlock-status", Said).say(message, kind=kind)

    def _label(self) -> None:
        head, hint, other = (self.query_one(f"#unlock-{name}", Static) for name in ("head", "hint", "other"))
        self.query_one(Input).display = not self._door.IS_DEMO
        self.set_class(self._door.IS_DEMO, "-demo")
        if self._door.IS_DEMO:
            head.update(_("The demo journal is locked"))
            hint.update(_("Your own journal asks your passphrase here. This one has none."))
            other.update(_("Open it again"))
        elif self.by_words:
            head.update(_("Your twelve recovery words"))
            hint.update(_("With a space between them. The first four letters of each are enough."))
            other.update(_("Open with the passphrase"))
        else:
            head.update(_("Your passphrase"))
            hint.update(_("What you write is locked away. You decide who reads it."))
            other.update(_("Open with the recovery words"))


def _nothing_left() -> str:
    return _(
        "Without passphrase and recovery words nobody can open this, and neither can we. Your folder stays where it "
        "is. You can begin again in another folder."
    )


def _gone(folder: Path) -> str:
    return _(
        "Your journal is not in {path} now. Perhaps a disk still has to be connected, or synchronisation is still "
        "busy; then try again. Did you move it? Ctrl+Q closes, and the next start asks where it lies.",
        path=clean_line(str(folder)),
    )


def _sentence(error: KwetsbaarError) -> str:
    return f"{error.message} {error.hint}" if error.hint else str(error.message)
