"""Taking pages out as plain text: in which form, which pages, and where. It always says that it is plain text."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.core import query
from kwetsbaar.errors import KwetsbaarError, UsageError
from kwetsbaar.i18n import Message, _, msg, plural
from kwetsbaar.text import clean_line
from kwetsbaar.tui.returning import ToScreen
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.field import Asked, FieldScreen, path_of
from kwetsbaar.tui.screens.leaves import LeavesScreen
from kwetsbaar.tui.working import WorkingScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from kwetsbaar.core.query import Where
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.exporting import Taken
    from kwetsbaar.journal.writing import Clock
    from kwetsbaar.tui.returning import Way


@dataclass(frozen=True)
class _Form:
    """One form that pages can be taken out in."""

    id: str
    label: Message
    about: Message
    ending: str
    """Of the name that is proposed."""


_SUPERVISION: Final = "supervision"

_FORMS: Final = (
    _Form("markdown", msg("A folder of markdown"), msg("A file for each page, as Obsidian reads them."), ""),
    _Form("json", msg("One JSON document"), msg("All there is of each page. From it they can be made again."), ".json"),
    _Form("html", msg("A page to print"), msg("Opens in a browser, and needs nothing else."), ".html"),
    _Form(
        _SUPERVISION,
        msg("For supervision"),
        msg("Aliases, weeks in place of days, nothing private. You see it before it is written."),
        ".md",
    ),
)


class ExportScreen(WorkingScreen[str]):
    """The forms, and what came of it."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")

    def __init__(self, journal: Journal, clock: Clock) -> None:
        super().__init__()
        self._journal = journal
        self._clock = clock
        self._first = 0

    def compose_column(self) -> ComposeResult:
        """Lays out what it is, the forms, and a place for what came of it."""
        yield Static(
            _("What you take out is plain text: whoever can open it can read it."), classes="quiet", markup=False
        )
        yield Rows(
            [Row(form.id, "", str(form.label), str(form.about)) for form in _FORMS],
            first=self._first,
            full=True,
            id="export-forms",
        )
        yield Static(id="export-far", classes="quiet", markup=False)

    def set_texts(self) -> None:
        """Says what it is."""
        self.title_text = _("Take out")

    def on_mount(self) -> None:
        """Puts the focus on the forms."""
        self.set_texts()
        self.query_one(Rows).focus()

    async def language_changed(self) -> None:
        """Says everything anew."""
        self._first = self.query_one(Rows).highlighted or 0
        await super().language_changed()
        self.query_one(Rows).focus()

    def way_back(self) -> Way:
        """Gives the forms."""
        return ToScreen("export")

    def show_progress(self, done: int, total: int) -> None:
        """Says how far it is."""
        self._far(_("Read: {done} of {total}", done=done, total=total))

    def _far(self, said: str) -> None:
        for line in self.query("#export-far").results(Static):
            line.update(said)

    # -------------------------------------------------------------- which pages

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if self.working:
            return
        form = _FORMS[event.option_index]
        self.say("")
        asked = Asked(
            form.label,
            msg("Which pages?"),
            msg("Empty for all. Else as in Search: #tag  @alias  pack:drie-minuten  2026-11  2026-03..2026-05"),
        )
        self.app.push_screen(FieldScreen(asked, _where), partial(self._go_on, form))

    def _go_on(self, form: _Form, where: Where | None) -> None:
        if where is not None:
            self.run_worker(self._take(form, where), group="work", exclusive=True)

    async def _take(self, form: _Form, where: Where) -> None:
        """Reads the pages, and asks on."""
        try:
            taken = await self.in_thread(lambda tell: self._journal.exporting.take(where, tell))
            if taken is None or not self.is_attached:
                self._far("")
                return
            if form.id == _SUPERVISION:
                text, named = await asyncio.to_thread(self._journal.exporting.paper, taken)
                leaves = LeavesScreen(str(form.label), text, named)
                self.app.push_screen(leaves, lambda yes: self._ask_where(form, taken, text) if yes else None)
            elif taken.entries:
                self._ask_where(form, taken, "")
            else:
                self.say(_("There is no page to take out. A filter may be too narrow."), kind="warn")
        except KwetsbaarError as error:
            complain(self, error)
        self._far("")

    # -------------------------------------------------------------- where to

    def _ask_where(self, form: _Form, taken: Taken, text: str) -> None:
        many = plural("{n} page. Where may it be written?", "{n} pages. Where may they be written?", len(taken.entries))
        asked = Asked(
            form.label,
            many,
            msg("As plain text, for you alone to read on this computer. Nothing is written over."),
            self._proposed(form),
        )
        self.app.push_screen(FieldScreen(asked, self._writer(form, taken, text)), partial(self._say_where, taken))

    def _proposed(self, form: _Form) -> str:
        return f"~/kwetsbaar-{self._clock().date().isoformat()}{form.ending}"

    def _writer(self, form: _Form, taken: Taken, text: str) -> Callable[[str], Path]:
        exporting = self._journal.exporting

        def write(typed: str) -> Path:
            out = path_of(typed)
            if form.id == _SUPERVISION:
                exporting.write_paper(text, out)
            else:
                exporting.write(taken, form.id, out)
            return out

        return write

    def _say_where(self, taken: Taken, out: Path | None) -> None:
        if out is None:
            return
        count = len(taken.entries)
        where = clean_line(str(out))
        done = plural("{n} page stands in {path} now.", "{n} pages stand in {path} now.", count, path=where)
        plain = _("That is plain text: whoever can open it can read it. Delete it when you no longer need it.")
        self.say(f"{done} {plain}{self._left_out(taken)}", kind="warn" if taken.unreadable else "good")

    def _left_out(self, taken: Taken) -> str:
        left = plural(
            "{n} page cannot be read and is not in it.",
            "{n} pages cannot be read and are not in it.",
            len(taken.unreadable),
        )
        return f" {left}" if taken.unreadable else ""


def _where(typed: str) -> Where:
    """Gives which pages are meant; raises `UsageError` for words, since a word chooses no page here."""
    asked = query.parse(typed)
    if words := clean_line(asked.words).strip():
        raise UsageError(
            msg("‘{words}’ is no tag, alias, pack or period.", words=words),
            msg("#tag, @alias, pack:name, 2026-11 and the like choose pages here."),
        )
    return asked.where
