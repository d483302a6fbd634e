"""The trash: what was deleted, to be seen, put back, or deleted for good."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, day, msg, plural
from kwetsbaar.tui.blocks import shown
from kwetsbaar.tui.frame import Column, FramedScreen, key
from kwetsbaar.tui.lists import card_row
from kwetsbaar.tui.reading import ReadingScreen
from kwetsbaar.tui.returning import ToScreen, ToText
from kwetsbaar.tui.rows import Rows
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.ask import FOR_GOOD, LEAVE_IT, AskScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Card, Page
    from kwetsbaar.journal.writing import Clock
    from kwetsbaar.tui.returning import Way


class TrashScreen(FramedScreen[str]):
    """A list of what was deleted."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("r", "restore", msg("Put back")),
        key("l", "empty", msg("Empty the trash")),
    ]

    def __init__(self, journal: Journal, clock: Clock) -> None:
        super().__init__()
        self._journal = journal
        self._clock = clock
        self._cards: tuple[Card, ...] | None = None

    def compose_column(self) -> ComposeResult:
        """Lays out a line and the list."""
        yield Static(id="trash-line", classes="quiet", markup=False)
        yield Rows(id="trash-list")

    def set_texts(self) -> None:
        """Says what it is."""
        self.title_text = _("Trash")

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self._show()

    def way_back(self) -> Way:
        """Gives the list."""
        return ToScreen("trash")

    async def return_to(self, way: Way) -> None:
        """Opens the page that was looked at."""
        match way:
            case ToText("trashed", name):
                self._open(name)
            case _:
                await super().return_to(way)

    def on_screen_resume(self) -> None:
        """Looks what there is."""
        self.run_worker(self._look(), group="look", exclusive=True)

    def empty_texts(self) -> None:
        """Forgets what pages are called."""
        self._cards = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """There is nothing to put back or to empty where nothing is."""
        return bool(self._cards) if action in {"restore", "empty"} else True

    async def _look(self) -> None:
        try:
            self._cards = tuple(await asyncio.to_thread(self._journal.deleting.trashed))
        except KwetsbaarError as error:
            complain(self, error)
        self._show()

    def _show(self) -> None:
        if self._cards is None:
            return
        line = (
            _("Pages that you deleted. They stay here until you empty the trash.")
            if self._cards
            else _("There is nothing in the trash.")
        )
        self.query_one("#trash-line", Static).update(line)
        rows = self.query_one(Rows)
        rows.show(card_row(card, self._clock().date()) for card in self._cards)
        if self._cards and self.focused is None:
            rows.focus()
        self.refresh_bindings()

    # -------------------------------------------------------------- what can be done

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self._open(event.option_id)

    def _open(self, name: str) -> None:
        self.app.push_screen(TrashedScreen(self._journal, name), self._said)

    def action_restore(self) -> None:
        """Puts back the page with the highlight."""
        rows = self.query_one(Rows)
        if self._cards and rows.highlighted is not None:
            name = self._cards[rows.highlighted].name
            work = partial(self._journal.deleting.restore, name)
            self._do(work, _("It is back in your journal."))

    def action_empty(self) -> None:
        """Asks once."""
        count = len(self._cards or ())
        question = plural("Delete {n} page for good?", "Delete {n} pages for good?", count)
        self.app.push_screen(AskScreen(_("Trash"), question, (LEAVE_IT, FOR_GOOD)), self._empty)

    def _empty(self, how: str | None) -> None:
        if how == FOR_GOOD.id:
            self._do(self._journal.deleting.empty, _("The trash is empty."))

    def _do(self, work: Callable[[], object], done: str) -> None:
        self.run_worker(self._done(work, done), group="do", exclusive=True)

    async def _done(self, work: Callable[[], object], done: str) -> None:
        try:
            await asyncio.to_thread(work)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self.say(done, kind="good")
        await self._look()

    def _said(self, sentence: str | None) -> None:
        self.say(sentence or "")


class TrashedScreen(ReadingScreen[str]):
    """A page that lies in the trash. It gives back what is to be said of it, if it was put back or deleted."""

    CSS_PATH = Path(__file__).with_name("page.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("r", "restore", msg("Put back")),
        key("d,delete", "purge", msg("Delete for good")),
    ]

    def __init__(self, journal: Journal, name: str) -> None:
        super().__init__()
        self._journal = journal
        self._which = name
        self._page: Page | None = None

    def compose_column(self) -> ComposeResult:
        """Shows the page."""
        if self._page is not None:
            yield from shown(self._page)

    def set_texts(self) -> None:
        """Says title and date, and that it lies in the trash."""
        entry = self._page.entry if self._page else None
        self.title_text = entry.title if entry else _("Page")
        self.where_text = " · ".join([_("in the trash"), *([day(entry.created)] if entry else [])])

    def way_back(self) -> Way:
        """Gives the page, which lies in the trash."""
        return ToText("trashed", self._which)

    def empty_texts(self) -> None:
        """Forgets the page."""
        self._page = None

    def on_mount(self) -> None:
        """Reads it."""
        self.run_worker(self._read(), exclusive=True)

    async def _read(self) -> None:
        try:
            self._page = await asyncio.to_thread(self._journal.deleting.page, self._which)
        except KwetsbaarError as error:
            complain(self, error)
        self.set_texts()
        await self.query_one(Column).recompose()

    def action_restore(self) -> None:
        """Puts it back."""
        self._do(self._journal.deleting.restore, _("It is back in your journal."))

    def action_purge(self) -> None:
        """Asks once."""
        question = msg("Delete this page for good?")
        self.app.push_screen(AskScreen(self.title_text, question, (LEAVE_IT, FOR_GOOD)), self._purge)

    def _purge(self, how: str | None) -> None:
        if how == FOR_GOOD.id:
            self._do(self._journal.deleting.purge, _("It is gone, for good."))

    def _do(self, work: Callable[[str], object], done: str) -> None:
        self.run_worker(self._done(work, done), group="do", exclusive=True)

    async def _done(self, work: Callable[[str], object], done: str) -> None:
        try:
            await asyncio.to_thread(work, self._which)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self.dismiss(done)
