"""The twelve recovery words: making them, reading what a person typed, saying which one is wrong.

BIP-39, English list: 128 random bits and 4 bits of checksum. The first four letters of a word tell it from all others.
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from typing import Final

from mnemonic import Mnemonic

from kwetsbaar.errors import WrongPassphrase
from kwetsbaar.i18n import msg

COUNT: Final = 12
"""How many words there are."""

_ENTROPY: Final = 16
_PREFIX: Final = 4


@cache
def _list() -> Mnemonic:
    return Mnemonic("english")


def new_words() -> str:
    """Gives twelve new words, lower case, with single spaces."""
    return _list().to_mnemonic(secrets.token_bytes(_ENTROPY))


def normalise(text: str) -> str:
    """Gives what a person typed in the form that seals: NFKD, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKD", text).lower().split())


def complete(text: str) -> str:
    """Gives `text` normalised, each word of which at least four letters were typed written out."""
    return " ".join(_completed(word) for word in normalise(text).split(" "))


def check(words: str) -> None:
    """Raises `WrongPassphrase`, with the place of the fault, if `words` (in normal form) cannot be recovery words."""
    typed = words.split()
    known = set(_list().wordlist)
    for position, word in enumerate(typed, 1):
        if word not in known:
            # It may be a passphrase in the wrong field, or the wrong file: nothing of it is shown, nor what is like it.
            raise WrongPassphrase(
                msg("Word {position} is not one of the words.", position=position),
                msg("Read it again from your paper, letter by letter."),
            )
    if len(typed) != COUNT:
        raise WrongPassphrase(msg("There are {count} words; there should be {wanted}.", count=len(typed), wanted=COUNT))
    if not _list().check(" ".join(typed)):
        raise WrongPassphrase(
            msg("These are twelve words, but not in a combination that exists."),
            msg("One of them may have been read wrongly, or two have changed places."),
        )


def _completed(word: str) -> str:
    wordlist = _list().wordlist
    if len(word) < _PREFIX or word in wordlist:
        return word
    fitting = [known for known in wordlist if known.startswith(word)]
    return fitting[0] if len(fitting) == 1 else word
