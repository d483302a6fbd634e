"""Keys that all come at once, faster than any screen opens: each lands where a person meant it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.tui import turns
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.screens.ask import AskScreen
from kwetsbaar.tui.screens.helplines import HelpLinesScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.search import SearchScreen
from kwetsbaar.tui.screens.unlock import UnlockScreen
from kwetsbaar.tui.session.screen import SessionScreen
from tests.tui.conftest import Opened, settle, shown, write

TEXT = "pan en nachtzwaluw"
"""Holds letters that are keys of home."""


def burst(pilot: Pilot[int], *keys: str | Paste) -> None:
    """Sends keys as a terminal does that sends them all in one moment; a key of more than one letter has a name."""
    driver = pilot.app._driver
    assert driver is not None
    for key in keys:
        event = key if isinstance(key, Paste) else _pressed(key)
        event.set_sender(pilot.app)
        driver.send_message(event)


def _pressed(key: str) -> Key:
    character = {"enter": "\r", "space": " "}.get(key, key if len(key) == 1 else None)
    return Key("slash" if key == "/" else key, character)


async def until(pilot: Pilot[int], true: Callable[[], bool]) -> None:
    """Waits until it is, however busy the machine."""
    for _ in range(1500):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(shown(pilot))


def typed(text: str) -> list[str]:
    return ["space" if letter == " " else letter for letter in text]


def texts(journal: Journal) -> list[object]:
    return [given.value for draft in journal.writing.drafts().drafts for given in draft.session.given.values()]


@pytest.mark.parametrize("way", [("n",), ("enter",), ("down", "up", "enter"), ("p", "enter")])
async def test_what_is_typed_behind_a_choice_is_in_the_session(opened: Opened, way: tuple[str, ...]) -> None:
    async with opened() as pilot:
        burst(pilot, *way, *typed(TEXT), "left", "x")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        assert pilot.app.screen.query_one(TextArea).text == TEXT[:-1] + "x" + TEXT[-1]


async def test_what_is_pasted_behind_a_choice_is_in_the_session_too(opened: Opened) -> None:
    async with opened() as pilot:
        burst(pilot, "n", "a", Paste("geplakt [/oops]"), "z")
        await settle(pilot)
        assert pilot.app.screen.query_one(TextArea).text == "ageplakt [/oops]z"


async def test_a_whole_visit_in_one_burst(opened: Opened, journal: Journal, places: Places) -> None:
    """Write, put away, search, read, go back, write again, lock: a thousand keys, and each has its place."""
    write(journal, places, "zilverreiger")
    async with opened() as pilot:
        burst(pilot, "n", *typed(TEXT * 20), "ctrl+q", "/", *"zilver", "enter", "escape", "escape", "down", "up")
        burst(pilot, "p", "escape", "comma", "escape", "n")  # the draft is asked about
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        burst(pilot, "down", "enter", *typed("nog een"), "ctrl+l", "a", "b")
        await settle(pilot)
        assert isinstance(pilot.app.screen, UnlockScreen)
        assert isinstance(pilot.app, KwetsbaarApp)
        assert not pilot.app._waiting
    again = Journal(journal.folder, journal.keyring, places)
    assert sorted(map(str, texts(again))) == ["nog een", TEXT * 20]
    again.close()


async def test_enter_right_behind_a_query_opens_what_it_finds(opened: Opened, journal: Journal, places: Places) -> None:
    write(journal, places, "zilverreiger")
    async with opened() as pilot:
        burst(pilot, "/", *"zilver", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PageScreen)
        assert "zilverreiger" in shown(pilot)
        burst(pilot, "escape", *"zzz", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SearchScreen)
        assert pilot.app.screen.query_one(Input).value == "zilverzzz"


async def test_the_newest_page_opens_from_a_list_that_is_not_drawn_yet(
    opened: Opened, journal: Journal, places: Places
) -> None:
    write(journal, places, "zilverreiger")
    async with opened() as pilot:
        burst(pilot, "a", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PageScreen)


async def test_a_pack_that_takes_long_to_open_does_not_keep_one_from_locking(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, real = threading.Event(), Packs.get

    def slow(packs: Packs, id_: str) -> object:
        held.wait(30)
        return real(packs, id_)

    monkeypatch.setattr(Packs, "get", slow)
    monkeypatch.setattr(turns, "_HURRY", 0.01)
    monkeypatch.setattr(turns, "_PATIENCE", 1000.0)
    async with opened() as pilot:
        burst(pilot, "n", *typed(TEXT), "ctrl+l")
        await until(pilot, lambda: isinstance(pilot.app.screen, UnlockScreen))
        held.set()
        await settle(pilot)
        assert isinstance(pilot.app.screen, UnlockScreen)


async def test_a_lock_clears_the_screen_at_once_and_loses_nothing_that_was_typed_before(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, journal: Journal, places: Places
) -> None:
    held, real = threading.Event(), Packs.get

    def slow(packs: Packs, id_: str) -> object:
        held.wait(30)
        return real(packs, id_)

    monkeypatch.setattr(Packs, "get", slow)
    monkeypatch.setattr(turns, "_HURRY", 1000.0)
    monkeypatch.setattr(turns, "_PATIENCE", 1000.0)
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, KwetsbaarApp)
        burst(pilot, "n", *typed(TEXT), "ctrl+l")
        await until(pilot, lambda: app._blanked)
        assert not isinstance(app.screen, UnlockScreen)
        held.set()
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen) and not app._busy)
        await settle(pilot)
        assert not app._blanked
    again = Journal(journal.folder, journal.keyring, places)
    assert [*map(str, texts(again))] == [TEXT]
    again.close()


async def test_a_key_waits_no_longer_than_its_patience(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    held, real = threading.Event(), Packs.get

    def slow(packs: Packs, id_: str) -> object:
        held.wait(30)
        return real(packs, id_)

    monkeypatch.setattr(Packs, "get", slow)
    monkeypatch.setattr(turns, "_PATIENCE", 0.01)
    async with opened() as pilot:
        burst(pilot, "n", "f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpLinesScreen))
        held.set()
        await settle(pilot)
