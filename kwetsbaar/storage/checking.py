"""Looks a whole journal over, a backup too: every file by its seal, and all of it against what this device saw.

docs/journal.md, "Looking after it". Nothing is changed by it but the mark of a `people.age` that is newer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kwetsbaar.errors import Damaged, KwetsbaarError, NotFound
from kwetsbaar.i18n import msg
from kwetsbaar.storage import age, create, drafts, files, keyring, seal, stanza
from kwetsbaar.storage.comparing import Comparing, Finding, Kind, Sight, Trouble, elsewhere
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.entries import LIMIT, State, StoredEntry
from kwetsbaar.storage.places import ID_PATTERN, is_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kwetsbaar.storage.stores import Stores

Progress = Callable[[int], None]
"""Is told now and then how many files were read."""

_STEP: Final = 100
_LITTER: Final = frozenset({"desktop.ini", "Thumbs.db"})
"""What a file manager leaves anywhere."""
_TROUBLES: Final[Mapping[State, Trouble]] = {
    State.COPY: Trouble.COPY,
    State.MISPLACED: Trouble.MISPLACED,
    State.FOREIGN: Trouble.FOREIGN,
    State.EARLIER_KEY: Trouble.EARLIER_KEY,
    State.ROLLED_BACK: Trouble.ROLLED_BACK,
    State.DAMAGED: Trouble.DAMAGED,
}
_SET_ASIDE: Final = re.compile(r"(?P<hash>[0-9a-f]{16})\..*", re.DOTALL)
_OF_JOURNAL: Final = re.compile(r"(?P<which>keyring|recovery|people)(?![.]age$)\W.*\.age", re.DOTALL)
"""A second file beside one of those that lie in the journal's folder itself, as a sync tool names it."""


@dataclass(frozen=True)
class Report:
    """What there was to see."""

    findings: tuple[Finding, ...]
    read: int
    """How many files were opened."""
    backup: datetime | None = None
    """For a backup that this device made: when it last did."""
    behind: int = field(default=0)
    """For such a backup: how many pages of the journal were written or changed since."""


class Checking:
    """Looks over one journal that is open. `judge` gives the state of an entry from what stands in it."""

    def __init__(self, stores: Stores, judge: Callable[[StoredEntry], State]) -> None:
        self._folder = stores.folder
        self._keyring = stores.keyring
        self._marks = stores.marks
        self._entries = stores.entries
        self._trash = stores.trash
        self._judge = judge
        self._opener = age.Opener(stores.keyring.identities)
        self._comparing = Comparing(stores)
        self._count = 0
        self._progress: Progress | None = None

    def check(self, *, read_all: bool = False, progress: Progress | None = None) -> Report:
        """Opens every entry, draft, tombstone and what lies in the trash; with `read_all` every earlier version too.

        What is missing or older is told against the marks of this device. For a backup that it made itself those
        marks count that are no newer.
        """
        self._count, self._progress = 0, progress
        made = self._backup_made()
        known = self._comparing.known(until=int(made.timestamp() * 1e9) if made else None)
        behind = len(self._comparing.known()) - len(known)
        read = [entry for row in self._entries.listing() if (entry := self._entry(row.name))]
        # Against the marks a page under an earlier key is one like any other.
        own = {entry.name: _like_any(entry) for entry in read if is_id(entry.name)}
        there = elsewhere(read)
        told = self._comparing.told(known, Sight(own=own, elsewhere=lambda: there), backup=made is not None)
        by_state = [_of_entry(entry) for entry in read if entry.state in _TROUBLES]
        named = {(each.file, each.trouble) for each in by_state}
        findings = [
            *(each for each in told if each.kind is Kind.JOURNAL),
            *by_state,
            *(each for each in told if each.kind is not Kind.JOURNAL and (each.file, each.trouble) not in named),
            *self._without_page(read, {each.id for each in told}),
            *self._sealed_folder(Kind.DRAFT),
            *self._sealed_folder(Kind.TOMBSTONE),
            *self._in_trash(),
            *(self._in_history() if read_all else ()),
            *self._keyrings(),
            *self._litter(),
        ]
        return Report(tuple(findings), self._count, made, behind)

    def look_at(self, names: Iterable[str]) -> list[Finding]:
        """Gives what is the matter with these files of entries, and with drafts; for when the others are known."""
        read = [entry for name in names if (entry := self._entry(name))]
        return [
            *(_of_entry(entry) for entry in read if entry.state in _TROUBLES),
            *(found for found in self._sealed_folder(Kind.DRAFT) if found.trouble is not Trouble.COPY),
        ]

    def _backup_made(self) -> datetime | None:
        try:
            return self._marks.backup_made(str(self._folder.path))
        except DatabaseError:
            return None

    def _read_one(self) -> None:
        self._count += 1
        if self._progress and not self._count % _STEP:
            self._progress(self._count)

    # -------------------------------------------------------------- entries, trash, history

    def _entry(self, name: str) -> StoredEntry | None:
        self._read_one()
        try:
            entry = self._entries.examine(self._entries.path(name), name)
        except NotFound:
            return None
        if entry.state is State.OK and self._entries.newer_kept(entry):
            return replace(entry, state=State.ROLLED_BACK)
        if entry.state is State.OK and self._entries.under_earlier_key(entry, self._comparing.mark_of(entry.id)):
            return replace(entry, state=State.EARLIER_KEY)
        # Of what the journal did not write it matters little whether it reads as a page.
        return entry if entry.state is State.FOREIGN else replace(entry, state=self._judge(entry))

    def _without_page(self, read: list[StoredEntry], told: set[str]) -> Iterator[Finding]:
        """Finds earlier versions whose page is nowhere: a device that never saw the page can tell it by these."""
        there = {entry.id for entry in read} | told | self._comparing.trashed().keys()
        names = (ID_PATTERN.match(name) for name in files.names(self._folder.history))
        for id_ in sorted({found[0] for found in names if found} - there):
            versions = [each for each in self._entries.history(id_) if each.state is State.OK]
            if versions and self._trash.purged(id_) is None:
                last = versions[0]
                yield Finding(Kind.ENTRY, Trouble.MISSING, f"entries/{id_}.md.age", id_, 0, last.rev + 1, last.mtime_ns)

    def _in_trash(self) -> Iterator[Finding]:
        """Finds what was damaged in the trash. What was set aside there bears its hash, and is as it was."""
        for row in files.listing(self._folder.trash):
            self._read_one()
            path = self._folder.trash / row.name
            try:
                entry = self._entries.examine(path, row.name)
            except NotFound:
                continue
            aside = _SET_ASIDE.fullmatch(row.name)
            if entry.state not in {State.DAMAGED, State.FOREIGN} or (aside and entry.sha256.startswith(aside["hash"])):
                continue
            yield replace(_of_entry(entry), kind=Kind.TRASHED, file=f"trash/{row.name}")

    def _in_history(self) -> Iterator[Finding]:
        for row in files.listing(self._folder.history):
            self._read_one()
            version = self._entries.version(row.name)
            if version is not None and version.state in _TROUBLES:
                yield replace(_of_entry(version), kind=Kind.VERSION, file=f"history/{row.name}")

    # -------------------------------------------------------------- drafts and tombstones

    def _sealed_folder(self, kind: Kind) -> Iterator[Finding]:
        folder, domain = {
            Kind.DRAFT: (self._folder.drafts, seal.DRAFT),
            Kind.TOMBSTONE: (self._folder.tombstones, seal.TOMBSTONE),
        }[kind]
        for row in files.listing(folder):
            if row.name.endswith(drafts.SUFFIX):
                self._read_one()
                found = self._sealed(
                    folder / row.name, domain, Finding(kind, Trouble.COPY, f"{folder.name}/{row.name}")
                )
                if found is not None:
                    yield found

    def _sealed(self, path: Path, domain: str, found: Finding) -> Finding | None:
        """Gives what is the matter with a file whose name begins with its id; None if nothing is, or it is gone."""
        stem = path.name.removesuffix(drafts.SUFFIX)
        found = replace(found, id=drafts.id_in(stem))
        try:
            data = files.read(path, limit=LIMIT)
        except NotFound:
            return None
        except Damaged as error:
            return replace(found, trouble=Trouble.DAMAGED, reason=error.message)
        found = replace(found, sha256=hashlib.sha256(data).hexdigest())
        try:
            sealed = seal.unseal(self._opener.decrypt(data), domain=domain, keyring=self._keyring)
        except Damaged as error:
            return replace(found, trouble=Trouble.DAMAGED, reason=error.message)
        if not sealed.good:
            return replace(found, trouble=Trouble.FOREIGN)
        if sealed.id != found.id:
            return replace(found, trouble=Trouble.MISPLACED, id=sealed.id, rev=sealed.rev)
        return None if is_id(stem) else replace(found, rev=sealed.rev)

    # -------------------------------------------------------------- what opens the journal

    def _keyrings(self) -> Iterator[Finding]:
        """Looks at the files that open the journal. Without the passphrase and the words only their form can be seen.

        What they hold has one size, which tells one that was cut short or comes from before a rekey.
        """
        size = len(keyring.render(self._keyring))
        yield from self._form(self._folder.keyring, lambda data: stanza.holds(data) == size)
        if self._keyring.recovery_recipient:
            yield from self._form(self._folder.recovery, lambda data: stanza.holds(data) > 0)
            yield from self._form(self._folder.keyring_recovery, lambda data: age.holds(data) == size)

    def _form(self, path: Path, is_whole: Callable[[bytes], bool]) -> Iterator[Finding]:
        found = Finding(Kind.KEYRING, Trouble.DAMAGED, path.name)
        self._read_one()
        try:
            data = files.read(path, limit=create.LIMIT)
            if not is_whole(data):
                yield replace(found, reason=msg("It has not the size that it should have."))
        except NotFound:
            yield replace(found, trouble=Trouble.MISSING)
        except KwetsbaarError as error:
            yield replace(found, reason=error.message)

    # -------------------------------------------------------------- what belongs nowhere

    def _litter(self) -> Iterator[Finding]:
        """Names what is none of the journal's in its folders, and second files beside those in the journal itself."""
        for folder in self._folder.folders:
            for row in files.listing(folder):
                if not _belongs(folder.name, row.name):
                    yield Finding(Kind.OTHER, Trouble.FOREIGN, f"{folder.name}/{row.name}")
        for row in files.listing(self._folder.path):
            second = _OF_JOURNAL.fullmatch(row.name)
            own = {self._folder.keyring_recovery.name}
            if second and row.name not in own:
                yield self._second(row.name, Kind.PEOPLE if second["which"] == "people" else Kind.KEYRING)

    def _second(self, name: str, kind: Kind) -> Finding:
        """Gives a second file beside one in the journal's folder; of people the seal tells whether it is ours."""
        found = Finding(kind, Trouble.COPY, name)
        if kind is not Kind.PEOPLE:
            return found
        self._read_one()
        return self._comparing.second_people(name)


def _like_any(entry: StoredEntry) -> StoredEntry:
    return replace(entry, state=State.OK) if entry.state in {State.EARLIER_KEY, State.ROLLED_BACK} else entry


def _belongs(folder: str, name: str) -> bool:
    """Tells whether a file in a folder is looked at by its seal, or is what a file manager leaves anywhere."""
    if name in _LITTER:
        return True
    if folder in {"drafts", "tombstones"}:
        return name.endswith(drafts.SUFFIX)
    return ".age" in name or (folder == "trash" and _SET_ASIDE.fullmatch(name) is not None)


def _of_entry(entry: StoredEntry) -> Finding:
    file = f"entries/{entry.name}.md.age" if is_id(entry.name) else f"entries/{entry.name}"
    return Finding(
        Kind.ENTRY,
        _TROUBLES[entry.state],
        file,
        entry.id,
        entry.rev,
        known_at=entry.mtime_ns,
        sha256=entry.sha256,
        reason=entry.error,
    )
