"""What lies ready, when it is opened: now, later, or not again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from kwetsbaar.core.days import SPANS, span_said
from kwetsbaar.i18n import Message, day, msg
from kwetsbaar.journal.due import What
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.screens.ask import AskScreen, Choice

if TYPE_CHECKING:
    from textual.binding import BindingType

    from kwetsbaar.journal.due import Due

_ASKED: Final = {
    What.RISKS: msg("On {day} you wrote down what you feared. Would you like to see now how it went?"),
    What.QUESTION: msg("On {day} you wanted to ask yourself this again. Is now a good moment?"),
    What.PAGE: msg("On {day} you wanted to read this page again. Is now a good moment?"),
}

_NOW: Final = {
    What.RISKS: Choice("now", msg("Look back now"), msg("You choose which. What you leave stays ready.")),
    What.QUESTION: Choice("now", msg("Ask it now"), msg("First what you wanted to know, then the question.")),
    What.PAGE: Choice("now", msg("Read it now")),
}

_LATER: Final = Choice("later", msg("Later"), msg("You choose when it lies ready again."))
_NEVER: Final = Choice("never", msg("Not again"), msg("What you wrote stays as it is."))


SOON: Final = "1 week"
"""The span after which it lies ready again where one key puts it off."""


class DueScreen(AskScreen):
    """Gives back "now", "later", "soon" or "never"; nothing if a person goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("l", "give('soon')", msg("In a week")),
        key("x", "give('never')", msg("Not again")),
    ]

    def __init__(self, due: Due) -> None:
        asked = Message(_ASKED[due.what].text, {"day": day(due.written)})
        super().__init__(due.title, asked, (_NOW[due.what], _LATER, _NEVER))

    def action_give(self, answer: str) -> None:
        """Gives back what one key says."""
        self.dismiss(answer)


class LaterScreen(AskScreen):
    """Gives back the span after which it lies ready again; nothing if a person goes back."""

    def __init__(self, due: Due) -> None:
        choices = tuple(Choice(span.replace(" ", "-"), span_said(span)) for span in SPANS)
        super().__init__(due.title, msg("When may it lie ready again?"), choices)

    def given(self, id_: str) -> str:
        """Gives what was chosen as a span."""
        return id_.replace("-", " ")
