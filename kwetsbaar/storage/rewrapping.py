"""Gives a journal another passphrase: the keyring is sealed anew, its keys stay, and so do the recovery words."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.storage import age, create, files, keyring, stanza
from kwetsbaar.storage.locks import journal_lock
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.newest import check_newest
from kwetsbaar.storage.places import JournalFolder

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.storage.create import Secret
    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import Places


def replace_passphrase(
    folder: Path, secret: Secret, passphrase: str, *, places: Places, work_factor: int = stanza.WORK_FACTOR
) -> Keyring:
    """Makes `passphrase` the one that opens the journal, durably, and gives its keyring.

    `secret` is the one of before, or the recovery words, which also makes a `keyring.age` that was lost. Takes two key
    derivations. Wherever it is cut off, the old or the new one opens it. Raises `WrongPassphrase` if the secret does
    not fit or the new one is empty, `Refused` if the keyring is an older one or changed meanwhile, `NotFound`,
    `Damaged`, `NotSaved`, `Busy`.
    """
    before = create.snapshot(folder)
    ring = create.opened_with(folder, secret).settled()
    check_newest(places, ring)
    sealed = stanza.encrypt(keyring.render(ring), keyring.normalise_passphrase(passphrase), work_factor=work_factor)
    with journal_lock(places, ring.journal_id):
        create.check_unchanged(folder, before)
        _write(JournalFolder(folder), ring, sealed, by_words=secret.by_words)
    _mark(places, ring, sealed)
    return ring


def _write(target: JournalFolder, ring: Keyring, sealed: bytes, *, by_words: bool) -> None:
    """Writes the keyring first: should it have a key that the copy does not write with yet, both can read it."""
    files.replace(target.keyring, sealed)
    # While a change of words is not done, the copy is for both, and which of them holds only the words can tell.
    if ring.recovery_recipient and (by_words or not _is_for_both(target)):
        files.replace(target.keyring_recovery, age.encrypt(keyring.render(ring), ring.recovery_recipient))


def _is_for_both(target: JournalFolder) -> bool:
    with suppress(KwetsbaarError):
        return age.recipients(files.read(target.keyring_recovery, limit=create.LIMIT)) > 1
    return False


def _mark(places: Places, ring: Keyring, sealed: bytes) -> None:
    """Remembers the keyring; that this fails makes the passphrase no less in force."""
    with suppress(KwetsbaarError):
        marks = Marks.open(places, ring.journal_id)
        marks.keyring_hash = hashlib.sha256(sealed).hexdigest()
        marks.close()
