"""A disk that is really full, one that can really only be read, and one whose power really goes (as far as it shows).

The power goes by copying the file that an ext4 lies in while it is mounted: what the system did not write yet is
missing from the copy, and the copy is mounted as after a power cut. A disk that loses or reorders what it said it had
written is not imitated.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kwetsbaar.errors import NotSaved
from kwetsbaar.storage import files
from tests.breaking import disk
from tests.breaking.operations import (
    NEW,
    OLD,
    OPERATIONS,
    PASSPHRASE,
    Seen,
    Where,
    done,
    prepared,
    seen,
)

CALLS = ("write", "rename", "link", "unlink")
"""After each of these, and after each sync, the power goes."""


# ------------------------------------------------------------------ full, and only readable


@disk.needs("tmpfs")
@pytest.mark.parametrize("name", ["save", "edit", "draft", "words"])
def test_a_full_disk(roof: Path, name: str) -> None:
    """It is said, what was there stays, and when there is room it goes on."""
    with disk.mounted("none", roof / "disk", "tmpfs", "size=400k"):
        where = prepared(Where(roof / "disk"), name)
        before = seen(where, keys=True)
        full = disk.fill(where.base)
        error = done(where, name)
        assert isinstance(error, NotSaved)
        assert "the disk is full" in str(error)
        assert str(error.hint) == "Make room, then try again."
        assert seen(where, keys=True) == before
        full.unlink()
        assert done(where, name) is None
        assert seen(where, keys=True) != before


@disk.needs("tmpfs")
@pytest.mark.parametrize("name", [name for name in OPERATIONS if name != "purge"])
def test_a_disk_that_can_only_be_read(roof: Path, name: str) -> None:
    with disk.mounted("none", roof / "disk", "tmpfs", "size=1m"):
        where = prepared(Where(roof / "disk"), name)
        before = seen(where, keys=True)
        disk.run("mount", "-o", "remount,ro", where.base)
        error = done(where, name)
        assert isinstance(error, NotSaved)
        assert "this disk can only be read" in str(error)
        assert seen(where, keys=True) == before
        disk.run("mount", "-o", "remount,rw", where.base)
        assert done(where, name) is None


@disk.needs("tmpfs")
@pytest.mark.parametrize("way", ["full", "readable"])
def test_a_command_on_such_a_disk_says_so_and_fails(roof: Path, way: str) -> None:
    with disk.mounted("none", roof / "disk", "tmpfs", "size=400k"):
        where = prepared(Where(roof / "disk"), "edit")
        (roof / "answers.toml").write_text(f'[answers]\n1 = "{NEW}"\n')
        if way == "full":
            disk.fill(where.base)
        else:
            disk.run("mount", "-o", "remount,ro", where.base)
        ended = written(roof, where)
        assert (ended.returncode, ended.stdout) == (1, "")
        cause = "the disk is full" if way == "full" else "this disk can only be read"
        assert f"kwetsbaar: error: Not saved yet: {cause}." in ended.stderr
        assert "kwetsbaar: hint: " in ended.stderr
        assert NEW not in ended.stderr
        assert [text for _, text in seen(where).pages] == [OLD]


PROGRAM = """
import sys
from tests.breaking.operations import cheap_keys
from kwetsbaar.__main__ import main
with cheap_keys():
    sys.exit(main(sys.argv[1:]))
"""
"""The program as it is, but that its keys are derived as cheaply as those of these journals are."""


def written(roof: Path, where: Where) -> subprocess.CompletedProcess[str]:
    """Writes a page by the command."""
    (roof / "secret").write_text(PASSPHRASE)
    (roof / "secret").chmod(0o600)
    environment = {**os.environ, "XDG_STATE_HOME": str(where.base / "state"), "PYTHONPATH": str(Path.cwd())}
    options = ["--lang", "en", "--journal", str(where.folder), "--passphrase-file", str(roof / "secret")]
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *options, "write", "drie-minuten", "--answers", str(roof / "answers.toml")],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip


# ------------------------------------------------------------------ the power goes


class Power:
    """Copies the disk after each call that changes it."""

    def __init__(self, image: Path, to: Path) -> None:
        self._image = image
        self._to = to
        self.copies: list[tuple[str, Path]] = []
        self.on = True

    def goes(self, after: str) -> None:
        """Copies it as it is now."""
        if self.on:
            self.copies.append((after, disk.now(self._image, self._to / f"{len(self.copies)}.image")))

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Has it happen after every call."""
        for name in CALLS:
            monkeypatch.setattr(os, name, self._after(name, getattr(os, name)))
        monkeypatch.setattr(files, "_SYNC", self._after("fsync", files._SYNC))

    def _after(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def watched(*arguments: object, **more: object) -> object:
            given = call(*arguments, **more)
            self.goes(name)
            return given

        return watched


@pytest.fixture
def ext4(request: pytest.FixtureRequest, roof: Path) -> Iterator[Path]:
    """Gives an image with an ext4, mounted beside it at `disk`."""
    image = disk.made(roof / "image")
    (roof / "copies").mkdir()
    with disk.mounted(image, roof / "disk", "ext4", f"loop,{request.param}"):
        (roof / "disk/lost+found").rmdir()
        yield image


def after_a_power_cut(copy: Path) -> Seen:
    """Mounts a copy, whereupon ext4 puts itself right as it does after a power cut, and looks at what there is."""
    with disk.mounted(copy, copy.with_suffix(""), "ext4", "loop") as there:
        return seen(Where(there), keys=True)


@disk.needs("ext4")
@pytest.mark.parametrize(
    ("ext4", "name"),
    [("data=ordered", name) for name in ("save", "edit", "draft", "delete", "words")] + [("data=writeback", "edit")],
    indirect=["ext4"],
)
def test_the_power_goes(roof: Path, ext4: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every moment each page is whole, old or new; and what was said to be saved is there from then on."""
    where = prepared(Where(roof / "disk"), name)
    os.sync()
    before = seen(where, keys=True)
    power = Power(ext4, roof / "copies")
    with monkeypatch.context() as patch:
        power.watch(patch)
        assert done(where, name) is None
        power.goes("it was said")
        power.on = False
    after = seen(where, keys=True)
    said = power.copies.pop()
    for call, copy in power.copies:
        found = after_a_power_cut(copy)
        for part in ("pages", "earlier", "trash", "drafts"):
            assert getattr(found, part) in (getattr(before, part), getattr(after, part)), (call, copy.name)
        assert before.texts & after.texts <= found.texts, (call, copy.name)
        assert found.unreadable == ()
        assert len(found.opens) >= 2
    found = after_a_power_cut(said[1])
    assert (found.pages, found.trash, found.opens) == (after.pages, after.trash, after.opens)
    assert found.texts >= after.texts
    assert len(power.copies) > 2


@disk.needs("ext4")
@pytest.mark.parametrize("ext4", ["data=ordered"], indirect=True)
def test_without_syncs_a_power_cut_would_lose_it(roof: Path, ext4: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This shows that the test above can fail."""
    where = prepared(Where(roof / "disk"), "save")
    os.sync()
    monkeypatch.setattr(files, "_SYNC", lambda _file: None)
    assert done(where, "save") is None
    copy = disk.now(ext4, roof / "copies/0.image")
    assert after_a_power_cut(copy) != seen(where, keys=True)
