"""Signals from outside: a wish to end or to be put aside, heard while the app runs, and answered by saving first."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from contextvars import Context, copy_context
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from types import FrameType

_ENDING: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
"""Ctrl+C is a key in the app; the last one comes from outside, as from a terminal that goes away."""


class Signals:
    """Hears signals for an app, from `hear` to `stop`. What a handler calls is done by the event loop."""

    def __init__(self, end: Callable[[int], None], suspend: Callable[[Callable[[], None]], None]) -> None:
        """Calls `end` with the exit code, and `suspend` with what then puts the process aside."""
        self._end = end
        self._suspend = suspend
        self._before: dict[int, Any] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._context: Context | None = None

    def hear(self) -> None:
        """Begins; called in the event loop, when the terminal is ours. One that is ignored already stays so."""
        if threading.current_thread() is not threading.main_thread():
            return  # Python lets only the main thread decide on signals
        self._loop = asyncio.get_running_loop()
        self._context = copy_context()  # a signal comes in any context, and Textual looks for its app in it
        for number in (*_ENDING, signal.SIGTSTP):
            before = signal.getsignal(number)
            if before is not signal.SIG_IGN:
                self._before[number] = before
                signal.signal(number, self._on_suspend if number == signal.SIGTSTP else self._on_end)

    def stop(self) -> None:
        """Gives every signal back to who had it."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()

    def _on_end(self, number: int, _frame: FrameType | None) -> None:
        if self._loop is not None and not self._loop.is_closed():  # else it is ending already
            self._loop.call_soon_threadsafe(self._end, 128 + number, context=self._context)

    def _on_suspend(self, number: int, frame: FrameType | None) -> None:
        aside = self._before.get(number)

        def put_aside() -> None:
            if callable(aside):
                aside(number, frame)

        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._suspend, put_aside, context=self._context)
