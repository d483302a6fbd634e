"""The answer widgets: one module for each kind, registered here once by the kind's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kwetsbaar.tui.session.kinds.base import AnswerWidget
from kwetsbaar.tui.session.kinds.body import BodyAnswer
from kwetsbaar.tui.session.kinds.choice import ChoiceAnswer
from kwetsbaar.tui.session.kinds.client import ClientAnswer
from kwetsbaar.tui.session.kinds.feelings import FeelingsAnswer
from kwetsbaar.tui.session.kinds.letgo import LetgoAnswer
from kwetsbaar.tui.session.kinds.list_ import ListAnswer
from kwetsbaar.tui.session.kinds.next_ import NextAnswer
from kwetsbaar.tui.session.kinds.outcome import OutcomeAnswer
from kwetsbaar.tui.session.kinds.pause import PauseAnswer
from kwetsbaar.tui.session.kinds.revisit import RevisitAnswer
from kwetsbaar.tui.session.kinds.risks import RisksAnswer
from kwetsbaar.tui.session.kinds.say import SayAnswer
from kwetsbaar.tui.session.kinds.scale import ScaleAnswer
from kwetsbaar.tui.session.kinds.share import ShareAnswer
from kwetsbaar.tui.session.kinds.voices import VoicesAnswer
from kwetsbaar.tui.session.kinds.write import WriteAnswer

if TYPE_CHECKING:
    from kwetsbaar.core.session import Question

__all__ = ["WIDGETS", "AnswerWidget", "answer_widget"]

WIDGETS: Final[Mapping[str, type[AnswerWidget]]] = {
    "write": WriteAnswer,
    "choice": ChoiceAnswer,
    "scale": ScaleAnswer,
    "list": ListAnswer,
    "feelings": FeelingsAnswer,
    "body": BodyAnswer,
    "voices": VoicesAnswer,
    "pause": PauseAnswer,
    "client": ClientAnswer,
    "letgo": LetgoAnswer,
    "next": NextAnswer,
    "outcome": OutcomeAnswer,
    "revisit": RevisitAnswer,
    "risks": RisksAnswer,
    "share": ShareAnswer,
    "say": SayAnswer,
    "part": SayAnswer,
}
"""By the kind's name. A heading with a text is read like any text."""


def answer_widget(question: Question) -> AnswerWidget:
    """Makes the widget that answers `question`."""
    return WIDGETS[question.kind](question)
