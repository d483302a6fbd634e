"""What lies ready at home: opened, put off, looked back on; and an answer then beside the one now."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from kwetsbaar.core.toml import Toml
from kwetsbaar.journal import Journal
from kwetsbaar.journal.due import What
from kwetsbaar.tui.screens.due import DueScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.thennow import ThenNowScreen
from kwetsbaar.tui.session.screen import SessionScreen
from tests.conftest import Clock
from tests.journal.test_due import keep
from tests.tui.conftest import Opened, settle, shown

FEARS: Toml = [{"text": "geen werk"}, {"text": "alleen"}]


def ready(journal: Journal, clock: Clock, **more: Toml) -> None:
    """Keeps a page of which something lies ready today."""
    keep(journal, {"theme": "zzp", "fears": FEARS, "can_i": "no", "needed": ["spaargeld"], **more})
    clock.forward(weeks=1)


def in_a_week(clock: Clock) -> Toml:
    return clock().date() + timedelta(weeks=1)


async def test_what_lies_ready_says_nothing_of_what_was_written(opened: Opened, journal: Journal, clock: Clock) -> None:
    ready(journal, clock, look=in_a_week(clock), ask=in_a_week(clock))
    async with opened() as pilot:
        said = shown(pilot)
        assert "Ready when you are" in said
        assert "look back" in said
        assert "once more" in said
        for word in ("geen werk", "alleen", "spaargeld"):
            assert word not in said


async def test_at_most_three_lines(opened: Opened, journal: Journal, clock: Clock) -> None:
    for _ in range(4):
        ready(journal, clock, look=in_a_week(clock), ask=in_a_week(clock))
    async with opened((80, 40)) as pilot:
        said = shown(pilot)
        assert said.count("look back") + said.count("once more") == 3


async def open_due(pilot: object, number: int = 0) -> None:
    from kwetsbaar.tui.rows import Rows

    rows = pilot.app.screen.query_one("#home-due", Rows)  # type: ignore[attr-defined]  # a pilot
    rows.focus()
    rows.highlighted = number
    await pilot.press("enter")  # type: ignore[attr-defined]  # as above
    await pilot.pause()  # type: ignore[attr-defined]  # as above


async def test_looking_back_begins_with_the_risks_of_before(opened: Opened, journal: Journal, clock: Clock) -> None:
    ready(journal, clock, look=in_a_week(clock))
    async with opened() as pilot:
        await open_due(pilot)
        assert isinstance(pilot.app.screen, DueScreen)
        assert "geen werk" not in shown(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        assert "geen werk" in shown(pilot)


@pytest.mark.parametrize("never", [False, True])
async def test_later_and_never_again(opened: Opened, journal: Journal, clock: Clock, *, never: bool) -> None:
    ready(journal, clock, look=in_a_week(clock))
    async with opened() as pilot:
        await open_due(pilot)
        await pilot.press(*(["down", "down", "enter"] if never else ["down", "enter"]))
        await pilot.pause()
        if not never:
            assert "When may it lie ready again?" in shown(pilot)
            await pilot.press("down", "enter")
        await settle(pilot)
        said = shown(pilot)
        assert ("You will not be asked this again." if never else "It comes back in 2 weeks.") in said
        assert "look back" not in said
    clock.forward(weeks=2)
    assert bool(journal.due.ready()) is not never


async def test_going_back_leaves_it_ready(opened: Opened, journal: Journal, clock: Clock) -> None:
    ready(journal, clock, look=in_a_week(clock))
    async with opened() as pilot:
        await open_due(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "look back" in shown(pilot)


async def test_a_page_is_read_again(opened: Opened, journal: Journal, clock: Clock) -> None:
    ready(journal, clock, read=in_a_week(clock))
    async with opened() as pilot:
        await open_due(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PageScreen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_then_and_now_stand_beside_each_other_without_a_verdict(
    opened: Opened, journal: Journal, clock: Clock, size: tuple[int, int]
) -> None:
    ready(journal, clock, ask=in_a_week(clock))
    async with opened(size) as pilot:
        await open_due(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "spaargeld" in shown(pilot)
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert "spaargeld" not in shown(pilot)
        await pilot.press("1", "enter")
        await settle(pilot)
        await pilot.press(*"rustiger", "ctrl+n")
        await settle(pilot)
        await pilot.press("ctrl+n")
        await settle(pilot)
        await pilot.press("enter")
        async with asyncio.timeout(30):
            while not isinstance(pilot.app.screen, ThenNowScreen):
                await pilot.pause(0.01)
        await pilot.pause()
        lines = shown(pilot).split("\n")
        head = next(line for line in lines if "Then · 22 Nov 2026" in line)
        assert ("Now · 29 Nov 2026" in head) == (size[0] >= 70)
        assert any("rustiger" in line for line in lines) or size == (60, 20)
        assert any("– spaargeld" in line for line in lines)
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert "Toen · 22 nov 2026" in shown(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "nog eens" not in shown(pilot)
        assert [due.what for due in journal.due.ready()] == []


def test_each_has_its_words() -> None:
    from kwetsbaar.tui.lists import _DUE

    assert set(_DUE) == set(What)
