"""Reads and writes small plain files of this program's own, such as its settings; what is in them is read elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from kwetsbaar.errors import InvalidFile, NotFound
from kwetsbaar.i18n import msg
from kwetsbaar.storage import files
from kwetsbaar.text import clean_line

LIMIT: Final = 256 * 1024
"""The most bytes such a file may have."""


def read_text(path: Path, *, follow: bool = True) -> str | None:
    """Gives the text of a file, None if there is none. `Damaged` if it cannot be read, `InvalidFile` if not UTF-8.

    A person may keep settings elsewhere and link to them, so a link is followed, unless `follow` is False.
    """
    try:
        return files.read(_followed(path) if follow else path, limit=LIMIT).decode()
    except NotFound:
        return None
    except UnicodeDecodeError:
        raise InvalidFile(msg("{path} is not a text in UTF-8.", path=clean_line(str(path)))) from None


def write_text(path: Path, text: str, *, follow: bool = True) -> None:
    """Writes a file durably (0600) in the place of the one before, and the folders above it. May be `NotSaved`.

    With `follow` it is written where a link leads, else in the place of the link.
    """
    target = _followed(path) if follow else path
    files.make_folder(target.parent, parents=True)
    files.replace(target, text.encode())


def _followed(path: Path) -> Path:
    """Gives where a link leads; of one that leads to itself, what reading it will name."""
    return Path(os.path.realpath(path))
