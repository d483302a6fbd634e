"""Many new files at once: all of them or none, never over another, durable before any has its name."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.errors import NotSaved, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.storage import files
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.entries import EntryStore, State
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.places import JournalFolder, new_id
from tests.storage.test_files import failing, names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANY = [(f"file-{n}", f"text {n}\n".encode()) for n in range(30)]


class TestFiles:
    def test_all_are_there_whole_and_for_their_owner_alone(self, tmp_path: Path) -> None:
        before = os.umask(0o777)
        try:
            times = files.write_all_new(tmp_path, MANY)
        finally:
            os.umask(before)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict(MANY)
        found = [(tmp_path / name).stat() for name, _data in MANY]
        assert {stat.S_IMODE(status.st_mode) for status in found} == {0o600}
        assert times == [status.st_mtime_ns for status in found]

    def test_what_is_there_already_is_left_even_if_it_is_a_link_that_leads_nowhere(self, tmp_path: Path) -> None:
        (tmp_path / "file-3").write_bytes(b"of another")
        (tmp_path / "file-7").symlink_to("nowhere")
        times = files.write_all_new(tmp_path, MANY)
        assert [n for n, time in enumerate(times) if time is None] == [3, 7]
        assert (tmp_path / "file-3").read_bytes() == b"of another"
        assert (tmp_path / "file-7").is_symlink()
        assert names(tmp_path) == {name for name, _data in MANY}

    def test_no_name_is_given_before_all_is_durable_and_the_folder_comes_last(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        steps: list[str] = []
        sync, link = files._SYNC, os.link

        def synced(file: int) -> None:
            steps.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")
            sync(file)

        def linked(source: str, target: str, **more: int | bool) -> None:
            steps.append("name")
            link(source, target, **more)  # type: ignore[arg-type] # as it came

        monkeypatch.setattr(files, "_SYNC", synced)
        monkeypatch.setattr(os, "link", linked)
        files.write_all_new(tmp_path, MANY)
        assert steps == ["file"] * 30 + ["name"] * 30 + ["folder"]

    @pytest.mark.parametrize("step", ["write", "fsync", "link", "folder"])
    def test_a_disk_that_fails_at_one_of_them_leaves_none_and_what_was_there(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        (tmp_path / "file-3").write_bytes(b"of another")
        with monkeypatch.context() as patch:
            _fail_at(patch, step, 17)
            with pytest.raises(NotSaved) as raised:
                files.write_all_new(tmp_path, MANY)
        assert "full" in str(raised.value.message)
        assert names(tmp_path) == {"file-3"}
        assert (tmp_path / "file-3").read_bytes() == b"of another"
        assert len(list(filter(None, files.write_all_new(tmp_path, MANY)))) == 29

    def test_where_there_are_no_hard_links(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "link", failing(errno.EPERM))
        (tmp_path / "file-3").write_bytes(b"of another")
        files.write_all_new(tmp_path, MANY)
        assert (tmp_path / "file-3").read_bytes() == b"of another"
        assert names(tmp_path) == {name for name, _data in MANY}

    @pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\0b"])
    def test_no_name_leads_elsewhere(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "in").mkdir()
        with pytest.raises(ValueError, match="name"):
            files.write_all_new(tmp_path / "in", [("one", b"x"), (name, b"x")])
        assert names(tmp_path / "in") == set()

    def test_a_folder_that_is_a_link_is_not_written_into(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "link").symlink_to("real")
        with pytest.raises(NotSaved):
            files.write_all_new(tmp_path / "link", MANY)
        assert names(tmp_path / "real") == set()


def _fail_at(patch: pytest.MonkeyPatch, step: str, number: int) -> None:
    """Makes the disk full at the `number`th time of a step; a folder is only made durable once."""
    done = [0]

    def once(real: Callable[..., object]) -> Callable[..., object]:
        def act(*values: object, **named: object) -> object:
            done[0] += 1
            if done[0] == number:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*values, **named)

        return act

    sync = files._SYNC
    if step == "folder":

        def synced(file: int) -> None:
            if stat.S_ISDIR(os.fstat(file).st_mode):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            sync(file)

        patch.setattr(files, "_SYNC", synced)
    elif step == "fsync":
        patch.setattr(files, "_SYNC", once(sync))
    else:
        patch.setattr(os, step, once(getattr(os, step)))


class TestEntries:
    def test_they_are_like_those_that_were_saved_one_by_one(
        self, store: EntryStore, folder: JournalFolder, marks: Marks
    ) -> None:
        new = [(new_id(), 1, f"text {n}\n".encode()) for n in range(5)]
        saved = store.add_all(new)
        for (id_, rev, content), entry in zip(new, saved, strict=True):
            assert entry
            assert (entry.id, entry.rev, entry.content, entry.state) == (id_, rev, content, State.OK)
            assert store.read(id_) == entry
            mark = marks.get(id_)
            assert mark
            assert (mark.rev, mark.sha256, mark.epoch) == (1, entry.sha256, 1)
        again = store.save(new[0][0], 2, b"other\n", base_sha256=saved[0].sha256 if saved[0] else None)
        assert again.state is State.OK
        assert [old.content for old in store.history(new[0][0])] == [b"text 0\n"]

    def test_one_that_is_there_already_is_left_as_it_is(self, store: EntryStore) -> None:
        first = store.save(new_id(), 1, b"one\n", base_sha256=None)
        other = new_id()
        saved = store.add_all([(first.id, 1, b"two\n"), (other, 1, b"three\n")])
        assert [entry.id if entry else None for entry in saved] == [None, other]
        assert store.read(first.id).content == b"one\n"

    def test_one_that_is_too_long_leaves_none(self, store: EntryStore) -> None:
        with pytest.raises(Refused):
            store.add_all([(new_id(), 1, b"one\n"), (new_id(), 1, b"x" * (17 << 20) + b"\n")])
        assert store.ids() == []

    def test_marks_that_cannot_be_written_lose_no_text(
        self, store: EntryStore, marks: Marks, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> None:
            raise DatabaseError(msg("Broken."))

        monkeypatch.setattr(marks, "record_all", broken)
        (saved,) = store.add_all([(new_id(), 1, b"one\n")])
        assert saved
        assert store.read(saved.id).content == b"one\n"
