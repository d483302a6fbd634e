"""Saves a draft while a person writes: soon, never two at once, the newest wins, and nothing is lost if it fails.

Nothing here knows of widgets. How to wait and how to work in a thread are given from outside, so that a test holds the
clock in its hand, and so that the work belongs to the app: a screen that goes away takes no save with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from textual.worker import WorkerCancelled, WorkerFailed

from kwetsbaar.errors import KwetsbaarError

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.session import Session
    from kwetsbaar.journal.page import Page

T = TypeVar("T")

SOON: Final = 1.5
"""Seconds between the first key that is not saved yet and the save, which then has time to be done within two."""


AGAIN: Final = 5.0
"""Seconds between a save that failed and the next try, if nobody asks for one before."""


class Keeper(Protocol):
    """Where drafts and pages go: the writing of a journal, or nowhere while a pack is tried out."""

    def save_draft(self, draft: Draft) -> Draft:
        """Saves, and gives the draft as it was written."""

    def keep(self, draft: Draft) -> Page:
        """Makes it a page."""

    def discard(self, draft: Draft) -> None:
        """Throws it away."""


class Stoppable(Protocol):
    """Something that was set to happen later."""

    def stop(self) -> None:
        """Takes it back."""


class Runner(Protocol):
    """Where the work is done."""

    def later(self, seconds: float, call: Callable[[], None]) -> Stoppable:
        """Calls `call` after `seconds`."""

    def start(self, work: Awaitable[object]) -> None:
        """Sets `work` going, and does not wait for it."""

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Does `work` in a thread; raises what it raises."""


class AppRunner:
    """Work that belongs to the app, so that no screen takes it along when it goes."""

    def __init__(self, node: MessagePump) -> None:
        self._node = node

    def later(self, seconds: float, call: Callable[[], None]) -> Stoppable:
        """Sets a timer of the app."""
        return self._node.app.set_timer(seconds, call)

    def start(self, work: Awaitable[object]) -> None:
        """Starts a worker of the app. An error in it that nobody expects ends the app, as it would anywhere."""
        self._node.app.run_worker(work, group="saving", exit_on_error=True)

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Does `work` in a thread worker of the app, which nothing cancels."""
        todo, done = [work], list[T]()  # so that the worker, which may outlive a lock, holds on to neither
        del work

        def do() -> None:
            done.append(todo.pop()())

        worker = self._node.app.run_worker(do, thread=True, group="saving", exit_on_error=False)
        try:
            await worker.wait()
            return done.pop()
        except WorkerFailed as failed:
            raise failed.error from None
        except WorkerCancelled:  # the app ends; the thread itself does what it was doing
            raise asyncio.CancelledError from None


@dataclass(frozen=True)
class SaveState:
    """How it stands with the draft."""

    saved: bool
    """Whether the disk holds all that was given so far."""
    trouble: KwetsbaarError | None = None
    """Why the last save failed, if it did."""


class DraftSaver:
    """Keeps one draft saved.

    `collect` gives the session as it stands when a save begins, or None if there is nothing worth a file yet; it is
    asked then and not at each key. `save` writes, and gives the draft as it was written. `told` hears how each save
    went.
    """

    def __init__(
        self,
        draft: Draft,
        *,
        collect: Callable[[], Session | None],
        save: Callable[[Draft], Draft],
        runner: Runner,
        told: Callable[[SaveState], None] = lambda _state: None,
    ) -> None:
        self.draft = draft
        """The draft as it was saved last; with revision 0 it was not saved yet."""
        self.trouble: KwetsbaarError | None = None
        """Why the last save failed; None if it did not."""
        self._collect = collect
        self._save = save
        self._runner = runner
        self._told = told
        self._one_at_a_time = asyncio.Lock()
        self._timer: Stoppable | None = None
        self._unsaved = False
        self.closed = False
        """Whether it is over: nothing is saved any more."""

    @property
    def unsaved(self) -> bool:
        """Tells whether something was given that the disk does not hold."""
        return self._unsaved

    def changed(self) -> None:
        """Hears that something was given. The first change sets the clock; those after it do not put it off."""
        if self.closed:
            return
        self._unsaved = True
        self._set_timer(SOON)

    def soon(self) -> None:
        """Saves now, without anyone waiting for it."""
        if not self.closed:
            self._runner.start(self.flush())

    async def flush(self) -> SaveState:
        """Saves what is not saved yet, and gives how it stands when that is done: durable, or why not."""
        self._stop_timer()
        async with self._one_at_a_time:
            while self._unsaved and not self.closed:
                if not await self._once():
                    break
        return SaveState(not self._unsaved, self.trouble)

    def close(self) -> None:
        """Saves no more, whatever is still told: the texts are about to be emptied, or the draft is gone."""
        self.closed = True
        self._stop_timer()

    async def finish(self, work: Callable[[Draft], T]) -> T:
        """Does the last thing that is done with the draft, in a thread; raises what it raises, and then goes on saving.

        It waits for a save that is under way, and none comes after it.
        """
        self._stop_timer()
        async with self._one_at_a_time:
            session = self._collect()
            draft = self.draft if session is None else self.draft.with_session(session)
            result = await self._runner.in_thread(lambda: work(draft))
            self.close()
        return result

    async def _once(self) -> bool:
        """Saves once; tells whether it went well. What is given meanwhile counts as unsaved again."""
        self._unsaved = False
        try:
            session = self._collect()
            if session is None:
                return True
            draft = self.draft.with_session(session)
            self.draft = await self._runner.in_thread(lambda: self._save(draft))
        except KwetsbaarError as error:
            self._unsaved = True
            self.trouble = error
            self._set_timer(AGAIN)
        else:
            self.trouble = None
        self._told(SaveState(not self._unsaved, self.trouble))
        return self.trouble is None

    def _set_timer(self, seconds: float) -> None:
        if self._timer is None and not self.closed:
            self._timer = self._runner.later(seconds, self.soon)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
