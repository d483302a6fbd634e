"""What an author is told of a pack without errors: how many questions, how long, whether every road was walked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kwetsbaar.core.roads import roads_of
from kwetsbaar.i18n import Message, msg, plural

if TYPE_CHECKING:
    from kwetsbaar.core.pack import Pack


@dataclass(frozen=True)
class Ready:
    """A pack whose roads were walked by the session itself."""

    questions: int
    """How many steps ask something, on whatever road."""
    shortest: int
    """Whole minutes of the shortest road, at least 1."""
    longest: int
    """Those of the longest one."""
    every: bool
    """Whether every road was walked; if not, how long they are is not known."""

    @property
    def said(self) -> Message:
        """Says it in one sentence."""
        questions = plural("{n} question", "{n} questions", self.questions)
        if not self.every:
            return msg("Ready: {questions}; its roads are too many to walk them all.", questions=questions)
        if self.shortest == self.longest:
            minutes = plural("about {n} minute", "about {n} minutes", self.longest)
        else:
            minutes = msg("{least} to {most} minutes", least=self.shortest, most=self.longest)
        return msg("Ready: {questions}, {minutes}, every road walked.", questions=questions, minutes=minutes)


def ready(pack: Pack, language: str) -> Ready:
    """Walks every road of a pack; takes a moment for a large one, so it is called in a thread."""
    roads = roads_of(pack, language)
    return Ready(roads.questions, roads.shortest.minutes, roads.longest.minutes, roads.all_walked)
