"""Looking back over a journal: what counts, what is left out, what became of it, and one question over time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kwetsbaar.core import packfile
from kwetsbaar.core.lookback.blocks import Items
from kwetsbaar.core.pack import Pack
from kwetsbaar.core.query import parse
from kwetsbaar.core.toml import Toml
from kwetsbaar.errors import NotFound
from kwetsbaar.journal import Journal, Places, State
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Page
from tests.conftest import Clock
from tests.journal.test_due import OUTCOME, keep, pack
from tests.journal.test_journal import entry_of, write

WEEK = timedelta(weeks=1)
COACH = """
title = "Coach"
[[step]]
id = "who"
kind = "client"
ask = "Wie?"
[[step]]
id = "try"
tag = "intention"
ask = "Wat neem je je voor?"
[[step]]
id = "steps"
kind = "list"
tag = "courage"
ask = "Welke stap?"
"""


def coach() -> Pack:
    found = packfile.read(COACH.encode(), "coach.toml").pack
    assert found
    return found


def looked(journal: Journal, name: str, typed: str = "") -> dict[str, Toml]:
    data = journal.looking_back.look(name, parse(typed).where).data()
    found: dict[str, Toml] = json.loads(json.dumps(data))
    return found


@pytest.fixture
def today(journal: Journal, clock: Clock) -> date:
    journal.reading.load()
    return clock().date()


class TestAFear:
    """A fear falls due, is answered, and moves the figures."""

    def test_it_moves_the_figures_once_it_is_answered(
        self, journal: Journal, clock: Clock, today: date, places: Places
    ) -> None:
        fears: Toml = [{"text": "geen werk", "chance": 60, "handle": 3}, {"text": "alleen", "chance": 20, "handle": 6}]
        page = keep(journal, {"fears": fears, "look": today + WEEK})
        assert journal.due.ready() == []
        assert {key: looked(journal, "risks")[key] for key in ("written", "looked_back", "open")} == {
            "written": 2,
            "looked_back": 0,
            "open": 2,
        }
        clock.forward(weeks=1)
        (due,) = journal.due.ready()
        draft = journal.due.begin(due, Packs(places), "nl")
        answers: Toml = [{"risk": f"{page.name}#r1", "happened": "yes", "coped": 7, "note": "mijn zus"}]
        session = draft.session
        while session.at is not None:
            asked = session.step(session.at).kind == "outcome"
            session = session.answer(answers) if asked else session.skip()
        journal.writing.keep(draft.with_session(session))
        assert [due.keys for due in journal.due.ready()] == [("r2",)]
        figures = looked(journal, "risks")
        assert {key: figures[key] for key in ("written", "looked_back", "open")} == {
            "written": 2,
            "looked_back": 1,
            "open": 1,
        }
        assert figures["happened"] == {"yes": 1, "partly": 0, "no": 0, "unclear": 0}
        assert "mijn zus" in str(figures["risks"])
        shown = journal.looking_back.look("risks").shown("nl")
        assert not [block for block in shown if type(block).__name__ in {"Bars", "Plot", "Pairs"}]
        items = [item for block in shown if isinstance(block, Items) for item in block.items]
        assert any("mijn zus" in item.text + item.tail for item in items)
        clock.forward(days=1)
        shown = journal.looking_back.look("risks").shown("nl")
        assert [block for block in shown if type(block).__name__ == "Bars"]


class TestLeavingOut:
    """A page that is left out counts nowhere, and counts again when it is let in."""

    @pytest.fixture
    def page(self, journal: Journal, clock: Clock, today: date) -> Page:
        page = keep(journal, {"who": "Wilg", "try": "stil zijn", "steps": ["bellen"]}, coach())
        clock.forward(days=1)
        return page

    def test_in_views_and_choosing(self, journal: Journal, page: Page) -> None:
        assert "bellen" in str(looked(journal, "courage"))
        assert "stil zijn" in str(looked(journal, "intentions"))
        hidden = journal.looking_back.leave_out(page)
        assert (entry_of(hidden).hidden, entry_of(hidden).rev, hidden.state) == (True, 2, State.OK)
        assert "bellen" not in str(looked(journal, "courage"))
        assert "stil zijn" not in str(looked(journal, "intentions"))
        names = journal.looking_back.names()
        assert (names.packs, names.aliases, names.tags) == ((), (), ())
        assert journal.looking_back.first_day() is None
        journal.looking_back.leave_out(hidden, out=False)
        assert "bellen" in str(looked(journal, "courage"))
        assert [name.said for name in journal.looking_back.names().aliases] == ["Wilg"]

    def test_on_this_day(self, journal: Journal, page: Page, clock: Clock) -> None:
        clock.now = clock.now.replace(year=clock.now.year + 1) - timedelta(days=1)
        assert page.name in str(looked(journal, "on-this-day"))
        journal.looking_back.leave_out(page)
        assert looked(journal, "on-this-day")["pages"] == []

    def test_in_what_a_coach_meant_to_try(self, journal: Journal, page: Page) -> None:
        assert [alias.intention for alias in journal.knowing.aliases()] == ["stil zijn"]
        journal.looking_back.leave_out(page)
        assert [(alias.name, alias.intention) for alias in journal.knowing.aliases()] == [("Wilg", "")]

    def test_in_what_lies_ready(self, journal: Journal, clock: Clock, today: date) -> None:
        page = keep(journal, {"fears": [{"text": "x"}], "look": today, "can_i": "no", "ask": today, "read": today})
        assert len(journal.due.ready()) == 3
        assert journal.knowing.risks()
        hidden = journal.looking_back.leave_out(page)
        assert journal.due.ready() == []
        assert journal.knowing.risks() == ()
        journal.looking_back.leave_out(hidden, out=False)
        assert len(journal.due.ready()) == 3

    def test_beside_a_question_that_is_asked_again(
        self, journal: Journal, clock: Clock, today: date, places: Places
    ) -> None:
        page = keep(journal, {"theme": "zzp", "can_i": "no", "ask": today})
        (due,) = journal.due.ready()
        draft = journal.due.begin(due, Packs(places), "nl")
        session = draft.session
        while session.at is not None:
            step = session.step(session.at)
            session = session.answer("yes") if step.key == "can_i" else session.skip() if step.ask else session.next()
        now = journal.writing.keep(draft.with_session(session))
        assert journal.due.before(now)
        journal.looking_back.leave_out(page)
        assert journal.due.before(now) is None

    def test_among_earlier_answers_and_the_same_question(self, journal: Journal, page: Page, clock: Clock) -> None:
        newer = keep(journal, {"who": "Wilg", "try": "vragen"}, coach())
        assert [one.text for one in journal.reading.earlier("coach", "try")] == ["vragen", "stil zijn"]
        assert [one.text for one in journal.looking_back.same(newer, 1)] == ["stil zijn", "vragen"]
        hidden = journal.looking_back.leave_out(page)
        assert [one.text for one in journal.reading.earlier("coach", "try")] == ["vragen"]
        assert [one.text for one in journal.looking_back.same(newer, 1)] == ["vragen"]
        assert journal.looking_back.same(hidden, 1) == []

    def test_where_it_was_changed_elsewhere_both_texts_are_kept(self, journal: Journal, page: Page) -> None:
        journal.writing.revise(page, replace(entry_of(page), theme="anders"))
        copy = journal.looking_back.leave_out(page)
        assert copy.state is State.COPY
        assert not entry_of(journal.reading.page(page.name)).hidden


class TestWhatBecameOfIt:
    def test_it_is_a_new_revision_and_the_text_stays(self, journal: Journal, today: date) -> None:
        page = keep(journal, {"who": "Wilg", "try": "stil zijn", "steps": ["bellen", "schrijven"]}, coach())
        marked = journal.looking_back.mark(page.name, "steps", "schrijven", "declined")
        assert entry_of(marked).rev == 2
        assert journal.reading.page(page.name).base == marked.base
        assert "declined" in str(looked(journal, "courage"))
        again = journal.looking_back.mark(page.name, "steps", "schrijven", "declined")
        assert entry_of(again).rev == 2  # nothing changed
        journal.looking_back.mark(page.name, "try", "", "tried")
        assert [answer.value for answer in entry_of(journal.reading.page(page.name)).answers] == [
            answer.value for answer in entry_of(page).answers
        ]
        assert "tried" in str(looked(journal, "intentions"))

    @pytest.mark.parametrize(("key", "item"), [("steps", "zwemmen"), ("nergens", ""), ("who", "")])
    def test_what_is_not_there_any_more_is_told(self, journal: Journal, today: date, key: str, item: str) -> None:
        page = keep(journal, {"who": "Wilg", "steps": ["bellen"]}, coach())
        with pytest.raises(NotFound):
            journal.looking_back.mark(page.name, key, item, "taken")
        journal.deleting.purge(page)
        with pytest.raises(NotFound):
            journal.looking_back.mark(page.name, "steps", "bellen", "taken")


class TestTheSameQuestion:
    def test_in_every_version_and_language_of_the_pack(
        self, journal: Journal, places: Places, clock: Clock, today: date
    ) -> None:
        write(journal, places, "een", pack="drie-minuten")
        clock.forward(days=1)
        shelf = Packs(places).get("drie-minuten")
        draft = journal.writing.begin(shelf, "en")
        journal.writing.keep(draft.with_session(draft.session.answer("two")))
        clock.forward(days=1)
        older = replace(shelf, version="0.1", sha256="0" * 64)
        draft = journal.writing.begin(older, "nl")
        journal.writing.keep(draft.with_session(draft.session.answer("drie")))
        clock.forward(days=1)
        page = write(journal, places, "vier", "anders", pack="drie-minuten")
        found = journal.looking_back.same(page, 0)
        assert [one.text for one in found] == ["een", "two", "drie", "vier"]
        assert [one.date for one in found] == sorted(one.date for one in found)

    def test_when_the_pack_is_gone_its_own_language_counts(self, journal: Journal, clock: Clock, today: date) -> None:
        gone = packfile.read(b'title = "Weg"\n[[step]]\nask = "Wat?"\n', "weg.toml").pack
        assert gone
        for text in ("een", "twee"):
            page = keep(journal, {"1": text}, gone)
            clock.forward(days=1)
        assert [one.text for one in journal.looking_back.same(page, 0)] == ["een", "twee"]

    def test_where_it_was_asked_again(self, journal: Journal, clock: Clock, today: date, places: Places) -> None:
        page = keep(journal, {"theme": "zzp", "can_i": "no", "ask": today})
        clock.forward(days=1)
        (due,) = journal.due.ready()
        draft = journal.due.begin(due, Packs(places), "nl")
        session = draft.session
        while session.at is not None:
            step = session.step(session.at)
            session = session.answer("yes") if step.key == "can_i" else session.skip() if step.ask else session.next()
        journal.writing.keep(draft.with_session(session))
        number = next(n for n, answer in enumerate(entry_of(page).answers) if answer.key == "can_i")
        assert [one.text for one in journal.looking_back.same(page, number)] == ["Nee", "Ja"]

    def test_all_of_them_however_many(self, journal: Journal, clock: Clock, today: date) -> None:
        for number in range(25):
            page = keep(journal, {"theme": f"{number}"})
            clock.forward(hours=1)
        number = next(n for n, answer in enumerate(entry_of(page).answers) if answer.key == "theme")
        assert [one.text for one in journal.looking_back.same(page, number)] == [str(n) for n in range(25)]


def test_which_pages_are_meant(journal: Journal, clock: Clock, today: date) -> None:
    keep(journal, {"fears": [{"text": "geld"}]})
    clock.forward(days=40)
    keep(journal, {"who": "Wilg", "fears": [{"text": "stilte"}, {"text": "ruis"}]})
    counts = {
        typed: looked(journal, "risks", typed)["written"]
        for typed in ("", "2026-11", "2027", "@wilg", "pack:alles", "pack:al*", "pack:weg", f"{today}..")
    }
    assert counts == {
        "": 3,
        "2026-11": 1,
        "2027": 2,
        "@wilg": 2,
        "pack:alles": 3,
        "pack:al*": 3,
        "pack:weg": 0,
        f"{today}..": 3,
    }
    names = journal.looking_back.names()
    assert [(name.word, name.said, name.pages) for name in names.packs] == [("alles", "Alles", 2)]
    assert journal.looking_back.first_day() == today


def test_pages_of_packs_that_are_gone_count(journal: Journal, today: date) -> None:
    page = keep(journal, {"fears": [{"text": "geld"}]}, pack(id_="nergens"))
    keep(journal, {"back": [{"risk": f"{page.name}#r1", "happened": "no"}]}, pack(OUTCOME, "ook-weg"))
    figures = looked(journal, "risks")
    assert (figures["written"], figures["looked_back"]) == (1, 1)
