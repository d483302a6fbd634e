"""The only file that knows sqlite3: one connection behind a lock, whose errors carry no values.

Nothing temporary ever goes to a disk (`temp_store=MEMORY`), and what is deleted is overwritten (`secure_delete`).
"""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import msg
from kwetsbaar.storage import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

T = TypeVar("T")

VERSION: Final = sqlite3.sqlite_version_info
"""The version of SQLite itself."""

HAS_IMAGES: Final = hasattr(sqlite3.Connection, "serialize")
"""Whether `Database.image` and `take` work: SQLite can be built without what they need."""

_BROKEN: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")
"""What SQLite says of a file that is no use; the last, as our statements are right, of one with other tables."""

_PRAGMAS: Final = "PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;"

_PATIENCE: Final = 0.005
"""Seconds between two tries to break off what runs."""
_BUSY: Final = 5.0
"""Seconds to wait for another process that writes in the same file."""


class DatabaseError(KwetsbaarError):
    """A database on this device cannot be used; nothing in a journal depends on it."""


class BrokenDatabase(DatabaseError):
    """The file is damaged, is no database, or has other tables: it will never be usable again."""


class InterruptedQuery(DatabaseError):
    """A query was broken off by `interrupt`, or the database was closed meanwhile."""


class Database:
    """One connection, for any thread; a statement waits until the one before it is done."""

    def __init__(self, path: Path | None = None) -> None:
        """Opens the file `path` (0600, WAL), or a database in memory. Raises `DatabaseError`, `NotSaved`."""
        self._lock = threading.RLock()
        self._breaking = threading.Lock()
        self._breakable = False
        name = _prepared(path)
        self._connection = _named(
            lambda: sqlite3.connect(
                name, timeout=_BUSY, isolation_level=None, check_same_thread=False, cached_statements=64
            )
        )
        try:
            self.script(_PRAGMAS)
            if path is not None:
                self.script("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
        except DatabaseError:
            self.close()
            raise

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Runs one statement and gives its rows; their types are those of the columns asked for."""
        with self._lock:
            return _named(lambda: self._connection.execute(sql, values).fetchall())

    def find(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Does as `rows`, but may be broken off by `interrupt`."""
        with self._lock:
            self._set_breakable(yes=True)
            try:
                return self.rows(sql, values)
            finally:
                self._set_breakable(yes=False)

    def row(self, sql: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """Runs one statement and gives its first row, if there is one."""
        with self._lock:
            found: tuple[Any, ...] | None = _named(lambda: self._connection.execute(sql, values).fetchone())
            return found

    def change(self, sql: str, values: Sequence[object] = ()) -> int:
        """Runs one statement that changes something; gives how many rows that were, those of triggers too."""
        with self._lock:
            before = _named(lambda: self._connection.total_changes)
            _named(lambda: self._connection.execute(sql, values))
            return _named(lambda: self._connection.total_changes) - before

    def change_many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Runs one statement for each of `values`."""
        with self._lock:
            _named(lambda: self._connection.executemany(sql, values))

    def script(self, sql: str) -> None:
        """Runs several statements."""
        with self._lock:
            _named(lambda: self._connection.executescript(sql))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Makes what is done inside happen as a whole or not at all; other threads wait."""
        with self._lock:
            self.change("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                with suppress(DatabaseError):
                    self.change("ROLLBACK")
                raise
            self.change("COMMIT")

    def image(self) -> bytes:
        """Gives all that is in it, as one value that `take` takes. Only where `HAS_IMAGES`."""
        with self._lock:
            return _named(self._connection.serialize)

    def take(self, image: bytes | bytearray, is_right: Callable[[], bool]) -> bool:
        """Puts an image in the place of all that is in this database in memory, and tells whether it did.

        If `is_right`, which is asked then, says no or raises `DatabaseError`, all is as before.
        Only where `HAS_IMAGES`.
        """
        with self._lock:
            before = self.image()
            if not _is_whole(image):
                return False
            try:
                self._fill(image)
                right = is_right()
            except DatabaseError:
                right = False
            if not right:
                self._fill(before)
            return right

    def _fill(self, image: bytes | bytearray) -> None:
        _named(lambda: self._connection.deserialize(image))
        self.script(f"{_PRAGMAS} PRAGMA journal_mode=MEMORY;")  # which what was put in does not know of

    def interrupt(self) -> None:
        """Breaks off a `find` that runs now, from any thread; it raises `InterruptedQuery` there. Nothing else."""
        with self._breaking:
            if self._breakable:
                self._break_off()

    def close(self) -> None:
        """Closes the connection and breaks off what it is doing; closing twice does nothing."""
        while not self._lock.acquire(timeout=_PATIENCE):
            self._break_off()
        try:
            # An interrupt that came too late would break off the closing and leave the WAL behind; this takes it up.
            with suppress(sqlite3.Error):
                self._connection.execute("SELECT 1")
            _named(self._connection.close)
        finally:
            self._lock.release()

    def _set_breakable(self, *, yes: bool) -> None:
        with self._breaking:
            self._breakable = yes

    def _break_off(self) -> None:
        with suppress(sqlite3.Error):
            self._connection.interrupt()


def _is_whole(image: bytes | bytearray) -> bool:
    """Tells whether an image is as long as its head says ("The Database Header" of SQLite's file format)."""
    page_size = int.from_bytes(image[16:18], "big")
    pages = int.from_bytes(image[28:32], "big")
    return image[:16] == b"SQLite format 3\0" and len(image) == pages * page_size > 0


def _prepared(path: Path | None) -> str:
    """Makes the file with the right mode before SQLite does with a wrong one; the files beside it take its mode."""
    if path is None:
        return ":memory:"
    files.make_folder(path.parent, parents=True)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, files.FILE_MODE))
    except OSError as error:
        raise files.not_saved(error) from None
    return str(path)


def _named(action: Callable[[], T]) -> T:
    """Does something and turns SQLite's errors into ours, with nothing of theirs, since that may hold a text."""
    try:
        return action()
    except (sqlite3.Error, OverflowError, ValueError) as error:  # the last two for what no column can hold
        name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    # Not in the handler: there the error would keep SQLite's own as its context.
    if name in {"SQLITE_INTERRUPT", "ProgrammingError"}:
        raise InterruptedQuery(msg("The search was broken off."))
    broken = name.startswith(_BROKEN)
    raise (BrokenDatabase if broken else DatabaseError)(
        msg("A file that this device keeps beside the journal cannot be used ({name}).", name=name),
        msg("Nothing of the journal is in it. It is made anew the next time."),
    )
