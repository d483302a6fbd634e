"""Every single bit of a page turned over, and every length but its own: it is damage, and never another text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kwetsbaar.journal import Journal, State
from kwetsbaar.storage.entries import EntryStore, StoredEntry
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.places import JournalFolder
from tests.breaking.operations import Where, prepared

Examine = Callable[[], StoredEntry]


@pytest.fixture
def where(roof: Path) -> Where:
    """Gives a journal with one small page."""
    return prepared(Where(roof), "delete")


@pytest.fixture
def journal(where: Where) -> Iterator[Journal]:
    journal = where.opened()
    yield journal
    journal.close()


@pytest.fixture
def file(where: Where) -> Path:
    (found,) = where.folder.glob("entries/*.age")
    return found


@pytest.fixture
def examine(where: Where, journal: Journal, file: Path) -> Iterator[Examine]:
    """Gives what reads the page's file."""
    marks = Marks.open(where.places, journal.keyring.journal_id)
    store = EntryStore(JournalFolder(where.folder), journal.keyring, marks, where.places)
    yield lambda: store.examine(file, file.name.partition(".")[0])
    marks.close()


def test_every_bit(file: Path, examine: Examine) -> None:
    data = file.read_bytes()
    assert 4096 < len(data) < 5000
    assert examine().state is State.OK
    wrong = []
    opened = os.open(file, os.O_RDWR)
    for place, byte in enumerate(data):
        for bit in range(8):
            os.pwrite(opened, bytes([byte ^ 1 << bit]), place)
            found = examine()
            if (found.state, found.content) != (State.DAMAGED, b""):
                wrong.append((place, bit, found.state))
        os.pwrite(opened, bytes([byte]), place)
    os.close(opened)
    assert wrong == []
    assert examine().state is State.OK


def test_every_length(file: Path, examine: Examine) -> None:
    data = file.read_bytes()
    for size in reversed(range(len(data))):
        os.truncate(file, size)
        found = examine()
        assert (found.state, found.content) == (State.DAMAGED, b""), size
    for more in (b"\0", data[:1], data):
        file.write_bytes(data + more)
        assert examine().state is State.DAMAGED
    file.write_bytes(data)
    assert examine().state is State.OK
