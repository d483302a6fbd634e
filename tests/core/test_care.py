"""A pack that asks for care: a check-in, the stop rule, a way out, and someone to talk to if it got heavier."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kwetsbaar.core import care, keeping, markdown, packfile
from kwetsbaar.core import draft as drafts
from kwetsbaar.core.answers import AnswersErrors, answer_all
from kwetsbaar.core.draft import Draft
from kwetsbaar.core.session import Session
from kwetsbaar.core.toml import Toml

WHEN = datetime(2026, 11, 22, 20, 33, tzinfo=UTC)
PACK = """title.nl = "Diep"
title.en = "Deep"
care = "deep"
[[step]]
part.nl = "Deel"
part.en = "Part"
[[step]]
id = "x"
ask.nl = "Wat?"
ask.en = "What?"
"""


def start(lang: str = "nl", text: str = PACK) -> Session:
    reading = packfile.read(text.encode(), "diep.toml")
    assert reading.pack, reading.problems
    return Session.begin(reading.pack, lang)


def walk(session: Session, answers: dict[str, Toml]) -> tuple[Session, list[str]]:
    keys = []
    while (question := session.question()) is not None:
        keys.append(question.key)
        session = session.answer(answers[question.key]) if question.key in answers else session.skip()
    return session, keys


@pytest.mark.parametrize(
    ("before", "after", "keys"),
    [
        (3, 3, ["care_before", "x", "care:close", "care_after"]),
        (7, 4, ["care_before", "x", "care:close", "care_after"]),
        (8, 8, ["care_before", "care:much", "x", "care:close", "care_after"]),
        (10, 9, ["care_before", "care:much", "x", "care:close", "care_after"]),
        (3, 4, ["care_before", "x", "care:close", "care_after", "care:talk"]),
        (None, 9, ["care_before", "x", "care:close", "care_after"]),
        (0, None, ["care_before", "x", "care:close", "care_after"]),
    ],
)
def test_the_roads(before: int | None, after: int | None, keys: list[str]) -> None:
    given: dict[str, Toml] = {"x": "iets"}
    given |= {} if before is None else {care.BEFORE: before}
    given |= {} if after is None else {care.AFTER: after}
    assert walk(start(), given)[1] == keys


def test_the_words_in_both_languages() -> None:
    for lang, much, talk in (
        ("nl", "Iets korters mag ook", "Iemand spreken"),
        ("en", "Something shorter", "Someone to talk to"),
    ):
        session = start(lang)
        question = session.question()
        assert question
        assert question.say
        assert ("Genoeg voor nu" in question.say) == (lang == "nl")
        much_said = session.answer(8).question()
        assert much_said
        assert much in (much_said.say or "")
        end = session.answer(8).next().answer("iets").next().answer(9).question()
        assert end
        assert talk in (end.say or "")


def test_it_stands_in_the_page_and_in_the_draft() -> None:
    session, _keys = walk(start(), {care.BEFORE: 2, "x": "iets", care.AFTER: 5})
    entry = keeping.entry_of(session, id_="0" * 26, when=WHEN)
    assert [(answer.key, answer.value) for answer in entry.answers] == [
        ("care_before", 2),
        ("x", "iets"),
        ("care_after", 5),
    ]
    assert [answer.part for answer in entry.answers] == [None, "Deel", "Terug naar hier"]
    assert all(answer.private for answer in entry.answers if answer.key in (care.BEFORE, care.AFTER))
    assert markdown.parse(markdown.render(entry)) == entry
    for at in start().path:
        draft = Draft("0" * 26, 3, WHEN, WHEN, start().answer(2).go(at))
        assert drafts.parse(drafts.render(draft)) == draft


def test_a_file_of_answers() -> None:
    session = answer_all(start(), b'[answers]\ncare_before = 9\n2 = "iets"\ncare_after = 1\n', "a.toml")
    assert session.given["care_before", None].value == 9
    assert session.given["x", None].value == "iets"
    for text, line in (("care_before = 11", 2), ("0 = 3", 2), ('"care:much" = 3', 2)):
        with pytest.raises(AnswersErrors) as error:
            answer_all(start(), f"[answers]\n{text}\n".encode(), "a.toml")
        assert [problem.line for problem in error.value.problems] == [line]


def test_a_light_pack_gets_nothing() -> None:
    assert [step.number for step in start(text=PACK.replace("deep", "light")).pack.steps] == [1, 2]
