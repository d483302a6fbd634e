"""A page of one's own that comes back from a document: as it was, and never against what was decided here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kwetsbaar.journal import Journal
from kwetsbaar.storage import files
from kwetsbaar.storage.entries import State
from tests.journal.test_forgetting import keep


def taken_out(journal: Journal, tmp_path: Path) -> Path:
    out = tmp_path / "all.json"
    journal.exporting.write(journal.exporting.take(), "json", out)
    return out


def test_what_was_forgotten_or_lies_in_the_trash_stays_there(journal: Journal, tmp_path: Path) -> None:
    keep(journal, "Wilg", "x")
    trashed = keep(journal, "Eik", "y")
    out = taken_out(journal, tmp_path)
    journal.forgetting.forget(journal.forgetting.look("Wilg"))
    assert trashed.entry
    journal.deleting.trash(journal.writing.revise(trashed, replace(trashed.entry, title="anders")))
    brought = journal.importing.look(out)
    assert (brought.new, brought.there, len(brought.found.odd)) == ((), 0, 2)
    assert journal.importing.take(brought) == 0
    assert journal.reading.cards() == []


def test_a_page_that_is_gone_comes_back_above_what_was_seen_of_it(journal: Journal, tmp_path: Path) -> None:
    page = keep(journal, "Eik", "y")
    out = taken_out(journal, tmp_path)
    assert page.entry
    journal.writing.revise(page, replace(page.entry, title="anders"))
    files.remove(journal.folder / "entries" / f"{page.name}.md.age")
    journal.reading.load()
    assert journal.importing.take(journal.importing.look(out)) == 1
    back = journal.reading.page(page.name)
    assert (back.state, back.entry and back.entry.title) == (State.OK, page.entry.title)
