"""Looking back in the app: views that can be walked, which pages are meant, what became of it, and coming back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Input, Static

from kwetsbaar.core.toml import Toml
from kwetsbaar.journal import Journal, Places, State
from kwetsbaar.journal.page import Page
from kwetsbaar.tui.drawing import Drawing
from kwetsbaar.tui.rows import Rows
from kwetsbaar.tui.screens.ask import AskScreen
from kwetsbaar.tui.screens.both import BothScreen
from kwetsbaar.tui.screens.filter import FilterScreen
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.lookback import LookBackScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.same import SameAnswer, SameScreen
from kwetsbaar.tui.screens.unlock import UnlockScreen
from kwetsbaar.tui.screens.view import BRIEF, ViewRows, ViewScreen
from tests.conftest import Clock, Made
from tests.journal.test_due import keep
from tests.journal.test_journal import entry_of, write
from tests.journal.test_looking_back import coach
from tests.tui.conftest import Opened, settle, shown

SENTINEL = "zilverreiger"


def fears(journal: Journal, *texts: str, **more: Toml) -> Page:
    return keep(journal, {"fears": [{"text": text, "chance": 40} for text in texts], **more})


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Presses keys one by one, each when all is done that the one before led to."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def scrolled(pilot: Pilot[int]) -> int:
    return round(pilot.app.screen.query_one("#frame-body", VerticalScroll).scroll_y)


def row(pilot: Pilot[int]) -> str | None:
    """Gives the title of the row with the focus."""
    rows = pilot.app.focused
    return rows.rows[rows.highlighted].title if isinstance(rows, Rows) and rows.highlighted is not None else None


def where(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query_one("#frame-where", Static).content)


class TestTheViews:
    async def test_from_home_to_a_view_and_to_the_one_beside_it(self, opened: Opened, journal: Journal) -> None:
        fears(journal, "geen werk")
        async with opened() as pilot:
            await press(pilot, "b")
            assert isinstance(pilot.app.screen, LookBackScreen)
            await press(pilot, "1")
            assert isinstance(pilot.app.screen, ViewScreen)
            assert "You wrote down 1 risk." in shown(pilot)
            await press(pilot, "left")
            assert "On this day" in shown(pilot)
            await press(pilot, "right", "right")
            assert "What you could bear" in shown(pilot)
            await press(pilot, "1", "ctrl+t")
            assert "Je schreef 1 risico op." in shown(pilot)
            assert row(pilot) == "geen werk"
            await press(pilot, "ctrl+t")
            assert "You wrote down 1 risk." in shown(pilot)
            await press(pilot, "escape", "escape")
            assert isinstance(pilot.app.screen, HomeScreen)

    @pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
    async def test_of_an_empty_journal_each_says_kindly_what_would_fill_it(
        self, opened: Opened, journal: Journal, size: tuple[int, int]
    ) -> None:
        async with opened(size) as pilot:
            await press(pilot, "b", "enter")
            for view in journal.looking_back.views:
                (said, *others) = pilot.app.screen.query(Drawing)
                assert not others, view.name
                assert said.size.height in range(1, 6)
                assert where(pilot) in {"everything", ""}
                await press(pilot, "right")

    def test_each_has_a_word_for_its_key(self, journal: Journal) -> None:
        assert [*BRIEF] == [view.name for view in journal.looking_back.views]

    async def test_a_view_can_be_clicked(self, opened: Opened, journal: Journal) -> None:
        fears(journal, "geen werk", "alleen")
        async with opened() as pilot:
            await press(pilot, "b")
            await pilot.click("#views", offset=(20, 0))
            await settle(pilot)
            assert isinstance(pilot.app.screen, ViewScreen)
            await pilot.click(ViewRows, offset=(20, 2))
            await settle(pilot)
            assert isinstance(pilot.app.screen, PageScreen)

    async def test_the_palette_offers_what_can_be_done(self, opened: Opened, journal: Journal) -> None:
        fears(journal, "geen werk")
        async with opened() as pilot:
            await press(pilot, "b", "1")
            said = [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]
            for title in ("Filter", "Feelings", "Back"):
                assert title in said


class TestWalking:
    async def test_what_stands_above_a_list_is_seen_first_and_again(self, opened: Opened, journal: Journal) -> None:
        fears(journal, *(f"vrees {number}" for number in range(20)))
        async with opened((60, 14)) as pilot:
            await press(pilot, "b", "1")
            assert scrolled(pilot) == 0
            assert "You wrote down 20 risks." in shown(pilot)
            for _ in range(24):
                await press(pilot, "down")
            assert row(pilot) == "vrees 19"
            assert "vrees 19" in shown(pilot)
            await press(pilot, "down")
            assert row(pilot) == "vrees 19"  # nothing goes round
            for _ in range(30):
                await press(pilot, "up")
            assert scrolled(pilot) == 0
            assert "You wrote down 20 risks." in shown(pilot)
            await press(pilot, "end")
            assert row(pilot) is not None
            assert "vrees 19" in shown(pilot)
            await press(pilot, "home")
            assert scrolled(pilot) == 0

    async def test_a_long_list_is_shown_a_part_at_a_time(self, opened: Opened, journal: Journal) -> None:
        for _ in range(2):
            fears(journal, *(f"vrees {number}" for number in range(20)))
        async with opened((80, 24)) as pilot:
            await press(pilot, "b", "1")
            rows = pilot.app.screen.query_one(ViewRows)
            assert [len(rows.rows), rows.rows[-1].title] == [31, "10 more"]
            rows.highlighted = 30
            await press(pilot, "enter")
            assert len(rows.rows) == 40
            assert rows.highlighted == 30

    async def test_coming_back_from_a_page_is_to_the_same_row_and_place(
        self, opened: Opened, journal: Journal, clock: Clock
    ) -> None:
        for number in range(12):
            fears(journal, f"vrees {number}")
            clock.forward(days=1)
        async with opened((60, 14)) as pilot:
            await press(pilot, "b", "1")
            for _ in range(10):
                await press(pilot, "down")
            before = row(pilot), scrolled(pilot)
            assert before[1] > 0
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, PageScreen)
            assert str(before[0]) in shown(pilot)
            await press(pilot, "l", "escape")  # the page was changed there: the row is gone
            assert scrolled(pilot) > 0
            assert row(pilot) is not None
            assert row(pilot) != before[0]
            await press(pilot, "enter", "escape")
            assert scrolled(pilot) > 0


class TestWhichPages:
    @pytest.fixture
    def pages(self, journal: Journal, clock: Clock) -> None:
        fears(journal, "geen werk")
        clock.forward(days=100)
        fears(journal, "stilte", "ruis", who="Wilg")

    @pytest.mark.usefixtures("pages")
    async def test_by_a_row_and_back_to_everything(self, opened: Opened) -> None:
        async with opened() as pilot:
            await press(pilot, "b", "1")
            assert where(pilot) == "everything · 3 months"
            await press(pilot, "f")
            assert isinstance(pilot.app.screen, FilterScreen)
            rows = pilot.app.screen.query_one(Rows)
            rows.highlighted = next(n for n, each in enumerate(rows.rows) if each.title == "Wilg")
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, ViewScreen)
            assert where(pilot) == "@Wilg"
            assert "You wrote down 2 risks." in shown(pilot)
            await press(pilot, "escape")
            assert where(pilot) == "@wilg"  # it stays while one looks back
            await press(pilot, "1", "f")
            assert pilot.app.screen.query_one(Input).value == "@wilg"
            await press(pilot, "down", "down", "enter")
            assert where(pilot) == "2027 · @Wilg"
            await press(pilot, "a")
            assert where(pilot) == "everything · 3 months"
            assert "You wrote down 3 risks." in shown(pilot)

    @pytest.mark.usefixtures("pages")
    async def test_by_typing_what_searching_knows_too(self, opened: Opened) -> None:
        async with opened() as pilot:
            await press(pilot, "b", "1", "f")
            await pilot.press(*"2027 @wilg", "enter")
            await settle(pilot)
            assert where(pilot) == "2027 · @Wilg"
            assert "You wrote down 2 risks." in shown(pilot)

    @pytest.mark.usefixtures("pages")
    async def test_where_it_leaves_nothing_that_is_said(self, opened: Opened) -> None:
        async with opened() as pilot:
            await press(pilot, "b", "1", "f")
            await pilot.press(*"2020", "enter")
            await settle(pilot)
            assert "Only these pages are looked at: 2020." in shown(pilot)
            await press(pilot, "a")
            assert "Only these pages" not in shown(pilot)

    @pytest.mark.usefixtures("pages")
    @pytest.mark.parametrize(
        ("typed", "said"), [("@wigl", "Did you mean ‘wilg’?"), ("bang", "Words are for searching."), ("#x", "tag ‘x’")]
    )
    async def test_what_is_not_there_is_said_kindly(self, opened: Opened, typed: str, said: str) -> None:
        async with opened() as pilot:
            await press(pilot, "b", "1", "f")
            await pilot.press(*typed, "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, FilterScreen)
            assert said in shown(pilot)
            await press(pilot, "escape")
            assert where(pilot) == "everything · 3 months"

    @pytest.mark.usefixtures("pages")
    async def test_in_the_other_language_what_was_typed_stays(self, opened: Opened) -> None:
        async with opened() as pilot:
            await press(pilot, "b", "1", "f")
            await pilot.press(*"@wilg")
            await press(pilot, "ctrl+t")
            assert pilot.app.screen.query_one(Input).value == "@wilg"
            assert "Welke bladzijden?" in shown(pilot)
            await press(pilot, "enter")
            assert "Je schreef 2 risico’s op." in shown(pilot)


class TestWhatBecameOfIt:
    async def test_one_key_asks_and_it_is_kept(self, opened: Opened, journal: Journal) -> None:
        page = keep(journal, {"who": "Wilg", "steps": ["bellen", "schrijven"]}, coach())
        async with opened() as pilot:
            await press(pilot, "b")
            pilot.app.screen.query_one(Rows).highlighted = [*BRIEF].index("courage")
            await press(pilot, "enter")
            assert row(pilot) == "bellen"
            await pilot.press("m")
            await pilot.pause()
            assert isinstance(pilot.app.screen, AskScreen)
            said = shown(pilot)
            for choice in ("What became of it?", "still open", "step taken", "not taken, on purpose"):
                assert choice in said
            await pilot.press("down", "enter")
            await settle(pilot)
            assert "Kept: step taken." in shown(pilot)
            assert entry_of(journal.reading.page(page.name)).rev == 2
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, PageScreen)
            assert "bellen: step taken" in shown(pilot)

    async def test_where_the_page_was_changed_elsewhere_both_texts_are_shown(
        self, opened: Opened, journal: Journal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = keep(journal, {"who": "Wilg", "steps": ["bellen"]}, coach())
        read = journal.reading.page

        def changed_since(name: str) -> Page:
            found = read(name)
            monkeypatch.undo()
            journal.writing.revise(found, entry_of(found))  # as another window would, just then
            return found

        async with opened() as pilot:
            await press(pilot, "b")
            pilot.app.screen.query_one(Rows).highlighted = [*BRIEF].index("courage")
            await press(pilot, "enter")
            await pilot.press("m")
            await pilot.pause()
            monkeypatch.setattr(journal.reading, "page", changed_since)
            await pilot.press("down", "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, BothScreen)
        assert [card.state for card in journal.reading.cards()].count(State.COPY) == 1
        assert entry_of(journal.reading.page(page.name)).rev == 2

    async def test_where_nothing_can_become_of_it_there_is_no_key(self, opened: Opened, journal: Journal) -> None:
        fears(journal, "geen werk")
        async with opened() as pilot:
            await press(pilot, "b", "1", "m")
            assert isinstance(pilot.app.screen, ViewScreen)


class TestOnAPage:
    async def test_leaving_out_and_letting_in(self, opened: Opened, journal: Journal, places: Places) -> None:
        page = write(journal, places, "een")
        async with opened() as pilot:
            await press(pilot, "up", "enter", "l")
            assert "left out of looking back" in shown(pilot)
            assert "Looking back passes it by now." in shown(pilot)
            assert entry_of(journal.reading.page(page.name)).hidden
            await press(pilot, "l")
            assert "left out of looking back" not in shown(pilot)
            assert not entry_of(journal.reading.page(page.name)).hidden
            assert entry_of(journal.reading.page(page.name)).rev == 3

    async def test_the_same_question_over_time(
        self, opened: Opened, journal: Journal, places: Places, clock: Clock
    ) -> None:
        for text in ("een", "twee", "drie"):
            write(journal, places, text, f"rust {text}")
            clock.forward(days=1)
        async with opened() as pilot:
            await press(pilot, "up", "enter", "g")
            assert isinstance(pilot.app.screen, SameScreen)
            said = shown(pilot)
            assert said.index("een") < said.index("twee") < said.index("drie")
            assert "3 answers" in where(pilot)
            assert isinstance(pilot.app.focused, SameAnswer)
            await press(pilot, "right")
            assert "rust drie" in shown(pilot)
            await press(pilot, "ctrl+t")
            assert "3 antwoorden" in where(pilot)
            first = pilot.app.screen.query(SameAnswer).first()
            first.focus()
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, PageScreen)
            assert "rust een" in shown(pilot)
            await press(pilot, "escape", "escape", "e", "down", "g")
            assert isinstance(pilot.app.screen, SameScreen)  # of the answer that had the focus
            assert "rust drie" in shown(pilot)


class TestWhatLiesReady:
    @pytest.mark.parametrize(("key", "said"), [("l", "It comes back in a week."), ("x", "You will not be asked this")])
    @pytest.mark.parametrize("opened_first", [False, True])
    async def test_one_key_puts_it_off(
        self, opened: Opened, journal: Journal, clock: Clock, key: str, said: str, *, opened_first: bool
    ) -> None:
        fears(journal, "geen werk", look=clock().date())
        async with opened() as pilot:
            pilot.app.screen.query_one("#home-due", Rows).focus()
            await pilot.pause()
            if opened_first:
                await pilot.press("enter")
                await pilot.pause()
            await pilot.press(key)
            await settle(pilot)
            assert said in shown(pilot)
            assert journal.due.ready() == []
        clock.forward(weeks=1)
        assert bool(journal.due.ready()) == (key == "l")

    async def test_elsewhere_at_home_the_keys_mean_nothing(
        self, opened: Opened, journal: Journal, clock: Clock
    ) -> None:
        fears(journal, "geen werk", look=clock().date())
        async with opened() as pilot:
            await press(pilot, "l", "x")
            assert len(journal.due.ready()) == 1


class TestLocking:
    @pytest.fixture
    def unlocking(
        self, folder: Path, made: Made, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Makes any passphrase open the journal, without deriving a key."""

        def unlock(*_: object) -> Journal:
            journal = Journal(folder, made.keyring, places, clock)
            journal.words_confirmed = clock().date()
            return journal

        monkeypatch.setattr(Journal, "unlock", unlock)

    @pytest.mark.usefixtures("unlocking")
    async def test_the_view_and_which_pages_come_back(self, opened: Opened, journal: Journal, clock: Clock) -> None:
        keep(journal, {"who": SENTINEL, "fears": [{"text": f"{SENTINEL} {n}"} for n in range(9)]})
        clock.forward(days=1)
        fears(journal, "geen werk")
        async with opened() as pilot:
            app = pilot.app
            await press(pilot, "b", "1", "f")
            await pilot.press(*f"@{SENTINEL}", "enter")
            await settle(pilot)
            for _ in range(7):
                await press(pilot, "down")
            before = row(pilot), scrolled(pilot)
            drawings = [*app.screen.query(Drawing)]
            await press(pilot, "ctrl+l")
            assert isinstance(app.screen, UnlockScreen)
            assert SENTINEL not in repr(app._were)  # type: ignore[attr-defined]  # the app's own
            assert not any(drawing._block or drawing._drawn[1] for drawing in drawings)
            await press(pilot, "x", "enter")
            assert isinstance(app.screen, ViewScreen)
            assert SENTINEL in where(pilot)
            assert (row(pilot), scrolled(pilot)) == before

    @pytest.mark.usefixtures("unlocking")
    async def test_what_was_typed_to_choose_pages_comes_back(self, opened: Opened, journal: Journal) -> None:
        fears(journal, "geen werk")
        async with opened() as pilot:
            await press(pilot, "b", "1", "f")
            await pilot.press(*f"@{SENTINEL}")
            await press(pilot, "ctrl+l")
            assert SENTINEL not in repr(pilot.app._were)  # type: ignore[attr-defined]  # as above
            await press(pilot, "x", "enter")
            assert isinstance(pilot.app.screen, FilterScreen)
            assert pilot.app.screen.query_one(Input).value == f"@{SENTINEL}"

    @pytest.mark.usefixtures("unlocking")
    async def test_the_same_question_comes_back(
        self, opened: Opened, journal: Journal, places: Places, clock: Clock
    ) -> None:
        write(journal, places, SENTINEL)
        clock.now += timedelta(days=1)
        write(journal, places, "twee")
        async with opened() as pilot:
            await press(pilot, "up", "enter", "g")
            assert isinstance(pilot.app.screen, SameScreen)
            await press(pilot, "ctrl+l")
            assert isinstance(pilot.app.screen, UnlockScreen)
            await press(pilot, "x", "enter")
            assert isinstance(pilot.app.screen, SameScreen)
            assert SENTINEL in shown(pilot)
