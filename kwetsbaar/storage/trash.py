"""The trash: files of entries that were deleted, put back, or purged for good (docs/journal.md, "Deleting").

A file gets its second name before it loses its first, and all that belongs to a page goes before the file that it is
known by. So whatever is interrupted can be done again, and nothing is lost on the way.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kwetsbaar.errors import Damaged, NotFound, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.entries import LIMIT, SUFFIX, State, StoredEntry, handle
from kwetsbaar.storage.locks import journal_lock
from kwetsbaar.storage.newest import Newest
from kwetsbaar.storage.places import id_of, is_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kwetsbaar.storage.entries import EntryStore
    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.marks import Marks
    from kwetsbaar.storage.places import JournalFolder, Places

_PREFIX: Final = re.compile(r"[0-9a-f]{16}\.")
"""Stands before the name of whatever cannot lie in the trash under its own: the beginning of its SHA-256."""

_LONGEST: Final = 255
"""The most bytes that a file system takes for a name."""

_NO_BEGINNING: Final = bytes([*b".", *range(0x80, 0xC0)])
"""What a name that was cut short does not begin with: a dot, or the rest of a letter in UTF-8."""

_PURGED: Final = b"# This page was deleted for good, on purpose.\n"


class Trash:
    """The folder of deleted entries. May be used by several threads."""

    def __init__(
        self, folder: JournalFolder, keyring: Keyring, marks: Marks, places: Places, entries: EntryStore
    ) -> None:
        self._folder = folder
        self._keyring = keyring
        self._marks = marks
        self._places = places
        self._entries = entries
        self._sealer = age.Sealer(keyring.recipient)
        self._opener = age.Opener(keyring.identities)
        self._newest = Newest(marks, keyring)

    # -------------------------------------------------------------- what lies in it

    def names(self) -> list[str]:
        """Gives the names of what lies in the trash; an entry under its own name by its id alone."""
        rows = files.listing(self._folder.trash)
        return [handle(row.name) for row in rows if ".age" in row.name or _PREFIX.match(row.name)]

    def read(self, name: str) -> StoredEntry:
        """Reads what lies there under a name that `names` gave. Raises `NotFound` if it is gone; damage is a state."""
        path = self._path(name)
        return replace(self._entries.examine(path, handle(_original(path.name))), name=name)

    def purged(self, id: str) -> int | None:  # noqa: A002
        """Gives the revision up to which an entry was deleted for good; None if it never was.

        A tombstone under an earlier key tells nothing: it may be by who had that key.
        """
        found = self._buried(id)
        return None if found is None or self._entries.is_earlier(found[0].epoch, found[1]) else found[0].rev

    def _buried(self, id_: str) -> tuple[seal.Sealed, str] | None:
        """Gives the tombstone of an entry and its hash; None if there is none by this journal."""
        try:
            data = files.read(self._folder.tombstone(id_), limit=LIMIT)
            found = seal.unseal(self._opener.decrypt(data), domain=seal.TOMBSTONE, keyring=self._keyring)
        except (NotFound, Damaged):
            return None
        return (found, hashlib.sha256(data).hexdigest()) if found.good and found.id == id_ else None

    def accept_tombstone(self, id: str, base_sha256: str) -> None:  # noqa: A002
        """Seals a tombstone that is under an earlier key with the current one, durably: from then on it is believed.

        Raises `Refused` if it is not as it was read, `NotSaved`, `Busy`.
        """
        with self._locked():
            found = self._buried(id)
            if found is None or found[1] != base_sha256:
                raise Refused(
                    msg("This file was changed meanwhile."), msg("Nothing was changed. Look at it again first.")
                )
            self._seal_tombstone(id, found[0].rev)

    # -------------------------------------------------------------- in and out

    def put(self, name: str, base_sha256: str, *, aside: bool = False) -> str:
        """Moves the file that `EntryStore.ids` calls `name` into the trash, durably, and gives its name there.

        With `aside` it does not lie there under its own name, whatever that is, since it is not what that says.
        `base_sha256` is the hash of the file as it was read, empty if it could not be read at all. Raises `Refused` if
        it was changed since, `NotFound` if it is gone, `NotSaved`, `Busy`.
        """
        path = self._entries.path(name)
        with self._locked():
            sha256 = _unchanged(path, base_sha256)
            if sha256 is None:
                raise NotFound(msg("This page is not in the journal any more."))
            files.make_folder(self._folder.trash)
            target = self._folder.trash / apart(path.name, sha256) if aside else self._room(name, path.name, sha256)
            _move(path, target)
        return handle(target.name)

    def let_go(self, name: str) -> None:
        """Forgets what this device saw of a page that a person put away because it cannot be read: none is awaited."""
        if is_id(name):
            with suppress(DatabaseError):
                self._marks.forget(name)

    def restore(self, name: str) -> str:
        """Moves a file back among the entries, durably, and gives its name there.

        Raises `Refused` if another file stands there under its name, `NotFound` if it is gone, `NotSaved`, `Busy`.
        """
        path = self._path(name)
        back = self._folder.entries / _original(path.name)
        with self._locked():
            sha256 = _sha256(path)
            if sha256 is None:
                raise _gone()
            if _sha256(back) not in {None, sha256 or "?"}:
                raise _stands_again()
            files.make_folder(back.parent)
            _move(path, back)
            self._unbury(handle(back.name))
        return handle(back.name)

    # -------------------------------------------------------------- for good

    def purge_entry(self, name: str, base_sha256: str) -> None:
        """Deletes the file that `EntryStore.ids` calls `name` for good, durably.

        Of a page under its own name everything goes: its draft, its earlier versions, what lies of it in the trash;
        before that its tombstone is durable. Anything else is one file. Raises `Refused` if it was changed since it was
        read, `NotSaved`, `Busy`; then it can be done again, and that is well if all is gone already.
        """
        path = self._entries.path(name)
        with self._locked():
            _unchanged(path, base_sha256)
            if self._is_page(name, path):
                self._bury(name, path)
                self._remove_all(name)
                self._remove(self._folder.trash, self._trashed_of(name))
            elif self._folder.drafts.exists():
                # What was changed in a copy stands in a draft that is called after its name.
                files.remove(self._folder.draft(id_of(path.name)))
            files.remove(path)

    def purge_trashed(self, name: str) -> None:
        """Deletes what lies in the trash for good, durably.

        All that belongs to its page goes with it, as in `purge_entry`, unless the page stands among the entries or in
        the trash a second time. Raises `NotFound` for what never was there, `NotSaved`, `Busy`; it can be done again.
        """
        path = self._path(name)
        page = handle(_original(path.name))
        with self._locked():
            if _sha256(path) is None and (not is_id(page) or self.purged(page) is None):
                raise _gone()
            if self._is_page(page, path) and self._is_last(page, path):
                self._bury(page, path)
                self._remove_all(page)
            files.make_folder(path.parent)
            files.remove(path)

    def _is_page(self, name: str, path: Path) -> bool:
        """Tells whether the file is what a page is known by, so that all that belongs to the page goes with it."""
        if not is_id(name):
            return False
        try:
            return self._entries.examine(path, name).state is not State.MISPLACED
        except NotFound:
            return True

    def _is_last(self, id_: str, path: Path) -> bool:
        """Tells whether no other file than this one in the trash is this page."""
        return _sha256(self._folder.entry(id_)) is None and set(self._trashed_of(id_)) <= {path.name}

    def _bury(self, id_: str, path: Path) -> None:
        """Writes the tombstone, with the highest revision known. One that is there already only gets higher."""
        seen = self._entries.examine(path, id_).rev if _sha256(path) is not None else 0
        rev = self._entries.next_rev(id_, max(seen, self.purged(id_) or 0)) - 1
        files.make_folder(self._folder.tombstones)
        self._seal_tombstone(id_, rev)

    def _seal_tombstone(self, id_: str, rev: int) -> None:
        plain = seal.seal(_PURGED, domain=seal.TOMBSTONE, keyring=self._keyring, id=id_, rev=rev)
        files.replace(self._folder.tombstone(id_), self._sealer.encrypt(plain))

    def _unbury(self, id_: str) -> None:
        """Removes the tombstone of what is back: its purge was cut off, and then thought better of."""
        if is_id(id_) and self._folder.tombstone(id_).exists():
            files.remove(self._folder.tombstone(id_))

    def _remove_all(self, id_: str) -> None:
        """Removes what there is of a page beside its own file, and forgets its mark."""
        for folder in (self._folder.drafts, self._folder.history):
            self._remove(folder, [row.name for row in files.listing(folder) if row.name.startswith(f"{id_}.")])
        with suppress(DatabaseError):
            self._marks.forget(id_)

    def _trashed_of(self, id_: str) -> list[str]:
        """Gives the files in the trash that are this page, under whatever name."""
        rows = files.listing(self._folder.trash)
        return [row.name for row in rows if _original(row.name) == f"{id_}{SUFFIX}"]

    def _remove(self, folder: Path, names: list[str]) -> None:
        for name in names:
            files.remove(folder / name)

    # -------------------------------------------------------------- names

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keeps others out; nothing is deleted or put back with an older keyring."""
        with journal_lock(self._places, self._keyring.journal_id):
            self._newest.check()
            yield

    def _path(self, name: str) -> Path:
        if not name or name.startswith(".") or {"/", "\0"} & set(name):
            raise _gone()
        return self._folder.trash / (f"{name}{SUFFIX}" if is_id(name) else name)

    def _room(self, name: str, file_name: str, sha256: str) -> Path:
        """Gives where a file can lie in the trash: a page under its own name, all else where nothing is in the way."""
        own = self._folder.trash / file_name
        if is_id(name) and sha256 and _sha256(own) in {None, sha256}:
            return own
        return self._folder.trash / apart(file_name, sha256)


def apart(file_name: str, sha256: str) -> str:
    """Gives a name that no other content has, from which `_original` gives the name back unless that is very long."""
    prefix = (sha256[:16] or secrets.token_hex(8)).encode() + b"."
    name = os.fsencode(file_name)
    if len(prefix + name) > _LONGEST:
        name = name[-(_LONGEST - len(prefix)) :].lstrip(_NO_BEGINNING)
    return os.fsdecode(prefix + name)


def _original(file_name: str) -> str:
    """Gives the name that a file in the trash had among the entries."""
    found = _PREFIX.match(file_name)
    rest = file_name[found.end() :] if found else file_name
    return file_name if not rest or rest.startswith(".") else rest


def _sha256(path: Path) -> str | None:
    """Gives the hash of a file, empty if it cannot be read; None if there is none."""
    try:
        return hashlib.sha256(files.read(path, limit=LIMIT)).hexdigest()
    except NotFound:
        return None
    except Damaged:
        return ""


def _unchanged(path: Path, base_sha256: str) -> str | None:
    """Gives the hash of a file, None if there is none; raises `Refused` if it is not as it was read."""
    sha256 = _sha256(path)
    if sha256 not in {None, base_sha256}:
        raise Refused(
            msg("This page was changed meanwhile, in another window or on another device."),
            msg("Nothing was deleted. Look at it again first."),
        )
    return sha256


def _move(path: Path, target: Path) -> None:
    """Gives a file its new name, durably, before it loses the old one. What cannot be read is renamed."""
    try:
        data = files.read(path, limit=LIMIT)
    except Damaged:
        files.move(path, target)
    else:
        files.keep(path, target, data)
        files.remove(path)


def _stands_again() -> Refused:
    return Refused(
        msg("This page is in the journal again, with another text."),
        msg("Both are still there. If you want this one back, delete the one in the journal first."),
    )


def _gone() -> NotFound:
    return NotFound(msg("There is no such page in the trash."))
