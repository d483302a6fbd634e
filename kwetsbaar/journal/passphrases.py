"""How strong a passphrase is, said kindly and honestly; and a generated one for who would rather not think one up."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from kwetsbaar.i18n import msg, plural
from kwetsbaar.storage.keyring import normalise_passphrase

if TYPE_CHECKING:
    from kwetsbaar.i18n import Message

LEAST: Final = 8
"""Characters that a passphrase has at least."""

ENOUGH: Final = 3
"""The strength from which a passphrase is acceptable: a hundred million guesses, each about a second of work."""

_MEASURED: Final = 72
"""Characters that are looked at; zxcvbn takes no more, and what comes after only makes it stronger."""

_YEAR: Final = re.compile(r"20[2-4](?=\d)")
_KNOWN_DECADE: Final = "201"
_BETWEEN: Final = re.compile(r"[\s_.,;:/-]+|[!?]+$")
"""What stands between words and behind them, which who guesses adds at little cost."""
_SIMPLE: Final = {
    "repeat": msg("Rows and repetitions are tried first."),
    "sequence": msg("Rows and repetitions are tried first."),
    "spatial": msg("Keys that lie next to each other are tried first."),
    "date": msg("A date is among the first things that someone tries."),
    "regex": msg("A year is among the first things that someone tries."),
    "dictionary": msg("A word or a name that many people choose is tried first."),
}
_OTHERWISE: Final = msg("This is short enough to be found by trying.")


@dataclass(frozen=True)
class Advice:
    """What there is to say about a passphrase. No part of it is repeated."""

    strength: int
    """From 0, found at once, to 4; the powers of ten of the guesses it takes are 3, 6, 8 and 10."""
    sentence: Message
    acceptable: bool
    """Whether a journal can be sealed with it: long enough, and of strength `ENOUGH`."""


def advice(passphrase: str) -> Advice:
    """Judges a passphrase by how many guesses it takes (D. Wheeler, "zxcvbn", USENIX Security 2016).

    What people in the Netherlands and Flanders often choose counts as known to who guesses. The first time takes a
    tenth of a second, as large lists are loaded; after that some milliseconds.
    """
    text = normalise_passphrase(passphrase)
    if len(text) < LEAST:
        return Advice(0, _too_short(LEAST - len(text)), acceptable=False)
    found = _judged(text)
    strength = int(found["score"])
    return Advice(strength, _sentence(strength, found["sequence"]), acceptable=strength >= ENOUGH)


def proposal(language: str, words: int = 6) -> str:
    """Gives a generated phrase of `words` words with single spaces, each drawn evenly from a list by `secrets`.

    Dutch has 1024 words, so 10 bits a word and 60 bits for six; English (the BIP-39 list) has 2048, so 11 and 66 bits.
    """
    known = _english_words() if language == "en" else _dutch_words()
    return " ".join(secrets.choice(known) for _ in range(words))


def _too_short(missing: int) -> Message:
    return plural(
        "At least {n} character more. A few ordinary words in a row work best.",
        "At least {n} characters more. A few ordinary words in a row work best.",
        missing,
    )


def _sentence(strength: int, sequence: list[dict[str, Any]]) -> Message:
    """Says how it stands; `sequence` holds the parts that zxcvbn found, each with its pattern and guesses."""
    if strength > ENOUGH:
        return msg("This is strong. Choose it only if you can remember it.")
    if strength == ENOUGH:
        return msg("This is strong enough. One word more makes it stronger still.")
    if strength == ENOUGH - 1:
        return msg("A patient computer can find this. One or two words more make it strong.")
    weakest = max(sequence, key=lambda part: len(part["token"]), default={"pattern": ""})
    why = _SIMPLE.get(weakest["pattern"], _OTHERWISE)
    return msg("{why} A few words that have nothing to do with each other help most.", why=why)


def _judged(text: str) -> dict[str, Any]:
    """Gives what zxcvbn says of the text as it stands or without what is between its words, whichever is weaker."""
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # ships no types

    plain = _plain(text)
    ways = {plain[:_MEASURED], _BETWEEN.sub("", plain)[:_MEASURED] or plain[:_MEASURED]}
    found: list[dict[str, Any]] = [zxcvbn(way, user_inputs=_often_chosen()) for way in ways]
    return min(found, key=lambda one: int(one["guesses"]))


def _plain(text: str) -> str:
    """Gives the text as it is guessed: without diacritics, and with a year of now as one of the decade zxcvbn knows."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _YEAR.sub(_KNOWN_DECADE, bare)


@cache
def _often_chosen() -> tuple[str, ...]:
    """Gives what is guessed first, in about that order."""
    common = resources.files("kwetsbaar.journal").joinpath("common_nl.txt").read_text("utf-8").split()
    return tuple(dict.fromkeys((*common, *_dutch_words())))


@cache
def _dutch_words() -> tuple[str, ...]:
    return tuple(resources.files("kwetsbaar.journal").joinpath("words_nl.txt").read_text("utf-8").split())


@cache
def _english_words() -> tuple[str, ...]:
    from mnemonic import Mnemonic

    return tuple(Mnemonic("english").wordlist)
