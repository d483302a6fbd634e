"""A page's questions asked again, and the answers put back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import editing, keeping
from kwetsbaar.core.entry import Entry
from kwetsbaar.core.session import Session
from tests.core.test_markdown import entries
from tests.core.test_session import ROADS, WHEN, pack, walk


def page() -> Entry:
    start = Session.begin(pack(ROADS), "en")
    session = walk(start, "(go on)", "the {job}", 8, True, "left", ["# money", "time"], "oma", None)
    return keeping.entry_of(session, id_="0" * 26, when=WHEN)


def test_each_question_is_asked_again_with_its_answer() -> None:
    entry = page()
    session = editing.session_of(entry)
    shown = [question for place in session.path if (question := session.question(place))]
    assert [question.ask for question in shown] == [
        "About what?", "How big is the {job}?", "Which road?", "Which things?",
        "# money: who helps?", "time: who helps?",
    ]  # fmt: skip
    assert [question.given.value if question.given else None for question in shown][:4] == [
        "the {job}", 8, "left", ["# money", "time"],
    ]  # fmt: skip
    assert [question.part for question in shown] == [None, None, None, "Left", "Left", "Left"]
    assert editing.with_answers(entry, session) == entry


def test_a_changed_answer_is_put_back_and_nothing_else() -> None:
    entry = page()
    session = editing.session_of(entry)
    place = editing.place_of(session, len(entry.answers) - 1)
    changed = editing.with_answers(entry, session.go(place).answer("my sister"))
    assert changed == replace(entry, answers=(*entry.answers[:-1], replace(entry.answers[-1], value="my sister")))
    emptied = editing.with_answers(entry, session.go(editing.place_of(session, 0)).put(""))
    assert emptied.answers[0].skipped
    assert (entry.theme, emptied.theme) == ("the {job}", None)
    assert editing.place_of(session, 2) is None  # a pause


def test_the_answer_that_is_asked_anew_is_known() -> None:
    entry = page()
    session = editing.session_of(entry)
    asked = [editing.answer_at(entry, session.go(place)) for place in session.path]
    assert asked == [answer for answer in entry.answers if answer.kind != "pause"]
    assert editing.answer_at(entry, session.go(None)) is None


def test_a_page_with_nothing_to_change_asks_nothing() -> None:
    entry = page()
    for answers in ((), entry.answers[2:3]):
        bare = replace(entry, answers=answers)
        session = editing.session_of(bare)
        assert [editing.place_of(session, number) for number in range(3)] == [None] * 3
        assert editing.answer_at(bare, session) is None
        assert editing.with_answers(bare, session) == bare


@given(entries, st.data())
def test_any_page_can_be_changed(entry: Entry, data: st.DataObject) -> None:
    session = editing.session_of(entry)
    assert editing.with_answers(entry, session) == entry
