"""A journal's folder, keyring and stores; keys are derived once, with the least work that is accepted."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.storage import keyring as keyrings
from kwetsbaar.storage import words
from kwetsbaar.storage.create import create
from kwetsbaar.storage.entries import EntryStore
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.places import JournalFolder, Places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kwetsbaar.storage.keyring import Keyring

PASSPHRASE = "een wachtzin met spaties en é"
CREATED = datetime.fromisoformat("2026-11-22T20:33:00+01:00")


@dataclass(frozen=True)
class Made:
    """A journal that was made, and all that opens it."""

    path: Path
    passphrase: str
    words: str
    keyring: Keyring


def places_under(path: Path) -> Places:
    return Places(path / "config", path / "data", path / "cache", path / "state")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_under(tmp_path)


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    return keyrings.new_keyring()


@pytest.fixture
def folder(tmp_path: Path) -> JournalFolder:
    """A journal's folder with its subfolders, without keyring files."""
    found = JournalFolder(tmp_path / "journal")
    found.path.mkdir(mode=0o700)
    for each in found.folders:
        each.mkdir(mode=0o700)
    return found


@pytest.fixture
def marks(places: Places, keyring: Keyring) -> Iterator[Marks]:
    opened = Marks.open(places, keyring.journal_id)
    yield opened
    opened.close()


@pytest.fixture
def store(folder: JournalFolder, keyring: Keyring, marks: Marks, places: Places) -> EntryStore:
    return EntryStore(folder, keyring, marks, places)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("made")
    secret = words.new_words()
    made = create(
        root / "journal",
        PASSPHRASE,
        recovery_words=secret,
        places=places_under(root),
        created=CREATED,
        work_factor=15,
    )
    return Made(root / "journal", PASSPHRASE, secret, made)


@pytest.fixture
def journal(template: Made, tmp_path: Path) -> Made:
    """A copy of one journal, which a test may spoil."""
    path = tmp_path / "copy"
    shutil.copytree(template.path, path)
    return Made(path, template.passphrase, template.words, template.keyring)


@pytest.fixture
def other(folder: JournalFolder, keyring: Keyring, marks: Marks, places: Places) -> EntryStore:
    """The entries of `store` as another process has them."""
    return EntryStore(folder, keyring, marks, places)
