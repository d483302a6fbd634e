"""What this device has seen of a journal, so that a file that is missing or older than before can be noticed.

No secrets: ids, revisions, hashes and sizes of ciphertext, times. Losing them loses only this.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from kwetsbaar.errors import KwetsbaarError, NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.storage.database import BrokenDatabase, Database, DatabaseError
from kwetsbaar.storage.locks import journal_lock
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kwetsbaar.i18n import Message
    from kwetsbaar.storage.places import Places

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS entry (
    id TEXT PRIMARY KEY, rev INTEGER NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    epoch INTEGER NOT NULL DEFAULT 0, place INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entry_place ON entry (place);
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_COLUMNS: Final = "id, rev, sha256, size, mtime_ns, epoch"

_RECORD: Final = """
INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, (SELECT ifnull(max(place), 0) + 1 FROM entry)) ON CONFLICT (id) DO UPDATE
SET rev = excluded.rev, sha256 = excluded.sha256, size = excluded.size, mtime_ns = excluded.mtime_ns,
    epoch = excluded.epoch, place = CASE WHEN excluded.sha256 = sha256 THEN place ELSE excluded.place END
WHERE excluded.rev >= rev
"""
"""A text that is new to this device comes behind all that it saw before; the same text keeps its place."""


class Mark(NamedTuple):
    """What was last seen of one entry."""

    id: str
    rev: int
    """The highest revision seen."""
    sha256: str
    """Of the ciphertext, in hexadecimal."""
    size: int
    """Of the ciphertext, in bytes."""
    mtime_ns: int
    """When the file was last written, in nanoseconds since 1970."""
    epoch: int = 0
    """The epoch of the key that it was sealed with; 0 if that is not known."""


class SeenPeople(NamedTuple):
    """What was last seen of `people.age`."""

    rev: int
    sha256: str
    """In hexadecimal; empty if it is well that there is none."""
    epoch: int
    """The epoch of the key that it was sealed with; 0 if that is not known."""


class Marks:
    """The marks of one journal on this device."""

    def __init__(self, database: Database, trouble: Message | None = None) -> None:
        self._database = database
        self.trouble = trouble
        """Why nothing is remembered this time; None if all is well."""

    @classmethod
    def open(cls, places: Places, journal_id: str) -> Self:
        """Opens the marks, or begins new ones; a file that is damaged or not ours is set aside.

        Never raises: where the state folder cannot be used, nothing is remembered and `trouble` says so. What was
        remembered before is there again when it can be used.
        """
        with ExitStack() as stack:
            with suppress(KwetsbaarError):
                # Two that begin the file at once would be in each other's way.
                stack.enter_context(journal_lock(places, journal_id))
            try:
                return cls(_opened_or_new(places.marks(journal_id)))
            except (DatabaseError, NotSaved):
                return cls(_prepared(Database()), _unusable_folder(places))

    def record(self, id: str, rev: int, sha256: str, size: int, mtime_ns: int, *, epoch: int = 0) -> None:  # noqa: A002
        """Remembers what was seen of an entry; an older revision than the one remembered changes nothing."""
        seen = Mark(id, rev, sha256, size, mtime_ns, epoch)
        if self.get(id) != seen:
            self._database.change(_RECORD, (id, rev, sha256, size, mtime_ns, epoch))

    def record_all(self, seen: Sequence[Mark]) -> None:
        """Remembers many at once, all of them or none."""
        with self._database.transaction():
            self._database.change_many(_RECORD, seen)

    def get(self, id: str) -> Mark | None:  # noqa: A002
        """Gives what was last seen of an entry."""
        found = self._database.row(f"SELECT {_COLUMNS} FROM entry WHERE id = ?", (id,))  # noqa: S608 - a constant
        return Mark(*found) if found else None

    def all(self) -> dict[str, Mark]:
        """Gives what was last seen of every entry, by id: in the order in which its text was new to this device."""
        found = self._database.rows(f"SELECT {_COLUMNS} FROM entry ORDER BY place")  # noqa: S608 - a constant
        return {row[0]: Mark._make(row) for row in found}

    def revs(self, *, above: int) -> list[tuple[str, int]]:
        """Gives the ids and highest revisions seen of the entries that have one above this."""
        return [(id_, rev) for id_, rev in self._database.rows("SELECT id, rev FROM entry WHERE rev > ?", (above,))]

    def forget(self, id: str) -> None:  # noqa: A002
        """Forgets an entry that is gone on purpose, or whose older revision is accepted."""
        self._database.change("DELETE FROM entry WHERE id = ?", (id,))

    @property
    def keyring_hash(self) -> str | None:
        """The SHA-256 of `keyring.age` as last seen, in hexadecimal."""
        return self._fact("keyring_hash")

    @keyring_hash.setter
    def keyring_hash(self, sha256: str) -> None:
        self._set_fact("keyring_hash", sha256)

    @property
    def highest_epoch(self) -> int:
        """The highest epoch seen in a keyring; 0 before the first."""
        return int(self._fact("highest_epoch") or 0)

    @highest_epoch.setter
    def highest_epoch(self, epoch: int) -> None:
        self._set_fact("highest_epoch", str(epoch))

    @property
    def people(self) -> SeenPeople | None:
        """`people.age` as last seen."""
        rev, sha256, epoch, *_ = [*(self._fact("people") or "").split(" "), "", "", ""]
        return SeenPeople(int(rev), sha256, int(epoch or 0)) if rev else None

    @people.setter
    def people(self, seen: SeenPeople) -> None:
        self._set_fact("people", f"{seen.rev} {seen.sha256} {seen.epoch}")

    def backup_made(self, folder: str) -> datetime | None:
        """When this device last made a backup in `folder`, with its offset; None if that is no backup of its own."""
        with suppress(ValueError):
            return datetime.fromisoformat(self._fact(f"backup {folder}") or "")
        return None

    def note_backup(self, folder: str, when: datetime) -> None:
        """Remembers that a backup was made in `folder`."""
        self._set_fact(f"backup {folder}", when.isoformat())

    @property
    def words_confirmed(self) -> date | None:
        """The day on which a person showed that the recovery words are on paper; None if that is not known."""
        try:
            return date.fromisoformat(self._fact("words_confirmed") or "")
        except ValueError:
            return None

    @words_confirmed.setter
    def words_confirmed(self, day: date | None) -> None:
        self._set_fact("words_confirmed", day.isoformat() if day else "")

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def _fact(self, name: str) -> str | None:
        found = self._database.row("SELECT value FROM fact WHERE name = ?", (name,))
        return str(found[0]) if found else None

    def _set_fact(self, name: str, value: str) -> None:
        self._database.change("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))


def _opened_or_new(path: Path) -> Database:
    try:
        return _opened(path)
    except BrokenDatabase:
        _set_aside(path)
        return _opened(path)


def _opened(path: Path) -> Database:
    database = Database(path)
    try:
        return _prepared(database)
    except DatabaseError:
        database.close()
        raise


def _prepared(database: Database) -> Database:
    """Makes the tables where there are none; raises `BrokenDatabase` if there are others."""
    if database.rows("PRAGMA table_info(entry)"):
        _widen(database)
    database.script(_SCHEMA)
    if database.row("PRAGMA quick_check(1)") != ("ok",):
        raise BrokenDatabase(msg("What this device remembers of the journal cannot be read."))
    # Tables of these names with other columns are not ours.
    database.rows(f"SELECT {_COLUMNS}, place FROM entry LIMIT 1")  # noqa: S608 - a constant
    database.rows("SELECT name, value FROM fact LIMIT 1")
    return database


def _widen(database: Database) -> None:
    """Adds the columns that the first versions of this program did not have."""
    there = {row[1] for row in database.rows("PRAGMA table_info(entry)")}
    for name in ("epoch", "place"):
        if name not in there:
            database.change(f"ALTER TABLE entry ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0")


def _unusable_folder(places: Places) -> Message:
    return msg(
        "{path} cannot be used now. This time it is not noticed if a page is older than it was before.",
        path=clean_line(str(places.state)),
    )


def _set_aside(path: Path) -> None:
    """Renames a file that cannot be used, over one that was set aside before; the files beside it go."""
    with suppress(OSError):
        path.replace(path.with_name(f"{path.name}.broken"))
    for suffix in ("-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()
