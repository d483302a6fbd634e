"""Feelings, body and voices on the screen, by keyboard and by mouse; the timer, and a pack that asks for care."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from kwetsbaar.core.draft import Draft
from kwetsbaar.core.session import Session
from kwetsbaar.tui.session.actions import ActionRow
from kwetsbaar.tui.session.kinds.circle import Circle
from kwetsbaar.tui.session.kinds.cloud import Cloud
from kwetsbaar.tui.session.kinds.passed import Passed
from kwetsbaar.tui.session.kinds.pause import PauseAnswer
from kwetsbaar.tui.session.kinds.scale import Numbers
from kwetsbaar.tui.session.timer import TimerLine
from tests.tui.session.host import NOW as WHEN
from tests.tui.session.host import Seat, begun, seated

FEEL = 'id = "f"\nkind = "feelings"\nask.nl = "Wat voel je?"\nask.en = "What do you feel?"'
ALL = f"{FEEL}\nintensity = true\nbody = true"
BODY = 'id = "b"\nkind = "body"\nask.nl = "Waar?"\nask.en = "Where?"'
VOICES = 'id = "v"\nkind = "voices"\nmost = 3\nask.nl = "Wie?"\nask.en = "Who?"'
NEXT = 'ask.nl = "En dan?"\nask.en = "And then?"'


def inner(seat: Seat) -> str:
    return seat.text(".inner--ask")


def line(seat: Seat, selector: str) -> str:
    """Gives the first of these lines that shows."""
    shown = (each for each in seat.screen.query(selector).results(Static) if each.display)
    return str(next(shown).render())


def cloud(seat: Seat) -> Cloud:
    return seat.screen.query(Cloud).first()


def row(seat: Seat) -> str:
    return " → ".join(seat.screen.query_one(Passed).items)


# ------------------------------------------------------------------ feelings


async def test_feelings_are_found_by_typing_and_added_with_enter() -> None:
    async with seated(begun(FEEL, NEXT)) as seat:
        await seat.type("angr\n")
        await seat.type("verdrietig\n")
        assert row(seat) == "angry → sad"
        assert seat.value == [{"word": "angry"}, {"word": "sad"}]
        await seat.press("enter")
        assert seat.ask == "And then?"
        assert seat.given("f") == [{"word": "angry"}, {"word": "sad"}]
        await seat.press("ctrl+r", "backspace")
        assert row(seat) == "angry"
        await seat.press("up", "delete")
        assert seat.value == []


async def test_an_own_word_and_one_half_typed_are_not_lost() -> None:
    async with seated(begun(FEEL, NEXT)) as seat:
        await seat.type("grmbl\n")
        await seat.type("boos")
        assert seat.value == [{"word": {"other": "grmbl"}}, {"word": "angry"}]
        await seat.press("ctrl+n")
        assert seat.given("f") == [{"word": {"other": "grmbl"}}, {"word": "angry"}]


async def test_all_words_can_be_walked_through_and_clicked() -> None:
    async with seated(begun(FEEL, NEXT)) as seat:
        cloud = seat.screen.query_one(Cloud)
        await seat.press("down", "right", "enter")
        assert seat.value == [{"word": "annoyed"}]
        await seat.press("end")
        assert cloud.at == len(cloud.chips) - 1
        await seat.press("home", "up")
        assert seat.field.has_focus
        await seat.press("down", "j")
        assert seat.field.text == "j"
        assert cloud.chips[0].label == "jealous"
        await seat.pilot.click(cloud, offset=(1, 0))
        await seat.settle()
        assert seat.value == [{"word": "annoyed"}, {"word": "jealous"}]


async def test_enter_on_nothing_says_what_to_do_and_goes_nowhere() -> None:
    async with seated(begun(FEEL, NEXT)) as seat:
        await seat.press("enter")
        assert "arrow down" in seat.text("#note")
        assert seat.ask == "What do you feel?"


async def test_strength_and_place_are_asked_one_at_a_time_and_may_stay_open() -> None:
    async with seated(begun(ALL, NEXT)) as seat:
        await seat.type("angry\nsad\n")
        await seat.press("enter")
        assert inner(seat) == "‘angry’: how strong is it?"
        await seat.press("8", "enter")
        assert inner(seat) == "‘angry’: where in your body do you notice it?"
        await seat.press("down", "enter", "enter")
        assert row(seat) == "angry (8, head) → sad"
        assert inner(seat) == "‘sad’: how strong is it?"
        await seat.press("enter", "ctrl+r", "ctrl+r")
        assert inner(seat) == "‘angry’: where in your body do you notice it?"
        await seat.press("ctrl+o", "5", "ctrl+n", "ctrl+n")
        assert seat.ask == "And then?"
        assert seat.given("f") == [{"word": "angry", "intensity": 8, "place": "head"}, {"word": "sad", "intensity": 5}]


async def test_the_rest_of_the_small_questions_can_be_left() -> None:
    async with seated(begun(ALL, NEXT)) as seat:
        await seat.type("angry\nsad\n")
        await seat.press("enter", "7", "escape")
        names = [action.name for action in seat.screen.query_one(ActionRow).actions]
        assert "enough_of_this" in names
        await seat.press("right", "enter")
        assert seat.ask == "And then?"
        assert seat.given("f") == [{"word": "angry", "intensity": 7}, {"word": "sad"}]


async def test_feelings_in_the_other_language_keep_what_came_by() -> None:
    async with seated(begun(ALL, NEXT)) as seat:
        await seat.type("angry\nhalf")
        await seat.press("ctrl+t")
        assert (row(seat), seat.field.text) == ("boos", "half")
        await seat.press("ctrl+n", "ctrl+t")
        assert inner(seat) == "‘angry’: how strong is it?"
        await seat.press("3", "ctrl+t")
        assert row(seat) == "boos (3) → half"
        assert isinstance(seat.app.focused, Numbers)


async def test_a_list_of_a_thousand_words() -> None:
    words = ", ".join(f'{{ id = "w{n}", nl = "woord {n}", en = "word {n}" }}' for n in range(1000))
    async with seated(begun(f"{FEEL}\nwords = [{words}]", NEXT)) as seat:
        await seat.type("woord 999\n")
        assert seat.value == [{"word": "w999"}]
        await seat.press("down", "end", "enter")
        assert seat.value == [{"word": "w999"}, {"word": "w999"}]


# ------------------------------------------------------------------ body


async def test_body_asks_place_image_and_whether_it_fits() -> None:
    async with seated(begun(BODY, NEXT)) as seat:
        await seat.type("throat\n")
        await seat.type("a stone\n")
        assert seat.text(".inner--so-far") == "throat: a stone"
        await seat.press("enter", "2")
        assert "another word" in seat.text("#note")
        await seat.press("ctrl+t")
        assert seat.value == {"place": "throat", "image": "a stone", "fits": "almost"}
        await seat.press("enter")
        assert seat.ask == "En dan?"
        assert seat.given("b") == {"place": "throat", "image": "a stone", "fits": "almost"}


async def test_body_may_stay_open_and_a_place_can_be_taken_over() -> None:
    async with seated(begun(BODY, NEXT)) as seat:
        await seat.press("down", "down", "right", "enter")
        assert seat.value == {"place": "heart"}
        await seat.press("enter", "enter")
        assert seat.given("b") == {"place": "heart"}
    async with seated(begun(BODY, NEXT)) as seat:
        await seat.press("enter", "enter")
        assert seat.ask == "And then?"
        assert seat.given("b") is None


# ------------------------------------------------------------------ voices


async def test_voices_speak_in_turn_and_it_ends_in_the_centre() -> None:
    async with seated(begun(VOICES, NEXT)) as seat:
        await seat.type("critic\nhelper\n\n")
        asked = []
        for text in ("no\nnever", "my name\n", "\n", "sure", "\n", "\n"):
            asked.append(inner(seat))
            await seat.type(text)
            if not text.endswith("\n"):
                await seat.press("ctrl+n")
        assert asked[:3] == [
            "What does ‘critic’ say?", "What does ‘critic’ want to guard for you?", "What does ‘critic’ need?",
        ]  # fmt: skip
        assert inner(seat) == "Who has hardly been heard yet?"
        await seat.type("child\n")
        assert inner(seat) == "What does ‘child’ say?"
        await seat.press("ctrl+n", "enter", "enter")
        assert inner(seat).startswith("Back to the centre. You heard critic, helper and child.")
        await seat.type("I hear you")
        await seat.press("ctrl+n")
        assert seat.ask == "And then?"
        assert seat.given("v") == {
            "voices": [
                {"name": "critic", "role": "protector", "says": "no\nnever", "guards": "my name"},
                {"name": "helper", "role": "protector", "says": "sure"},
                {"name": "child", "role": "unheard"},
            ],
            "centre": "I hear you",
        }


async def test_what_is_typed_right_after_enter_lands_in_the_field_that_comes_then() -> None:
    async with seated(begun(VOICES, NEXT)) as seat:
        await seat.type("critic\n\nno")
        await seat.press("ctrl+n")
        await seat.type("my name\nrest\nchild\n\nplay")
        assert seat.value == {
            "voices": [
                {"name": "critic", "role": "protector", "says": "no", "guards": "my name", "needs": "rest"},
                {"name": "child", "role": "unheard", "says": "play"},
            ]
        }


async def test_the_way_to_the_centre_and_back_and_renaming_lose_nothing() -> None:
    async with seated(begun(VOICES, NEXT)) as seat:
        await seat.type("critic\nhelper\n\n")
        await seat.type("no")
        await seat.press("escape")
        assert "to_centre" in [action.name for action in seat.screen.query_one(ActionRow).actions]
        await seat.press("right", "enter")
        await seat.type("here")
        for _step in range(8):
            await seat.press("ctrl+r")
        assert seat.field.text == "critic\nhelper"
        await seat.press("up", "end", "s", "ctrl+t", "ctrl+n")
        assert inner(seat) == "Wat zegt ‘critics’?"
        assert seat.value == {
            "voices": [
                {"name": "critics", "role": "protector", "says": "no"},
                {"name": "helper", "role": "protector"},
            ],
            "centre": "here",
        }


@pytest.mark.parametrize(("size", "beside"), [((80, 24), False), ((109, 30), False), ((110, 30), True)])
async def test_voices_sit_beside_each_other_where_it_is_wide(size: tuple[int, int], *, beside: bool) -> None:
    async with seated(begun(VOICES, NEXT), size=size) as seat:
        await seat.type("critic\nhelper\n\n")
        await seat.type("no")
        await seat.press("ctrl+n")
        drawn = str(seat.screen.query_one(Circle).render()).split("\n")
        assert ("no" in drawn[1] if len(drawn) > 1 else False) is beside
        assert "critic" in drawn[0]
        assert "helper" in drawn[0]
        assert seat.screen.query_one("#ask").size.width <= 72


async def test_names_are_offered_from_a_list() -> None:
    first = 'id = "w"\nkind = "list"\nask.nl = "Wie?"\nask.en = "Which?"'
    async with seated(begun(first, f'{VOICES}\nfrom = "w"', NEXT)) as seat:
        await seat.type("critic\nchild")
        await seat.press("ctrl+n", "down", "enter", "right", "enter", "up", "ctrl+n", "ctrl+o")
        assert seat.value == {
            "voices": [{"name": "critic", "role": "protector"}, {"name": "child", "role": "protector"}]
        }


async def test_who_has_hardly_been_heard_is_none_of_those_who_spoke() -> None:
    first = 'id = "w"\nkind = "list"\nask.nl = "Wie?"\nask.en = "Which?"'
    async with seated(begun(first, f'{VOICES}\nfrom = "w"', NEXT)) as seat:
        await seat.type("critic\nchild")
        await seat.press("ctrl+n", "down")
        assert "Enter takes this name over" in line(seat, ".how")
        await seat.press("enter")
        assert [(chip.label, chip.quiet) for chip in cloud(seat).chips] == [("critic", True), ("child", False)]
        await seat.press("ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n")
        assert inner(seat) == "Who has hardly been heard yet?"
        assert [chip.label for chip in cloud(seat).chips] == ["child"]


async def test_in_the_centre_the_voices_have_the_lines_that_are_free() -> None:
    said = "a long thought that goes on for some lines, " * 16
    for height, all_of_it in ((24, False), (40, True)):
        async with seated(begun(VOICES, NEXT), size=(80, height)) as seat:
            await seat.type("critic\nhelper\n\n")
            await seat.paste(f"{said}end")
            await seat.press("ctrl+n", "escape", "right", "enter")
            assert inner(seat).startswith("Back to the centre")
            drawn = str(seat.screen.query_one(Circle).render())
            assert ("end" in drawn) is all_of_it
            assert seat.screen.query_one("#frame-body").max_scroll_y == 0


async def test_a_cloud_points_to_the_words_that_are_out_of_sight() -> None:
    async with seated(begun(FEEL, NEXT)) as seat:
        for language in ("en", "nl"):
            drawn = str(cloud(seat).render()).split("\n")
            assert "↑" not in drawn[0]
            assert drawn[-1].strip(" ").startswith("↓") or drawn[-1].endswith("↓"), language
            await seat.press("ctrl+t")
        await seat.press("down", "end")
        drawn = str(cloud(seat).render()).split("\n")
        assert drawn[0].endswith("↑")
        assert "↓" not in drawn[-1]


async def test_feelings_say_what_enter_does_where_the_cursor_is() -> None:
    async with seated(begun(FEEL, NEXT)) as seat:
        assert line(seat, ".how").startswith("Type to find a word")
        await seat.type("angry")
        assert line(seat, ".how") == "Enter adds ‘angry’."
        await seat.press("enter")
        assert line(seat, ".how").startswith("Type the next one")
        await seat.press("down")
        assert line(seat, ".how").startswith("Enter adds this one")


# ------------------------------------------------------------------ timer, private, breath, care


async def test_a_timer_is_said_softly_cuts_nothing_off_and_can_be_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    async with seated(begun(f"{NEXT}\ntimer = 3", 'ask.nl = "x"\nask.en = "x"')) as seat:
        line = seat.screen.query_one(TimerLine)
        began = line._clock()
        said = []
        for minutes in (0.0, 2.5, 3.5, 60):
            monkeypatch.setattr(line, "_clock", lambda minutes=minutes: began + 60 * minutes + 1)
            line.tick()
            said.append(str(line.render()))
        assert said[:2] == ["◦ about 3 minutes", "◦ about 1 minute"]
        assert said[2] == said[3] == "◦ The time is round. Write on as long as you like."
        await seat.press("f5")
        assert str(line.render()) == "◦"
        await seat.pilot.click(line)
        assert "round" in str(line.render())
        await seat.press("ctrl+n")
        assert not line.display


async def test_what_stays_private_is_said_at_the_question() -> None:
    async with seated(begun(f"{NEXT}\nprivate = true")) as seat:
        assert "out of what you share" in seat.text("#hint")


async def test_without_motion_a_pause_has_only_words(monkeypatch: pytest.MonkeyPatch) -> None:
    async with seated(begun('kind = "pause"\nseconds = 20\nbreath = [4, 6]', NEXT)) as seat:
        answer = seat.answer
        assert isinstance(answer, PauseAnswer)
        assert "·" in seat.text(".pause--breath")
        seat.app.animation_level = "none"
        answer.tick()
        assert seat.text(".pause--breath") in ("in …", "out …")
        assert seat.text(".pause--bar") == ""


async def test_a_pack_that_asks_for_care() -> None:
    deep = begun(NEXT)
    text = 'care = "deep"\n' + deep.session.pack.source_text
    from kwetsbaar.core import packfile

    reading = packfile.read(text.encode(), "diep.toml")
    assert reading.pack
    async with seated(Draft("a" * 26, 0, WHEN, WHEN, Session.begin(reading.pack, "en"))) as seat:
        assert seat.ask == "How heavy is it for you right now?"
        await seat.press("9", "enter")
        assert "Something shorter" in seat.text("#say")
        await seat.press("enter", "ctrl+o", "enter")
        assert seat.ask == "And how heavy is it now?"
        await seat.press("1", "0", "enter")
        assert "Someone to talk to" in seat.text("#say")
