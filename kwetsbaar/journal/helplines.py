"""Someone to talk to: a person's own list of help lines if there is one, else the one that comes with the program.

What a list looks like stands at the top of `kwetsbaar/helplines.toml`. Whatever is wrong with a person's own, there is
always someone to talk to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kwetsbaar.core import toml
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import day, msg, plural
from kwetsbaar.storage import settings
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.core.toml import Table, Toml
    from kwetsbaar.i18n import Message
    from kwetsbaar.storage.places import Places

FILE = "helplines.toml"
"""What a person's own list is called, in the config folder."""


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


@dataclass(frozen=True)
class HelpLines:
    """A list of them, never empty."""

    lines: tuple[HelpLine, ...]
    """In the order of the file."""
    own: bool
    """Whether it is the person's own list."""
    checked: date | None = None
    """The day on which the list was last checked, if it says so."""
    trouble: Message | None = None
    """What is wrong with the person's own list."""

    @property
    def about(self) -> Message:
        """When it was last checked, as a sentence in the language of the interface."""
        if self.checked is None:
            return msg("When this was last checked is not known.")
        return msg("Checked on {day}.", day=day(self.checked))


def help_lines(language: str, places: Places | None = None) -> tuple[HelpLine, ...]:
    """Gives every line in `language`, "nl" or "en", of the person's own list if `places` has one that can be used."""
    return someone(language, places).lines


def someone(language: str, places: Places | None = None) -> HelpLines:
    """Gives the list in `language`, "nl" or "en"; a text that lacks that language is given in another. Never raises.

    Of a person's own list the lines that can be used are; if none can, the list is the built-in one. Either way
    `trouble` tells what is wrong.
    """
    path = own_file(places) if places else None
    try:
        text = settings.read_text(path) if path else None
        table = _built_in() if text is None else toml.loads(text)
    except KwetsbaarError as error:
        return _list(_built_in(), language, error.message)
    except toml.TomlError as error:
        return _list(_built_in(), language, _no_toml(error))
    if text is None:
        return _list(table, language)
    return _own(table, language)


def own_file(places: Places) -> Path:
    """Gives where a person's own list lies; there need not be one."""
    return places.config / FILE


def _own(table: Table, language: str) -> HelpLines:
    unusable = sum(not _usable(line) for line in _lines(table, language))
    found = _list(table, language, _half(unusable) if unusable else None, own=True)
    return found if found.lines else _list(_built_in(), language, _half(unusable) if unusable else _nothing())


def _list(table: Table, language: str, trouble: Message | None = None, *, own: bool = False) -> HelpLines:
    lines = tuple(filter(_usable, _lines(table, language)))
    return HelpLines(lines, own, _day(table.get("checked")), trouble)


def _day(value: Toml | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _lines(table: Table, language: str) -> list[HelpLine]:
    rows = table.get("line", [])
    texts = (row if isinstance(row, dict) else {} for row in (rows if isinstance(rows, list) else [rows]))
    return [HelpLine(*(_text(row, name, language) for name in ("place", "who", "how", "about"))) for row in texts]


def _usable(line: HelpLine) -> bool:
    return bool(line.who and line.how)


def _text(row: Table, name: str, language: str) -> str:
    value: Toml = row.get(name, "")
    if isinstance(value, dict):
        value = value.get(language) or next(iter(value.values()), "")
    return clean_line(value) if isinstance(value, str) else ""


@cache
def _built_in() -> Table:
    return toml.loads(resources.files("kwetsbaar").joinpath(FILE).read_text("utf-8"))


# ------------------------------------------------------------------ what is wrong


def _no_toml(error: toml.TomlError) -> Message:
    if error.line is None:
        return msg("Your own {file} cannot be read as TOML.", file=FILE)
    return msg("Your own {file} cannot be read as TOML: look at line {line}.", file=FILE, line=error.line)


def _nothing() -> Message:
    return msg("In your own {file} there is no [[line]] yet.", file=FILE)


def _half(count: int) -> Message:
    return plural(
        "In your own {file}, {n} [[line]] has no ‘who’ or no ‘how’.",
        "In your own {file}, {n} times a [[line]] has no ‘who’ or no ‘how’.",
        count,
        file=FILE,
    )
