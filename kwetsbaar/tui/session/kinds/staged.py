"""An answer that is asked for in a few small questions, one at a time, on the screen of one question.

What is asked next follows from what was given so far. Next, Back and Skip walk through the small questions first, and
only past the last one, or before the first, to another question of the pack.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from kwetsbaar.tui.session.kinds.base import AnswerWidget

if TYPE_CHECKING:
    from kwetsbaar.core.session import Question


class StagedAnswer(AnswerWidget):
    """Knows which small question it is at. All its fields stay mounted; a stage shows some of them, with their texts.

    So going on takes no time, and no key that is typed meanwhile falls between two of them.
    """

    def __init__(self, question: Question, stage: Hashable) -> None:
        super().__init__(question)
        self.stage = stage
        """The small question that is asked now."""

    @abstractmethod
    def stages(self) -> Sequence[Hashable]:
        """Gives the small questions, as they follow from what was given; the first one is always there."""

    @abstractmethod
    def show(self) -> None:
        """Shows the small question of this stage, with what was given to it, and puts the focus there."""

    def take_in(self) -> None:
        """Takes what stands in a field that is about to be left."""

    def forth(self) -> bool:
        """Goes to the next small question; past the last one there is none."""
        self.take_in()
        return self._to(1)

    def back(self) -> bool:
        """Goes to the small question before this one; before the first there is none."""
        self.take_in()
        return self._to(-1)

    def pass_by(self) -> bool:
        """Passes a small question by. At the first one it is the whole answer that is passed by."""
        if self._number() == 0:
            return False
        if not self.forth():
            self.submit()
        return True

    @property
    def inside(self) -> bool:
        """Tells whether a small question was passed already."""
        return self._number() > 0

    def jump(self, stage: Hashable) -> None:
        """Goes straight to a small question."""
        self.take_in()
        self.stage = stage
        self.show()

    def on_mount(self) -> None:
        """Shows the small question where one begins."""
        self.show()

    def _to(self, step: int) -> bool:
        stages = self.stages()
        place = self._number() + step
        if not 0 <= place < len(stages):
            return False
        self.stage = stages[place]
        self.show()
        return True

    def _number(self) -> int:
        stages = self.stages()
        return stages.index(self.stage) if self.stage in stages else len(stages) - 1
