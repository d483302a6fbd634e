"""Finds the place in a text that a search means, the way the index compares: no case, no diacritics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"(?:- |> |\| )+")
"""What markdown puts before an item, a quotation or a row of a table."""
_CELL = " | "


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
    found = next(places_of(text, words), None)
    if found is None:
        return Snippet(_trimmed(text, 0, width), "", "")
    start, end = found
    room = max(0, width - (end - start))
    line, last = _line_around(text, start, end)
    first = _past_mark(text, line, start)
    left = max(first, start - max(room // 2, room - (last - end)))
    right = min(last, end + room - (start - left))
    before, after = _head(text[left:start], cut=left > first), _tail(text[end:right], cut=right < last)
    if text.startswith("| ", line):
        before, after = (piece.removesuffix(" |").replace(_CELL, " · ") for piece in (before, after))
    return Snippet(before, text[start:end], after)


def places_of(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Gives where each word of `text` begins and ends that begins with one of `words`, which are folded."""
    folded, places = _folded(text)
    for hit in _WORD.finditer(folded):
        if any(hit[0].startswith(word) for word in words):
            yield places[hit.start()], places[hit.end() - 1] + 1


def _head(text: str, *, cut: bool) -> str:
    """Gives what stands before; one that was cut begins with a whole word, behind dots."""
    return "…" + text.partition(" ")[2] if cut and " " in text.rstrip() else "…" * cut + text.lstrip()


def _tail(text: str, *, cut: bool) -> str:
    """Gives what stands after; one that was cut ends with a whole word, before dots."""
    return text.rpartition(" ")[0] + "…" if cut and " " in text.strip() else text.rstrip() + "…" * cut


def _trimmed(text: str, start: int, width: int) -> str:
    line = text[start:].strip().split("\n", 1)[0]
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def _line_around(text: str, start: int, end: int) -> tuple[int, int]:
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, after if after >= 0 else len(text)


def _past_mark(text: str, first: int, start: int) -> int:
    """Gives where the words of a line begin, at most at `start`."""
    mark = _MARK.match(text, first, start)
    return mark.end() if mark else first


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
