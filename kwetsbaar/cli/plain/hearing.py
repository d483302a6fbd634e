"""Hears lines from standard input, and the wishes to stop that come from outside.

The terminal is left as it is: it does the echo and the backspace itself, so nothing here moves a cursor.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from types import FrameType

SOON: Final = 0.1
"""Seconds within which a line that was pasted together with the one before has come in."""

_LONGEST: Final = 1023 if sys.platform == "darwin" else 4094
"""Bytes of a line from which a terminal may have dropped what came after."""

_ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_MOST: Final = 1 << 16
"""The most bytes that are read at once."""


class Gone(Exception):
    """Nobody is there any more: the input ended, or a signal asked to stop."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
        """The exit code that says so."""


class Hearing(Protocol):
    """Where lines come from."""

    @property
    def cut(self) -> bool:
        """Tells whether the terminal may have cut off the end of the last line."""

    def line(self) -> str:
        """Gives the next line without its end; raises `Gone` if there is none."""

    def waiting(self, seconds: float = SOON) -> bool:
        """Waits at most so long for something to be typed; tells whether there is. Raises `Gone` on a signal."""


class StandardInput:
    """Standard input, whatever it is. While `listening` lasts a signal ends the wait for a line, and nothing else."""

    def __init__(self) -> None:
        self._fd = sys.stdin.fileno()
        self._rest = b""
        self._over = False
        self._signal: int | None = None
        self._waits = False
        self.cut = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """While this lasts SIGINT, SIGTERM and SIGHUP are heard between two steps, so that no save is cut off."""
        if threading.current_thread() is not threading.main_thread():
            yield  # Python lets only the main thread decide on signals
            return
        before: dict[int, Any] = {number: signal.getsignal(number) for number in _ENDING}
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, self._on_signal)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def line(self) -> str:
        """Gives the next line without its end; what is no UTF-8 in it shows as such. Raises `Gone`.

        What was typed before a signal is given first, with or without an end of line.
        """
        while b"\n" not in self._rest and not self._over and not (self._rest and self._signal):
            self._rest += self._read()
        if not self._rest:
            raise Gone(0)
        line, _end, self._rest = self._rest.partition(b"\n")
        self.cut = len(line) >= _LONGEST and os.isatty(self._fd)
        return line.removesuffix(b"\r").decode("utf-8", "replace")

    def waiting(self, seconds: float = SOON) -> bool:
        """Waits at most so long; tells whether there is something to read, the end of it included. Raises `Gone`."""
        if self._rest or self._over:
            return True
        try:
            with self._interruptible():
                return self._is_ready(seconds)
        except Gone:
            if not self._rest:
                raise
            return True

    def _read(self) -> bytes:
        try:
            with self._interruptible():
                data = os.read(self._fd, _MOST)
        except Gone:
            if not self._rest:
                raise
            return b""
        self._over = not data
        return data

    def _is_ready(self, seconds: float) -> bool:
        return bool(select.select([self._fd], [], [], seconds)[0])

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        self._waits = True
        try:
            self._stop_if_asked()
            yield
        finally:
            self._waits = False

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        """Takes what was typed so far, since nothing is read after it; a wait for more ends."""
        if self._signal is None and not self._over and self._is_ready(0):
            self._rest += os.read(self._fd, _MOST)
        self._signal = number
        if self._waits:
            raise Gone(128 + number)

    def _stop_if_asked(self) -> None:
        if self._signal is not None and not self._rest:
            raise Gone(128 + self._signal)
