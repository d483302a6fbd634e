"""Real names on a page that is about to be kept: each once for a question, few said and the rest counted."""

from __future__ import annotations

from datetime import UTC, datetime

from kwetsbaar.core.entry import Answer, Entry
from kwetsbaar.core.flagging import SHOWN, flagged, said
from kwetsbaar.core.kinds.write import WriteForm
from kwetsbaar.core.people import Client

WHEN = datetime(2026, 11, 22, tzinfo=UTC)
WILG = Client("Wilg", ("Jan", "Jan de Boer"))


def entry(*texts: str | None) -> Entry:
    answers = [Answer(str(n), "write", f"Vraag {n}?", WriteForm(), text) for n, text in enumerate(texts, 1)]
    return Entry("", 1, WHEN, WHEN, "Titel", "nl", "vrij", "", tuple(answers))


def test_each_is_named_with_the_question_it_stands_at() -> None:
    found = flagged(entry("Jan en jan, Jan", None, "niets", "weer Jan"), [WILG])
    assert [(flag.name, flag.alias, flag.where) for flag in found] == [
        ("Jan", "Wilg", "Vraag 1?"),
        ("jan", "Wilg", "Vraag 1?"),
        ("Jan", "Wilg", "Vraag 4?"),
    ]


def test_a_whole_name_is_said_whole_too() -> None:
    assert "Jan de Boer" in {flag.name for flag in flagged(entry("met Jan de Boer"), [WILG])}


def test_without_names_nothing_is_found() -> None:
    assert flagged(entry("Jan"), [Client("Wilg")]) == ()
    assert said(()) == []


def test_a_few_are_said_and_the_rest_is_counted() -> None:
    found = flagged(entry(*["Jan"] * (SHOWN + 2)), [WILG])
    lines = [str(line) for line in said(found)]
    assert len(lines) == SHOWN + 1
    assert lines[-1] == "And at 2 places more."


def test_a_question_of_any_length_stays_a_line() -> None:
    long = Answer("1", "write", "woord " * 60, WriteForm(), "Jan")
    (flag,) = flagged(Entry("", 1, WHEN, WHEN, "Titel", "nl", "vrij", "", (long,)), [WILG])
    assert len(flag.where) <= 60
