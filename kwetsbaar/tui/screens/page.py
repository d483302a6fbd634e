"""One page: to read, to leaf on from, to change answer by answer, to see how it was, and to delete."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widgets import Static

from kwetsbaar.core import editing
from kwetsbaar.errors import KwetsbaarError, NotFound
from kwetsbaar.i18n import _, long_day, msg
from kwetsbaar.journal import State
from kwetsbaar.journal.reading import trusted
from kwetsbaar.tui.blocks import Block, shown
from kwetsbaar.tui.frame import Column, key
from kwetsbaar.tui.giving import give
from kwetsbaar.tui.reading import ReadingScreen
from kwetsbaar.tui.returning import ToDraft, ToPage, ToSame, ToText
from kwetsbaar.tui.saying import complain, copy_of, said_of
from kwetsbaar.tui.screens.ask import FOR_GOOD, LEAVE_IT, AskScreen, Choice
from kwetsbaar.tui.screens.both import BothScreen
from kwetsbaar.tui.screens.history import HistoryScreen
from kwetsbaar.tui.screens.same import SameScreen, answered
from kwetsbaar.tui.session.screen import SessionScreen
from kwetsbaar.tui.turns import OPENS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.entry import Entry
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Page
    from kwetsbaar.tui.leaves import Beside
    from kwetsbaar.tui.returning import Way
    from kwetsbaar.tui.session.result import SessionResult

_CHANGEABLE: Final = (State.OK, State.ROLLED_BACK, State.COPY)
"""A page in its own place, or beside one. What is not by this journal is shown as it is."""

_WAIT: Final = frozenset({"leaf", "change", "history", "leave_out", "let_in", "share", "delete"})
"""What cannot be done while an answer is being chosen."""

TO_TRASH: Final = Choice("trash", msg("To the trash"), msg("You can put it back from there."))
"""Deleting that can be undone."""

ACCEPT: Final = Choice(
    "accept", msg("It is mine: accept it"), msg("Another device may have written it before it knew of the new key.")
)
"""Takes a page under an earlier key for one's own."""

NOT_YET: Final = Choice("not-yet", msg("Leave it as it is"), msg("It can be read, and stays marked."))
"""Does not."""


class PageScreen(ReadingScreen[str]):
    """Reads one page. It gives back what is to be said of it where a person came from, if anything."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "step_up", msg("Back")),
        key("left", "leaf(-1)", msg("Newer")),
        key("right", "leaf(1)", msg("Older")),
        key("e,enter", "change", msg("Change")),
        key("h", "history", msg("Earlier versions")),
        key("g", "same", msg("The same question")),
        key("l", "leave_out", msg("Leave out of looking back")),
        key("l", "let_in", msg("Let it count in looking back")),
        key("s", "share", msg("Share")),
        key("v", "both", msg("Beside the other")),
        key("a", "accept", msg("Accept")),
        key("d,delete", "delete", msg("Delete")),
    ]

    def __init__(self, journal: Journal, leaves: Beside, name: str, words: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._journal = journal
        self._leaves = leaves
        self._which = name
        self._words = words
        self._page: Page | None = None
        self._missing = ""
        self._beside: tuple[str | None, str | None] = None, None
        self._choosing = False

    def compose_column(self) -> ComposeResult:
        """Shows the page that was read, or why it cannot be."""
        if self._missing:
            yield Static(self._missing, markup=False)
            yield Static(_("Often synchronisation is still busy."), classes="quiet gap", markup=False)
        elif self._page is not None:
            yield from shown(self._page, self._words)

    def set_texts(self) -> None:
        """Says title and date."""
        entry = self._page.entry if self._page else None
        self.title_text = entry.title if entry else _("Page")
        self.where_text = f"{long_day(entry.created)} {entry.created.year}" if entry else ""

    def way_back(self) -> Way:
        """Gives the page that is read, and those that were found with it."""
        names = getattr(self._leaves, "names", None) or (self._which,)
        return ToPage(names, names.index(self._which) if self._which in names else 0)

    async def return_to(self, way: Way) -> None:
        """Opens what lay on the page."""
        match way:
            case ToDraft(id_):
                await self._go_on(id_)
            case ToText("versions"):
                self.action_history()
            case ToSame(number):
                self._open_same(number)
            case ToText("both", name) if name == self._which:
                self.action_both()
            case ToText("both", name):
                self._open_both(name)
            case _:
                await super().return_to(way)

    def on_mount(self) -> None:
        """Reads it."""
        self.run_worker(self._read(), exclusive=True)

    async def language_changed(self) -> None:
        """Says everything anew; what was being chosen can be chosen again."""
        self._choosing = False
        await super().language_changed()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tells which keys mean something: there is nothing newer than the newest."""
        if action in _WAIT and self._choosing:
            return False
        match action:
            case "leaf":
                means = self._beside[parameters[0] == 1] is not None
            case "change":
                means = self._changeable
            case "both":
                means = self._is_copy
            case "accept":
                means = self._is_earlier
            case "history":
                means = self._changeable and self._revised and not self._is_copy
            case "same":
                means = self._trusted and next(self._answered, None) is not None
            case "leave_out" | "let_in":
                means = self._trusted and self._left_out == (action == "let_in")
            case "share":
                means = self._trusted and not self._is_copy
            case "delete":
                means = self._page is not None
            case _:
                means = True
        return means

    def empty_texts(self) -> None:
        """Forgets the page."""
        self._page = None

    # -------------------------------------------------------------- reading

    def action_leaf(self, step: int) -> None:
        """Goes to the page beside this one."""
        name = self._beside[step == 1]
        if name is not None:
            self._which = name
            self.say("")
            self.run_worker(self._read(), exclusive=True)

    def action_step_up(self) -> None:
        """Chooses nothing after all, or goes back."""
        if self._choosing:
            self._stop_choosing()
        else:
            self.dismiss(None)

    async def _read(self, *, again: bool = False) -> None:
        """Reads the page; `again` stays at the same place in it."""
        self._missing = ""
        try:
            self._page = await asyncio.to_thread(self._journal.reading.page, self._which)
        except NotFound:
            self._page, self._missing = None, _("This page is not in the journal now.")
        except KwetsbaarError as error:
            self._page, self._missing = None, str(error.message)
        self._beside = await asyncio.to_thread(self._neighbours)
        self._choosing = False
        self.set_texts()
        await self.query_one(Column).recompose()
        self.refresh_bindings()
        if not again:
            self.action_scroll_page("scroll_home")
            self.call_after_refresh(self._to_what_was_found)

    def _neighbours(self) -> tuple[str | None, str | None]:
        beside = self._leaves.beside
        return beside(self._which, older=False), beside(self._which, older=True)

    def _to_what_was_found(self) -> None:
        body = self.query_one("#frame-body", VerticalScroll)
        for block in self.query(Block):
            line = block.found_at
            if line is not None:
                top = block.region.y - body.region.y + int(body.scroll_y)
                above = min(line, body.size.height // 2)
                region = Region(0, top + line - above, 1, above + 3)
                body.scroll_to_region(region, animate=False, force=True)
                return

    # -------------------------------------------------------------- changing

    @property
    def _is_copy(self) -> bool:
        return self._page is not None and self._page.state is State.COPY

    @property
    def _changeable(self) -> bool:
        page = self._page
        return page is not None and page.entry is not None and page.state in _CHANGEABLE

    async def action_change(self) -> None:
        """Lets the person choose the answer to change; what was skipped can be chosen too."""
        page = self._page
        if page is None or page.entry is None:
            return
        numbers = _changeable(page.entry)
        blocks = [block for block in self.query(Block) if block.number in numbers]
        if not blocks:
            self.say(_("There is nothing on this page that can be changed."))
            return
        first = self._first_in_sight(blocks)
        for block in blocks:
            block.can_focus = block.display = True
        self._choosing = True
        self.say(_("Choose an answer with the arrows; Enter changes it."))
        first.focus()
        self.refresh_bindings()

    def _first_in_sight(self, blocks: list[Block]) -> Block:
        top = self.query_one("#frame-body").region.y
        seen = [block for block in blocks if block.display and block.region.y >= top]
        return next(iter(seen), blocks[-1])

    def _stop_choosing(self) -> None:
        self._choosing = False
        self.set_focus(None)
        for block in self.query(Block):
            block.can_focus = False
            block.display = not block.skipped
        self.say("")
        self.refresh_bindings()

    @on(Block.Chosen)
    def _change(self, event: Block.Chosen) -> None:
        self.run_worker(self._open(event.number), group=OPENS, exclusive=True)

    async def _open(self, number: int) -> None:
        page = self._page
        if page is None:
            return
        try:
            draft = await asyncio.to_thread(self._draft, page, number)
        except KwetsbaarError as error:
            complain(self, error)
            return
        self._stop_choosing()
        self._open_session(draft)

    async def _go_on(self, draft_id: str) -> None:
        """Goes on with an edit that was begun."""
        try:
            draft = await asyncio.to_thread(self._journal.writing.draft, draft_id)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self._open_session(draft)

    def _open_session(self, draft: Draft) -> None:
        journal = self._journal
        self.app.push_screen(
            SessionScreen(draft, journal.writing, reading=journal.reading, flags=journal.people.flagged), self._written
        )

    def _draft(self, page: Page, number: int) -> Draft:
        """Gives the edit that was begun before and lies ready, at this answer; else a new one."""
        begun = self._journal.writing.edit(page, number)
        try:
            draft = self._journal.writing.draft(begun.id)
        except NotFound:
            return begun
        place = editing.place_of(draft.session, number)
        return draft.with_session(draft.session.go(place)) if draft.edits and place else draft

    def _written(self, result: SessionResult | None) -> None:
        sentence, kind = said_of(result, edit=True)
        copy = copy_of(result)
        if copy is not None:
            self._open_both(copy.name)
        else:
            self.say(sentence, kind=kind)
        self.run_worker(self._read(again=True), exclusive=True)

    def _said(self, sentence: str | None) -> None:
        if sentence:
            self.say(sentence, kind="good")
            self.run_worker(self._read(again=True), exclusive=True)

    # -------------------------------------------------------------- an earlier key

    @property
    def _is_earlier(self) -> bool:
        return self._page is not None and self._page.state is State.EARLIER_KEY

    def action_accept(self) -> None:
        """Asks whether the page is the person's own."""
        question = msg("This page was written with an earlier key, after your journal got a new one.")
        self.app.push_screen(AskScreen(self.title_text, question, (ACCEPT, NOT_YET)), self._accept)

    def _accept(self, answer: str | None) -> None:
        if answer == ACCEPT.id and self._page is not None:
            self.run_worker(self._accepted(self._page), group="accept", exclusive=True)

    async def _accepted(self, page: Page) -> None:
        try:
            await asyncio.to_thread(self._journal.writing.accept, page)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            await self._read(again=True)
            self.say(_("It is a page like any other now."), kind="good")

    # -------------------------------------------------------------- looking back

    @property
    def _trusted(self) -> bool:
        return self._page is not None and trusted(self._page) is not None

    @property
    def _answered(self) -> Iterator[int]:
        return answered(self._page) if self._page else iter(())

    @property
    def _left_out(self) -> bool:
        entry = self._page.entry if self._page else None
        return entry is not None and entry.hidden

    def action_same(self) -> None:
        """Shows every answer to the question that has the focus, or else the first one in sight."""
        numbers = {*self._answered}
        blocks = [block for block in self.query(Block) if block.number in numbers]
        if blocks:
            chosen = next((block for block in blocks if block.has_focus), None) or self._first_in_sight(blocks)
            if self._choosing:
                self._stop_choosing()
            self._open_same(chosen.number)

    def _open_same(self, number: int) -> None:
        if self._page is not None:
            self.app.push_screen(SameScreen(self._journal, self._page, number))

    def action_leave_out(self) -> None:
        """Leaves the page out of looking back."""
        self._leave_out(out=True)

    def action_let_in(self) -> None:
        """Lets the page count again."""
        self._leave_out(out=False)

    def _leave_out(self, *, out: bool) -> None:
        if self._page is not None:
            self.run_worker(self._do_leave_out(self._page, out=out), group="leave-out", exclusive=True)

    async def _do_leave_out(self, page: Page, *, out: bool) -> None:
        try:
            saved = await asyncio.to_thread(self._journal.looking_back.leave_out, page, out=out)
        except KwetsbaarError as error:
            complain(self, error)
            return
        if not self.is_attached:
            return
        await self._read(again=True)
        if saved.state is State.COPY:
            self._open_both(saved.name)
        else:
            self.say(_("Looking back passes it by now.") if out else _("It counts in looking back again."), kind="good")

    # -------------------------------------------------------------- other texts of it

    @property
    def _revised(self) -> bool:
        entry = self._page.entry if self._page else None
        return entry is not None and entry.rev > 1

    def action_history(self) -> None:
        """Shows how it was."""
        if self._page is not None:
            self.app.push_screen(HistoryScreen(self._journal, self._page), self._said)

    def action_both(self) -> None:
        """Shows a copy beside the page that it is a copy of."""
        self.app.push_screen(BothScreen(self._journal, self._which), self._gone)

    def _open_both(self, copy: str) -> None:
        self.app.push_screen(BothScreen(self._journal, copy), self._said)

    def _gone(self, sentence: str | None) -> None:
        """Goes, since this page was a copy and it is not there any more."""
        if sentence:
            self.dismiss(sentence)

    # -------------------------------------------------------------- sharing

    def action_share(self) -> None:
        """Seals it, or a part of it, for someone."""
        if self._page is not None:
            self.run_worker(self._shared(self._page), group=OPENS, exclusive=True)

    async def _shared(self, page: Page) -> None:
        said = await give(self, self._journal, page)
        if said:
            await self._read(again=True)
            self.say(said, kind="good")

    # -------------------------------------------------------------- deleting

    def action_delete(self) -> None:
        """Asks how, once."""
        question = msg("Would you like to delete this page?")
        self.app.push_screen(AskScreen(self.title_text, question, (TO_TRASH, FOR_GOOD, LEAVE_IT)), self._delete)

    def _delete(self, how: str | None) -> None:
        if how in {TO_TRASH.id, FOR_GOOD.id} and self._page is not None:
            self.run_worker(self._deleted(self._page, for_good=how == FOR_GOOD.id), group=OPENS, exclusive=True)

    async def _deleted(self, page: Page, *, for_good: bool) -> None:
        deleting = self._journal.deleting
        work = partial(deleting.purge, page) if for_good else partial(deleting.trash, page)
        try:
            await asyncio.to_thread(work)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self.dismiss(_("It is gone, for good.") if for_good else _("It lies in the trash now."))


def _changeable(entry: Entry) -> set[int]:
    """Gives the places of the answers whose questions can be asked again."""
    try:
        session = editing.session_of(entry)
    except ValueError:
        return set()
    return {number for number in range(len(entry.answers)) if editing.place_of(session, number)}
