"""What is about a client is found wherever it lies, and what drafts know of them goes too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kwetsbaar.core import packfile
from kwetsbaar.core.pack import Pack
from kwetsbaar.core.toml import Toml
from kwetsbaar.errors import NotFound, UsageError
from kwetsbaar.journal import Journal
from kwetsbaar.journal.page import Page
from kwetsbaar.storage import age
from kwetsbaar.storage.places import new_id
from tests.conftest import Clock

STEPS = """
title = "Alles"
[[step]]
id = "client"
kind = "client"
ask = "Over wie?"
[[step]]
id = "what"
ask = "Wat?"
"""


def pack() -> Pack:
    found = packfile.read(STEPS.encode(), "alles.toml").pack
    assert found
    return found


def keep(journal: Journal, client: str, what: str) -> Page:
    draft = journal.writing.begin(pack(), "nl")
    answers: dict[str, Toml] = {"client": client, "what": what}
    session = draft.session
    while session.at is not None:
        session = session.answer(answers[session.step(session.at).key])
    return journal.writing.keep(draft.with_session(session))


def test_drafts_about_a_client_go_and_others_do_not_know_the_alias_any_more(journal: Journal) -> None:
    keep(journal, "Wilg", "x")
    keep(journal, "Eik", "y")
    about, other = (journal.writing.begin(pack(), "nl") for _ in range(2))
    journal.writing.save_draft(about.with_session(about.session.answer("Wilg")))
    journal.writing.save_draft(other.with_session(other.session.answer("Eik")))
    assert "Wilg" in [alias.name for alias in other.session.known.aliases]
    journal.forgetting.forget(journal.forgetting.look("wilg"))
    (left,) = journal.writing.drafts().drafts
    assert left.id == other.id
    assert [alias.name for alias in left.session.known.aliases] == ["Eik"]


def test_a_draft_whose_alias_was_set_aside_is_about_the_client_too(journal: Journal) -> None:
    keep(journal, "Wilg", "x")
    draft = journal.writing.begin(pack(), "nl")
    journal.writing.save_draft(draft.with_session(draft.session.answer("Wilg").back().skip()))
    assert [each.id for each in journal.forgetting.look("Wilg").drafts] == [draft.id]


def test_an_earlier_version_that_named_the_client_is_told(journal: Journal) -> None:
    keep(journal, "Wilg", "x")
    page = keep(journal, "Eik", "net als Wilg")
    assert page.entry
    answers = tuple(
        replace(answer, value="anders") if answer.key == "what" else answer for answer in page.entry.answers
    )
    journal.writing.revise(page, replace(page.entry, answers=answers))
    (mention,) = journal.forgetting.look("Wilg").mentions
    assert (mention.card.name, mention.earlier) == (page.name, True)


def test_who_is_past_the_day_is_offered_and_not_before(journal: Journal, clock: Clock) -> None:
    keep(journal, "Wilg", "x")
    journal.forgetting.keep_until("wilg", clock().date() + timedelta(days=1))
    assert journal.forgetting.past() == ()
    clock.forward(days=1)
    assert journal.forgetting.past() == ()
    clock.forward(days=1)
    assert [client.alias for client in journal.forgetting.past()] == ["Wilg"]
    journal.forgetting.keep_until("Wilg", None)
    assert journal.forgetting.past() == ()


def test_a_client_without_pages_can_be_forgotten_too(journal: Journal) -> None:
    journal.forgetting.keep_until("Wilg", date(2027, 1, 1))
    journal.forgetting.forget(journal.forgetting.look("wilg"))
    with pytest.raises(NotFound):
        journal.forgetting.look("Wilg")
    with pytest.raises(UsageError):
        journal.forgetting.look("a/b")


def test_when_it_is_cut_off_it_can_be_done_again(journal: Journal) -> None:
    pages = [keep(journal, "Wilg", str(n)) for n in range(3)]
    memory = journal.forgetting.look("Wilg")

    class Cut(Exception):
        pass

    def stop(done: int, _of: int) -> None:
        if done == 2:
            raise Cut

    with pytest.raises(Cut):
        journal.forgetting.forget(memory, progress=stop)
    left = journal.forgetting.look("Wilg")
    assert len(left.pages) == 1
    journal.forgetting.forget(left)
    assert not {page.name for page in pages} & {card.name for card in journal.reading.cards()}


RISKS = """
title = "Vrees"
[[step]]
id = "client"
kind = "client"
ask = "Over wie?"
[[step]]
id = "fears"
kind = "risks"
ask = "Wat vrees je?"
[[step]]
kind = "revisit"
about = "fears"
id = "look"
ask = "Wanneer?"
"""
OUTCOME = 'title = "Terug"\n[[step]]\nid = "back"\nkind = "outcome"\nask = "Hoe liep het?"\n'


def read(text: str, name: str) -> Pack:
    found = packfile.read(text.encode(), f"{name}.toml").pack
    assert found
    return found


def feared(journal: Journal, clock: Clock) -> Page:
    draft = journal.writing.begin(read(RISKS, "vrees"), "nl")
    session = draft.session.answer("Wilg").answer([{"text": "haar baan kwijt"}]).answer(clock().date())
    return journal.writing.keep(draft.with_session(session))


def test_a_page_that_quotes_words_of_a_page_that_goes_is_told(journal: Journal, clock: Clock) -> None:
    feared(journal, clock)
    draft = journal.writing.begin(read(OUTCOME, "terug"), "nl")
    (risk,) = draft.session.known.risks
    page = journal.writing.keep(draft.with_session(draft.session.answer([{"risk": risk.ref, "happened": "no"}])))
    assert page.entry
    assert [(each.card.name, each.earlier) for each in journal.forgetting.look("Wilg").mentions] == [(page.name, False)]


def test_a_draft_does_not_know_the_risks_of_a_client_that_was_forgotten(journal: Journal, clock: Clock) -> None:
    feared(journal, clock)
    draft = journal.writing.begin(read(OUTCOME, "terug"), "nl")
    journal.writing.save_draft(draft)
    assert [risk.text for risk in draft.session.known.risks] == ["haar baan kwijt"]
    journal.forgetting.forget(journal.forgetting.look("Wilg"))
    assert journal.writing.draft(draft.id).session.known.risks == ()


def test_what_stays_in_the_trash_in_drafts_and_beside_people_is_told(journal: Journal) -> None:
    keep(journal, "Wilg", "x")
    page = keep(journal, "Eik", "net als Wilg")
    journal.deleting.trash(page)
    draft = journal.writing.begin(pack(), "nl")
    journal.writing.save_draft(draft.with_session(draft.session.answer("Eik").answer("ook Wilg")))
    copy = "people.sync-conflict-20261127-101010-ABCDEFG.age"
    journal.forgetting.note_names("Wilg", ("Anna",))
    (journal.folder / copy).write_bytes((journal.folder / "people.age").read_bytes())
    assert journal.forgetting.look("Wilg").beside == (f"trash/{page.name}", f"drafts/{draft.id}", copy)


@pytest.mark.parametrize("way", ["conflict copy", "rolled back", "foreign"])
def test_a_page_of_the_client_that_is_not_as_it_should_be_goes_or_is_named(journal: Journal, way: str) -> None:
    page = keep(journal, "Wilg", "x")
    entries = journal.folder / "entries"
    path = entries / f"{page.name}.md.age"
    data = path.read_bytes()
    assert page.entry
    if way == "conflict copy":
        (entries / f"{page.name}.sync-conflict-20261127-101010-ABCDEFG.md.age").write_bytes(data)
    elif way == "rolled back":
        journal.writing.revise(page, replace(page.entry, title="anders"))
        path.write_bytes(data)
    else:
        plain = age.decrypt(data, journal.keyring.identities)
        path.write_bytes(age.encrypt(plain.replace(b"Wilg", b"WILG"), journal.keyring.recipient))
    journal.reading.load()
    journal.forgetting.forget(journal.forgetting.look("Wilg"))
    for left in journal.folder.rglob("*.md.age"):
        assert b"Wilg" not in age.decrypt(left.read_bytes(), journal.keyring.identities)
    assert not list(entries.iterdir())


def test_an_alias_that_no_question_would_take_can_be_forgotten_too(journal: Journal) -> None:
    page = keep(journal, "Eik", "x")
    assert page.entry
    journal.writing.put(replace(page.entry, id=new_id(), about="a/b"))
    journal.forgetting.forget(journal.forgetting.look("A/B"))
    assert [card.about for card in journal.reading.cards()] == ["Eik"]
