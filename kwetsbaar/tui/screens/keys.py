"""The keys page: what works on the screen one came from, and what works everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Static

from kwetsbaar.i18n import Message, _, msg
from kwetsbaar.tui.keybar import spoken
from kwetsbaar.tui.reading import ReadingScreen
from kwetsbaar.tui.returning import ToScreen

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual.app import ComposeResult

    from kwetsbaar.tui.returning import Way

_EVERYWHERE: tuple[tuple[str, Message], ...] = (
    ("ctrl+l", msg("lock: blank at once, then save")),
    ("ctrl+q", msg("enough for now: save, lock and leave")),
    ("ctrl+t", msg("the other language, in place")),
    ("ctrl+p", msg("find a command by its name")),
    ("f1", msg("keys; outside a text ? works too")),
    ("f2", msg("someone to talk to")),
    ("f3", msg("cover what stands here; the same key uncovers it")),
    ("f6", msg("what opens your journal: passphrase and recovery words")),
    ("comma", msg("settings, outside a text")),
    ("tab", msg("to the next field or list")),
    ("escape", msg("one step up, or out of a text; nothing is lost")),
)

_NOT_ALWAYS = {"ctrl+l", "f3", "f6", "comma"}
"""Keys that do nothing before a journal is open, or in the middle of a session."""

_IN_A_TEXT: tuple[tuple[str, Message], ...] = (
    ("ctrl+z", msg("undo")),
    ("ctrl+y", msg("and yet not")),
    ("ctrl+c", msg("copy what is selected; with shift and the arrows you select")),
    ("ctrl+x", msg("cut what is selected")),
    ("ctrl+v", msg("paste")),
    ("ctrl+w", msg("delete the word before the cursor")),
    ("ctrl+k", msg("delete up to the end of the line")),
    ("ctrl+u", msg("delete up to the beginning of the line")),
)


class KeysScreen(ReadingScreen[None]):
    """A page to read; Esc goes back to where one was."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")

    def __init__(self, here: Sequence[tuple[str, Message]], works: Collection[str]) -> None:
        """Shows `here`, and what works everywhere but for keys that do something of their own here.

        Of what does not always work it shows the keys that are in `works`.
        """
        super().__init__()
        self._here = here
        own = {name for name, _does in here}
        mean = [row for row in _EVERYWHERE if row[0] not in own]
        self._everywhere = [row for row in mean if row[0] in works or row[0] not in _NOT_ALWAYS]

    def compose_column(self) -> ComposeResult:
        """Shows what works here, everywhere, and while writing."""
        if self._here:
            yield Static(_("On this screen"), classes="heading", markup=False)
            yield from map(_line, self._here)
        yield Static(_("Everywhere"), classes="heading after" if self._here else "heading", markup=False)
        yield from map(_line, self._everywhere)
        yield Static(_("In a text"), classes="heading after", markup=False)
        yield from map(_line, _IN_A_TEXT)
        yield Static(_("Below, ^n is short for Ctrl+N."), classes="quiet after", markup=False)

    def way_back(self) -> Way:
        """Gives this page."""
        return ToScreen("keys")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Keys")


def _line(row: tuple[str, Message]) -> Horizontal:
    name, label = row
    named = Static(spoken(name), classes="key--name", markup=False)
    return Horizontal(named, Static(str(label), classes="key--does", markup=False), classes="key")
