from pathlib import Path

import pytest
from textual.widgets import Input

from kwetsbaar import i18n
from kwetsbaar.errors import Refused
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Created, Journal, Places
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.words import WordsScreen
from tests.conftest import Clock, Made
from tests.tui.conftest import settle, shown


async def test_from_nothing_to_home(
    journal: Journal, made: Made, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Path, str]] = []

    def create(folder: Path, passphrase: str, _places: Places, _clock: Clock) -> Created:
        asked.append((folder, passphrase))
        return Created(journal, made.words)

    monkeypatch.setattr(Journal, "create", create)
    app = KwetsbaarApp(tmp_path / "new", places, clock=Clock())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "what you tell nobody" in shown(pilot)
        await pilot.press("up")
        await pilot.pause()
        assert "aan niemand vertelt" in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "Er is geen ‘vergeten’-knop; straks maken we herstelwoorden" in shown(pilot)
        assert str(tmp_path / "new") in app.screen.query_one("#pass-folder", Input).value

        first, again = (app.screen.query_one(f"#pass-{name}", Input) for name in ("first", "again"))
        first.value = again.value = "kort"
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "minstens 8 tekens" in shown(pilot)
        first.value, again.value = "langzaam water", "langzaam vuur"
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "niet gelijk" in shown(pilot)
        assert asked == []
        again.value = first.value
        await pilot.press("ctrl+n")
        await pilot.pause(0.2)
        assert asked == [(tmp_path / "new", "langzaam water")]

        text = shown(pilot)
        assert all(word in text for word in made.words.split())
        assert "Op papier, niet bij je computer. Wie ze heeft, kan alles lezen." in text
        await pilot.press("enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, WordsScreen)
        words = made.words.split()
        for number in screen.asked:
            screen.query_one(f"#words-{number}", Input).value = words[number - 1][:4]
        wrong = screen.query_one(f"#words-{screen.asked[1]}", Input)
        wrong.value = "nietzo"
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert f"Woord {screen.asked[1]} is een ander woord" in shown(pilot)
        wrong.value = words[screen.asked[1] - 1]
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
    assert Preferences.load(places) == Preferences("nl", None, journal.folder)


async def test_the_words_can_be_trusted_and_shown_again(made: Made, places: Places, clock: Clock, folder: Path) -> None:
    app = KwetsbaarApp(folder, places, clock=clock)
    ended: list[None] = []
    async with app.run_test(size=(60, 20)) as pilot:
        app.push_screen(WordsScreen(made.words, (1, 2, 3)), ended.append)
        await pilot.pause()
        await pilot.press("ctrl+n")
        await pilot.pause()
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert made.words.split()[11] in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.click("#words-trust")
        await pilot.pause()
        assert ended == [None]


async def test_a_folder_that_will_not_do_says_why(
    places: Places, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def create(*_: object) -> Created:
        raise Refused(msg("There is something here."), msg("Choose another."))

    monkeypatch.setattr(Journal, "create", create)
    i18n.set_language("en")
    app = KwetsbaarApp(tmp_path / "new", places, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        for name in ("first", "again"):
            app.screen.query_one(f"#pass-{name}", Input).value = "slow water here"
        await pilot.press("ctrl+n")
        await pilot.pause(0.2)
        assert "There is something here. Choose another." in shown(pilot)
