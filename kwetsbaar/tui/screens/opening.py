"""What opens the journal: another passphrase, testing the recovery words on paper, and new ones."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, day, msg
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.passphrase import PassphraseScreen
from kwetsbaar.tui.screens.proof import ProofScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal import Journal
    from kwetsbaar.tui.door import Door

_TEST: Final = "test"
_WORDS: Final = "words"


class OpeningScreen(FramedScreen[None]):
    """Each row leads to the screens that it takes; what came of it is said here."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "dismiss", msg("Back"))]

    def __init__(self, journal: Journal, door: Door) -> None:
        super().__init__()
        self._journal = journal
        self._door = door

    def compose_column(self) -> ComposeResult:
        """Says how it stands, and what can be done."""
        yield Static(_("Passphrase"), classes="heading", markup=False)
        yield Rows([Row("passphrase", "", _("Choose another passphrase"))], id="opening-passphrase")
        yield Static(_("Recovery words"), classes="heading", markup=False)
        yield Static(words_said(self._journal), id="opening-words-said", classes="quiet", markup=False)
        yield Rows(self._words_rows(), id="opening-words")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("What opens your journal")

    async def language_changed(self) -> None:
        """Says it anew."""
        await super().language_changed()
        self.query(Rows).first().focus()

    def on_screen_resume(self) -> None:
        """Says how it stands by now."""
        for rows in self.query("#opening-words").results(Rows):
            rows.show(self._words_rows())
        for line in self.query("#opening-words-said").results(Static):
            line.update(words_said(self._journal))

    def _words_rows(self) -> list[Row]:
        if not self._journal.has_words:
            return [Row(_WORDS, "", _("Make recovery words"))]
        return [Row(_TEST, "", _("Test the words on your paper")), Row(_WORDS, "", _("Make new recovery words"))]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        match event.option_id:
            case "passphrase":
                self.run_worker(self._passphrase(), group="opening", exclusive=True)
            case "test":
                self.run_worker(self._test(), group="opening", exclusive=True)
            case _:
                self.post_message(HomeScreen.MakeWords())

    async def _passphrase(self) -> None:
        """Asks the old secret, then a new passphrase, and says when that is durable."""
        old = await self.app.push_screen_wait(ProofScreen(self._door))
        if old is None:
            return
        new: str | None = await self.app.push_screen_wait(PassphraseScreen(change=True))
        if new:
            self.say(_("A moment…"))
            await self._do(lambda: self._door.take_passphrase(old, new), _("From now on your new passphrase opens it."))

    async def _test(self) -> None:
        if await self.app.push_screen_wait(ProofScreen(self._door, test=True)) is not None:
            self._journal.words_confirmed = self._door.clock().date()
            self.on_screen_resume()
            self.say(_("These words open your journal. Keep that paper where you find it again."), kind="good")

    async def _do(self, work: Callable[[], None], done: str) -> None:
        try:
            await asyncio.to_thread(work)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self.say(done, kind="good")


def words_said(journal: Journal) -> str:
    """Says how it stands with the recovery words, as far as this device knows."""
    if not journal.has_words:
        return _("There are none: without your passphrase nobody can open this journal.")
    if journal.words_confirmed is None:
        return _("Not checked on this device yet.")
    return _("Last checked on {day}.", day=day(journal.words_confirmed))
