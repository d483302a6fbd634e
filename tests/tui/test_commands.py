from pathlib import Path

from textual.command import CommandList
from textual.widgets import Input

from kwetsbaar import i18n
from kwetsbaar.journal import Places
from kwetsbaar.journal.preferences import Preferences
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
        assert "^l          lock: blank at once, then save" in text
        await pilot.press("escape")
        await settle(pilot)
        assert "Latest pages" not in text


async def test_there_is_no_way_to_a_screenshot(opened: Opened, tmp_path: Path) -> None:
    async with opened() as pilot:
        await pilot.app.run_action("app.screenshot")
        assert pilot.app.save_screenshot("x.svg", str(tmp_path)) == ""
        assert pilot.app.deliver_screenshot() is None
        pilot.app.open_url("https://example.org")
        assert not list(tmp_path.glob("*.svg"))
