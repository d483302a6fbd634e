"""All drafts: to go on with, or to discard after one question. Nothing that was written is shown."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.widgets import OptionList

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.lists import dated_draft_row
from kwetsbaar.tui.returning import ToScreen
from kwetsbaar.tui.rows import Rows
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.ask import LEAVE_IT, AskScreen, Choice

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.journal.writing import Writing
    from kwetsbaar.tui.returning import Way

_DISCARD: Final = Choice("discard", msg("Discard it"), msg("What was written in it is gone then."))


class DraftsScreen(FramedScreen[str]):
    """Gives back the id of the draft to go on with, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("d,delete", "discard", msg("Discard it")),
    ]

    def __init__(self, writing: Writing) -> None:
        super().__init__()
        self._writing = writing
        self._drafts: tuple[Draft, ...] = ()

    def compose_column(self) -> ComposeResult:
        """Lays out the list."""
        yield Rows(id="drafts")

    def set_texts(self) -> None:
        """Says what it is."""
        self.title_text = _("Drafts")

    def way_back(self) -> Way:
        """Gives the list."""
        return ToScreen("drafts")

    def on_mount(self) -> None:
        """Reads them."""
        self.set_texts()
        self.query_one(Rows).focus()
        self.run_worker(self._load(), exclusive=True)

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self._show()
        self.query_one(Rows).focus()

    def empty_texts(self) -> None:
        """Forgets them."""
        self._drafts = ()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_discard(self) -> None:
        """Asks once, and then discards the draft with the highlight."""
        row = self.query_one(Rows).highlighted
        if row is None or row >= len(self._drafts):
            return
        draft = self._drafts[row]

        def asked(answer: str | None) -> None:
            if answer == _DISCARD.id:
                self.run_worker(self._discard(draft), exclusive=True)

        title = draft.session.pack.title.in_language(draft.session.lang)
        question = msg("What would you like to do with this draft?")
        self.app.push_screen(AskScreen(title, question, (LEAVE_IT, _DISCARD)), asked)

    async def _discard(self, draft: Draft) -> None:
        try:
            await asyncio.to_thread(self._writing.discard, draft)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self.say(_("The draft is gone."))
        await self._load()

    async def _load(self) -> None:
        try:
            self._drafts = (await asyncio.to_thread(self._writing.drafts)).drafts
        except KwetsbaarError as error:
            complain(self, error)
        self._show()

    def _show(self) -> None:
        self.query_one(Rows).show(map(dated_draft_row, self._drafts))
