"""The first screen of all: what this is, and in which language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.i18n import _, language, msg, set_language
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.keybar import KeyBar
from kwetsbaar.tui.rows import Row, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

_LANGUAGES = {"nl": "Nederlands", "en": "English"}


class WelcomeScreen(FramedScreen[str]):
    """Gives back the language that was chosen. The texts speak it while the choice moves."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [key("ctrl+n", "next", msg("Next"))]  # noqa: RUF012 - Textual reads a list

    def compose_column(self) -> ComposeResult:
        """Says three sentences and asks one question."""
        yield Static(id="welcome-head", classes="strong", markup=False)
        yield Static(id="welcome-text", markup=False)
        yield Static("Taal · Language", classes="heading", markup=False)
        rows = [Row(code, "", name) for code, name in _LANGUAGES.items()]
        yield Rows(rows, first=list(_LANGUAGES).index(language()), id="welcome-languages")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = "kwetsbaar"
        self.where_text = _("welcome")
        self.query_one("#welcome-head", Static).update(_("A place to write down what you tell nobody."))
        self.query_one("#welcome-text", Static).update(
            _("It asks good questions, one at a time. What you write is locked away. You decide who reads it.")
        )

    async def language_changed(self) -> None:
        """Follows Ctrl+T too."""
        self.set_texts()
        self.query_one(KeyBar).refresh()
        self.query_one(Rows).highlighted = list(_LANGUAGES).index(language())

    @on(OptionList.OptionHighlighted)
    def _speak(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id in _LANGUAGES:
            set_language(event.option_id)
            self.set_texts()
            self.query_one(KeyBar).refresh()

    @on(OptionList.OptionSelected)
    def action_next(self) -> None:
        """Goes on in this language."""
        self.dismiss(language())
