"""A person's own words in short, between quotation marks: beside something else that they said."""

from __future__ import annotations

from textwrap import shorten
from typing import Final

from kwetsbaar.text import first_line

_LONGEST: Final = 80
"""Letters of what is quoted."""


def quoted(text: str) -> str:
    """Gives the first line that says something, cut between two words where it is long."""
    line = first_line(text, len(text) + 1)
    if len(line) > _LONGEST:
        line = shorten(line, _LONGEST, placeholder="…")
        line = line if line != "…" else first_line(text, _LONGEST)
    return f"‘{line}’"
