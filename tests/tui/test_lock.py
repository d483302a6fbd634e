from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from kwetsbaar.errors import NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.writing import SealedDraft, Writing
from kwetsbaar.storage.drafts import DraftFiles
from kwetsbaar.tui import app as app_module
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.idle import AFTER, Idle
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.unlock import UnlockScreen
from kwetsbaar.tui.session.screen import SessionScreen
from tests.conftest import Clock, Made
from tests.tui.conftest import Opened, settle, shown, until, write

SENTINEL = "zilverreiger"


def full(*_: object) -> None:
    raise NotSaved(msg("The disk is full."))


async def test_a_lock_saves_and_leaves_no_text_in_any_widget(
    opened: Opened, folder: Path, made: Made, places: Places, clock: Clock
) -> None:
    async with opened() as pilot:
        app = pilot.app
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*SENTINEL)
        session = app.screen
        areas = list(session.query(TextArea))
        assert [area.text for area in areas] == [SENTINEL]
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert isinstance(app.screen, UnlockScreen)
        assert len(app.screen_stack) == 1
        assert "Locked." in shown(pilot)
        assert app.screen.query_one(Input).has_focus
        assert [area.text for area in areas] == [""]
        for area in areas:
            area.undo()
        assert [area.text for area in areas] == [""]
    again = Journal(folder, made.keyring, places, clock)
    (draft,) = again.writing.drafts().drafts
    assert [given.value for given in draft.session.given.values()] == [SENTINEL]
    again.close()


async def test_a_lock_empties_lists_and_pages_too(opened: Opened, journal: Journal, places: Places) -> None:
    write(journal, places, SENTINEL)
    async with opened() as pilot:
        await pilot.press("up", "enter")
        await settle(pilot)
        home, page = pilot.app.screen_stack[1:]
        lines = list(page.query(Static))
        assert any(SENTINEL in str(line.content) for line in lines)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert not any(SENTINEL in str(line.content) for line in lines)
        assert not any(rows.option_count for rows in home.query(OptionList))


async def test_a_full_disk_does_not_stop_a_lock_and_loses_no_word(
    opened: Opened, folder: Path, made: Made, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "_TRY_AGAIN", 0.05)
    async with opened() as pilot:
        with monkeypatch.context() as broken:
            broken.setattr(Writing, "save_draft", full)
            broken.setattr(SealedDraft, "save", full)
            await pilot.press("n")
            await settle(pilot)
            await pilot.press(*SENTINEL, "ctrl+l")
            await until(lambda: isinstance(pilot.app.screen, UnlockScreen))
            assert "The disk is full. It is held here, encrypted" in " ".join(shown(pilot).split())
        await settle(pilot)
        assert "What you wrote is saved now." in shown(pilot)
    again = Journal(folder, made.keyring, places, Clock())
    (draft,) = again.writing.drafts().drafts
    assert [given.value for given in draft.session.given.values()] == [SENTINEL]
    again.close()


async def test_leaving_saves_first(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+q")
        await until(lambda: pilot.app.return_code == 0)


async def test_a_lock_and_its_key_mean_nothing_without_an_open_journal(locked: KwetsbaarApp) -> None:
    async with locked.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "^l" not in shown(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert isinstance(locked.screen, UnlockScreen)


async def test_a_journal_that_opens_too_late_is_closed(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[object] = []

    class Late:
        def close(self) -> None:
            closed.append(self)

    async with opened() as pilot:
        late = Late()
        pilot.app.post_message(UnlockScreen.Opened(late))  # type: ignore[arg-type] # all that is asked of it is close
        await settle(pilot)
        assert closed == [late]


async def test_the_session_opens_with_a_pack_that_was_asked_for(
    folder: Path, journal: Journal, places: Places, clock: Clock
) -> None:
    app = KwetsbaarApp(folder, places, start_pack="drie-minuten", clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app._enter(journal)
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)


async def test_leaving_while_the_last_words_are_unsaved_takes_two_keys(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Writing, "save_draft", full)
    monkeypatch.setattr(SealedDraft, "save", full)
    async with opened() as pilot:
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*SENTINEL)
        await pilot.press("f2", "ctrl+q")
        await until(lambda: "Ctrl+L locks and keeps trying" in " ".join(shown(pilot).split()))
        await pilot.press("ctrl+l")
        await until(lambda: isinstance(pilot.app.screen, UnlockScreen))
        await pilot.press("ctrl+q")
        await until(lambda: "leaves without it" in " ".join(shown(pilot).split()))
        await pilot.press("ctrl+q")
        await until(lambda: pilot.app.return_code == 0)


async def test_nobody_there_locks_it(opened: Opened) -> None:
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, KwetsbaarApp)
        seconds = [0.0]
        app._idle = Idle(lambda: seconds[0])
        app._lock_if_idle()
        await settle(pilot)
        assert not isinstance(app.screen, UnlockScreen)
        seconds[0] = AFTER - 1
        await pilot.press("down")
        seconds[0] = AFTER + 1
        app._lock_if_idle()
        await settle(pilot)
        assert not isinstance(app.screen, UnlockScreen)
        seconds[0] = 2 * AFTER
        app._lock_if_idle()
        await settle(pilot)
        assert isinstance(app.screen, UnlockScreen)


async def test_a_computer_whose_clock_is_set_back_a_year_locks_all_the_same(opened: Opened, clock: Clock) -> None:
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, KwetsbaarApp)
        seconds = [0.0]
        app._idle = Idle(lambda: seconds[0])
        clock.forward(days=-365)
        seconds[0] = AFTER + 1
        app._lock_if_idle()
        await settle(pilot)
        assert isinstance(app.screen, UnlockScreen)


async def test_a_journal_folder_that_disappears_says_so_and_loses_no_word(opened: Opened, folder: Path) -> None:
    elsewhere = folder.with_name("elsewhere")
    async with opened() as pilot:
        await pilot.press("n")
        await settle(pilot)
        folder.rename(elsewhere)
        await pilot.press(*SENTINEL, "ctrl+s")
        await settle(pilot)
        assert pilot.app.screen.query_one(TextArea).text == SENTINEL
        assert "Saved." not in shown(pilot)
        await pilot.press("ctrl+l")
        await settle_but_for_trying(pilot)
        assert isinstance(pilot.app.screen, UnlockScreen)
        assert "It is held here, encrypted" in " ".join(shown(pilot).split())
        elsewhere.rename(folder)
        await settle(pilot)
        assert "What you wrote is saved now." in shown(pilot)


async def settle_but_for_trying(pilot: Pilot[int]) -> None:
    for _ in range(20):
        await pilot.pause(0.05)


async def begin_page(pilot: Pilot[int], *, saved_before: bool) -> None:
    """Begins a page, and has something of it on the disk if that is asked."""
    await pilot.press("n")
    await settle(pilot)
    if saved_before:
        await pilot.press(*"oud", "ctrl+s")
        await settle(pilot)


def unlock(pilot: Pilot[int], folder: Path, made: Made, places: Places, clock: Clock) -> Journal:
    again = Journal(folder, made.keyring, places, clock)
    again.words_confirmed = clock().date()
    pilot.app.post_message(UnlockScreen.Opened(again))
    return again


def texts(journal: Journal) -> list[list[object]]:
    return [[given.value for given in draft.session.given.values()] for draft in journal.writing.drafts().drafts]


@pytest.mark.parametrize("saved_before", [False, True])
async def test_what_waits_for_the_disk_is_gone_on_with_after_unlocking(  # noqa: PLR0917 - fixtures
    opened: Opened,
    folder: Path,
    made: Made,
    places: Places,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    saved_before: bool,
) -> None:
    monkeypatch.setattr(app_module, "_TRY_AGAIN", 0.05)
    real = DraftFiles.put
    async with opened() as pilot:
        await begin_page(pilot, saved_before=saved_before)
        monkeypatch.setattr(DraftFiles, "put", full)
        await pilot.press(*SENTINEL, "ctrl+l")
        await settle_but_for_trying(pilot)
        unlock(pilot, folder, made, places, clock)
        await settle_but_for_trying(pilot)
        text = ("oud" if saved_before else "") + SENTINEL
        assert isinstance(pilot.app.screen, SessionScreen)
        assert pilot.app.screen.query_one(TextArea).text == text
        await pilot.press("ctrl+q")
        await settle_but_for_trying(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "What you just wrote is not saved yet: The disk is full. It is held here" in one_line(pilot)
        await pilot.press("up", "enter")
        await settle_but_for_trying(pilot)
        assert pilot.app.screen.query_one(TextArea).text == text
        await pilot.press(*" meer")
        monkeypatch.setattr(DraftFiles, "put", real)
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert texts(pilot.app._journal) == [[f"{text} meer"]]
    again = Journal(folder, made.keyring, places, clock)
    assert texts(again) == [[f"{text} meer"]]
    again.close()


async def test_leaving_after_unlocking_warns_while_the_disk_is_full(  # noqa: PLR0917 - fixtures
    opened: Opened, folder: Path, made: Made, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "_TRY_AGAIN", 0.05)
    async with opened() as pilot:
        await begin_page(pilot, saved_before=False)
        monkeypatch.setattr(DraftFiles, "put", full)
        await pilot.press(*SENTINEL, "ctrl+l")
        await settle_but_for_trying(pilot)
        unlock(pilot, folder, made, places, clock)
        await settle_but_for_trying(pilot)
        await pilot.press("ctrl+q")
        await settle_but_for_trying(pilot)
        await pilot.press("ctrl+q")
        await settle_but_for_trying(pilot)
        assert pilot.app.return_code is None
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "once more leaves without it" in one_line(pilot)
        await pilot.press("ctrl+q")
        await settle_but_for_trying(pilot)
    assert pilot.app.return_code == 0


async def test_what_waits_is_saved_at_unlocking_beside_what_another_device_saved(  # noqa: PLR0917 - fixtures
    opened: Opened, folder: Path, made: Made, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as pilot:
        await begin_page(pilot, saved_before=True)
        with monkeypatch.context() as broken:
            broken.setattr(DraftFiles, "put", full)
            await pilot.press(*SENTINEL, "ctrl+l")
            await settle_but_for_trying(pilot)
        elsewhere = Journal(folder, made.keyring, places, clock)
        (draft,) = elsewhere.writing.drafts().drafts
        elsewhere.writing.save_draft(draft.with_session(draft.session.put("elders")))
        elsewhere.close()
        again = unlock(pilot, folder, made, places, clock)
        await settle_but_for_trying(pilot)
        assert pilot.app.screen.query_one(TextArea).text == f"oud{SENTINEL}"
        assert sorted(texts(again)) == [["elders"], [f"oud{SENTINEL}"]]


def one_line(pilot: Pilot[int]) -> str:
    return " ".join(shown(pilot).split())
