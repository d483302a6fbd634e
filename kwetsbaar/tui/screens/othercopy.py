"""Asks in which folder another copy of the journal lies, such as a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import Input, Static

from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import FramedScreen, Said, key
from kwetsbaar.tui.keybar import KeyBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class OtherCopyScreen(FramedScreen[Path]):
    """Gives back the folder, or nothing if a person goes back."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+n", "next", msg("Next")),
        key("ctrl+r,escape", "dismiss", msg("Back")),
    ]

    def compose_column(self) -> ComposeResult:
        """Asks for a path."""
        yield Static(id="other-head", classes="strong", markup=False)
        yield Static(id="other-hint", classes="hint", markup=False)
        yield Input(id="other-path", select_on_focus=False)
        yield Said(id="other-status")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Another copy")
        self.query_one("#other-head", Static).update(_("Where does the other copy of your journal lie?"))
        self.query_one("#other-hint", Static).update(
            _("The folder with entries and keyring.age in it. It is only read.")
        )

    def on_mount(self) -> None:
        """Puts the focus on the path."""
        self.set_texts()
        self.query_one(Input).focus()

    async def language_changed(self) -> None:
        """Changes the labels; what is being typed stays."""
        self.set_texts()
        self.query_one(KeyBar).refresh()

    @on(Input.Submitted)
    def action_next(self) -> None:
        """Gives the folder back, if it is one."""
        typed = self.query_one(Input).value.strip()
        try:
            folder = Path(typed).expanduser().absolute()
        except RuntimeError:  # "~name" of someone who is not there
            folder = Path(typed)
        if typed and (folder / "entries").is_dir():
            self.dismiss(folder)
        else:
            self.query_one("#other-status", Said).say(_("There is no journal in this folder."), kind="warn")
