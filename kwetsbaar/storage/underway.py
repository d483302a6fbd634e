"""The list of what a rekey has to write anew, which lies in the journal until that is done (docs/journal.md).

It names every file that was there when the new key was made, with its hash, and is encrypted and sealed with that key.
So whoever only has an earlier key cannot add to it, and a rekey that was cut off can go on, also on another device.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import quote_from_bytes, unquote_to_bytes

from kwetsbaar.errors import Damaged, NotFound
from kwetsbaar.storage import age, files, seal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import JournalFolder

LIMIT: Final = 512 * 1024 * 1024
"""The most bytes that the list may have: room for millions of files."""

FILE_LIMIT: Final = 16 * 1024 * 1024
"""The most bytes that a file of the journal may have, as for an entry."""

FOLDERS: Final = {
    "entries": seal.ENTRY,
    "history": seal.ENTRY,
    "trash": seal.ENTRY,
    "tombstones": seal.TOMBSTONE,
    "drafts": seal.DRAFT,
}
"""What is written anew, in this order: a draft names the page that it changes by that one's hash, so it comes last."""

PEOPLE: Final = "people.age"

_HEAD: Final = "# Being written with a new key; those of epoch {previous} and after that are.\n"
_FIRST: Final = re.compile(r"# Being written with a new key; those of epoch ([1-9][0-9]{0,8}) and after that are\.")
_ROW: Final = re.compile(r"([0-9a-f]{64}) (?:([a-z]+)/([^/ ]+)|(people\.age))")


@dataclass(frozen=True)
class Item:
    """One file that is to be written anew."""

    folder: str
    """One of `FOLDERS`; empty for `people.age`."""
    name: str
    """As the file system has it; never a path."""
    sha256: str
    """Of what was there when the new key was made, in hexadecimal."""

    @property
    def domain(self) -> str:
        """What its seal says it is."""
        return FOLDERS.get(self.folder, seal.PEOPLE)


@dataclass(frozen=True)
class Underway:
    """The list."""

    previous: int
    """The epoch before. What was earlier still then is not written anew, since nobody accepted it."""
    items: tuple[Item, ...]

    @cached_property
    def hashes(self) -> frozenset[str]:
        """The hashes of all that is on it."""
        return frozenset(item.sha256 for item in self.items)

    def item(self, sha256: str) -> Item | None:
        """Gives the file that had this hash."""
        return self._by_hash.get(sha256)

    @cached_property
    def _by_hash(self) -> dict[str, Item]:
        return {item.sha256: item for item in self.items}


def gather(folder: JournalFolder, previous: int) -> Underway:
    """Lists all that is there, the oldest of a folder first, so that it is written in that order."""
    return Underway(previous, (*_people(folder), *(item for name in FOLDERS for item in _in(folder, name))))


def _people(folder: JournalFolder) -> Iterator[Item]:
    sha256 = _sha256(folder, "", PEOPLE)
    if sha256:
        yield Item("", PEOPLE, sha256)


def _in(folder: JournalFolder, name: str) -> Iterator[Item]:
    for row in sorted(files.listing(folder.path / name), key=lambda row: (row.mtime_ns, row.name)):
        sha256 = _sha256(folder, name, row.name)
        if sha256:
            yield Item(name, row.name, sha256)


def _sha256(folder: JournalFolder, name: str, file_name: str) -> str:
    """Gives the hash of a file; empty if it is gone or cannot be read."""
    try:
        return hashlib.sha256(files.read(folder.path / name / file_name, limit=FILE_LIMIT)).hexdigest()
    except (NotFound, Damaged):
        return ""


def sealed(underway: Underway, keyring: Keyring) -> bytes:
    """Gives the list as a file, under the current key of `keyring`."""
    rows = "".join(f"{item.sha256} {_shown(item)}\n" for item in underway.items)
    content = (_HEAD.format(previous=underway.previous) + rows).encode("ascii")
    plain = seal.seal(content, domain=seal.REKEY, keyring=keyring, id=keyring.journal_id, rev=keyring.current.epoch)
    return age.encrypt(plain, keyring.recipient)


def read(folder: JournalFolder, keyring: Keyring) -> Underway | None:
    """Gives the list of the rekey that made the current key of `keyring`; None if none goes on."""
    try:
        plain = age.decrypt(files.read(folder.rekey, limit=LIMIT), [keyring.current.identity])
    except (NotFound, Damaged):
        return None
    found = seal.unseal(plain, domain=seal.REKEY, keyring=keyring)
    if not found.good or (found.id, found.epoch) != (keyring.journal_id, keyring.current.epoch):
        return None
    return _parsed(found.content.decode("ascii", "replace"))


def _parsed(text: str) -> Underway | None:
    first, *rows = text.splitlines()
    head, found = _FIRST.fullmatch(first), [_ROW.fullmatch(row) for row in rows]
    if head is None:
        return None
    return Underway(int(head[1]), tuple(_item(row) for row in found if row and (row[4] or row[2] in FOLDERS)))


def _item(row: re.Match[str]) -> Item:
    if row[4]:
        return Item("", PEOPLE, row[1])
    return Item(row[2], os.fsdecode(unquote_to_bytes(row[3])), row[1])


def _shown(item: Item) -> str:
    """Gives a path without spaces, line ends or what is no ASCII."""
    return f"{item.folder}/{quote_from_bytes(os.fsencode(item.name), safe='')}" if item.folder else item.name
