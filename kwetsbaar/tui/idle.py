"""Locking when nobody is there: after a quarter of an hour without a key or the mouse."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

AFTER: Final = 15 * 60.0
"""Seconds without a key before a journal is locked."""

LOOK_EVERY: Final = 10.0
"""Seconds between two looks whether it is time."""


def passed() -> float:
    """Gives seconds on a clock that nobody sets, and that goes on while the computer sleeps where there is one."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


class Idle:
    """Knows how long nobody did anything. Setting the computer's time changes nothing."""

    def __init__(self, clock: Callable[[], float] = passed, after: float = AFTER) -> None:
        self._clock = clock
        self.after = after
        """Seconds without a key before it is time."""
        self._last = clock()

    def touched(self) -> None:
        """Hears of a key or the mouse."""
        self._last = self._clock()

    @property
    def over(self) -> bool:
        """Tells whether it is time to lock."""
        return self._clock() - self._last >= self.after
