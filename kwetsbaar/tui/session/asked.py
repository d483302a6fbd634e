"""One question on the screen: its words, the widget that answers it, and a word about the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from kwetsbaar.tui.session.closing import Closing
from kwetsbaar.tui.session.kinds import AnswerWidget

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.core.session import Question

FEWEST = 3
"""Lines that an answer keeps, however small the screen; what does not fit then scrolls."""


class Asked(Vertical):
    """What a person looks at while answering. At the end of a session the closing stands in the answer's place."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: AnswerWidget | Closing | None = None
        """What stands in the place of the answer."""

    def compose(self) -> ComposeResult:
        """Lays out the words, a place for the answer, and a place for a word about it."""
        yield Static("", id="ask", classes="ask", markup=False)
        yield Static("", id="say", markup=False)
        yield Static("", id="hint", classes="hint", markup=False)
        yield Vertical(id="answer")
        yield Static("", id="note", markup=False)

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
        self.shown = widget
        self.say(question)
        self.tell("")
        place = self.query_one("#answer", Vertical)
        place.display = question is None or question.form is not None
        await place.remove_children()
        await place.mount(widget)

    def say_anew(self, question: Question | None) -> None:
        """Says the same in the other language: the answer stays as it is, and so does the cursor."""
        if question and self.answer:
            self.say(question)
            self.answer.ask(question)
        elif self.closing:
            self.closing.say_anew()

    def say(self, question: Question | None) -> None:
        """Shows the words of a question."""
        self._set("#ask", question.ask if question else None)
        self._set("#say", question.say if question else None)
        self._set("#hint", question.hint if question else None)

    def tell(self, text: str) -> None:
        """Shows a word about the answer below it; an empty one takes it away."""
        self._set("#note", text)

    def empty(self) -> None:
        """Drops the answer from its widget."""
        if self.answer:
            self.answer.empty()

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
