"""Splits the text of a pack file into tokens, in one pass and without ever going back in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(
    r"""(?P<newline>\n+)|(?P<space>[ \t]+)|(?P<comment>\#[^\n]*)
    |(?P<equals>=+)|(?P<comma>,+)|(?P<bracket>[\[\]{}])
    |(?P<text>"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"|'[^'\n]*')
    |(?P<bare>[^\s"'\#\[\]{}=,][^\n"'\#\[\]{}=,]*|[^\S\n])""",
    re.VERBOSE,
)
_REST = re.compile(r"[^\n]*")
_LONG_ENDS = {'"""': re.compile(r'\\[\s\S]|"{3,5}'), "'''": re.compile(r"'{3,5}")}
_BEFORE_A_VALUE: Final = frozenset({"equals", "comma", "[", "{"})


class Token(NamedTuple):
    """One piece of the text."""

    kind: str
    """`newline`, `space`, `comment`, `equals`, `comma`, a bracket, `text` (between quotes that close), `open` (a quote
    that does not close, to the end of the line), `endless` (a triple quote that never closes), `bare` (the rest)."""
    text: str
    """The piece itself."""
    line: int
    """Where it begins, from 1."""
    end: int
    """Where in the text it ends."""


def tokens(text: str, position: int = 0, line: int = 1) -> Iterator[Token]:
    """Gives the tokens of `text` from `position`, which stands on `line`. Put together they are the text again.

    A triple quote opens a long text only where a value can begin; anywhere else it is three quotes too many.
    """
    before = ""
    while position < len(text):
        token = _next(text, position, line, before)
        yield token
        position = token.end
        line += token.text.count("\n") if token.kind in ("newline", "text") else 0
        before = before if token.kind in ("space", "comment", "newline") else token.kind


def _next(text: str, position: int, line: int, before: str) -> Token:
    if before in _BEFORE_A_VALUE and text.startswith(('"""', "'''"), position):
        return _long(text, position, line)
    found = _PIECE.match(text, position)
    if not found:
        found = _REST.match(text, position)
        end = found.end() if found else len(text)
        return Token("open", text[position:end], line, end)
    kind = found.lastgroup or "bare"
    return Token(found[0] if kind == "bracket" else kind, found[0], line, found.end())


def _long(text: str, position: int, line: int) -> Token:
    quote = text[position : position + 3]
    for found in _LONG_ENDS[quote].finditer(text, position + 3):
        if found[0][0] == quote[0]:
            return Token("text", text[position : found.end()], line, found.end())
    return Token("endless", text[position:], line, len(text))
