"""Answers files with outer kinds: every flaw with its line."""

from __future__ import annotations

from datetime import date

import pytest

from kwetsbaar.core.answers import AnswersErrors, answer_all
from kwetsbaar.core.session import Session
from tests.core.test_ahead import KNOWN, OLD, pack


def flaws(text: str) -> list[str]:
    try:
        answer_all(Session.begin(pack(), "nl", KNOWN), f"[answers]\n{text}".encode(), "a.toml")
    except AnswersErrors as error:
        return [line.removeprefix("a.toml:") for line in error.lines()]
    return []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'fears = [\n  { text = "a", chance = 60 },\n  { text = "b", chance = 160 },\n]\n',
            "4: ‘chance’ is a whole number from 0 to 100.",
        ),
        ('fears = [{ text = "a", kans = 60 }]\n', "2: There is no ‘kans’ here. It can have: "),
        ('fears = [{ text = "a", chanse = 60 }]\n', "2: There is no ‘chanse’ here. Did you mean ‘chance’?"),
        ("ask = 2027-02-30\n", "2: "),
        ('ask = "2027-02-20"\n', "2: Here a date is wanted, without quotes: 2026-12-20. Or \"never\"."),
        ("look = 2027-02-20T10:00:00\n", "2: Here a date is wanted, without quotes: 2026-12-20. Or \"never\"."),
        (f'back = [\n  {{ risk = "{OLD}#r9", happened = "no" }},\n]\n', f"3: There is no risk ‘{OLD}#r9’ to look back on."),  # noqa: E501
        ('who = "Beuk/Els"\n', "2: An alias has no slash in it. A space or a dash is fine."),
        ('who = "Be\\u001buk"\n', "2: "),
        ('tell = { who = "Sam", what = ["thema"] }\ntheme = "x"\n', "2: There is no answer ‘thema’ to tell."),
        ("12 = true\n", "2: Step ‘12’ asks nothing, so it takes no answer."),
    ],
)  # fmt: skip
def test_each_flaw_has_its_line(text: str, said: str) -> None:
    (only,) = flaws(text)
    assert only.startswith(said)


def test_a_whole_file_is_taken() -> None:
    text = f"""
who = "beuk"
theme = "zzp"
fears = [{{ text = "a", date = 2026-12-20 }}]
can_i = "no"
ask = 2027-01-01
look = "never"
back = [{{ risk = "{OLD}#r1", happened = "no" }}]
tell = {{ who = "Sam", what = ["theme"], when = 2026-12-01 }}
"""
    session = answer_all(Session.begin(pack(), "nl", KNOWN), f"[answers]\n{text}".encode(), "a.toml")
    assert session.given["who", None].value == "Beuk"
    assert session.given["ask", None].value == date(2027, 1, 1)


def test_a_hundred_risks_are_more_than_there_is_room_for() -> None:
    rows = ", ".join(f'{{ text = "{n}" }}' for n in range(100))
    assert flaws(f"fears = [{rows}]\n") == ["2: There is room for 20 risks here."]
