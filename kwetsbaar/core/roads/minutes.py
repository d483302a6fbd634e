"""How long it takes to walk a pack, roughly.

For each step: the time to read it, at two hundred words a minute, and the time to answer it, by its kind. An author's
own `timer` counts in place of the latter, and a `pause` takes the seconds that it says. The check-in and the way out of
a pack with extra care count too. Somebody in a hurry needs half of it, and who stays with a question twice as much.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.session import Question

WORD: Final = 0.3
"""Seconds to read a word."""

SECONDS: Final[Mapping[str, int]] = {
    "write": 65,
    "choice": 15,
    "scale": 10,
    "list": 60,
    "feelings": 75,
    "body": 60,
    "voices": 540,
    "risks": 210,
    "letgo": 100,
    "share": 75,
    "revisit": 15,
    "outcome": 65,
    "pause": 60,
    "client": 10,
    "next": 5,
    "say": 2,
    "part": 2,
}
"""Seconds to answer a step of a kind; of what is only read, to go on."""

SHORT: Final = 3
"""A text of fewer lines takes half the time."""


@dataclass(frozen=True)
class Estimate:
    """A time, in seconds."""

    seconds: float

    @property
    def minutes(self) -> int:
        """Gives it in whole minutes, at least one."""
        return max(1, round(self.seconds / 60))


def seconds_of(step: Step, question: Question) -> float:
    """Gives how long a person takes for one screen, in seconds."""
    texts = (question.ask, question.say, question.hint)
    words = sum(len(text.split()) for text in texts if text)
    return words * WORD + _answering(step)


def _answering(step: Step) -> float:
    if step.timer is not None:
        return 60 * step.timer
    if step.kind == "pause":
        return step.whole("seconds", SECONDS["pause"])
    return SECONDS[step.kind] / (2 if step.kind == "write" and step.whole("lines", SHORT) < SHORT else 1)
