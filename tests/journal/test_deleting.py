"""Deleting a page, putting it back, and deleting it for good."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kwetsbaar.errors import NotFound, Refused
from kwetsbaar.journal import Journal, Places, State
from tests.conftest import Clock
from tests.journal.test_journal import entry_of, write


def test_a_deleted_page_is_found_in_the_trash_only(journal: Journal, places: Places) -> None:
    page, other = write(journal, places, "zilverreiger"), write(journal, places, "meerkoet")
    name = journal.deleting.trash(page)
    assert [card.name for card in journal.reading.cards()] == [other.name]
    assert journal.reading.search("zilverreiger") == []
    (card,) = journal.deleting.trashed()
    assert (card.name, card.title, card.state) == (name, "Drie minuten", State.OK)
    assert journal.deleting.page(name).entry == page.entry
    with pytest.raises(NotFound):
        journal.reading.find(page.name)


def test_it_comes_back_with_its_history(journal: Journal, places: Places) -> None:
    page = write(journal, places, "zilverreiger")
    page = journal.writing.revise(page, replace(entry_of(page), theme="vogels"))
    back = journal.deleting.restore(journal.deleting.trash(page))
    assert back == page
    assert [hit.card.name for hit in journal.reading.search("zilverreiger")] == [page.name]
    assert [entry_of(old).theme for old in journal.reading.history(back)] == [None]
    assert journal.deleting.trashed() == []


def test_a_page_that_changed_meanwhile_is_not_deleted(journal: Journal, places: Places) -> None:
    page = write(journal, places, "eerst")
    journal.writing.revise(page, replace(entry_of(page), theme="later"))
    for action in (journal.deleting.trash, journal.deleting.purge):
        with pytest.raises(Refused):
            action(page)
    assert [card.theme for card in journal.reading.cards()] == ["later"]


def test_a_page_that_stands_there_again_is_not_written_over(journal: Journal, places: Places) -> None:
    page = write(journal, places, "eerst")
    name = journal.deleting.trash(page)
    journal.writing.put(replace(entry_of(page), theme="ander"))
    with pytest.raises(Refused):
        journal.deleting.restore(name)
    assert [card.theme for card in journal.deleting.trashed()] == [None]
    assert [card.theme for card in journal.reading.cards()] == ["ander"]


def test_for_good_is_for_good(journal: Journal, places: Places, folder: Path) -> None:
    page = write(journal, places, "eerst", None, "rust")
    page = journal.writing.revise(page, replace(entry_of(page), theme="vogels"))
    journal.writing.save_draft(journal.writing.edit(page))
    journal.deleting.purge(page)
    assert [path.parent.name for path in folder.rglob("*") if page.name in path.name] == ["tombstones"]
    assert (journal.reading.cards(), journal.writing.drafts().drafts) == ([], ())
    journal.deleting.purge(page)


def test_the_trash_is_emptied(journal: Journal, places: Places, folder: Path, clock: Clock) -> None:
    pages = []
    for n in range(3):
        pages.append(write(journal, places, str(n)))
        clock.forward(hours=1)
    for page in pages:
        journal.deleting.trash(page)
    (folder / "trash" / "stuk.md.age").write_bytes(b"noise")
    cards = journal.deleting.trashed()
    assert [card.name for card in cards] == [*(page.name for page in reversed(pages)), "stuk.md.age"]
    journal.deleting.purge(cards[0].name)
    assert len(journal.deleting.trashed()) == 3
    journal.deleting.empty()
    assert journal.deleting.trashed() == []
    with pytest.raises(NotFound):
        journal.deleting.purge("stuk.md.age")


def test_a_copy_goes_without_its_page(journal: Journal, places: Places) -> None:
    page = write(journal, places, "eerst")
    mine = journal.writing.revise(page, replace(entry_of(page), theme="mijn"))
    copy = journal.writing.revise(page, replace(entry_of(page), theme="jouw"))
    name = journal.deleting.trash(copy)
    assert [card.theme for card in journal.reading.cards()] == ["mijn"]
    assert journal.deleting.restore(name) == copy
    journal.deleting.purge(copy)
    assert journal.reading.find(page.name) == mine
    assert journal.reading.history(mine)
