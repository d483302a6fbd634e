"""A page as it is read: the questions, and below each what was written, as it was typed. Nothing in it is markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from kwetsbaar.core import finding
from kwetsbaar.core.lookback.states import SAID, states_of
from kwetsbaar.i18n import _, day
from kwetsbaar.text import clean_line
from kwetsbaar.tui.lists import state_said
from kwetsbaar.tui.told import TOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click
    from textual.widget import Widget

    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.journal.page import Page

_FOUND = "bold $accent"
_BULLET: Final = re.compile("^-(?= )", re.MULTILINE)
"""What begins an item in a file; on the screen it is the dash with which it was written."""


class Block(Vertical):
    """One question with its answer. While one is being chosen to be changed it can have the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", show=False),
        Binding("down,j", "app.focus_next", show=False),
        Binding("up,k", "app.focus_previous", show=False),
    ]

    class Chosen(Message):
        """This answer is to be changed."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number
            """Its place in the page's list of answers, from 0."""

    def __init__(self, entry: Entry, number: int, words: tuple[str, ...] = ()) -> None:
        super().__init__(classes="block")
        self.number = number
        """The place of its answer in the page's list, from 0."""
        self.can_focus = False
        self._answer = entry.answers[number]
        self._question = entry.question(self._answer)
        self._text = answer_text(entry, self._answer)
        self._became = "\n".join(became(self._answer))
        self._words = words
        self.display = not self._answer.skipped

    def compose(self) -> ComposeResult:
        """Shows both."""
        yield Static(self._question, classes="strong", markup=False)
        if self._answer.skipped:
            yield Static(_("Skipped."), classes="quiet answer", markup=False)
        elif self._text:
            said = said_by_kind(self._answer) if not self._words else None
            yield Static(said or marked(self._text, self._words), classes="answer", markup=False)
            if self._became:
                yield Static(self._became, classes="quiet", markup=False)

    @property
    def skipped(self) -> bool:
        """Tells whether there is no answer."""
        return self._answer.skipped

    @property
    def found_at(self) -> int | None:
        """The line of this block on which the first word that was searched for stands; None if there is none."""
        first = next(finding.places_of(self._text, self._words), None) if self._words else None
        if first is None:
            return None
        answer = self.query(".answer").first(Static)
        above = Content(self._text[: first[1]]).get_height({}, max(1, answer.size.width))
        return answer.region.y - self.region.y + max(0, above - 1)

    def action_choose(self) -> None:
        """Chooses it."""
        self.post_message(self.Chosen(self.number))

    def on_click(self, event: Click) -> None:
        """Chooses it, if one is being chosen."""
        if self.can_focus:
            event.stop()
            self.action_choose()


def shown(page: Page, words: tuple[str, ...] = ()) -> Iterator[Widget]:
    """Gives a whole page, with `words` marked in the answers, or why it cannot be read."""
    entry = page.entry
    if entry is None:
        yield Static(_("This page cannot be read."), classes="warn", markup=False)
        yield Static(str(page.trouble or ""), markup=False)
        yield Static(_("The file stays where it is; nothing was thrown away."), classes="quiet gap", markup=False)
        return
    left_out = _("left out of looking back") if entry.hidden else ""
    quiet = [f"{entry.created:%H:%M}", entry.theme, entry.about, state_said(page.state), left_out]
    yield Static(" · ".join(each for each in quiet if each), classes="quiet", markup=False)
    if entry.received_from is not None:
        yield Static(_("These are the words of {who}.", who=entry.received_from), classes="quiet", markup=False)
    for each in entry.shared:
        who = each.to or _("someone, with a passphrase")
        yield Static(_("Shared with {who} on {day}.", who=who, day=day(each.when)), classes="quiet", markup=False)
    yield from answers_of(entry, words)


def answers_of(entry: Entry, words: tuple[str, ...] = ()) -> Iterator[Widget]:
    """Gives the questions of a page with their answers, under the headings of its parts."""
    part = None
    for number, answer in enumerate(entry.answers):
        if answer.part != part and not answer.skipped:
            part = answer.part
            yield Static(part or "", classes="heading part", markup=False)
        yield Block(entry, number, words)


def became(answer: Answer) -> Iterator[str]:
    """Gives what became of what was meant in an answer, as far as that was said."""
    for item, state in states_of(answer).items():
        said = str(SAID[answer.tag or ""][state])
        yield f"{clean_line(item)}: {said}" if item else said[:1].upper() + said[1:]


def answer_text(entry: Entry, answer: Answer) -> str:
    """Gives what was answered as text: what was written as it was typed, all else as the page says it."""
    if answer.value is None:
        return ""
    text = answer.value if isinstance(answer.value, str) and answer.kind == "write" else None
    return text or _BULLET.sub("–", answer.form.markdown(answer.value, entry.lang))


def answer_said(entry: Entry, answer: Answer) -> Content:
    """Gives what was answered as it is shown: some kinds have more than words for it."""
    return said_by_kind(answer) or Content(answer_text(entry, answer))


def said_by_kind(answer: Answer) -> Content | None:
    """Gives an answer of a kind that has a way of its own to be shown."""
    said = TOLD.get(answer.kind)
    return said(answer) if said and answer.value is not None else None


def marked(text: str, words: tuple[str, ...]) -> Content:
    """Gives `text` with the words that begin with one of `words` marked."""
    content = Content(text)
    for start, end in finding.places_of(text, words) if words else ():
        content = content.stylize(_FOUND, start, end)
    return content
