"""Advice about a passphrase, and one that is generated."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kwetsbaar.journal import passphrases
from kwetsbaar.journal.passphrases import LEAST, advice, proposal


@pytest.mark.parametrize(
    "often",
    [
        "welkom2024!",
        "Welkom2026",
        "W3lkom2026",
        "wélkom2031",
        "wachtwoord123",
        "Zomer2025!!",
        "lente2026lente2026",
        "azerty123",
        "Ajax1900!!",
        "feyenoord1908",
        "Sanne1987!",
        "amsterdam020",
        "ik hou van jou",
        "14-03-1985",
        "qwertyuiop",
        "aaaaaaaaaa",
        "          ",
    ],
)
def test_what_is_often_chosen_is_not_enough(often: str) -> None:
    found = advice(often)
    assert not found.acceptable
    assert found.strength <= 2
    for language in ("nl", "en"):
        assert often not in found.sentence.in_language(language)


@pytest.mark.parametrize(
    "good", ["een rustige wachtzin", "appel fiets wolk reiger", "Mijn oma fietst graag naar Texel"]
)
def test_a_few_words_are_enough(good: str) -> None:
    assert advice(good).acceptable
    assert advice(good + "\n") == advice(good)


def test_what_is_short_says_how_much_more() -> None:
    assert str(advice("").sentence).startswith("At least 8 characters more.")
    assert str(advice("k8$Lq!z").sentence).startswith("At least 1 character more.")
    assert not advice("k8$Lq!z").acceptable
    assert advice("e\u0301" * 7).sentence == advice("\u00e9" * 7).sentence


@pytest.mark.parametrize("text", ["x" * 10_000, "ab" * 5_000, "\ud800" * 80, "🌼 " * 200, "\n" * 90])
def test_anything_can_be_judged(text: str) -> None:
    assert 0 <= advice(text).strength <= 4


@given(st.text(max_size=100))
@settings(max_examples=40)
def test_any_text_gets_a_sentence(text: str) -> None:
    found = advice(text)
    assert found.sentence.in_language("nl")
    assert not (found.acceptable and len(text) < LEAST)


@pytest.mark.parametrize(("language", "size"), [("nl", 1024), ("en", 2048)])
def test_a_proposal_is_words_of_the_list(language: str, size: int) -> None:
    known = passphrases._dutch_words() if language == "nl" else passphrases._english_words()
    assert len(known) == len(set(known)) == size
    phrase = proposal(language)
    assert set(phrase.split(" ")) <= set(known)
    assert len(phrase.split(" ")) == 6
    assert advice(phrase).strength == 4
    assert proposal(language) != phrase
    assert len(proposal(language, 9).split()) == 9


def test_no_two_dutch_words_look_alike() -> None:
    """Each differs from all others in more than one letter, so that a slip of the pen makes no other word."""
    words = passphrases._dutch_words()
    assert all(word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 9 for word in words)
    holes = [{word[:n] + "?" + word[n + 1 :] for n in range(len(word))} for word in words]
    assert len(set().union(*holes)) == sum(map(len, holes))
    shorter = {word[:n] + word[n + 1 :] for word in words for n in range(len(word))}
    assert not shorter & set(words)


def test_nothing_slow_is_loaded_before_it_is_needed() -> None:
    code = "import sys, kwetsbaar.journal.passphrases; print(*(n for n in ('zxcvbn', 'mnemonic') if n in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b""
