"""Opens what a person brings in: a file, a folder, a zip. Nothing is unpacked, no link followed, all is bounded.

What a name inside says is only ever shown.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kwetsbaar.errors import Damaged, NotFound, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.storage import files
from kwetsbaar.text import clean_line

LARGEST: Final = 256 * 1024 * 1024
"""The most bytes that are read of one thing that is brought in."""

LARGEST_NOTE: Final = 16 * 1024 * 1024
"""The most bytes of one file in a folder."""

MOST: Final = 200_000
"""The most files of a folder or a zip that are looked at."""

DEEPEST: Final = 30
"""How deep folders may lie in each other."""

_WAYS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The ways in which a file may lie in a zip: those of every program that makes what is read here."""

_RATIO: Final = 200
"""How many times larger than it lies there something may become, beyond a megabyte."""


@dataclass(frozen=True)
class Brought:
    """One file."""

    name: str
    """Its path in what was brought in, with slashes. Not cleaned."""
    data: bytes = field(repr=False)
    mtime_ns: int
    """When it was written, in nanoseconds since 1970; 0 if that is not known."""


def is_zip(path: Path) -> bool:
    """Tells whether a file is a zip."""
    try:
        return path.is_file() and zipfile.is_zipfile(path)  # whatever else lies there may keep a reader waiting
    except OSError:
        return False


def one(path: Path) -> Brought:
    """Reads one file. Raises `NotFound`, `Damaged`."""
    try:
        found = files.load(path.resolve(), limit=LARGEST)
    except (OSError, RuntimeError):  # a link that leads to itself
        raise NotFound(msg("There is no file {path}.", path=clean_line(str(path)))) from None
    return Brought(path.name, found.data, found.mtime_ns)


def in_folder(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Brought]:
    """Reads the files below `folder` that end so, by name; hidden ones and links are passed by.

    Raises `Refused` if there are too many, `Damaged` for a file that cannot be read or is too large.
    """
    seen = 0
    for above, folders, names in os.walk(folder.resolve(), followlinks=False):
        depth = len(Path(above).relative_to(folder.resolve()).parts)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and depth < DEEPEST)
        for name in sorted(names):
            path = Path(above) / name
            if name.startswith(".") or not name.lower().endswith(suffixes) or path.is_symlink():
                continue
            seen += 1
            if seen > MOST:
                raise _too_many()
            found = files.load(path, limit=LARGEST_NOTE)
            yield Brought(path.relative_to(folder.resolve()).as_posix(), found.data, found.mtime_ns)


def in_zip(path: Path, suffix: str) -> Iterator[Brought]:
    """Reads the files of a zip that end so. Nothing of it is written anywhere.

    Raises `Refused` for a zip with a path that leads out of it, a link, a secret, or something that becomes far larger
    than it is; `Damaged` for one that is not whole.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if len(infos) > MOST:
                raise _too_many()
            for info in infos:
                _check(info)
            wanted = [info for info in infos if info.filename.lower().endswith(suffix) and not info.is_dir()]
            if sum(info.file_size for info in wanted) > LARGEST:
                raise _bomb()
            for info in wanted:
                yield Brought(info.filename, _read(archive, info), 0)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError):
        # The last is what zipfile raises for a zip of a later version than it knows.
        raise Damaged(msg("{path} is no zip that can be read.", path=clean_line(str(path)))) from None


def _check(info: zipfile.ZipInfo) -> None:
    parts = info.filename.replace("\\", "/").split("/")
    if info.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in info.filename:
        raise Refused(
            msg("‘{name}’ in this zip leads out of it. Nothing was read.", name=clean_line(info.filename)[:80]),
            msg("A zip that Day One made has no such names."),
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refused(
            msg("‘{name}’ in this zip is a link. Nothing was read.", name=clean_line(info.filename)[:80]),
            msg("A zip that Day One made has no links."),
        )
    if info.flag_bits & 1:
        raise Refused(msg("This zip is locked with a password."), msg("Make one without, or unpack it first."))
    if info.compress_type not in _WAYS:
        raise zipfile.BadZipFile(info.compress_type)
    if info.file_size > max(1024 * 1024, _RATIO * max(1, info.compress_size)):
        raise _bomb()


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Reads one member, and never more than it says that it holds."""
    with archive.open(info) as member:
        data = member.read(info.file_size + 1)
    if len(data) > info.file_size:
        raise _bomb()
    return data


def _bomb() -> Refused:
    return Refused(
        msg("What is in this zip becomes far larger than it is. Nothing was read."),
        msg("If it is really yours, unpack it and bring in the JSON file."),
    )


def _too_many() -> Refused:
    return Refused(msg("These are more than {n} files. Nothing was read.", n=MOST), msg("Bring in a part of them."))
