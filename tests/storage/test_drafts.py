from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.errors import NotFound, NotSaved
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage.drafts import DraftStore
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.places import new_id
from tests.storage.test_files import failing

if TYPE_CHECKING:
    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import JournalFolder, Places

ID = "3k6m2q5v7x4a1c8e0g9j2n5p7r"


@pytest.fixture
def drafts(folder: JournalFolder, keyring: Keyring, marks: Marks, places: Places) -> DraftStore:
    return DraftStore(folder, keyring, marks, places)


def test_what_is_saved_is_loaded(drafts: DraftStore, folder: JournalFolder) -> None:
    for rev, content in enumerate((b"one\n", b"two\n"), 1):
        drafts.save(ID, rev, content)
    found = drafts.load(ID)
    assert (found.name, found.id, found.rev, found.content, found.good) == (ID, ID, 2, b"two\n", True)
    assert drafts.all() == [found]
    assert "two" not in repr(found)
    assert [row.name for row in files.listing(folder.drafts)] == [f"{ID}.age"]
    assert files.listing(folder.history) == []


def test_the_last_saved_comes_first(drafts: DraftStore, folder: JournalFolder) -> None:
    ids = [new_id() for _ in range(3)]
    for number, each in enumerate(ids):
        drafts.save(each, 1, b"x\n")
        os.utime(folder.draft(each), ns=(0, number))
    assert [draft.id for draft in drafts.all()] == ids[::-1]


def test_discarding(drafts: DraftStore, folder: JournalFolder) -> None:
    drafts.save(ID, 1, b"x\n")
    drafts.discard(ID)
    drafts.discard(ID)
    assert drafts.all() == []
    folder.drafts.rmdir()
    drafts.discard(ID)
    assert drafts.all() == []


@pytest.mark.parametrize("name", [ID, "../keyring", "", "\x1b[2J"])
def test_there_is_none(drafts: DraftStore, name: str) -> None:
    with pytest.raises(NotFound):
        drafts.load(name)


def test_a_folder_that_a_sync_tool_left_out(drafts: DraftStore, folder: JournalFolder) -> None:
    folder.drafts.rmdir()
    drafts.save(ID, 1, b"x\n")
    assert folder.drafts.stat().st_mode & 0o777 == 0o700


def test_what_the_disk_does_not_take_stays_in_memory(drafts: DraftStore, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts.save(ID, 1, b"one\n")
    kept = drafts.sealed(ID, 2, b"two\n")
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing(28))
        with pytest.raises(NotSaved):
            drafts.put(ID, kept)
    assert drafts.load(ID).content == b"one\n"
    drafts.put(ID, kept)
    assert drafts.load(ID).content == b"two\n"


def test_a_damaged_one_hides_no_other(drafts: DraftStore, folder: JournalFolder) -> None:
    other = new_id()
    drafts.save(ID, 1, b"one\n")
    folder.draft(other).write_bytes(b"noise")
    (folder.drafts / f"{ID}.sync-conflict.age").write_bytes(folder.draft(ID).read_bytes())
    (folder.drafts / "link.age").symlink_to(folder.draft(ID))
    found = {draft.name: draft for draft in drafts.all()}
    assert found.keys() == {ID, other, f"{ID}.sync-conflict", "link"}
    assert found[ID].good
    assert found[other].error is not None
    assert found["link"].error is not None
    assert (found[f"{ID}.sync-conflict"].content, found[f"{ID}.sync-conflict"].good) == (b"one\n", True)


def test_an_entry_is_no_draft(drafts: DraftStore, folder: JournalFolder, keyring: Keyring) -> None:
    plain = seal.seal(b"x\n", domain=seal.ENTRY, keyring=keyring, id=ID, rev=1)
    drafts.put(ID, age.encrypt(plain, keyring.recipient))
    assert not drafts.load(ID).good


def test_what_another_window_saved_stays(
    drafts: DraftStore, folder: JournalFolder, keyring: Keyring, marks: Marks, places: Places
) -> None:
    first = drafts.save(ID, 1, b"one\n")
    other = DraftStore(folder, keyring, marks, places)
    theirs = other.save(ID, 2, b"theirs\n", base=first.sha256)
    mine = drafts.save(ID, 2, b"mine\n", base=first.sha256)
    assert (theirs.name, mine.name) == (ID, f"{ID}.{mine.sha256[:8]}")
    assert {draft.content for draft in drafts.all() if draft.good} == {b"theirs\n", b"mine\n"}
    again = drafts.save(mine.name, 3, b"mine, longer\n", base=mine.sha256)
    assert again.name == mine.name
    (found,) = [draft for draft in drafts.all() if draft.name == mine.name]
    assert (found.content, found.id, found.good) == (b"mine, longer\n", ID, True)
    assert drafts.load(found.handle) == found
    drafts.discard(mine.name, base=again.sha256)
    drafts.discard(ID, base=first.sha256)
    assert [draft.content for draft in drafts.all()] == [b"theirs\n"]


def test_a_save_that_failed_at_the_last_step_is_ones_own(
    drafts: DraftStore, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, sync, calls = drafts.save(ID, 1, b"one\n"), files._SYNC, iter((False, True))

    def last_fails(file: int) -> None:
        if next(calls):
            raise OSError(5, "Input/output error")
        sync(file)

    with monkeypatch.context() as patch:
        patch.setattr(files, "_SYNC", last_fails)
        with pytest.raises(NotSaved):
            drafts.save(ID, 2, b"two\n", base=first.sha256)
    assert drafts.save(ID, 2, b"two and more\n", base=first.sha256).name == ID
    assert [row.name for row in files.listing(folder.drafts)] == [f"{ID}.age"]


def test_a_damaged_one_is_not_replaced(drafts: DraftStore, folder: JournalFolder) -> None:
    first = drafts.save(ID, 1, b"one\n")
    folder.draft(ID).write_bytes(b"half")
    saved = drafts.save(ID, 2, b"two\n", base=first.sha256)
    assert saved.name != ID
    assert folder.draft(ID).read_bytes() == b"half"


def test_a_state_folder_that_takes_no_lock(folder: JournalFolder, keyring: Keyring, places: Places) -> None:
    places.state.parent.mkdir(exist_ok=True)
    places.state.write_bytes(b"")
    drafts = DraftStore(folder, keyring, Marks.open(places, keyring.journal_id), places)
    assert drafts.save(ID, 1, b"one\n").name == ID
