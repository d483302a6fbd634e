"""Two texts of one page, beside each other: it was changed in two places, and neither text is lost."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import Static

from kwetsbaar.errors import KwetsbaarError, NotFound
from kwetsbaar.i18n import _, moment, msg
from kwetsbaar.tui.blocks import answers_of, shown
from kwetsbaar.tui.frame import Column, key
from kwetsbaar.tui.reading import ReadingScreen
from kwetsbaar.tui.returning import ToText
from kwetsbaar.tui.saying import complain

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual._path import CSSPathType
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Page
    from kwetsbaar.tui.returning import Way


class BothScreen(ReadingScreen[str]):
    """Shows a page and its copy. It gives back what is to be said if the copy was taken over."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        Path(__file__).with_name("page.tcss"),
        Path(__file__).with_suffix(".tcss"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (40, "-narrow"), (72, "-wide"), (110, "-beside")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("p", "keep_page", msg("Keep the page")),
        key("o", "take_over", msg("Take over the copy")),
        key("b", "keep_both", msg("Keep both")),
    ]

    def __init__(self, journal: Journal, name: str) -> None:
        super().__init__()
        self._journal = journal
        self._which = name
        self._copy: Page | None = None
        self._page: Page | None = None

    def compose_column(self) -> ComposeResult:
        """Shows what was read of the two."""
        if self._copy is None:
            return
        yield Static(
            _("This page was changed in two places. Both texts are kept; you choose, when you like."), markup=False
        )
        with Vertical(id="both"):
            if self._page is not None:
                yield from _column(_("The page as it is"), self._page)
            yield from _column(_("The copy"), self._copy)

    def set_texts(self) -> None:
        """Says what it is."""
        self.title_text = _("Two texts of one page")

    def way_back(self) -> Way:
        """Gives the copy."""
        return ToText("both", self._which)

    def empty_texts(self) -> None:
        """Forgets both texts."""
        self._copy = self._page = None

    def on_mount(self) -> None:
        """Reads both."""
        self.set_texts()
        self.run_worker(self._read(), exclusive=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """One of two can be chosen if both are there."""
        return self._readable if action in {"take_over", "keep_page", "keep_both"} else True

    @property
    def _readable(self) -> bool:
        both = (self._page, self._copy)
        return all(page is not None and page.entry is not None for page in both)

    async def _read(self) -> None:
        try:
            self._copy = await asyncio.to_thread(self._journal.reading.page, self._which)
            if self._copy.entry:
                self._page = await asyncio.to_thread(self._journal.reading.page, self._copy.entry.id)
        except NotFound as error:
            if self._copy is None:  # it went meanwhile
                complain(self, error)
            self._page = None
        except KwetsbaarError as error:
            complain(self, error)
        await self.query_one(Column).recompose()
        self.refresh_bindings()

    def action_keep_page(self) -> None:
        """Leaves the page as it is; the copy goes to the trash."""
        self._do(self._journal.deleting.trash, _("The copy lies in the trash now."))

    def action_take_over(self) -> None:
        """Makes the text of the copy a new version of the page; the copy goes to the trash."""
        done = _("Kept. What stood there before is an earlier version now; the copy lies in the trash.")
        self._do(self._take_over, done)

    def action_keep_both(self) -> None:
        """Makes the copy a page of its own."""
        self._do(self._journal.repairing.own_page, _("Both stay: the copy is a page of its own now."))

    def _take_over(self, copy: Page) -> None:
        if self._page is not None and copy.entry is not None:
            self._journal.writing.revise(self._page, copy.entry)
            self._journal.deleting.trash(copy)

    def _do(self, work: Callable[[Page], object], done: str) -> None:
        if self._copy is not None:
            self.run_worker(self._done(partial(work, self._copy), done), exclusive=True)

    async def _done(self, work: Callable[[], object], done: str) -> None:
        try:
            await asyncio.to_thread(work)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self.dismiss(done)


def _column(head: str, page: Page) -> ComposeResult:
    with Vertical(classes="text"):
        yield Static(head, classes="heading", markup=False)
        if page.entry is None:
            yield from shown(page)
        else:
            when = _("changed on {moment}", moment=moment(page.entry.changed))
            yield Static(when, classes="quiet", markup=False)
            yield from answers_of(page.entry)
