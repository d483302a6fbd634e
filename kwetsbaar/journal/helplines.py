"""Someone to talk to: the help lines that come with the program, in the language of the interface."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kwetsbaar.core import toml
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.toml import Table, Toml


@dataclass(frozen=True)
class HelpLine:
    """One place where someone listens."""

    place: str
    """The country or region, or for whom it is; lines of one place follow each other."""
    who: str
    """What it is called."""
    how: str
    """The number, the address, or what to do."""
    about: str = ""
    """What else to know; may be empty."""


def help_lines(language: str) -> tuple[HelpLine, ...]:
    """Gives every line in `language`, "nl" or "en", in the order of the file."""
    return tuple(
        HelpLine(*(_text(row, name, language) for name in ("place", "who", "how", "about"))) for row in _table()
    )


@cache
def _table() -> tuple[Table, ...]:
    text = resources.files("kwetsbaar").joinpath("helplines.toml").read_text("utf-8")
    rows = toml.loads(text).get("line", [])
    return tuple(row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def _text(row: Table, name: str, language: str) -> str:
    value: Toml = row.get(name, "")
    if isinstance(value, dict):
        value = value.get(language, "")
    return clean_line(value) if isinstance(value, str) else ""
