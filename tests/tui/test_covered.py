from textual.widgets import TextArea

from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.screens.covered import CoveredScreen
from kwetsbaar.tui.screens.unlock import UnlockScreen
from kwetsbaar.tui.session.screen import SessionScreen
from tests.tui.conftest import Opened, settle, shown

SENTINEL = "zilverreiger"


async def test_one_key_covers_the_text_and_the_same_key_shows_it_again(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*SENTINEL)
        await pilot.press("f3")
        await settle(pilot)
        assert SENTINEL not in shown(pilot)
        assert "Covered." in shown(pilot)
        await pilot.press(*"abc")
        await pilot.press("f3")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        assert pilot.app.screen.query_one(TextArea).text == SENTINEL
        assert pilot.app.screen.query_one(TextArea).has_focus
        await pilot.press("f3")
        await settle(pilot)
        await pilot.click("#frame-body")
        await settle(pilot)
        assert SENTINEL in shown(pilot)


async def test_what_is_covered_can_be_locked(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("f3")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CoveredScreen)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert isinstance(pilot.app.screen, UnlockScreen)


async def test_there_is_nothing_to_cover_before_a_journal_is_open(locked: KwetsbaarApp) -> None:
    async with locked.run_test() as pilot:
        await pilot.press("f3")
        await settle(pilot)
        assert isinstance(locked.screen, UnlockScreen)
