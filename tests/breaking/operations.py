"""What is done to a journal while the disk fails or the process is killed: by the service, as the app and commands do.

One operation is one entry in `OPERATIONS`. What it begins from lies on the disk, and doing it again after it was cut
off ends in the same journal as when nothing had gone wrong. Keys are derived with the least work there is
(`cheap_keys`); all else is as it is.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from kwetsbaar.core.draft import Draft
from kwetsbaar.errors import KwetsbaarError, WrongPassphrase
from kwetsbaar.journal import Journal, Places, keys
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Page
from kwetsbaar.storage import create as folders
from kwetsbaar.storage import stanza

T = TypeVar("T")

OLD: Final = "Zilverreiger, zoals het was"
NEW: Final = "Zilverreiger, zoals het werd"
NOW: Final = datetime.fromisoformat("2026-11-22T20:33:00+01:00")
PASSPHRASE: Final = "een rustige wachtzin"
NEW_PASSPHRASE: Final = "een andere rustige wachtzin"
WORDS: Final = "abandon " * 11 + "about"
NEW_WORDS: Final = "zoo " * 11 + "wrong"


@contextmanager
def cheap_keys() -> Iterator[None]:
    """Derives keys with next to no work while this lasts: how long that takes is no part of what is tested here."""
    real = stanza._wrapping
    stanza._wrapping = lambda passphrase, salt, factor: real(passphrase, salt, min(factor, 1))
    try:
        yield
    finally:
        stanza._wrapping = real


@dataclass(frozen=True)
class Where:
    """A journal's folder and the device's own, under one roof that can be copied whole."""

    base: Path

    @property
    def folder(self) -> Path:
        """The journal's."""
        return self.base / "journal"

    @property
    def places(self) -> Places:
        """The device's."""
        return Places(*(self.base / name for name in ("config", "data", "cache", "state")))

    def made(self) -> Where:
        """Makes a journal there."""
        folders.create(self.folder, PASSPHRASE, recovery_words=WORDS, places=self.places, created=NOW)
        return self

    def opened(self) -> Journal:
        """Opens it, with the passphrase of before or of after."""
        with suppress(WrongPassphrase):
            return Journal.unlock(self.folder, PASSPHRASE, self.places, lambda: NOW)
        return Journal.unlock(self.folder, NEW_PASSPHRASE, self.places, lambda: NOW)

    def copied(self, base: Path) -> Where:
        """Gives a copy of all of it."""
        return Where(Path(shutil.copytree(self.base, base, symlinks=True)))


Step = Callable[[Where, Journal], Callable[[], object]]
"""Reads what it is about, and gives what does it."""


@dataclass(frozen=True)
class Operation:
    """Something that changes a journal."""

    prepare: tuple[Step, ...]
    """Makes what it begins from."""
    do: Step
    """Does it; where it was done already, nothing more."""
    keys: bool = False
    """Whether it changes what opens the journal."""


# ------------------------------------------------------------------ steps


def draft(where: Where, journal: Journal) -> Callable[[], object]:
    """Saves a new draft, or that which there is once more, when it says something new."""
    for found in journal.writing.drafts().drafts:
        return partial(journal.writing.save_draft, found.with_session(found.session.put(NEW)))
    new = journal.writing.begin(Packs(where.places).get("drie-minuten"), "nl")
    return partial(journal.writing.save_draft, new.with_session(new.session.put(OLD)))


def keep(where: Where, journal: Journal) -> Callable[[], object]:
    """Keeps the draft that there is."""
    return partial(each, journal.writing.keep, journal.writing.drafts().drafts)


def edit(where: Where, journal: Journal) -> Callable[[], object]:
    """Begins to change the page, and saves that as a draft."""
    begun = journal.writing.edit(page(journal))
    return partial(journal.writing.save_draft, begun.with_session(begun.session.put(NEW)))


def delete(where: Where, journal: Journal) -> Callable[[], object]:
    """Moves the page to the trash."""
    return partial(each, journal.deleting.trash, pages(journal))


def restore(where: Where, journal: Journal) -> Callable[[], object]:
    """Puts back what lies in the trash."""
    return partial(each, journal.deleting.restore, [card.name for card in journal.deleting.trashed()])


def purge(where: Where, journal: Journal) -> Callable[[], object]:
    """Deletes what lies in the trash for good."""
    return journal.deleting.empty


def new_words(where: Where, journal: Journal) -> Callable[[], object]:
    """Takes other recovery words."""
    return partial(journal.new_words, where.folder, PASSPHRASE, where.places, NEW_WORDS)


def new_passphrase(where: Where, journal: Journal) -> Callable[[], object]:
    """Takes another passphrase."""
    return partial(keys.change_passphrase, where.folder, secret(where), NEW_PASSPHRASE, where.places)


def rekey(where: Where, journal: Journal) -> Callable[[], object]:
    """Makes a new key, with a new passphrase and new words, or goes on with that if it was cut off."""
    if secret(where).text == NEW_PASSPHRASE:
        return journal.finish_rekey
    wanted = keys.Wanted(NEW_PASSPHRASE, NEW_WORDS)
    return partial(keys.rekey, where.folder, secret(where), wanted, where.places)


def secret(where: Where) -> keys.Secret:
    """Gives the passphrase that opens the journal."""
    return keys.Secret(PASSPHRASE if "passphrase" in opening(where) else NEW_PASSPHRASE)


def each(do: Callable[[T], object], them: Iterable[T]) -> None:
    """Does it to each."""
    for one in them:
        do(one)


OPERATIONS: Final = {
    "save": Operation((draft,), keep),
    "edit": Operation((draft, keep, edit), keep),
    "draft": Operation((draft,), draft),
    "delete": Operation((draft, keep), delete),
    "restore": Operation((draft, keep, delete), restore),
    "purge": Operation((draft, keep, edit, keep, delete), purge),
    "passphrase": Operation((draft, keep), new_passphrase, keys=True),
    "rekey": Operation((draft, keep, edit, keep, edit), rekey, keys=True),
    "words": Operation((draft, keep), new_words, keys=True),
}


def prepared(where: Where, name: str) -> Where:
    """Makes a journal in which the operation `name` can be done."""
    where.made()
    for step in OPERATIONS[name].prepare:
        journal = where.opened()
        step(where, journal)()
        journal.close()
    return where


def done(where: Where, name: str) -> KwetsbaarError | None:
    """Does the operation as a person would after opening the journal again; gives why it did not succeed."""
    journal = where.opened()
    try:
        OPERATIONS[name].do(where, journal)()
    except KwetsbaarError as error:
        return error
    finally:
        journal.close()
    return None


# ------------------------------------------------------------------ what is there


@dataclass(frozen=True)
class Seen:
    """What a person sees of a journal who opens it anew, in every place where a text can lie."""

    pages: tuple[tuple[str, str], ...]
    """The state and the text of each page."""
    earlier: tuple[tuple[str, str], ...]
    """Of each earlier version."""
    trash: tuple[tuple[str, str], ...]
    """Of each that was deleted."""
    drafts: tuple[str, ...]
    unreadable: tuple[str, ...]
    """Drafts that cannot be read."""
    opens: tuple[str, ...]
    """Which secrets open it, if that was asked."""

    @property
    def texts(self) -> frozenset[str]:
        """Every text, wherever it lies."""
        return frozenset({*self.drafts, *(text for _, text in (*self.pages, *self.earlier, *self.trash))})

    @property
    def states(self) -> frozenset[str]:
        """Every state of a file."""
        return frozenset(state for state, _ in (*self.pages, *self.earlier, *self.trash))


def seen(where: Where, *, keys: bool = False) -> Seen:
    """Opens the journal anew and looks in every place; with `keys` it tries the passphrases and the words too."""
    journal = where.opened()
    try:
        found = pages(journal)
        shelf = journal.writing.drafts()
        return Seen(
            tuple(sorted(map(told, found))),
            tuple(sorted({told(version) for each in found for version in journal.reading.history(each)})),
            tuple(sorted(told(journal.deleting.page(card.name)) for card in journal.deleting.trashed())),
            tuple(sorted(said(each) for each in shelf.drafts)),
            shelf.unreadable,
            opening(where) if keys else (),
        )
    finally:
        journal.close()


def opening(where: Where) -> tuple[str, ...]:
    """Gives which of the passphrases and words open the journal."""
    opened = []
    for name, unlock, secret in (
        ("passphrase", folders.unlock, PASSPHRASE),
        ("new passphrase", folders.unlock, NEW_PASSPHRASE),
        ("words", folders.unlock_with_words, WORDS),
        ("new words", folders.unlock_with_words, NEW_WORDS),
    ):
        with suppress(WrongPassphrase):
            unlock(where.folder, secret)
            opened.append(name)
    return tuple(opened)


def pages(journal: Journal) -> list[Page]:
    """Reads every page."""
    journal.reading.load()
    return [journal.reading.page(card.name) for card in journal.reading.cards()]


def page(journal: Journal) -> Page:
    """Reads the one page that there is."""
    (only,) = pages(journal)
    return only


def told(found: Page) -> tuple[str, str]:
    """Gives the state of a page, and what stands in its first answer."""
    return found.state.value, str(found.entry.answers[0].value) if found.entry else ""


def said(found: Draft) -> str:
    """Gives the first answer in a draft."""
    return str(next(iter(found.session.given.values())).value)
