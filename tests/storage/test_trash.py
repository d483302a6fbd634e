"""To the trash, back, and gone for good: whatever is interrupted loses nothing and can be done again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.errors import NotFound, NotSaved, Refused
from kwetsbaar.storage import files, seal
from kwetsbaar.storage import trash as trashes
from kwetsbaar.storage.entries import EntryStore, State
from kwetsbaar.storage.places import new_id
from kwetsbaar.storage.trash import Trash
from tests.storage.test_entries import ID, first, second
from tests.storage.test_files import failing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kwetsbaar.storage.entries import StoredEntry
    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.marks import Marks
    from kwetsbaar.storage.places import JournalFolder, Places


@pytest.fixture
def trash(folder: JournalFolder, keyring: Keyring, marks: Marks, places: Places, store: EntryStore) -> Trash:
    return Trash(folder, keyring, marks, places, store)


class Killed(BaseException):
    """Stands for the end of the process."""


def killed_after(calls: int, patch: pytest.MonkeyPatch) -> None:
    """Lets so many changes of the disk happen, and none after them."""
    left = [calls]

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return real(*args, **named)

        return call

    for name in ("link", "unlink", "rename", "mkdir"):
        patch.setattr(os, name, counted(getattr(os, name)))
    patch.setattr(files, "_SYNC", counted(os.fsync))


def interrupted_everywhere(action: Callable[[], object], check: Callable[[], None]) -> int:
    """Does `action` again and again, each time killed one step later, and gives how often it was killed."""
    for calls in range(200):
        with pytest.MonkeyPatch.context() as patch:
            killed_after(calls, patch)
            try:
                action()
            except Killed:
                pass
            else:
                return calls
        check()
    raise AssertionError("it never comes to an end")


def left_of(folder: JournalFolder, id_: str) -> list[str]:
    found = [path for path in folder.path.rglob("*") if path.name.startswith(id_) or f".{id_}." in path.name]
    return sorted(path.parent.name for path in found)


# ------------------------------------------------------------------ to the trash and back


def test_a_page_goes_to_the_trash_and_back(store: EntryStore, trash: Trash, folder: JournalFolder) -> None:
    page = second(store, first(store))
    assert trash.put(ID, page.sha256) == ID
    assert store.ids() == []
    assert folder.trashed(ID).stat().st_mode & 0o777 == 0o600
    assert trash.names() == [ID]
    assert (trash.read(ID).content, trash.read(ID).state, trash.read(ID).name) == (b"two\n", State.OK, ID)
    assert trash.restore(ID) == ID
    assert trash.names() == []
    assert store.read(ID) == page
    assert [each.content for each in store.history(ID)] == [b"one\n"]


def test_what_changed_meanwhile_stays(store: EntryStore, trash: Trash) -> None:
    read = first(store)
    second(store, read)
    for action in (trash.put, trash.purge_entry):
        with pytest.raises(Refused, match="changed meanwhile"):
            action(ID, read.sha256)
    assert store.read(ID).content == b"two\n"
    assert (trash.names(), trash.purged(ID)) == ([], None)


def test_what_is_gone_says_so(store: EntryStore, trash: Trash) -> None:
    with pytest.raises(NotFound):
        trash.put(ID, "0" * 64)
    for name in (ID, "", "../entries/x", ".x", "x\0"):
        for action in (trash.restore, trash.purge_trashed, trash.read):
            with pytest.raises(NotFound):
                action(name)


def test_the_same_page_twice_in_the_trash(store: EntryStore, trash: Trash) -> None:
    first_one = first(store)
    trash.put(ID, first_one.sha256)
    again = first(store, b"again\n")
    other = trash.put(ID, again.sha256)
    assert {trash.read(name).content for name in trash.names()} == {b"one\n", b"again\n"}
    assert other != ID
    assert trash.restore(other) == ID
    with pytest.raises(Refused, match="with another text"):
        trash.restore(ID)
    assert store.read(ID).content == b"again\n"
    assert trash.read(ID).content == b"one\n"


def odd_files(store: EntryStore, folder: JournalFolder) -> dict[str, bytes | None]:
    """Gives files that are no page under its own name; None is one that cannot be read."""
    page = first(store)
    data = folder.entry(ID).read_bytes()
    copy, misplaced = f"{ID}.sync-conflict-20261122.md.age", new_id()
    damaged, link = "kapót\udcff.age", "koppeling.age"
    long = "é" * 120 + ".md.age"
    files_ = {copy: data, f"{misplaced}.md.age": data, damaged: b"noise", long: data}
    for name, content in files_.items():
        (folder.entries / name).write_bytes(content)
    (folder.entries / link).symlink_to(folder.entry(ID))
    assert page.state is State.OK
    return {**files_, link: None}


def test_odd_files_go_and_come_back_as_they_were(store: EntryStore, trash: Trash, folder: JournalFolder) -> None:
    odd_files(store, folder)
    before = {name: store.read(name) for name in store.ids()}
    trashed = {trash.put(name, entry.sha256): name for name, entry in before.items() if name != ID}
    assert store.ids() == [ID]
    assert sorted(trash.names()) == sorted(trashed)
    for name, old in trashed.items():
        there = trash.read(name)
        assert (there.state, there.content, there.name) == (before[old].state, before[old].content, name)
        back = trash.restore(name)
        assert back == old or (len(os.fsencode(old)) > 238 and old.endswith(back))
    assert len(store.ids()) == len(before)


def test_purging_an_odd_file_leaves_its_page_alone(store: EntryStore, trash: Trash, folder: JournalFolder) -> None:
    odd_files(store, folder)
    page = second(store, store.read(ID))
    for name in [name for name in store.ids() if name != ID]:
        entry = store.read(name)
        if entry.state is State.DAMAGED:
            trash.purge_entry(name, entry.sha256)
        else:
            trash.purge_trashed(trash.put(name, entry.sha256))
    assert store.ids() == [ID]
    assert store.read(ID) == page
    assert len(store.history(ID)) == 1
    assert (trash.names(), trash.purged(ID)) == ([], None)


@given(st.text(min_size=1, max_size=250).filter(lambda name: not {"/", "\0"} & set(name) and name[0] != "."))
def test_any_name_goes_to_a_name_that_fits_and_mostly_back(name: str) -> None:
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return
    apart = trashes.apart(name, "0123456789abcdef" * 4)
    assert len(os.fsencode(apart)) <= 255
    if len(os.fsencode(name)) <= 238:
        assert trashes._original(apart) == name


def test_nothing_is_lost_however_it_is_interrupted(store: EntryStore, trash: Trash, folder: JournalFolder) -> None:
    page = first(store)

    def check() -> None:
        texts = [store.read(name).content for name in store.ids()]
        texts += [trash.read(name).content for name in trash.names()]
        assert b"one\n" in texts

    assert interrupted_everywhere(lambda: trash.put(ID, page.sha256) if store.ids() else None, check) > 3
    assert (store.ids(), trash.names()) == ([], [ID])
    assert interrupted_everywhere(lambda: trash.restore(ID) if trash.names() else None, check) > 3
    assert (store.ids(), trash.names()) == ([ID], [])


def test_nothing_says_done_that_the_disk_did_not_take(
    store: EntryStore, trash: Trash, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = first(store)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", failing(28))
        with pytest.raises(NotSaved, match="the disk is full"):
            trash.put(ID, page.sha256)
    assert store.read(ID) == page
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing(28))
        with pytest.raises(NotSaved):
            trash.purge_entry(ID, page.sha256)
    assert store.read(ID) == page


# ------------------------------------------------------------------ for good


def whole_page(store: EntryStore, folder: JournalFolder) -> StoredEntry:
    """Gives a page with two earlier versions and two drafts."""
    page = second(store, second(store, first(store)), b"three\n")
    for name in (f"{ID}.age", f"{ID}.sync-conflict.age"):
        (folder.drafts / name).write_bytes(b"draft")
    return page


def test_purging_leaves_a_tombstone_alone(
    store: EntryStore, trash: Trash, folder: JournalFolder, marks: Marks, keyring: Keyring
) -> None:
    page = whole_page(store, folder)
    other = first(store, b"other\n", new_id())
    trash.purge_entry(ID, page.sha256)
    assert left_of(folder, ID) == ["tombstones"]
    assert (trash.purged(ID), trash.purged(other.id), marks.get(ID)) == (3, None, None)
    assert folder.tombstone(ID).stat().st_mode & 0o777 == 0o600
    plain = trash._opener.decrypt(folder.tombstone(ID).read_bytes())
    assert b"three" not in plain
    assert seal.unseal(plain, domain=seal.ENTRY, keyring=keyring).good is False
    assert store.read(other.id) == other


def test_purging_from_the_trash(store: EntryStore, trash: Trash, folder: JournalFolder) -> None:
    page = whole_page(store, folder)
    trash.purge_trashed(trash.put(ID, page.sha256))
    assert left_of(folder, ID) == ["tombstones"]
    trash.purge_trashed(ID)
    assert trash.purged(ID) == 3


def test_the_trash_never_takes_a_page_that_stands_in_the_journal(
    store: EntryStore, trash: Trash, folder: JournalFolder
) -> None:
    page = whole_page(store, folder)
    data = folder.entry(ID).read_bytes()
    trash.put(ID, page.sha256)
    folder.entry(ID).write_bytes(data)
    trash.purge_trashed(ID)
    assert store.read(ID).content == b"three\n"
    assert len(store.history(ID)) == 2
    assert trash.purged(ID) is None


def test_a_purge_takes_what_lies_of_the_page_in_the_trash(
    store: EntryStore, trash: Trash, folder: JournalFolder
) -> None:
    for text in (b"a\n", b"b\n"):
        trash.put(ID, first(store, text).sha256)
    last = first(store, b"c\n")
    assert len(trash.names()) == 2
    trash.purge_entry(ID, last.sha256)
    assert left_of(folder, ID) == ["tombstones"]


@pytest.mark.parametrize("from_trash", [False, True])
def test_a_purge_can_be_interrupted_anywhere(
    store: EntryStore, trash: Trash, folder: JournalFolder, *, from_trash: bool
) -> None:
    page = whole_page(store, folder)
    if from_trash:
        trash.put(ID, page.sha256)

    def purge() -> None:
        trash.purge_trashed(ID) if from_trash else trash.purge_entry(ID, page.sha256)

    def check() -> None:
        own = "trash" if from_trash else "entries"
        left = [part for part in left_of(folder, ID) if part != "tombstones"]
        assert trash.purged(ID) == 3 or sorted(left) == sorted(["drafts", "drafts", "history", "history", own])
        assert own in left or not left

    assert interrupted_everywhere(purge, check) > 5
    assert left_of(folder, ID) == ["tombstones"]
    assert trash.purged(ID) == 3


def test_what_is_put_back_after_a_purge_was_cut_off_is_not_purged(
    store: EntryStore, trash: Trash, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    trash.put(ID, first(store).sha256)
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", failing(5))
        with pytest.raises(NotSaved):
            trash.purge_trashed(ID)
    assert trash.purged(ID) == 1
    trash.restore(ID)
    assert (store.read(ID).content, trash.purged(ID)) == (b"one\n", None)


@pytest.mark.parametrize("content", [b"", b"noise"])
def test_a_forged_tombstone_says_nothing(trash: Trash, folder: JournalFolder, content: bytes) -> None:
    folder.tombstone(ID).write_bytes(content)
    assert trash.purged(ID) is None


def test_a_tombstone_of_another_page_says_nothing(store: EntryStore, trash: Trash, folder: JournalFolder) -> None:
    trash.purge_entry(ID, first(store).sha256)
    other = new_id()
    folder.tombstone(other).write_bytes(folder.tombstone(ID).read_bytes())
    assert trash.purged(other) is None


def test_a_damaged_page_can_go_with_all_of_its_history(store: EntryStore, trash: Trash, folder: JournalFolder) -> None:
    whole_page(store, folder)
    folder.entry(ID).write_bytes(b"noise")
    trash.purge_entry(ID, store.read(ID).sha256)
    assert left_of(folder, ID) == ["tombstones"]


def test_folders_that_a_sync_tool_left_out(store: EntryStore, trash: Trash, folder: JournalFolder) -> None:
    page = first(store)
    for each in (folder.trash, folder.drafts, folder.history, folder.tombstones):
        each.rmdir()
    assert trash.names() == []
    trash.purge_trashed(trash.put(ID, page.sha256))
    assert left_of(folder, ID) == ["tombstones"]


def test_moving_never_goes_over_another_file(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.symlink_to(tmp_path / "nowhere")
    two.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused):
        files.move(one, two)
    files.move(one, tmp_path / "three")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["three", "two"]
