"""Care for the keys of a journal in a folder: another passphrase, a new key for everything, trying the words."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kwetsbaar.journal.journal import Journal
from kwetsbaar.storage import newest
from kwetsbaar.storage.create import Secret, opened_with, unlock_with_words
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.rekeying import Wanted, begin, older
from kwetsbaar.storage.rewrapping import replace_passphrase

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kwetsbaar.storage.places import Places
    from kwetsbaar.storage.rekeying import Progress

__all__ = ["Secret", "Wanted", "change_passphrase", "check_newest", "prove_words", "rekey", "try_secret"]


def try_secret(folder: Path, secret: Secret, places: Places) -> None:
    """Tries whether a passphrase or recovery words open the journal, before something new is asked; takes a second.

    Raises as `Journal.unlock` does, and `Refused` if the keyring is an older one, with which nothing can be changed.
    """
    newest.check_newest(places, opened_with(folder, secret))


def change_passphrase(folder: Path, secret: Secret, passphrase: str, places: Places) -> None:
    """Makes `passphrase` the one that opens the journal; takes two seconds.

    `secret` is the passphrase of before, or the recovery words, which stay the same. When it returns the new one is
    durable; cut off anywhere, the old or the new one opens the journal. Raises as `Journal.unlock` does, `Refused` if
    the keyring is an older one or changed meanwhile, `NotSaved`, `Busy`.
    """
    replace_passphrase(folder, secret, passphrase, places=places)


def prove_words(folder: Path, words: str, places: Places, day: date) -> bool:
    """Tries whether the words on paper open the journal, and remembers `day` if so; takes a second.

    Gives whether it could be remembered. Raises `WrongPassphrase`, and as `Journal.unlock_with_words`.
    """
    marks = Marks.open(places, unlock_with_words(folder, words).journal_id)
    try:
        with suppress(DatabaseError):
            marks.words_confirmed = day
            return marks.trouble is None
        return False
    finally:
        marks.close()


def check_newest(journal: Journal) -> None:
    """Raises `Refused` if the keyring is an older one: before anything is asked for a `rekey` that will not be done."""
    if journal.is_older:
        raise older()


def rekey(folder: Path, secret: Secret, wanted: Wanted, places: Places, *, progress: Progress | None = None) -> None:
    """Gives the journal a new key, passphrase and recovery words, and writes all of it anew under that key.

    Takes some seconds, and about as long as saving every file once. Cut off anywhere, the old or the new secrets open
    the journal and read all of it, and `Journal.finish_rekey` goes on. Raises as `Journal.unlock` does, `Refused` if
    the keyring is an older one or changed meanwhile, or if a rekey goes on already; `NotSaved`, `Busy`.
    """
    journal = Journal(folder, begin(folder, secret, wanted, places=places), places)
    try:
        journal.finish_rekey(progress)
    finally:
        journal.close()
