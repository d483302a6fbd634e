"""Finds the name that a person may have meant, and shows what they wrote without trusting it."""

from __future__ import annotations

from difflib import get_close_matches
from heapq import nsmallest
from itertools import islice
from typing import TYPE_CHECKING, Final

from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 40
"""How much of a text of unknown length a message shows, in characters."""

MOST: Final = 200
"""How many names are looked at; more would take long and help nobody."""

_COMPARED = 12
"""How many of them, those with the same letters first, are compared letter by letter, which is slow."""


def shown(text: str, length: int = LONGEST) -> str:
    """Gives `text` for showing in a message: cleaned, on one line, at most `length` characters."""
    start = clean_line(text[: 4 * length])
    return start if len(start) <= length and len(text) <= 4 * length else start[: length - 1].rstrip() + "…"


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Gives the known name that is most like `word`, minding no case; None if none is like it."""
    if len(word) > LONGEST:
        return None
    folded = word.casefold()
    letters = set(folded)
    by_fold = {name.casefold(): name for name in islice(known, MOST)}
    alike = nsmallest(_COMPARED, by_fold, key=lambda name: (len(letters ^ set(name)), abs(len(name) - len(word))))
    close = get_close_matches(folded, alike, n=1, cutoff=cutoff)
    return by_fold[close[0]] if close else None
