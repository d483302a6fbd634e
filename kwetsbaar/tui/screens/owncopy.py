"""Making a version of one's own of a pack: under which name it goes into the own folder."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import Input, Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, language, msg
from kwetsbaar.text import clean_line
from kwetsbaar.tui.frame import FramedScreen, Said, key
from kwetsbaar.tui.keybar import KeyBar
from kwetsbaar.tui.saying import sentence

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal.packs import Packs, Shelved


class OwnCopyScreen(FramedScreen[Path]):
    """Gives back the new file, or nothing for one step back."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+n", "make", msg("Make it")),
        key("escape,ctrl+r", "dismiss", msg("Back")),
    ]

    def __init__(self, packs: Packs, shelved: Shelved, name: str) -> None:
        """Proposes `name`, which is free."""
        super().__init__()
        self._packs = packs
        self._shelved = shelved
        self._name_proposed = name
        self._making = False

    def compose_column(self) -> ComposeResult:
        """Asks a thing that is answered already."""
        yield Static(id="own-head", classes="strong", markup=False)
        yield Static(id="own-hint", classes="hint", markup=False)
        yield Input(self._name_proposed, id="own-name", select_on_focus=False)
        yield Said(id="own-status")
        yield Static(id="own-folder", classes="quiet", markup=False)

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        pack = self._shelved.reading.pack
        self.title_text = _("Make a version of your own")
        self.where_text = clean_line(pack.title.in_language(language())) if pack else ""
        self.query_one("#own-head", Static).update(_("What shall its file be called?"))
        self.query_one("#own-hint", Static).update(self._hint())
        folder = clean_line(str(self._packs.own_folder))
        self.query_one("#own-folder", Static).update(_("It goes into this folder:\n{folder}", folder=folder))

    def _hint(self) -> str:
        if self._name_proposed == self._shelved.id and not self._shelved.own:
            return _(
                "Under this name yours takes the place of the built-in one, as long as its file is there. "
                "Under another name both are in the list."
            )
        return _("Under this name both are in the list.")

    async def language_changed(self) -> None:
        """Changes the labels; what is being typed stays."""
        self.set_texts()
        self.query_one("#own-status", Said).say("")
        self.query_one(KeyBar).refresh()

    @on(Input.Submitted)
    def action_make(self) -> None:
        """Copies it."""
        if not self._making:
            self._making = True
            name = self.query_one(Input).value.strip() or self._name_proposed
            self.run_worker(self._make(name.removesuffix(".toml")), group="make")

    async def _make(self, name: str) -> None:
        try:
            path = await asyncio.to_thread(self._packs.copy_of, self._shelved, name)
        except KwetsbaarError as error:
            self.query_one("#own-status", Said).say(sentence(error), kind="warn")
        else:
            self.dismiss(path)
        finally:
            self._making = False
