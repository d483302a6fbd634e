"""The last question of the first run: in which folder the journal will lie. Then it is made."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from textual import on
from textual.widgets import Input, Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import FramedScreen, Kind, Said, key
from kwetsbaar.tui.keybar import KeyBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.journal import Created
    from kwetsbaar.tui.door import Door

Made: TypeAlias = "Created | Path"
"""A new journal, open, with its recovery words; or the folder of one that was there already."""


class FolderScreen(FramedScreen["Made"]):
    """Makes the journal and gives it back, or nothing for one step back."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [key("ctrl+n", "next", msg("Next")), key("ctrl+r,escape", "back", msg("Back"))]  # noqa: RUF012

    def __init__(self, door: Door, passphrase: str) -> None:
        super().__init__()
        self._door = door
        self._passphrase = passphrase
        self._found: Path | None = None
        self._making = False

    def compose_column(self) -> ComposeResult:
        """Asks a thing that is answered already."""
        yield Static(id="folder-head", classes="strong", markup=False)
        yield Static(id="folder-hint", classes="hint", markup=False)
        yield Input(str(self._door.folder), id="folder-path", select_on_focus=False)
        yield Said(id="folder-status")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("A new journal")
        self.where_text = _("its folder")
        head, hint = (self.query_one(f"#folder-{name}", Static) for name in ("head", "hint"))
        head.update(_("Where your journal will lie"))
        hint.update(_("An ordinary folder with locked files. This place is fine; another one will do as well."))

    async def language_changed(self) -> None:
        """Changes the labels; what is being typed stays."""
        self.set_texts()
        self._status("")
        self.query_one(KeyBar).refresh()

    def action_back(self) -> None:
        """Goes back, unless the journal is being made."""
        if not self._making:
            self.dismiss()

    @on(Input.Submitted)
    def action_next(self) -> None:
        """Makes the journal; where there is one already it is opened when that is asked a second time."""
        field = self.query_one(Input)
        if not self._making:
            self._making = True
            field.value = field.value.strip() or str(self._door.folder)
            self.run_worker(self._go(field.value), group="make")

    async def _go(self, typed: str) -> None:
        try:
            self._door.folder = _expanded(typed)
            if not await asyncio.to_thread(self._door.exists):
                self._status(_("Making your journal, a moment…"), "quiet")
                made = await asyncio.to_thread(self._door.create, self._passphrase)
                self._passphrase = ""
                self.dismiss(made)
            elif self._found == self._door.folder:
                self.dismiss(self._found)
            else:
                self._found = self._door.folder
                self._status(_("There is a journal here already. Next once more opens that one."))
        except KwetsbaarError as error:
            self._status(f"{error.message} {error.hint or ''}".strip(), "bad")
        finally:
            self._making = False

    def _status(self, message: str, kind: Kind = "warn") -> None:
        self.query_one("#folder-status", Said).say(message, kind=kind)


def _expanded(typed: str) -> Path:
    try:
        return Path(typed).expanduser().absolute()
    except RuntimeError:  # "~name" of someone who is not there
        raise KwetsbaarError(msg("This is no path.")) from None
