"""Whom a person shares with and writes about, as a value; and the file of it (docs/journal.md, "People").

Persons have an age recipient, clients have an alias. What went to whom is listed. The identity to receive with is a
second one: a page that is sealed to it says nothing of what the journal is locked with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import toml
from kwetsbaar.errors import Damaged
from kwetsbaar.i18n import msg
from kwetsbaar.text import clean_line, fold

if TYPE_CHECKING:
    from kwetsbaar.core.toml import Table, Toml

FORMAT: Final = 1

PASSPHRASE: Final = ""
"""Stands for whom a page went to if it was sealed with a passphrase agreed by voice, and no person was named."""

_RECIPIENT: Final = re.compile(r"age1[02-9ac-hj-np-z]{58}", re.ASCII)
_KNOWN: Final = frozenset({"format", "identity", "person", "client", "sent"})


@dataclass(frozen=True)
class Person:
    """Someone to share with."""

    name: str = field(repr=False)
    recipient: str
    """`age1…`: the public key that pages for this person are encrypted to."""
    added: date


@dataclass(frozen=True)
class Client:
    """What a coach keeps of a client beside the pages."""

    alias: str = field(repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)
    """The real names that belong to the alias, to be found before they get into a text that leaves."""
    until: date | None = None
    """The day until which pages about this client are kept; from the next day on they are offered for erasing."""


@dataclass(frozen=True)
class Sent:
    """One page that was sealed for someone."""

    page: str
    """The id of the page."""
    rev: int
    to: str = field(repr=False)
    """The name of the person, as it was then; `PASSPHRASE` if none was named."""
    when: datetime
    """With its offset, to the second."""
    steps: tuple[str, ...] = ()
    """The keys of the answers that were in it."""
    about: str = field(default="", repr=False)
    """The alias that the page was about; empty for none."""
    sha256: str = ""
    """Of the file, in hexadecimal."""


@dataclass(frozen=True)
class People:
    """All of it. Names are told apart as `fold` tells them."""

    identity: str = field(default="", repr=False)
    """`AGE-SECRET-KEY-1…`: what pages for this person are opened with; empty as long as there is none."""
    persons: tuple[Person, ...] = ()
    clients: tuple[Client, ...] = ()
    sent: tuple[Sent, ...] = ()
    """The oldest first."""
    more: Mapping[str, Toml] = field(default_factory=dict, repr=False)
    """Keys of the file that this version does not know. They survive a save."""

    def person(self, name: str) -> Person | None:
        """Gives the person called `name`."""
        return next((person for person in self.persons if fold(person.name) == fold(name)), None)

    def client(self, alias: str) -> Client | None:
        """Gives what is kept of a client."""
        return next((client for client in self.clients if fold(client.alias) == fold(alias)), None)

    def with_person(self, person: Person) -> People:
        """Gives it with `person`, in the place of who had that name."""
        others = tuple(other for other in self.persons if fold(other.name) != fold(person.name))
        return replace(self, persons=(*others, person))

    def without_person(self, name: str) -> People:
        """Gives it without the person called `name`; what went to them stays listed."""
        return replace(self, persons=tuple(each for each in self.persons if fold(each.name) != fold(name)))

    def with_client(self, client: Client) -> People:
        """Gives it with `client`, in the place of who had that alias; a client of whom nothing is kept falls away."""
        others = tuple(other for other in self.clients if fold(other.alias) != fold(client.alias))
        kept = (client,) if client.names or client.until else ()
        return replace(self, clients=(*others, *kept))

    def with_sent(self, sent: Sent) -> People:
        """Gives it with one page more that went out."""
        return replace(self, sent=(*self.sent, sent))

    def forgotten(self, alias: str) -> People:
        """Gives it without anything of a client: names, the day, and what of them was shared."""
        clients = tuple(client for client in self.clients if fold(client.alias) != fold(alias))
        return replace(self, clients=clients, sent=tuple(each for each in self.sent if fold(each.about) != fold(alias)))


def is_recipient(text: str) -> bool:
    """Tells whether `text` has the form of a public key of age; whether it is one, only `storage.age` can tell."""
    return _RECIPIENT.fullmatch(text) is not None


# ------------------------------------------------------------------ the file


def render(people: People) -> str:
    """Gives the file, ending with a newline; `parse` gives an equal value."""
    table: dict[str, Toml] = {"format": FORMAT}
    if people.identity:
        table["identity"] = people.identity
    rows: Mapping[str, list[dict[str, Toml | None]]] = {
        "person": [{"name": p.name, "recipient": p.recipient, "added": p.added} for p in people.persons],
        "client": [{"alias": c.alias, "names": [*c.names] or None, "until": c.until} for c in people.clients],
        "sent": [_sent_row(sent) for sent in people.sent],
    }
    for name, each in rows.items():
        if each:
            table[name] = [{key: value for key, value in row.items() if value is not None} for row in each]
    return toml.dumps({**table, **people.more})


def _sent_row(sent: Sent) -> dict[str, Toml | None]:
    return {
        "page": sent.page,
        "rev": sent.rev,
        "to": sent.to or None,
        "when": sent.when,
        "steps": [*sent.steps] or None,
        "about": sent.about or None,
        "sha256": sent.sha256 or None,
    }


def parse(text: str) -> People:
    """Reads the file; raises `Damaged` if it is not one, or of a newer format. A row that lacks what it needs goes."""
    try:
        table = toml.loads(text)
    except toml.TomlError:
        raise Damaged(msg("people.age cannot be read.")) from None
    form = table.get("format")
    if not isinstance(form, int) or form > FORMAT:
        raise Damaged(msg("people.age was written by a newer version of kwetsbaar."))
    return People(
        identity=_line(table, "identity"),
        persons=tuple(_persons(table)),
        clients=tuple(_clients(table)),
        sent=tuple(_sent(table)),
        more={name: value for name, value in table.items() if name not in _KNOWN},
    )


def _persons(table: Table) -> Iterator[Person]:
    for row in _rows(table, "person"):
        name, recipient, added = _line(row, "name"), _line(row, "recipient"), _day(row, "added")
        if name and is_recipient(recipient):
            yield Person(name, recipient, added or date.min)


def _clients(table: Table) -> Iterator[Client]:
    for row in _rows(table, "client"):
        if alias := _line(row, "alias"):
            yield Client(alias, _lines(row, "names"), _day(row, "until"))


def _sent(table: Table) -> Iterator[Sent]:
    for row in _rows(table, "sent"):
        when, rev = row.get("when"), row.get("rev")
        if isinstance(when, datetime) and isinstance(rev, int) and (page := _line(row, "page")):
            lines = {name: _line(row, name) for name in ("to", "about", "sha256")}
            yield Sent(page, rev, when=when, steps=_lines(row, "steps"), **lines)


def _rows(table: Table, name: str) -> list[Table]:
    rows = table.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _line(row: Table, name: str) -> str:
    value = row.get(name)
    return clean_line(value) if isinstance(value, str) else ""


def _lines(row: Table, name: str) -> tuple[str, ...]:
    value = row.get(name)
    return tuple(line for each in value if (line := clean_line(str(each)))) if isinstance(value, list) else ()


def _day(row: Table, name: str) -> date | None:
    value = row.get(name)
    return value if isinstance(value, date) and not isinstance(value, datetime) else None
