"""Making a journal: a passphrase, twice, and where the journal will lie."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input, Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, msg
from kwetsbaar.journal import Created, Journal, Places
from kwetsbaar.tui.frame import FramedScreen, Kind, Said, key
from kwetsbaar.tui.keybar import KeyBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.journal.writing import Clock

LEAST = 8
"""Characters that a passphrase has at least."""


class PassphraseScreen(FramedScreen[Created]):
    """Makes the journal and gives it back, open, with its recovery words."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [key("ctrl+n", "next", msg("Next"))]  # noqa: RUF012 - Textual reads a list

    def __init__(self, folder: Path, places: Places, clock: Clock) -> None:
        super().__init__()
        self._folder = folder
        self._places = places
        self._clock = clock
        self._making = False

    def compose_column(self) -> ComposeResult:
        """Asks three things, of which the last is answered already."""
        yield Static(id="pass-head", classes="strong", markup=False)
        yield Static(id="pass-hint", classes="hint", markup=False)
        for name in ("first", "again"):
            yield Static(id=f"pass-{name}-label", classes="label", markup=False)
            yield Input(password=True, id=f"pass-{name}")
        yield Static(id="pass-folder-label", classes="label", markup=False)
        yield Input(str(self._folder), id="pass-folder", select_on_focus=False)
        yield Said(id="pass-status")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("A new journal")
        self.where_text = _("passphrase")
        texts = {
            "head": _("Choose a passphrase"),
            "hint": _(
                "A few ordinary words in a row work best, {n} characters or more. There is no ‘forgot’ button; "
                "in a moment we make recovery words.",
                n=LEAST,
            ),
            "first-label": _("Passphrase"),
            "again-label": _("Once more"),
            "folder-label": _("Where your journal will lie"),
        }
        for name, text in texts.items():
            self.query_one(f"#pass-{name}", Static).update(text)

    async def language_changed(self) -> None:
        """Changes the labels; what is being typed stays."""
        self.set_texts()
        self._status("")
        self.query_one(KeyBar).refresh()

    @on(Input.Submitted, "#pass-first")
    def _to_second(self) -> None:
        self.query_one("#pass-again", Input).focus()

    @on(Input.Submitted, "#pass-again")
    @on(Input.Submitted, "#pass-folder")
    def action_next(self) -> None:
        """Makes the journal if the passphrase will do."""
        first, again, folder = (self.query_one(f"#pass-{name}", Input) for name in ("first", "again", "folder"))
        if self._making:
            return
        if len(first.value.strip()) < LEAST:
            self._status(_("That is short. Take {n} characters or more; a few words are easy to remember.", n=LEAST))
            first.focus()
        elif first.value != again.value:
            again.clear()
            again.focus()
            self._status(_("The two are not the same. Type the second one again."))
        elif not folder.value.strip():
            folder.value = str(self._folder)
            folder.focus()
        else:
            self._making = True
            self._status(_("Making your journal, a moment…"), "quiet")
            self.run_worker(self._make(first.value, Path(folder.value.strip()).expanduser()))

    async def _make(self, passphrase: str, folder: Path) -> None:
        try:
            created = await asyncio.to_thread(Journal.create, folder, passphrase, self._places, self._clock)
        except KwetsbaarError as error:
            self._status(f"{error.message} {error.hint or ''}".strip(), "bad")
            self.query_one("#pass-folder", Input).focus()
        else:
            for field in self.query(Input):
                field.clear()
            self.dismiss(created)
        finally:
            self._making = False

    def _status(self, message: str, kind: Kind = "warn") -> None:
        self.query_one("#pass-status", Said).say(message, kind=kind)
