"""Finds the name that a person may have meant, and shows what they wrote without trusting it."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Final

from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 40
"""How much of a text of unknown length a message shows, in characters."""

MOST: Final = 200
"""How many names are compared; more would take long and help nobody."""


def shown(text: str, length: int = LONGEST) -> str:
    """Gives `text` for showing in a message: cleaned, on one line, at most `length` characters."""
    start = clean_line(text[: 4 * length])
    return start if len(start) <= length and len(text) <= 4 * length else start[: length - 1].rstrip() + "…"


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Gives the known name that is most like `word`, minding no case; None if none is like it."""
    if len(word) > LONGEST:
        return None
    by_fold = {name.casefold(): name for name in islice(known, MOST)}
    close = get_close_matches(word.casefold(), by_fold, n=1, cutoff=cutoff)
    return by_fold[close[0]] if close else None
