"""Compares a journal's folder with what this device saw of it: what is missing, older than before, or another text.

docs/journal.md, "Looking after it". Cheap enough for every unlock: names, sizes and times are compared with the marks,
and only what changed is read.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kwetsbaar.errors import Damaged, NotFound, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.entries import LIMIT, SUFFIX, State, StoredEntry, is_other
from kwetsbaar.storage.locks import journal_lock
from kwetsbaar.storage.marks import SeenPeople
from kwetsbaar.storage.places import is_id
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kwetsbaar.i18n import Message
    from kwetsbaar.storage.marks import Mark
    from kwetsbaar.storage.stores import Stores

PEOPLE_ID: Final = "people"
"""What the seal of `people.age` says as its id."""


class Kind(StrEnum):
    """What sort of thing is not as it should be; the values are those of `--json`."""

    JOURNAL = "journal"
    ENTRY = "entry"
    VERSION = "history"
    TRASHED = "trash"
    DRAFT = "draft"
    TOMBSTONE = "tombstone"
    PEOPLE = "people"
    KEYRING = "keyring"
    OTHER = "other"


class Trouble(StrEnum):
    """What is the matter with it."""

    COPY = "copy"
    """A second text of something, well sealed, under a name of its own."""
    MISPLACED = "misplaced"
    """Well sealed, under the name of something else."""
    FOREIGN = "foreign"
    """Not written by this journal."""
    ROLLED_BACK = "rolled_back"
    """A newer revision is known."""
    EARLIER_KEY = "earlier_key"
    """Written with a key from before a rekey, and not seen here before that."""
    DAMAGED = "damaged"
    """Cannot be read."""
    MISSING = "missing"
    """Was here before, and was neither deleted nor purged."""
    REPLACED = "replaced"
    """The same revision as before, with other bytes."""
    OLDER = "older"
    """The whole folder is as it was before."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be."""

    kind: Kind
    trouble: Trouble
    file: str
    """Its path inside the journal's folder, with slashes; where it is missing, where it was. Not cleaned."""
    id: str = ""
    """The entry that it is about, or the draft's id; empty if nothing says one."""
    rev: int = 0
    """The revision found; for a keyring the epoch. 0 if there is none."""
    known_rev: int = 0
    """The highest revision known, where that is the matter."""
    known_at: int = 0
    """When that was last written, in nanoseconds since 1970; 0 if that is not known."""
    count: int = 0
    """For a whole folder that is older: how many pages tell so."""
    sha256: str = ""
    """Of the file as it was found; empty if there is none."""
    reason: Message | None = None
    """Why it cannot be read."""

    @property
    def name(self) -> str:
        """The name to read an entry's file by: the id under which it lies, else the whole name of the file."""
        last = self.file.rpartition("/")[2]
        stem = last.removesuffix(SUFFIX)
        return stem if is_id(stem) else last

    @property
    def written(self) -> datetime | None:
        """When it was last written, in the zone of this device; None if that is not known."""
        return datetime.fromtimestamp(self.known_at / 1e9, UTC).astimezone() if self.known_at else None

    @property
    def label(self) -> str:
        """The path, fit to be shown."""
        return clean_line(self.file)


@dataclass(frozen=True)
class Sight:
    """What was seen of the folder of entries."""

    same: frozenset[str] = frozenset()
    """The ids whose files have the size and the time that they had."""
    own: Mapping[str, StoredEntry] = field(default_factory=dict)
    """What was read of the files under other ids."""
    elsewhere: Callable[[], Mapping[str, int]] = dict
    """Gives the ids of the texts that lie under a name which is not theirs, with the highest revision of each."""


class Comparing:
    """Compares one journal's folder with the marks of this device. Writes nothing but the mark of `people.age`."""

    def __init__(self, stores: Stores) -> None:
        self._folder = stores.folder
        self._keyring = stores.keyring
        self._marks = stores.marks
        self._entries = stores.entries
        self._trash = stores.trash
        self._places = stores.places
        self._opener = age.Opener(stores.keyring.identities)

    def glance(self) -> list[Finding]:
        """Compares sizes and times, and reads only what changed. What this device never saw is not looked at."""
        known = self.known()
        if not known:
            return self.told({}, Sight())
        rows = {name: (size, mtime_ns) for name, size, mtime_ns in self._entries.listing()}
        same = frozenset(id_ for id_, mark in known.items() if rows.get(id_) == (mark.size, mark.mtime_ns))
        own = {name: entry for name in (known.keys() - same) & rows.keys() if (entry := self._read(name))}
        rest = [name for name in rows if name not in known]
        return self.told(known, Sight(same, own, lambda: self._elsewhere(rest, own)))

    def known(self, *, until: int | None = None) -> dict[str, Mark]:
        """Gives the marks, in the order in which this device saw the texts; those written up to `until` (in ns)."""
        try:
            marks = self._marks.all()
        except DatabaseError:
            return {}
        return marks if until is None else {id_: mark for id_, mark in marks.items() if mark.mtime_ns <= until}

    def told(self, known: Mapping[str, Mark], sight: Sight, *, backup: bool = False) -> list[Finding]:
        """Gives all that the marks tell of what was seen; the keys of a backup may be older than the journal's."""
        pages = self._pages(known, sight)
        older = self._older(known, pages)
        return [*older, *pages, *([] if backup else self._keys()), *self.people(compare=not backup)]

    # -------------------------------------------------------------- pages

    def _pages(self, known: Mapping[str, Mark], sight: Sight) -> list[Finding]:
        trashed: dict[str, list[StoredEntry]] | None = None
        found = []
        for mark in known.values():
            if mark.id in sight.same:
                continue
            entry = sight.own.get(mark.id)
            if entry and entry.state in {State.DAMAGED, State.FOREIGN}:
                continue
            if entry and entry.state is State.OK:
                found += _against(mark, entry)
            elif sight.elsewhere().get(mark.id, -1) < mark.rev:
                trashed = self.trashed() if trashed is None else trashed
                if not self._went_well(mark, trashed):
                    found.append(_missing(mark))
        return found

    def _read(self, name: str) -> StoredEntry | None:
        try:
            return self._entries.examine(self._entries.path(name), name)
        except NotFound:
            return None

    def _elsewhere(self, names: list[str], own: Mapping[str, StoredEntry]) -> dict[str, int]:
        """Does as `elsewhere`; only asked for when a page is not in its place."""
        read = [entry for name in names if (entry := self._read(name))]
        return self.elsewhere([*read, *own.values()])

    def elsewhere(self, read: list[StoredEntry]) -> dict[str, int]:
        """Gives the ids of what lies well sealed under a name that is not its own, each with its highest revision."""
        found: dict[str, int] = {}
        for entry in read:
            if entry.state in {State.COPY, State.MISPLACED} and self._is_ours(entry, self.mark_of(entry.id)):
                found[entry.id] = max(entry.rev, found.get(entry.id, -1))
        return found

    def _is_ours(self, entry: StoredEntry, mark: Mark | None) -> bool:
        """Tells whether a text tells anything of its page: not one under a key that others may have."""
        return not self._entries.under_earlier_key(entry, mark)

    def trashed(self) -> dict[str, list[StoredEntry]]:
        """Gives what lies in the trash, by the id of the page."""
        found: dict[str, list[StoredEntry]] = defaultdict(list)
        for name in self._trash.names():
            with suppress(NotFound):
                entry = self._trash.read(name)
                found[entry.id].append(entry)
        return found

    def _went_well(self, mark: Mark, trashed: Mapping[str, list[StoredEntry]]) -> bool:
        """Tells whether a page that is not here was purged, or lies in the trash."""
        purged = self._trash.purged(mark.id)
        if purged is not None and purged >= mark.rev:
            return True
        # What cannot be read there tells nothing: anyone can put it there.
        return any(entry.rev >= mark.rev and self._is_ours(entry, mark) for entry in trashed.get(mark.id, ()))

    def _older(self, known: Mapping[str, Mark], pages: list[Finding]) -> list[Finding]:
        """Tells whether all that is gone or older fits one thing: that the folder is as it was before.

        Then a page that is older has no later version in its history, as it has when it alone was put back; and
        without such a page what is missing is exactly what this device saw last.
        """
        back = [page for page in pages if page.trouble is Trouble.ROLLED_BACK]
        affected = {page.id for page in pages if page.trouble in {Trouble.ROLLED_BACK, Trouble.MISSING}}
        if len(affected) < 2 or any(self._has_later(page) for page in back):  # noqa: PLR2004 - one alone tells nothing
            return []
        newest = set(list(known)[-len(affected) :])
        if back or (affected == newest and len(affected) < len(known)):
            return [Finding(Kind.JOURNAL, Trouble.OLDER, ".", count=len(affected))]
        return []

    def _has_later(self, page: Finding) -> bool:
        """Tells whether the history holds this revision, which it does once there was a next one."""
        versions = self._entries.history(page.id)
        return any(version.rev >= page.rev for version in versions if version.state is State.OK)

    # -------------------------------------------------------------- keys and people

    def _keys(self) -> list[Finding]:
        epoch, highest = self._keyring.current.epoch, 0
        with suppress(DatabaseError):
            highest = self._marks.highest_epoch
        if epoch >= highest:
            return []
        return [Finding(Kind.KEYRING, Trouble.ROLLED_BACK, "keyring.age", rev=epoch, known_rev=highest)]

    def people(self, *, compare: bool = True) -> list[Finding]:
        """Tells whether `people.age` is as it should be, if it is there or was; remembers a newer one."""
        try:
            data = files.read(self._folder.people, limit=LIMIT)
        except NotFound:
            known = self._known_people() if compare else None
            return [_people(Trouble.MISSING, known_rev=known.rev)] if known else []
        except Damaged as error:
            return [_people(Trouble.DAMAGED, reason=error.message)]
        sha256 = hashlib.sha256(data).hexdigest()
        return self.judged_people(data, sha256, compare=compare)

    def judged_people(self, data: bytes, sha256: str, *, compare: bool = True) -> list[Finding]:
        """Tells whether these bytes, with this hash, are the `people.age` that they should be."""
        try:
            found = seal.unseal(self._opener.decrypt(data), domain=seal.PEOPLE, keyring=self._keyring)
        except Damaged as error:
            return [_people(Trouble.DAMAGED, sha256=sha256, reason=error.message)]
        if not found.good or found.id != PEOPLE_ID:
            return [_people(Trouble.FOREIGN, sha256=sha256)]
        known = self._known_people() if compare else None
        if self._entries.is_earlier(found.epoch, sha256) and (known is None or known.sha256 != sha256):
            return [_people(Trouble.EARLIER_KEY, sha256=sha256, rev=found.rev)]
        seen = SeenPeople(found.rev, sha256, found.epoch)
        trouble = _people_against(known, seen)
        if known and trouble:
            return [_people(trouble, sha256=sha256, rev=found.rev, known_rev=known.rev)]
        if compare and known != seen:
            self._remember_people(seen)
        return []

    def mark_of(self, id_: str) -> Mark | None:
        """Gives what this device saw of an entry."""
        with suppress(DatabaseError):
            return self._marks.get(id_)
        return None

    def accept_people(self, base_sha256: str) -> None:
        """Holds `people.age` for right as it is now, also if it is not there; one under an earlier key is sealed anew.

        `base_sha256` is the hash of the file as it was read. Raises `Refused` if it was changed since, `NotSaved`,
        `Busy`.
        """
        with journal_lock(self._places, self._keyring.journal_id):
            try:
                data = files.read(self._folder.people, limit=LIMIT)
            except NotFound:
                data = b""
            sha256 = hashlib.sha256(data).hexdigest() if data else ""
            if sha256 != base_sha256:
                raise Refused(
                    msg("This file was changed meanwhile."), msg("Nothing was changed. Look at it again first.")
                )
            self._remember_people(self._renewed_people(data, sha256) if data else SeenPeople(0, "", 0))

    def _renewed_people(self, data: bytes, sha256: str) -> SeenPeople:
        found = seal.unseal(self._opener.decrypt(data), domain=seal.PEOPLE, keyring=self._keyring)
        if not found.good:
            raise Damaged(msg("The file is damaged, or was not written for this journal."))
        if not self._entries.is_earlier(found.epoch, sha256):
            return SeenPeople(found.rev, sha256, found.epoch)
        plain = seal.seal(found.content, domain=seal.PEOPLE, keyring=self._keyring, id=PEOPLE_ID, rev=found.rev)
        anew = age.encrypt(plain, self._keyring.recipient)
        files.replace(self._folder.people, anew)
        return SeenPeople(found.rev, hashlib.sha256(anew).hexdigest(), self._keyring.current.epoch)

    def second_people(self, name: str) -> Finding:
        """Gives what a second file beside `people.age` is, by its seal: a copy, or something else."""
        found = Finding(Kind.PEOPLE, Trouble.COPY, name)
        try:
            data = files.read(self._folder.path / name, limit=LIMIT)
            sealed = seal.unseal(self._opener.decrypt(data), domain=seal.PEOPLE, keyring=self._keyring)
        except (NotFound, Damaged) as error:
            return replace(found, trouble=Trouble.DAMAGED, reason=error.message)
        good = sealed.good and sealed.id == PEOPLE_ID
        return replace(found, rev=sealed.rev) if good else replace(found, trouble=Trouble.FOREIGN)

    def _known_people(self) -> SeenPeople | None:
        with suppress(DatabaseError):
            known = self._marks.people
            return known if known and known.sha256 else None
        return None

    def _remember_people(self, seen: SeenPeople) -> None:
        """Writes the mark; with an older keyring nothing counts as seen, as for a page."""
        with suppress(DatabaseError):
            if self._entries.is_newest:
                self._marks.people = seen


def _people_against(known: SeenPeople | None, seen: SeenPeople) -> Trouble | None:
    """Gives what the mark tells of `people.age`. Under another key it has other bytes with the same revision."""
    if known is None or known.rev < seen.rev:
        return None
    if known.rev > seen.rev:
        return Trouble.ROLLED_BACK
    is_other = known.sha256 != seen.sha256 and max(known.epoch, 1) == seen.epoch
    return Trouble.REPLACED if is_other else None


def _against(mark: Mark, entry: StoredEntry) -> list[Finding]:
    """Gives what the mark tells of a page that is in its place."""
    if entry.rev < mark.rev:
        trouble = Trouble.ROLLED_BACK
    elif is_other(entry, mark):
        trouble = Trouble.REPLACED
    else:
        return []
    file = f"entries/{entry.id}{SUFFIX}"
    return [Finding(Kind.ENTRY, trouble, file, entry.id, entry.rev, mark.rev, mark.mtime_ns, sha256=entry.sha256)]


def _missing(mark: Mark) -> Finding:
    file = f"entries/{mark.id}{SUFFIX}"
    return Finding(Kind.ENTRY, Trouble.MISSING, file, mark.id, 0, mark.rev, mark.mtime_ns)


def _people(
    trouble: Trouble, *, rev: int = 0, known_rev: int = 0, sha256: str = "", reason: Message | None = None
) -> Finding:
    return Finding(Kind.PEOPLE, trouble, "people.age", "", rev, known_rev, sha256=sha256, reason=reason)
