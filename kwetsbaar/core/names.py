"""Finds real names in a text, so that a coach sees them before they are kept under an alias, or leave."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final


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
    wanted = [(alias, _pattern(name)) for alias, each in names for name in each if _words(name)]
    found = set(_in_text(text, wanted)) if wanted else ()
    return sorted(found, key=lambda each: (each.line, each.name, each.alias))


def _in_text(text: str, wanted: list[tuple[str, re.Pattern[str]]]) -> Iterator[Named]:
    plain, places = _mapped(text)
    breaks = [place for place, letter in enumerate(text) if letter == "\n"]
    for alias, pattern in wanted:
        for match in pattern.finditer(plain):
            first = places[match.start()]
            yield Named(text[first : places[match.end() - 1] + 1], alias, bisect_left(breaks, first) + 1)


def _pattern(name: str) -> re.Pattern[str]:
    """Gives what finds a name. An underscore ends a word: in markdown it makes one slanted."""
    words = r"(?:[ \t]+|[ \t]*\n[ \t>]*|-)".join(map(re.escape, _words(name)))
    return re.compile(rf"(?<![^\W_]){words}(?:'?s)?(?![^\W_])")


def _words(name: str) -> list[str]:
    return _plain(name).replace("-", " ").split()


_ALIKE: Final = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc\u02b9\u00b4`", "'"),
}
"""Dashes and apostrophes, which programs put in the place of each other."""


def _plain(text: str) -> str:
    return _mapped(text)[0]


def _mapped(text: str) -> tuple[str, list[int]]:
    """Gives `text` without case, accents and letters without a shape, and for each letter of that its place in `text`.

    There is one dash and one apostrophe in it.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter.isascii():  # most are, and this is quicker
            letters.append(_ALIKE.get(letter, letter.lower()))
            places.append(place)
            continue
        for part in unicodedata.normalize("NFKD", _ALIKE.get(letter, letter).casefold()):
            if not unicodedata.combining(part) and unicodedata.category(part) != "Cf":
                letters.append(_ALIKE.get(part, part))
                places.append(place)
    return "".join(letters), places
