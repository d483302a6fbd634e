"""What lies ready on its day, opened, put off, and done; and what a session knows of the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kwetsbaar.core import packfile
from kwetsbaar.core.pack import Pack
from kwetsbaar.core.toml import Toml
from kwetsbaar.errors import Damaged, NotFound
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.due import What, look_back_pack
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Page
from tests.conftest import Clock
from tests.core.test_ahead import STEPS

WEEK = timedelta(weeks=1)
OUTCOME = 'title = "Terug"\n[[step]]\nid = "back"\nkind = "outcome"\nask = "Hoe liep het?"\n'


def pack(text: str = STEPS, id_: str = "alles") -> Pack:
    found = packfile.read(text.encode(), f"{id_}.toml").pack
    assert found
    return found


def keep(journal: Journal, answers: dict[str, Toml], made: Pack | None = None) -> Page:
    draft = journal.writing.begin(made or pack(), "nl")
    session = draft.session
    while session.at is not None:
        value = answers.get(session.step(session.at).key)
        session = session.skip() if value is None else session.answer(value)
    return journal.writing.keep(draft.with_session(session))


def feared(journal: Journal, day: date, **more: Toml) -> Page:
    return keep(journal, {"fears": [{"text": "geen werk"}, {"text": "alleen"}], "look": day, **more})


@pytest.fixture
def today(journal: Journal, clock: Clock) -> date:
    journal.reading.load()
    return clock().date()


def test_a_risk_lies_ready_on_its_day_and_not_before(journal: Journal, clock: Clock, today: date) -> None:
    page = feared(journal, today + WEEK)
    assert journal.due.ready() == []
    clock.forward(weeks=1)
    (due,) = journal.due.ready()
    assert (due.what, due.name, due.keys, due.date, due.written) == (
        What.RISKS,
        page.name,
        ("r1", "r2"),
        today + WEEK,
        today,
    )


def test_it_is_known_again_after_the_pages_were_read_anew(
    journal: Journal, places: Places, clock: Clock, today: date
) -> None:
    page = feared(journal, today)
    again = Journal(journal.folder, journal.keyring, places, clock)
    again.reading.load()
    assert [due.name for due in again.due.ready()] == [page.name]
    again.close()


def test_looking_back_is_a_page_of_its_own_and_the_older_one_never_changes(
    journal: Journal, today: date, places: Places
) -> None:
    page = feared(journal, today)
    (due,) = journal.due.ready()
    draft = journal.due.begin(due, Packs(places), "nl")
    refs = [risk.ref for risk in draft.session.known.risks]
    assert refs == [f"{page.name}#r1", f"{page.name}#r2"]
    keep(journal, {"back": [{"risk": refs[0], "happened": "no"}]}, pack(OUTCOME, "terug"))
    assert journal.reading.page(page.name).base == page.base
    assert journal.due.ready()[0].keys == ("r2",)
    keep(journal, {"back": [{"risk": refs[1], "happened": "unclear"}]}, pack(OUTCOME, "terug"))
    assert journal.due.ready() == []


def test_the_page_that_was_opened_comes_first(journal: Journal, today: date, places: Places) -> None:
    feared(journal, today - WEEK)
    newer = feared(journal, today)
    due = next(due for due in journal.due.ready() if due.name == newer.name)
    draft = journal.due.begin(due, Packs(places), "nl")
    assert [risk.ref.partition("#")[0] == newer.name for risk in draft.session.known.risks] == [
        True,
        True,
        False,
        False,
    ]


def test_later_and_never_again_are_new_revisions_of_the_page(journal: Journal, clock: Clock, today: date) -> None:
    page = feared(journal, today)
    (due,) = journal.due.ready()
    later = journal.due.put_off(due, "2 weeks")
    assert (later.name, later.entry and later.entry.rev) == (page.name, 2)
    assert journal.due.ready() == []
    clock.forward(weeks=2)
    (due,) = journal.due.ready()
    journal.due.put_off(due, None)
    clock.forward(days=999)
    assert journal.due.ready() == []
    assert len(journal.reading.history(page)) == 2


def test_a_question_comes_back_with_what_one_wanted_to_know(
    journal: Journal, clock: Clock, today: date, places: Places
) -> None:
    page = keep(journal, {"theme": "zzp", "can_i": "no", "needed": ["geld"], "ask": today + WEEK})
    clock.forward(weeks=1)
    (due,) = journal.due.ready()
    assert (due.what, due.keys) == (What.QUESTION, ("can_i",))
    draft = journal.due.begin(due, Packs(places), "nl")
    question = draft.session.question()
    assert question
    assert "geld" in (question.say or "")
    draft = journal.writing.draft(journal.writing.save_draft(draft).id)  # as after a lock
    session = draft.session.next().answer("yes").answer("nu wel").answer(today + 3 * WEEK)
    now = journal.writing.keep(draft.with_session(session))
    assert journal.due.before(now) == (page, "can_i")
    assert journal.due.before(page) is None
    assert journal.due.ready() == []
    clock.forward(weeks=2)
    assert [due.name for due in journal.due.ready()] == [now.name]
    journal.deleting.purge(page)
    assert journal.due.before(now) is None


def test_a_page_to_be_read_again_lies_ready_until_it_is_put_off(journal: Journal, today: date) -> None:
    keep(journal, {"theme": "zzp", "read": today})
    (due,) = journal.due.ready()
    assert (due.what, due.keys) == (What.PAGE, ())
    with pytest.raises(Damaged):
        journal.due.begin(due, Packs(Places.of_user()), "nl")
    journal.due.put_off(due, None)
    assert journal.due.ready() == []


def test_a_page_that_is_left_out_or_deleted_wants_nothing(journal: Journal, today: date) -> None:
    page = feared(journal, today)
    other = feared(journal, today)
    assert page.entry
    journal.writing.revise(page, replace(page.entry, hidden=True))
    journal.deleting.trash(other)
    assert journal.due.ready() == []


def test_a_deleted_page_that_waits_to_be_opened_is_said(journal: Journal, today: date, places: Places) -> None:
    page = keep(journal, {"can_i": "no", "ask": today})
    (due,) = journal.due.ready()
    journal.deleting.purge(page)
    with pytest.raises(NotFound):
        journal.due.begin(due, Packs(places), "nl")


def test_nothing_is_decrypted_to_see_what_lies_ready(
    journal: Journal, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        feared(journal, today)
    monkeypatch.setattr(journal.reading, "page", None)
    assert len(journal.due.ready()) == 3


def test_a_pack_of_ones_own_without_outcomes_does_not_stand_in_the_way(places: Places) -> None:
    folder = places.data / "prompts"
    folder.mkdir(parents=True)
    for text in (None, 'title = "x"\n[[step]]\nask = "y"\n', "kapot"):
        if text:
            (folder / "is-het-gebeurd.toml").write_text(text)
        found = look_back_pack(Packs(places))
        assert found.id == "is-het-gebeurd"
        assert any(step.kind == "outcome" for step in found.steps)


# ------------------------------------------------------------------ what a session knows


def test_risks_whose_day_has_come_stand_first_and_the_rest_can_be_chosen(journal: Journal, today: date) -> None:
    feared(journal, today + WEEK)
    first = feared(journal, today)
    keep(journal, {"fears": [{"text": "zonder dag"}]})
    risks = journal.knowing.risks("alles")
    assert [risk.date for risk in risks] == [today, today, today + WEEK, today + WEEK, None]
    assert risks[0].ref == f"{first.name}#r1"
    assert {risk.step for risk in risks} == {"fears"}
    assert {risk.step for risk in journal.knowing.risks("anders")} == {""}


def test_aliases_come_with_what_was_meant_last(journal: Journal, clock: Clock, today: date) -> None:
    keep(journal, {"who": "Beuk", "try": "zwijgen"})
    clock.forward(days=1)
    keep(journal, {"who": "Els", "try": "vragen"})
    clock.forward(days=1)
    keep(journal, {"who": "beuk", "try": "langer zwijgen."})
    clock.forward(days=1)
    keep(journal, {"who": "Els"})
    aliases = journal.writing.begin(pack(), "nl").session.known.aliases
    assert [(alias.name, alias.intention) for alias in aliases] == [("Els", "vragen"), ("Beuk", "langer zwijgen")]


def test_what_was_meant_is_not_told_of_a_page_that_is_left_out_or_was_let_go_of(journal: Journal, clock: Clock) -> None:
    def meant() -> list[tuple[str, str]]:
        return [(alias.name, alias.intention) for alias in journal.writing.begin(pack(), "nl").session.known.aliases]

    older = keep(journal, {"who": "Beuk", "try": "zwijgen"})
    clock.forward(days=1)
    newer = keep(journal, {"who": "Beuk", "try": "langer zwijgen"})
    assert meant() == [("Beuk", "langer zwijgen")]
    journal.looking_back.mark(newer.name, "try", "", "tried")
    assert meant() == [("Beuk", "langer zwijgen")]
    journal.looking_back.mark(newer.name, "try", "", "dropped")
    assert meant() == [("Beuk", "")]
    journal.looking_back.leave_out(journal.reading.page(newer.name))
    assert meant() == [("Beuk", "zwijgen")]
    journal.looking_back.leave_out(journal.reading.page(older.name))
    assert meant() == [("Beuk", "")]


def test_of_a_list_only_what_was_let_go_of_is_not_told(journal: Journal) -> None:
    listed = pack(
        'title = "x"\n[[step]]\nid = "who"\nkind = "client"\nask = "?"\n'
        '[[step]]\nid = "try"\nkind = "list"\ntag = "intention"\nask = "?"'
    )
    page = keep(journal, {"who": "Beuk", "try": ["zwijgen", "vragen"]}, listed)
    journal.looking_back.mark(page.name, "try", "zwijgen", "dropped")
    (alias,) = journal.writing.begin(listed, "nl").session.known.aliases
    assert alias.intention == "vragen"
    journal.looking_back.mark(page.name, "try", "vragen", "dropped")
    (alias,) = journal.writing.begin(listed, "nl").session.known.aliases
    assert alias.intention == ""


def test_an_edit_knows_the_aliases_and_the_day(journal: Journal, today: date) -> None:
    page = keep(journal, {"who": "Beuk", "look": today})
    known = journal.writing.edit(page).session.known
    assert [alias.name for alias in known.aliases] == ["Beuk"]
    assert known.today == today


def test_a_draft_goes_on_on_another_day(journal: Journal, clock: Clock, today: date) -> None:
    draft = journal.writing.begin(pack(), "nl")
    session = draft.session.answer("Beuk")
    saved = journal.writing.save_draft(draft.with_session(session))
    clock.forward(weeks=3)
    assert journal.writing.draft(saved.id).session.known.today == today + 3 * WEEK


def test_only_packs_that_are_there_are_known(journal: Journal) -> None:
    known = journal.writing.begin(pack(), "nl").session.known
    assert [made.id for made in known.packs] == ["vrij"]


def test_a_pack_that_asks_about_no_page_waits_for_none(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal.reading, "be_loaded", None)
    plain = pack('title = "x"\n[[step]]\nask = "y"\n')
    assert journal.writing.begin(plain, "nl").session.known.risks == ()


def test_many_pages_with_risks(journal: Journal, today: date) -> None:
    for _ in range(10):
        keep(journal, {"fears": [{"text": f"vrees {n}"} for n in range(20)], "look": today})
    assert len(journal.due.ready()) == 10
    assert len(journal.knowing.risks()) == 200
