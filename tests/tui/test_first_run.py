from pathlib import Path

import pytest
from textual.widgets import Input, Static

from kwetsbaar import i18n
from kwetsbaar.errors import Refused
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Created, Journal, Places
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.door import Door
from kwetsbaar.tui.screens.folder import FolderScreen
from kwetsbaar.tui.screens.passphrase import PassphraseScreen
from kwetsbaar.tui.screens.unlock import UnlockScreen
from kwetsbaar.tui.session.screen import SessionScreen
from tests.conftest import Clock, Made
from tests.tui.conftest import settle, shown, until

PHRASE = "langzaam water onder een brug"


def flat(text: str) -> str:
    return " ".join(text.split())


async def test_from_nothing_to_the_first_page(
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
        assert "Voor wie schrijf je?" in shown(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "Er is geen ‘vergeten’-knop; straks maken we herstelwoorden" in flat(shown(pilot))
        for name in ("first", "again"):
            app.screen.query_one(f"#pass-{name}", Input).value = PHRASE
        await pilot.press("ctrl+n")
        await until(lambda: str(tmp_path / "new") in app.screen.query_one(Input).value)
        await pilot.press("enter")
        await until(lambda: asked)
        await pilot.pause()
        assert asked == [(tmp_path / "new", PHRASE)]
        assert isinstance(app.screen, SessionScreen)
        assert "Wat wil je kwijt?" in shown(pilot)
    assert Preferences.load(places) == Preferences("nl", None, tmp_path / "new", audience="coach")


async def test_each_step_has_a_way_back(places: Places, clock: Clock, tmp_path: Path) -> None:
    app = KwetsbaarApp(tmp_path / "new", places, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "Choose a passphrase" in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "For whom do you write?" in shown(pilot)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "Taal · Language" in shown(pilot)


async def passphrase(app: KwetsbaarApp) -> list[str | None]:
    chosen: list[str | None] = []
    await app.push_screen(PassphraseScreen(), chosen.append)
    return chosen


async def test_advice_comes_while_typing_and_a_weak_one_takes_two_keys(locked: KwetsbaarApp) -> None:
    async with locked.run_test(size=(80, 24)) as pilot:
        chosen = await passphrase(locked)
        await pilot.press(*"kort", "ctrl+n")
        await settle(pilot)
        assert "Take 8 characters or more" in flat(shown(pilot))
        await pilot.press(*"jan1980")
        await until(lambda: str(locked.screen.query_one("#pass-status", Static).content))
        await settle(pilot)
        assert str(locked.screen.query_one("#pass-status", Static).content)
        first, again = (locked.screen.query_one(f"#pass-{name}", Input) for name in ("first", "again"))
        first.value, again.value = "wachtwoord", "iets anders"
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert "The two are not the same." in shown(pilot)
        again.value = "wachtwoord"
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert "Next once more takes this one all the same." in flat(shown(pilot))
        assert chosen == []
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert chosen == ["wachtwoord"]
        assert first.value == again.value == ""


async def test_a_phrase_is_made_up_with_one_key_and_shown(locked: KwetsbaarApp) -> None:
    async with locked.run_test(size=(80, 24)) as pilot:
        chosen = await passphrase(locked)
        await pilot.press("ctrl+g")
        await settle(pilot)
        phrase = locked.screen.query_one("#pass-first", Input).value
        assert len(phrase.split()) == 6
        assert phrase in shown(pilot)
        assert "Write it down or learn it by heart." in shown(pilot)
        await pilot.click("#pass-propose")
        await settle(pilot)
        other = locked.screen.query_one("#pass-first", Input).value
        assert other != phrase
        await pilot.press("x")
        await settle(pilot)
        assert locked.screen.query_one("#pass-again", Input).value == ""
        await pilot.press("backspace", "enter")
        await pilot.press(*other, "enter")
        await settle(pilot)
        assert chosen == [other]


async def test_a_folder_that_will_not_do_says_why(
    locked: KwetsbaarApp, places: Places, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def create(*_: object) -> Created:
        raise Refused(msg("There is something here."), msg("Choose another."))

    monkeypatch.setattr(Journal, "create", create)
    made: list[object] = []
    async with locked.run_test(size=(80, 24)) as pilot:
        await locked.push_screen(FolderScreen(Door(tmp_path / "new", places, clock), PHRASE), made.append)
        await pilot.press("enter")
        await settle(pilot)
        assert "There is something here. Choose another." in shown(pilot)
        said, field = (locked.screen.query_one(f"#folder-{name}").region for name in ("status", "path"))
        assert said.y == field.bottom + 1  # where it is about
        assert made == []


async def test_a_journal_that_lies_there_already_is_opened_when_asked_twice(
    folder: Path, places: Places, clock: Clock, tmp_path: Path
) -> None:
    app = KwetsbaarApp(tmp_path / "new", places, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter")
        await pilot.pause()
        for name in ("first", "again"):
            app.screen.query_one(f"#pass-{name}", Input).value = PHRASE
        await pilot.press("ctrl+n")
        await until(lambda: isinstance(app.screen, FolderScreen))
        await pilot.pause()
        app.screen.query_one(Input).value = str(folder)
        await pilot.press("enter")
        await until(lambda: "There is a journal here already." in shown(pilot))
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, UnlockScreen)
    assert Preferences.load(places).journal == folder


async def test_the_welcome_speaks_the_other_language_in_place(places: Places, clock: Clock, tmp_path: Path) -> None:
    i18n.set_language("en")
    app = KwetsbaarApp(tmp_path / "new", places, clock=clock)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter", "down", "ctrl+t")
        await pilot.pause()
        assert "Als coach" in shown(pilot)
        await pilot.press("enter")
        await until(lambda: Preferences.load(places).audience == "coach")
