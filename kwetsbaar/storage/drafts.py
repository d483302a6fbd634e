"""Unfinished sessions as files: each replaced as a whole, durably, and without a history.

A file is only replaced or removed by who wrote or read it last. What another window or device saved meanwhile stays,
and the other draft is laid beside it as `<id>.<hash>.age`, which is a draft like any other, as is a sync tool's.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kwetsbaar.errors import Damaged, NotFound, NotSaved
from kwetsbaar.i18n import Message, msg
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage.locks import journal_lock
from kwetsbaar.storage.newest import Newest
from kwetsbaar.storage.places import ID_LENGTH, ID_PATTERN, id_of, is_id
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.marks import Marks
    from kwetsbaar.storage.places import JournalFolder, Places

LIMIT: Final = 16 * 1024 * 1024
"""The most bytes a file of a draft may have, as for an entry."""

_HASH_LENGTH: Final = 8

SUFFIX: Final = ".age"
"""How the file of a draft ends."""


@dataclass(frozen=True)
class StoredDraft:
    """One unfinished session."""

    name: str
    """The name of its file without `.age`: its id, or a sync tool's name for a second one. Not cleaned."""
    id: str
    """What the seal says it is; empty if it is damaged."""
    rev: int
    """How often it was saved; 0 if it is damaged."""
    content: bytes = field(repr=False)
    """What stands above the seal; empty if it is damaged."""
    mtime_ns: int
    """When the file was last written, in nanoseconds since 1970; 0 if it could not be read at all."""
    good: bool
    """Whether this journal wrote it, under a name that begins with its id."""
    sha256: str = ""
    """Of the ciphertext, in hexadecimal; empty if it could not be read at all."""
    error: Message | None = None
    """Why it cannot be read."""

    @property
    def label(self) -> str:
        """The name, fit to be shown."""
        return clean_line(self.name)

    @property
    def handle(self) -> str:
        """The id to load it by: its own, or one that stands for its name where another draft may have that."""
        return self.name if is_id(self.name) else id_of(self.name)


@dataclass(frozen=True)
class SavedDraft:
    """Where a draft is now."""

    name: str
    """The name of its file without `.age`."""
    sha256: str
    """Of the ciphertext, in hexadecimal."""


class DraftFiles:
    """The files alone. It knows no keys, so that a draft can be saved when the journal is closed."""

    def __init__(self, folder: JournalFolder, places: Places, journal_id: str) -> None:
        self._folder = folder
        self._places = places
        self._journal_id = journal_id

    def path(self, name: str) -> Path:
        """Gives the file of a draft; raises `NotFound` for what cannot be the name of one."""
        if not ID_PATTERN.match(name) or {"/", "\0"} & set(name):
            raise NotFound(msg("There is no draft {name}.", name=clean_line(name)))
        return self._folder.drafts / f"{name}{SUFFIX}"

    def put(self, name: str, sealed: bytes, own: Collection[str]) -> SavedDraft:
        """Saves a draft, durably, where none is or one whose hash is in `own`; else beside that. May be `NotSaved`."""
        path, sha256 = self.path(name), _sha256(sealed)
        with self.locked():
            files.make_folder(path.parent)
            there = self.sha256(name)
            if there is None or there in own:
                files.replace(path, sealed)
                return SavedDraft(name, sha256)
            if there == sha256:
                files.fsync_folder(path.parent)
                return SavedDraft(name, sha256)
            return self._beside(name, sealed, sha256)

    def remove(self, name: str, own: Collection[str]) -> None:
        """Removes a draft whose hash is in `own`, durably; another one stays, and none is well. May be `NotSaved`."""
        path = self.path(name)
        with self.locked():
            if path.parent.exists() and self.sha256(name) in {None, *own}:
                files.remove(path)

    def sha256(self, name: str) -> str | None:
        """Gives the hash of what is there, empty if it cannot be read; None if nothing is."""
        try:
            return _sha256(files.read(self.path(name), limit=LIMIT))
        except NotFound:
            return None
        except Damaged:
            return ""

    def _beside(self, name: str, sealed: bytes, sha256: str) -> SavedDraft:
        beside = f"{name[:ID_LENGTH]}.{sha256[:_HASH_LENGTH]}"
        if self.sha256(beside) != sha256:
            files.write_new(self.path(beside), sealed)
        return SavedDraft(beside, sha256)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps others out; where the state folder takes no lock, a draft is worth more than that."""
        with ExitStack() as stack:
            with suppress(NotSaved):
                stack.enter_context(journal_lock(self._places, self._journal_id))
            yield


class DraftStore:
    """The folder of drafts. May be used by several threads."""

    def __init__(self, folder: JournalFolder, keyring: Keyring, marks: Marks, places: Places) -> None:
        self.files = DraftFiles(folder, places, keyring.journal_id)
        """The same files, to be written without keys."""
        self._folder = folder
        self._keyring = keyring
        self._opener = age.Opener(keyring.identities)
        self._sealer = age.Sealer(keyring.recipient)
        self._newest = Newest(marks, keyring)
        self._written: set[str] = set()

    def save(self, name: str, rev: int, content: bytes, *, base: str = "") -> SavedDraft:
        """Saves a draft, durably, and tells where it is then; `content` ends with a newline. May be `NotSaved`.

        `name` is its id, or the name of its file without `.age`; `base` the hash of that file as it was last saved or
        read. If the file is another one, nor one that this store wrote, the draft is laid beside it.
        """
        return self.put(name, self.sealed(name, rev, content), base=base)

    def sealed(self, name: str, rev: int, content: bytes) -> bytes:
        """Gives the ciphertext of a draft, which may be kept in memory when the disk does not take it."""
        plain = seal.seal(content, domain=seal.DRAFT, keyring=self._keyring, id=id_in(name), rev=rev)
        return self._sealer.encrypt(plain)

    def put(self, name: str, sealed: bytes, *, base: str = "") -> SavedDraft:
        """Saves what `sealed` gave. May be `NotSaved`; `Refused` if the keyring is an older one."""
        self._newest.check()
        own = self.own(base)
        # Before it is tried: a save that fails at the last step has replaced the file already.
        self._written.add(_sha256(sealed))
        return self.files.put(name, sealed, own)

    def own(self, base: str) -> frozenset[str]:
        """Gives the hashes of the files that may be replaced: the one last read, and all that this store wrote."""
        return frozenset({*self._written, base} - {""})

    def adopt(self, name: str, sealed: bytes, own: Collection[str]) -> StoredDraft:
        """Reads what another store's `sealed` gave; from here it may be replaced, and what that store might replace."""
        self._written |= {_sha256(sealed), *own}
        return self._opened(name, sealed, 0)

    def load(self, id: str) -> StoredDraft:  # noqa: A002
        """Reads a draft by its `handle`. Raises `NotFound` if there is none; damage stands in it."""
        if is_id(id):
            with suppress(NotFound):
                return self._read(id)
            for name in self._names():
                if id_of(name) == id:
                    return self._read(name)
        raise NotFound(msg("There is no draft {name}.", name=clean_line(id)))

    def all(self) -> list[StoredDraft]:
        """Reads every draft, the one last saved first. None is left out because it is damaged."""
        found = [draft for name in self._names() if (draft := self._read_if_there(name)) is not None]
        return sorted(found, key=lambda draft: (draft.mtime_ns, draft.name), reverse=True)

    def discard(self, name: str, *, base: str = "") -> None:
        """Removes a draft unless another window or device wrote it; that there is none is well. May be `NotSaved`.

        `Refused` if the keyring is an older one.
        """
        self._newest.check()
        self.files.remove(name, self.own(base))

    def _names(self) -> list[str]:
        rows = files.listing(self._folder.drafts)
        return [row.name.removesuffix(SUFFIX) for row in rows if row.name.endswith(SUFFIX)]

    def _read_if_there(self, name: str) -> StoredDraft | None:
        try:
            return self._read(name)
        except NotFound:
            return None

    def _read(self, name: str) -> StoredDraft:
        try:
            found = files.load(self._folder.drafts / f"{name}{SUFFIX}", limit=LIMIT)
        except Damaged as error:
            return StoredDraft(name, "", 0, b"", 0, good=False, error=error.message)
        return self._opened(name, found.data, found.mtime_ns)

    def _opened(self, name: str, sealed: bytes, mtime_ns: int) -> StoredDraft:
        sha256 = _sha256(sealed)
        try:
            plain = self._opener.decrypt(sealed)
        except Damaged as error:
            return StoredDraft(name, "", 0, b"", mtime_ns, good=False, sha256=sha256, error=error.message)
        opened = seal.unseal(plain, domain=seal.DRAFT, keyring=self._keyring)
        good = opened.good and opened.id == id_in(name)
        return StoredDraft(name, opened.id, opened.rev, opened.content, mtime_ns, good=good, sha256=sha256)


def id_in(name: str) -> str:
    """Gives the id that the name of a draft's file begins with; empty if it begins with none."""
    found = ID_PATTERN.match(name)
    return found[0] if found and (len(name) == ID_LENGTH or not name[ID_LENGTH].isalnum()) else ""


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
