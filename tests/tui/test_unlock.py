import asyncio
import shutil
import threading
from pathlib import Path

import pytest
from textual.widgets import Input

from kwetsbaar import i18n
from kwetsbaar.errors import WrongPassphrase
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.traces import Traces
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.screens.home import HomeScreen
from tests.conftest import PASSPHRASE, Clock, Made
from tests.tui.conftest import settle, shown, until


def refuse(*_: object) -> Journal:
    raise WrongPassphrase(msg("No."))


async def test_the_passphrase_opens_it_and_the_screen_answers_meanwhile(
    locked: KwetsbaarApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock, seen = Journal.unlock, threading.Event()

    def held(folder: Path, passphrase: str, places: Places, clock: Clock) -> Journal:
        assert seen.wait(60)
        return unlock(folder, passphrase, places, clock)

    monkeypatch.setattr(Journal, "unlock", held)
    async with locked.run_test(size=(80, 24)) as pilot:
        field = locked.screen.query_one(Input)
        field.value = PASSPHRASE
        await field.action_submit()
        await until(lambda: "Opening, a moment" in shown(pilot))
        assert field.value == ""
        seen.set()
        longest = 0.0
        loop = asyncio.get_running_loop()
        while not isinstance(locked.screen, HomeScreen):
            before = loop.time()
            await asyncio.sleep(0.005)
            longest = max(longest, loop.time() - before)
        assert longest < 0.5  # the derivation takes a second or more, in a thread of its own
        await until(lambda: isinstance(locked.screen, HomeScreen))
        await settle(pilot)
        assert isinstance(locked.screen, HomeScreen)
        assert PASSPHRASE not in shown(pilot)


async def test_a_wrong_passphrase_is_met_calmly(locked: KwetsbaarApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Journal, "unlock", refuse)
    async with locked.run_test(size=(100, 30)) as pilot:
        for time in range(1, 4):
            await pilot.press(*"anything", "enter")
            await settle(pilot)
            text = shown(pilot)
            assert "This passphrase does not fit." in text
            assert ("recovery words open it too" in text) is (time == 3)
            assert locked.screen.query_one(Input).value == ""


async def test_an_empty_field_is_no_try(locked: KwetsbaarApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Journal, "unlock", refuse)
    async with locked.run_test() as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert "fit" not in shown(pilot)


async def test_the_words_are_the_other_way_in(
    locked: KwetsbaarApp, made: Made, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def unlock(_folder: Path, words: str, _places: Places, _clock: Clock) -> Journal:
        asked.append(words)
        return journal

    monkeypatch.setattr(Journal, "unlock_with_words", unlock)
    async with locked.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "enter")
        await pilot.pause()
        field = locked.screen.query_one(Input)
        assert "recovery words" in shown(pilot)
        assert not field.password
        assert field.has_focus
        field.value = made.words
        await pilot.press("enter")
        await settle(pilot)
        assert asked == [made.words]
        assert isinstance(locked.screen, HomeScreen)


async def test_the_language_changes_in_place_and_what_is_typed_stays(locked: KwetsbaarApp) -> None:
    async with locked.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"abc", "ctrl+t")
        await settle(pilot)
        assert "Je wachtzin" in shown(pilot)
        assert "Iemand spreken" in shown(pilot)
        assert locked.screen.query_one(Input).value == "abc"


async def test_someone_to_talk_to_is_there_while_it_is_locked(locked: KwetsbaarApp) -> None:
    async with locked.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await settle(pilot)
        assert "0800-0113" in shown(pilot)
        assert "findahelpline.com" in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "Your passphrase" in shown(pilot)


async def test_a_terminal_that_shrinks_and_grows_back(locked: KwetsbaarApp) -> None:
    async with locked.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = shown(pilot)
        for size in ((20, 5), (1, 1), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert shown(pilot) == before


async def test_what_is_said_takes_the_place_of_what_stood_below_the_field(locked: KwetsbaarApp) -> None:
    async with locked.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for sentence in ("not saved yet", "saved now"):
            locked.say(sentence)
            await pilot.pause()
        said, field = (locked.screen.query_one(f"#unlock-{name}").region for name in ("status", "secret"))
        assert said.y == field.bottom + 1
        assert "saved now" in shown(pilot)
        assert "not saved yet" not in shown(pilot)


async def test_it_can_be_left_while_it_is_locked(locked: KwetsbaarApp) -> None:
    async with locked.run_test() as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert locked.return_code == 0


async def test_another_keyring_than_last_time_is_told(
    locked: KwetsbaarApp, folder: Path, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Journal, "unlock", refuse)
    Traces(folder, places).opened(clock())
    i18n.set_language("nl")
    keyring = folder / "keyring.age"
    keyring.write_bytes(keyring.read_bytes() + b"\n")
    async with locked.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"anything", "enter")
        await settle(pilot)
        text = " ".join(shown(pilot).split())
        assert "Het sleutelbestand is anders dan de vorige keer. Koos je elders een nieuwe wachtzin?" in text


async def test_when_nothing_is_left_that_is_said_kindly(locked: KwetsbaarApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Journal, "unlock_with_words", refuse)
    async with locked.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "enter")
        for time in range(1, 4):
            await pilot.press(*"some words", "enter")
            await settle(pilot)
            text = " ".join(shown(pilot).split())
            assert ("You can begin again in another folder." in text) is (time == 3)


@pytest.mark.parametrize("mount_point", [False, True])
async def test_a_folder_that_is_gone_is_named_with_what_can_be_done(
    locked: KwetsbaarApp, folder: Path, *, mount_point: bool
) -> None:
    async with locked.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        shutil.rmtree(folder)
        if mount_point:
            folder.mkdir()
        await pilot.press(*"anything", "enter")
        await settle(pilot)
        text = " ".join(shown(pilot).split())
        assert "Your journal is not in" in text
        assert "Ctrl+Q closes, and the next start asks where it lies." in text
        assert "kwetsbaar init" not in text
