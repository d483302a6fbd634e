from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.storage.marks import Mark, Marks
from kwetsbaar.storage.places import new_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import Places

ONE, TWO = new_id(), new_id()


def test_what_is_recorded_is_there_the_next_time(places: Places) -> None:
    marks = Marks.open(places, ONE)
    marks.record(ONE, 1, "aa", 10, 20)
    marks.record(TWO, 5, "bb", 11, 21)
    marks.keyring_hash = "cc"
    marks.highest_epoch = 3
    marks.people = (4, "dd")
    marks.close()
    again = Marks.open(places, ONE)
    assert again.all() == {ONE: Mark(ONE, 1, "aa", 10, 20), TWO: Mark(TWO, 5, "bb", 11, 21)}
    assert again.get(ONE) == Mark(ONE, 1, "aa", 10, 20)
    assert (again.keyring_hash, again.highest_epoch, again.people) == ("cc", 3, (4, "dd"))
    again.close()


def test_nothing_is_there_at_first(marks: Marks) -> None:
    assert marks.all() == {}
    assert marks.get(ONE) is None
    assert (marks.keyring_hash, marks.highest_epoch, marks.people) == (None, 0, None)


def test_a_mark_never_goes_back(marks: Marks) -> None:
    marks.record(ONE, 3, "aa", 10, 20)
    marks.record(ONE, 2, "bb", 11, 21)
    assert marks.get(ONE) == Mark(ONE, 3, "aa", 10, 20)
    marks.record(ONE, 3, "cc", 12, 22)
    assert marks.get(ONE) == Mark(ONE, 3, "cc", 12, 22)
    marks.forget(ONE)
    marks.forget(ONE)
    marks.record(ONE, 2, "bb", 11, 21)
    assert marks.get(ONE) == Mark(ONE, 2, "bb", 11, 21)


def test_two_windows(places: Places) -> None:
    one, two = Marks.open(places, ONE), Marks.open(places, ONE)
    one.record(ONE, 1, "aa", 10, 20)
    two.record(ONE, 2, "bb", 10, 20)
    assert one.get(ONE) == two.get(ONE) == Mark(ONE, 2, "bb", 10, 20)
    one.close()
    two.close()


def noise(path: Path) -> None:
    path.write_bytes(b"this is no database at all, and never was one" * 200)


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def spoilt(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    path.write_bytes(data)


def other_tables(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE entry (something)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("spoil", [noise, halved, spoilt, other_tables])
def test_a_file_that_cannot_be_used_is_set_aside(places: Places, spoil: Callable[[Path], None]) -> None:
    marks = Marks.open(places, ONE)
    for _ in range(200):
        marks.record(new_id(), 1, "aa" * 32, 10, 20)
    marks.close()
    assert [path.suffix for path in places.state.iterdir()] == [".marks"]
    path = places.marks(ONE)
    spoil(path)
    again = Marks.open(places, ONE)
    assert again.all() == {}
    again.record(ONE, 1, "aa", 10, 20)
    assert again.get(ONE) is not None
    again.close()
    assert path.with_name(f"{path.name}.broken").exists()


def test_no_secret_is_in_them(places: Places, keyring: Keyring) -> None:
    marks = Marks.open(places, keyring.journal_id)
    marks.record(ONE, 1, "aa", 10, 20)
    marks.highest_epoch = 1
    found = b"".join(path.read_bytes() for path in places.state.iterdir())
    assert keyring.current.identity.encode() not in found
    assert keyring.current.seal_key not in found
    assert {path.stat().st_mode & 0o777 for path in places.state.iterdir()} == {0o600}
    marks.close()
