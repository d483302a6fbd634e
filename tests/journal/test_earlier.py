"""Earlier answers to the same question."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Page
from tests.conftest import Clock
from tests.journal.test_journal import entry_of, write

PACK = "drie-minuten"


@pytest.fixture
def pages(journal: Journal, places: Places, clock: Clock) -> list[Page]:
    """Gives four pages of one pack, the oldest first, and one of another between them."""
    made = []
    for n in range(4):
        made.append(write(journal, places, f"dag {n}", None if n == 2 else "rust", f"morgen {n}"))
        clock.forward(days=1)
        if n == 1:
            write(journal, places, "iets anders", pack="vrij")
    return made


def asks(places: Places, number: int) -> tuple[str, ...]:
    step = Packs(places).get(PACK).steps[number]
    assert step.ask
    return tuple(step.ask.texts.values())


def test_the_same_question_of_a_step_without_an_id(journal: Journal, places: Places, pages: list[Page]) -> None:
    found = journal.reading.earlier(PACK, "1", asks(places, 0))
    assert [(one.text, one.name) for one in found] == [(f"dag {n}", pages[n].name) for n in (3, 2, 1, 0)]
    assert {(one.title, one.theme, one.item) for one in found} == {("Drie minuten", None, None)}
    assert [one.date for one in found] == [entry_of(page).created for page in reversed(pages)]
    assert len(journal.reading.earlier(PACK, "2", asks(places, 1))) == 3


def test_a_number_alone_is_no_question(journal: Journal, places: Places, pages: list[Page]) -> None:
    assert journal.reading.earlier(PACK, "1") == []
    assert journal.reading.earlier(PACK, "1", ("Iets anders?",)) == []
    moved = journal.reading.earlier(PACK, "7", asks(places, 0))
    assert len(moved) == 4


def test_pages_of_other_languages_count(journal: Journal, places: Places, clock: Clock) -> None:
    draft = journal.writing.begin(Packs(places).get(PACK), "en")
    journal.writing.keep(draft.with_session(draft.session.answer("today")))
    (found,) = journal.reading.earlier(PACK, "1", asks(places, 0))
    assert (found.text, found.title) == ("today", "Three minutes")


def test_only_so_many_and_only_before(journal: Journal, places: Places, pages: list[Page], clock: Clock) -> None:
    words = asks(places, 0)
    assert [one.text for one in journal.reading.earlier(PACK, "1", words, limit=2)] == ["dag 3", "dag 2"]
    before = entry_of(pages[2]).created
    assert [one.text for one in journal.reading.earlier(PACK, "1", words, before=before)] == ["dag 1", "dag 0"]
    zone = before.astimezone(None) + timedelta(seconds=1)
    assert len(journal.reading.earlier(PACK, "1", words, before=zone)) == 3


def test_hidden_and_odd_pages_are_left_out(journal: Journal, places: Places, pages: list[Page], folder: Path) -> None:
    hidden, changed, damaged = pages[:3]
    journal.writing.revise(hidden, replace(entry_of(hidden), hidden=True))
    for theme in ("mijn", "jouw"):
        journal.writing.revise(changed, replace(entry_of(changed), theme=theme))
    (folder / "entries" / f"{damaged.name}.md.age").write_bytes(b"noise")
    found = journal.reading.earlier(PACK, "1", asks(places, 0))
    assert [(one.text, one.theme) for one in found] == [("dag 3", None), ("dag 1", "mijn")]
    journal.reading.load()
    assert journal.reading.earlier(PACK, "1", asks(places, 0)) == found


def test_steps_with_an_id_and_repeated_ones(journal: Journal, places: Places) -> None:
    places.packs.mkdir(parents=True)
    (places.packs / "eigen.toml").write_text(
        'title = "Eigen"\n'
        '[[step]]\nid = "fears"\nkind = "list"\nask = "Waar zie je tegenop?"\n'
        '[[step]]\nid = "why"\neach = "fears"\nask = "Waarom {item}?"\n'
    )
    write(journal, places, ["praten", "bellen"], "stil", "druk", pack="eigen")
    assert [(one.item, one.text) for one in journal.reading.earlier("eigen", "why")] == [
        ("praten", "stil"),
        ("bellen", "druk"),
    ]
    assert [one.text for one in journal.reading.earlier("eigen", "fears")] == ["- praten\n- bellen"]
    assert journal.reading.earlier("EIGEN", "why") == journal.reading.earlier("eigen", "") == []


def test_beside_the_question_of_a_draft(journal: Journal, places: Places, pages: list[Page]) -> None:
    draft = journal.writing.begin(Packs(places).get(PACK), "en")
    assert [one.text for one in journal.reading.earlier_to(draft, limit=2)] == ["dag 3", "dag 2"]
    at_third = draft.with_session(draft.session.skip().skip())
    assert journal.reading.earlier_to(at_third)[0].text == "morgen 3"
    assert journal.reading.earlier_to(draft.with_session(draft.session.go(None))) == []


def test_beside_an_answer_that_is_changed(journal: Journal, pages: list[Page]) -> None:
    draft = journal.writing.edit(pages[2], 2)
    assert [one.text for one in journal.reading.earlier_to(draft)] == ["morgen 1", "morgen 0"]
    journal.deleting.trash(pages[1])
    assert [one.text for one in journal.reading.earlier_to(draft)] == ["morgen 0"]
