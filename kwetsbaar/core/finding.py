"""Finds the place in a text that a search means, the way the index compares: no case, no diacritics."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Snippet:
    """A piece of one line of text around what was found."""

    before: str = field(repr=False)
    found: str = field(repr=False)
    after: str = field(repr=False)

    def __str__(self) -> str:
        return self.before + self.found + self.after


def words_of(query: str) -> tuple[str, ...]:
    """Gives the words of a query, folded, without repetitions."""
    return tuple(dict.fromkeys(found[0] for found in _WORD.finditer(_folded(query)[0])))


def snippet(text: str, words: tuple[str, ...], width: int = 72) -> Snippet:
    """Gives about `width` characters around the first of `words` that begins a word in `text`; else its beginning."""
    folded, places = _folded(text)
    found = next(
        (hit for hit in _WORD.finditer(folded) if any(hit[0].startswith(word) for word in words)),
        None,
    )
    if found is None:
        return Snippet(_trimmed(text, 0, width), "", "")
    start, end = places[found.start()], places[found.end() - 1] + 1
    room = max(0, width - (end - start))
    before, after = _line_around(text, start, end)
    head = text[max(before, start - room // 2) : start]
    tail = text[end : min(after, end + room - len(head))]
    return Snippet(
        ("…" if start - len(head) > before else "") + head.lstrip(),
        text[start:end],
        tail.rstrip() + ("…" if end + len(tail) < after else ""),
    )


def _trimmed(text: str, start: int, width: int) -> str:
    line = text[start:].strip().split("\n", 1)[0]
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def _line_around(text: str, start: int, end: int) -> tuple[int, int]:
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, after if after >= 0 else len(text)


def _folded(text: str) -> tuple[str, list[int]]:
    """Gives the text folded for comparing, and for each of its characters the place in `text` it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter).casefold():
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(place)
    return "".join(letters), places
