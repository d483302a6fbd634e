from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kwetsbaar.errors import KwetsbaarError, NotFound, NotSaved, Refused
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage import keyring as keyrings
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.entries import EntryStore, State
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.places import JournalFolder, Places, new_id
from tests.storage.conftest import places_under
from tests.storage.test_files import failing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kwetsbaar.storage.entries import StoredEntry
    from kwetsbaar.storage.keyring import Keyring

ID = "3k6m2q5v7x4a1c8e0g9j2n5p7r"


def first(store: EntryStore, content: bytes = b"one\n", id_: str = ID) -> StoredEntry:
    return store.save(id_, 1, content, base_sha256=None)


def second(store: EntryStore, base: StoredEntry, content: bytes = b"two\n") -> StoredEntry:
    return store.save(base.id, base.rev + 1, content, base_sha256=base.sha256)


def all_texts(store: EntryStore, id_: str = ID) -> set[bytes]:
    return {entry.content for entry in (*map(store.read, store.ids()), *store.history(id_))}


class TestSaving:
    def test_a_new_entry(self, store: EntryStore, folder: JournalFolder, marks: Marks) -> None:
        saved = first(store)
        assert (saved.name, saved.id, saved.rev, saved.epoch, saved.state) == (ID, ID, 1, 1, State.OK)
        assert saved.content == b"one\n"
        data = folder.entry(ID).read_bytes()
        assert (saved.sha256, saved.size) == (hashlib.sha256(data).hexdigest(), len(data))
        assert store.read(ID) == saved
        assert store.ids() == [ID]
        assert store.history(ID) == []
        mark = marks.get(ID)
        assert mark is not None
        assert (mark.rev, mark.sha256, mark.size, mark.mtime_ns) == (1, saved.sha256, saved.size, saved.mtime_ns)

    def test_every_version_before_is_kept(self, store: EntryStore, folder: JournalFolder) -> None:
        versions = [first(store)]
        for number in range(5):
            versions.append(second(store, versions[-1], f"text {number}\n".encode()))
        assert store.read(ID) == versions[-1]
        kept = store.history(ID)
        assert [(each.rev, each.content, each.state) for each in kept] == [
            (each.rev, each.content, State.OK) for each in versions[-2::-1]
        ]
        assert {path.stat().st_mode & 0o777 for path in folder.history.iterdir()} == {0o600}
        assert [each.name for each in kept] == [
            f"{ID}.{each.rev}.{each.sha256[:8]}.md.age" for each in versions[-2::-1]
        ]

    def test_a_new_entry_that_exists(self, store: EntryStore) -> None:
        first(store)
        with pytest.raises(Refused):
            first(store, b"other\n")
        assert all_texts(store) == {b"one\n"}

    def test_saving_the_same_once_more_does_nothing(self, store: EntryStore) -> None:
        one = first(store)
        assert first(store) == one
        two = second(store, one)
        assert second(store, one) == two
        assert store.ids() == [ID]
        assert len(store.history(ID)) == 1

    def test_changed_meanwhile(self, store: EntryStore) -> None:
        one = first(store)
        two = second(store, one, b"theirs\n")
        mine = second(store, one, b"mine\n")
        assert mine.state is State.COPY
        assert store.read(ID) == two
        assert store.read(mine.name) == mine
        assert all_texts(store) == {b"one\n", b"theirs\n", b"mine\n"}
        assert set(store.ids()) == {ID, mine.name}

    def test_gone_meanwhile(self, store: EntryStore, folder: JournalFolder) -> None:
        one = first(store)
        folder.entry(ID).unlink()
        assert second(store, one).state is State.OK
        assert store.read(ID).content == b"two\n"

    def test_damaged_meanwhile(self, store: EntryStore, folder: JournalFolder) -> None:
        one = first(store)
        folder.entry(ID).write_bytes(b"noise")
        assert second(store, one).state is State.COPY
        damaged = store.read(ID)
        over = store.save(ID, 2, b"put right\n", base_sha256=damaged.sha256)
        assert over.state is State.OK
        assert [(each.state, each.rev) for each in store.history(ID)] == [(State.DAMAGED, 0)]

    def test_folders_that_a_sync_tool_left_out(self, store: EntryStore, folder: JournalFolder) -> None:
        folder.entries.rmdir()
        folder.history.rmdir()
        assert store.ids() == []
        second(store, first(store))
        assert all_texts(store) == {b"one\n", b"two\n"}

    def test_the_folder_is_gone(self, store: EntryStore, folder: JournalFolder) -> None:
        one = first(store)
        shutil.rmtree(folder.path)
        with pytest.raises(NotSaved, match="the folder is gone"):
            second(store, one)
        with pytest.raises(NotFound):
            store.read(ID)

    @pytest.mark.parametrize("id_", ["", "x", "../x", ID.upper()])
    def test_what_is_no_id(self, store: EntryStore, id_: str) -> None:
        with pytest.raises(ValueError, match="not an id"):
            first(store, id_=id_)

    @given(st.lists(st.binary(max_size=200).map(lambda data: data + b"\n"), min_size=1, max_size=4))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
    def test_any_texts(self, store: EntryStore, texts: list[bytes]) -> None:
        id_ = new_id()
        saved = first(store, texts[0], id_)
        for text in texts[1:]:
            saved = second(store, saved, text)
        assert store.read(id_) == saved
        assert {entry.content for entry in store.history(id_)} == set(texts[:-1])


class TestFailing:
    """What the disk does not take: the old text is whole, and saving once more works."""

    @pytest.mark.parametrize("step", ["write", "rename", "link"])
    def test_each_step_of_an_edit(
        self, store: EntryStore, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        one = first(store)
        with monkeypatch.context() as patch:
            patch.setattr(os, step, failing(28))
            with pytest.raises(NotSaved, match="the disk is full"):
                second(store, one)
        assert replace(store.read(ID)) == one
        assert not [path for path in folder.entries.iterdir() if path.name.startswith(".tmp-")]
        assert second(store, one).state is State.OK
        assert all_texts(store) == {b"one\n", b"two\n"}

    def test_each_fsync_of_an_edit(self, store: EntryStore, other: EntryStore, monkeypatch: pytest.MonkeyPatch) -> None:
        """Of the new file, the old one that another process wrote, the history, and last the folder."""
        one, sync = first(other), files._SYNC
        for number in range(1, 5):
            calls = iter(range(1, 10))

            def fail(file: int, number: int = number, calls: object = calls) -> None:
                assert hasattr(calls, "__next__")
                if next(calls) == number:
                    raise OSError(5, "Input/output error")
                sync(file)

            with monkeypatch.context() as patch:
                patch.setattr(files, "_SYNC", fail)
                with pytest.raises(NotSaved):
                    second(store, one)
            assert store.read(ID).content == (b"two\n" if number == 4 else b"one\n")
            assert store.read(ID).state is State.OK
        assert second(store, one).state is State.OK
        assert store.ids() == [ID]
        assert all_texts(store) == {b"one\n", b"two\n"}

    @pytest.mark.parametrize("own", [True, False])
    def test_the_history_is_durable_before_the_rename(
        self, store: EntryStore, other: EntryStore, monkeypatch: pytest.MonkeyPatch, own: bool
    ) -> None:
        """What this process wrote itself is durable already; who else wrote it may not have made it so."""
        one = first(store if own else other)
        seen: list[str] = []
        sync, rename, link = files._SYNC, os.rename, os.link

        def noted_sync(file: int) -> None:
            seen.append("fsync")
            sync(file)

        def noted_rename(source: str, target: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:
            seen.append("rename")
            rename(source, target, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)

        def noted_link(source: str, target: str, *, src_dir_fd: int, dst_dir_fd: int, follow_symlinks: bool) -> None:
            seen.append("link")
            link(source, target, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd, follow_symlinks=follow_symlinks)

        monkeypatch.setattr(files, "_SYNC", noted_sync)
        monkeypatch.setattr(os, "rename", noted_rename)
        monkeypatch.setattr(os, "link", noted_link)
        second(store, one)
        old = [] if own else ["fsync"]
        assert seen == ["fsync", "link", *old, "fsync", "rename", "fsync"]

    def test_a_page_that_another_device_saved_meanwhile(
        self, store: EntryStore, folder: JournalFolder, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A sync tool delivers it while the new file is being written, which is what takes long."""
        one, fill = first(store), files._fill
        plain = seal.seal(b"theirs\n", domain=seal.ENTRY, keyring=keyring, id=ID, rev=2)

        def delivered(file: int, data: bytes) -> None:
            fill(file, data)
            folder.entry(ID).unlink()
            folder.entry(ID).write_bytes(age.encrypt(plain, keyring.recipient))

        with monkeypatch.context() as patch:
            patch.setattr(files, "_fill", delivered)
            assert second(store, one, b"mine\n").state is State.COPY
        assert {b"theirs\n", b"mine\n"} <= all_texts(store)

    def test_a_failed_save_leaves_no_second_name(
        self, store: EntryStore, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = first(store)
        with monkeypatch.context() as patch:
            patch.setattr(os, "rename", failing(28))
            with pytest.raises(NotSaved):
                second(store, one)
        assert folder.entry(ID).stat().st_nlink == 1
        assert files.names(folder.history) == []

    def test_a_half_delivered_version_is_not_in_the_way(self, store: EntryStore, folder: JournalFolder) -> None:
        one = first(store)
        half = folder.version(ID, 1, one.sha256[:8])
        half.write_bytes(folder.entry(ID).read_bytes()[:100])
        two = second(store, one)
        assert two.state is State.OK
        assert half.stat().st_size == 100
        assert b"one\n" in {entry.content for entry in store.history(ID) if entry.state is State.OK}
        assert store.read(ID).state is State.OK

    @pytest.mark.parametrize("content", [b"", b"one of another name"])
    def test_a_name_in_the_history_counts_for_nothing(
        self, store: EntryStore, folder: JournalFolder, content: bytes
    ) -> None:
        one = first(store)
        folder.version(ID, 999_999_999, "a" * 8).write_bytes(content or b"")
        folder.version(ID, 7, "b" * 8).write_bytes(folder.entry(ID).read_bytes())
        assert store.next_rev(ID, one.rev) == 2

    def test_without_hard_links(self, store: EntryStore, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "link", failing(1))
        one = first(store)
        two = second(store, one, b"theirs\n")
        assert second(store, one, b"mine\n").state is State.COPY
        assert store.read(ID) == two
        assert all_texts(store) == {b"one\n", b"theirs\n", b"mine\n"}

    def test_marks_that_cannot_be_written(self, store: EntryStore, marks: Marks) -> None:
        marks.close()
        assert first(store).state is State.OK
        assert store.read(ID).state is State.OK
        with pytest.raises(DatabaseError):
            marks.get(ID)

    def test_a_text_that_is_too_long(self, store: EntryStore) -> None:
        with pytest.raises(Refused, match="too long"):
            first(store, b"x" * 17_000_000 + b"\n")


class TestStates:
    def test_a_conflict_copy(self, store: EntryStore, folder: JournalFolder) -> None:
        one = first(store)
        for name in (f"{ID}.md (conflict).age", f"{ID}.md.sync-conflict-2026.age", "x.md.age", f"{ID}.md.age.orig"):
            shutil.copy(folder.entry(ID), folder.entries / name)
            found = store.read(name)
            assert (found.name, found.state, found.id, found.content) == (name, State.COPY, ID, one.content)
        assert len(store.ids()) == 5
        assert store.read(ID).state is State.OK

    def test_a_misplaced_one(self, store: EntryStore, folder: JournalFolder) -> None:
        first(store)
        other = new_id()
        shutil.copy(folder.entry(ID), folder.entry(other))
        found = store.read(other)
        assert (found.state, found.name, found.id, found.content) == (State.MISPLACED, other, ID, b"one\n")
        assert store.read(ID).state is State.OK

    @pytest.mark.parametrize("plain", [b"no seal\n", b"", b"\xff", b"<!-- seal entry x 1 1 -->\n"])
    def test_a_foreign_one(self, store: EntryStore, folder: JournalFolder, keyring: Keyring, plain: bytes) -> None:
        folder.entry(ID).write_bytes(age.encrypt(plain, keyring.recipient))
        found = store.read(ID)
        assert (found.state, found.id, found.rev, found.content) == (State.FOREIGN, ID, 0, plain)

    def test_one_of_another_seal(self, store: EntryStore, folder: JournalFolder, keyring: Keyring) -> None:
        forged = replace(keyring, keys=(replace(keyring.current, seal_key=bytes(32)),))
        for ring, domain in ((forged, seal.ENTRY), (keyring, seal.DRAFT)):
            plain = seal.seal(b"x\n", domain=domain, keyring=ring, id=ID, rev=9)
            folder.entry(ID).write_bytes(age.encrypt(plain, keyring.recipient))
            found = store.read(ID)
            assert (found.state, found.id, found.rev, found.content) == (State.FOREIGN, ID, 0, b"x\n")

    def test_rolled_back_below_the_mark(self, store: EntryStore, folder: JournalFolder, marks: Marks) -> None:
        one = first(store)
        old = folder.entry(ID).read_bytes()
        second(store, one)
        shutil.rmtree(folder.history)
        folder.entry(ID).write_bytes(old)
        found = store.read(ID)
        assert (found.state, found.rev, found.content) == (State.ROLLED_BACK, 1, b"one\n")
        assert store.read(ID).state is State.ROLLED_BACK
        marks.forget(ID)
        assert store.read(ID).state is State.OK

    @pytest.mark.parametrize("old", [0, 1])
    def test_rolled_back_below_the_history(
        self, folder: JournalFolder, keyring: Keyring, tmp_path: Path, old: int
    ) -> None:
        """A device that has no marks of this journal sees it by the history."""
        here = new_store(folder, keyring, tmp_path / "here")
        versions, data = [first(here)], [folder.entry(ID).read_bytes()]
        for _ in range(3):
            versions.append(second(here, versions[-1]))
            data.append(folder.entry(ID).read_bytes())
        there = new_store(folder, keyring, tmp_path / "there")
        assert there.read(ID).state is State.OK
        folder.entry(ID).write_bytes(data[old])
        elsewhere = new_store(folder, keyring, tmp_path / "elsewhere")
        assert elsewhere.read(ID).state is State.ROLLED_BACK

    def test_another_text_of_the_same_revision(self, folder: JournalFolder, keyring: Keyring, tmp_path: Path) -> None:
        here = new_store(folder, keyring, tmp_path / "here")
        one = first(here)
        two = second(here, one)
        second(here, two)
        other = age.encrypt(seal.seal(b"other\n", domain=seal.ENTRY, keyring=keyring, id=ID, rev=2), keyring.recipient)
        folder.entry(ID).write_bytes(other)
        assert new_store(folder, keyring, tmp_path / "there").read(ID).state is State.ROLLED_BACK

    def test_the_mark_of_another_text_of_the_same_revision_stays(
        self, store: EntryStore, folder: JournalFolder, keyring: Keyring, marks: Marks
    ) -> None:
        one = first(store)
        plain = seal.seal(b"other\n", domain=seal.ENTRY, keyring=keyring, id=ID, rev=1)
        folder.entry(ID).write_bytes(age.encrypt(plain, keyring.recipient))
        other = store.read(ID)
        assert other.content == b"other\n"
        mark = marks.get(ID)
        assert mark is not None
        assert mark.sha256 == one.sha256
        two = second(store, other)
        mark = marks.get(ID)
        assert mark is not None
        assert (mark.rev, mark.sha256) == (2, two.sha256)

    def test_a_save_that_was_cut_off_is_no_roll_back(self, store: EntryStore, folder: JournalFolder) -> None:
        """Between the link in the history and the rename both names are of one file."""
        one = first(store)
        os.link(folder.entry(ID), folder.version(ID, 1, one.sha256[:8]))
        assert store.read(ID).state is State.OK

    def test_a_name_in_the_history_alone_raises_no_alarm(self, store: EntryStore, folder: JournalFolder) -> None:
        one = first(store)
        folder.version(ID, 9, "0" * 8).write_bytes(b"noise")
        shutil.copy(folder.entry(ID), folder.version(ID, 8, "1" * 8))
        assert store.read(ID) == one
        assert [each.state for each in store.history(ID)] == [State.MISPLACED, State.DAMAGED]

    def test_damaged_ones(self, store: EntryStore, folder: JournalFolder) -> None:
        first(store)
        data = folder.entry(ID).read_bytes()
        spoilt = {
            "empty.age": b"",
            "cut.age": data[:-1],
            "more.age": data + b"x",
            "noise.age": os.urandom(5000),
            "flipped.age": data[:-20] + bytes([data[-20] ^ 1]) + data[-19:],
            "other.age": age.encrypt(b"x", age.recipient_of(age.new_identity())),
        }
        for name, each in spoilt.items():
            (folder.entries / name).write_bytes(each)
        (folder.entries / "link.age").symlink_to(folder.entry(ID))
        os.mkfifo(folder.entries / "pipe.age")
        found = {name: store.read(name) for name in store.ids()}
        assert {name for name, entry in found.items() if entry.state is State.DAMAGED} == {
            *spoilt,
            "link.age",
            "pipe.age",
        }
        assert all(entry.error is not None and not entry.content for name, entry in found.items() if name != ID)
        assert found[ID].state is State.OK

    def test_a_file_that_is_too_large(self, store: EntryStore, folder: JournalFolder) -> None:
        with folder.entry(ID).open("wb") as file:
            file.truncate(1 << 33)
        assert store.read(ID).state is State.DAMAGED

    def test_an_earlier_key_still_opens(
        self, store: EntryStore, folder: JournalFolder, keyring: Keyring, marks: Marks, places: Places
    ) -> None:
        first(store)
        later = replace(keyring, keys=(keyrings.new_key(2), *keyring.keys))
        new = EntryStore(folder, later, marks, places)
        found = new.read(ID)
        assert (found.state, found.epoch) == (State.OK, 1)
        assert second(new, found).epoch == 2
        assert store.read(ID).state is State.DAMAGED

    def test_what_is_not_looked_at(self, store: EntryStore, folder: JournalFolder) -> None:
        first(store)
        for name in (".DS_Store", ".x.age", "desktop.ini", "Icon\r"):
            (folder.entries / name).write_bytes(b"")
        (folder.entries / "folder.age").mkdir()
        assert store.ids() == [ID]

    @pytest.mark.parametrize("name", ["../keyring.age", "/etc/passwd", ".", "..", "", ID[::-1], "none.age", "a\0b"])
    def test_a_name_that_there_is_not(self, store: EntryStore, name: str) -> None:
        with pytest.raises((NotFound, ValueError)):
            store.read(name)

    def test_a_name_is_cleaned_for_showing(self, store: EntryStore, folder: JournalFolder) -> None:
        first(store)
        name = "bad\x1b[2Jname\n.age"
        shutil.copy(folder.entry(ID), folder.entries / name)
        assert store.ids() == [ID, name]
        assert store.read(name).label == "bad[2Jname .age"

    def test_no_text_is_in_a_repr(self, store: EntryStore) -> None:
        assert "secret" not in repr(first(store, b"secret\n"))

    @given(st.binary(max_size=300))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
    def test_no_plaintext_raises(
        self, store: EntryStore, folder: JournalFolder, keyring: Keyring, plain: bytes
    ) -> None:
        folder.entry(ID).write_bytes(age.encrypt(plain, keyring.recipient))
        assert store.read(ID).state is State.FOREIGN


def new_store(folder: JournalFolder, keyring: Keyring, device: Path) -> EntryStore:
    """Gives the store as another device sees it."""
    places = places_under(device)
    return EntryStore(folder, keyring, Marks.open(places, keyring.journal_id), places)


WRITER = """
import sys
from pathlib import Path
from kwetsbaar.storage import keyring
from kwetsbaar.storage.entries import EntryStore
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.places import JournalFolder, Places

path, device, id_, who = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
ring = keyring.parse(sys.stdin.buffer.read())
places = Places(device, device, device, device)
store = EntryStore(JournalFolder(path), ring, Marks.open(places, ring.journal_id), places)
base = store.read(id_)
for number in range(100):
    saved = store.save(id_, base.rev + 1, f"{who} {number}\\n".encode(), base_sha256=base.sha256)
    base = store.read(id_) if number % 2 or saved.state == "copy" else saved
"""


def test_two_processes_lose_no_text(store: EntryStore, folder: JournalFolder, keyring: Keyring, places: Places) -> None:
    first(store, b"begin\n")
    command = [sys.executable, "-c", WRITER, str(folder.path), str(places.state), ID]
    writers = [subprocess.Popen([*command, who], stdin=subprocess.PIPE) for who in ("one", "two")]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(keyrings.render(keyring))
        writer.stdin.close()
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    expected = {f"{who} {number}\n".encode() for who in ("one", "two") for number in range(100)} | {b"begin\n"}
    assert all_texts(store) == expected
    assert not [path for path in folder.entries.iterdir() if path.name.startswith(".")]


def noted(name: str, seen: list[str]) -> Callable[..., object]:
    real = getattr(os, name)

    def call(*args: object, **named: object) -> object:
        seen.append(name)
        return real(*args, **named)

    return call


def test_saving_asks_the_disk_the_same_however_many_there_are(
    store: EntryStore, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def calls() -> list[str]:
        seen: list[str] = []
        with monkeypatch.context() as patch:
            for name in ("open", "stat", "scandir", "listdir", "read", "write", "link", "rename"):
                patch.setattr(os, name, noted(name, seen))
            second(store, store.read(ID))
        return seen

    first(store)
    calls()  # the first one lists what there is
    few = calls()
    for _ in range(30):
        second(store, first(store, id_=new_id()))
    second(store, store.read(ID))
    many = calls()
    assert few == many
    assert not {"scandir", "listdir"} & set(many)


def test_no_plaintext_is_anywhere(store: EntryStore, tmp_path: Path) -> None:
    sentinel = b"sentinel-of-a-secret"
    saved = second(store, first(store, sentinel + b"\n"), sentinel * 5000 + b"\n")
    second(store, replace(saved, sha256="0" * 64), sentinel + b" copy\n")
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(found) >= 5
    for path in found:
        assert sentinel not in path.read_bytes()
        assert sentinel.hex().encode() not in path.read_bytes()


def test_errors_say_nothing_of_a_text(store: EntryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", failing(5))
    with pytest.raises(KwetsbaarError) as error:
        first(store, b"secret\n")
    assert "secret" not in str(error.value) + repr(error.value)
