"""The kind `pause`: a moment without writing.

It counts softly, never moves on by itself, and can be left at any time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets import Static

from kwetsbaar.core.kinds.pause import PauseForm
from kwetsbaar.i18n import _
from kwetsbaar.tui.session.kinds.base import AnswerWidget, form_of

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.core.session import Question

TICK: Final = 1.0
"""Seconds between two looks at the clock."""

BAR: Final = 36
"""Cells of the bar at its widest."""


class PauseAnswer(AnswerWidget):
    """A thin line that fills, and where the author gives a breath the words to breathe along with."""

    def __init__(self, question: Question, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(question)
        self._form = form_of(question, PauseForm)
        self._clock = clock
        self._began: float | None = None
        self._over = False
        self._breath = Static("", classes="pause--breath", markup=False)
        self._bar = Static("", classes="pause--bar", markup=False)
        self._word = Static("", classes="pause--word", markup=False)
        """Keeps its place while it is empty, so that nothing moves when it speaks."""

    @property
    def running(self) -> bool:
        """Tells whether its time is not over yet."""
        return not self._over

    def compose(self) -> ComposeResult:
        """Lays out the breath, the line, and a word for when it is over."""
        if self._form.breath:
            yield self._breath
        yield self._bar
        yield self._word

    def on_mount(self) -> None:
        """Begins to count."""
        self._began = self._clock()
        self._timer = self.set_interval(TICK, self.tick)
        self.tick()

    def value(self) -> bool:
        """Gives that it was there: how long is nobody's business."""
        return True

    def ask(self, question: Question) -> None:
        """Says its words in the other language."""
        super().ask(question)
        self.tick()

    def tick(self) -> None:
        """Looks at the clock, and shows where one is."""
        elapsed = self._clock() - (self._began or 0.0)
        if elapsed >= self._form.seconds and not self._over:
            self._over = True
            self._timer.stop()
            self.changed()
        self._bar.update(_bar(elapsed / self._form.seconds))
        self._breath.update("" if self._over else _breath(self._form, elapsed))
        self._word.update(_("That was the moment. Go on when you like.") if self._over else "")


def _bar(part: float) -> Content:
    done = round(BAR * min(1.0, part))
    return Content.assemble(("━" * done, "$accent"), ("─" * (BAR - done), "$line"))


def _breath(form: PauseForm, elapsed: float) -> str:
    if form.breath is None:
        return ""
    breathe_in, breathe_out = form.breath
    moment = elapsed % (breathe_in + breathe_out)
    return _("in …") if moment < breathe_in else _("out …")
