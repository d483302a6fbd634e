"""The end of a session: kept, not kept, or nothing to keep; and a page that is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kwetsbaar.journal import Journal
from kwetsbaar.tui.session.actions import ActionRow
from kwetsbaar.tui.session.closing import Closing
from kwetsbaar.tui.session.result import Discarded, Kept, PutAway
from tests.tui.session.host import Recorder, Seat, begun, pack, seated

ONE = 'id = "one"\nask = "Wat raakte je?"'
TWO = 'id = "two"\nask = "En dan?"'


def files(journal: Journal, folder: str) -> list[Path]:
    return [*(journal.folder / folder).glob("*.age")]


def row(seat: Seat) -> str:
    return str(seat.screen.query_one(Closing).query_one(ActionRow).render())


def asked(seat: Seat) -> tuple[str, str]:
    closing = seat.screen.query_one(Closing)
    return str(closing._ask.render()), str(closing._hint.render())


async def test_enter_keeps_it(journal: Journal) -> None:
    draft = journal.writing.begin(pack(ONE, TWO), "nl")
    async with seated(draft, journal.writing) as seat:
        await seat.type("de zee")
        await seat.press("ctrl+n", "ctrl+n")
        assert asked(seat)[0] == "Would you like to keep this?"
        assert row(seat) == "Keep it · Don't keep it · Back"
        assert seat.screen.progress == 1
        await seat.press("enter")
        await seat.until(lambda: seat.app.results)
    result = seat.app.results[0]
    assert isinstance(result, Kept)
    assert result.page.entry is not None
    assert [answer.value for answer in result.page.entry.answers] == ["de zee", None]
    assert (len(files(journal, "entries")), files(journal, "drafts")) == (1, [])


async def test_not_keeping_it_is_asked_once_more(journal: Journal) -> None:
    draft = journal.writing.begin(pack(ONE), "nl")
    async with seated(draft, journal.writing) as seat:
        await seat.type("de zee")
        await seat.press("ctrl+n", "right", "enter")
        assert asked(seat) == ("Don't keep it?", "Then this is gone, the draft too.")
        assert row(seat) == "Back · Don't keep it"
        await seat.press("enter")
        assert asked(seat)[0] == "Would you like to keep this?"
        await seat.press("right", "enter", "escape", "right", "enter", "right", "enter")
        await seat.until(lambda: seat.app.results)
    assert seat.app.results == [Discarded()]
    assert files(journal, "entries") == files(journal, "drafts") == []


async def test_the_mouse_keeps_it_too() -> None:
    recorder = Recorder()
    async with seated(begun(ONE), recorder) as seat:
        await seat.type("a")
        await seat.press("ctrl+n")
        await seat.pilot.click(seat.screen.query_one(Closing).query_one(ActionRow), offset=(1, 0))
        await seat.until(lambda: seat.app.results)
        assert len(recorder.kept) == 1


async def test_a_full_disk_loses_nothing_and_it_can_be_tried_again() -> None:
    recorder = Recorder(full=True)
    async with seated(begun(ONE), recorder) as seat:
        await seat.type("kostbaar")
        await seat.press("ctrl+n", "enter")
        await seat.until(lambda: "the disk is full" in seat.said)
        await seat.until(lambda: not seat.screen._ends)
        assert seat.app.results == []
        await seat.press("ctrl+r")
        assert seat.value == "kostbaar"
        recorder.full = False
        await seat.press("ctrl+n", "enter", "enter")
        await seat.until(lambda: seat.app.results)
        assert [draft.session.given["one", None].value for draft in recorder.kept] == ["kostbaar"]


@pytest.mark.parametrize("key_", ["enter", "ctrl+q"])
async def test_nothing_given_is_said_kindly(journal: Journal, key_: str) -> None:
    draft = journal.writing.begin(pack(ONE, TWO), "nl")
    async with seated(draft, journal.writing) as seat:
        await seat.press("ctrl+n", "ctrl+o")
        assert asked(seat) == ("You wrote nothing down.", "That is fine too. There is nothing to keep.")
        assert row(seat) == "Done · Back"
        await seat.press(key_)
        await seat.until(lambda: seat.app.results)
    assert seat.app.results == [PutAway(None)]
    assert files(journal, "entries") == files(journal, "drafts") == []


async def test_what_was_only_begun_stays_in_the_draft(journal: Journal) -> None:
    draft = journal.writing.begin(pack(ONE), "nl")
    async with seated(draft, journal.writing) as seat:
        await seat.type("begonnen")
        await seat.press("ctrl+o")
        assert asked(seat)[0] == "No question has an answer now."
        await seat.press("enter")
        await seat.until(lambda: seat.app.results)
    assert len(files(journal, "drafts")) == 1
    async with seated(journal.writing.draft(draft.id), journal.writing) as seat:
        assert asked(seat)[0] == "No question has an answer now."
        await seat.press("ctrl+r")
        assert seat.value == "begonnen"


async def test_the_closing_speaks_both_languages_and_goes_back() -> None:
    async with seated(begun(ONE)) as seat:
        await seat.type("a")
        await seat.press("ctrl+n", "ctrl+t")
        assert len(seat.screen.query(Closing)) == 1
        await seat.press("ctrl+n", "ctrl+o", "end", "enter")
        assert seat.value == "a"


# ------------------------------------------------------------------ changing a page


async def test_a_page_is_changed_at_one_answer_and_kept(journal: Journal) -> None:
    first = journal.writing.begin(pack(ONE, TWO), "nl")
    page = journal.writing.keep(first.with_session(first.session.answer("a").answer("b")))
    async with seated(journal.writing.edit(page), journal.writing) as seat:
        await seat.press("ctrl+s", "X", "escape", "right", "right", "enter")
        assert asked(seat)[0] == "Would you like to keep what you changed?"
        await seat.press("enter")
        await seat.until(lambda: seat.app.results)
    result = seat.app.results[0]
    assert isinstance(result, Kept)
    assert result.page.entry is not None
    assert [answer.value for answer in result.page.entry.answers] == ["aX", "b"]
    assert (len(files(journal, "entries")), len(files(journal, "history"))) == (1, 1)


async def test_a_page_that_was_only_looked_at_is_left_alone(journal: Journal) -> None:
    first = journal.writing.begin(pack(ONE, TWO), "nl")
    page = journal.writing.keep(first.with_session(first.session.answer("a").answer("b")))
    async with seated(journal.writing.edit(page), journal.writing) as seat:
        await seat.press("ctrl+n", "ctrl+n")
        assert asked(seat)[0] == "Nothing was changed."
        await seat.press("enter")
        await seat.until(lambda: seat.app.results)
    assert seat.app.results == [PutAway(None)]
    assert files(journal, "drafts") == files(journal, "history") == []
