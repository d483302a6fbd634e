"""Bringing in what was written elsewhere: where it lies, then what would come, and on a key the pages themselves."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widgets import Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, day, msg, plural
from kwetsbaar.journal.importing import Opens
from kwetsbaar.tui.frame import Column, key
from kwetsbaar.tui.returning import ToScreen
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.field import Asked, FieldScreen, path_of
from kwetsbaar.tui.working import WorkingScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.i18n import Message
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.importing import Brought
    from kwetsbaar.tui.returning import Way
    from kwetsbaar.tui.working import Tell

_FIRST: Final = 8
"""Pages that are named before they come."""
_ODD: Final = 12
"""Things not understood that are told one by one."""

_PATH: Final = Asked(
    msg("Bring in"),
    msg("Where does it lie?"),
    msg(
        "A file of jrnl, JSON of jrnl or of kwetsbaar, a zip of Day One, or a folder of markdown. It is only looked at "
        "first, and what lies there stays as it is."
    ),
)
_SECRET: Final = Asked(
    msg("Bring in"),
    msg("With which passphrase was it encrypted?"),
    msg("It is used for this once, and kept nowhere."),
    secret=True,
)


class ImportScreen(WorkingScreen[str]):
    """What lies there, and then what became of it."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+n,enter", "bring", msg("Bring in")),
        key("w", "unlock", msg("Open with a passphrase")),
    ]

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._path: Path | None = None
        self._brought: Brought | None = None
        self._saved = 0
        self._ended = False

    def compose_column(self) -> ComposeResult:
        """Shows what would come, or what came."""
        yield Static(id="import-far", classes="quiet", markup=False)
        if self._brought is not None:
            yield from self._report(self._brought)

    def set_texts(self) -> None:
        """Says what it is."""
        self.title_text = _("Bring in")
        self.where_text = "" if self._ended or self._brought is None else _("nothing is saved yet")

    def way_back(self) -> Way:
        """Gives the question where it lies: what is saved by then stays, and is known when it is looked at again."""
        return ToScreen("import")

    def empty_texts(self) -> None:
        """Forgets what was read."""
        self._brought = None

    def on_mount(self) -> None:
        """Asks where it lies."""
        self.set_texts()
        self.app.push_screen(FieldScreen(_PATH, self._looker()), self._looked)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There must be something to bring in, or to open."""
        brought = self._brought
        waits = brought is not None and not self.working and not self._ended
        if action == "bring":
            return waits and bool(brought and brought.new)
        if action == "unlock":
            return waits and bool(brought and brought.locked)
        return super().check_action(action, parameters)

    def show_progress(self, done: int, total: int) -> None:
        """Says how far it is."""
        self._far(_("Saved: {done} of {total}", done=done, total=total))

    def _far(self, said: str) -> None:
        for line in self.query("#import-far").results(Static):
            line.update(said)
            line.display = bool(said)

    # -------------------------------------------------------------- looking

    def _looker(self) -> Callable[[str], tuple[Path, Brought]]:
        journal = self._journal

        def look(typed: str) -> tuple[Path, Brought]:
            path = path_of(typed)
            return path, journal.importing.look(path, opens=Opens(_own_keys(journal)))

        return look

    async def _looked(self, found: tuple[Path, Brought] | None) -> None:
        """Shows what lies there; who went back wanted nothing."""
        if found is None:
            self.dismiss(None)
            return
        self._path, self._brought = found
        await self._show()

    def action_unlock(self) -> None:
        """Asks for the passphrase of what is encrypted, and looks again."""
        if self._path is not None:
            self.app.push_screen(FieldScreen(_SECRET, partial(_opened, self._journal, self._path)), self._unlocked)

    async def _unlocked(self, brought: Brought | None) -> None:
        if brought is not None:
            self._brought = brought
            await self._show()
            self.say(_("This passphrase does not open all of it.") if brought.locked else "", kind="warn")

    async def _show(self) -> None:
        self.set_texts()
        await self.query_one(Column).recompose()
        self.refresh_bindings()

    # -------------------------------------------------------------- bringing in

    def action_bring(self) -> None:
        """Saves what is new."""
        if self._brought is not None:
            self.say("")
            self.where_text = ""
            self.run_worker(self._bring(self._brought), group="work", exclusive=True)

    async def _bring(self, brought: Brought) -> None:
        """Saves it page by page; whatever ends that, what is saved stays."""

        def work(tell: Tell) -> int:
            taken = self._journal.importing.take(brought, tell)
            self._journal.reading.keep()
            return taken

        trouble: KwetsbaarError | None = None
        taken: int | None = None
        try:
            taken = await self.in_thread(work)
        except KwetsbaarError as error:
            trouble = error
        if not self.is_attached:
            return
        self._ended = True
        self._saved = self.done if taken is None else taken
        await self._show()
        if trouble is not None:
            complain(self, trouble)
        elif taken is None:
            self.say(_("Stopped. What is saved stays; bring it in once more to go on."), kind="warn")

    # -------------------------------------------------------------- what is said

    def _report(self, brought: Brought) -> ComposeResult:
        yield Static("\n".join(map(str, self._counts(brought))), id="import-counts", markup=False)
        if brought.new and not self._ended:
            yield Static(_("The first pages"), classes="heading gap", markup=False)
            yield Static("\n".join(_first_pages(brought)), markup=False)
        if brought.found.odd:
            yield Static(_("Not understood"), classes="heading gap", markup=False)
            yield Static("\n".join(map(str, _odd(brought))), markup=False)

    def _counts(self, brought: Brought) -> list[Message]:
        new = len(brought.new)
        if self._ended:
            said = [plural("{n} page was brought in.", "{n} pages were brought in.", self._saved)]
        else:
            said = [plural("{n} page would be brought in.", "{n} pages would be brought in.", new)]
        if brought.there:
            there = brought.there
            said.append(
                plural("{n} page was in your journal already.", "{n} pages were in your journal already.", there)
            )
        if self._ended:
            said.append(msg("What you brought in still lies where it was, as it was."))
        return said


def _first_pages(brought: Brought) -> list[str]:
    """Gives a line for each of the first pages, with their days in a column."""
    days = [day(entry.created) for entry in brought.new[:_FIRST]]
    wide = max(map(len, days))
    return [f"{day_.rjust(wide)}  {entry.title}" for day_, entry in zip(days, brought.new, strict=False)]


def _odd(brought: Brought) -> list[Message]:
    odd = brought.found.odd
    said = [msg("{where}: {what}", where=each.where, what=each.message) for each in odd[:_ODD]]
    if (left := len(odd) - _ODD) > 0:
        said.append(plural("And {n} thing more.", "And {n} things more.", left))
    return said


def _own_keys(journal: Journal) -> tuple[str, ...]:
    """Gives what opens pages that were sealed to this person."""
    identity = journal.people.identity()
    return (identity,) if identity else ()


def _opened(journal: Journal, path: Path, passphrase: str) -> Brought:
    return journal.importing.look(path, opens=Opens(_own_keys(journal), passphrase))
