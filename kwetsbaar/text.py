"""Cleans every text where it enters, so that nothing a file or a person holds can steer a terminal.

What goes: C0 controls but newline and tab, DEL, C1, lone surrogates, and the bidirectional overrides and isolates
(U+202A-202E, U+2066-2069) that can make a text read differently from what it is. What stays: everything that people
write with, the joiners and marks of emoji and right-to-left scripts (U+200D, U+200E, U+200F) among it.
"""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile("[ \t]*[\n\u2028\u2029]+[ \t]*")


def clean(text: str) -> str:
    """Gives `text` without control characters; CR and CR LF become LF. Cleaning twice changes nothing."""
    if text.isprintable():  # most are, and then nothing can be unsafe: all that goes is not printable
        return text
    return _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_line(text: str) -> str:
    """Gives `text` cleaned and on one line: breaks and tabs become single spaces, the ends are trimmed."""
    if text.isprintable():  # without breaks and tabs too
        return text.strip()
    return _BREAKS.sub(" ", clean(text)).replace("\t", " ").strip()


def is_clean(text: str) -> bool:
    """Tells whether `clean` would leave `text` as it is."""
    return _UNSAFE.search(text) is None


def first_line(text: str, length: int = 80) -> str:
    """Gives the first line that says something, at most `length` characters, without its end punctuation."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    if len(line) > length:
        return line[: length - 1].rstrip() + "…"
    return line.rstrip(".,;:!?… ")


def fold(text: str) -> str:
    """Gives `text` for comparing by eye: no case, no diacritics, single spaces."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.casefold().split())
