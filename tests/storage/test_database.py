from __future__ import annotations

import threading
import traceback
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.errors import NotSaved
from kwetsbaar.storage.database import Database, DatabaseError, InterruptedQuery

if TYPE_CHECKING:
    from pathlib import Path

FOREVER = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def test_settings_of_a_file(tmp_path: Path) -> None:
    database = Database(tmp_path / "new" / "x.db")
    assert database.row("PRAGMA journal_mode") == ("wal",)
    assert database.row("PRAGMA temp_store") == (2,)
    assert database.row("PRAGMA secure_delete") == (1,)
    database.script("CREATE TABLE t (x)")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()} == {0o600}
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    database.close()


def test_a_transaction_is_whole_or_nothing() -> None:
    database = Database()
    database.script("CREATE TABLE t (x)")

    def half() -> None:
        with database.transaction():
            database.change_many("INSERT INTO t VALUES (?)", [(1,), (2,)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert database.rows("SELECT * FROM t") == []
    with database.transaction():
        database.change("INSERT INTO t VALUES (?)", (1,))
    assert database.rows("SELECT * FROM t") == [(1,)]


def test_errors_hold_no_values() -> None:
    database = Database()
    database.script("CREATE TABLE t (x UNIQUE)")
    database.change("INSERT INTO t VALUES (?)", ("my secret",))
    again = ("my secret",)
    with pytest.raises(DatabaseError) as error:
        database.change("INSERT INTO t VALUES (?)", again)
    assert error.value.__cause__ is None
    assert error.value.__context__ is None
    assert "my secret" not in "".join(traceback.format_exception(error.value))


def test_interrupting() -> None:
    database = Database()
    broken = threading.Event()

    def work() -> None:
        with pytest.raises(InterruptedQuery):
            database.find(FOREVER)
        broken.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not broken.wait(0.01):
        database.interrupt()
    thread.join()
    assert database.row("SELECT 1") == (1,)


def test_a_change_is_not_interrupted() -> None:
    database = Database()
    database.script("CREATE TABLE t (x)")
    done = threading.Event()

    def work() -> None:
        with database.transaction():
            database.change_many("INSERT INTO t VALUES (?)", ((n,) for n in range(50_000)))
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.wait(0.001):
        database.interrupt()
    thread.join()
    assert database.row("SELECT count(*) FROM t") == (50_000,)


def test_closing_breaks_off_what_runs() -> None:
    database = Database()
    started, broken = threading.Event(), threading.Event()

    def work() -> None:
        started.set()
        with pytest.raises(InterruptedQuery):
            database.rows(FOREVER)
        broken.set()

    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    database.close()
    thread.join()
    assert broken.is_set()


def test_closing_breaks_off_and_may_be_done_twice() -> None:
    database = Database()
    database.close()
    database.close()
    database.interrupt()
    with pytest.raises(InterruptedQuery):
        database.row("SELECT 1")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "x.db").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotSaved):
        Database(tmp_path / "x.db")
    assert not (tmp_path / "elsewhere").exists()


def test_what_is_deleted_is_overwritten(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.db")
    database.script("CREATE TABLE t (x)")
    database.change("INSERT INTO t VALUES (?)", ("find me",))
    database.change("DELETE FROM t")
    database.script("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    assert b"find me" not in (tmp_path / "x.db").read_bytes()


def test_no_database(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database, but long enough to be looked at" * 100)
    with pytest.raises(DatabaseError):
        Database(tmp_path / "x.db")
