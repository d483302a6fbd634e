"""How long the author thought of for a question, said softly. It cuts nothing off, and can be hidden."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual.widgets import Static

from kwetsbaar.i18n import _, plural

if TYPE_CHECKING:
    from textual.events import Click

    from kwetsbaar.core.session import Question

TICK: Final = 5.0
"""Seconds between two looks at the clock: only whole minutes are said."""

_MINUTE: Final = 60


class TimerLine(Static):
    """One quiet line of words. A click hides it, and brings it back."""

    ALLOW_SELECT = False

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__("", markup=False)
        self._clock = clock
        self._began: dict[str, float] = {}
        """When each question was first asked: who comes back to one goes on with its time."""
        self._key = ""
        self.minutes: int | None = None
        """What the author thought of for the question that is asked; None without a timer."""
        self.hidden = False
        """Whether the person wants to see nothing of it."""

    def on_mount(self) -> None:
        """Begins to look at the clock."""
        self.set_interval(TICK, self.tick)

    def begin(self, question: Question | None) -> None:
        """Takes another question."""
        self.minutes = question.timer if question else None
        self._key = question.key if question else ""
        if self.minutes is not None:
            self._began.setdefault(self._key, self._clock())
        self.tick()

    def toggle(self) -> None:
        """Hides the time, or shows it; for the other questions too."""
        self.hidden = not self.hidden
        self.tick()

    def tick(self) -> None:
        """Says how it stands."""
        self.update(self._said())
        self.set_class(self.minutes is None, "-empty")

    def on_click(self, event: Click) -> None:
        """Hides it, or shows it."""
        event.stop()
        self.toggle()

    def _said(self) -> str:
        if self.minutes is None:
            return ""
        if self.hidden:
            return "◦"
        left = self.minutes - int((self._clock() - self._began[self._key]) // _MINUTE)
        if left > 0:
            said = str(plural("about {n} minute", "about {n} minutes", left))
        else:
            said = _("The time is round. Write on as long as you like.")
        return f"◦ {said}"
