"""Taking in a pack that somebody gave: first where its file lies, then all of its questions, and only then a copy."""

from __future__ import annotations

import asyncio
import shlex
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import unquote

from textual import on
from textual.widgets import Input, Static

from kwetsbaar.core.packfile import unwalkable
from kwetsbaar.core.reciting import recite
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, language, msg
from kwetsbaar.journal.packs import offered
from kwetsbaar.text import clean_line
from kwetsbaar.tui.frame import FramedScreen, Said, key
from kwetsbaar.tui.keybar import KeyBar
from kwetsbaar.tui.preview.notes import NOTES_STYLE, Notes
from kwetsbaar.tui.reading import ReadingScreen
from kwetsbaar.tui.saying import sentence

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.packfile import Problem
    from kwetsbaar.core.reciting import Told
    from kwetsbaar.journal.packs import Offered, Packs

_CLASSES: Final = {"fact": "fact", "heading": "heading", "ask": "strong", "when": "quiet", "quiet": "quiet", "text": ""}


class TakeFileScreen(FramedScreen["Offered"]):
    """Gives back a pack without errors that was read, or nothing for one step back."""

    CSS_PATH = [  # noqa: RUF012 - Textual reads a list
        Path(__file__).with_name("owncopy.tcss"),
        NOTES_STYLE,
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+n", "look", msg("Show its questions")),
        key("escape,ctrl+r", "dismiss", msg("Back")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._reading = False
        self._problems: tuple[Problem, ...] = ()

    def compose_column(self) -> ComposeResult:
        """Asks for the file."""
        yield Static(id="take-head", classes="strong", markup=False)
        yield Static(id="take-hint", classes="hint", markup=False)
        yield Input(id="take-path", select_on_focus=False)
        yield Said(id="take-status")
        yield Notes()

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Take in a pack")
        self.query_one("#take-head", Static).update(_("Which file is it?"))
        self.query_one("#take-hint", Static).update(
            _("Type where it lies, or drag the file into this window. You see all of its questions first.")
        )

    async def language_changed(self) -> None:
        """Changes the labels; what is being typed stays."""
        self.set_texts()
        self.query_one("#take-status", Said).say("")
        self.query_one(KeyBar).refresh()
        await self.query_one(Notes).show(self._problems)

    @on(Input.Submitted)
    def action_look(self) -> None:
        """Reads the file."""
        typed = self.query_one(Input).value.strip()
        if typed and not self._reading:
            self._reading = True
            self.run_worker(self._look(typed), group="look")

    async def _look(self, typed: str) -> None:
        try:
            found = await asyncio.to_thread(lambda: offered(path_of(typed)))
        except KwetsbaarError as error:
            await self._complain(sentence(error), ())
        else:
            odd = unwalkable(found.reading.pack) if found.reading.pack else None
            if found.reading.pack is None or odd:
                problems = (odd,) if odd else found.reading.problems
                await self._complain(_("This pack cannot be taken in as it is. Its author can mend it."), problems)
            else:
                self.dismiss(found)
        finally:
            self._reading = False

    async def _complain(self, said: str, problems: tuple[Problem, ...]) -> None:
        self._problems = problems
        self.query_one("#take-status", Said).say(said, kind="warn")
        await self.query_one(Notes).show(problems)


def path_of(typed: str) -> Path:
    """Gives the path that was typed, or that a terminal writes for a file which is dragged into it."""
    if typed.startswith("file://"):
        typed = unquote(typed.removeprefix("file://"))
    path = _expanded(typed)
    if not path.exists():
        with suppress(ValueError):
            (only,) = shlex.split(typed)
            path = _expanded(only)
    return path


def _expanded(typed: str) -> Path:
    try:
        return Path(typed).expanduser().absolute()
    except (RuntimeError, ValueError):  # "~name" of someone who is not there
        raise KwetsbaarError(msg("This is no path.")) from None


class OfferedScreen(ReadingScreen[Path]):
    """Shows a pack that was offered, and asks. Gives back the new file, or nothing."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter,ctrl+n", "take", msg("Take it in")),
        key("escape", "dismiss", msg("Don't take it in")),
    ]

    def __init__(self, packs: Packs, found: Offered, name: str) -> None:
        """Takes it in under `name`, which is free."""
        super().__init__()
        self._packs = packs
        self._found = found
        self._called = name
        self._taking = False

    def compose_column(self) -> ComposeResult:
        """Shows every text of every road."""
        pack = self._found.reading.pack
        yield from map(_line, recite(pack, language()) if pack else ())
        file = f"{self._called}.toml"
        yield Static(_("It would be called {file} in your own folder.", file=file), classes="fact gap", markup=False)

    def set_texts(self) -> None:
        """Names the pack."""
        pack = self._found.reading.pack
        self.title_text = clean_line(pack.title.in_language(language())) if pack else ""
        self.where_text = _("not taken in yet")

    def action_take(self) -> None:
        """Copies it."""
        if not self._taking:
            self._taking = True
            self.run_worker(self._take(), group="make")

    async def _take(self) -> None:
        try:
            path = await asyncio.to_thread(self._packs.take, self._found, self._called)
        except KwetsbaarError as error:
            self.say(sentence(error), kind="warn")
        else:
            self.dismiss(path)
        finally:
            self._taking = False


def _line(told: Told) -> Static:
    gap = "gap" if told.first else ""
    return Static(told.text, classes=f"{_CLASSES[told.style]} {gap}".strip(), markup=False)
