"""The walk through a pack on screen: moving, saving, language, room, and the row below the answer."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import TextArea

from kwetsbaar.errors import NotSaved
from kwetsbaar.journal import Journal
from kwetsbaar.tui.session import saving
from kwetsbaar.tui.session.actions import ActionRow
from kwetsbaar.tui.session.kinds.fields import TextField
from kwetsbaar.tui.session.result import PutAway
from kwetsbaar.tui.session.screen import SessionScreen
from tests.tui.session.host import Recorder, begun, pack, seated

ONE = 'ask.nl = "Wat raakte je?"\nask.en = "What touched you?"\nhint.nl = "Rustig."\nhint.en = "Gently."\nid = "one"'
CHOICE = (
    'kind = "choice"\nid = "can"\nask.nl = "Kan ik het?"\nask.en = "Can I?"\n'
    'options = [{ id = "yes", nl = "Ja", en = "Yes" }, { id = "no", nl = "Nee", en = "No" }]'
)
IF_YES = 'id = "why"\nask = "Waarom {one}?"\nwhen = { can = "yes" }'
LAST = 'id = "last"\nask = "[/oops] [b]dit[/b]?"\nhint = "[red]"'
ALL = (ONE, CHOICE, IF_YES, LAST)
FULL_SENTENCE = "Not saved yet: the disk is full. Your text is still here. Make room, then try again."


def drafts_on_disk(journal: Journal) -> list[Path]:
    return [*(journal.folder / "drafts").glob("*.age")]


# ------------------------------------------------------------------ moving


async def test_next_back_and_skip() -> None:
    async with seated(begun(*ALL)) as seat:
        assert seat.text("#hint") == "Gently."
        await seat.type("begonnen")
        await seat.press("ctrl+o")
        assert seat.ask == "Can I?"
        assert seat.session.given["one", None].skipped
        assert seat.given("one") == "begonnen"
        await seat.press("ctrl+r")
        assert seat.field.text == "begonnen"
        await seat.press("ctrl+n", "ctrl+r")
        assert not seat.session.given["one", None].skipped
        await seat.press("ctrl+r", "ctrl+r")
        assert seat.ask == "What touched you?"


async def test_looking_at_a_skipped_question_does_not_answer_it() -> None:
    async with seated(begun(*ALL)) as seat:
        await seat.type("x")
        await seat.press("ctrl+n", "ctrl+o", "ctrl+r", "ctrl+r", "ctrl+o", "ctrl+r")
        assert seat.session.given["one", None].skipped
        await seat.press("ctrl+s")
        assert seat.session.given["one", None].skipped
        await seat.press("y")
        assert not seat.session.given["one", None].skipped


async def test_typing_goes_on_in_the_next_field_at_once() -> None:
    async with seated(begun(ONE, LAST)) as seat:
        seat.send("a", "ctrl+n", "b", "c", "ctrl+r", "d")
        await seat.settle()
        assert seat.value == "ad"
        assert seat.given("last") == "bc"


async def test_a_change_of_mind_sets_answers_aside_and_brings_them_back() -> None:
    async with seated(begun(*ALL)) as seat:
        await seat.type("dit")
        await seat.press("ctrl+n", "1", "enter")
        assert seat.ask == "Waarom dit?"
        await seat.type("daarom")
        await seat.press("ctrl+r", "2", "enter")
        assert seat.ask == "[/oops] [b]dit[/b]?"
        assert seat.text("#hint") == "[red]"
        assert seat.given("why") == "daarom"
        await seat.press("ctrl+r", "1", "enter")
        assert seat.field.text == "daarom"


async def test_the_frame_names_the_pack_and_the_part_and_walks_its_line() -> None:
    async with seated(begun(ONE, 'part = "[b]Deel"', LAST)) as seat:
        assert (seat.screen.title_text, seat.screen.where_text, seat.screen.progress) == ("Proef", "", 0)
        await seat.press("ctrl+n")
        assert seat.screen.where_text == "[b]Deel"
        assert seat.screen.progress == pytest.approx(2 / 3)
        assert seat.text("#frame-where") == "[b]Deel"


async def test_the_row_below_the_answer() -> None:
    async with seated(begun(*ALL)) as seat:
        row = seat.screen.query_one("#row", ActionRow)
        assert not row.visible
        await seat.press("escape")
        assert row.visible
        assert str(row.render()) == "Next · Skip · Enough for now · Someone to talk to"
        await seat.press("escape", "a", "tab", "right", "right", "right", "enter")
        assert seat.app.helped == 1
        await seat.press("home", "enter")
        assert seat.ask == "Can I?"
        assert not row.visible
        await seat.press("escape", "right", "enter")
        assert (seat.ask, seat.value) == ("What touched you?", "a")
        await seat.press("escape")
        where = str(row.render()).index("Skip")
        await seat.pilot.click(row, offset=(where, 0))
        await seat.settle()
        assert seat.ask == "Can I?"


async def test_keys_of_the_bar_can_be_clicked() -> None:
    async with seated(begun(*ALL)) as seat:
        await seat.type("a")
        bar = seat.screen.query_one("#frame-keys")
        await seat.pilot.click(bar, offset=(bar.content_region.x - bar.region.x + 1, 0))
        await seat.until(lambda: seat.ask == "Can I?")


def test_no_key_collides_with_editing() -> None:
    keys = {key.strip() for binding in SessionScreen.BINDINGS for key in binding.key.split(",")}  # type: ignore[union-attr]
    assert not keys & {f"ctrl+{letter}" for letter in "aekuwfdzyxcv"}


# ------------------------------------------------------------------ language


async def test_the_other_language_comes_in_place_with_the_text_and_the_cursor() -> None:
    async with seated(begun(*ALL)) as seat:
        await seat.type("halverwege een")
        await seat.press("left", "left", "ctrl+t")
        assert (seat.ask, seat.text("#hint")) == ("Wat raakte je?", "Rustig.")
        await seat.press("X")
        assert seat.value == "halverwege eXen"
        await seat.press("ctrl+z")
        assert seat.value == "halverwege een"
        await seat.press("ctrl+n", "down", "ctrl+t", "down", "enter")
        assert seat.given("can") == "no"


async def test_what_is_chosen_stays_in_the_other_language() -> None:
    async with seated(begun(CHOICE, LAST)) as seat:
        await seat.press("1", "ctrl+t")
        assert seat.ask == "Kan ik het?"
        assert seat.value == "yes"
        assert "Ja" in [str(label.render()) for label in seat.screen.query(".choice-row--label").results()]


# ------------------------------------------------------------------ saving


async def test_the_clock_begins_at_the_first_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "SOON", 0.2)
    recorder = Recorder()
    async with seated(begun(ONE), recorder) as seat:
        await seat.type("abc")
        await seat.until(lambda: recorder.saved)
        assert recorder.saved[-1].session.given["one", None].value in ("a", "ab", "abc")
        await seat.until(lambda: recorder.saved[-1].session.given["one", None].value == "abc")


async def test_a_full_disk_is_said_and_the_text_stays() -> None:
    recorder = Recorder(full=True)
    async with seated(begun(*ALL), recorder) as seat:
        await seat.type("kostbaar")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said == FULL_SENTENCE)
        await seat.press("ctrl+q")
        await seat.until(lambda: not seat.screen._ends)
        assert seat.value == "kostbaar"
        assert seat.app.results == []
        with pytest.raises(NotSaved):
            await seat.screen.save_before_lock()
        assert seat.given("one") == "kostbaar"
        recorder.full = False
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said == "Saved.")
        assert recorder.saved[-1].session.given["one", None].value == "kostbaar"
        await seat.press("x")
        assert seat.said == ""


async def test_saved_is_only_said_when_it_is() -> None:
    recorder = Recorder(gate=threading.Event())
    async with seated(begun(*ALL), recorder) as seat:
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said == "There is nothing to save yet.")
        await seat.type("a")
        await seat.press("ctrl+s", "b")
        assert seat.said == ""
        assert seat.value == "ab"
        assert recorder.gate
        recorder.gate.set()
        await seat.until(lambda: seat.said == "Saved.")
        assert recorder.saved[-1].session.given["one", None].value == "ab"
        assert recorder.most_at_once == 1


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_message_takes_no_room_from_a_long_text(size: tuple[int, int]) -> None:
    async with seated(begun(*ALL), size=size) as seat:
        await seat.paste("\n".join(["regel"] * 60))
        before = seat.field.region
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said == "Saved.")
        assert seat.field.region == before
        assert seat.screen.query_one("#frame-body").max_scroll_y == 0
        await seat.press("escape")
        assert seat.visible("#row")
        await seat.press("escape", "x")
        assert (seat.said, seat.field.region) == ("", before)


async def test_a_screen_that_goes_takes_no_save_with_it() -> None:
    recorder = Recorder(gate=threading.Event())
    async with seated(begun(*ALL), recorder) as seat:
        await seat.type("a")
        await seat.press("ctrl+n")
        await seat.app.pop_screen()
        assert recorder.gate
        recorder.gate.set()
        await seat.until(lambda: recorder.saved)
        assert recorder.saved[-1].session.given["one", None].value == "a"


async def test_a_session_that_ends_under_another_screen_goes_when_that_has_gone() -> None:
    recorder = Recorder(gate=threading.Event())
    async with seated(begun(*ALL), recorder) as seat:
        await seat.press("a", "ctrl+q")
        other: Screen[None] = Screen()
        await seat.app.push_screen(other)
        assert recorder.gate
        recorder.gate.set()
        await seat.until(lambda: seat.screen._outcome)
        assert (seat.app.screen, seat.app.results) == (other, [])
        await seat.app.pop_screen()
        await seat.until(lambda: seat.app.results)
        assert seat.screen not in seat.app.screen_stack


async def test_locking_saves_and_then_emptying_saves_nothing() -> None:
    recorder = Recorder()
    async with seated(begun(*ALL), recorder) as seat:
        await seat.type("geheim")
        await seat.app.push_screen(Screen())
        await seat.screen.save_before_lock()
        field = seat.field
        seat.screen.empty_texts()
        for area in seat.screen.query(TextArea):
            area.load_text("")
        await seat.settle()
        await seat.screen.save_before_lock()
        assert [draft.session.given["one", None].value for draft in recorder.saved] == ["geheim"]
        assert field.text == ""
        assert not field.history.undo_stack
        assert seat.ask == ""


async def test_a_field_that_was_left_holds_nothing_any_more() -> None:
    async with seated(begun(*ALL)) as seat:
        await seat.type("geheim")
        field = seat.field
        await seat.press("ctrl+n")
        assert (field.text, field.history.undo_stack) == ("", [])
        assert seat.given("one") == "geheim"


# ------------------------------------------------------------------ a real journal


async def test_opening_a_pack_and_leaving_leaves_no_draft(journal: Journal) -> None:
    draft = journal.writing.begin(pack(*ALL), "en")
    async with seated(draft, journal.writing) as seat:
        await seat.press("a", "backspace", "ctrl+o", "ctrl+s", "ctrl+q")
        await seat.until(lambda: seat.app.results)
        assert seat.app.results == [PutAway(None)]
        assert drafts_on_disk(journal) == []


async def test_a_text_taken_away_again_leaves_no_draft_either(journal: Journal) -> None:
    draft = journal.writing.begin(pack(*ALL), "en")
    async with seated(draft, journal.writing) as seat:
        await seat.press("a", "ctrl+s")
        await seat.until(lambda: seat.said == "Saved.")
        assert len(drafts_on_disk(journal)) == 1
        await seat.press("backspace", "ctrl+q")
        await seat.until(lambda: seat.app.results)
        assert seat.app.results == [PutAway(None)]
        assert drafts_on_disk(journal) == []


async def test_enough_for_now_and_going_on_later(journal: Journal) -> None:
    draft = journal.writing.begin(pack(*ALL), "en")
    async with seated(draft, journal.writing) as seat:
        await seat.type("dit")
        await seat.press("ctrl+n", "1", "enter")
        await seat.type("twee\nregels")
        await seat.press("ctrl+q")
        await seat.until(lambda: seat.app.results)
        result = seat.app.results[0]
        assert isinstance(result, PutAway)
        assert result.draft == journal.writing.draft(draft.id)
    async with seated(journal.writing.draft(draft.id), journal.writing) as seat:
        assert seat.ask == "Waarom dit?"
        assert (seat.value, seat.field.cursor_location) == ("twee\nregels", (1, 6))
        await seat.press("ctrl+z")
        assert seat.value == "twee\nregels"
        await seat.press("x", "ctrl+z")
        assert seat.value == "twee\nregels"
        await seat.press("ctrl+q")
        await seat.until(lambda: seat.app.results)
        assert len(drafts_on_disk(journal)) == 1


async def test_a_megabyte_survives_a_draft(journal: Journal) -> None:
    text = "Zo veel woorden.\u2028 En nog een regel.\n" * 30_000
    draft = journal.writing.begin(pack(*ALL), "en")
    async with seated(draft, journal.writing) as seat:
        await seat.paste(text)
        await seat.press("ctrl+q")
        await seat.until(lambda: seat.app.results)
    assert journal.writing.draft(draft.id).session.given["one", None].value == text


# ------------------------------------------------------------------ room


@pytest.mark.parametrize("size", [(60, 20), (40, 12), (20, 5)])
async def test_it_gets_small_and_large_again(size: tuple[int, int]) -> None:
    async with seated(begun(*ALL), size=(100, 30)) as seat:
        await seat.type("een twee drie vier vijf zes zeven acht negen tien")
        await seat.pilot.resize_terminal(*size)
        await seat.settle()
        await seat.press("x", "escape", "escape", "ctrl+n", "down", "ctrl+r", "y")
        await seat.pilot.resize_terminal(100, 30)
        await seat.settle()
        assert seat.value == "een twee drie vier vijf zes zeven acht negen tienxy"
        assert seat.field.region.width > 60


async def test_the_focus_stays_in_sight() -> None:
    options = ", ".join(f'"optie {n}"' for n in range(40))
    long = "heel " * 100
    async with seated(begun(f'kind = "choice"\nask = "{long}?"\noptions = [{options}]'), size=(60, 20)) as seat:
        await seat.press("up")
        row = seat.screen.query(".-at").first()
        assert seat.screen.query_one("#frame-body").region.contains_region(row.region)


# ------------------------------------------------------------------ whatever is pressed


MOVES = ("up", "down", "left", "right", "home", "end", "tab", "shift+tab", "escape", "enter", "space")
EDITS = ("backspace", "delete", "ctrl+z", "ctrl+y", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+shift+k", "ctrl+x", "ctrl+v")
WALKS = ("ctrl+n", "ctrl+n", "ctrl+r", "ctrl+o", "ctrl+s", "ctrl+t")
KEYS = (*"ab10[", *MOVES, *EDITS, *WALKS)
EVERYTHING = (
    ONE,
    CHOICE,
    IF_YES,
    'kind = "choice"\nmany = true\nother = true\nask = "Wat?"\noptions = ["a", "b"]',
    'kind = "scale"\nask = "Hoeveel?"',
    'kind = "list"\nid = "lijst"\nask = "Wie?"\nmost = 3',
    'kind = "list"\nask = "Mee?"\nfrom = ["lijst"]',
    'ask = "En {item}?"\neach = "lijst"',
    'kind = "pause"',
    'say = "Klaar."',
)


@pytest.mark.parametrize("seed", range(2))
async def test_three_hundred_keys_break_nothing(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test
    recorder = Recorder()
    async with seated(begun(*EVERYTHING), recorder) as seat:
        for _n in range(300):
            await seat.press(chance.choice(KEYS))
            if seat.app.screen is not seat.screen:
                break
            for field in seat.screen.query(TextField):
                row, column = field.cursor_location
                assert 0 <= column <= len(field.document.get_line(row))
                assert field.wrapped_document.height >= field.document.line_count
        await seat.settle()
        if seat.app.screen is seat.screen:
            now = seat.session
            await seat.screen.save_before_lock()
            if recorder.saved:
                assert recorder.saved[-1].session == now
        assert recorder.most_at_once <= 1
        assert [draft.rev for draft in recorder.saved] == list(range(1, len(recorder.saved) + 1))
