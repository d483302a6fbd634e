"""Makes a table of the lines of one part: each name once, each value with the line on which it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kwetsbaar.core.nearest import shown
from kwetsbaar.core.packfile.cut import MOST_DOTS
from kwetsbaar.core.packfile.sentences import findings
from kwetsbaar.core.packfile.source import CONTROL, report_control
from kwetsbaar.core.toml import TomlError, loads
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kwetsbaar.core.packfile.cut import Part, Statement
    from kwetsbaar.core.packfile.problems import Problems
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.i18n import Message

_PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*")
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[^\n])")
_ID_LIKE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass
class Entry:
    """What a part says under one name."""

    raw: Toml | None
    """The value, as far as it could be read; None if nothing of it could, which has been told."""
    line: int
    """Where it first stands."""
    inner: dict[str | int, int] = field(default_factory=dict)
    """The lines of what it holds: of languages by their code, of items of a list by their number from 0."""
    dotted: bool = False
    """Whether it was given as `name.more = …`."""
    broken: bool = False
    """Whether part of it could not be read."""
    guess: str | None = None
    """For a value that could not be read: the first word in it, so that an id is known all the same."""


@dataclass(frozen=True)
class Place:
    """Where a value stands; see `kwetsbaar.core.kinds.base.Place`."""

    name: str
    line: int
    language: str
    problems: Problems
    inner: Mapping[str | int, int] = field(default_factory=dict)

    def report(self, message: Message) -> None:
        """Takes one complaint about the value."""
        self.problems.error(self.line, message)

    def within(self, part: str | int) -> Place:
        """Gives the place of a language, a key or an item."""
        name = f"{self.name}.{part}" if isinstance(part, str) else self.name
        return replace(self, name=name, line=self.inner.get(part, self.line), inner={})


@dataclass
class Table:
    """The lines of one part, by name."""

    line: int
    kind: str
    entries: dict[str, Entry] = field(default_factory=dict)
    """In the order of the file."""
    unreadable: list[str] = field(default_factory=list)
    """The first word of each line of which not even the name could be read."""

    def raw(self, name: str) -> Toml | None:
        """Gives the value under `name`; None if it is absent or could not be read."""
        entry = self.entries.get(name)
        return entry.raw if entry else None

    def id(self) -> str | None:
        """Gives the id that the part gives itself, as far as can be told."""
        entry = self.entries.get("id")
        if entry is None:
            return None
        return entry.raw if isinstance(entry.raw, str) else entry.guess

    def line_of(self, name: str) -> int:
        """Gives the line of `name`, or that of the part itself."""
        entry = self.entries.get(name)
        return entry.line if entry else self.line


def gather(part: Part, problems: Problems) -> Table:
    """Gives the table of a part, having told of every line that does not parse and every name that stands twice."""
    table = Table(part.line, part.kind)
    for statement in part.statements:
        _add(statement, table, problems)
    return table


def _add(statement: Statement, table: Table, problems: Problems) -> None:
    path = _path(statement)
    value = _value(statement, path, problems)
    if path is None:
        word = _ID_LIKE.search(statement.name[:200])
        table.unreadable.append(word[0] if word else "")
        return
    if value is None:
        _add_broken(statement, path, table)
        return
    if len(path) == 1:
        _add_plain(statement, path[0], value, table, problems)
    else:
        _add_dotted(statement, path, value, table, problems)


def _add_broken(statement: Statement, path: list[str], table: Table) -> None:
    dotted = len(path) > 1
    entry = table.entries.setdefault(path[0], Entry({} if dotted else None, statement.line, dotted=dotted))
    entry.broken = True
    entry.guess = entry.guess or _guess(statement)


def _path(statement: Statement) -> list[str] | None:
    """Gives the parts of the name before the equals sign; None if it is no name."""
    name = statement.name
    if statement.equals is None or name.count(".") > MOST_DOTS:
        return None
    if _PLAIN.fullmatch(name):
        return [part.strip() for part in name.split(".")]
    try:
        return _single_path(loads(f"{name} = 0"))
    except TomlError:
        return None


def _single_path(table: Mapping[str, Toml]) -> list[str] | None:
    path: list[str] = []
    node: Toml = dict(table)
    while isinstance(node, dict):
        if len(node) != 1:
            return None
        key, node = next(iter(node.items()))
        path.append(key)
    return path


def _value(statement: Statement, path: list[str] | None, problems: Problems) -> Toml | None:
    if statement.refused:
        problems.error(statement.line, statement.refused)
        return None
    try:
        value = _parsed(statement) if path else None
        error = None
    except TomlError as raised:
        value, error = None, raised
    if value is None:
        for line, message in findings(statement, error):
            problems.error(line, message)
        return None
    return None if _has_controls(value, statement, problems) else value


def _parsed(statement: Statement) -> Toml:
    equals = statement.tokens[statement.equals or 0].text
    return loads(f"value {equals} {statement.value}")["value"]


def _has_controls(value: Toml, statement: Statement, problems: Problems) -> bool:
    r"""Tells of a control character that stands in a text as an escape (`\\u001B`)."""
    if "\\" not in statement.value:
        return False
    found = next((hit[0] for text in _texts(value) if (hit := CONTROL.search(text))), None)
    if found is None:
        return False
    report_control(found, statement.line + _lines_before(found, statement.value), problems)
    return True


def _lines_before(character: str, value: str) -> int:
    """Gives on which line of `value`, from 0, the escape for `character` stands."""
    for found in _ESCAPE.finditer(value):
        code = found[0][2:]
        named = {"\\b": "\b", "\\f": "\f", "\\r": "\r", "\\e": "\x1b"}.get(found[0])
        if named == character or (code and int(code, 16) == ord(character)):
            return value.count("\n", 0, found.start())
    return 0


def _texts(value: Toml) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)


def _guess(statement: Statement) -> str | None:
    found = _ID_LIKE.search(statement.value[:200])
    return found[0] if found else None


def _add_plain(statement: Statement, name: str, value: Toml, table: Table, problems: Problems) -> None:
    there = table.entries.get(name)
    if there is None:
        several = isinstance(value, list) and "\n" in statement.value
        table.entries[name] = Entry(value, statement.line, statement.element_lines() if several else {})
    elif there.dotted:
        problems.error(statement.line, _both_ways(name))
    else:
        problems.error(statement.line, _already(name, table))


def _add_dotted(statement: Statement, path: list[str], value: Toml, table: Table, problems: Problems) -> None:
    first, rest = path[0], path[1:]
    entry = table.entries.setdefault(first, Entry({}, statement.line, dotted=True))
    if not entry.dotted:
        problems.error(statement.line, _both_ways(first))
        return
    node = entry.raw
    for part in rest[:-1]:
        node = node.setdefault(part, {}) if isinstance(node, dict) else None
    if not isinstance(node, dict) or rest[-1] in node:
        problems.error(statement.line, _already(".".join(path), table))
        return
    node[rest[-1]] = value
    entry.inner.setdefault(rest[0], statement.line)


def _already(name: str, table: Table) -> Message:
    if table.kind == "head":
        return msg("‘{name}’ is already there. Keep one of the two.", name=shown(name))
    return msg("‘{name}’ is already there. Is a [[step]] missing above it?", name=shown(name))


def _both_ways(name: str) -> Message:
    return msg("‘{name}’ stands here both with and without a language behind a dot. Keep one way.", name=shown(name))
