"""The answers file: every shape, every flaw with its line, and nothing dropped without a word."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import packfile, toml
from kwetsbaar.core.answers import AnswersErrors, answer_all
from kwetsbaar.core.keeping import entry_of
from kwetsbaar.core.pack import Pack
from kwetsbaar.core.session import Session
from kwetsbaar.core.toml import Toml

WHEN = datetime(2026, 11, 22, 20, 33, tzinfo=UTC)

ROADS = """
title = "Wegen"
[[step]]
say = "Neem de tijd."
[[step]]
id = "leap"
measure = "theme"
ask = "Welke keuze?"
[[step]]
id = "tension"
kind = "scale"
ask = "Hoeveel spanning?"
[[step]]
kind = "pause"
when = { tension = ">= 7" }
say = "Adem."
[[step]]
part = "De vraag"
[[step]]
id = "can_i"
kind = "choice"
ask = "Kan ik het aan?"
options = [{ id = "yes", nl = "Ja" }, { id = "no", nl = "Nee" }]
[[step]]
part = "Ja"
when = { can_i = "yes" }
[[step]]
id = "why"
ask = "Waarom?"
[[step]]
id = "needed"
kind = "list"
ask = "Wat heb je nodig?"
[[step]]
id = "help"
each = "needed"
ask = "{item}: wie helpt?"
[[step]]
part = "Slot"
[[step]]
ask = "Tot slot?"
"""


def pack(text: str = ROADS) -> Pack:
    reading = packfile.read(text.encode(), "wegen.toml")
    assert reading.pack, [problem.said("wegen.toml") for problem in reading.problems]
    return reading.pack


def walked(text: str) -> Session:
    return answer_all(Session.begin(pack(), "nl"), text.encode(), "a.toml")


def flaws(text: str | bytes) -> list[str]:
    """Gives `line: the beginning of what is said` for each flaw."""
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(AnswersErrors) as caught:
        answer_all(Session.begin(pack(), "nl"), data, "a.toml")
    return [line.removeprefix("a.toml:").strip() for line in caught.value.lines()]


def values(session: Session) -> dict[tuple[str, str | None], Toml | None]:
    assert session.at_end
    entry = entry_of(session, id_="0", when=WHEN)
    return {(answer.key, answer.item): answer.value for answer in entry.answers}


# ------------------------------------------------------------------ what is well


def test_answers_go_where_they_belong_and_the_rest_is_skipped() -> None:
    session = walked(
        """
        [answers]
        leap = "zzp"
        "3" = 8
        4 = true
        can_i = "yes"
        needed = ["geld", "tijd"]
        help = [{ answer = "mijn zus", item = "tijd" }]
        """
    )
    assert values(session) == {
        ("leap", None): "zzp",
        ("tension", None): 8,
        ("4", None): True,
        ("can_i", None): "yes",
        ("why", None): None,
        ("needed", None): ["geld", "tijd"],
        ("help", "geld"): None,
        ("help", "tijd"): "mijn zus",
        ("12", None): None,
    }


@pytest.mark.parametrize(
    "text",
    [
        'answers = { leap = "zzp", can_i = "no" }',
        'answers.leap = "zzp"\nanswers."can_i" = "no"',
        "\ufeff[answers]\r\nleap = 'zzp'\r\n2 = 'zzp'\r\n".replace("2 = 'zzp'", "can_i = 'no'"),
        '[answers] # mine, e.g. a.b.c.d\nleap = """\\\n  zzp"""\ncan_i = "no"',
    ],
)
def test_however_the_table_is_written(text: str) -> None:
    given_ = values(walked(text))
    assert (given_["leap", None], given_["can_i", None]) == ("zzp", "no")


def test_items_may_be_tables_of_their_own() -> None:
    session = walked(
        '[answers]\ncan_i = "yes"\nneeded = ["a"]\n[[answers.help]]\nitem = " a "\nanswer = """\neen\ntwee"""\n'
    )
    assert values(session)["help", "a"] == "een\ntwee"


def test_no_answers_at_all_skip_everything() -> None:
    assert set(values(walked("[answers]")).values()) == {None}


# ------------------------------------------------------------------ flaws


def test_all_flaws_come_at_once_each_with_its_line() -> None:
    assert flaws(
        '''[answers]
leap = """
tension = 99
"""
"tension" = 99
laep = "x"
can_i = "maybe"
13 = "y"
1 = "z"
'''
    ) == [
        "5: Here a whole number from 0 to 10 is wanted.",
        "6: There is no step ‘laep’. Did you mean ‘leap’?",
        "7: ‘maybe’ is not one of the options: yes, no.",
        "8: There is no step ‘13’. Did you mean ‘3’?",
        "9: Step ‘1’ asks nothing, so it takes no answer.",
    ]


def test_an_answer_that_this_road_does_not_reach_is_not_dropped() -> None:
    lost = "is not asked, so this answer would be lost."
    assert flaws('[answers]\ncan_i = "no"\nwhy = "daarom"\nneeded = ["a"]\n4 = true\n') == [
        f"3: With these answers ‘why’ {lost}",
        f"4: With these answers ‘needed’ {lost}",
        f"5: With these answers ‘4’ {lost}",
    ]


def test_below_a_wrong_answer_nothing_is_said_of_roads() -> None:
    assert len(flaws('[answers]\ncan_i = "maybe"\nwhy = "daarom"\nneeded = ["a"]\nhelp = []\n')) == 1
    assert len(flaws('[answers]\ntension = "high"\n4 = true\ncan_i = "no"\nwhy = "x"\n')) == 2


def test_items_that_are_none_or_stand_twice() -> None:
    assert flaws(
        """[answers]
can_i = "yes"
needed = ["geld"]
help = [
  { item = "geld", answer = "a" },
  { item = "geld", answer = "b" },  # again

  { item = "rust", answer = "c" },
  { item = "tijd" },
  "tijd",
]
"""
    ) == [
        "6: ‘geld’ is answered twice.",
        "8: ‘rust’ is no item of ‘needed’.",
        '9: Here { item = "…", answer = … } is wanted.',
        '10: Here { item = "…", answer = … } is wanted.',
    ]


def test_a_repeated_step_takes_a_list() -> None:
    assert flaws('[answers]\ncan_i = "yes"\nneeded = ["geld"]\nhelp = "x"\n') == [
        '4: Here a list is wanted: [{ item = "…", answer = … }].'
    ]


def test_a_wrong_answer_in_a_table_of_its_own_has_its_line() -> None:
    text = '[answers]\ncan_i = "yes"\nneeded = ["a", "b"]\n\n[[answers.help]]\nitem = "a"\nanswer = "x"\n'
    assert flaws(f'{text}\n[[answers.help]]\nitem = "b"\nanswer = 3\n') == ["9: Here a text is wanted, between quotes."]


def test_in_a_table_on_one_line_too() -> None:
    assert flaws('answers = { leap = """\nzzp\n""", tension = 99, "laep" = 1 }\n') == [
        "3: Here a whole number from 0 to 10 is wanted.",
        "3: There is no step ‘laep’. Did you mean ‘leap’?",
    ]


def test_one_step_by_two_names() -> None:
    assert flaws('[answers]\nleap = "a"\n2 = "b"\n') == ["3: ‘2’ and ‘leap’ are the same step. Keep one of the two."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The answers stand below a line with [answers]."),
        ("answers = 3\n", "1: The answers stand below a line with [answers]."),
        ("[[answers]]\nleap = 'x'\n", "1: The answers stand below a line with [answers]."),
        ("leap = 'x'\n", "1: ‘leap’ stands outside the answers. Put a line with [answers] above it."),
        ("[answers]\n[more]\n", "2: ‘more’ does not belong in this file. It holds one table, [answers]."),
        ("[answers]\nleap = 'x'\nleap = 'y'\n", "3: ‘leap’ is already there. Keep one of the two."),
        ("[answers]\n[answers]\n", "2: This is not TOML, or the same name stands here twice."),
        ("[answers]\nleap = “x”\n", '2: Curly quotation marks. Type straight ones: "text".'),
        ('[answers]\nleap = "x\x1by"\n', "2: There is a control character here (U+001B). Take it out."),
        ("x" * (toml.LARGEST + 1), "The file is too large. Answers are at most 256 KiB."),
    ],
)
def test_a_file_that_is_none(text: str, said: str) -> None:
    assert flaws(text) == [said]


def test_every_broken_line_is_told() -> None:
    said = flaws('[answers]\nleap = "x\ncan_i = yes\n')
    assert [line.split(":")[0] for line in said] == ["2", "3"]


def test_what_is_not_text_is_told() -> None:
    assert flaws(b"[answers]\nleap = '\xff'\n")[0].startswith("2: ")
    assert flaws("[answers]\n".encode("utf-16"))[0].startswith("1: ")


# ------------------------------------------------------------------ whatever comes

_TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"], include_characters="\n\t"), max_size=30)
_ANSWERS: dict[str, st.SearchStrategy[Toml]] = {
    "leap": _TEXTS,
    "tension": st.integers(0, 10),
    "can_i": st.just("yes"),
    "12": _TEXTS,
}


def by_hand(answers: dict[str, Toml]) -> Session:
    """Walks as a person would who gives the same answers."""
    session = Session.begin(pack(), "nl")
    while session.at is not None:
        key = session.step(session.at).key
        session = session.answer(answers[key]) if key in answers else session.skip()
    return session


@given(st.fixed_dictionaries({}, optional=_ANSWERS))
def test_a_file_answers_as_a_person_would(answers: dict[str, Toml]) -> None:
    assert walked(toml.dumps({"answers": answers})).given == by_hand(answers).given


_SCRAPS = st.sampled_from(
    [
        "[answers]\n",
        "leap",
        "tension",
        "help",
        '"2"',
        " = ",
        '"x"',
        "7",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\n",
        '"""',
        "'",
        ".",
        "#",
        "\u201c",
    ]
)


@given(st.lists(_SCRAPS, max_size=40).map("".join) | st.text(max_size=80))
def test_any_text_is_answers_or_has_flaws_with_lines(text: str) -> None:
    try:
        session = answer_all(Session.begin(pack(), "nl"), text.encode("utf-8", "surrogatepass"), "a.toml")
    except AnswersErrors as error:
        lines = max(1, text.count("\n") + 1)
        assert error.lines()  # noqa: PT017
        assert all(p.line is None or 1 <= p.line <= lines for p in error.problems)  # noqa: PT017
    else:
        assert session.at_end


@given(st.binary(max_size=200))
def test_any_bytes_raise_nothing_else(data: bytes) -> None:
    try:
        answer_all(Session.begin(pack(), "nl"), b"[answers]\n" + data, "a.toml")
    except AnswersErrors as error:
        assert str(error)  # noqa: PT017


MUCH = toml.LARGEST - 100


@pytest.mark.parametrize(
    "text",
    [
        "answers = " + "[" * MUCH,
        "answers = " + "{a=" * (MUCH // 3),
        "[answers]\n" + "a." * (MUCH // 2) + "a=1",
        "[" + "a." * (MUCH // 2) + "a]",
        '["#".' + "a." * (MUCH // 2) + "a]",
        "[answers]\n" + '"a".' * (MUCH // 4) + "a=1",
        "[[answers.x]]\n" * (MUCH // 14),
        "[answers]\n" + "a=1\n" * (MUCH // 4),
        "answers = [" + "1," * (MUCH // 2) + "]",
    ],
    ids=["lists", "tables", "dots", "header", "quoted-header", "quoted-dots", "headers", "lines", "numbers"],
)
def test_a_hostile_file_takes_no_seconds(text: str) -> None:
    assert len(flaws(text)) == 1  # unguarded this takes minutes, or all memory


def test_dates_are_no_texts() -> None:
    assert flaws(f"[answers]\nleap = {date(2026, 11, 22)}\n") == ["2: Here a text is wanted, between quotes."]
