"""Each kind of answer, by keyboard and by mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.geometry import Offset
from textual.widgets import Static

from kwetsbaar.core.session import Given
from kwetsbaar.core.toml import Toml
from kwetsbaar.tui.session.actions import ActionRow
from kwetsbaar.tui.session.kinds import WIDGETS, choice, fields, list_, pause, rows, scale
from kwetsbaar.tui.session.kinds.digits import Digits
from kwetsbaar.tui.session.kinds.fields import LineField
from kwetsbaar.tui.session.kinds.pause import PauseAnswer
from kwetsbaar.tui.session.kinds.rows import CHOSEN, OPEN, ChoiceRow, ChoiceRows
from kwetsbaar.tui.session.kinds.scale import Numbers
from tests.tui.session.host import Seat, begun, seated

WRITE = 'ask.nl = "Wat raakte je?"\nask.en = "What touched you?"'
THREE = 'kind = "choice"\nask = "Kan ik het aan?"\noptions = ["Ja", "Nee", "Weet ik nog niet"]'
MANY = f"{THREE}\nmany = true\nother = true"
OTHER = f"{THREE}\nother = true"
SCALE = 'kind = "scale"\nask = "Hoeveel?"\nlow = "geen"\nhigh = "veel"'
LIST = 'kind = "list"\nask = "Wie?"\nid = "wie"'
NEXT = 'ask = "En dan?"'


def marks(seat: Seat) -> list[str]:
    return [str(row._mark.render()) for row in seat.screen.query(ChoiceRow)]


def hows(seat: Seat) -> list[str]:
    """Gives the quiet lines that say how, as far as they show."""
    return [str(how.render()) for how in seat.screen.query(".how").results(Static) if how.display]


def at(seat: Seat) -> int | None:
    return seat.screen.query_one(ChoiceRows).at


# ------------------------------------------------------------------ write


async def test_write_takes_text_over_lines_and_goes_on_with_ctrl_n() -> None:
    async with seated(begun(WRITE, NEXT)) as seat:
        await seat.type("een\ntwee")
        assert seat.value == "een\ntwee"
        await seat.press("ctrl+n")
        assert seat.given("1") == "een\ntwee"
        assert seat.ask == "En dan?"


async def test_a_beginning_that_is_left_as_it_is_is_no_answer() -> None:
    start = 'ask = "En als?"\nstart.nl = "Als …"\nstart.en = "If …"'
    async with seated(begun(start, NEXT)) as seat:
        assert seat.field.text == "If …"
        await seat.press("ctrl+z")
        assert seat.field.text == "If …"
        await seat.press("ctrl+t")
        assert seat.field.text == "Als …"
        await seat.press("ctrl+n")
        assert seat.given("1") is None
        await seat.press("ctrl+r", "x", "ctrl+t")
        assert seat.field.text == "Als x"


async def test_the_field_grows_with_its_text_and_then_scrolls() -> None:
    async with seated(begun(WRITE)) as seat:
        heights = [seat.field.size.height]
        for lines in (6, 60):
            seat.field.load("\n" * lines)
            await seat.settle()
            heights.append(seat.field.size.height)
        assert heights[0] == 3
        assert heights[1] == 7
        assert 7 < heights[2] < 24
        assert seat.screen.query_one("#frame-body").max_scroll_y == 0


async def test_a_megabyte_is_pasted_and_nothing_of_it_is_lost() -> None:
    text = "Zo veel woorden, en nog een regel.\n" * 30_000
    async with seated(begun(WRITE, NEXT)) as seat:
        await seat.paste(text)
        await seat.press("x", "backspace")
        assert seat.value == text
        await seat.press("ctrl+n")
        assert seat.given("1") == text


async def test_what_enters_is_cleaned_and_odd_breaks_stay() -> None:
    async with seated(begun(WRITE)) as seat:
        await seat.paste("a\u2028b\u2029c\r\nd\x1b[31me\u202ef\x85")
        assert seat.value == "a\u2028b\u2029c\nd[31mef"
        await seat.press("ctrl+z")
        assert seat.value == ""
        await seat.press("ctrl+y", "left", "x")
        assert seat.value == "a\u2028b\u2029c\nd[31mexf"
        strips = "".join(segment.text for line in range(3) for segment in seat.field.render_line(line))
        assert "\u2028" not in strips
        assert "\u2029" not in strips


def test_a_document_splits_at_line_feeds_alone() -> None:
    document = fields.LineFeedDocument("a\u2028b\nc\x0bd\n")
    assert document.lines == ["a\u2028b", "c\x0bd", ""]
    result = document.replace_range((0, 1), (1, 1), "X\nY")
    assert document.text == "aX\nY\x0bd\n"
    assert result.end_location == (1, 1)
    assert result.replaced_text == "\u2028b\nc"


async def test_a_key_does_not_read_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    reads = 0

    def written(field: fields.TextField) -> str:
        nonlocal reads
        reads += 1
        return field.text

    async with seated(begun(WRITE)) as seat:
        seat.field.load("woord " * 5000)
        monkeypatch.setattr(fields.TextField, "written", property(written))
        await seat.press(*"abcdefgh")
        assert reads == 0


async def test_the_mouse_puts_the_cursor() -> None:
    async with seated(begun(WRITE)) as seat:
        await seat.type("hallo")
        await seat.pilot.click(seat.field, offset=Offset(4, 0))
        await seat.press("X")
        assert seat.value == "haXllo"


# ------------------------------------------------------------------ choice


async def test_nothing_is_lit_before_the_first_key_and_enter_then_does_nothing() -> None:
    async with seated(begun(THREE, NEXT)) as seat:
        assert at(seat) is None
        assert marks(seat) == [OPEN] * 3
        await seat.press("enter")
        assert seat.ask == "Kan ik het aan?"
        await seat.press("down", "down")
        assert (at(seat), marks(seat)) == (1, [OPEN] * 3)
        assert seat.value is None
        await seat.press("enter")
        assert seat.given("1") == "Nee"
        assert seat.ask == "En dan?"
        await seat.press("ctrl+r")
        assert (at(seat), marks(seat)) == (1, [OPEN, CHOSEN, OPEN])


async def test_digits_space_and_mouse_choose() -> None:
    async with seated(begun(THREE, NEXT)) as seat:
        await seat.press("3")
        assert seat.value == "Weet ik nog niet"
        await seat.press("9")
        assert seat.value == "Weet ik nog niet"
        await seat.press("up", "space")
        assert seat.value == "Nee"
        await seat.pilot.click(seat.screen.query(ChoiceRow)[0], offset=(6, 0))
        await seat.settle()
        assert seat.value == "Ja"
        assert marks(seat) == [CHOSEN, OPEN, OPEN]
        assert seat.ask == "Kan ik het aan?"


async def test_more_than_nine_options_have_two_digits() -> None:
    options = ", ".join(f'"o{n}"' for n in range(1, 13))
    async with seated(begun(f'kind = "choice"\nask = "?"\noptions = [{options}]')) as seat:
        await seat.press("1")
        assert seat.value == "o1"
        await seat.press("2")
        assert seat.value == "o12"
        await seat.press("3")
        assert seat.value == "o3"


async def test_with_many_space_and_digits_choose_and_take_back() -> None:
    async with seated(begun(MANY, NEXT)) as seat:
        await seat.press("enter")
        assert seat.ask == "Kan ik het aan?"
        await seat.press("down", "space", "3", "1", "1")
        assert seat.value == ["Weet ik nog niet", "Ja"]
        await seat.press("enter")
        assert seat.given("1") == ["Ja", "Weet ik nog niet"]
        await seat.press("ctrl+r", "1", "3", "ctrl+n")
        assert seat.given("1") is None


async def test_own_words_are_the_last_option() -> None:
    async with seated(begun(OTHER, NEXT)) as seat:
        await seat.press("2", "end")
        assert isinstance(seat.app.focused, LineField)
        assert marks(seat) == [OPEN, CHOSEN, OPEN, OPEN]
        await seat.type("[/oops] zee")
        assert marks(seat) == [OPEN, OPEN, OPEN, CHOSEN]
        assert seat.value == {"other": "[/oops] zee"}
        await seat.paste("a\nb")
        assert seat.value == {"other": "[/oops] zeea b"}
        await seat.press("up", "up")
        assert at(seat) == 1
        await seat.press("down", "down", "enter")
        assert seat.given("1") == {"other": "[/oops] zeea b"}
        await seat.press("ctrl+r")
        assert seat.app.focused is seat.field
        await seat.press("ctrl+u")
        assert seat.value is None
        await seat.press("enter")
        assert seat.ask == "Kan ik het aan?"
        await seat.press("ctrl+n")
        assert seat.given("1") is None


async def test_own_words_beside_others() -> None:
    async with seated(begun(MANY, NEXT)) as seat:
        await seat.press("1", "4")
        await seat.type("de zee")
        await seat.press("enter")
        assert seat.given("1") == ["Ja", {"other": "de zee"}]
        await seat.press("ctrl+r")
        assert marks(seat) == [CHOSEN, OPEN, OPEN, CHOSEN]


# ------------------------------------------------------------------ scale


async def test_a_scale_is_chosen_with_digits_and_arrows() -> None:
    async with seated(begun(SCALE, NEXT)) as seat:
        numbers = seat.screen.query_one(Numbers)
        assert seat.value is None
        await seat.press("enter")
        assert seat.ask == "Hoeveel?"
        for key_, number in (("1", 1), ("0", 10), ("left", 9), ("0", 0), ("left", 0), ("right", 1), ("end", 10)):
            await seat.press(key_)
            assert seat.value == number
        assert "[10]" in str(numbers.render())
        assert "geen" in str(numbers.render())
        await seat.press("7", "enter")
        assert seat.given("1") == 7
        await seat.press("ctrl+r")
        assert seat.value == 7


async def test_a_scale_is_chosen_with_the_mouse() -> None:
    async with seated(begun(SCALE)) as seat:
        numbers = seat.screen.query_one(Numbers)
        where = str(numbers.render()).split("\n", maxsplit=1)[0].index("4")
        await seat.pilot.click(numbers, offset=(where, 0))
        await seat.settle()
        assert seat.value == 4


@pytest.mark.parametrize("width", [20, 30, 60, 120])
async def test_a_scale_wraps_and_always_names_its_ends(width: int) -> None:
    wide = 'kind = "scale"\nask = "?"\nmin = -100\nmax = 100\nlow = "met mijn hoofd elders"\nhigh = "helemaal erbij"'
    for step in (SCALE, wide):
        async with seated(begun(step), size=(width, 24)) as seat:
            numbers = seat.screen.query_one(Numbers)
            shown = str(numbers.render())
            assert all(len(line) <= numbers.size.width for line in shown.splitlines())
            assert numbers.size.height == len(shown.splitlines())
            assert "-" not in shown or "-100" in shown


def test_digits_make_a_number_where_there_is_one() -> None:
    digits = Digits()
    assert [digits.number(digit, 0, 10) for digit in "1012"] == [1, 10, 1, 2]
    digits.reset()
    assert digits.number("0", 1, 5) is None


# ------------------------------------------------------------------ list


async def test_a_list_has_one_line_for_each_item_and_ends_at_an_empty_one() -> None:
    async with seated(begun(LIST, NEXT)) as seat:
        await seat.type("zus\n koor \nzus")
        await seat.press("enter")
        assert (seat.ask, seat.value) == ("Wie?", ["zus", "koor"])
        await seat.press("enter")
        assert seat.given("wie") == ["zus", "koor"]
        assert seat.ask == "En dan?"


async def test_lines_are_moved_between_split_and_removed() -> None:
    async with seated(begun(LIST)) as seat:
        await seat.type("een\ntwee\n")
        await seat.press("backspace", "up", "end", "enter")
        await seat.type("anderhalf")
        assert seat.value == ["een", "anderhalf", "twee"]
        await seat.press("ctrl+z", "ctrl+z")
        assert seat.value == ["een", "twee"]


async def test_a_bound_is_told_kindly_and_loses_nothing() -> None:
    async with seated(begun(f"{LIST}\nmost = 2", NEXT)) as seat:
        await seat.paste("een\ntwee\ndrie\nvier")
        await seat.settle()
        assert seat.value == ["een", "twee; drie; vier"]
        assert "2 is plenty here. Enter goes on." in hows(seat)
        await seat.press("x")
        assert "2 is plenty here. Enter goes on." not in hows(seat)
        await seat.press("enter")
        assert seat.ask == "Wie?"
        assert "2 is plenty here. Enter goes on." in hows(seat)
        await seat.press("enter")
        assert seat.given("wie") == ["een", "twee; drie; vierx"]


@pytest.mark.parametrize(
    ("step", "odd", "value"),
    [
        (f"{LIST}\nmost = 2", ["a", "b", "c", "a"], ["a", "b; c"]),
        (THREE, "weg", None),
        (MANY, ["weg", "Ja"], ["Ja"]),
        (THREE, {"other": "zee"}, None),
        (SCALE, 99, None),
        (SCALE, "zeven", None),
        (WRITE, 7, ""),
    ],
)
async def test_what_does_not_fit_any_more_breaks_nothing(step: str, odd: Toml, value: Toml | None) -> None:
    draft = begun(step, NEXT)
    key_ = draft.session.pack.steps[0].key
    async with seated(draft.with_session(replace(draft.session, given={(key_, None): Given(odd)}))) as seat:
        assert seat.value == value
        await seat.press("ctrl+n", "ctrl+r", "ctrl+o")
        assert seat.ask == "En dan?"


async def test_earlier_items_stand_there_to_be_taken_over() -> None:
    later = 'kind = "list"\nid = "mee"\nask = "Wat mee?"\nfrom = ["wie"]\nmost = 2'
    async with seated(begun(LIST, later, NEXT)) as seat:
        await seat.type("[/a]\nb\nc\n\n")
        assert seat.ask == "Wat mee?"
        assert seat.value == []
        await seat.press("down")
        assert at(seat) == 0
        await seat.press("space", "down", "space", "down", "space")
        assert seat.value == ["[/a]", "b"]
        assert marks(seat) == [CHOSEN, CHOSEN, OPEN]
        assert "2 is plenty here. Enter goes on." in hows(seat)
        await seat.press("up", "up", "up", "ctrl+z")
        assert seat.value == ["[/a]"]
        await seat.pilot.click(seat.screen.query(ChoiceRow)[2], offset=(6, 0))
        await seat.settle()
        assert seat.value == ["[/a]", "c"]
        await seat.press("enter")
        assert seat.given("mee") == ["[/a]", "c"]
        assert seat.ask == "En dan?"


async def test_what_is_typed_while_pointing_at_earlier_items_is_a_new_one() -> None:
    later = 'kind = "list"\nid = "mee"\nask = "Wat mee?"\nfrom = ["wie"]\nmost = 2'
    async with seated(begun(LIST, later, NEXT)) as seat:
        await seat.type("zus\n\n")
        await seat.press("down", "space")
        await seat.type("koor ")
        assert seat.value == ["zus", "koor"]
        await seat.press("down", *"teveel")
        assert seat.value == ["zus", "koor"]
        assert "2 is plenty here. Enter goes on." in hows(seat)


@pytest.mark.parametrize("step", [WRITE, LIST])
async def test_after_enter_at_the_foot_of_a_full_field_the_cursor_is_in_sight(step: str) -> None:
    async with seated(begun(step)) as seat:
        for _ in range(24):
            await seat.type("x\n")
            top, row = seat.field.scroll_offset.y, seat.field.cursor_location[0]
            assert top <= row < top + seat.field.size.height


async def test_typing_fills_in_what_an_author_left_open() -> None:
    async with seated(begun('ask = "En dan?"\nstart = "Als …, dan …"')) as seat:
        await seat.type("het stil is")
        assert seat.field.text == "Als het stil is, dan …"


async def test_who_presses_enter_before_anything_else_hears_how_one_chooses() -> None:
    for step in (THREE, OTHER):
        async with seated(begun(step, NEXT)) as seat:
            await seat.press("enter")
            assert (seat.ask, at(seat), seat.value) == ("Kan ik het aan?", None, None)
            assert seat.text("#note") == "An arrow or a digit points at one, Enter takes it. Ctrl+O skips."
            await seat.press("2")
            assert seat.text("#note") == ""


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_ends_of_a_scale_stand_below_their_numbers(size: tuple[int, int]) -> None:
    async with seated(begun(SCALE), size=size) as seat:
        numbers, ends = str(seat.screen.query_one(Numbers).render()).split("\n")
        assert numbers.index("0") == ends.index("geen")
        assert numbers.index("10") + len("10") == ends.index("veel") + len("veel")


# ------------------------------------------------------------------ pause and say


async def test_a_pause_counts_softly_and_never_goes_on_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    async with seated(begun('kind = "pause"\nseconds = 20\nbreath = [4, 6]\nsay = "Rust."', NEXT)) as seat:
        answer = seat.answer
        assert isinstance(answer, PauseAnswer)
        answer._began = 0.0
        said = []
        for now in (0.0, 3.9, 4.0, 9.9, 10.0, 19.9):
            monkeypatch.setattr(answer, "_clock", lambda now=now: now)
            answer.tick()
            said.append(seat.text(".pause--breath").split("\n")[0])
            assert seat.screen.resting
        assert said == ["in …", "in …", "out …", "out …", "in …", "out …"]
        await seat.settle()
        place = seat.screen.query_one("#row").region
        monkeypatch.setattr(answer, "_clock", lambda: 20.0)
        answer.tick()
        await seat.settle()
        assert seat.screen.query_one("#row").region == place
        assert seat.text(".pause--word") == "That was the moment. Go on when you like."
        assert not seat.screen.resting
        assert seat.text("#say") == "Rust."
        await seat.press("enter")
        assert seat.given("1") is True


async def test_a_pause_can_be_left_at_once_or_skipped() -> None:
    for key_, given in (("enter", True), ("ctrl+n", True), ("ctrl+o", None)):
        async with seated(begun('kind = "pause"', NEXT)) as seat:
            await seat.press(key_)
            assert seat.ask == "En dan?"
            assert seat.given("1") is given


@pytest.mark.parametrize("key_", ["enter", "ctrl+n"])
async def test_a_text_to_read_goes_on(key_: str) -> None:
    async with seated(begun('say = "Neem [b]de[/b] tijd."', 'part = "Deel"\nsay = "Nu dit."', NEXT)) as seat:
        assert seat.text("#say") == "Neem [b]de[/b] tijd."
        assert isinstance(seat.app.focused, ActionRow)
        await seat.press(key_, key_)
        assert seat.ask == "En dan?"
        assert seat.screen.where_text == "Deel"


def test_every_kind_is_one_module() -> None:
    modules = {widget.__module__ for name, widget in WIDGETS.items() if name != "part"}
    assert len(modules) == len(WIDGETS) - 1
    assert {choice.__name__, list_.__name__, pause.__name__, scale.__name__} <= modules
    assert rows.__name__ not in modules


async def test_more_rows_than_the_screen_holds_begin_with_the_question_until_one_is_pointed_at() -> None:
    many = ", ".join(f'"keuze {n}"' for n in range(30))
    async with seated(begun(f'kind = "choice"\nask = "Welke?"\noptions = [{many}]')) as seat:
        body = seat.screen.query_one("#frame-body")
        await seat.pilot.resize_terminal(60, 20)
        await seat.settle()
        assert body.max_scroll_y > 0
        assert body.scroll_y == 0
        await seat.press("end")
        await seat.pilot.resize_terminal(80, 24)
        await seat.settle()
        assert body.scroll_y > 0
