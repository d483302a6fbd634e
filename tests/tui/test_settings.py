from pathlib import Path

import pytest
from textual.widgets import Input

from kwetsbaar import i18n
from kwetsbaar.errors import NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Places
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.screens.home import HomeScreen
from tests.tui.conftest import Opened, settle, shown


async def test_each_setting_is_changed_in_its_place_and_saved_at_once(opened: Opened, places: Places) -> None:
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, KwetsbaarApp)
        await pilot.press("comma")
        await settle(pilot)
        assert "Colours                       Quiet paper" in shown(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert "Saved." in shown(pilot)
        assert "Warm dark" in shown(pilot)
        assert app.theme == "night"
        await pilot.press("down", "right")
        await settle(pilot)
        assert app.animation_level == "none"
        await pilot.press("down", "enter", "down", "enter", "down", "right", "right")
        await settle(pilot)
        assert "after 60 minutes" in shown(pilot)
        assert app._idle.after == 3600.0
    wanted = Preferences(theme="night", motion=False, audience="coach", focus=True, idle_minutes=60)
    assert Preferences.load(places) == wanted


async def test_the_language_changes_at_its_row_and_the_row_keeps_the_focus(opened: Opened, places: Places) -> None:
    async with opened() as pilot:
        await pilot.press("comma")
        await settle(pilot)
        await pilot.press("left")
        await settle(pilot)
        assert "Taal                         Nederlands" in shown(pilot)
        assert "Bewaard." in shown(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert "Warm donker" in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Schrijven" in shown(pilot)
    assert Preferences.load(places).language == "nl"
    assert i18n.language() == "nl"


async def test_folders_are_typed_below_and_say_what_comes_of_them(
    opened: Opened, places: Places, folder: Path, tmp_path: Path
) -> None:
    own = tmp_path / "packs"
    async with opened() as pilot:
        await pilot.press("comma")
        await settle(pilot)
        await pilot.press("up", "up", "enter")
        await settle(pilot)
        field = pilot.app.screen.query_one(Input)
        assert field.has_focus
        field.value = str(folder)
        await pilot.press("enter")
        await settle(pilot)
        assert "From the next time on it opens the journal that lies there." in shown(pilot)
        assert not field.display
        await pilot.press("enter")
        field.value = str(tmp_path / "nowhere")
        await pilot.press("enter")
        await settle(pilot)
        assert "There is no journal there yet" in shown(pilot)
        await pilot.press("down", "enter")
        field.value = str(own)
        await pilot.press("enter")
        await settle(pilot)
        assert "That folder is not there yet." in shown(pilot)
        assert Preferences.load(places).packs == (own,)
        await pilot.press("enter")
        field.value = ""
        await pilot.press("enter")
        await settle(pilot)
        assert Preferences.load(places).packs == ()
        await pilot.press("enter", "escape")
        await settle(pilot)
        assert not field.display
        assert Preferences.load(places).journal == tmp_path / "nowhere"


@pytest.mark.parametrize("row", ["home", "end"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_field_for_a_folder_is_in_sight(opened: Opened, size: tuple[int, int], row: str) -> None:
    async with opened(size) as pilot:
        await pilot.press("comma")
        await settle(pilot)
        await pilot.press("down", "right")
        await settle(pilot)
        assert "Saved." in shown(pilot)
        pilot.app.screen.query_one("#settings-folders").focus()
        await pilot.press("home", "enter", "escape", row, "enter")  # once before, since it looks other then
        await settle(pilot)
        body, field = (pilot.app.screen.query_one(name).region for name in ("#frame-body", "#settings-path"))
        assert body.contains_region(field)
        text = " ".join(shown(pilot).split())
        assert "Enter saves it" in text
        assert "Saved." not in text


async def test_settings_that_cannot_be_saved_say_so(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise NotSaved(msg("The disk is full."))

    async with opened() as pilot:
        await pilot.press("comma")
        await settle(pilot)
        monkeypatch.setattr(Preferences, "save", full)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert "The disk is full." in shown(pilot)
