"""The entries of a journal as files: reading each with its state, saving without ever overwriting, their history.

docs/journal.md, "The seal" and "Saving". What stands in an entry is bytes here; `core` reads them.
"""

from __future__ import annotations

import hashlib
import re
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from kwetsbaar.errors import Damaged, NotFound, NotSaved, Refused
from kwetsbaar.i18n import Message, msg
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.locks import journal_lock
from kwetsbaar.storage.marks import Mark
from kwetsbaar.storage.newest import Newest
from kwetsbaar.storage.places import ID_PATTERN, is_id
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.marks import Marks
    from kwetsbaar.storage.places import JournalFolder, Places

LIMIT: Final = 16 * 1024 * 1024
"""The most bytes a file of an entry may have: a hundred times what a person writes in a day."""

SUFFIX: Final = ".md.age"
"""How the file of an entry ends."""

ELSE_BESIDE: Final = ""
"""The hash of no file: what a new entry began from that, where one is there already, is to be saved beside it."""

HASH_LENGTH: Final = 8
"""Letters of a ciphertext's SHA-256 in the name of an earlier version or of a second text."""

_RECENT: Final = 64
"""Files that are remembered since they were read or saved."""

_VERSION: Final = re.compile(
    rf"(?P<id>{ID_PATTERN.pattern})\.(?P<rev>0|[1-9][0-9]{{0,8}})\.(?P<hash>[0-9a-f]{{8,64}})\b.*"
)


class State(StrEnum):
    """What a file in `entries/` turns out to be (docs/journal.md, "The seal")."""

    OK = "ok"
    """Written by this journal, under its own name, and the newest revision known."""
    COPY = "copy"
    """Written by this journal, under a name that is no id: a sync tool's conflict copy, or a second text."""
    MISPLACED = "misplaced"
    """Written by this journal, under the name of another entry."""
    FOREIGN = "foreign"
    """Opens, but was not written by this journal: the seal is not good."""
    EARLIER_KEY = "earlier_key"
    """Written with a key from before a rekey, and not seen here before that: it may be by who had that key."""
    ROLLED_BACK = "rolled_back"
    """Written by this journal, but a newer revision is known."""
    DAMAGED = "damaged"
    """Cannot be read."""


_WELL_SEALED: Final = frozenset({State.COPY, State.MISPLACED})
"""Written by this journal, under a name that is not its own."""


@dataclass(frozen=True)
class StoredEntry:
    """One file of an entry."""

    name: str
    """The handle to read it by: the id of an entry under its own name, else the whole name of the file. Not cleaned."""
    id: str
    """The entry that it is: what a good seal says, else what the name says; empty if neither says anything."""
    rev: int
    """Its revision; 0 if no seal says one."""
    epoch: int
    """The epoch of the key it was sealed with; 0 if no seal says one."""
    content: bytes = field(repr=False)
    """What stands above the seal; empty if it is damaged."""
    state: State
    """What it turned out to be."""
    sha256: str
    """Of the ciphertext, in hexadecimal; empty if it could not be read at all."""
    size: int
    """Of the ciphertext, in bytes."""
    mtime_ns: int
    """When the file was last written, in nanoseconds since 1970."""
    error: Message | None = None
    """Why it is damaged."""

    @property
    def label(self) -> str:
        """The name, fit to be shown."""
        return clean_line(self.name)


class ListedEntry(NamedTuple):
    """One file of an entry, not read."""

    name: str
    """As in `StoredEntry`."""
    size: int
    """Of the ciphertext, in bytes."""
    mtime_ns: int
    """When the file was last written, in nanoseconds since 1970."""


class Unlike(NamedTuple):
    """One file of an entry that is not known, or does not look as it did."""

    name: str
    """As in `StoredEntry`."""
    stamp: bytes
    """What it looks like; empty if a change right after could look the same."""
    mtime_ns: int
    """When the file was last written, in nanoseconds since 1970."""


@dataclass(frozen=True)
class _Sealed:
    """What is to be saved, ready for the disk."""

    id: str
    rev: int
    content: bytes = field(repr=False)
    data: bytes = field(repr=False)
    sha256: str

    @property
    def hash8(self) -> str:
        return self.sha256[:HASH_LENGTH]


@dataclass(frozen=True)
class _Before:
    """The file whose place a save takes."""

    data: bytes = field(repr=False)
    sha256: str
    rev: int
    durable: bool
    """Whether this process made it so."""


class EntryStore:
    """The folder of entries and the folder of earlier versions. May be used by several threads."""

    def __init__(self, folder: JournalFolder, keyring: Keyring, marks: Marks, places: Places) -> None:
        self._folder = folder
        self._keyring = keyring
        self._marks = marks
        self._places = places
        self._opener = age.Opener(keyring.identities)
        self._sealer = age.Sealer(keyring.recipient)
        self._versions = _Versions(folder.history)
        self._newest = Newest(marks, keyring)
        self._vouched: frozenset[str] = frozenset()
        self._vouched_since = 0
        self._recent = _Recent()

    # -------------------------------------------------------------- reading

    def listing(self) -> list[ListedEntry]:
        """Gives all files of entries, in the order of their names: entries, copies, and what else is called so."""
        found = files.listing(self._folder.entries)
        return [ListedEntry(handle(name), size, mtime_ns) for name, size, mtime_ns in found if ".age" in name]

    def unlike(self, seen: dict[str, bytes]) -> list[Unlike]:
        """Gives the files of entries that do not look as `seen` says by name, those written last first.

        Those that do are taken out of `seen`, so that what is gone or changed is left in it.
        """
        found = []
        for name, stamp, mtime_ns, settled in files.looks(self._folder.entries, time.time_ns()):
            # A name without the ending can only be known if it is an id.
            known = name[: -len(SUFFIX)] if name.endswith(SUFFIX) and name[: -len(SUFFIX)] in seen else name
            if seen.get(known) == stamp:
                del seen[known]
            elif ".age" in name:
                found.append(Unlike(handle(name), stamp if settled else b"", mtime_ns))
        return sorted(found, key=lambda file: file.mtime_ns, reverse=True)

    def ids(self) -> list[str]:
        """Gives the names of all files of entries; an entry under its own name by its id alone."""
        return [row.name for row in self.listing()]

    def read(self, name: str) -> StoredEntry:
        """Reads the file with a name that `ids` gave. Raises `NotFound` if it is gone; damage is a state."""
        entry = self.examine(self.path(name), name)
        if entry.state in _WELL_SEALED:
            mark = self._mark(entry.id)
            return replace(entry, state=State.EARLIER_KEY) if self.under_earlier_key(entry, mark) else entry
        if entry.state is not State.OK:
            return entry
        mark = self._mark(entry.id)
        if self._newer_known(entry, mark):
            return replace(entry, state=State.ROLLED_BACK)
        if self.under_earlier_key(entry, mark):
            return replace(entry, state=State.EARLIER_KEY)
        self._recent.read(entry.sha256, entry.rev)
        # Where another text of this revision was seen that mark stays, so that it can still be told.
        if mark is None or not (is_other(entry, mark) or _is_marked(entry, mark)):
            self._remember(entry)
        return entry

    def history(self, id: str) -> list[StoredEntry]:  # noqa: A002
        """Gives the earlier versions of an entry, newest first; `name` is the name of the file, damage is a state."""
        names = [row.name for row in files.listing(self._folder.history) if row.name.startswith(f"{_id(id)}.")]
        found = [entry for name in names if (entry := self.version(name)) is not None]
        return sorted(found, key=lambda entry: (entry.rev, entry.name), reverse=True)

    def next_rev(self, id: str, rev: int) -> int:  # noqa: A002
        """Gives the revision that follows on `rev`: above it, above the mark, and above all of the history."""
        known = rev
        with suppress(DatabaseError):
            if mark := self._marks.get(_id(id)):
                known = max(known, mark.rev)
        return min(self._highest(id, known) + 1, seal.MOST)

    def stamp(self, name: str) -> bytes | None:
        """Gives what a file looks like, the same as long as it is not changed; None if that cannot be told."""
        return files.stamp_of(self.path(name), time.time_ns())

    def least_revs(self) -> dict[str, int]:
        """Gives by id the revision below which an entry that is `ok` may not be the newest: `read` tells whether it is.

        A revision was seen on this device, or a name in the history tells of one that comes before it.
        """
        least = self._versions.claims()
        with suppress(DatabaseError):
            for id_, rev in self._marks.revs(above=1):
                least[id_] = max(rev, least.get(id_, 0))
        return least

    def copies(self, id: str) -> list[str]:  # noqa: A002
        """Gives the names of the files that lie beside an entry and whose names begin with its id; lists the folder."""
        return [name for name in self.ids() if name.startswith(f"{_id(id)}.")]

    def _highest(self, id_: str, known: int) -> int:
        """Gives the highest revision of an entry in its history, if above `known`: names alone are not believed."""
        said = ((_VERSION.fullmatch(name), name) for name in self._versions.of(_id(id_)))
        claims = [(int(found["rev"]), name) for found, name in said if found]
        for rev, name in sorted((claim for claim in claims if claim[0] > known), reverse=True):
            version = self.version(name)
            if version is not None and version.state is State.OK and (version.id, version.rev) == (id_, rev):
                return rev
        return known

    def tidy(self) -> None:
        """Removes temporary files that a killed process left over an hour ago, in the journal or on this device."""
        for folder in (self._folder.path, *self._folder.folders, self._places.state):
            files.clean_leftovers(folder, time.time_ns())

    # -------------------------------------------------------------- saving

    def save(self, id: str, rev: int, content: bytes, *, base_sha256: str | None) -> StoredEntry:  # noqa: A002
        """Saves `content` (which ends with a newline) as revision `rev` of an entry, durably.

        `base_sha256` is the hash of the file that the text began from, None for a new entry, and `ELSE_BESIDE` for
        a new one whose text must not be refused. Where another window or device saved meanwhile, the text is saved
        beside the other and comes back with the state `copy`. Where exactly this was saved already nothing is done.
        Raises `Refused` if a new entry is there already or the keyring is an older one, `NotSaved`, `Busy`.
        """
        mine = self._sealed(_id(id), rev, content)
        with journal_lock(self._places, self._keyring.journal_id):
            self._newest.check()
            files.make_folder(self._folder.entries)
            # First of all the new file, so that between looking at the old one and taking its place there is little.
            with files.staged(self._folder.entries, mine.data) as waiting:
                return self._put(mine, waiting, base_sha256)

    def add_all(self, new: Sequence[tuple[str, int, bytes]]) -> list[StoredEntry | None]:
        """Saves new entries durably, each an id, a revision and a text that ends with a newline: all of them or none.

        None stands for one that is there already, which is left as it is. Raises `Refused` if one is too long or the
        keyring is an older one, `NotSaved`, `Busy`. For some hundreds at most: others wait for it.
        """
        sealed = [self._sealed(_id(id_), rev, content) for id_, rev, content in new]
        with journal_lock(self._places, self._keyring.journal_id):
            self._newest.check()
            files.make_folder(self._folder.entries)
            names = [(self._folder.entry(mine.id).name, mine.data) for mine in sealed]
            times = files.write_all_new(self._folder.entries, names)
            epoch = self._keyring.current.epoch
            stored = [
                None if mtime_ns is None else _stored(mine, mine.id, epoch, mtime_ns)
                for mine, mtime_ns in zip(sealed, times, strict=True)
            ]
            self._remember_all([entry for entry in stored if entry])
        return stored

    def _put(self, mine: _Sealed, waiting: files.Staged, base_sha256: str | None) -> StoredEntry:
        """Gives what is to be saved its place, by what stands there now."""
        there = self._there(mine.id)
        if there is None:
            return self._saved(mine, waiting.add(self._folder.entry(mine.id)))
        before = self._before(mine, there)
        if before is None:
            files.fsync_folder(self._folder.entries)
            return self.read(mine.id)
        if base_sha256 is None:
            raise Refused(msg("This page exists already."), msg("Nothing was changed. Open it to change it."))
        if _sha256(there.data) != base_sha256:
            return self._beside(mine, waiting)
        return self._instead(mine, waiting, self._under_this_key(mine.id, before))

    def _before(self, mine: _Sealed, there: files.Found) -> _Before | None:
        """Gives what is known of the file that stands in the place of `mine`; None if it is the very same text.

        It is only opened if this process did not read or write it before.
        """
        sha256 = _sha256(there.data)
        rev = self._recent.rev(sha256)
        if rev is None or rev == mine.rev:
            opened = self._opened(there.data)
            if _is_same(opened, mine):
                return None
            rev = opened.rev
        return _Before(there.data, sha256, rev, self._recent.is_durable(sha256, there.mtime_ns))

    def _under_this_key(self, id_: str, before: _Before) -> _Before:
        """Gives the file before as it is under the current key, for the history; only after a rekey is that another."""
        if self._keyring.current.epoch == 1:
            return before
        data = self._renewed(id_, before.data, self._opened(before.data))
        return before if data is before.data else _Before(data, _sha256(data), before.rev, durable=False)

    def _beside(self, mine: _Sealed, waiting: files.Staged) -> StoredEntry:
        """Saves a text as a second file, because the entry is another one than it began from."""
        path = self._folder.conflict(mine.id, mine.hash8)
        entry = _stored(mine, path.name, self._keyring.current.epoch, waiting.add(path))
        return replace(entry, state=State.COPY)

    def _instead(self, mine: _Sealed, waiting: files.Staged, before: _Before) -> StoredEntry:
        """Saves a text in the place of the version before, after that is durable in the history."""
        path = self._folder.entry(mine.id)
        kept = self._kept(path, mine.id, before)
        try:
            return self._saved(mine, waiting.replace(path))
        except NotSaved:
            # As long as both names are one file, a tool that writes in place would spoil both.
            files.drop_second(path, kept)
            raise

    def _kept(self, path: Path, id_: str, before: _Before) -> Path:
        """Keeps the version before in the history; a name that something else has there is made longer."""
        files.make_folder(self._folder.history)
        for length in (HASH_LENGTH, 2 * HASH_LENGTH, 4 * HASH_LENGTH):
            with suppress(Refused):
                return self._keep_as(path, self._folder.version(id_, before.rev, before.sha256[:length]), before)
        return self._keep_as(path, self._folder.version(id_, before.rev, before.sha256), before)

    def keep_version(self, entry: StoredEntry) -> None:
        """Keeps an entry that stands in its own place in the history, durably, before another text takes that place."""
        path = self._folder.entry(entry.id)
        data = files.read(path, limit=LIMIT)
        self._kept(path, entry.id, _Before(data, _sha256(data), entry.rev, durable=False))

    def _keep_as(self, path: Path, target: Path, before: _Before) -> Path:
        with self._versions.adding(target.name):
            files.keep(path, target, before.data, durable=before.durable)
        return target

    def _saved(self, mine: _Sealed, mtime_ns: int) -> StoredEntry:
        entry = _stored(mine, mine.id, self._keyring.current.epoch, mtime_ns)
        self._recent.saved(mine.sha256, mine.rev, mtime_ns)
        self._remember(entry)
        return entry

    def _sealed(self, id_: str, rev: int, content: bytes) -> _Sealed:
        plain = seal.seal(content, domain=seal.ENTRY, keyring=self._keyring, id=id_, rev=rev)
        data = self._sealer.encrypt(plain)
        if len(data) > LIMIT:
            raise Refused(msg("This text is too long to be one page."), msg("Divide it over several pages."))
        return _Sealed(id_, rev, content, data, _sha256(data))

    def _there(self, id_: str) -> files.Found | None:
        try:
            return files.load(self._folder.entry(id_), limit=LIMIT)
        except NotFound:
            return None

    # -------------------------------------------------------------- other keys

    @property
    def is_newest(self) -> bool:
        """Tells whether no newer keyring is known, so that this one may be written with."""
        return self._newest.is_newest

    def vouch(self, hashes: Collection[str] = (), *, since: int = 0) -> None:
        """Takes the files with these hashes, of the epoch `since` or after it, for ours: a rekey is not done yet."""
        self._vouched, self._vouched_since = frozenset(hashes), since

    def was_seen(self, id: str, sha256: str) -> bool:  # noqa: A002
        """Tells whether exactly this file of an entry was seen on this device, and was well then."""
        with suppress(DatabaseError):
            mark = self._marks.get(id)
            return mark is not None and mark.sha256 == sha256
        return False

    def accept(self, name: str, base_sha256: str) -> StoredEntry:
        """Seals an entry that was written with an earlier key with the current one, durably: then it is like any other.

        Its earlier versions are sealed with it too. What has a name that is not its own keeps that, and is a copy or
        misplaced then. `base_sha256` is the hash of the file as it was read. Raises
        `Refused` if it was changed since or is not such an entry, `NotFound` if it is gone, `NotSaved`, `Busy`.
        """
        path = self.path(name)
        with journal_lock(self._places, self._keyring.journal_id):
            self._newest.check()
            entry = self.read(name)
            if entry.sha256 != base_sha256 or entry.state is not State.EARLIER_KEY:
                raise Refused(
                    msg("This page was not written with an earlier key, or it was changed meanwhile."),
                    msg("Nothing was changed. Look at it again first."),
                )
            anew = self._sealed(entry.id, entry.rev, entry.content)
            if name == entry.id:
                self._renew_versions(entry)
            mtime_ns = files.replace(path, anew.data)
            if name == entry.id:
                self._remember(_stored(anew, name, self._keyring.current.epoch, mtime_ns))
        return self.read(name)

    def _renew_versions(self, entry: StoredEntry) -> None:
        """Seals the versions before it anew too: who wrote it with an earlier key has kept them with that.

        Another text of the same revision is none of them, and would make it look older than it is.
        """
        for version in self.history(entry.id):
            before = version.rev < entry.rev or (version.rev, version.content) == (entry.rev, entry.content)
            if version.state is State.EARLIER_KEY and before:
                self._renew_version(version)

    def _renew_version(self, version: StoredEntry) -> None:
        anew = self._sealed(version.id, version.rev, version.content)
        files.replace(self._folder.history / version.name, anew.data)

    def accept_version(self, name: str, base_sha256: str) -> None:
        """Seals a file of the history that is under an earlier key with the current one, durably.

        Raises `Refused` if it is not as it was read, or is no such file, `NotSaved`, `Busy`.
        """
        with journal_lock(self._places, self._keyring.journal_id):
            self._newest.check()
            version = self.version(name)
            if version is None or version.sha256 != base_sha256 or version.state is not State.EARLIER_KEY:
                raise Refused(
                    msg("This file was changed meanwhile."), msg("Nothing was changed. Look at it again first.")
                )
            self._renew_version(version)

    def renewed(self, name: str, before: str) -> None:
        """Takes in that an entry, whose hash was `before`, was sealed anew in its place.

        If the mark is that of another text it stays, so that this can still be told.
        """
        entry = self.examine(self.path(name), name)
        with suppress(DatabaseError):
            mark = self._marks.get(entry.id)
            if entry.state is State.OK and (mark is None or before == mark.sha256 or mark.rev < entry.rev):
                self._remember(entry)

    def _renewed(self, id_: str, data: bytes, found: seal.Sealed) -> bytes:
        """Gives the file of an entry as it is under the current key; if its own is an earlier one it is written so."""
        if not found.good or found.epoch >= self._keyring.current.epoch:
            return data
        mine = self._sealed(id_, found.rev, found.content)
        entry = _stored(mine, id_, self._keyring.current.epoch, files.replace(self._folder.entry(id_), mine.data))
        self._remember(entry)
        return mine.data

    def under_earlier_key(self, entry: StoredEntry, mark: Mark | None) -> bool:
        """Tells whether an entry was written with an earlier key and not yet held for right on this device."""
        return self.is_earlier(entry.epoch, entry.sha256) and not (mark and mark.sha256 == entry.sha256)

    def is_earlier(self, epoch: int, sha256: str) -> bool:
        """Tells whether a file, of whatever kind, is under an earlier key, and no rekey that goes on knows of it."""
        vouched = epoch >= self._vouched_since and sha256 in self._vouched
        return epoch < self._keyring.current.epoch and not vouched

    # -------------------------------------------------------------- what a file is

    def path(self, name: str) -> Path:
        """Gives the file that a name of `ids` stands for; raises `NotFound` for what cannot be one."""
        if is_id(name):
            return self._folder.entry(name)
        if not name or name.startswith(".") or {"/", "\0"} & set(name):
            raise NotFound(msg("There is no page {name}.", name=clean_line(name)))
        return self._folder.entries / name

    def version(self, name: str) -> StoredEntry | None:
        """Reads one file of the history; None if it is gone. It is `MISPLACED` under the name of another version."""
        try:
            entry = self.examine(self._folder.history / name, name)
        except NotFound:
            return None
        if entry.state is not State.COPY:
            return entry
        if not name.startswith(f"{entry.id}.{entry.rev}."):
            return replace(entry, state=State.MISPLACED)
        return replace(entry, state=State.EARLIER_KEY if self.is_earlier(entry.epoch, entry.sha256) else State.OK)

    def examine(self, path: Path, name: str) -> StoredEntry:
        """Reads one file and judges it by its seal and `name` alone; what other files say is left to `read`.

        Raises `NotFound` if it is gone; damage is a state.
        """
        try:
            found = files.load(path, limit=LIMIT)
        except Damaged as error:
            return StoredEntry(name, _claimed(name), 0, 0, b"", State.DAMAGED, "", 0, 0, error.message)
        try:
            plain = self._opener.decrypt(found.data)
        except Damaged as error:
            return _judged(name, found, seal.Sealed(b"", "", 0, 0, good=False), error.message)
        return _judged(name, found, seal.unseal(plain, domain=seal.ENTRY, keyring=self._keyring))

    def _opened(self, data: bytes) -> seal.Sealed:
        """Gives what a file's seal says; nothing good about one that cannot be opened."""
        try:
            plain = self._opener.decrypt(data)
        except Damaged:
            return seal.Sealed(b"", "", 0, 0, good=False)
        found = seal.unseal(plain, domain=seal.ENTRY, keyring=self._keyring)
        return found if found.good else replace(found, id="", rev=0)

    def _mark(self, id_: str) -> Mark | None:
        """Gives what was seen of an entry on this device; None too if that cannot be looked up."""
        with suppress(DatabaseError):
            return self._marks.get(id_)
        return None

    def _newer_known(self, entry: StoredEntry, mark: Mark | None) -> bool:
        """Tells whether a newer revision was seen on this device, or lies in the history with a good seal."""
        return (mark is not None and mark.rev > entry.rev) or self.newer_kept(entry)

    def newer_kept(self, entry: StoredEntry) -> bool:
        """Tells whether another text of this revision or a newer one lies in the history with a good seal."""
        return any(self._is_newer(name, entry) for name in self._versions.from_rev(entry))

    def _is_newer(self, name: str, entry: StoredEntry) -> bool:
        """Tells whether a file of the history, whose name says so, really is another text of no lower revision."""
        version = self.version(name)
        return (
            version is not None
            and version.state is State.OK
            and version.id == entry.id
            and version.rev >= entry.rev
            and (version.rev, version.content) != (entry.rev, entry.content)
        )

    def _remember(self, entry: StoredEntry) -> None:
        """Writes the mark. That this fails loses the mark alone, so it never makes a saved text look unsaved.

        With an older keyring nothing counts as seen: what is under its key may be by who has an old copy of it.
        """
        if not self._newest.is_newest:
            return
        with suppress(DatabaseError):
            self._marks.record(entry.id, entry.rev, entry.sha256, entry.size, entry.mtime_ns, epoch=entry.epoch)

    def _remember_all(self, entries: Sequence[StoredEntry]) -> None:
        """Does as `_remember`, at once."""
        for entry in entries:
            self._recent.saved(entry.sha256, entry.rev, entry.mtime_ns)
        if self._newest.is_newest:
            with suppress(DatabaseError):
                self._marks.record_all([_mark_of(entry) for entry in entries])


def _mark_of(entry: StoredEntry) -> Mark:
    return Mark(entry.id, entry.rev, entry.sha256, entry.size, entry.mtime_ns, entry.epoch)


class _Versions:
    """What the names in the history say, listed anew only when the folder has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp: tuple[int, int] | None = None
        self._names: dict[str, list[str]] = {}

    def from_rev(self, entry: StoredEntry) -> list[str]:
        """Gives the files whose name says: this entry, another text, and this revision or a higher one."""
        return [name for name in self.of(entry.id) if _says_newer(name, entry)]

    def of(self, id_: str) -> list[str]:
        """Gives the files whose name says that they are versions of an entry."""
        self._look()
        return self._names.get(id_, [])

    def claims(self) -> dict[str, int]:
        """Gives for each entry the revision that follows on the highest one that a name says."""
        self._look()
        said = ((id_, [_VERSION.fullmatch(name) for name in tuple(names)]) for id_, names in tuple(self._names.items()))
        return {id_: 1 + max(int(found["rev"]) for found in each if found) for id_, each in said}

    def _look(self) -> None:
        """Lists the folder if it changed."""
        stamp = files.stamp(self._folder)
        if stamp is None or stamp != self._stamp:
            self._names = {}
            for name in files.names(self._folder):
                self._take(name)
            self._stamp = stamp

    @contextmanager
    def adding(self, name: str) -> Iterator[None]:
        """Takes in a file that is put there meanwhile, so that a save does not cost more the more there are."""
        known = self._stamp is not None and files.stamp(self._folder) == self._stamp
        yield
        if known:
            self._take(name)
            self._stamp = files.stamp(self._folder)

    def _take(self, name: str) -> None:
        found = _VERSION.fullmatch(name)
        if found and name not in self._names.get(found["id"], ()):
            self._names.setdefault(found["id"], []).append(name)


class _Recent:
    """The files that were read or saved last, by their hashes, so that an edit need not look at one again.

    Only good ones that stood under their own name. For any thread.
    """

    def __init__(self) -> None:
        self._revs: dict[str, int] = {}
        self._durable: dict[str, int] = {}

    def read(self, sha256: str, rev: int) -> None:
        """Notes a file that was read. Who wrote it may not have made it durable."""
        self._revs.pop(sha256, None)
        self._revs[sha256] = rev
        while len(self._revs) > _RECENT:
            oldest = next(iter(self._revs), "")
            self._revs.pop(oldest, None)
            self._durable.pop(oldest, None)

    def saved(self, sha256: str, rev: int, mtime_ns: int) -> None:
        """Notes a file that was made durable here."""
        self.read(sha256, rev)
        self._durable[sha256] = mtime_ns

    def rev(self, sha256: str) -> int | None:
        """Gives the revision in such a file; None if it is not known."""
        return self._revs.get(sha256)

    def is_durable(self, sha256: str, mtime_ns: int) -> bool:
        """Tells whether a file is one that was made durable here."""
        return self._durable.get(sha256) == mtime_ns


def is_other(entry: StoredEntry, mark: Mark) -> bool:
    """Tells whether an entry is another text than the one that was seen of its revision.

    Under a newer key a rekey made it so; under an earlier one that is what is told of it, or of the keyring.
    """
    return entry.rev == mark.rev and entry.sha256 != mark.sha256 and max(mark.epoch, 1) == entry.epoch


def _is_same(there: seal.Sealed, mine: _Sealed) -> bool:
    """Tells whether a file holds what is to be saved: then a save before this one was cut off too late to fail."""
    return there.good and (there.id, there.rev, there.content) == (mine.id, mine.rev, mine.content)


def _is_marked(entry: StoredEntry, mark: Mark) -> bool:
    """Tells whether a mark says all of this file already."""
    return (mark.rev, mark.sha256, mark.size, mark.mtime_ns) == (entry.rev, entry.sha256, entry.size, entry.mtime_ns)


def _says_newer(name: str, entry: StoredEntry) -> bool:
    found = _VERSION.fullmatch(name)
    return found is not None and int(found["rev"]) >= entry.rev and not entry.sha256.startswith(found["hash"])


def _judged(name: str, found: files.Found, sealed: seal.Sealed, error: Message | None = None) -> StoredEntry:
    """Gives a file with its state, from its seal and its name; `error` says why it did not open."""
    if error:
        state = State.DAMAGED
    elif not sealed.good:
        state = State.FOREIGN
    elif not is_id(name):
        state = State.COPY
    else:
        state = State.OK if name == sealed.id else State.MISPLACED
    id_, rev, epoch = (sealed.id, sealed.rev, sealed.epoch) if sealed.good else (_claimed(name), 0, 0)
    sha256, size = _sha256(found.data), len(found.data)
    return StoredEntry(name, id_, rev, epoch, sealed.content, state, sha256, size, found.mtime_ns, error)


def _claimed(name: str) -> str:
    """Gives the id with which a name begins; empty if it begins with none."""
    claimed = ID_PATTERN.match(name)
    return claimed[0] if claimed else ""


def _stored(mine: _Sealed, name: str, epoch: int, mtime_ns: int) -> StoredEntry:
    return StoredEntry(name, mine.id, mine.rev, epoch, mine.content, State.OK, mine.sha256, len(mine.data), mtime_ns)


def handle(file_name: str) -> str:
    """Gives the name to read a file by: the id of an entry under its own name, else the file's whole name."""
    stem = file_name.removesuffix(SUFFIX)
    return stem if is_id(stem) and stem != file_name else file_name


def _id(text: str) -> str:
    if not is_id(text):
        raise ValueError("not an id")
    return text


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
