from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.i18n import msg
from kwetsbaar.storage import database
from kwetsbaar.storage.database import Database, DatabaseError
from kwetsbaar.storage.marks import Mark, Marks, SeenPeople
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
    marks.people = SeenPeople(4, "dd", 2)
    marks.close()
    again = Marks.open(places, ONE)
    assert again.all() == {ONE: Mark(ONE, 1, "aa", 10, 20), TWO: Mark(TWO, 5, "bb", 11, 21)}
    assert again.get(ONE) == Mark(ONE, 1, "aa", 10, 20)
    assert (again.keyring_hash, again.highest_epoch, again.people) == ("cc", 3, (4, "dd", 2))
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
    assert {path.suffix for path in places.state.iterdir()} == {".marks", ".lock"}
    path = places.marks(ONE)
    spoil(path)
    again = Marks.open(places, ONE)
    assert again.all() == {}
    again.record(ONE, 1, "aa", 10, 20)
    assert again.get(ONE) is not None
    again.close()
    assert path.with_name(f"{path.name}.broken").exists()


def test_a_file_that_is_only_in_use_is_not_set_aside(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = Marks.open(places, ONE)
    marks.record(ONE, 3, "aa", 10, 20)
    marks.close()
    busy = sqlite3.connect(places.marks(ONE), isolation_level=None)
    busy.execute("PRAGMA locking_mode=EXCLUSIVE")
    busy.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr(database, "_BUSY", 0.01)
    blind = Marks.open(places, ONE)
    assert blind.trouble is not None
    assert str(places.state) in str(blind.trouble)
    assert blind.get(ONE) is None
    blind.record(ONE, 1, "bb", 10, 20)
    blind.close()
    busy.execute("ROLLBACK")
    busy.close()
    again = Marks.open(places, ONE)
    assert (again.trouble, again.get(ONE)) == (None, Mark(ONE, 3, "aa", 10, 20))
    again.close()


def test_a_folder_that_cannot_be_used(places: Places) -> None:
    places.state.parent.mkdir(parents=True, exist_ok=True)
    places.state.write_bytes(b"")
    marks = Marks.open(places, ONE)
    assert marks.trouble is not None
    marks.record(ONE, 1, "aa", 10, 20)
    assert marks.get(ONE) is not None
    marks.close()


def test_a_disk_that_is_full(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = Marks.open(places, ONE)
    marks.record(ONE, 3, "aa", 10, 20)
    marks.close()
    script = Database.script

    def full(self: Database, sql: str) -> None:
        if "WAL" in sql:
            raise DatabaseError(msg("full"))
        script(self, sql)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "script", full)
        assert Marks.open(places, ONE).trouble is not None
    assert Marks.open(places, ONE).get(ONE) == Mark(ONE, 3, "aa", 10, 20)


def test_many_that_begin_at_once(places: Places) -> None:
    def begin(id_: str) -> None:
        marks = Marks.open(places, id_)
        marks.record(new_id(), 1, "aa", 10, 20)
        marks.close()

    for journal_id in (new_id() for _ in range(5)):
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(begin, [journal_id] * 6))
        marks = Marks.open(places, journal_id)
        assert len(marks.all()) == 6
        marks.close()
    assert not list(places.state.glob("*.broken"))


def test_no_secret_is_in_them(places: Places, keyring: Keyring) -> None:
    marks = Marks.open(places, keyring.journal_id)
    marks.record(ONE, 1, "aa", 10, 20)
    marks.highest_epoch = 1
    found = b"".join(path.read_bytes() for path in places.state.iterdir())
    assert keyring.current.identity.encode() not in found
    assert keyring.current.seal_key not in found
    assert {path.stat().st_mode & 0o777 for path in places.state.iterdir()} == {0o600}
    marks.close()


def test_marks_of_the_first_versions_are_kept(places: Places) -> None:
    path = places.marks(ONE)
    path.parent.mkdir(parents=True)
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE TABLE entry (id TEXT PRIMARY KEY, rev INTEGER NOT NULL, sha256 TEXT NOT NULL,"
            " size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL) WITHOUT ROWID"
        )
        connection.execute("INSERT INTO entry VALUES (?, 3, 'aa', 10, 20)", (ONE,))
    connection.close()
    marks = Marks.open(places, ONE)
    assert marks.get(ONE) == Mark(ONE, 3, "aa", 10, 20)
    marks.record(ONE, 4, "bb", 10, 20, epoch=2)
    assert marks.get(ONE) == Mark(ONE, 4, "bb", 10, 20, 2)
    marks.close()


def test_marks_stand_in_the_order_in_which_their_texts_were_new(marks: Marks) -> None:
    three = new_id()
    for name in (ONE, TWO, three):
        marks.record(name, 1, "aa", 10, 20)
    marks.record(TWO, 1, "aa", 10, 99)  # the same text at another time
    assert list(marks.all()) == [ONE, TWO, three]
    marks.record(ONE, 2, "bb", 10, 20)
    assert list(marks.all()) == [TWO, three, ONE]
