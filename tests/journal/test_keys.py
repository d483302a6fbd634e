"""Care for the keys, as both faces use it: what was written goes on from where it was, whatever key it has."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from kwetsbaar.core import editing
from kwetsbaar.core.draft import Draft
from kwetsbaar.errors import Refused, WrongPassphrase
from kwetsbaar.journal import Created, Journal, Places, State, keys
from kwetsbaar.journal.keys import Secret, Wanted
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Page
from kwetsbaar.journal.traces import Traces
from kwetsbaar.storage import age, seal
from kwetsbaar.storage.create import unlock
from kwetsbaar.storage.places import JournalFolder
from kwetsbaar.storage.rekeying import begin
from tests.conftest import PASSPHRASE, Clock
from tests.storage.steps import quick_scrypt

NEW = "vier losse woorden erbij"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "scrypt", quick_scrypt)


@pytest.fixture
def created(tmp_path: Path, places: Places, clock: Clock) -> Created:
    return Journal.create(tmp_path / "quick", PASSPHRASE, places, clock)


def kept(journal: Journal, places: Places, text: str) -> Page:
    return journal.writing.keep(begun(journal, places, text))


def begun(journal: Journal, places: Places, text: str) -> Draft:
    draft = journal.writing.begin(Packs(places).get("drie-minuten"), "nl")
    return journal.writing.save_draft(draft.with_session(draft.session.answer(text)))


def rekeyed(created: Created, places: Places, clock: Clock) -> Journal:
    created.journal.close()
    folder = created.journal.folder
    keys.rekey(folder, Secret(PASSPHRASE), Wanted(NEW, None), places)
    return Journal.unlock(folder, NEW, places, clock)


def first(page: Page) -> object:
    assert page.entry
    return page.entry.answers[0].value


def test_an_edit_that_was_begun_is_kept_as_the_next_revision(created: Created, places: Places, clock: Clock) -> None:
    page = kept(created.journal, places, "een")
    edit = created.journal.writing.edit(page)
    created.journal.writing.save_draft(edit.with_session(edit.session.put("twee")))
    journal = rekeyed(created, places, clock)
    [draft] = journal.writing.drafts().drafts
    again = journal.writing.keep(draft)
    assert (again.state, first(again)) == (State.OK, "twee")
    assert [(first(old), old.state) for old in journal.reading.history(again)] == [("een", State.OK)]
    assert journal.writing.drafts().drafts == ()
    journal.close()


def test_an_edit_of_a_version_that_lies_in_the_history_goes_beside_the_page(
    created: Created, places: Places, clock: Clock
) -> None:
    journal = created.journal
    page = kept(journal, places, "een")
    edit = journal.writing.edit(page)
    journal.writing.save_draft(edit.with_session(edit.session.put("drie")))
    assert page.entry
    changed = editing.with_answers(page.entry, journal.writing.edit(page).session.put("twee"))
    journal.writing.revise(page, changed)
    journal = rekeyed(created, places, clock)
    [draft] = journal.writing.drafts().drafts
    again = journal.writing.keep(draft)
    assert (again.state, first(again)) == (State.COPY, "drie")
    assert first(journal.reading.page(page.name)) == "twee"
    journal.close()


def test_a_draft_that_waits_for_the_disk_over_a_rekey_is_read_with_the_new_keyring(
    created: Created, places: Places, clock: Clock
) -> None:
    draft = begun(created.journal, places, "los")
    held = created.journal.writing.seal_draft(draft)
    journal = rekeyed(created, places, clock)
    journal.writing.hold(held)
    journal.writing.save_held()
    assert [found.session.given for found in journal.writing.drafts().drafts if found.id == draft.id]
    journal.close()


def test_the_list_search_and_cache_know_the_pages_after_a_rekey(created: Created, places: Places, clock: Clock) -> None:
    kept(created.journal, places, "het blauwe huis")
    created.journal.reading.load()
    journal = rekeyed(created, places, clock)
    journal.reading.load()
    assert [card.state for card in journal.reading.cards()] == [State.OK]
    assert len(journal.reading.search("blauwe")) == 1
    assert journal.reading.count_odd() == 0
    journal.close()


def test_a_page_under_an_earlier_key_is_changed_only_when_it_is_accepted(
    created: Created, places: Places, clock: Clock
) -> None:
    page = kept(created.journal, places, "een")
    old = JournalFolder(created.journal.folder).entry(page.name).read_bytes()
    journal = rekeyed(created, places, clock)
    JournalFolder(journal.folder).entry(page.name).write_bytes(old)
    journal.reading.load()
    found = journal.reading.page(page.name)
    assert (found.state, first(found)) == (State.EARLIER_KEY, "een")
    assert journal.reading.count_odd() == 1
    assert len(journal.reading.earlier("drie-minuten", "1", ("Wat raakte je vandaag, groot of klein?",))) == 0
    with pytest.raises(Refused, match="cannot be changed yet"):
        journal.writing.edit(found)
    accepted = journal.writing.accept(found)
    assert (accepted.state, accepted.entry) == (State.OK, found.entry)
    assert journal.reading.count_odd() == 0
    edit = journal.writing.edit(accepted)
    assert journal.writing.keep(edit.with_session(edit.session.put("twee"))).state is State.OK
    assert [old.state for old in journal.reading.history(accepted)] == [State.OK]
    journal.close()


def test_a_rekey_that_waits_is_told_and_finished(created: Created, places: Places, clock: Clock) -> None:
    page = kept(created.journal, places, "een")
    created.journal.close()
    ring = begin(created.journal.folder, Secret(PASSPHRASE), Wanted(NEW, created.words), places=places)
    journal = Journal.unlock(created.journal.folder, NEW, places, clock)
    assert journal.rekey_waits
    assert journal.reading.page(page.name).state is State.OK
    told: list[tuple[int, int]] = []
    journal.finish_rekey(lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
    assert not journal.rekey_waits
    journal.close()
    assert unlock(created.journal.folder, NEW) == ring


def test_another_window_with_the_older_keyring_reads_on_and_writes_nothing(
    created: Created, places: Places, clock: Clock
) -> None:
    window = created.journal
    kept(window, places, "een")
    assert not window.is_older
    keys.rekey(window.folder, Secret(PASSPHRASE), Wanted(NEW, created.words), places)
    assert window.is_older
    assert "it can only be read now" in str(window.trouble)
    with pytest.raises(Refused, match="newer than the keyring"):
        begun(window, places, "twee")
    with pytest.raises(Refused, match="newer than the keyring"):
        keys.check_newest(window)
    window.close()


def test_a_folder_from_before_the_rekey_is_read_and_changed_nowhere(
    created: Created, places: Places, clock: Clock, tmp_path: Path
) -> None:
    page = kept(created.journal, places, "een")
    folder = created.journal.folder
    shutil.copytree(folder, tmp_path / "backup")
    rekeyed(created, places, clock).close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "backup", folder)
    journal = Journal.unlock(folder, PASSPHRASE, places, clock)
    found = journal.reading.page(page.name)
    assert first(found) == "een"
    for change in (journal.deleting.trash, journal.deleting.purge):
        with pytest.raises(Refused, match="newer than the keyring"):
            change(found)
    with pytest.raises(Refused, match="newer than the keyring"):
        keys.try_secret(folder, Secret(PASSPHRASE), places)
    journal.close()


def test_the_words_are_tested_and_the_day_is_remembered(created: Created, places: Places, clock: Clock) -> None:
    folder = created.journal.folder
    assert keys.prove_words(folder, created.words or "", places, date(2026, 11, 23))
    assert created.journal.words_confirmed == date(2026, 11, 23)
    with pytest.raises(WrongPassphrase):
        keys.prove_words(folder, Journal.proposed_words(), places, date(2026, 11, 24))
    assert created.journal.words_confirmed == date(2026, 11, 23)
    places.state.rename(places.state.with_name("away"))
    places.state.write_bytes(b"")
    assert not keys.prove_words(folder, created.words or "", places, date(2026, 11, 24))


def test_a_passphrase_that_was_changed_by_a_command_is_told_at_the_lock(
    created: Created, places: Places, clock: Clock
) -> None:
    folder = created.journal.folder
    traces = Traces(folder, places)
    traces.opened(clock())
    keys.change_passphrase(folder, Secret(PASSPHRASE), NEW, places)
    assert traces.keyring_changed()
    traces.opened(clock())
    assert not traces.keyring_changed()
    keys.rekey(folder, Secret(NEW), Wanted(PASSPHRASE, created.words), places)
    assert traces.keyring_changed()


def test_all_that_is_written_has_the_epoch_of_the_newest_key(created: Created, places: Places, clock: Clock) -> None:
    journal = rekeyed(created, places, clock)
    page = kept(journal, places, "een")
    begun(journal, places, "twee")
    journal.deleting.purge(kept(journal, places, "weg"))
    ring = journal.keyring
    for domain, name in ((seal.ENTRY, "entries"), (seal.DRAFT, "drafts"), (seal.TOMBSTONE, "tombstones")):
        files = list((journal.folder / name).iterdir())
        assert files
        for file in files:
            plain = age.decrypt(file.read_bytes(), [ring.current.identity])
            assert seal.unseal(plain, domain=domain, keyring=ring).epoch == 2
    assert page.state is State.OK
    journal.close()
