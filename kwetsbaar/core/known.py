"""What a journal already knows when a session begins: earlier risks, aliases, the day, other packs.

The core looks nothing up. The service hands this in (`kwetsbaar.journal.knowing`), and a draft keeps it, so that a
session goes on as it began, also before the journal has been read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.toml import Table, Toml

Parts = tuple[tuple[str, str], ...]
"""Steps by their key, each with its question in a few words."""


@dataclass(frozen=True)
class KnownRisk:
    """A risk that was written down earlier, and of which nothing was said yet."""

    ref: str
    """`<page id>#r1`."""
    text: str = field(repr=False)
    written: date | None = None
    """The day on which its page was kept."""
    date: date | None = None
    """The day on which it lies ready to be looked back on; None if none was chosen."""
    step: str = ""
    """The key of the step that it answered, if that was in the same pack as now; else empty."""


@dataclass(frozen=True)
class Alias:
    """A name of a coach's own for a client."""

    name: str = field(repr=False)
    intention: str = field(default="", repr=False)
    """What the coach meant to try next time, as it was written last."""


@dataclass(frozen=True)
class KnownPack:
    """Another pack that there is."""

    id: str
    titles: Mapping[str, str]
    """By language."""

    def title(self, language: str) -> str:
        """Gives its title in `language`, else in its first one."""
        return self.titles.get(language) or next(iter(self.titles.values()), self.id)


@dataclass(frozen=True)
class Known:
    """All of it. An empty one knows nothing, and every question can still be asked."""

    today: date | None = None
    risks: tuple[KnownRisk, ...] = field(default=(), repr=False)
    """Those whose day has come first."""
    aliases: tuple[Alias, ...] = field(default=(), repr=False)
    """The one used last first."""
    packs: tuple[KnownPack, ...] = ()
    again: str = ""
    """`<page id>#<key>`: the question that is asked again; the key is that of the step in both."""
    theme: str = field(default="", repr=False)
    """What the matter was called on the page that it goes on from."""
    about: str = field(default="", repr=False)
    """Whom that page is about."""
    parts: Mapping[str, Parts] = field(default_factory=dict, repr=False)
    """While a page is changed: for a `share` by its key the steps that it could name."""

    def on(self, today: date) -> Known:
        """Gives the same on another day."""
        return replace(self, today=today)

    def kept(self) -> dict[str, Toml]:
        """Gives what a draft keeps of it; `read` gives an equal one."""
        parts: Toml = {key: [{"id": id_, "label": label} for id_, label in rows] for key, rows in self.parts.items()}
        table: dict[str, Toml | None] = {
            "today": self.today,
            "risks": [*map(_kept_risk, self.risks)],
            "aliases": [{"name": alias.name, "intention": alias.intention} for alias in self.aliases],
            "packs": [{"id": pack.id, "titles": dict(pack.titles)} for pack in self.packs],
            "again": self.again,
            "theme": self.theme,
            "about": self.about,
            "parts": parts,
        }
        return {name: value for name, value in table.items() if value}

    @classmethod
    def read(cls, table: Toml | None) -> Known:
        """Reads what `kept` gave; what is missing or odd falls away."""
        if not isinstance(table, dict):
            return cls()
        parts = table.get("parts")
        return cls(
            today=day_of(table, "today"),
            risks=tuple(risk for row in rows_of(table, "risks") if (risk := _risk(row))),
            aliases=tuple(
                Alias(name, line_of(row, "intention"))
                for row in rows_of(table, "aliases")
                if (name := line_of(row, "name"))
            ),
            packs=tuple(KnownPack(id_, _titles(row)) for row in rows_of(table, "packs") if (id_ := line_of(row, "id"))),
            again=line_of(table, "again"),
            theme=line_of(table, "theme"),
            about=line_of(table, "about"),
            parts={key: parts_of(parts, key) for key in parts} if isinstance(parts, dict) else {},
        )


def rows_of(table: Table, name: str) -> list[Table]:
    """Gives the tables of a list; what is none falls away."""
    rows = table.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def line_of(table: Table, name: str) -> str:
    """Gives a text of one line; empty if there is none."""
    value = table.get(name)
    return clean_line(value) if isinstance(value, str) else ""


def day_of(table: Table, name: str) -> date | None:
    """Gives a day."""
    value = table.get(name)
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def parts_of(table: Table, name: str) -> Parts:
    """Gives steps with their questions."""
    return tuple((id_, line_of(row, "label")) for row in rows_of(table, name) if (id_ := line_of(row, "id")))


def _kept_risk(risk: KnownRisk) -> Toml:
    table: dict[str, Toml | None] = {
        "ref": risk.ref,
        "text": risk.text,
        "written": risk.written,
        "date": risk.date,
        "step": risk.step,
    }
    return {name: value for name, value in table.items() if value}


def _risk(row: Table) -> KnownRisk | None:
    ref = line_of(row, "ref")
    if not ref:
        return None
    return KnownRisk(ref, line_of(row, "text"), day_of(row, "written"), day_of(row, "date"), line_of(row, "step"))


def _titles(row: Table) -> Mapping[str, str]:
    titles = row.get("titles")
    return {clean_line(code): line_of(titles, code) for code in titles} if isinstance(titles, dict) else {}
