"""How a page was: its earlier versions by date, what changed since, and putting one back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.content import Content
from textual.widgets import OptionList, Static

from kwetsbaar.core.difference import Change, Run, differences
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import Message, _, language, moment, msg
from kwetsbaar.journal import State
from kwetsbaar.tui.blocks import shown
from kwetsbaar.tui.frame import Column, FramedScreen, key
from kwetsbaar.tui.reading import ReadingScreen
from kwetsbaar.tui.returning import ToText
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.saying import complain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.entry import Entry
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Page
    from kwetsbaar.tui.returning import Way

_LOOKS: Final = {"gone": ("$quiet strike", msg("gone: {text}")), "new": ("$accent bold", msg("new: {text}"))}
"""How what changed looks, and the word that says the same."""


class HistoryScreen(FramedScreen[str]):
    """A list of earlier versions. It gives back what is to be said if one was put back."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "dismiss", msg("Back"))]

    def __init__(self, journal: Journal, page: Page) -> None:
        super().__init__()
        self._journal = journal
        self._page = page
        self._versions: tuple[Page, ...] | None = None
        self._changes: tuple[tuple[Change, ...], ...] = ()

    def compose_column(self) -> ComposeResult:
        """Lays out a line and the list."""
        yield Static(id="history-line", classes="quiet", markup=False)
        yield Rows(id="history-list", full=True)

    def set_texts(self) -> None:
        """Says what it is the history of."""
        self.title_text = self._page.entry.title if self._page.entry else ""
        self.where_text = _("earlier versions")

    def on_mount(self) -> None:
        """Reads them."""
        self.set_texts()
        self.run_worker(self._read(), exclusive=True)

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self._show()

    def way_back(self) -> Way:
        """Gives the list: the page lies below."""
        return ToText("versions")

    async def return_to(self, way: Way) -> None:
        """Opens the version that was looked at."""
        match way:
            case ToText("version", number) if int(number) < len(self._versions or ()):
                self._open(int(number))
            case ToText():
                return
            case _:
                await super().return_to(way)

    def empty_texts(self) -> None:
        """Forgets the versions."""
        self._versions, self._changes = (), ()

    async def _read(self) -> None:
        try:
            await asyncio.to_thread(self._compare)
        except KwetsbaarError as error:
            complain(self, error)
        self._show()

    def _compare(self) -> None:
        """Reads every version, and compares each with the one that followed it."""
        versions = self._journal.reading.history(self._page)
        followers = [self._page, *versions]
        self._changes = tuple(_between(old, new) for old, new in zip(versions, followers, strict=False))
        self._versions = tuple(versions)

    def _show(self) -> None:
        if self._versions is None:
            return
        line = _("Choose a version to see what changed since.") if self._versions else _("There is no earlier version.")
        self.query_one("#history-line", Static).update(line)
        rows = self.query_one(Rows)
        rows.show(self._rows(self._versions))
        rows.focus()

    def _rows(self, versions: tuple[Page, ...]) -> Iterator[Row]:
        for number, (version, changes) in enumerate(zip(versions, self._changes, strict=False)):
            when = moment(version.entry.changed) if version.entry else ""
            tail = " · ".join(change.question for change in changes)
            said = _("then changed: {questions}", questions=tail) if tail else ""
            yield Row(str(number), "", when or _("A page that cannot be read"), said)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option_index)

    def _open(self, number: int) -> None:
        version = (self._versions or ())[number]
        self.app.push_screen(VersionScreen(self._journal, self._page, version, number), self._back)

    def _back(self, sentence: str | None) -> None:
        if sentence:
            self.dismiss(sentence)


class VersionScreen(ReadingScreen[str]):
    """One earlier version against the page as it is now. It gives back what is to be said if it was put back."""

    CSS_PATH = Path(__file__).with_name("page.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("r", "restore", msg("Put back")),
        key("w", "whole", msg("The whole text")),
        key("w", "changes", msg("What changed")),
    ]

    def __init__(self, journal: Journal, page: Page, version: Page, number: int) -> None:
        """Shows `version`, which has the place `number` in the list."""
        super().__init__()
        self._number = number
        self._journal = journal
        self._page = page
        self._version = version
        self._changes: tuple[Change, ...] | None = None
        self._whole = version.entry is None

    def compose_column(self) -> ComposeResult:
        """Shows what changed since this version, or all of it."""
        if self._whole:
            yield from shown(self._version)
        elif self._changes is not None:
            yield Static(_said_first(self._changes), classes="quiet", markup=False)
            for change in self._changes:
                yield from _change(change)

    def set_texts(self) -> None:
        """Says of when it is."""
        entry = self._version.entry
        self.title_text = entry.title if entry else _("Page")
        self.where_text = _("as it was on {moment}", moment=moment(entry.changed)) if entry else ""

    def on_mount(self) -> None:
        """Compares the two."""
        self.set_texts()
        self.run_worker(self._compare(), exclusive=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """What cannot be read cannot be put back."""
        match action:
            case "restore":
                return self._version.entry is not None and self._page.entry is not None
            case "whole":
                return not self._whole
            case "changes":
                return self._whole and self._version.entry is not None
        return True

    def way_back(self) -> Way:
        """Gives its place in the list, which lies below."""
        return ToText("version", str(self._number))

    def empty_texts(self) -> None:
        """Forgets what changed."""
        self._changes = None

    async def _compare(self) -> None:
        self._changes = await asyncio.to_thread(_between, self._version, self._page)
        await self._show_anew()

    async def _show_anew(self) -> None:
        await self.query_one(Column).recompose()
        self.action_scroll_page("scroll_home")
        self.refresh_bindings()

    async def action_whole(self) -> None:
        """Shows all of this version."""
        self._whole = True
        await self._show_anew()

    async def action_changes(self) -> None:
        """Shows what changed since."""
        self._whole = False
        await self._show_anew()

    def action_restore(self) -> None:
        """Makes this version the newest again; what stands there now becomes an earlier one."""
        if self._version.entry is not None:
            self.run_worker(self._restored(self._version.entry), group="restore", exclusive=True)

    async def _restored(self, entry: Entry) -> None:
        try:
            page = await asyncio.to_thread(self._journal.writing.revise, self._page, entry)
        except KwetsbaarError as error:
            complain(self, error)
            return
        if page.state is State.COPY:
            self.dismiss(_("The page was changed elsewhere meanwhile. This version stands beside it now, as a copy."))
        else:
            self.dismiss(_("Put back. What stood there is an earlier version now."))


def _between(old: Page, new: Page) -> tuple[Change, ...]:
    return differences(old.entry, new.entry) if old.entry and new.entry else ()


def _said_first(changes: tuple[Change, ...]) -> str:
    return _("What changed since then.") if changes else _("The answers are the same as now.")


def _change(change: Change) -> Iterator[Static]:
    yield Static(change.question, classes="strong gap", markup=False)
    if change.item:
        yield Static(change.item, classes="quiet", markup=False)
    if change.before is None:
        yield Static(_("Not answered then."), classes="quiet", markup=False)
    if change.after is None:
        yield Static(_("Not answered now."), classes="quiet", markup=False)
    yield Static(Content.assemble(*_pieces(change.runs)), classes="answer", markup=False)


def _pieces(runs: tuple[Run, ...]) -> Iterator[Content | str]:
    """Gives the pieces of a text; what came in the place of something stands apart from it."""
    for before, run in zip((None, *runs), runs, strict=False):
        if before and before.how == "gone" and not before.text[-1:].isspace():
            yield " " * (run.how == "new")
        yield _run(run)


def _run(run: Run) -> Content:
    """Gives a piece of text; what is only in one version stands in brackets, with a word."""
    if run.how == "same":
        return Content(run.text)
    style, label = _LOOKS[run.how]
    text = run.text.rstrip()
    space = run.text[len(text) :]
    before, _text, after = _around(label)
    look = "$quiet" if run.how == "gone" else "$accent"
    return Content.assemble((f"[{before}", look), (text, style), (f"{after}]", look), space)


def _around(label: Message) -> tuple[str, str, str]:
    """Gives what a label says before and after its text."""
    return Message(label.text, {"text": "\0"}).in_language(language()).partition("\0")
