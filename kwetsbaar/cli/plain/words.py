"""The words that steer a session in plain lines, in both languages, and how a line is written that looks like one.

They begin with a slash, since any bare word can be an answer: ‘back’ is a place in the body, ‘enough’ is what somebody
has. Where nothing but a number can be answered the bare word is understood too.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from kwetsbaar.i18n import LANGUAGES, msg
from kwetsbaar.text import fold

SLASH: Final = "/"
STOP: Final = "."
"""A line that holds nothing else ends an answer of more lines, as an empty one does."""

_LITERAL: Final = re.compile(r"\\+(/\S*|\.)?")


class Word(Enum):
    """What a person can say in place of an answer."""

    BACK = "back"
    SKIP = "skip"
    ENOUGH = "enough"
    """Stop for now; the draft stays."""
    ANEW = "anew"
    """Begin this answer anew."""
    AGAIN = "again"
    """Hear the question again."""
    EARLIER = "earlier"
    """Hear what was answered before to the same question."""
    HELPED = "helped"
    """Hear what was written down as a help before."""
    LANGUAGE = "language"
    SOMEONE = "someone"
    """Someone to talk to."""
    WORDS = "words"
    """Hear these words."""


SAID: Final = {
    Word.BACK: msg("back"),
    Word.SKIP: msg("skip"),
    Word.ENOUGH: msg("enough"),
    Word.ANEW: msg("anew"),
    Word.AGAIN: msg("again"),
    Word.EARLIER: msg("earlier"),
    Word.HELPED: msg("helped"),
    Word.LANGUAGE: msg("language"),
    Word.SOMEONE: msg("someone"),
    Word.WORDS: msg("words"),
}
"""How each word is said."""

MEANT: Final = {
    Word.BACK: msg("to the question before"),
    Word.SKIP: msg("on without an answer"),
    Word.ENOUGH: msg("stop for now; what you wrote stays ready"),
    Word.ANEW: msg("begin this answer anew"),
    Word.AGAIN: msg("hear the question again"),
    Word.EARLIER: msg("what you answered before to this question"),
    Word.HELPED: msg("what helped you before, in your own words"),
    Word.LANGUAGE: msg("the other language"),
    Word.SOMEONE: msg("someone to talk to"),
    Word.WORDS: msg("these words"),
}
"""What each word does."""

_MORE: Final = {"help": Word.WORDS, "hulp": Word.WORDS, "?": Word.WORDS}


class Said(Exception):
    """A person said a word in place of an answer. Whoever asked lets it pass, unless the word means something there."""

    def __init__(self, word: Word) -> None:
        super().__init__(word.value)
        self.word = word


def heard(line: str, *, bare: bool = False) -> Word | None:
    """Gives the word that a line is, if it is one; with `bare` also without its slash."""
    said = fold(line)
    if said.startswith(SLASH):
        return _KNOWN.get(said.removeprefix(SLASH).strip())
    return _KNOWN.get(said) if bare else None


def literal(line: str) -> str:
    """Gives what a line says: a backslash before a word with a slash, before a lone full stop or alone is taken off."""
    return line[1:] if _LITERAL.fullmatch(line) else line


def slashed(word: Word) -> str:
    """Gives a word as it is typed."""
    return f"{SLASH}{SAID[word]}"


_KNOWN: Final = {
    **{fold(message.in_language(code)): word for word, message in SAID.items() for code in LANGUAGES},
    **_MORE,
}
