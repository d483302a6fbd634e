"""Real file systems of their own: one in memory that is soon full, and an ext4 whose disk is a file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

import pytest

SIZE: Final = 8 << 20
"""Bytes of an ext4: its journal alone takes half of that."""
_MAKER: Final = shutil.which("mkfs.ext4", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")


def run(*command: str | Path) -> None:
    """Runs a command; what it says is told if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stderr}"


@contextmanager
def mounted(what: str | Path, where: Path, kind: str, options: str) -> Iterator[Path]:
    """Mounts a file system while this lasts; afterwards it is taken away even if something still has a file open."""
    where.mkdir(exist_ok=True)
    run("mount", "-t", kind, "-o", options, what, where)
    try:
        yield where
    finally:
        run("umount", "--lazy", where)


def made(image: Path) -> Path:
    """Makes an ext4 in a file."""
    with image.open("wb") as file:
        file.truncate(SIZE)
    run(_MAKER or "mkfs.ext4", "-q", "-E", "root_owner,lazy_itable_init=0,lazy_journal_init=0", image)
    return image


def now(image: Path, to: Path) -> Path:
    """Copies a disk as it is at this moment, as if the power went."""
    before, after = b"", image.read_bytes()
    while before != after:  # the system may be writing
        before, after = after, image.read_bytes()
    to.write_bytes(after)
    return to


def fill(folder: Path) -> Path:
    """Fills a file system to the last byte, and gives the file that does so."""
    path = folder / "full"
    with path.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while file.write(b"\0" * size):
                    pass
            except OSError:
                continue
    return path


@cache
def missing(kind: str) -> str:
    """Tells why no file system of a kind can be mounted here; empty if one can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "only root on Linux can mount a file system"
    if kind == "ext4" and _MAKER is None:
        return "mkfs.ext4 is not installed"
    return _refused(kind)


def _refused(kind: str) -> str:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        try:
            what = made(base / "image") if kind == "ext4" else "none"
            with mounted(what, base / "on", kind, "loop" if kind == "ext4" else "size=64k"):
                return ""
        except (AssertionError, OSError):
            return f"{kind} cannot be mounted here"


def needs(kind: str) -> pytest.MarkDecorator:
    """Skips a test where a file system of this kind cannot be mounted."""
    return pytest.mark.skipif(bool(missing(kind)), reason=missing(kind) or "it can")
