"""What goes wrong while a page is sealed leaves neither a file nor a note behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kwetsbaar.core.entry import Entry
from kwetsbaar.errors import NotSaved, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Journal
from kwetsbaar.journal.page import Page
from kwetsbaar.storage import age
from tests.journal.test_forgetting import keep


def test_what_cannot_be_noted_does_not_leave_in_a_folder_that_is_a_link_either(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = keep(journal, "Eik", "y")
    person = journal.people.add("Sam", age.recipient_of(age.new_identity()))
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    parcel = journal.sharing.parcel(page, journal.sharing.chosen_by(page, ["what"]))

    def full(_page: Page, _entry: Entry) -> Page:
        raise NotSaved(msg("The disk is full."))

    monkeypatch.setattr(journal.writing, "revise", full)
    with pytest.raises(NotSaved):
        journal.sharing.seal_for(parcel, person, tmp_path / "link" / "x.age")
    assert [*(tmp_path / "real").iterdir()] == []
    assert journal.people.all().sent == ()


def test_the_words_of_someone_else_are_not_sealed_again(journal: Journal) -> None:
    page = keep(journal, "Eik", "y")
    assert page.entry
    page = journal.writing.revise(page, replace(page.entry, received_from="Sam"))
    with pytest.raises(Refused):
        journal.sharing.parcel(page, {1})
