"""Which pages to look back on: rows to choose, or the words that searching knows too."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.widgets import Input, OptionList, Static

from kwetsbaar.core import days, query
from kwetsbaar.core.lookback.choosable import Names
from kwetsbaar.core.query import ANYWHERE, Where
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, msg, plural
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.keybar import KeyBar
from kwetsbaar.tui.returning import ToFilter
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.saying import complain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.lookback.choosable import Name
    from kwetsbaar.journal import Journal
    from kwetsbaar.tui.returning import Way

_LONGEST: Final = 400
"""Letters that can be typed; what is pasted beyond them is dropped."""
_SPANS: Final = {"3 months": msg("the last three months"), "1 month": msg("the last month")}


class FilterScreen(FramedScreen[Where]):
    """Gives back which pages are meant; nothing if a person goes back."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("slash", "to_field", msg("To the field")),
    ]

    def __init__(self, journal: Journal, text: str = "") -> None:
        super().__init__()
        self._journal = journal
        self._text = text
        self._names = Names()
        self._first: date | None = None
        self._choices: tuple[Where, ...] = ()

    def compose_column(self) -> ComposeResult:
        """Lays out the field, a quiet line, and the rows."""
        yield Input(self._text, id="filter-field", max_length=_LONGEST, select_on_focus=False)
        yield Static(id="filter-line", classes="quiet", markup=False)
        yield Rows(id="filter-rows")

    def set_texts(self) -> None:
        """Says what this is."""
        self.title_text = _("Which pages?")
        for line in self.query("#filter-line").results(Static):
            line.update(_("Choose, or type:  #tag  @alias  pack:drie-minuten  2026  2026-03..  march 2026"))

    def on_mount(self) -> None:
        """Looks which names there are."""
        self.set_texts()
        self.run_worker(self._look(), group="look", exclusive=True)

    async def language_changed(self) -> None:
        """Changes the words round the field; what was typed stays."""
        self.set_texts()
        self.say("")
        self.query_one(KeyBar).refresh()
        self._show()

    def way_back(self) -> Way:
        """Gives what was typed, encrypted: it may be what a person called somebody."""
        return ToFilter(self._journal.closed_over(self.query_one(Input).value))

    def empty_texts(self) -> None:
        """Forgets the names."""
        self._names, self._choices, self._text = Names(), (), ""

    # -------------------------------------------------------------- the rows

    async def _look(self) -> None:
        back = self._journal.looking_back
        try:
            self._first = await asyncio.to_thread(back.first_day)
            self._names = await asyncio.to_thread(back.names)
        except KwetsbaarError as error:
            complain(self, error)
            return
        self._show()
        if not self.query_one(Input).value:
            self.query_one(Rows).focus()
        else:
            self.query_one(Input).focus()

    def _show(self) -> None:
        rows: list[Row] = []
        choices = []
        for group in (self._periods(), self._packs(), self._aliases(), self._tags()):
            for number, (lead, title, tail, where) in enumerate(group):
                rows.append(Row(str(len(rows)), "" if number else lead, title, tail))
                choices.append(where)
        self._choices = tuple(choices)
        self.query_one(Rows).show(rows)

    def _periods(self) -> Iterator[tuple[str, str, str, Where]]:
        """Gives spans up to today, and the years that there are pages of, each with what is meant then."""
        now, today = self._so_far(), self._journal.looking_back.today
        yield _("when"), _("everything"), "", ANYWHERE
        yield "", _("this year"), str(today.year), _within(now, str(today.year))
        for span, said in _SPANS.items():
            if begins := days.after(today, f"-{span}"):
                yield "", str(said), "", _within(now, f"{begins}..")
        for year in range(today.year - 1, self._first.year - 1 if self._first else today.year - 1, -1):
            yield "", str(year), "", _within(now, str(year))

    def _packs(self) -> Iterator[tuple[str, str, str, Where]]:
        for name in self._names.packs:
            yield _("pack"), name.said, _pages(name), replace(self._so_far(), packs=(name.word,))

    def _aliases(self) -> Iterator[tuple[str, str, str, Where]]:
        for name in self._names.aliases:
            yield _("client"), name.said, _pages(name), replace(self._so_far(), about=(name.word,))

    def _tags(self) -> Iterator[tuple[str, str, str, Where]]:
        for name in self._names.tags:
            now = self._so_far()
            others = (tag for tag in now.tags if not query.means(tag, name.word))
            yield _("tag"), name.said, _pages(name), replace(now, tags=(*others, name.word))

    def _so_far(self) -> Where:
        """Gives what is typed, without names that are not finished: a row changes one part of it."""
        typed, known = query.parse(self.query_one(Input).value).where, self._names
        return replace(
            typed,
            packs=_known(typed.packs, known.packs),
            about=_known(typed.about, known.aliases),
            tags=_known(typed.tags, known.tags),
        )

    # -------------------------------------------------------------- choosing

    @on(Input.Changed)
    def _typed(self) -> None:
        self.say("")
        if self._choices:
            self._show()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < len(self._choices):
            self.dismiss(self._choices[event.option_index])

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        meant = query.parse(event.value)
        left = meant.words.strip()
        if left:
            self.say(_("‘{words}’ is no tag, alias, pack or time. Words are for searching.", words=left), kind="warn")
            return
        try:
            self._names.check(meant.where)
        except KwetsbaarError as error:
            complain(self, error)
        else:
            self.dismiss(meant.where)

    def action_to_field(self) -> None:
        """Goes to the field."""
        self.query_one(Input).focus()

    def on_key(self, event: events.Key) -> None:
        """Goes into the list with an arrow, and into the field with anything that is typed."""
        field = self.query_one(Input)
        if event.key == "down" and self.focused is field and self._choices:
            self.query_one(Rows).focus()
        elif event.character and event.is_printable and self.focused is not field and event.key not in _KEYS:
            field.focus()
            field.insert_text_at_cursor(event.character)
        else:
            return
        event.stop()
        event.prevent_default()


_KEYS: Final = frozenset({"slash", "question_mark", "comma", "space"})
"""Keys of their own."""


def _within(where: Where, period: str) -> Where:
    """Gives `where` with another period."""
    other = query.parse(period).where
    return replace(where, since=other.since, until=other.until)


def _known(words: tuple[str, ...], names: tuple[Name, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if any(query.means(word, name.word) for name in names))


def _pages(name: Name) -> str:
    return str(plural("{n} page", "{n} pages", name.pages))
