"""One thing that is typed on one line: a path, a name, an address, a day, a passphrase for something else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.widgets import Input, Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import Message, _, msg
from kwetsbaar.tui.frame import FramedScreen, Said, key
from kwetsbaar.tui.keybar import KeyBar
from kwetsbaar.tui.saying import sentence
from kwetsbaar.tui.secret import SecretInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

T = TypeVar("T")

_LONGEST = 4000


@dataclass(frozen=True)
class Asked:
    """What is asked for."""

    title: str | Message
    """What it is about: the screen's title."""
    question: Message
    hint: Message
    value: str = ""
    """What stands there to begin with."""
    secret: bool = False
    """Whether dots stand for what is typed."""


class FieldScreen(FramedScreen[T]):
    """Gives back what `accept` made of what was typed; what it raises is said, and can be typed anew.

    `accept` runs in a thread. Nothing comes back if a person goes back.
    """

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [key("ctrl+n", "next", msg("Next")), key("escape", "back", msg("Back"))]
    ASKS = True

    def __init__(self, asked: Asked, accept: Callable[[str], T]) -> None:
        super().__init__()
        self._asked = asked
        self._accept: Callable[[str], T] | None = accept
        self._busy = False

    def compose_column(self) -> ComposeResult:
        """Asks one thing."""
        yield Static(id="field-head", classes="strong", markup=False)
        yield Static(id="field-hint", classes="hint", markup=False)
        kind = SecretInput if self._asked.secret else Input
        yield kind(
            self._asked.value, password=self._asked.secret, select_on_focus=False, id="field-value", max_length=_LONGEST
        )
        yield Said(id="field-status")

    def set_texts(self) -> None:
        """Says it in the language of the interface."""
        self.title_text = str(self._asked.title)
        for name, text in (("head", self._asked.question), ("hint", self._asked.hint)):
            self.query_one(f"#field-{name}", Static).update(str(text))

    def on_mount(self) -> None:
        """Puts the cursor in the field."""
        self.set_texts()
        self.query_one(Input).focus()

    async def language_changed(self) -> None:
        """Changes the labels; what is being typed stays."""
        self.set_texts()
        self.query_one("#field-status", Said).say("")
        self.query_one(KeyBar).refresh()

    def empty_texts(self) -> None:
        """Forgets what it is about, and what was to be done with it."""
        self._asked, self._accept = _FORGOTTEN, None
        self.title_text = ""

    def action_back(self) -> None:
        """Goes back, unless something is being done."""
        if not self._busy:
            self.dismiss(None)

    @on(Input.Submitted)
    def action_next(self) -> None:
        """Takes what was typed."""
        if not self._busy and self._accept is not None:
            self._busy = True
            self.query_one("#field-status", Said).say(_("A moment…"))
            self.run_worker(self._tried(self._accept, self.query_one(Input).value), group="accept")

    async def _tried(self, accept: Callable[[str], T], typed: str) -> None:
        try:
            self.dismiss(await asyncio.to_thread(accept, typed))
        except KwetsbaarError as error:
            if self.is_attached:
                self.query_one("#field-status", Said).say(sentence(error), kind="bad")
        finally:
            self._busy = False


_FORGOTTEN = Asked("", Message(""), Message(""))


def path_of(typed: str) -> Path:
    """Gives the path that was typed; raises `KwetsbaarError` if it is none."""
    try:
        if typed.strip():
            return Path(typed.strip()).expanduser().absolute()
    except RuntimeError:  # "~name" of someone who is not there
        pass
    raise KwetsbaarError(msg("This is no path."))
