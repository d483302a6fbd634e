"""What is not as it should be: each thing in a sentence, and below it what can be done. Nothing here is an alarm."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.errors import KwetsbaarError, NotFound
from kwetsbaar.i18n import _, day, msg
from kwetsbaar.journal.care import Kind, Trouble, said
from kwetsbaar.journal.repairing import Remedy
from kwetsbaar.text import clean_line
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.leaves import OddPages
from kwetsbaar.tui.returning import ToPage, ToScreen, ToText
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.ask import LEAVE_IT, AskScreen, Choice
from kwetsbaar.tui.screens.both import BothScreen
from kwetsbaar.tui.screens.othercopy import OtherCopyScreen
from kwetsbaar.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.entry import Entry
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.care import Finding
    from kwetsbaar.tui.returning import Way

_READ: Final = Choice("read", msg("Read it"))
_BOTH: Final = Choice("both", msg("See the two texts beside each other"), msg("You choose there, when you like."))

_CHOICES: Final[Mapping[Remedy, Choice]] = {
    Remedy.OWN_NAME: Choice("own-name", msg("Give it its own place")),
    Remedy.HISTORY: Choice(
        "history",
        msg("Put back the newest earlier version"),
        msg("What stands there now is not lost: it goes to the trash or to the earlier versions."),
    ),
    Remedy.OTHER: Choice("from", msg("Take it from another copy of the journal"), msg("Such as a backup.")),
    Remedy.ASIDE: Choice("set-aside", msg("To the trash"), msg("You can put it back from there.")),
    Remedy.ACCEPT: Choice(
        "accept", msg("It is well as it is"), msg("This device does not ask about it again; no text changes.")
    ),
}

_DONE: Final[Mapping[Remedy, Message]] = {
    Remedy.OWN_NAME: msg("It is in its own place now, or beside its page."),
    Remedy.HISTORY: msg("The newest earlier version is back."),
    Remedy.OTHER: msg("It is taken over from the other copy."),
    Remedy.ASIDE: msg("It lies in the trash now."),
    Remedy.ACCEPT: msg("Good. It stays as it is."),
}

_ABOUT: Final[Mapping[Trouble, Message]] = {
    Trouble.COPY: msg("A second text of a page, as another window or synchronisation leaves."),
    Trouble.MISPLACED: msg("This page lies under the name of another one. Perhaps two files were renamed."),
    Trouble.FOREIGN: msg("This page was not written by this journal."),
    Trouble.EARLIER_KEY: msg("This page was written with an earlier key. If it is yours, it is well as it is."),
    Trouble.ROLLED_BACK: msg("This page is older than it was before on this device."),
    Trouble.DAMAGED: msg("This page cannot be read: its file is damaged."),
    Trouble.MISSING: msg("This page was here before, and is not here now. Often synchronisation is still busy."),
    Trouble.REPLACED: msg("This page has another text than before on this device, and is not a newer version."),
}
"""What is said of a page; of anything else the sentence with its file."""

_BRIEF: Final[Mapping[Trouble, Message]] = {
    Trouble.COPY: msg("a second copy"),
    Trouble.MISPLACED: msg("under another page's name"),
    Trouble.FOREIGN: msg("not written by this journal"),
    Trouble.EARLIER_KEY: msg("written with an earlier key"),
    Trouble.ROLLED_BACK: msg("an older version"),
    Trouble.DAMAGED: msg("damaged"),
    Trouble.MISSING: msg("not here now"),
    Trouble.REPLACED: msg("another text than before"),
}


_KINDS: Final[Mapping[Kind, Message]] = {
    Kind.JOURNAL: msg("The whole journal"),
    Kind.ENTRY: msg("A page"),
    Kind.DRAFT: msg("A draft"),
    Kind.PEOPLE: msg("Aliases and persons"),
    Kind.KEYRING: msg("The keyring"),
}

_BRIEFLY: Final = (Kind.ENTRY, Kind.DRAFT)
"""Of these there can be many; the whole sentence, of a draft with the name of its file, comes when one is chosen."""

_SOMETHING: Final = msg("A file")


@dataclass(frozen=True)
class Thing:
    """One thing that is odd, with what can be read of it."""

    finding: Finding
    entry: Entry | None = field(default=None, repr=False)
    """The page; where that is gone or cannot be read its newest earlier version, if there is one."""
    readable: bool = False
    """Whether that is the page itself."""

    @property
    def title(self) -> str:
        """What it is called."""
        if self.entry is not None:
            return clean_line(self.entry.theme or self.entry.title)
        return str(_KINDS.get(self.finding.kind, _SOMETHING))

    @property
    def when(self) -> date | None:
        """The day on which a page was written; of one that cannot be read that on which its file was."""
        if self.entry is not None:
            return self.entry.created.date()
        return self.finding.written.date() if self.finding.written else None


class OddScreen(FramedScreen[None]):
    """A list of what is odd. What is chosen is asked about, and then done."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "dismiss", msg("Back"))]

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._things: tuple[Thing, ...] | None = None

    def compose_column(self) -> ComposeResult:
        """Lays out a line and the list."""
        yield Static(id="odd-line", classes="quiet", markup=False)
        yield Rows(id="odd-list", full=True)

    def set_texts(self) -> None:
        """Says what it is."""
        self.title_text = _("To have a look at")

    def on_screen_resume(self) -> None:
        """Looks again what there is."""
        self.run_worker(self._look(), group="look", exclusive=True)

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self._show()

    def empty_texts(self) -> None:
        """Forgets the pages."""
        self._things = ()

    def way_back(self) -> Way:
        """Gives the list."""
        return ToScreen("odd")

    async def return_to(self, way: Way) -> None:
        """Opens the page that was looked at, or both texts of one."""
        match way:
            case ToPage(names, at):
                self._open_page(names[at])
            case ToText("both", name):
                self._open_both(name)
            case _:
                await super().return_to(way)

    # -------------------------------------------------------------- looking

    async def _look(self) -> None:
        try:
            self._things = await asyncio.to_thread(self._found)
        except KwetsbaarError as error:
            complain(self, error)
        self._show()

    def _found(self) -> tuple[Thing, ...]:
        """Gives what is odd, in a thread."""
        names = [card.name for card in self._journal.reading.odd()]
        return tuple(self._thing(finding) for finding in self._journal.care.odd(names))

    def _thing(self, finding: Finding) -> Thing:
        if finding.kind is not Kind.ENTRY:
            return Thing(finding)
        if finding.trouble in {Trouble.MISSING, Trouble.DAMAGED}:
            return Thing(finding, self._journal.repairing.last_known(finding))
        try:
            page = self._journal.reading.page(finding.name)
        except NotFound:
            return Thing(finding)
        return Thing(finding, page.entry, readable=page.entry is not None)

    def _show(self) -> None:
        if self._things is None:
            return
        line = (
            _("Often synchronisation is still busy. Nothing was thrown away.")
            if self._things
            else _("All is as it should be.")
        )
        self.query_one("#odd-line", Static).update(line)
        rows = self.query_one(Rows)
        rows.show(_row(number, thing) for number, thing in enumerate(self._things))
        if self._things and self.focused is None:
            rows.focus()

    # -------------------------------------------------------------- doing

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if self._things and event.option_id:
            self.run_worker(self._about(self._things[int(event.option_id)]), group="do", exclusive=True)

    async def _about(self, thing: Thing) -> None:
        """Asks what to do about one thing."""
        finding = thing.finding
        remedies = await asyncio.to_thread(self._journal.repairing.remedies, finding)
        beside = finding.trouble is Trouble.COPY and Remedy.OWN_NAME not in remedies and thing.readable
        can = [*([_READ] if thing.readable else []), *([_BOTH] if beside else [])]
        choices = (*can, *(_choice(each, finding) for each in remedies), LEAVE_IT)
        asked = AskScreen(thing.title, about(finding), choices)
        self.app.push_screen(asked, partial(self._answered, finding))

    def _answered(self, finding: Finding, chosen: str | None) -> None:
        if chosen == _READ.id:
            self._open_page(finding.name)
        elif chosen == _BOTH.id:
            self._open_both(finding.name)
        elif chosen == Remedy.OTHER:
            self.app.push_screen(OtherCopyScreen(), partial(self._from_other, finding))
        elif chosen in set(Remedy):
            self._do(finding, Remedy(chosen))

    def _open_page(self, name: str) -> None:
        self.app.push_screen(PageScreen(self._journal, OddPages(self._journal.reading), name), self._said)

    def _open_both(self, name: str) -> None:
        self.app.push_screen(BothScreen(self._journal, name), self._said)

    def _from_other(self, finding: Finding, other: Path | None) -> None:
        if other is not None:
            self._do(finding, Remedy.OTHER, other)

    def _do(self, finding: Finding, how: Remedy, other: Path | None = None) -> None:
        self.run_worker(self._done(finding, how, other), group="do", exclusive=True)

    async def _done(self, finding: Finding, how: Remedy, other: Path | None) -> None:
        try:
            await asyncio.to_thread(self._journal.repairing.repair, finding, how, other)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self._said(str(_DONE[how]))
        await self._look()

    def _said(self, sentence: str | None) -> None:
        self.say(sentence or "", kind="good")


def about(finding: Finding) -> Message:
    """Gives what is the matter, for who reads it on the screen: a page needs no name there."""
    if finding.kind is Kind.ENTRY:
        return _ABOUT[finding.trouble]
    return said(finding)


def _choice(remedy: Remedy, finding: Finding) -> Choice:
    """Gives a remedy as an answer; of what is not there nothing has to be said."""
    choice = _CHOICES[remedy]
    gone = remedy is Remedy.HISTORY and finding.trouble is Trouble.MISSING
    return replace(choice, hint=None) if gone else choice


def _row(number: int, thing: Thing) -> Row:
    finding = thing.finding
    brief = _BRIEF.get(finding.trouble) if finding.kind in _BRIEFLY else None
    if brief is not None:
        return Row(str(number), day(thing.when) if thing.when else "", thing.title, str(brief))
    return Row(str(number), "", thing.title, str(said(finding)))
