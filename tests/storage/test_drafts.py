from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.errors import NotFound, NotSaved
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage.drafts import DraftStore
from kwetsbaar.storage.places import new_id
from tests.storage.test_files import failing

if TYPE_CHECKING:
    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import JournalFolder

ID = "3k6m2q5v7x4a1c8e0g9j2n5p7r"


@pytest.fixture
def drafts(folder: JournalFolder, keyring: Keyring) -> DraftStore:
    return DraftStore(folder, keyring)


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
    assert (found[f"{ID}.sync-conflict"].content, found[f"{ID}.sync-conflict"].good) == (b"one\n", False)


def test_an_entry_is_no_draft(drafts: DraftStore, folder: JournalFolder, keyring: Keyring) -> None:
    plain = seal.seal(b"x\n", domain=seal.ENTRY, keyring=keyring, id=ID, rev=1)
    drafts.put(ID, age.encrypt(plain, keyring.recipient))
    assert not drafts.load(ID).good
