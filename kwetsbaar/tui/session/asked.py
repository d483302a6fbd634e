"""One question on the screen: its words, the widget that answers it, and a word about the answer."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from textual.containers import Vertical
from textual.widgets import Static

from kwetsbaar.i18n import _
from kwetsbaar.tui.session.closing import Closing
from kwetsbaar.tui.session.kinds import AnswerWidget
from kwetsbaar.tui.session.timer import TimerLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.dom import DOMNode

    from kwetsbaar.core.session import Question

FEWEST: Final = 3
"""Lines that an answer keeps, however small the screen; what does not fit then scrolls."""

ROOMY: Final = 6
"""Lines that an answer keeps beside something else that wants room."""

_PATIENCE: Final = 2.0
"""Seconds to wait for a widget that may be going away just now."""


class Asked(Vertical):
    """What a person looks at while answering. At the end of a session the closing stands in the answer's place."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: AnswerWidget | Closing | None = None
        """What stands in the place of the answer."""

    def compose(self) -> ComposeResult:
        """Lays out the words, and a place for a word about the answer, which comes between."""
        yield Static("", id="ask", classes="ask", markup=False)
        yield Static("", id="say", markup=False)
        yield Static("", id="hint", classes="hint", markup=False)
        yield Static("", id="note", markup=False)
        yield TimerLine()

    @property
    def answer(self) -> AnswerWidget | None:
        """The widget that answers the question; None at the end."""
        return self.shown if isinstance(self.shown, AnswerWidget) else None

    @property
    def closing(self) -> Closing | None:
        """What asks whether to keep it; None before the end."""
        return self.shown if isinstance(self.shown, Closing) else None

    async def show(self, question: Question | None, widget: AnswerWidget | Closing) -> None:
        """Shows another question, or the end. What stood there before is emptied first."""
        self.empty()
        before, self.shown = self.shown, widget
        self.say(question)
        self.tell("")
        self.query_one(TimerLine).begin(question)
        widget.display = question is None or question.form is not None or bool(question.onward)
        if before is not None:
            await before.remove()
        await self.mount(widget, before="#note")

    async def caught_up(self) -> None:
        """Waits until every key that was pressed before has reached the answer, however fast they came."""
        node: DOMNode | None = self.screen.focused
        while node is not None and node is not self:
            await _heard(node)
            node = node.parent if self in node.ancestors else None

    def say_anew(self, question: Question | None) -> None:
        """Says the same in the other language: the answer stays as it is, and so does the cursor."""
        self.query_one(TimerLine).tick()
        if question and self.answer:
            self.say(question)
            self.answer.ask(question)
        elif self.closing:
            self.closing.say_anew()

    def say(self, question: Question | None) -> None:
        """Shows the words of a question."""
        self._set("#ask", question.ask if question else None)
        self._set("#say", question.say if question else None)
        self._set("#hint", _hint(question) if question else None)

    def settle(self) -> None:
        """Lets the question stand back while a smaller one inside its answer is asked."""
        self.set_class(self.answer is not None and self.answer.inside, "-inside")

    def tell(self, text: str) -> None:
        """Shows a word about the answer below it; an empty one takes it away."""
        self._set("#note", text)

    def empty(self) -> None:
        """Drops the answer from its widget."""
        if self.answer:
            self.answer.empty()
        elif self.closing:
            self.closing.forget()

    def fewest(self, column: int) -> int:
        """Gives how many lines a column of `column` lines still needs when its answer has as few as it can do with."""
        answer = self.answer
        if answer and answer.GROWS and answer.is_attached:
            return column - answer.size.height + min(answer.size.height, ROOMY)
        return column

    def fit(self, lines: int, column: int) -> None:
        """Gives the answer what is left of `lines` when all else in a column of `column` lines has its place."""
        answer = self.answer
        if answer and answer.GROWS and answer.is_attached:
            others = column - answer.size.height
            answer.give_room(max(lines - others, min(FEWEST, lines)))

    def _set(self, selector: str, text: str | None) -> None:
        line = self.query_one(selector, Static)
        line.update(text or "")
        line.set_class(not text, "-empty")


def _hint(question: Question) -> str:
    """Gives the author's help, and what holds for a question that stays out of what is shared."""
    private = _("This stays out of what you share, unless you choose it yourself.") if question.private else ""
    return "\n".join(filter(None, (question.hint, private)))


async def _heard(node: DOMNode) -> None:
    """Waits until `node` has dealt with all that was sent to it so far."""
    done = asyncio.Event()
    if node.call_later(done.set):
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await done.wait()
