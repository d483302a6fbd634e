"""Keys that come faster than a screen opens: they wait until it is there, so that each lands where it was meant.

A key that may bring another screen is dealt with to its end, by the widget, the screen and the app, before the next one
is handed on. What is typed in a text waits for nothing, unless it came behind such a key.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import suppress
from math import inf
from typing import TYPE_CHECKING, Any, Final, TypeVar

from textual import events
from textual.widgets import Input, TextArea

from kwetsbaar.tui.guard import GuardedApp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from rich.console import RenderableType
    from textual.message_pump import MessagePump
    from textual.screen import Screen

T = TypeVar("T")

OPENS: Final = "opens"
"""The group of a worker at whose end there is another screen."""

_READS: Final = ("default", "look")
"""The groups in which a screen reads what it shows."""
_PATIENCE: Final = 5.0
"""Seconds after which a key waits no more, whatever keeps the screen."""
_HURRY: Final = 3.0
"""The same when somebody wants to lock: what was typed before gets where it was meant, behind a cleared screen."""
_CLEAR: Final = "\x1b[0m\x1b[2J\x1b[H"
"""All attributes off, everything erased, the cursor at the beginning."""
_LOCK: Final = "ctrl+l"
_MOMENT: Final = 0.05
"""Seconds between two looks whether something is still there."""


class TurnsApp(GuardedApp[T]):
    """An app in which no key overtakes a screen."""

    def __init__(self, look: str) -> None:
        super().__init__(look)
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._busy = False
        self._until = 0.0
        self._locks_by = inf
        self._blanked = False

    async def on_event(self, event: events.Event) -> None:
        """Hands on what is typed when its turn has come."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._busy:
            self._waiting.append(event)
            if _locks(event):
                self._locks_by = time.monotonic() + _HURRY
                self._until = min(self._until, self._locks_by)
                self._blank()
        else:
            typed = self._is_typed(event)
            await super().on_event(event)
            if not typed:
                self._busy = True
                self.run_worker(self._take_turns(), group="turns")

    async def between_keys(self, work: Callable[[], Awaitable[None]]) -> None:
        """Does `work` while no key is on its way; those that come meanwhile wait until it is done."""
        while self._busy:
            await asyncio.sleep(_MOMENT)
        self._busy = True
        try:
            await work()
        finally:
            await self._take_turns()

    def _is_typed(self, event: events.Key | events.Paste) -> bool:
        """Tells whether it goes into a text and does no more than that."""
        in_text = isinstance(self.focused, TextArea | Input)
        return in_text and (isinstance(event, events.Paste) or event.is_printable)

    async def _take_turns(self) -> None:
        """Hands on what came meanwhile, one by one."""
        try:
            await self._quiet()
            while self._waiting:
                event = self._waiting.popleft()
                if _locks(event):
                    self._locks_by = inf
                typed = self._is_typed(event)
                await super().on_event(event)
                if not typed:
                    await self._quiet()
        finally:
            self._busy = False
            self._show_again()

    def _blank(self) -> None:
        """Clears the terminal at once, and draws nothing until the keys that came before have had their turn."""
        if not self._blanked and self._driver is not None:
            self._blanked = True
            self._driver.write(_CLEAR)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Draws, unless all is to stay cleared; screens are laid out as ever, so that keys find what they are for."""
        if not self._blanked:
            super()._display(screen, renderable)

    def _show_again(self) -> None:
        """Draws the screen that is on top now, all of it."""
        if self._blanked:
            self._blanked = False
            self.refresh(layout=True)

    async def _quiet(self) -> None:
        """Waits until all is done that the last key led to, and the screen on top stands as it means to."""
        self._until = min(time.monotonic() + _PATIENCE, self._locks_by)
        before: Screen[Any] | None = None
        while time.monotonic() < self._until:
            screen = self.screen
            for node in self._those_who_hear():
                await self._has_heard(node)
            if self.screen is screen is before and self._stands(screen):
                return
            before = screen
            await asyncio.sleep(0)

    def _those_who_hear(self) -> Iterator[MessagePump]:
        """Gives all that a key passes, in that order."""
        node: MessagePump | None = self.focused or self.screen
        while node is not None:
            yield node
            node = node._parent  # noqa: SLF001 - there is no other way up that ends at the app

    async def _has_heard(self, node: MessagePump) -> None:
        """Waits until `node` has dealt with all that was sent to it so far, or is gone."""
        done = asyncio.Event()
        if node.call_later(done.set):
            while not done.is_set() and node.is_running and time.monotonic() < self._until:
                with suppress(TimeoutError):
                    await asyncio.wait_for(done.wait(), _MOMENT)

    def _stands(self, screen: Screen[Any]) -> bool:
        """Tells whether nothing is on its way on `screen`, nor to another one. What asks something waits for keys."""
        from kwetsbaar.tui.frame import FramedScreen

        asks = isinstance(screen, FramedScreen) and screen.ASKS
        under_way = [worker for worker in self.workers if not worker.is_finished]
        if any(worker.group == OPENS and not asks for worker in under_way):
            return False
        reads = any(worker.node is screen and worker.group in _READS for worker in under_way)
        return not reads and (not isinstance(screen, FramedScreen) or screen.takes_keys)


def _locks(event: events.Key | events.Paste) -> bool:
    return isinstance(event, events.Key) and event.key == _LOCK
