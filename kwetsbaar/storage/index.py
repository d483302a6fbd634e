"""The full-text index of a journal: in memory, newest first, without the texts themselves (docs/journal.md).

SQLite FTS5, contentless. Each row's number begins with the moment its entry was written, so the newest hits come first
without sorting and a search may stop as soon as it has enough. Such a table cannot forget a row without its text, so
an entry that changes gets a new number and the card under the old one goes: a hit without a card is no hit. What is
left of it takes room, so an index that was changed more than it holds is not taken up again from an image.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Self

from kwetsbaar.core.query import ANYWHERE
from kwetsbaar.storage.database import HAS_IMAGES, Database, DatabaseError, InterruptedQuery
from kwetsbaar.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kwetsbaar.core.query import Where

SCHEMA: Final = """
CREATE VIRTUAL TABLE text USING fts5(
    words, content='', prefix='1 2', tokenize="unicode61 remove_diacritics 2", columnsize=0
);
INSERT INTO text (text, rank) VALUES ('automerge', 16);
CREATE TABLE card (
    number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, created TEXT NOT NULL, changed TEXT NOT NULL,
    title TEXT NOT NULL, theme TEXT NOT NULL, pack TEXT NOT NULL, about TEXT NOT NULL, tags TEXT NOT NULL,
    lang TEXT NOT NULL, state TEXT NOT NULL, rev INTEGER NOT NULL, ahead TEXT NOT NULL,
    facts TEXT NOT NULL, origin TEXT NOT NULL, stamp BLOB NOT NULL
);
CREATE TABLE made (numbers INTEGER NOT NULL);
INSERT INTO made VALUES (0);
"""
"""The tables; `made` tells how many numbers were given, which is how often an entry was put in.

FTS5 merges less while it is built than it would by itself, since `tidy` merges all in the end.
"""

_COLUMNS: Final = "id, created, changed, title, theme, pack, about, tags, lang, state, rev"
_CARDS: Final = f"SELECT {_COLUMNS} FROM card"  # noqa: S608  # our own column names
_BESIDE: Final = "SELECT id FROM card WHERE number {} (SELECT number FROM card WHERE id = ?) AND state != ?"
_OLDER: Final = f"{_BESIDE.format('<')} ORDER BY number DESC LIMIT 1"
_NEWER: Final = f"{_BESIDE.format('>')} ORDER BY number LIMIT 1"
_AHEAD: Final = f"SELECT {_COLUMNS}, ahead FROM card WHERE ahead != '' ORDER BY number DESC"  # noqa: S608  # as above
_ALIASES: Final = "SELECT about FROM card WHERE about != '' GROUP BY about ORDER BY max(number) DESC"
_FACTS: Final = "SELECT id, created, title, theme, pack, about, tags, lang, facts FROM card WHERE facts != ''"
_FEW: Final = 2
"""Up to so many words SQLite looks for, which goes through a text anew for each; more are looked for all at once."""
_NAMED: Final = "SELECT pack, title, about, tags, count(*) FROM card WHERE facts != ''"
_NAMED_ONCE: Final = "GROUP BY pack, title, about, tags ORDER BY max(number) DESC"
_OLDEST: Final = "SELECT created FROM card WHERE facts != ''"
_ADD: Final = (
    f"INSERT OR REPLACE INTO card (number, {_COLUMNS}, ahead, facts, origin, stamp) VALUES ({', '.join('?' * 16)})"  # noqa: S608  # as above
)
_SEARCH: Final = """
SELECT card.id FROM text CROSS JOIN card ON card.number = text.rowid
WHERE text MATCH ? ORDER BY text.rowid DESC LIMIT ?
"""
_SEARCH_BETWEEN: Final = """
SELECT card.id FROM text CROSS JOIN card ON card.number = text.rowid
WHERE text MATCH ? AND text.rowid BETWEEN ? AND ? AND substr(card.created, 1, 10) BETWEEN ? AND ?
ORDER BY text.rowid DESC LIMIT ?
"""
_BETWEEN: Final = """
SELECT id FROM card WHERE number BETWEEN ? AND ? AND substr(created, 1, 10) BETWEEN ? AND ?
ORDER BY number DESC LIMIT ?
"""
_TAG, _ABOUT, _PACK = "\ue000", "\ue001", "\ue002"
"""Begin a word that stands for a tag, an alias or a pack: letters that nobody's language has."""
_ZONES: Final = timedelta(days=1)
"""More than the calendars of two places can differ."""
_ROOM: Final = 1 << 24
"""Numbers for each second: so often can entries be put in."""
_WORN: Final = 1000
"""How many entries more than it holds must have been put in before an image counts as worn out."""
_MERGE: Final = 200
"""Pages that one step of putting in order goes through at least: some milliseconds."""
_LATEST: Final = (1 << 63) // _ROOM - 1
_PART: Final = re.compile(r'"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<plain>[^\s"]+)')
_MOST_WORDS: Final = 32


@dataclass(frozen=True)
class Card:
    """What a list shows of an entry."""

    id: str
    """The entry, or the name of its file where several claim to be the same one."""
    created: str
    """ISO 8601 with offset; newest first goes by this, as a moment."""
    changed: str
    """ISO 8601 with offset."""
    title: str = field(repr=False)
    theme: str = field(repr=False)
    pack: str
    about: str = field(repr=False)
    tags: tuple[str, ...] = field(repr=False)
    lang: str
    state: str
    rev: int


UNSEEN: Final = b""
"""What no file looks like."""


@dataclass(frozen=True)
class Row:
    """An entry as it goes into the index."""

    id: str
    created: str
    changed: str
    title: str = field(repr=False)
    theme: str = field(repr=False)
    pack: str
    about: str = field(repr=False)
    tags: tuple[str, ...] = field(repr=False)
    lang: str
    words: str = field(repr=False)
    """All that can be searched for; it is taken apart into words and not kept."""
    state: str
    rev: int
    ahead: str = field(default="", repr=False)
    """What it wants looked back on later; this is kept, and means nothing here."""
    facts: str = field(default="", repr=False)
    """What looking back keeps of it, as one line; this is kept, and means nothing here."""
    origin: str = field(default="", repr=False)
    """What tells a page apart that was made elsewhere; empty for one that was written here."""
    stamp: bytes = UNSEEN
    """What its file looked like before it was read (`files.Listed`), if that is to be recognised later."""

    @classmethod
    def blank(cls, id: str, state: str) -> Self:  # noqa: A002
        """Gives the row of what cannot be read."""
        return cls(id, "", "", "", "", "", "", (), "", "", state, 0)

    @property
    def card(self) -> Card:
        """The row without its words."""
        return Card(**{each.name: getattr(self, each.name) for each in fields(Card)})


class Index:
    """The index of one journal, for any thread. Everything raises `DatabaseError` after `close`."""

    def __init__(self) -> None:
        self._database = Database()
        self._database.script(SCHEMA)
        self._schema = self._objects()
        self._made = 0

    def put(self, row: Row) -> None:
        """Puts in an entry, in the place of what was there under its id."""
        self.put_many([row])

    def put_many(self, rows: Iterable[Row]) -> None:
        """Puts in many entries as a whole or not at all; quickest in hundreds at a time, so that searches get in."""
        # Oldest first: FTS5 is quicker when numbers rise.
        ordered = sorted({row.id: row for row in rows}.values(), key=lambda row: _second(row.created))
        with self._database.transaction():
            numbered = [(self._number(row), row) for row in ordered]
            self._database.change_many(
                "INSERT INTO text (rowid, words) VALUES (?, ?)",
                ((number, f"{row.words}\n{_labels(row)}") for number, row in numbered),
            )
            self._database.change_many(_ADD, ((number, *_values(row)) for number, row in numbered))
            self._database.change("UPDATE made SET numbers = ?", (self._made,))

    def tidy(self) -> bool:
        """Goes one small step in putting the index in order, which makes searches quicker; tells whether one is left.

        To be called after it was built, until nothing is left to do.
        """
        return self._database.change("INSERT INTO text (text, rank) VALUES ('merge', ?)", (-_MERGE,)) > 1

    def remove(self, id: str) -> None:  # noqa: A002
        """Takes out an entry; that it is not in is well."""
        self._database.change("DELETE FROM card WHERE id = ?", (_stored(id),))

    def cards(self, limit: int | None = None, offset: int = 0, *, but: str = "") -> list[Card]:
        """Gives at most `limit` cards after the first `offset`, newest first; none of an entry in the state `but`."""
        found = self._database.rows(
            f"{_CARDS} WHERE state != ? ORDER BY number DESC LIMIT ? OFFSET ?",
            (but, -1 if limit is None else limit, offset),
        )
        return [_card(row) for row in found]

    def card(self, id: str) -> Card | None:  # noqa: A002
        """Gives the card of one entry."""
        found = self._database.row(f"{_CARDS} WHERE id = ?", (_stored(id),))
        return _card(found) if found else None

    def ahead(self) -> list[tuple[Card, str]]:
        """Gives the cards of the entries that say something in `Row.ahead`, newest first, each with that."""
        return [(_card(row[:-1]), row[-1]) for row in self._database.rows(_AHEAD, ())]

    def facts(self, words: Iterable[str] | None, states: Iterable[str]) -> list[tuple[str, ...]]:
        """Gives what is kept in `Row.facts` of the entries in one of `states`, newest first.

        Each comes with what its card says: id, created, title, theme, pack, about, tags as JSON, lang, facts. With
        `words` only entries come in whose facts one of them stands between double quotes.
        """
        wanted, known = [f'"{word}"' for word in words or ()], [*states]
        few = wanted if len(wanted) <= _FEW else []
        any_of = " OR ".join(["instr(facts, ?)"] * len(few)) or ("1" if wanted or words is None else "0")
        query = f"{_FACTS} AND state IN ({', '.join('?' * len(known))}) AND ({any_of}) ORDER BY number DESC"
        rows = self._database.rows(query, (*known, *few))
        if len(wanted) > _FEW:
            stands = re.compile("|".join(map(re.escape, wanted))).search
            rows = [row for row in rows if stands(row[-1])]
        return [(_given(row[0]), *row[1:]) for row in rows]

    def named(self, states: Iterable[str]) -> list[tuple[str, str, str, tuple[str, ...], int]]:
        """Gives pack, title, alias and tags of the entries in one of `states` that keep facts, each set once.

        Each comes with how many entries have it, the one of the newest first.
        """
        known = [*states]
        query = f"{_NAMED} AND state IN ({', '.join('?' * len(known))}) {_NAMED_ONCE}"
        rows = self._database.rows(query, known)
        return [(pack, title, about, tuple(json.loads(tags)), count) for pack, title, about, tags, count in rows]

    def first_created(self, states: Iterable[str]) -> str | None:
        """Gives when the oldest entry in one of `states` that keeps facts was created; None if there is none."""
        known = [*states]
        found = self._database.row(f"{_OLDEST} AND state IN ({', '.join('?' * len(known))}) ORDER BY number", known)
        return found[0] if found else None

    def origins(self) -> dict[str, str]:
        """Gives the ids of the entries that were made elsewhere, by what tells those apart."""
        rows = self._database.rows("SELECT origin, id FROM card WHERE origin != ''")
        return {str(origin): _given(id_) for origin, id_ in rows}

    def aliases(self) -> list[str]:
        """Gives every alias that an entry is about, the one of the newest first."""
        return [str(row[0]) for row in self._database.rows(_ALIASES, ())]

    def count(self, *, but: str = "") -> int:
        """Gives how many entries are in, without those in state `but`."""
        return int(self._database.rows("SELECT count(*) FROM card WHERE state != ?", (but,))[0][0])

    def beside(self, id: str, *, older: bool, but: str = "") -> str | None:  # noqa: A002
        """Gives the entry just after this one in `cards`, or just before it; none in the state `but`."""
        found = self._database.row(_OLDER if older else _NEWER, (_stored(id), but))
        return _given(found[0]) if found else None

    def search(self, words: str, limit: int, *, prefix: bool = False, where: Where = ANYWHERE) -> list[str]:
        """Gives the ids of at most `limit` entries `where` all of these words stand, newest first.

        Words in quotation marks belong together; a word that ends in `*`, and with `prefix` the last one, may go on.
        Everything else is words, so no query is wrong. Without words all entries that are meant are found, unless that
        is anything at all: then none.
        """
        terms = " AND ".join((_labels_of(where) + _terms(words, prefix=prefix))[:_MOST_WORDS])
        if where.since is None and where.until is None:
            found = self._database.find(_SEARCH, (terms, limit)) if terms else []
        elif terms:
            found = self._database.find(_SEARCH_BETWEEN, (terms, *_bounds(where), limit))
        else:
            found = self._database.find(_BETWEEN, (*_bounds(where), limit))
        return [_given(row[0]) for row in found]

    # -------------------------------------------------------------- as an image

    def image(self) -> bytes | None:
        """Gives all of it as one value that `take` takes; None where SQLite cannot do that."""
        return self._database.image() if HAS_IMAGES else None

    def take(self, image: bytes | bytearray) -> bool:
        """Puts in what `image` gave, in the place of all that is here, and tells whether it did.

        Nothing is done with one that has other tables, is not whole, or is worn out.
        """
        if not HAS_IMAGES or not self._database.take(image, self._is_right):
            return False
        self._made = self._numbers()
        return True

    def seen(self, state: str) -> dict[str, bytes]:
        """Gives all entries by id, with what the file of each looked like; nothing of one in another state."""
        rows = self._database.rows("SELECT id, iif(state = ?, stamp, x'') FROM card", (state,))
        return {id_.decode("utf-8", "surrogateescape"): stamp for id_, stamp in rows}

    def revs(self) -> dict[str, int]:
        """Gives the revisions of all entries, by id."""
        return {_given(id_): rev for id_, rev in self._database.rows("SELECT id, rev FROM card")}

    def _is_right(self) -> bool:
        """Tells whether what is here now are these tables, whole, and worth having."""
        if self._objects() != self._schema or self._database.row("PRAGMA quick_check(card)") != ("ok",):
            return False
        return self.count() <= self._numbers() <= min(2 * self.count() + _WORN, _ROOM // 2)

    def _objects(self) -> list[tuple[Any, ...]]:
        return self._database.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name")

    def _numbers(self) -> int:
        found = self._database.row("SELECT numbers FROM made")
        return int(found[0]) if found else -1

    def interrupt(self) -> None:
        """Breaks off a search in another thread, which raises `InterruptedQuery` there."""
        self._database.interrupt()

    def close(self) -> None:
        """Lets go of everything."""
        self._database.close()

    def _number(self, row: Row) -> int:
        """Gives a number that was never used, among those of the second in which the entry was written."""
        self._made += 1
        return _second(row.created) * _ROOM + self._made


def _second(created: str) -> int:
    """Gives the moment in seconds since 1970; what is no moment counts as 1970."""
    try:
        moment = datetime.fromisoformat(created)
        seconds = int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return 0
    return max(-_LATEST, min(seconds, _LATEST))


def _label(kind: str, name: str) -> str:
    """Gives the one word that stands for a name; the beginnings of names are beginnings of their words."""
    return kind + fold(name).encode("utf-8", "surrogatepass").hex()


def _labels(row: Row) -> str:
    """Gives what is put with the words of an entry, so that filters are found as fast as words."""
    labels = [_label(_TAG, tag) for tag in row.tags]
    labels += [_label(kind, name) for kind, name in ((_ABOUT, row.about), (_PACK, row.pack)) if name]
    return " ".join(labels)


def _labels_of(where: Where) -> list[str]:
    """Gives the parts of an FTS5 query for all but the period."""
    alternatives = ((_ABOUT, where.about), (_PACK, where.packs))
    either = [
        " OR ".join(_labelled(kind, name) for name in names[:_MOST_WORDS]) for kind, names in alternatives if names
    ]
    return [_labelled(_TAG, name) for name in where.tags] + [f"({names})" for names in either]


def _labelled(kind: str, name: str) -> str:
    """Gives one name as part of an FTS5 query; one that ends in `*` may go on."""
    return f'"{_label(kind, name.removesuffix("*"))}"' + ("*" if name.endswith("*") else "")


def _bounds(where: Where) -> tuple[int, int, str, str]:
    """Gives the numbers between which a period lies in any time zone, and its first and last day as written."""
    since, until = where.since or date.min, where.until or date.max
    lowest = _second(f"{since - _ZONES}T00:00:00+00:00") if since > date.min else -_LATEST
    highest = _second(f"{until + _ZONES}T23:59:59+00:00") if until < date.max else _LATEST
    return lowest * _ROOM, highest * _ROOM + _ROOM - 1, since.isoformat(), until.isoformat()


def _values(row: Row) -> tuple[object, ...]:
    return (
        _stored(row.id),
        row.created,
        row.changed,
        row.title,
        row.theme,
        row.pack,
        row.about,
        json.dumps(row.tags),
        row.lang,
        row.state,
        row.rev,
        row.ahead,
        row.facts,
        row.origin,
        row.stamp,
    )


def _card(row: tuple[Any, ...]) -> Card:
    """Gives a card from the columns, in the order of `_COLUMNS`."""
    id_, created, changed, title, theme, pack, about, tags, lang, state, rev = row
    return Card(_given(id_), created, changed, title, theme, pack, about, tuple(json.loads(tags)), lang, state, rev)


def _stored(id_: str) -> bytes:
    """Gives an id for the database: where it is the name of a file, it may hold bytes that are no UTF-8."""
    return id_.encode("utf-8", "surrogateescape")


def _given(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogateescape")


def _terms(query: str, *, prefix: bool) -> list[str]:
    """Gives the parts of an FTS5 query, each of them quoted, so that none means anything but words."""
    text = clean(query)
    parts = list(_PART.finditer(text))
    terms = [_term(part, going_on=prefix and part.end() == len(text)) for part in parts]
    return [term for term in terms if term][:_MOST_WORDS]


def _term(part: re.Match[str], *, going_on: bool) -> str:
    """Gives one quoted part, and nothing for one without a letter or digit: FTS5 would find nothing at all with it."""
    text = part["phrase"] if part["plain"] is None else part["plain"]
    if not any(letter.isalnum() for letter in text):
        return ""
    open_end = text.endswith("*") or (going_on and not part["closed"])
    return f'"{text}"' + ("*" if open_end else "")


__all__ = ["UNSEEN", "Card", "DatabaseError", "Index", "InterruptedQuery", "Row"]
