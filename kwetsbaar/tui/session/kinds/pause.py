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

TICK: Final = 0.5
"""Seconds between two looks at the clock."""

STILL: Final = 1.0
"""Seconds between two looks where nothing moves but the words."""

BAR: Final = 36
"""Cells of the bar at its widest."""


class PauseAnswer(AnswerWidget):
    """A thin line that fills, and where the author gives a breath one that widens and narrows with it.

    Where a person wants no motion there are only words.
    """

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
        self._timer = self.set_interval(TICK if self.moves else STILL, self.tick)
        self.tick()

    @property
    def moves(self) -> bool:
        """Tells whether a person likes things to move."""
        return self.app.animation_level != "none"

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
        self._bar.update(_bar(elapsed / self._form.seconds) if self.moves else "")
        self._breath.set_class(self.moves, "-moves")  # it keeps its lines when it is over, so that nothing moves up
        self._breath.update("" if self._over else _breath(self._form, elapsed, moves=self.moves))
        self._word.update(self._said())

    def _said(self) -> str:
        if self._over:
            return _("That was the moment. Go on when you like.")
        return "" if self.moves or self._form.breath else _("Take your time.")


def _bar(part: float) -> Content:
    done = round(BAR * min(1.0, part))
    return Content.assemble(("━" * done, "$accent"), ("─" * (BAR - done), "$line"))


def _breath(form: PauseForm, elapsed: float, *, moves: bool) -> str:
    """Gives the word of this moment, with a line as wide as the breath is full."""
    if form.breath is None:
        return ""
    breathe_in, breathe_out = form.breath
    moment = elapsed % (breathe_in + breathe_out)
    inward = moment < breathe_in
    word = _("in …") if inward else _("out …")
    if not moves:
        return word
    full = moment / breathe_in if inward else 1 - (moment - breathe_in) / breathe_out
    return f"{word}\n{'·' * max(1, round(BAR * full))}"
