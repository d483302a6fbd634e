"""Exactly what would leave: the whole text, and the real names in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.names import Named


class LeavesScreen(ReadingScreen[bool]):
    """Gives back whether it may leave like this."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+n,enter", "so", msg("Like this")),
        key("escape", "dismiss", msg("Back")),
    ]
    ASKS = True

    def __init__(self, title: str, text: str, named: Sequence[Named]) -> None:
        super().__init__()
        self._head = title
        self._text = text
        self._named = tuple(named)

    def compose_column(self) -> ComposeResult:
        """Shows the names first, then the text as it will be read."""
        for named in self._named:
            yield Static(
                _("Line {line}: ‘{name}’ is the name of {alias}.", line=named.line, name=named.name, alias=named.alias),
                classes="warn",
                markup=False,
            )
        yield Static(_("This is exactly what would leave."), classes="quiet", markup=False)
        yield Static(self._text, id="leaves-text", markup=False)

    def set_texts(self) -> None:
        """Says what it is."""
        self.title_text = self._head
        self.where_text = _("what would leave")

    def empty_texts(self) -> None:
        """Forgets the text."""
        self._text = ""
        self._named = ()

    def action_so(self) -> None:
        """Lets it leave."""
        self.dismiss(result=True)
