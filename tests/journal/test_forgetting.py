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
