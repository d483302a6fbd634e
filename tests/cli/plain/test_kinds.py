"""Each kind in plain lines: what is typed, and the answer that comes of it."""

from __future__ import annotations

import pytest

from kwetsbaar.cli.plain.kinds import ASK
from kwetsbaar.core import kinds
from tests.cli.plain.lines import Sitting, Typed

WRITE = '[[step]]\nid = "a"\nask = "Wat raakte je?"\n'
ONE = '[[step]]\nid = "a"\nkind = "choice"\nask = "Welke?"\noptions = ["Ja", "Nee, nooit", "Weet niet"]\n'
SCALE = '[[step]]\nid = "a"\nkind = "scale"\nask = "Hoeveel?"\nlow = "geen"\nhigh = "veel"\n'
LIST = '[[step]]\nid = "a"\nkind = "list"\nmost = 3\nask = "Wat allemaal?"\n'
KEEP = "1"


def test_every_kind_that_can_be_walked_is_there() -> None:
    assert set(ASK) == {name for name, kind in kinds.ALL.items() if kind.walkable}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (["een", ""], "een"),
        (["een", "."], "een"),
        (["een", "twee", ""], "een\ntwee"),
        (["een\n\ntwee", ""], "een\n\ntwee"),
        (["\n\neen\n\n\ntwee\n", ""], "een\n\n\ntwee"),
        (["een\n.", KEEP], "een"),
        (["terug", "\\/terug", "\\", "\\.", "/2", ""], "terug\n/terug\n\n.\n/2"),
        (["\x1b[31mrood\x1b[0m \x07\u202e", ""], "[31mrood[0m"),
        (["  ingesprongen  ", ""], "  ingesprongen"),
        (["een\rtwee", ""], "een\ntwee"),
    ],
)
def test_write(sitting: Sitting, typed: list[str], text: str) -> None:
    assert sitting.with_pack(WRITE, *typed, KEEP) == 0
    assert sitting.kept() == {"a": text}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (["2"], "Nee, nooit"),
        (["2."], "Nee, nooit"),
        (["ja"], "Ja"),
        (["nee, nooit"], "Nee, nooit"),
        (["9", "misschien", "weet niet"], "Weet niet"),
        (["terug", "1"], "Ja"),
    ],
)
def test_one_of_the_options(sitting: Sitting, typed: list[str], value: str) -> None:
    assert sitting.with_pack(ONE, *typed, KEEP) == 0
    assert sitting.kept() == {"a": value}
    assert "1. Ja\n2. Nee, nooit\n3. Weet niet\n" in sitting.said


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("2", "Nee, nooit"),
        ("liever later", {"other": "liever later"}),
        ("terug", {"other": "terug"}),
        ("\\/terug", {"other": "/terug"}),
        ("\x1b[2Jliever", {"other": "[2Jliever"}),
    ],
)
def test_own_words(sitting: Sitting, line: str, value: object) -> None:
    assert sitting.with_pack(ONE + "other = true\n", "9", line, KEEP) == 0
    assert sitting.kept() == {"a": value}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("1", ["Ja"]),
        ("3, 1", ["Ja", "Weet niet"]),
        ("3 1 3", ["Ja", "Weet niet"]),
        ("nee, nooit", ["Nee, nooit"]),
        ("ja; 3", ["Ja", "Weet niet"]),
    ],
)
def test_many(sitting: Sitting, line: str, value: object) -> None:
    assert sitting.with_pack(ONE + "many = true\n", "1, 7", "1, misschien", line, KEEP) == 0
    assert sitting.kept() == {"a": value}


def test_many_with_own_words(sitting: Sitting) -> None:
    assert sitting.with_pack(ONE + "many = true\nother = true\n", "2, moe, en bang, 1", KEEP) == 0
    assert sitting.kept() == {"a": ["Ja", "Nee, nooit", {"other": "moe, en bang"}]}


@pytest.mark.parametrize("line", ["7", " 7 ", "7."])
def test_scale(sitting: Sitting, line: str) -> None:
    assert sitting.with_pack(SCALE, "elf", "11", "-1", "7,5", line, KEEP) == 0
    assert sitting.kept() == {"a": 7}
    assert sitting.said.count("Here a whole number from 0 to 10 is wanted.") == 4
    assert "0 is: geen\n10 is: veel\n" in sitting.said


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        (["een", "twee", ""], ["een", "twee"]),
        (["een\n\ntwee", ""], ["een", "twee"]),
        (["een", "een", "\\.", "."], ["een", "."]),
        (["een", "twee", "drie"], ["een", "twee", "drie"]),
        (["\x1b]0;x\x07een", ""], ["]0;xeen"]),
    ],
)
def test_list(sitting: Sitting, typed: list[str], items: list[str]) -> None:
    assert sitting.with_pack(LIST, *typed, KEEP) == 0
    assert sitting.kept() == {"a": items}


def test_a_full_list_that_is_come_back_to_waits(sitting: Sitting) -> None:
    assert sitting.with_pack(LIST, "een", "twee", "drie", "/back", "/anew", "vier", "", KEEP) == 0
    assert sitting.kept() == {"a": ["vier"]}


def test_items_are_taken_over(sitting: Sitting) -> None:
    second = '[[step]]\nid = "b"\nkind = "list"\nfrom = ["a"]\nask = "Welke nu?"\n'
    assert sitting.with_pack(LIST + second, "een", "twee", "drie", "4", "3 1", "vier", "", KEEP) == 0
    assert sitting.kept()["b"] == ["drie", "een", "vier"]


def test_a_step_for_each_item(sitting: Sitting) -> None:
    each = '[[step]]\nid = "b"\neach = "a"\nask = "{item}: wie helpt?"\n'
    assert sitting.with_pack(LIST + each, "een", "twee", "", "Bo", "", "Mo", "", KEEP) == 0
    entry = sitting.journal.reading.page(sitting.data.strip()).entry
    assert entry
    assert [(a.item, a.value) for a in entry.answers if a.key == "b"] == [("een", "Bo"), ("twee", "Mo")]


def test_a_pause_says_the_breath_and_when_it_is_over(sitting: Sitting) -> None:
    pause = '[[step]]\nkind = "pause"\nseconds = 12\nbreath = [4, 6]\nsay = "Adem mee."\n'
    typed = Typed(["", "rust", "", KEEP])
    assert sitting.with_pack(pause + WRITE, typed=typed) == 0
    assert typed.pauses == [4, 6, 2]
    assert "in …\nout …\nin …\nThat was the moment." in sitting.said
    assert sitting.kept() == {"1": True, "a": "rust"}


def test_a_pause_ends_at_once(sitting: Sitting) -> None:
    pause = '[[step]]\nkind = "pause"\nsay = "Even stil."\n'
    typed = Typed(["iets", "skip", "rust", "", KEEP], hurried=True)
    assert sitting.with_pack(pause + WRITE, typed=typed) == 0
    assert typed.pauses == [60]
    assert "That was the moment." not in sitting.said
    assert sitting.kept() == {"1": None, "a": "rust"}


def test_what_is_typed_where_nothing_is_asked_is_not_passed_over(sitting: Sitting) -> None:
    said = '[[step]]\nsay = "Neem de tijd."\n'
    assert sitting.with_pack(said + WRITE, "mijn verhaal", "", "rust", "", KEEP) == 0
    assert "Nothing is asked here." in sitting.said


@pytest.mark.parametrize("step", [WRITE, ONE, ONE + "many = true\n", SCALE, LIST])
@pytest.mark.parametrize("line", ["", ".", "/skip", "/overslaan"])
def test_nothing_is_a_skip_and_is_said(sitting: Sitting, step: str, line: str) -> None:
    assert sitting.with_pack(step + '[[step]]\nid = "b"\nask = "En?"\n', line, "ja", "", KEEP) == 0
    assert sitting.kept() == {"a": None, "b": "ja"}
    assert "Skipped." in sitting.said


@pytest.mark.parametrize(
    ("step", "first", "value"),
    [(WRITE, "een\n.", "een"), (ONE, "1", "Ja"), (ONE + "many = true\n", "1", ["Ja"]), (SCALE, "3", 3)],
)
def test_enter_leaves_what_was_given(sitting: Sitting, step: str, first: str, value: object) -> None:
    assert sitting.with_pack(step + '[[step]]\nid = "b"\nask = "En?"\n', first, "/back", "", "", KEEP) == 0
    assert sitting.kept() == {"a": value, "b": None}
    assert "So far:" in sitting.said


def test_more_lines_come_below_what_stands(sitting: Sitting) -> None:
    assert sitting.with_pack(WRITE, "een", "", "/terug", "twee", "", KEEP) == 0
    assert sitting.kept() == {"a": "een\ntwee"}


def test_a_beginning_is_offered_and_not_taken_for_an_answer(sitting: Sitting) -> None:
    assert (
        sitting.with_pack(WRITE + 'start = "Als …, dan …"\n[[step]]\nid = "b"\nask = "En?"\n', "", "ja", "", KEEP) == 0
    )
    assert "A beginning, if you like: Als …, dan …" in sitting.said
    assert sitting.kept()["a"] is None
