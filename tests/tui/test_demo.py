import pytest

from kwetsbaar import i18n
from kwetsbaar.journal import Journal, Places
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.settings import SettingsScreen
from kwetsbaar.tui.screens.unlock import UnlockScreen
from tests.conftest import Clock
from tests.tui.conftest import settle, shown


@pytest.fixture
def demo(journal: Journal, places: Places, clock: Clock) -> KwetsbaarApp:
    """Gives an app on a journal that stands for a demo journal."""
    return KwetsbaarApp(journal.folder, places, clock=clock, demo=journal)


async def test_it_opens_at_home_and_every_screen_says_what_it_is(demo: KwetsbaarApp) -> None:
    async with demo.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(demo.screen, HomeScreen)
        assert "demo journal · Sunday 22 November" in shown(pilot)
        assert not demo.screen.query_one("#home-words").display
        await pilot.press("f1")
        await settle(pilot)
        assert "demo journal" in shown(pilot).splitlines()[0]
        await pilot.press("ctrl+t")
        await settle(pilot)
        assert "proefdagboek" in shown(pilot).splitlines()[0]
        i18n.set_language("en")


async def test_it_locks_as_any_journal_does_and_enter_opens_it_again(demo: KwetsbaarApp) -> None:
    async with demo.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for _ in range(2):
            await pilot.press("ctrl+l")
            await settle(pilot)
            assert isinstance(demo.screen, UnlockScreen)
            assert "The demo journal is locked" in shown(pilot)
            assert "This one has none." in shown(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(demo.screen, HomeScreen)


async def test_its_settings_name_no_folder_that_will_be_gone(demo: KwetsbaarApp, journal: Journal) -> None:
    async with demo.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("comma")
        await settle(pilot)
        assert isinstance(demo.screen, SettingsScreen)
        assert str(journal.folder) not in shown(pilot)
        assert "Where things lie" not in shown(pilot)
