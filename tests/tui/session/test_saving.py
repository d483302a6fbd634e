"""The draft saver, without a screen: a clock in the hand, and a disk that can be slow or full."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import pytest

from kwetsbaar.core.draft import Draft
from kwetsbaar.core.session import Session
from kwetsbaar.errors import NotSaved
from kwetsbaar.tui.session.saving import AGAIN, SOON, DraftSaver, SaveState
from tests.tui.session.host import FULL, Recorder, begun

T = TypeVar("T")


@dataclass
class Set:
    """A call that was set for later."""

    seconds: float
    call: Callable[[], None]
    stopped: bool = False

    def stop(self) -> None:
        self.stopped = True


@dataclass
class Hand:
    """A runner whose clock goes on when the test says so."""

    timers: list[Set] = field(default_factory=list)
    tasks: list[asyncio.Future[object]] = field(default_factory=list)

    def later(self, seconds: float, call: Callable[[], None]) -> Set:
        self.timers.append(Set(seconds, call))
        return self.timers[-1]

    def start(self, work: Awaitable[object]) -> None:
        self.tasks.append(asyncio.ensure_future(work))

    async def in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.to_thread(work)

    async def pass_time(self) -> None:
        for timer in [timer for timer in self.timers if not timer.stopped]:
            timer.stopped = True
            timer.call()
        await asyncio.gather(*self.tasks)


class Desk:
    """A saver, and the text that it saves."""

    def __init__(self) -> None:
        self.recorder, self.hand, self.text, self.reads = Recorder(), Hand(), "", 0
        self.told: list[SaveState] = []
        self.draft: Draft = begun('ask = "?"')
        self.saver = DraftSaver(
            self.draft,
            collect=self._collect,
            save=self.recorder.save_draft,
            runner=self.hand,
            told=self.told.append,
        )

    def _collect(self) -> Session | None:
        self.reads += 1
        return self.draft.session.put(self.text) if self.text else None

    def write(self, text: str) -> None:
        self.text = text
        self.saver.changed()

    @property
    def saved(self) -> list[object]:
        return [draft.session.given["1", None].value for draft in self.recorder.saved]


async def test_the_first_change_sets_the_clock_and_later_ones_do_not_put_it_off() -> None:
    desk = Desk()
    for text in ("a", "ab", "abc"):
        desk.write(text)
    assert [timer.seconds for timer in desk.hand.timers] == [SOON]
    assert SOON < 2
    assert desk.reads == 0
    await desk.hand.pass_time()
    assert desk.saved == ["abc"]
    desk.write("abcd")
    assert len(desk.hand.timers) == 2


async def test_each_save_is_one_revision_on() -> None:
    desk = Desk()
    for text in ("a", "b"):
        desk.write(text)
        assert (await desk.saver.flush()) == SaveState(saved=True)
    assert [draft.rev for draft in desk.recorder.saved] == [1, 2]


async def test_saves_never_overlap_and_the_newest_wins() -> None:
    desk = Desk()
    saves = []
    for text in ("a", "b", "c", "d"):
        desk.write(text)
        saves.append(asyncio.create_task(desk.saver.flush()))
        await asyncio.sleep(0)
    states = await asyncio.gather(*saves)
    assert desk.recorder.most_at_once == 1
    assert desk.saved[-1] == "d"
    assert all(state.saved for state in states)


async def test_what_is_written_while_a_save_is_under_way_is_saved_too() -> None:
    desk = Desk()
    desk.write("a")
    first = asyncio.create_task(desk.saver.flush())
    await asyncio.sleep(0)
    desk.write("ab")
    await first
    assert desk.saved[-1] == "ab"
    assert not desk.saver.unsaved


async def test_nothing_given_is_nothing_written() -> None:
    desk = Desk()
    desk.write("")
    assert (await desk.saver.flush()).saved
    assert desk.recorder.saved == []


async def test_a_full_disk_is_told_and_tried_again_at_the_next_change() -> None:
    desk = Desk()
    desk.recorder.full = True
    desk.write("a")
    await desk.hand.pass_time()
    assert desk.told == [SaveState(saved=False, trouble=FULL)]
    assert desk.saver.unsaved
    desk.recorder.full = False
    desk.write("ab")
    await desk.hand.pass_time()
    assert desk.saved == ["ab"]
    assert desk.told[-1] == SaveState(saved=True)


async def test_it_is_tried_again_by_itself_until_the_disk_takes_it() -> None:
    desk = Desk()
    desk.recorder.full = True
    desk.write("a")
    await desk.hand.pass_time()
    await desk.hand.pass_time()
    assert [timer.seconds for timer in desk.hand.timers] == [SOON, AGAIN, AGAIN]
    desk.recorder.full = False
    await desk.hand.pass_time()
    assert desk.saved == ["a"]
    assert all(timer.stopped for timer in desk.hand.timers)


async def test_ctrl_s_tries_again_without_a_change() -> None:
    desk = Desk()
    desk.recorder.full = True
    desk.write("a")
    assert not (await desk.saver.flush()).saved
    desk.recorder.full = False
    assert (await desk.saver.flush()).saved
    assert desk.saved == ["a"]


async def test_after_closing_nothing_is_saved() -> None:
    desk = Desk()
    desk.write("a")
    desk.saver.close()
    desk.write("")
    desk.saver.soon()
    await desk.hand.pass_time()
    await desk.saver.flush()
    assert desk.recorder.saved == []


async def test_the_last_thing_waits_for_a_save_and_none_comes_after_it() -> None:
    desk = Desk()
    desk.write("a")
    under_way = asyncio.create_task(desk.saver.flush())
    await asyncio.sleep(0)
    desk.write("ab")
    await desk.saver.finish(desk.recorder.discard)
    await under_way
    desk.write("abc")
    await desk.hand.pass_time()
    assert len(desk.recorder.discarded) == 1
    assert "abc" not in desk.saved


async def test_if_the_last_thing_fails_saving_goes_on() -> None:
    desk = Desk()
    desk.write("a")
    desk.recorder.full = True
    with pytest.raises(NotSaved):
        await desk.saver.finish(desk.recorder.keep)
    desk.recorder.full = False
    assert (await desk.saver.flush()).saved
    assert desk.saved == ["a"]
