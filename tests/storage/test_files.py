from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kwetsbaar.errors import Damaged, KwetsbaarError, NotFound, NotSaved, Refused
from kwetsbaar.storage import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LIMIT = 1 << 20
WRITERS = [files.write_new, files.replace, files.write_outside]
HOUR = 3600 * 10**9


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat(follow_symlinks=False).st_mode)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def failing(number: int) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.fixture(params=[0o000, 0o022, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


class TestReading:
    def test_what_was_written(self, tmp_path: Path) -> None:
        path = tmp_path / "x"
        path.write_bytes(b"text")
        assert files.read(path, limit=4) == b"text"
        assert files.load(path, limit=4).mtime_ns == path.stat().st_mtime_ns

    def test_a_large_file_comes_whole(self, tmp_path: Path) -> None:
        path = tmp_path / "x"
        path.write_bytes(os.urandom(3 * LIMIT + 5))
        assert files.read(path, limit=4 * LIMIT) == path.read_bytes()

    def test_short_reads(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "x"
        path.write_bytes(b"a longer text")
        read = os.read
        monkeypatch.setattr(os, "read", lambda file, size: read(file, min(size, 3)))
        assert files.read(path, limit=LIMIT) == b"a longer text"

    def test_what_cannot_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "real").write_bytes(b"text")
        (tmp_path / "link").symlink_to("real")
        (tmp_path / "folder").mkdir()
        os.mkfifo(tmp_path / "pipe")
        for name in ("link", "folder", "pipe"):
            with pytest.raises(Damaged):
                files.read(tmp_path / name, limit=LIMIT)
        with pytest.raises(Damaged, match="too large"):
            files.read(tmp_path / "real", limit=3)
        with pytest.raises(NotFound):
            files.read(tmp_path / "none", limit=LIMIT)
        with pytest.raises(NotFound):
            files.read(tmp_path / "none" / "none", limit=LIMIT)

    def test_a_folder_that_is_a_link_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "real" / "x").write_bytes(b"text")
        (tmp_path / "link").symlink_to("real")
        with pytest.raises(Damaged):
            files.read(tmp_path / "link" / "x", limit=LIMIT)
        with pytest.raises(Damaged):
            files.listing(tmp_path / "link")

    def test_an_error_of_the_disk_has_a_name(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "x").write_bytes(b"text")
        monkeypatch.setattr(os, "read", failing(errno.EIO))
        with pytest.raises(Damaged, match="Input/output error"):
            files.read(tmp_path / "x", limit=LIMIT)

    @pytest.mark.parametrize("name", ["..", ".", "", "a\0b"])
    def test_a_name_is_never_a_way_elsewhere(self, tmp_path: Path, name: str) -> None:
        for path in (tmp_path / name, tmp_path.joinpath("sub", name)):
            if path.name in {"..", ".", "a\0b"}:
                with pytest.raises(ValueError, match="not the name"):
                    files.read(path, limit=LIMIT)
                with pytest.raises(ValueError, match="not the name"):
                    files.replace(path, b"x")


class TestListing:
    def test_all_but_folders_and_hidden_files(self, tmp_path: Path) -> None:
        for name in ("b", "a", ".hidden", "with space"):
            (tmp_path / name).write_bytes(b"xy")
        (tmp_path / "folder").mkdir()
        (tmp_path / "link").symlink_to("nowhere")
        found = files.listing(tmp_path)
        assert [row.name for row in found] == ["a", "b", "link", "with space"]
        assert found[0].size == 2
        assert found[0].mtime_ns == (tmp_path / "a").stat().st_mtime_ns

    def test_no_folder_is_empty(self, tmp_path: Path) -> None:
        assert files.listing(tmp_path / "none") == []


class TestWriting:
    @pytest.mark.parametrize("write", WRITERS)
    def test_modes_whatever_the_umask(self, tmp_path: Path, umask: None, write: Callable[..., object]) -> None:
        files.make_folder(tmp_path / "sub")
        write(tmp_path / "sub" / "x", b"text")
        assert mode(tmp_path / "sub" / "x") == 0o600
        assert mode(tmp_path / "sub") == 0o700
        assert (tmp_path / "sub" / "x").read_bytes() == b"text"
        assert names(tmp_path / "sub") == {"x"}

    @given(st.binary(max_size=5000), st.binary(max_size=5000))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
    def test_any_bytes(self, tmp_path: Path, one: bytes, two: bytes) -> None:
        path = tmp_path / "x"
        mtime_ns = files.replace(path, one)
        assert (path.read_bytes(), path.stat().st_mtime_ns) == (one, mtime_ns)
        files.replace(path, two)
        assert path.read_bytes() == two
        assert names(tmp_path) == {"x"}

    @pytest.mark.parametrize("write", [files.write_new, files.write_outside])
    def test_nothing_is_written_over(self, tmp_path: Path, write: Callable[..., object]) -> None:
        (tmp_path / "x").write_bytes(b"old")
        (tmp_path / "link").symlink_to("nowhere")
        (tmp_path / "folder").mkdir()
        for name in ("x", "link", "folder"):
            with pytest.raises(Refused):
                write(tmp_path / name, b"new")
        assert (tmp_path / "x").read_bytes() == b"old"
        assert names(tmp_path) == {"x", "link", "folder"}

    def test_a_link_is_replaced_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "real").write_bytes(b"old")
        (tmp_path / "link").symlink_to("real")
        files.replace(tmp_path / "link", b"new")
        assert (tmp_path / "real").read_bytes() == b"old"
        assert not (tmp_path / "link").is_symlink()

    @pytest.mark.parametrize("write", [files.write_new, files.replace])
    def test_a_folder_that_is_a_link(self, tmp_path: Path, write: Callable[..., object]) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "link").symlink_to("real")
        with pytest.raises(NotSaved, match="a link or a file"):
            write(tmp_path / "link" / "x", b"text")
        with pytest.raises(NotSaved):
            files.make_folder(tmp_path / "link")
        assert names(tmp_path / "real") == set()

    def test_outside_the_journal_a_linked_folder_is_the_owners_own(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "link").symlink_to("real")
        files.write_outside(tmp_path / "link" / "x", b"text")
        assert (tmp_path / "real" / "x").read_bytes() == b"text"

    @pytest.mark.parametrize("write", WRITERS)
    def test_short_writes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[..., object]) -> None:
        real = os.write
        monkeypatch.setattr(os, "write", lambda file, data: real(file, data[:3]))
        write(tmp_path / "x", b"a longer text")
        assert (tmp_path / "x").read_bytes() == b"a longer text"

    @pytest.mark.parametrize("write", [files.write_new, files.write_outside])
    def test_a_file_system_without_hard_links(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[..., object]
    ) -> None:
        monkeypatch.setattr(os, "link", failing(errno.EPERM))
        write(tmp_path / "x", b"text")
        assert (tmp_path / "x").read_bytes() == b"text"
        assert mode(tmp_path / "x") == 0o600
        with pytest.raises(Refused):
            write(tmp_path / "x", b"new")
        assert names(tmp_path) == {"x"}


class TestFailing:
    """Whatever fails: the old file is whole, nothing temporary stays, and a person is told what to do."""

    SAID = (
        (errno.ENOSPC, "Not saved yet: the disk is full. Your text is still here.", "Make room, then try again."),
        (errno.EDQUOT, "Not saved yet: the disk is full. Your text is still here.", "Make room, then try again."),
        (errno.EROFS, "Not saved yet: this disk can only be read. Your text is still here.", None),
        (errno.EACCES, "Not saved yet: you may not write in this folder. Your text is still here.", None),
        (errno.ENOENT, "Not saved yet: the folder is gone. Your text is still here.", None),
        (errno.EIO, "Not saved yet: the disk says ‘Input/output error’. Your text is still here.", None),
    )

    @pytest.mark.parametrize(("number", "said", "hint"), SAID)
    def test_by_cause(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str, hint: str | None
    ) -> None:
        (tmp_path / "x").write_bytes(b"old")
        monkeypatch.setattr(os, "write", failing(number))
        with pytest.raises(NotSaved) as error:
            files.replace(tmp_path / "x", b"new")
        assert str(error.value) == said
        assert error.value.hint is not None
        assert hint is None or str(error.value.hint) == hint
        assert (tmp_path / "x").read_bytes() == b"old"
        assert names(tmp_path) == {"x"}

    @pytest.mark.parametrize("step", ["write", "fchmod", "lseek", "read", "rename", "link", "open"])
    @pytest.mark.parametrize("write", [files.replace, files.write_new])
    def test_at_each_step(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, write: Callable[..., object]
    ) -> None:
        (tmp_path / "old").write_bytes(b"old")
        path = tmp_path / ("old" if write is files.replace else "new")
        with monkeypatch.context() as patch:
            patch.setattr(os, step, failing(errno.EIO))
            if (write, step) in {(files.replace, "link"), (files.write_new, "rename")}:
                return
            with pytest.raises(NotSaved):
                write(path, b"new")
        assert (tmp_path / "old").read_bytes() == b"old"
        assert names(tmp_path) == {"old"}

    def test_fsync(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "x").write_bytes(b"old")
        monkeypatch.setattr(files, "_SYNC", failing(errno.EIO))
        with pytest.raises(NotSaved):
            files.replace(tmp_path / "x", b"new")
        with pytest.raises(NotSaved):
            files.write_new(tmp_path / "y", b"new")
        with pytest.raises(NotSaved):
            files.fsync_folder(tmp_path)
        assert (tmp_path / "x").read_bytes() == b"old"
        assert names(tmp_path) == {"x"}

    @pytest.mark.parametrize("write", [files.write_new, files.write_outside])
    def test_the_last_fsync_of_a_new_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[..., object]
    ) -> None:
        """What is not durable is taken away again, so that it is not in the way of the next try."""
        calls = iter([False, True])

        def second_fails(_: int) -> None:
            if next(calls):
                raise OSError(errno.EIO, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(files, "_SYNC", second_fails)
            with pytest.raises(NotSaved):
                write(tmp_path / "x", b"text")
        assert names(tmp_path) == set()
        write(tmp_path / "x", b"text")

    def test_what_is_read_back_is_something_else(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = os.write
        monkeypatch.setattr(os, "write", lambda file, data: real(file, b"\0" * len(data)))
        with pytest.raises(NotSaved):
            files.write_new(tmp_path / "x", b"text")
        assert names(tmp_path) == set()

    @pytest.mark.parametrize("exclusive", [True, False])
    def test_without_hard_links_a_name_is_whole_or_not_there(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exclusive: bool
    ) -> None:
        monkeypatch.setattr(os, "link", failing(errno.EPERM))
        if not exclusive:
            monkeypatch.setattr(files, "_rename_exclusively", failing(errno.EINVAL))
        fill = files._fill
        seen: list[set[str]] = []

        def noted(file: int, data: bytes) -> None:
            seen.append(names(tmp_path))
            fill(file, data)

        monkeypatch.setattr(files, "_fill", noted)
        files.write_new(tmp_path / "x", b"text")
        assert [{name[:5] for name in there} for there in seen] == [{".tmp-"}]
        with pytest.raises(Refused):
            files.write_new(tmp_path / "x", b"other")
        assert (tmp_path / "x").read_bytes() == b"text"
        assert names(tmp_path) == {"x"}

    def test_a_file_system_without_modes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "fchmod", failing(errno.EPERM))
        monkeypatch.setattr(os, "chmod", failing(errno.EPERM))
        files.make_folder(tmp_path / "a")
        files.close_to_others(tmp_path / "a")
        files.write_new(tmp_path / "a" / "x", b"text")
        assert (tmp_path / "a" / "x").read_bytes() == b"text"

    def test_being_interrupted(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*_: object) -> NoReturn:
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "write", interrupt)
        with pytest.raises(KeyboardInterrupt):
            files.write_new(tmp_path / "x", b"text")
        assert names(tmp_path) == set()

    def test_no_folder(self, tmp_path: Path) -> None:
        with pytest.raises(NotSaved, match="the folder is gone"):
            files.replace(tmp_path / "none" / "x", b"text")
        with pytest.raises(NotSaved, match="was not written"):
            files.write_outside(tmp_path / "none" / "x", b"text")

    def test_what_the_system_says_is_cleaned(self) -> None:
        error = files.not_saved(OSError(errno.EIO, "bad\x1b[2J\nnews"))
        assert str(error) == "Not saved yet: the disk says ‘bad[2J news’. Your text is still here."


class TestOrder:
    def test_nothing_is_in_place_before_it_is_durable(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[str] = []
        sync, rename = files._SYNC, os.rename

        def noted_sync(file: int) -> None:
            seen.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")
            sync(file)

        def noted_rename(source: str, target: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:
            seen.append("rename")
            rename(source, target, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)

        monkeypatch.setattr(files, "_SYNC", noted_sync)
        monkeypatch.setattr(os, "rename", noted_rename)
        files.replace(tmp_path / "x", b"text")
        assert seen == ["file", "rename", "folder"]


class TestKeeping:
    @pytest.mark.parametrize("links", [True, False])
    def test_a_second_name(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
        if not links:
            monkeypatch.setattr(os, "link", failing(errno.EOPNOTSUPP))
        (tmp_path / "x").write_bytes(b"one")
        (tmp_path / "kept").mkdir()
        for _ in range(2):
            files.keep(tmp_path / "x", tmp_path / "kept" / "x.1", b"one")
        files.replace(tmp_path / "x", b"two")
        assert (tmp_path / "kept" / "x.1").read_bytes() == b"one"
        assert names(tmp_path / "kept") == {"x.1"}

    def test_what_gets_a_second_name_is_made_durable(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A sync tool may have delivered it, and not have done so."""
        (tmp_path / "x").write_bytes(b"one")
        sync, seen = files._SYNC, []

        def noted(file: int) -> None:
            seen.append(stat.S_ISDIR(os.fstat(file).st_mode))
            sync(file)

        monkeypatch.setattr(files, "_SYNC", noted)
        files.keep(tmp_path / "x", tmp_path / "y", b"one")
        assert seen == [False, True]

    @pytest.mark.parametrize("there", [b"other", b"one and more", b"o", b""])
    def test_another_text_under_that_name(self, tmp_path: Path, there: bytes) -> None:
        (tmp_path / "x").write_bytes(b"one")
        (tmp_path / "y").write_bytes(there)
        with pytest.raises(Refused):
            files.keep(tmp_path / "x", tmp_path / "y", b"one")
        assert (tmp_path / "y").read_bytes() == there

    def test_a_link_under_that_name(self, tmp_path: Path) -> None:
        (tmp_path / "x").write_bytes(b"one")
        (tmp_path / "y").symlink_to("x")
        with pytest.raises(KwetsbaarError):
            files.keep(tmp_path / "x", tmp_path / "y", b"one")


class TestFolders:
    def test_parents(self, tmp_path: Path, umask: None) -> None:
        files.make_folder(tmp_path / "a" / "b" / "c", parents=True)
        assert [mode(tmp_path / each) for each in ("a", "a/b", "a/b/c")] == [0o700] * 3

    def test_one_that_is_there_is_left(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        (tmp_path / "a").chmod(0o755)
        files.make_folder(tmp_path / "a")
        assert mode(tmp_path / "a") == 0o755
        files.close_to_others(tmp_path / "a")
        assert mode(tmp_path / "a") == 0o700

    def test_a_file_in_its_place(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"")
        with pytest.raises(NotSaved):
            files.make_folder(tmp_path / "a")

    def test_removing(self, tmp_path: Path) -> None:
        (tmp_path / "x").write_bytes(b"")
        files.remove(tmp_path / "x")
        files.remove(tmp_path / "x")
        assert names(tmp_path) == set()


class TestLeftovers:
    def test_only_old_ones_of_ours(self, tmp_path: Path) -> None:
        now = 10**18
        old, new = f".tmp-{'0' * 32}", f".tmp-{'1' * 32}"
        for name in (old, new, ".tmp-other", "x", f".tmp-{'0' * 31}g"):
            (tmp_path / name).write_bytes(b"")
            os.utime(tmp_path / name, ns=(0, now - (HOUR // 2 if name == new else 2 * HOUR)))
        (tmp_path / f".tmp-{'2' * 32}").symlink_to("x")
        (tmp_path / f".tmp-{'3' * 32}").mkdir()
        before = names(tmp_path)
        assert files.clean_leftovers(tmp_path, now) == 1
        assert before - names(tmp_path) == {old}

    def test_a_killed_process_leaves_what_is_cleaned(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        pid = os.fork()
        if pid == 0:
            monkeypatch.setattr(os, "rename", lambda *_, **__: os._exit(9))
            files.replace(tmp_path / "x", b"text")
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
        (left,) = tmp_path.iterdir()
        assert files.clean_leftovers(tmp_path, left.stat().st_mtime_ns + 2 * HOUR) == 1
        assert names(tmp_path) == set()

    def test_no_folder(self, tmp_path: Path) -> None:
        assert files.clean_leftovers(tmp_path / "none", 0) == 0
