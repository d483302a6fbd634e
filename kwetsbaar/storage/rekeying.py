"""Gives a journal a new key, passphrase and recovery words, and writes all of it anew (docs/journal.md, "A new key").

Everything is derived before the first byte is written. The files that open the journal are each replaced whole, in an
order in which an old or a new secret opens it after each step and reads all of it; only then is the first page written
anew. What is left to do stands in a list (`underway`), so that it can go on wherever it was cut off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kwetsbaar.errors import Damaged, KwetsbaarError, NotFound, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.storage import age, create, files, keyring, seal, stanza, underway, words
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.entries import handle
from kwetsbaar.storage.keyring import NO_RECOVERY, Keyring, new_key
from kwetsbaar.storage.locks import journal_lock
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.newest import OLDER, Newest
from kwetsbaar.storage.places import JournalFolder

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.storage.create import Secret
    from kwetsbaar.storage.entries import EntryStore
    from kwetsbaar.storage.places import Places
    from kwetsbaar.storage.underway import Item, Underway

Progress = Callable[[int, int], None]
"""Is told how many files were done, of how many. What it raises stops the work there."""

Lookup = Callable[[str, int], str | None]
"""Gives the hash that a file has now, by the one it had and the revision that it must have."""

Rebase = Callable[[bytes, Lookup], bytes]
"""Gives the content of a draft that names pages by the hashes they have now."""


@dataclass(frozen=True)
class Wanted:
    """What is to open the journal from now on."""

    passphrase: str = field(repr=False)
    words: str | None = field(repr=False)
    """Twelve words; None for a journal that the passphrase alone opens."""
    over_newer: bool = False
    """Whether to go on with a keyring that is older than one that this device saw, which is lost then."""


# ------------------------------------------------------------------ the keyring


def begin(
    folder: Path, secret: Secret, wanted: Wanted, *, places: Places, work_factor: int = stanza.WORK_FACTOR
) -> Keyring:
    """Makes the new key and what opens it, durably, and gives the keyring; what is left is for `go_on`.

    Takes three key derivations. Raises `WrongPassphrase`, `Damaged`, `NotFound`; `Refused` if a rekey goes on already,
    if the keyring is an older one or changed meanwhile; `NotSaved`, `Busy`. If it fails or is cut off it can be done
    again, with whichever secret opens the journal then.
    """
    target = JournalFolder(folder)
    if wanted.words is not None:
        words.check(words.complete(wanted.words))
    before = create.snapshot(folder)
    found = create.opened_with(folder, secret)
    epoch = _next_epoch(found, places, over_newer=wanted.over_newer)
    if underway.read(target, found.settled()) is not None:
        raise Refused(msg("A new key is being put to use already."), msg("First let that be done: open the journal."))
    change = _change(found, wanted, epoch, work_factor)
    with journal_lock(places, found.journal_id):
        create.check_unchanged(folder, before)
        listed = underway.gather(target, found.current.epoch)
        _write(target, change, underway.sealed(listed, change.after))
        _mark(places, change)
    return change.after


def older() -> Refused:
    """Gives the error that says why an older keyring gets no new key, and when it can all the same."""
    return Refused(OLDER, msg("Put back the newest keyring.age. If it is lost for good: kwetsbaar rekey --over-newer."))


@dataclass(frozen=True)
class _Change:
    """The keyring before and after, and the files of after."""

    before: Keyring
    after: Keyring
    recovery: bytes | None = field(repr=False)
    """The new `recovery.age`; None without words."""
    keyring: bytes = field(repr=False)
    """The new `keyring.age`."""


def _next_epoch(found: Keyring, places: Places, *, over_newer: bool) -> int:
    marks = Marks.open(places, found.journal_id)
    try:
        known = Newest(marks, found.settled()).known
    finally:
        marks.close()
    if known > found.newest_epoch and not over_newer:
        raise older()
    return max(known, found.newest_epoch) + 1


def _change(before: Keyring, wanted: Wanted, epoch: int, work_factor: int) -> _Change:
    key, recovery, recipient = new_key(epoch), None, NO_RECOVERY
    if wanted.words is not None:
        identity = age.new_identity()
        recipient = age.recipient_of(identity)
        secret = words.complete(wanted.words)
        recovery = stanza.encrypt(create.recovery_file(identity), secret, work_factor=work_factor)
    after = replace(before.settled(), recovery_recipient=recipient)
    after = replace(after, keys=(key, *after.keys))
    passphrase = keyring.normalise_passphrase(wanted.passphrase)
    sealed = stanza.encrypt(keyring.render(after), passphrase, work_factor=work_factor)
    return _Change(before, after, recovery, sealed)


def _write(target: JournalFolder, change: _Change, listed: bytes) -> None:
    """Writes the files in the one order in which an old or a new secret reads everything after each of them.

    The recovery copy has the new key before `keyring.age` does, but does not write with it: until then the old
    passphrase could not read what is written so. The list cannot be read before there is a keyring with its key.
    """
    old, new = change.before.recovery_recipient, change.after.recovery_recipient
    files.replace(target.rekey, listed)
    if both := [recipient for recipient in (old, new) if recipient]:
        waiting = change.before.with_waiting(change.after.current)
        files.replace(target.keyring_recovery, age.encrypt(keyring.render(waiting), *both))
    if change.recovery is not None:
        files.replace(target.recovery, change.recovery)
    files.replace(target.keyring, change.keyring)
    _settle(target, change.after)


def _settle(target: JournalFolder, after: Keyring) -> None:
    """Makes the recovery copy as `keyring.age`; without words there is none, and old words open nothing new."""
    if after.recovery_recipient:
        files.replace(target.keyring_recovery, age.encrypt(keyring.render(after), after.recovery_recipient))
    else:
        for path in (target.keyring_recovery, target.recovery):
            if path.exists():
                files.remove(path)


def _mark(places: Places, change: _Change) -> None:
    """Remembers the keyring; that this fails loses only that memory, and the next unlock has it again."""
    marks = Marks.open(places, change.after.journal_id)
    try:
        Newest(marks, change.after).note()
        with suppress(DatabaseError):
            marks.keyring_hash = hashlib.sha256(change.keyring).hexdigest()
            marks.words_confirmed = None
    finally:
        marks.close()


# ------------------------------------------------------------------ everything else


class Renewal:
    """A rekey whose keyring is durable and whose pages are being written anew. One file after the other is locked."""

    def __init__(self, folder: JournalFolder, ring: Keyring, places: Places, entries: EntryStore) -> None:
        self._folder = folder
        self._ring = ring
        self._places = places
        self._entries = entries
        self._listed = underway.read(folder, ring)
        self._opener = age.Opener(ring.identities)
        self._sealer = age.Sealer(ring.recipient)
        if self._listed:
            entries.vouch(self._listed.hashes, since=self._listed.previous)

    @property
    def waits(self) -> bool:
        """Tells whether there is something to do."""
        return self._listed is not None and self._entries.is_newest

    def go_on(self, rebase: Rebase, progress: Progress | None = None) -> None:
        """Writes anew whatever is not yet; it can be cut off anywhere, and done again.

        What was changed since, cannot be read, or was not written by this journal stays as it is. Raises `NotSaved`,
        `Busy`.
        """
        listed = self._listed
        if listed is None or not self.waits:
            return
        with journal_lock(self._places, self._ring.journal_id):
            _settle(self._folder, self._ring)
        for count, item in enumerate(listed.items, start=1):
            self._renew(item, listed, rebase)
            if progress:
                progress(count, len(listed.items))
        files.remove(self._folder.rekey)
        with suppress(KwetsbaarError):  # what this device kept of the pages is under the key before
            files.remove(self._places.index(self._ring.journal_id))
        self._listed = None
        self._entries.vouch()

    def _renew(self, item: Item, listed: Underway, rebase: Rebase) -> None:
        with journal_lock(self._places, self._ring.journal_id):
            data = self._data(item)
            if data is None or hashlib.sha256(data).hexdigest() != item.sha256:
                return
            found = self._unsealed(data, item.domain)
            if found is None or not self._is_ours(item, found, listed):
                return
            content = found.content
            if item.domain == seal.DRAFT:
                content = rebase(content, lambda sha256, rev: self._now(sha256, rev, listed))
            self._put(item, content, found)

    def _is_ours(self, item: Item, found: seal.Sealed, listed: Underway) -> bool:
        """Tells whether a file may have the new key: not one that nobody accepted when the key before was new."""
        if found.epoch >= self._ring.current.epoch:
            return False
        seen = item.folder == "entries" and self._entries.was_seen(found.id, item.sha256)
        return seen or found.epoch >= listed.previous

    def _put(self, item: Item, content: bytes, found: seal.Sealed) -> None:
        plain = seal.seal(content, domain=item.domain, keyring=self._ring, id=found.id, rev=found.rev)
        files.replace(self._path(item), self._sealer.encrypt(plain))
        if item.folder == "entries":
            self._entries.renewed(handle(item.name), item.sha256)

    def _now(self, sha256: str, rev: int, listed: Underway) -> str | None:
        """Gives the hash that the file with this one has now; None if it is not on the list or has another revision."""
        item = listed.item(sha256)
        data = self._data(item) if item else None
        found = self._unsealed(data, item.domain) if item and data is not None else None
        return hashlib.sha256(data).hexdigest() if data is not None and found is not None and found.rev == rev else None

    def _unsealed(self, data: bytes, domain: str) -> seal.Sealed | None:
        """Gives what stands in a file of this journal; None if it was not written by it."""
        try:
            found = seal.unseal(self._opener.decrypt(data), domain=domain, keyring=self._ring)
        except Damaged:
            return None
        return found if found.good else None

    def _data(self, item: Item) -> bytes | None:
        try:
            return files.read(self._path(item), limit=underway.FILE_LIMIT)
        except (NotFound, Damaged):
            return None

    def _path(self, item: Item) -> Path:
        return self._folder.path / item.folder / item.name
