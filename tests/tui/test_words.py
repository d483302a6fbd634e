from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from kwetsbaar import i18n
from kwetsbaar.errors import WrongPassphrase
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Journal
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.unlock import UnlockScreen
from kwetsbaar.tui.screens.words import WordsScreen
from tests.conftest import PASSPHRASE, Clock, Made
from tests.tui.conftest import Opened, settle, shown, until


async def test_three_are_asked_back_and_four_letters_are_enough(locked: KwetsbaarApp, made: Made) -> None:
    i18n.set_language("nl")
    ended: list[bool | None] = []
    words = made.words.split()
    async with locked.run_test(size=(80, 24)) as pilot:
        screen = WordsScreen(made.words)
        await locked.push_screen(screen, ended.append)
        await pilot.pause()
        text = shown(pilot)
        assert all(word in text for word in words)
        assert "Op papier, niet bij je computer. Wie ze heeft, kan alles lezen." in text
        await pilot.press("enter")
        await pilot.pause()
        for number in screen.asked:
            screen.query_one(f"#words-{number}", Input).value = words[number - 1][:4]
        wrong = screen.query_one(f"#words-{screen.asked[1]}", Input)
        wrong.value = "nietzo"
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert f"Woord {screen.asked[1]} is een ander woord" in shown(pilot)
        wrong.value = words[screen.asked[1] - 1]
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert ended == [True]


async def test_they_can_be_trusted_shown_again_and_put_off(locked: KwetsbaarApp, made: Made) -> None:
    ended: list[bool | None] = []
    async with locked.run_test(size=(60, 20)) as pilot:
        await locked.push_screen(WordsScreen(made.words, (1, 2, 3)), ended.append)
        await pilot.press("ctrl+n")
        await pilot.pause()
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert made.words.split()[11] in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.click("#words-trust")
        await pilot.pause()
        assert ended == [True]
        await locked.push_screen(WordsScreen(made.words, (1, 2, 3)), ended.append)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert made.words.split()[0] in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert ended == [True, False]


async def keep_a_page(pilot: Pilot[int]) -> None:
    await pilot.press("n")
    await settle(pilot)
    await pilot.press(*"iets", "ctrl+n")
    await settle(pilot)
    await pilot.press("enter")
    await pilot.pause(0.5)


async def paper(pilot: Pilot[int], words: list[str]) -> None:
    """Goes through the words, up to the last of the three."""
    await pilot.press("enter")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, WordsScreen)
    for number in screen.asked:
        screen.query_one(f"#words-{number}", Input).value = words[number - 1][:4]
    await pilot.press("ctrl+n")
    await pilot.pause(0.2)


async def test_they_come_after_the_first_page_and_are_then_on_paper(
    opened: Opened, journal: Journal, made: Made, clock: Clock
) -> None:
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, KwetsbaarApp)
        journal.words_confirmed = None
        app._words = made.words
        await keep_a_page(pilot)
        assert "One more thing, now or later" in shown(pilot)
        assert made.words.split()[0] not in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await paper(pilot, made.words.split())
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert not app.screen.query_one("#home-words").display
        assert journal.words_confirmed == clock().date()
        assert app._words is None
        await keep_a_page(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_later_leaves_one_quiet_line_and_the_same_words_while_it_is_open(
    opened: Opened, journal: Journal, made: Made
) -> None:
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, KwetsbaarApp)
        journal.words_confirmed = None
        app._words = made.words
        await keep_a_page(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "One more thing, now or later: your recovery words." in shown(pilot)
        await keep_a_page(pilot)
        assert isinstance(app.screen, HomeScreen)  # it is offered once
        await pilot.click("#home-words")
        await pilot.pause(0.2)
        await pilot.press("enter")
        await pilot.pause()
        assert made.words.split()[0] in shown(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert isinstance(app.screen, UnlockScreen)
        assert app._words is None
    assert journal.has_words


async def test_in_another_run_new_words_hold_only_when_they_are_on_paper(
    opened: Opened, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[tuple[str, str]] = []

    def new_words(_folder: object, passphrase: str, _places: object, words: str) -> str:
        if passphrase != PASSPHRASE:
            raise WrongPassphrase(msg("No."))
        taken.append((passphrase, words))
        return words

    monkeypatch.setattr(Journal, "new_words", new_words)
    async with opened() as pilot:
        journal.words_confirmed = None
        ask: Callable[[], None] = pilot.app.on_home_screen_make_words  # type: ignore[attr-defined]
        ask()
        await until(lambda: "words that you had before then open it no more" in " ".join(shown(pilot).split()))
        await pilot.press("enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, WordsScreen)
        words = screen._words
        await paper(pilot, list(words))
        assert taken == []
        for secret in ("nietdeze", PASSPHRASE):
            pilot.app.screen.query_one(Input).value = secret
            await pilot.press("enter")
            await pilot.pause(0.2)
        await settle(pilot)
        assert taken == [(PASSPHRASE, " ".join(words))]
        assert isinstance(pilot.app.screen, HomeScreen)
        assert journal.words_confirmed is not None


async def test_words_that_are_on_paper_already_only_need_to_be_said(opened: Opened, journal: Journal) -> None:
    async with opened() as pilot:
        journal.words_confirmed = None
        ask: Callable[[], None] = pilot.app.on_home_screen_make_words  # type: ignore[attr-defined]
        ask()
        await pilot.pause(0.2)
        await pilot.press("up", "enter")
        await settle(pilot)
        assert journal.words_confirmed is not None
        assert "Keep that paper where you find it again." in shown(pilot)
