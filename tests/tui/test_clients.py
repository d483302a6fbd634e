"""Clients in the app: real names only after a key, the day, forgetting with what it leaves, and one line at home."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from kwetsbaar.core import packfile
from kwetsbaar.core.pack import Pack
from kwetsbaar.errors import NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.deleting import Deleting
from kwetsbaar.journal.page import Page
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.screens.clients import ClientScreen, ClientsScreen
from kwetsbaar.tui.screens.field import FieldScreen
from kwetsbaar.tui.screens.forget import ForgetScreen, MentionsScreen
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.session.screen import SessionScreen
from tests.conftest import Clock
from tests.tui.conftest import Opened, settle, shown, until

ALLES = """
title = "Alles"
[[step]]
id = "client"
kind = "client"
ask = "Over wie?"
[[step]]
id = "what"
ask = "Wat?"
[[step]]
id = "learned"
tag = "learning"
ask = "Wat leerde je?"
"""

TO_CLIENTS = ("m", "down", "down", "enter")
TO_WILG = (*TO_CLIENTS, "enter")


def pack() -> Pack:
    found = packfile.read(ALLES.encode(), "alles.toml").pack
    assert found
    return found


def keep(journal: Journal, client: str, what: str, learned: str | None = None) -> Page:
    draft = journal.writing.begin(pack(), "en")
    session = draft.session.answer(client).answer(what)
    session = session.answer(learned) if learned else session.skip()
    return journal.writing.keep(draft.with_session(session))


async def test_a_real_name_shows_only_after_a_key_and_goes_again(opened: Opened, journal: Journal) -> None:
    keep(journal, "Wilg", "x")
    journal.forgetting.note_names("Wilg", ("Jan de Boer",))
    async with opened() as pilot:
        await pilot.press(*TO_CLIENTS)
        await settle(pilot)
        assert isinstance(pilot.app.screen, ClientsScreen)
        assert "1 page · 1 noted name" in shown(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ClientScreen)
        assert "Jan" not in shown(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert "Real names: Jan de Boer" in shown(pilot)
        await pilot.press("enter", "escape")
        await settle(pilot)
        assert "Jan" not in shown(pilot)


async def test_names_and_the_day_are_noted_as_people_say_them(opened: Opened, journal: Journal, clock: Clock) -> None:
    keep(journal, "Wilg", "x")
    async with opened() as pilot:
        await pilot.press(*TO_WILG)
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*"Jan", "comma", *" Janneke", "enter")
        await settle(pilot)
        assert "2 real names are noted, hidden." in shown(pilot)
        await pilot.press("t")
        await settle(pilot)
        await pilot.press(*"someday", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FieldScreen)
        assert "no day that is understood" in shown(pilot)
        await pilot.press("ctrl+u", *"over 2 jaar", "enter")
        await settle(pilot)
        assert "Is kept until 22 Nov 2028." in shown(pilot)
        await pilot.press("t")
        await settle(pilot)
        await pilot.press("ctrl+u", "enter")
        await settle(pilot)
        client = journal.people.all().client("wilg")
        assert client
        assert (client.names, client.until) == (("Jan", "Janneke"), None)


async def test_names_can_be_noted_before_the_first_page(opened: Opened, journal: Journal) -> None:
    async with opened() as pilot:
        await pilot.press(*TO_CLIENTS)
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*"Eik", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ClientScreen)
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*"Piet", "enter", "escape")
        await settle(pilot)
        assert "Eik" in shown(pilot)
        assert [client.names for client in journal.forgetting.clients()] == [("Piet",)]


async def test_forgetting_shows_all_of_it_asks_once_and_says_what_it_does_not_reach(
    opened: Opened, journal: Journal, clock: Clock
) -> None:
    keep(journal, "Wilg", "x", "Bij Wilg leerde ik wachten")
    clock.forward(minutes=1)
    other = keep(journal, "Eik", "net als Wilg")
    async with opened((100, 34)) as pilot:
        await pilot.press(*TO_CLIENTS)
        await settle(pilot)
        await pilot.press("down", "enter", "f")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ForgetScreen)
        text = shown(pilot)
        assert "1 page, with its earlier versions" in text
        assert "Bij … leerde ik wachten" in text
        assert "(in its text)" in text
        assert "Backups, other devices" in text
        await pilot.press("o")
        await settle(pilot)
        assert isinstance(pilot.app.screen, MentionsScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PageScreen)
        assert "net als Wilg" in shown(pilot)
        await pilot.press("escape", "escape")
        await settle(pilot)
        await pilot.press("f", "enter")
        await settle(pilot)
        assert len(journal.reading.cards()) == 2
        await pilot.press("f", "down", "enter")
        await settle(pilot)
        assert "forgotten in this folder" in shown(pilot)
        assert "What you learned is a page of your own now." in shown(pilot)
        assert "Backups, other devices" in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ClientsScreen)
        assert "‘Wilg’ is forgotten" in shown(pilot)
    cards = journal.reading.cards()
    assert len(cards) == 2
    assert other.name in [card.name for card in cards]


async def test_forgetting_that_fails_halfway_says_so_and_can_be_done_again(
    opened: Opened, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(journal, "Wilg", "x")
    keep(journal, "Wilg", "y")
    purge, times = Deleting.purge, [0]

    def failing(deleting: Deleting, page: Page | str) -> None:
        times[0] += 1
        if times[0] == 2:
            raise NotSaved(msg("No room."))
        purge(deleting, page)

    monkeypatch.setattr(Deleting, "purge", failing)
    async with opened() as pilot:
        await pilot.press(*TO_WILG, "f")
        await settle(pilot)
        await pilot.press("f", "down", "enter")
        await settle(pilot)
        assert "No room." in shown(pilot)
        assert "1 page, with its earlier versions" in shown(pilot)
        await pilot.press("f", "down", "enter")
        await settle(pilot)
        assert "forgotten in this folder" in shown(pilot)
    assert journal.reading.cards() == []


@pytest.mark.usefixtures("unlocking")
async def test_a_lock_while_it_is_forgotten_waits_for_one_page_and_it_can_be_done_again(
    opened: Opened, journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        keep(journal, "Wilg", f"keer {n}")
    purge, reached, go_on = Deleting.purge, threading.Event(), threading.Event()

    def slow(deleting: Deleting, page: Page | str) -> None:
        reached.set()
        assert go_on.wait(60)
        purge(deleting, page)

    async with opened() as pilot:
        await pilot.press(*TO_WILG, "f")
        await settle(pilot)
        with monkeypatch.context() as patched:
            patched.setattr(Deleting, "purge", slow)
            await pilot.press("f", "down", "enter")
            await until(reached.is_set)
            await pilot.press("ctrl+l")
            await pilot.pause()
            assert shown(pilot).strip() == ""
            go_on.set()
            await settle(pilot)
        assert len([*(folder / "entries").iterdir()]) == 2
        await pilot.press("x", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ClientScreen)
        await pilot.press("f")
        await settle(pilot)
        await pilot.press("f", "down", "enter")
        await settle(pilot)
        assert "forgotten in this folder" in shown(pilot)
    assert [*(folder / "entries").iterdir()] == []


async def test_past_its_day_one_quiet_line_at_home_opens_the_client(
    opened: Opened, journal: Journal, clock: Clock
) -> None:
    keep(journal, "Wilg", "x")
    journal.forgetting.keep_until("Wilg", clock().date() - timedelta(days=400))
    async with opened() as pilot:
        assert "The pages about ‘Wilg’ were to be kept until now. View." in shown(pilot)
        pilot.app.screen.query_one("#home-past").focus()
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ClientScreen)
        assert "Was to be kept until" in shown(pilot)
        await pilot.press("t")
        await settle(pilot)
        await pilot.press("ctrl+u", *"1 jan 2030", "enter", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Wilg" not in str(pilot.app.screen.query_one("#home-past").render())
    assert journal.people.all().clients[0].until == date(2030, 1, 1)


@pytest.mark.usefixtures("unlocking")
@pytest.mark.parametrize(
    ("keys", "stack"),
    [
        (TO_CLIENTS, ["UnlockScreen", "Desk", "MoreScreen", "ClientsScreen"]),
        (TO_WILG, ["UnlockScreen", "Desk", "MoreScreen", "ClientsScreen", "ClientScreen"]),
        ((*TO_WILG, "f"), ["UnlockScreen", "Desk", "MoreScreen", "ClientsScreen", "ClientScreen"]),
        ((*TO_WILG, "n"), ["UnlockScreen", "Desk", "MoreScreen", "ClientsScreen", "ClientScreen"]),
        ((*TO_WILG, "enter"), ["UnlockScreen", "Desk", "MoreScreen", "ClientsScreen", "ClientScreen", "PageScreen"]),
    ],
)
async def test_a_lock_comes_back_here_and_no_alias_stays_in_memory(
    opened: Opened, journal: Journal, keys: tuple[str, ...], stack: list[str]
) -> None:
    keep(journal, "Wilg", "x", "Bij Wilg leerde ik wachten")
    journal.forgetting.note_names("Wilg", ("Jan de Boer",))
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, KwetsbaarApp)
        await pilot.press(*keys)
        await settle(pilot)
        gone = app.screen
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert "Wilg" not in repr(app._were)
        assert not any("Wilg" in str(text) for text in vars(gone).values() if isinstance(text, (str, tuple)))
        await pilot.press("x", "enter")
        await settle(pilot)
        assert [type(screen).__name__ for screen in app.screen_stack] == stack


async def test_the_language_changes_in_place(opened: Opened, journal: Journal) -> None:
    keep(journal, "Wilg", "x", "Bij Wilg leerde ik wachten")
    async with opened() as pilot:
        await pilot.press(*TO_WILG)
        await settle(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        assert "1 bladzijde" in shown(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert "Wat je leerde" in shown(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        assert "What you learned" in shown(pilot)


@pytest.fixture
def own_pack(places: Places) -> Path:
    folder = places.data / "prompts"
    folder.mkdir(parents=True)
    path = folder / "alles.toml"
    path.write_text(ALLES)
    return path


@pytest.mark.usefixtures("own_pack")
async def test_a_real_name_is_said_before_a_page_is_kept_and_keeping_is_one_key(
    opened: Opened, journal: Journal
) -> None:
    journal.forgetting.note_names("Wilg", ("Jan",))
    async with opened() as pilot:
        pilot.app.screen.post_message(HomeScreen.Write("alles"))
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        await pilot.press("ctrl+o", *"met jan gepraat", "ctrl+n", "ctrl+o")
        await settle(pilot)
        assert "Your text has a real name in it: ‘jan’ (Wilg), at ‘Wat?’." in shown(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        assert "In je tekst staat een echte naam: ‘jan’ (Wilg), bij ‘Wat?’." in shown(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
    assert journal.reading.count() == 1


@pytest.mark.usefixtures("own_pack")
async def test_where_no_name_was_noted_nothing_is_said(opened: Opened, journal: Journal) -> None:
    async with opened() as pilot:
        pilot.app.screen.post_message(HomeScreen.Write("alles"))
        await settle(pilot)
        await pilot.press("ctrl+o", *"met jan gepraat", "ctrl+n", "ctrl+o")
        await settle(pilot)
        assert not pilot.app.screen.query_one("#closing-names").display


@pytest.mark.usefixtures("unlocking")
async def test_a_lock_comes_back_to_a_client_that_was_opened_from_home(
    opened: Opened, journal: Journal, clock: Clock
) -> None:
    keep(journal, "Wilg", "x")
    journal.forgetting.keep_until("Wilg", clock().date() - timedelta(days=1))
    async with opened() as pilot:
        pilot.app.screen.query_one("#home-past").focus()
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ClientScreen)
        assert "Was to be kept until" in shown(pilot)


async def test_a_real_name_is_said_before_a_change_is_kept_too(opened: Opened, journal: Journal) -> None:
    keep(journal, "Wilg", "met Jan")
    journal.forgetting.note_names("Wilg", ("Jan",))
    async with opened((80, 30)) as pilot:
        await pilot.press(*TO_WILG, "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PageScreen)
        await pilot.press("e", "down", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        await pilot.press(*" weer")
        await pilot.app.screen.run_action("finish")
        await settle(pilot)
        assert "Would you like to keep what you changed?" in shown(pilot)
        assert "real name in it: ‘Jan’ (Wilg), at ‘Wat?’" in shown(pilot)
        await pilot.press("right", "enter")
        await settle(pilot)
        assert "Don't keep it?" in shown(pilot)
        assert "real name" not in shown(pilot)
