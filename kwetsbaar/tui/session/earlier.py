"""Earlier answers to the same question, beside it or below the answer. The text keeps the focus and its cursor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from kwetsbaar.core.editing import answer_at
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, day
from kwetsbaar.tui.session.saving import AppRunner
from kwetsbaar.tui.session.telling import sentence

if TYPE_CHECKING:
    from datetime import date

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.session import Question
    from kwetsbaar.journal.page import Earlier
    from kwetsbaar.journal.reading import Reading

BESIDE_FROM: Final = 110
"""Columns of the screen from which there is room beside the question."""

_COLUMN: Final = 72
"""Cells of the column with the question."""
_GAP: Final = 3
_NARROWEST: Final = 32
_WIDEST: Final = 44
_FEWEST: Final = 4
"""Lines that the panel has below an answer, however small the screen."""

Move: TypeAlias = Literal["line_up", "line_down", "page_up", "page_down"]


def _earlier_answers(reading: Reading, draft: Draft) -> list[Earlier]:
    """Gives what was answered before to the question where `draft` is, the newest first.

    Of a page that is changed that is what was answered before the page. This reads pages: it is done in a thread.
    """
    session = draft.session
    if session.at is None:
        return []
    if draft.edits:
        entry = reading.page(draft.id).entry
        answer = answer_at(entry, session) if entry else None
        if entry is None or answer is None:
            return []
        return reading.earlier(entry.pack, answer.key, {answer.ask}, before=entry.created)
    step = session.step(session.at)
    template = step.ask or step.say
    asks = {template.in_language(code) for code in session.pack.languages} if template else ()
    return reading.earlier(session.pack.id, step.key, asks)


@dataclass(frozen=True)
class Beside:
    """One text of a person's own that stands beside the question."""

    text: str = field(repr=False)
    day: date | None = None
    """When it was written; None for one line of a list."""
    about: str = field(default="", repr=False)
    """Quiet, after the day."""


class EarlierPanel(VerticalScroll, can_focus=False):
    """A quiet list. It never takes the focus: keys of the screen and the mouse wheel scroll it."""

    @dataclass
    class Filled(Message):
        """It shows other texts, so it may have another height."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading
        self._found: tuple[Beside, ...] = ()
        self._word = ""

    def look_up(self, draft: Draft, question: Question | None) -> None:
        """Shows what was answered before to the question where `draft` is; to a text to read there is no answer."""
        self.empty()
        self.display = question is not None and question.form is not None
        if self.display:
            self.run_worker(self._look_up(draft), exclusive=True)

    async def say_anew(self) -> None:
        """Says heading and dates in the other language."""
        await self._fill()

    def leave(self) -> None:
        """Drops every text, also one that is still looked up, and gives its room back."""
        self.workers.cancel_node(self)
        self.empty()
        if isinstance(self.parent, Widget):
            self.parent.remove_class("-beside")

    def empty(self) -> None:
        """Drops every text."""
        self._found, self._word = (), ""
        for line in self.query(Static):
            line.update("")

    def move(self, how: Move) -> None:
        """Scrolls."""
        match how:
            case "line_up" | "line_down":
                self.scroll_relative(y=2 if how == "line_down" else -2, animate=False)
            case "page_up":
                self.scroll_page_up(animate=False)
            case "page_down":
                self.scroll_page_down(animate=False)

    # -------------------------------------------------------------- its place

    def fit(self, screen: int, width: int, lines: int, others: int) -> int:
        """Takes its place on a screen of `screen` columns, in a body of `width` cells and `lines` lines.

        `others` is how many of those the question needs. Gives how many lines the panel takes, which beside it is none.
        """
        beside = self.display and screen >= BESIDE_FROM
        self.set_class(beside, "-beside")
        if isinstance(self.parent, Widget):
            self.parent.set_class(beside, "-beside")
        if not self.display:
            return 0
        if beside:
            taken = cells_beside(width)
            self.styles.width = taken
            self.styles.padding = (0, max(0, taken - _GAP - _WIDEST), 0, _GAP)
            self.styles.max_height = None
            return 0
        self.styles.width = self.styles.padding = None
        most = max(lines - others, _FEWEST)
        self.styles.max_height = most
        return min(most, self.virtual_size.height)

    # -------------------------------------------------------------- inside

    def find(self, draft: Draft) -> list[Beside]:
        """Gives what to show beside the question where `draft` is. This reads pages: it is done in a thread."""
        return [
            Beside(answer.text, answer.date, " · ".join(filter(None, (answer.theme, answer.item))))
            for answer in _earlier_answers(self._reading, draft)
        ]

    def heading(self) -> str:
        """Gives what it is."""
        return _("Earlier answers")

    def nothing(self) -> str:
        """Gives what to say if nothing was found."""
        return _("Nothing yet: this is the first time you answer this question.")

    async def _look_up(self, draft: Draft) -> None:
        """Looks it up in a thread; whatever is wrong is said in its place."""
        try:
            found = await AppRunner(self).in_thread(lambda: self.find(draft))
        except KwetsbaarError as error:
            self._word = sentence(error)
        else:
            self._found, self._word = tuple(found), ""
        await self._fill()
        self.scroll_home(animate=False)

    async def _fill(self) -> None:
        found = [line for one in self._found for line in _lines(one)]
        lines = [_line("", "earlier--head"), *(found or [_line(self._word or self.nothing(), "earlier--word")])]
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all(lines)
        self._name_keys()
        self.post_message(self.Filled())

    def watch_show_vertical_scrollbar(self) -> None:
        """Names the keys that scroll while there is something to scroll."""
        self._name_keys()

    def _name_keys(self) -> None:
        keys = "   alt+↑ alt+↓" if self.show_vertical_scrollbar else ""
        for head in self.query(".earlier--head").results(Static):
            head.update(Content.assemble((self.heading(), "bold"), keys))


def cells_beside(width: int) -> int:
    """Gives how many cells of a body `width` cells wide the panel takes beside the column, the gap included.

    Where there is room the column in the middle stays where it is; else it moves to the left, and then gets narrower.
    """
    side = (width - _COLUMN) // 2
    if side >= _NARROWEST + _GAP:
        return side
    return max(_NARROWEST + _GAP, min(width - _COLUMN, _WIDEST + _GAP))


def _lines(beside: Beside) -> list[Static]:
    if beside.day is None:
        return [_line(f"– {beside.text}", "earlier--one")]
    when = " · ".join(filter(None, (day(beside.day), beside.about)))
    return [_line(when, "earlier--when"), _line(beside.text, "earlier--text")]


def _line(text: str, kind: str) -> Static:
    return Static(text, classes=kind, markup=False)
