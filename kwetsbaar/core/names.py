"""Finds real names in a text, so that a coach sees them before they are kept under an alias, or leave."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Named:
    """A real name in a text."""

    name: str = field(repr=False)
    """As it stands there."""
    alias: str = field(repr=False)
    """Whose name it is."""
    line: int
    """On which line, from 1."""


def named(text: str, names: Iterable[tuple[str, Iterable[str]]]) -> list[Named]:
    """Gives where in `text` real names stand: whole words, whatever their case and accents; a possessive s counts too.

    `names` are the aliases, each with its real names. A name of more words is found as a whole.
    """
    wanted = [(alias, _pattern(name)) for alias, each in names for name in each if _plain(name).strip()]
    lines = enumerate(text.split("\n"), 1) if wanted else ()
    found = {each for number, line in lines for each in _in_line(line, number, wanted)}
    return sorted(found, key=lambda each: (each.line, each.name, each.alias))


def _in_line(line: str, number: int, wanted: list[tuple[str, re.Pattern[str]]]) -> Iterator[Named]:
    plain, places = _mapped(line)
    for alias, pattern in wanted:
        for match in pattern.finditer(plain):
            yield Named(line[places[match.start()] : places[match.end() - 1] + 1], alias, number)


def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, _plain(name).split()))
    return re.compile(rf"(?<!\w){words}(?:['’]?s)?(?!\w)")


def _plain(text: str) -> str:
    return _mapped(text)[0]


def _mapped(text: str) -> tuple[str, list[int]]:
    """Gives `text` without case and accents, and for each letter of that its place in `text`."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter.casefold()):
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(place)
    return "".join(letters), places
