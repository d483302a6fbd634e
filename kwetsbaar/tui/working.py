"""A screen that does something long: in a thread, with the line of the frame as its progress, and to be stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.message import Message

from kwetsbaar.i18n import msg
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.reading import ReadingScreen

if TYPE_CHECKING:
    from textual.binding import BindingType

T = TypeVar("T")
R = TypeVar("R")

Tell = Callable[[int, int], None]
"""Is told from the thread how much is done, of how much; it ends the work if that is to stop."""

_STEPS = 100


class Stopped(Exception):
    """The work is to stop; what is done stays done."""


class WorkingScreen(ReadingScreen[T]):
    """Does one long thing at a time. Esc stops it, and a lock waits until it has stopped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "stop", msg("Stop")),
        key("escape", "step_up", msg("Back")),
    ]

    class Progress(Message):
        """So much is done."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    def __init__(self) -> None:
        super().__init__()
        self._resting = asyncio.Event()
        self._resting.set()
        self._stops = False
        self._step = -1
        self.done = 0
        """How much of the last work is done."""

    @property
    def working(self) -> bool:
        """Whether something is being done."""
        return not self._resting.is_set()

    async def in_thread(self, work: Callable[[Tell], R]) -> R | None:
        """Does `work`, and gives what came of it; None if it was stopped. Raises what it raises."""
        self._resting.clear()
        self._stops, self._step, self.done = False, -1, 0
        self.refresh_bindings()
        try:
            return await asyncio.to_thread(work, self._tell)
        except Stopped:
            return None
        finally:
            self._resting.set()
            self.progress = None
            self.refresh_bindings()

    async def come_to_rest(self) -> None:
        """Stops what is being done, and waits until it has stopped."""
        self._stops = True
        await self._resting.wait()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Esc stops what is being done; else it goes back."""
        return self.working if action == "stop" else not self.working if action == "step_up" else True

    def action_stop(self) -> None:
        """Stops what is being done."""
        self._stops = True

    def action_step_up(self) -> None:
        """Goes back."""
        self.dismiss(None)

    def _tell(self, done: int, total: int) -> None:
        """Is called in the thread that works."""
        self.done = done
        if self._stops:
            raise Stopped
        step = done * _STEPS // max(total, 1)
        if step != self._step and self.is_attached:
            self._step = step
            self.post_message(self.Progress(done, total))

    def on_working_screen_progress(self, event: Progress) -> None:
        """Shows how far it is."""
        event.stop()
        if self.working:
            self.progress = event.done / max(event.total, 1)
            self.show_progress(event.done, event.total)

    def show_progress(self, done: int, total: int) -> None:
        """Says how far it is."""
