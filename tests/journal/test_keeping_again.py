"""Keeping a page whose draft cannot be removed: asking again neither fails nor makes a second page."""

from __future__ import annotations

import pytest

from kwetsbaar.core.draft import Draft
from kwetsbaar.errors import NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.storage.drafts import DraftStore
from tests.conftest import Clock


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the first removal of a draft fail."""
    remove, left = DraftStore.discard, [NotSaved(msg("the disk says no"))]

    def discard(store: DraftStore, id_: str) -> None:
        if left:
            raise left.pop()
        remove(store, id_)

    monkeypatch.setattr(DraftStore, "discard", discard)


def begun(journal: Journal, places: Places, *answers: str) -> Draft:
    draft = journal.writing.begin(Packs(places).get("drie-minuten"), "nl")
    session = draft.session
    for answer in answers:
        session = session.answer(answer)
    return journal.writing.save_draft(draft.with_session(session))


def on_disk(journal: Journal) -> tuple[int, int, int]:
    def count(name: str) -> int:
        return len([*(journal.folder / name).glob("*.age")])

    return count("entries"), count("history"), count("drafts")


@pytest.mark.usefixtures("stuck")
def test_a_new_page_is_kept_once(journal: Journal, places: Places, clock: Clock) -> None:
    draft = begun(journal, places, "de zee")
    with pytest.raises(NotSaved):
        journal.writing.keep(draft)
    assert on_disk(journal) == (1, 0, 1)
    clock.forward(minutes=5)
    page = journal.writing.keep(draft)
    assert on_disk(journal) == (1, 0, 0)
    assert page.entry == journal.reading.page(draft.id).entry
    assert [card.name for card in journal.reading.cards()] == [draft.id]


@pytest.mark.usefixtures("stuck")
def test_what_was_written_since_is_a_revision_of_it(journal: Journal, places: Places) -> None:
    draft = begun(journal, places, "de zee")
    with pytest.raises(NotSaved):
        journal.writing.keep(draft)
    page = journal.writing.keep(draft.with_session(draft.session.answer("en de wind")))
    assert page.entry
    assert (page.entry.rev, [answer.value for answer in page.entry.answers]) == (2, ["de zee", "en de wind"])
    assert on_disk(journal) == (1, 1, 0)


@pytest.mark.usefixtures("stuck")
def test_a_page_that_was_changed_is_changed_once(
    journal: Journal, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as free:
        free.setattr(DraftStore, "discard", lambda *_args: None)
        page = journal.writing.keep(begun(journal, places, "de zee"))
    draft = journal.writing.edit(page)
    draft = draft.with_session(draft.session.put("het meer"))
    with pytest.raises(NotSaved):
        journal.writing.keep(draft)
    clock.forward(minutes=5)
    again = journal.writing.keep(draft)
    assert again.entry
    assert (again.entry.rev, again.state) == (2, "ok")
    assert on_disk(journal)[:2] == (1, 1)
