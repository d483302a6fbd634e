from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding, BindingType
from textual.command import CommandList
from textual.widgets import Input, Static

from kwetsbaar import i18n
from kwetsbaar.journal import Places
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.desk import Desk
from kwetsbaar.tui.everywhere import EverywhereApp
from kwetsbaar.tui.frame import FramedScreen
from kwetsbaar.tui.screens.covered import CoveredScreen
from kwetsbaar.tui.screens.settings import SettingsScreen
from kwetsbaar.tui.session.screen import SessionScreen
from tests.tui.conftest import Opened, settle, shown, until


async def test_the_palette_holds_our_commands_in_the_language_of_the_interface(opened: Opened) -> None:
    i18n.set_language("nl")
    async with opened() as pilot:
        names = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert names >= {
            "Schrijven",
            "Vragenreeksen",
            "Bladzijden",
            "Op slot",
            "Toetsen",
            "Iemand spreken",
            "Genoeg voor nu",
            "English",
            "Kleuren: warm donker",
            "Instellingen",
            "Tekst bedekken",
        }
        await pilot.press("ctrl+p")
        await until(lambda: pilot.app.screen.query_one(Input).placeholder == "Wat wil je doen?")
        assert pilot.app.screen.query_one(CommandList).option_count == len(names)


async def test_a_look_is_remembered(opened: Opened, places: Places) -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+p", *"warm")
        await until(lambda: pilot.app.screen.query_one(CommandList).option_count == 1)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert pilot.app.theme == "night"
    assert Preferences.load(places).theme == "night"


async def test_keys_page_tells_the_keys_of_the_screen_below(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("question_mark")
        await settle(pilot)
        text = shown(pilot)
        assert "n           Write" in text
        assert "Ctrl+L      lock: blank at once, then save" in text
        await pilot.press("escape")
        await settle(pilot)
        assert "Latest pages" not in text


async def test_a_key_with_a_meaning_of_its_own_is_named_once(opened: Opened) -> None:
    async with opened((80, 40)) as pilot:
        await pilot.press("n")
        await settle(pilot)
        await pilot.press("f1")
        await settle(pilot)
        text = shown(pilot)
        assert text.count("Ctrl+Q") == text.count("Tab") == 1
        assert "enough for now: save, lock and leave" not in text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_palette_stands_where_the_column_does(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size) as pilot:
        column = pilot.app.screen.query_one("#column").region
        await pilot.press("ctrl+p")
        await until(lambda: pilot.app.screen.query_one(CommandList).option_count)
        await until(lambda: pilot.app.screen.query_one("#--input").region.width)
        line, rows = (pilot.app.screen.query_one(name).region for name in ("#--input", "CommandList"))
        assert {(each.x, each.width) for each in (line, rows)} == {(column.x, column.width)}


async def test_there_is_no_way_to_a_screenshot(opened: Opened, tmp_path: Path) -> None:
    async with opened() as pilot:
        await pilot.app.run_action("app.screenshot")
        assert pilot.app.save_screenshot("x.svg", str(tmp_path)) == ""
        assert pilot.app.deliver_screenshot() is None
        pilot.app.open_url("https://example.org")
        assert not list(tmp_path.glob("*.svg"))


def keys_of(bindings: list[BindingType]) -> set[str]:
    return {key for binding in bindings if isinstance(binding, Binding) for key in binding.key.split(",")}


def test_a_key_that_works_everywhere_means_the_same_everywhere() -> None:
    """But for Ctrl+Q, which leaves what one is in, and a comma, which means nothing in the middle of a session.

    A covered screen has the key that covers it.
    """
    everywhere = keys_of(KwetsbaarApp.BINDINGS) | keys_of(EverywhereApp.BINDINGS)
    assert {"f1", "f2", "f3", "f6"} < everywhere
    screens: list[type[FramedScreen[Any]]] = [FramedScreen]
    found = set()
    while screens:
        screen = screens.pop()
        screens += screen.__subclasses__()
        if screen is not CoveredScreen:
            found |= {(screen, key) for key in keys_of(screen.BINDINGS) & everywhere}
    assert issubclass(Desk, FramedScreen)  # and with it every screen that opens from there is loaded
    assert {key for _screen, key in found} == {"ctrl+q", "comma"}
    assert [screen for screen, key in found if key == "comma"] == [SessionScreen]


async def test_a_comma_beside_a_text_opens_no_settings_in_a_session_but_the_palette_does(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("n")
        await until(lambda: isinstance(pilot.app.screen, SessionScreen) and pilot.app.screen._begun)
        await pilot.press("escape", "comma")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        await pilot.press("f1")
        await settle(pilot)
        assert not any("settings" in str(text.render()) for text in pilot.app.screen.query(Static))
        await pilot.press("escape", "ctrl+p", *"settings")
        await until(lambda: pilot.app.screen.query_one(CommandList).option_count == 1)
        await pilot.press("enter", "enter")
        await until(lambda: isinstance(pilot.app.screen, SettingsScreen))


async def test_the_keys_page_names_no_key_that_does_nothing(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("f1")
        await settle(pilot)
        assert "F6          what opens your journal" in shown(pilot)
        await pilot.press("escape", "ctrl+l")
        await until(lambda: type(pilot.app.screen).__name__ == "UnlockScreen")
        await pilot.press("f1")
        await settle(pilot)
        text = shown(pilot)
        assert "F2          someone to talk to" in text
        assert not any(f"{key}  " in text for key in ("F3", "F6", "Ctrl+L"))
