from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from kwetsbaar.errors import WrongPassphrase
from kwetsbaar.storage import words

# The first two vectors of BIP-39 for 128 bits.
ZEROS = "abandon " * 11 + "about"
LEGAL = "legal winner thank year wave sausage worth useful legal winner thank yellow"


def test_new_words_are_good_and_new() -> None:
    found = {words.new_words() for _ in range(50)}
    assert len(found) == 50
    for each in found:
        words.check(each)
        assert words.normalise(each) == each
        assert len(each.split(" ")) == 12


@pytest.mark.parametrize("good", [ZEROS, LEGAL])
def test_the_vectors_of_the_specification(good: str) -> None:
    words.check(good)


def test_normal_form() -> None:
    assert words.normalise("  Legal\tWINNER\n\nthank ") == "legal winner thank"
    assert words.normalise("ﬁx") == "fix"


@given(st.text())
def test_normal_form_stays(text: str) -> None:
    once = words.complete(text)
    assert words.complete(once) == once
    assert "\n" not in once


def test_four_letters_are_enough() -> None:
    short = " ".join(word[:4] for word in LEGAL.split())
    assert words.complete(short) == LEGAL
    assert words.complete("add Addi zoo zon") == "add addict zoo zon"


def test_every_word_is_known_by_four_letters() -> None:
    for word in Mnemonic("english").wordlist:
        assert words.complete(word[:4]) == word


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (LEGAL.replace("year", "jaar"), "Word 4 is not one of the words."),
        (LEGAL.replace("legal", "x" * 5000, 1), "Word 1 is not one of the words."),
        (LEGAL.replace("legal", "\x1b[2Jlegal", 1), "Word 1 is not one of the words."),
        (LEGAL.rsplit(" ", 1)[0], "There are 11 words; there should be 12."),
        (LEGAL + " year", "There are 13 words; there should be 12."),
        ("", "There are 0 words; there should be 12."),
        (LEGAL.replace("yellow", "year"), "These are twelve words, but not in a combination that exists."),
    ],
)
def test_what_is_wrong_is_said(typed: str, said: str) -> None:
    with pytest.raises(WrongPassphrase) as error:
        words.check(typed)
    assert str(error.value) == said


def test_what_was_typed_is_not_shown() -> None:
    with pytest.raises(WrongPassphrase) as error:
        words.check(words.complete("yelow-geheim-wachtzin en meer"))
    said = f"{error.value!r} {error.value} {error.value.hint}"
    assert not any(word in said for word in ("yelow", "yellow", "geheim", "wachtzin", "meer"))


@given(st.text())
def test_noise_has_a_name(text: str) -> None:
    with pytest.raises(WrongPassphrase):
        words.check(words.complete(text))
