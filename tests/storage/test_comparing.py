"""At every unlock: only what changed is read, and what is gone on purpose is no alarm."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.storage import seal
from kwetsbaar.storage.comparing import Comparing, Trouble
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.entries import EntryStore
from kwetsbaar.storage.places import new_id
from kwetsbaar.storage.stores import Stores
from kwetsbaar.storage.trash import Trash

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.storage.entries import StoredEntry
    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.marks import Marks
    from kwetsbaar.storage.places import JournalFolder, Places


@pytest.fixture
def stores(folder: JournalFolder, keyring: Keyring, marks: Marks, places: Places, store: EntryStore) -> Stores:
    return Stores(folder, keyring, marks, places, store, Trash(folder, keyring, marks, places, store))


def saved(stores: Stores, count: int) -> list[str]:
    names = [new_id() for _ in range(count)]
    for name in names:
        stores.entries.save(name, 1, b"# een\n", base_sha256=None)
    return names


def test_only_what_changed_is_read(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    names = saved(stores, 9)
    read: list[str] = []
    real = EntryStore.examine

    def examine(self: EntryStore, path: Path, name: str) -> StoredEntry:
        read.append(name)
        return real(self, path, name)

    monkeypatch.setattr(EntryStore, "examine", examine)
    comparing = Comparing(stores)
    assert comparing.glance() == []
    assert read == []
    os.utime(stores.folder.entry(names[3]), ns=(1, 1))
    stores.folder.entries.joinpath("nieuw (conflicted copy).md.age").write_bytes(
        stores.folder.entry(names[4]).read_bytes()
    )
    assert comparing.glance() == []
    assert read == [names[3]]


def test_a_page_under_another_name_is_not_missing(stores: Stores) -> None:
    one, two = saved(stores, 2)
    stores.folder.entry(one).rename(stores.folder.entries / f"{one} (conflicted copy).md.age")
    comparing = Comparing(stores)
    assert comparing.glance() == []
    stores.folder.entry(two).rename(stores.folder.path / "weg")
    (found,) = comparing.glance()
    assert (found.id, found.trouble, found.known_rev) == (two, Trouble.MISSING, 1)
    assert found.written is not None


def test_a_tombstone_of_an_older_revision_does_not_explain_a_newer_one(stores: Stores) -> None:
    (name,) = saved(stores, 1)
    mark = stores.marks.get(name)
    assert mark
    stores.trash.purge_entry(name, mark.sha256)
    stores.marks.record(name, 1, mark.sha256, mark.size, mark.mtime_ns)
    assert Comparing(stores).glance() == []
    stores.marks.record(name, 2, "aa", mark.size, mark.mtime_ns)
    assert [each.trouble for each in Comparing(stores).glance()] == [Trouble.MISSING]


def test_a_keyring_below_the_highest_epoch(stores: Stores) -> None:
    stores.marks.highest_epoch = stores.keyring.current.epoch + 1
    assert [each.trouble for each in Comparing(stores).glance()] == [Trouble.ROLLED_BACK]


def test_without_marks_nothing_is_told(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(stores, 1)

    def broken(*_arguments: object) -> None:
        from kwetsbaar.i18n import msg

        raise DatabaseError(msg("no"))

    monkeypatch.setattr(stores.marks._database, "rows", broken)
    monkeypatch.setattr(stores.marks._database, "row", broken)
    assert Comparing(stores).glance() == []


def test_one_page_that_is_older_is_no_older_folder(stores: Stores) -> None:
    names = saved(stores, 3)
    before = [stores.folder.entry(name).read_bytes() for name in names]
    for name in names[:2]:
        mark = stores.marks.get(name)
        assert mark
        stores.entries.save(name, 2, b"# twee\n", base_sha256=mark.sha256)
    stores.folder.entry(names[0]).write_bytes(before[0])
    assert [each.trouble for each in Comparing(stores).glance()] == [Trouble.ROLLED_BACK]
    stores.folder.entry(names[1]).write_bytes(before[1])  # both, but their histories tell that they were replaced
    assert {each.trouble for each in Comparing(stores).glance()} == {Trouble.ROLLED_BACK}
    for path in stores.folder.history.iterdir():
        path.unlink()
    assert Comparing(stores).glance()[0].trouble is Trouble.OLDER


def test_people_with_the_seal_of_something_else_are_foreign(stores: Stores, keyring: Keyring) -> None:
    from kwetsbaar.storage import age

    plain = seal.seal(b"# niets\n", domain=seal.DRAFT, keyring=keyring, id="people", rev=1)
    stores.folder.people.write_bytes(age.encrypt(plain, keyring.recipient))
    assert [each.trouble for each in Comparing(stores).glance()] == [Trouble.FOREIGN]
