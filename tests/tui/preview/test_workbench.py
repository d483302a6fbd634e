"""Packs of one's own in the app: a copy, one that somebody gave, one with errors, and back there after a lock."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.preview.broken import BrokenScreen
from kwetsbaar.tui.preview.screen import PreviewScreen
from kwetsbaar.tui.screens.owncopy import OwnCopyScreen
from kwetsbaar.tui.screens.packs import PacksScreen
from kwetsbaar.tui.screens.taking import OfferedScreen, TakeFileScreen, path_of
from kwetsbaar.tui.session.screen import SessionScreen
from tests.tui.conftest import Opened, settle, shown, until
from tests.tui.preview.host import BAD, GOOD

ROADS = """title = "Wegen"
audience = "client"
author = "Lotte"
license = "CC0"
[[step]]
id = "road"
kind = "choice"
ask = "Welke weg?"
options = ["links", "rechts"]
[[step]]
part = "Links"
when = { road = "links" }
[[step]]
ask = "Wat ligt daar?"
hint = "[/oops] Neem de tijd."
"""


def flat(pilot: Pilot[int]) -> str:
    """Gives what stands on the screen as one line, however it is wrapped."""
    return " ".join(shown(pilot).split())


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def type_(pilot: Pilot[int], text: str) -> None:
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")


def own(places: Places, name: str, text: str) -> Path:
    places.packs.mkdir(parents=True, exist_ok=True)
    (places.packs / name).write_text(text)
    return places.packs / name


async def test_a_copy_is_made_its_folder_named_and_tried_out(opened: Opened, places: Places, journal: Journal) -> None:
    async with opened((100, 30)) as pilot:
        await press(pilot, "p", "down", "c")
        assert isinstance(pilot.app.screen, OwnCopyScreen)
        assert pilot.app.screen.query_one(Input).value == "drie-minuten"
        assert "takes the place of the built-in one" in flat(pilot)
        await press(pilot, "enter")
        await until(lambda: isinstance(pilot.app.screen, PreviewScreen))
        await until(lambda: "Your version lies in" in shown(pilot))
        copy = places.packs / "drie-minuten.toml"
        copy.write_text(copy.read_text().replace("What touched you today", "What touched you this week"))
        await until(lambda: "What touched you this week" in shown(pilot))
        await press(pilot, "x", "ctrl+q")
        assert isinstance(pilot.app.screen, PacksScreen)
        await until(lambda: "your own · " in shown(pilot))
        assert "Your version lies in" in shown(pilot)
        await press(pilot, "c")
        assert pilot.app.screen.query_one(Input).value == "drie-minuten-2"
        await type_(pilot, "drie-minuten")
        await until(lambda: "exists already" in shown(pilot))
        assert "This name is free: drie-minuten-2." in flat(pilot)
        await type_(pilot, "../weg")
        await until(lambda: "cannot be called" in shown(pilot))
        await press(pilot, "ctrl+t")
        assert "Hoe heet het bestand?" in shown(pilot)
        assert pilot.app.screen.query_one(Input).value == "../weg"
        await type_(pilot, "mijn-drie.toml")
        await until(lambda: isinstance(pilot.app.screen, PreviewScreen))
        assert sorted(path.name for path in places.packs.iterdir()) == ["drie-minuten.toml", "mijn-drie.toml"]
        await press(pilot, "ctrl+q", "escape", "ctrl+t")
        assert not journal.writing.drafts().drafts


async def test_the_palette_and_a_click_make_one_too(opened: Opened) -> None:
    async with opened((100, 30)) as pilot:
        await press(pilot, "p", "down")
        names = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert names >= {"Make your own", "Try out", "Take in"}
        bar = pilot.app.screen.query_one("KeyBar")
        await pilot.click("KeyBar", offset=(4 + shown(pilot).splitlines()[bar.region.y].index("Make your own") - 4, 0))
        await settle(pilot)
        await until(lambda: isinstance(pilot.app.screen, OwnCopyScreen))


async def test_any_pack_can_be_tried_out(opened: Opened, journal: Journal) -> None:
    async with opened() as pilot:
        await press(pilot, "p", "down", "v")
        await until(lambda: isinstance(pilot.app.screen, PreviewScreen))
        await press(pilot, "a", "ctrl+n", "ctrl+q")
        assert isinstance(pilot.app.screen, PacksScreen)
        assert not journal.writing.drafts().drafts


async def test_a_broken_pack_stands_in_the_list_and_opens_its_errors(
    opened: Opened, places: Places, tmp_path: Path
) -> None:
    own(places, "vrij.toml", BAD)
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "samen.toml").write_text(GOOD)
    (tmp_path / "team" / "stuk.toml.txt").write_text(GOOD)
    Preferences.load(places).with_(packs=(tmp_path / "team",)).save(places)
    async with opened((100, 90)) as pilot:
        await press(pilot, "p")
        text = shown(pilot)
        assert "Free page" in text
        assert "Even stilstaan" in text
        assert "vrij.toml" in text
        assert "line 5: A step has no ‘aks’. Do you mean ‘ask’?" in flat(pilot)
        assert "Notepad put .txt behind it" in flat(pilot)
        await press(pilot, *["down"] * 16)
        assert isinstance(pilot.app.screen, PacksScreen)
        assert pilot.app.screen._at
        assert pilot.app.screen._at.path == places.packs / "vrij.toml"
        await press(pilot, "enter")
        await until(lambda: isinstance(pilot.app.screen, BrokenScreen))
        assert "1 place needs another look" in shown(pilot)
        own(places, "vrij.toml", GOOD)
        await until(lambda: isinstance(pilot.app.screen, PreviewScreen))
        await press(pilot, "ctrl+q")
        await until(lambda: "vrij.toml" not in shown(pilot))
        assert isinstance(pilot.app.screen, PacksScreen)
        assert "Free page" not in shown(pilot)
        await press(pilot, "escape", "n")
        assert isinstance(pilot.app.screen, SessionScreen)
        assert "Wat raakte je?" in shown(pilot)


async def test_the_free_page_is_there_whatever_lies_in_its_place(opened: Opened, places: Places) -> None:
    own(places, "vrij.toml", BAD)
    async with opened() as pilot:
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, SessionScreen)


async def test_a_pack_that_was_given_shows_its_questions_before_it_is_taken_in(
    opened: Opened, places: Places, tmp_path: Path
) -> None:
    given = tmp_path / "Wegen van Lotte (1).toml"
    given.write_text(ROADS)
    async with opened((80, 40)) as pilot:
        await press(pilot, "p", "t")
        assert isinstance(pilot.app.screen, TakeFileScreen)
        await type_(pilot, f"'{given}'")
        await until(lambda: isinstance(pilot.app.screen, OfferedScreen))
        text = shown(pilot)
        for said in (
            "For clients · 2 questions",
            "Author: Lotte",
            "Licence: CC0",
            "Welke weg?",
            "○ links",
            "○ rechts",
            "Only if ‘Welke weg’: ‘links’.",
            "[/oops] Neem de tijd.",
            "wegen-van-lotte.toml",
        ):
            assert said in text
        assert not places.packs.exists()
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PacksScreen)
        assert not places.packs.exists()
        await press(pilot, "t")
        await type_(pilot, str(given))
        await until(lambda: isinstance(pilot.app.screen, OfferedScreen))
        await press(pilot, "ctrl+t")
        assert "Voor cliënten · 2 vragen" in shown(pilot)
        await press(pilot, "ctrl+t", "enter")
        await until(lambda: "It is in your own folder now" in shown(pilot))
        assert (places.packs / "wegen-van-lotte.toml").read_text() == ROADS
        await press(pilot, "t")
        await type_(pilot, str(given))
        await until(lambda: isinstance(pilot.app.screen, OfferedScreen))
        assert "wegen-van-lotte-2.toml" in shown(pilot)


async def test_a_broken_pack_is_not_taken_in(opened: Opened, places: Places, tmp_path: Path) -> None:
    given = tmp_path / "stuk.toml"
    given.write_text(BAD)
    async with opened() as pilot:
        await press(pilot, "p", "t")
        await type_(pilot, str(given))
        await until(lambda: "line 5" in shown(pilot))
        assert "This pack cannot be taken in as it is." in shown(pilot)
        await press(pilot, "ctrl+t")
        assert "regel 5   Een stap heeft geen ‘aks’." in shown(pilot)
        await press(pilot, "ctrl+t")
        await type_(pilot, str(tmp_path / "nergens.toml"))
        await until(lambda: "There is no file" in flat(pilot))
        await type_(pilot, "~nobody-here/x.toml")
        await until(lambda: "This is no path." in shown(pilot))
        await type_(pilot, str(tmp_path))
        await until(lambda: "is a folder" in flat(pilot))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PacksScreen)
        assert not places.packs.exists()


@pytest.mark.parametrize("typed", ["{}", "'{}'", '"{}"', "file://{}", "{escaped}"])
def test_a_path_may_be_written_as_terminals_and_browsers_do(tmp_path: Path, typed: str) -> None:
    path = tmp_path / "mijn reeks.toml"
    path.touch()
    assert path_of(typed.format(path, escaped=str(path).replace(" ", "\\ "))) == path
    with pytest.raises(KwetsbaarError):
        path_of("~nobody-here/x")


async def test_a_lock_empties_it_and_leads_back_to_it(
    opened: Opened, journal: Journal, places: Places, tmp_path: Path
) -> None:
    async with opened() as pilot:
        await press(pilot, "p", "down", "v")
        await until(lambda: isinstance(pilot.app.screen, PreviewScreen))
        await press(pilot, *"zilverreiger", "ctrl+n")
        screen = pilot.app.screen
        await press(pilot, "ctrl+l")
        await until(lambda: "Locked." in shown(pilot))
        assert isinstance(screen, PreviewScreen)
        assert "zilverreiger" not in repr(screen.draft.session.given)
        again = Journal(journal.folder, journal.keyring, places)
        try:
            assert not again.writing.drafts().drafts
            app = pilot.app
            assert isinstance(app, KwetsbaarApp)
            app._enter(again)
            await until(lambda: isinstance(pilot.app.screen, PreviewScreen))
            await until(lambda: "What touched you today" in shown(pilot))
            await press(pilot, "ctrl+q")
            assert isinstance(pilot.app.screen, PacksScreen)
            await press(pilot, "ctrl+l")
            await until(lambda: "Locked." in shown(pilot))
        finally:
            again.close()
