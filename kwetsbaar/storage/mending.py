"""Puts files of a journal right: gives a text its own name, and takes over what another copy of the journal has.

docs/journal.md, "Looking after it". A file has its new name durably before it loses the old one, and whatever stood
where a text belongs goes to the history or the trash.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kwetsbaar.errors import Damaged, NotFound, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage.entries import HASH_LENGTH, LIMIT, EntryStore, State, StoredEntry, handle
from kwetsbaar.storage.locks import journal_lock
from kwetsbaar.storage.newest import Newest
from kwetsbaar.storage.places import JournalFolder
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kwetsbaar.storage.stores import Stores

_DOMAINS = {
    "history": seal.ENTRY,
    "trash": seal.ENTRY,
    "drafts": seal.DRAFT,
    "tombstones": seal.TOMBSTONE,
    "people.age": seal.PEOPLE,
}


class Mending:
    """Puts the files of one journal right. May be used by several threads."""

    def __init__(self, stores: Stores) -> None:
        self._folder = stores.folder
        self._keyring = stores.keyring
        self._marks = stores.marks
        self._places = stores.places
        self._entries = stores.entries
        self._trash = stores.trash
        self._newest = Newest(stores.marks, stores.keyring)
        self._opener = age.Opener(stores.keyring.identities)

    # -------------------------------------------------------------- what there is

    def versions(self, id_: str) -> list[StoredEntry]:
        """Gives the versions in the history of an entry that are well, the newest first."""
        return [each for each in self._entries.history(id_) if each.state is State.OK] if id_ else []

    def next_rev(self, id_: str, rev: int) -> int:
        """Gives the revision that follows on all that are known of an entry."""
        return self._entries.next_rev(id_, rev)

    def occupied(self, id_: str) -> bool:
        """Tells whether an entry stands in its own place, and is well."""
        there = self._own(id_)
        return there is not None and there.state is State.OK

    def _own(self, id_: str) -> StoredEntry | None:
        try:
            return self._entries.examine(self._entries.path(id_), id_)
        except NotFound:
            return None

    # -------------------------------------------------------------- its own name

    def own_name(self, name: str) -> str:
        """Gives a copy or a misplaced text the name that its seal says, and gives the name that it has then.

        What is misplaced there gets its own name too. What cannot be read there goes to the trash. Beside another
        text of the same entry it becomes a copy. Raises `NotFound` if it is gone, `NotSaved`, `Busy`.
        """
        with self._locked():
            entry = self._entries.examine(self._entries.path(name), name)
            if entry.state not in {State.COPY, State.MISPLACED}:
                return name  # it got its own with another one
            there = self._own(entry.id)
            if there is not None and there.state is not State.OK:
                if entry.state is State.MISPLACED:
                    name = self._renamed(name, self._beside(entry))
                self._make_way(there)
                there = self._own(entry.id)
            if there is None:
                return self._renamed(name, self._folder.entry(entry.id))
            return self._renamed(name, self._beside(entry)) if entry.state is State.MISPLACED else name

    def _make_way(self, there: StoredEntry) -> None:
        if there.state is State.MISPLACED:
            self.own_name(there.name)
        else:
            self._trash.put(there.name, there.sha256, aside=True)

    def _beside(self, entry: StoredEntry) -> Path:
        return self._folder.conflict(entry.id, entry.sha256[:HASH_LENGTH])

    def _renamed(self, name: str, target: Path) -> str:
        path = self._entries.path(name)
        if path != target:
            files.keep(path, target, files.read(path, limit=LIMIT))
            files.remove(path)
        return handle(target.name)

    # -------------------------------------------------------------- from another copy

    def look_for(self, id_: str, other: Path) -> None:
        """Raises `NotFound` if another copy of this journal has no text of the entry that can be read."""
        self._best(id_, other)

    def take(self, id_: str, other: Path) -> str:
        """Takes the newest text of an entry that another copy of this journal has, and gives the name it has then.

        An older text that stands here goes to the history. Another one of the same revision stays; what was taken lies
        beside it then. Raises `NotFound` if the other copy has none, `Refused` if it has only an older one.
        """
        path, best = self._best(id_, other)
        data = files.read(path, limit=LIMIT)
        with self._locked():
            there = self._own(id_)
            target = self._folder.entry(id_)
            if there is None:
                files.make_folder(target.parent)
                files.write_new(target, data)
            elif there.state is not State.OK:
                raise Refused(msg("Something else stands in the place of this page."), msg("Set that aside first."))
            elif there.rev > best.rev or there.sha256 == best.sha256:
                raise Refused(msg("The other copy has no newer text of this page."), msg("Nothing was changed."))
            elif there.rev == best.rev:
                files.write_new(self._beside(best), data)
                return self._beside(best).name
            else:
                self._entries.keep_version(there)
                files.replace(target, data)
        return id_

    def take_file(self, file: str, sha256: str, other: Path) -> None:
        """Takes over one file that is damaged or missing here, other than an entry, if it is well in the other copy.

        `sha256` is that of the file here. Raises `NotFound` if the other copy has none that is well, `Refused` if the
        file here was changed meanwhile.
        """
        path, source = self._folder.path / file, _opened(other) / file
        data = self._well(source, file)
        with self._locked():
            try:
                now = hashlib.sha256(files.read(path, limit=LIMIT)).hexdigest()
            except (NotFound, Damaged):
                now = ""
            if now != sha256:
                raise Refused(
                    msg("This file was changed meanwhile."), msg("Nothing was changed. Look at it again first.")
                )
            files.make_folder(path.parent)
            files.replace(path, data)

    def _well(self, path: Path, file: str) -> bytes:
        domain = _DOMAINS.get(file.partition("/")[0])
        try:
            data = files.read(path, limit=LIMIT)
            good = domain and seal.unseal(self._opener.decrypt(data), domain=domain, keyring=self._keyring).good
        except (NotFound, Damaged):
            good = False
        if not good:
            raise NotFound(msg("The other copy does not have {file}, or not well.", file=clean_line(file)))
        return data

    def _best(self, id_: str, other: Path) -> tuple[Path, StoredEntry]:
        """Gives the newest text of an entry in another copy, wherever it lies there."""
        where = JournalFolder(_opened(other))
        store = EntryStore(where, self._keyring, self._marks, self._places)
        found = [
            (path, entry)
            for folder in (where.entries, where.trash, where.history)
            for row in files.listing(folder)
            if id_ in row.name
            for path in [folder / row.name]
            if (entry := _examined(store, path))
            and entry.id == id_
            and entry.state not in {State.DAMAGED, State.FOREIGN}
        ]
        if not found:
            raise NotFound(msg("The other copy has no text of this page that can be read."))
        return max(found, key=lambda each: each[1].rev)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keeps others out; with a keyring that is not the newest nothing is changed."""
        with journal_lock(self._places, self._keyring.journal_id):
            self._newest.check()
            yield


def _examined(store: EntryStore, path: Path) -> StoredEntry | None:
    try:
        return store.examine(path, path.name)
    except NotFound:
        return None


def _opened(other: Path) -> Path:
    """Gives the folder of another copy; raises `NotFound` if there is none."""
    try:
        found = other.expanduser().resolve()
    except (OSError, RuntimeError):
        found = other
    if not (found / "entries").is_dir():
        raise NotFound(msg("There is no journal in {path}.", path=clean_line(str(other))))
    return found
