"""What stands beside a question or goes away for it: earlier answers, and being alone with the text."""

from __future__ import annotations

import threading

import pytest

from kwetsbaar.core.pack import Pack
from kwetsbaar.errors import Damaged
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Journal
from kwetsbaar.tui.session.earlier import EarlierPanel, cells_beside
from kwetsbaar.tui.session.kinds.fields import TextField
from tests.conftest import Clock
from tests.tui.session.host import Library, Seat, begun, pack, seated

ONE = 'id = "one"\nask.nl = "Wat raakte je?"\nask.en = "What touched you?"\nhint = "Rustig."'
READ = 'say = "Neem de tijd."'
SCALE = 'id = "much"\nkind = "scale"\nask = "Hoeveel?"'
PACK = (ONE, READ, SCALE)


def write(journal: Journal, asked: Pack, text: str) -> None:
    draft = journal.writing.begin(asked, "nl")
    journal.writing.keep(draft.with_session(draft.session.answer(text).next().answer(3)))


def panel(seat: Seat) -> list[str]:
    return [str(line.render()) for line in seat.screen.query("EarlierPanel Static").results() if line.display]


def drawn(seat: Seat) -> str:
    """Gives what stands on the screen."""
    return "\n".join(strip.text for strip in seat.screen._compositor.render_strips())


async def filled(seat: Seat) -> list[str]:
    await seat.until(lambda: panel(seat))
    return panel(seat)


# ------------------------------------------------------------------ earlier answers


async def test_earlier_answers_stand_beside_the_question_the_newest_first(journal: Journal, clock: Clock) -> None:
    asked = pack(*PACK)
    for text in ("[b]oud[/b]", "nieuw"):
        write(journal, asked, text)
        clock.forward(days=1)
    draft = journal.writing.begin(asked, "en")
    async with seated(draft, journal.writing, (120, 40), reading=journal.reading) as seat:
        await seat.type("half")
        await seat.press("left", "ctrl+g")
        assert await filled(seat) == ["Earlier answers", "23 Nov 2026", "nieuw", "22 Nov 2026", "[b]oud[/b]"]
        shown, field = seat.screen.query_one(EarlierPanel).region, seat.field
        assert shown.x >= field.region.right
        assert (seat.app.focused, field.cursor_location) == (field, (0, 3))
        await seat.press("x", "ctrl+z")
        assert field.text == "half"
        await seat.press("ctrl+t")
        assert panel(seat)[:2] == ["Eerder", "23 nov 2026"]
        await seat.press("ctrl+g")
        assert panel(seat) == []
        assert (seat.app.focused, field.text) == (field, "half")


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_cursor_of_a_long_text_stays_in_sight_above_them(journal: Journal, size: tuple[int, int]) -> None:
    asked = pack(*PACK)
    write(journal, asked, LONG)
    async with seated(journal.writing.begin(asked, "en"), journal.writing, size, reading=journal.reading) as seat:
        await seat.paste(LONG + "\nhier")
        await seat.press("ctrl+g")
        await filled(seat)
        await seat.settle()
        assert "hier" in drawn(seat)


async def test_it_follows_the_question_and_rests_where_there_is_nothing_to_answer(journal: Journal) -> None:
    asked = pack(*PACK)
    write(journal, asked, "toen")
    async with seated(journal.writing.begin(asked, "en"), journal.writing, reading=journal.reading) as seat:
        await seat.press("ctrl+g")
        assert (await filled(seat))[-1] == "toen"
        below = seat.screen.query_one(EarlierPanel).region
        assert below.y >= seat.field.region.bottom
        await seat.press("ctrl+n")
        assert not seat.screen.query_one(EarlierPanel).display
        await seat.press("ctrl+n")
        await seat.until(lambda: panel(seat)[-1:] and panel(seat)[-1].startswith("3"))
        await seat.press("ctrl+n")
        assert not seat.screen.query_one(EarlierPanel).display


async def test_a_first_time_is_said_kindly() -> None:
    async with seated(begun(*PACK), reading=Library()) as seat:
        await seat.press("ctrl+g")
        assert (await filled(seat))[1] == "Nothing yet: this is the first time you answer this question."


async def test_trouble_is_said_in_their_place() -> None:
    async with seated(begun(*PACK), reading=Library(Damaged(msg("The disk is away.")))) as seat:
        await seat.press("ctrl+g")
        assert (await filled(seat))[1] == "The disk is away."


async def test_a_page_that_is_changed_is_not_its_own_past(journal: Journal) -> None:
    draft = journal.writing.begin(pack(*PACK), "nl")
    page = journal.writing.keep(draft.with_session(draft.session.answer("dit").next().answer(3)))
    async with seated(journal.writing.edit(page), journal.writing, reading=journal.reading) as seat:
        await seat.press("ctrl+g")
        assert (await filled(seat))[1].startswith("Nothing yet")


@pytest.mark.parametrize("size", [(120, 20), (80, 24)])
async def test_it_scrolls_while_the_cursor_stays(journal: Journal, size: tuple[int, int]) -> None:
    asked = pack(*PACK)
    write(journal, asked, "regel\n" * 60)
    async with seated(journal.writing.begin(asked, "en"), journal.writing, size, reading=journal.reading) as seat:
        await seat.type("een\ntwee")
        await seat.press("ctrl+g")
        await filled(seat)
        await seat.settle()
        shown = seat.screen.query_one(EarlierPanel)
        assert "alt+↓" in panel(seat)[0]
        await seat.press("alt+down", "alt+down")
        assert (shown.scroll_y, seat.field.cursor_location) == (4, (1, 4))
        await seat.press("alt+up")
        assert shown.scroll_y == 2
        await seat.press("pageup")
        assert (shown.scroll_y, seat.field.cursor_location) == (2, (0, 3))
        await seat.press("escape", "pagedown")
        assert shown.scroll_y > 4
        assert seat.screen.query_one("#frame-body").max_scroll_y == 0


async def test_what_comes_too_late_is_not_shown() -> None:
    library = Library(gate=threading.Event())
    async with seated(begun(*PACK), reading=library) as seat:
        await seat.press("ctrl+g", "ctrl+g")
        assert library.gate
        library.gate.set()
        await seat.settle()
        assert panel(seat) == []
        await seat.press("ctrl+g")
        await filled(seat)
        seat.screen.empty_texts()
        assert set(panel(seat)) == {""}


async def test_without_a_journal_to_look_in_there_is_no_key_for_it() -> None:
    async with seated(begun(*PACK)) as seat:
        await seat.press("ctrl+g")
        assert not seat.screen.query(EarlierPanel)
        assert seat.field.text == ""


@pytest.mark.parametrize("screen", range(110, 220, 5))
def test_there_is_room_for_both(screen: int) -> None:
    body = screen - 9
    assert 35 <= cells_beside(body) <= body - 60


# ------------------------------------------------------------------ alone with the text


async def test_only_the_question_and_the_text(journal: Journal) -> None:
    async with seated(begun(*PACK), reading=Library()) as seat:
        await seat.type("half")
        where = seat.field.region
        await seat.press("ctrl+g", "f4")
        visible = [name for name in ("#frame-head", "#frame-line", "#frame-keys", "#hint") if seat.visible(name)]
        assert visible == []
        assert not seat.screen.query(EarlierPanel)
        assert seat.visible("#ask")
        assert (seat.field.region.offset, seat.app.focused) == (where.offset, seat.field)
        assert seat.said == "Esc brings the rest back."
        await seat.press("x", "f2")
        assert (seat.said, seat.value, seat.app.helped) == ("", "halfx", 1)
        await seat.press("escape")
        assert seat.visible("#frame-head")
        assert seat.visible("#frame-keys")
        assert seat.app.focused is seat.field
        await seat.press("f4", "f4")
        assert seat.visible("#frame-head")


LONG = "\n".join(f"regel {number}" for number in range(60))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_alone_with_a_long_text_the_question_stays_in_sight(size: tuple[int, int]) -> None:
    async with seated(begun(*PACK), size=size) as seat:
        await seat.paste(LONG)
        await seat.press("f4")
        assert "What touched you?" in drawn(seat)
        assert "regel 59" in drawn(seat)
        assert "Esc brings the rest back." in drawn(seat)


async def test_alone_it_goes_on_to_the_next_question_and_comes_back_at_the_end() -> None:
    async with seated(begun(ONE, SCALE)) as seat:
        await seat.press("f4", "a", "ctrl+n")
        assert not seat.visible("#frame-head")
        await seat.press("3", "enter")
        assert seat.visible("#frame-head")
        assert len(seat.screen.query(TextField)) == 0
