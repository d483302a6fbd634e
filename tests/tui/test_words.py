from textual.widgets import Input

from kwetsbaar import i18n
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.screens.words import WordsScreen
from tests.conftest import Made
from tests.tui.conftest import shown


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
