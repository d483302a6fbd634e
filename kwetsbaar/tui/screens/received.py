"""A page that someone sealed, open: read, and kept only if that is wanted. Nothing of the journal was touched."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, full_day, msg
from kwetsbaar.journal import receiving
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.reading import ReadingScreen
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.field import Asked, FieldScreen, path_of

if TYPE_CHECKING:
    from typing import Any

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.receiving import Locked, Received


class ReceivedScreen(ReadingScreen[None]):
    """Shows it."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("k", "keep", msg("Keep it")),
    ]

    def __init__(self, journal: Journal, received: Received) -> None:
        super().__init__()
        self._journal = journal
        self._received: Received | None = received

    def compose_column(self) -> ComposeResult:
        """Says who it says it is from, and shows the text as it came."""
        page = self._received.page if self._received else None
        if page is None:
            return
        says = (
            _("It says it is from {name}; age cannot prove that.", name=page.sender)
            if page.sender
            else _("It does not say who it is from.")
        )
        yield Static(says, classes="quiet", markup=False)
        if page.written:
            yield Static(full_day(page.written), classes="quiet", markup=False)
        yield Static(page.body, id="received-text", markup=False)

    def set_texts(self) -> None:
        """Says what it is."""
        page = self._received.page if self._received else None
        self.title_text = (page.title if page else "") or _("A sealed page")
        self.where_text = _("from someone else")

    def empty_texts(self) -> None:
        """Forgets it."""
        self._received = None

    def action_keep(self) -> None:
        """Keeps it as a page with someone else's words."""
        if self._received is not None:
            self.run_worker(self._keep(self._received), group="keep-it", exclusive=True)

    async def _keep(self, received: Received) -> None:
        try:
            await asyncio.to_thread(self._journal.receiving.keep, received)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self.say(_("Kept, as the words of someone else. It is left out of looking back."), kind="good")


async def receive(screen: FramedScreen[Any], journal: Journal) -> None:
    """Asks for the file, opens it and shows it. To be run in a worker."""
    title = _("A sealed page")
    locked: Locked | None = await screen.app.push_screen_wait(
        FieldScreen(
            Asked(
                title, msg("Where is the file that you got?"), msg("It ends in .age. It is read, and nothing is saved.")
            ),
            lambda typed: receiving.take(path_of(typed)),
        )
    )
    if locked is None:
        return
    received = await _opened(screen, journal, locked, title)
    if received is not None:
        await screen.app.push_screen_wait(ReceivedScreen(journal, received))


async def _opened(screen: FramedScreen[Any], journal: Journal, locked: Locked, title: str) -> Received | None:
    if locked.needs_passphrase:
        asked = Asked(title, msg("Which passphrase did you agree on?"), msg("The one for this page."), secret=True)
        received: Received | None = await screen.app.push_screen_wait(
            FieldScreen(asked, lambda typed: receiving.open_with(locked, typed))
        )
        return received
    try:
        return await asyncio.to_thread(journal.receiving.open, locked)
    except KwetsbaarError as error:
        complain(screen, error)
        return None
