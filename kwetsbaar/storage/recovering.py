"""Gives a journal other recovery words, so that whatever is cut off, the old or the new ones open it (docs/journal.md).

For a while the keyring is encrypted to both recovery identities; the file with the identity changes in between. What
the passphrase opens is written whole or not at all, so it opens the journal all the time.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.storage import age, create, files, keyring, stanza, words
from kwetsbaar.storage.locks import journal_lock
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.newest import check_newest
from kwetsbaar.storage.places import JournalFolder

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import Places


def replace_words(
    folder: Path, passphrase: str, recovery_words: str, *, places: Places, work_factor: int = stanza.WORK_FACTOR
) -> Keyring:
    """Makes `recovery_words` the ones that open the journal, durably, and gives its keyring as it is then.

    Takes three key derivations. It can be done again whatever was cut off. Raises `WrongPassphrase` if the passphrase
    does not fit or the words are none, `Refused` if the keyring is an older one or changed meanwhile, `NotFound`,
    `Damaged`, `NotSaved`, `Busy`.
    """
    secret = words.complete(recovery_words)
    words.check(secret)
    before = create.snapshot(folder)
    found = create.unlock(folder, passphrase)
    check_newest(places, found)
    change = _change(found, passphrase, secret, work_factor)
    with journal_lock(places, found.journal_id):
        create.check_unchanged(folder, before)
        _write(JournalFolder(folder), change)
    _mark(places, change)
    return change.after


@dataclass(frozen=True)
class _Change:
    """The keyring before and after, and the files of after; all derived before the first is written."""

    before: Keyring
    after: Keyring
    recovery: bytes = field(repr=False)
    """The new `recovery.age`."""
    keyring: bytes = field(repr=False)
    """The new `keyring.age`."""


def _change(before: Keyring, passphrase: str, secret: str, work_factor: int) -> _Change:
    identity = age.new_identity()
    after = replace(before, recovery_recipient=age.recipient_of(identity))
    return _Change(
        before,
        after,
        stanza.encrypt(create.recovery_file(identity), secret, work_factor=work_factor),
        stanza.encrypt(keyring.render(after), keyring.normalise_passphrase(passphrase), work_factor=work_factor),
    )


def _write(target: JournalFolder, change: _Change) -> None:
    """Writes the files in the one order in which some words open the journal after each of them."""
    old, new = change.before.recovery_recipient, change.after.recovery_recipient
    both = [recipient for recipient in (old, new) if recipient]
    files.replace(target.keyring_recovery, age.encrypt(keyring.render(change.before), *both))
    files.replace(target.recovery, change.recovery)
    files.replace(target.keyring, change.keyring)
    files.replace(target.keyring_recovery, age.encrypt(keyring.render(change.after), new))


def _mark(places: Places, change: _Change) -> None:
    """Remembers the keyring, and that the words are not on paper; that this fails makes them no less in force."""
    with suppress(KwetsbaarError):
        marks = Marks.open(places, change.after.journal_id)
        marks.keyring_hash = hashlib.sha256(change.keyring).hexdigest()
        marks.words_confirmed = None
        marks.close()
