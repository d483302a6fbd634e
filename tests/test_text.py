"""What people write stays; what steers a terminal goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar import text as cleaning
from kwetsbaar.text import clean, clean_line, first_line, fold, is_clean


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert is_clean(cleaned)
    assert "\n" not in clean_line(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    cleaned.encode()


@pytest.mark.parametrize(
    "bad", ["\x1b[31m", "\x00", "\x07", "\x7f", "\x9b", "\x85", "\u202e", "\u2066", "\ud800", "\x0b", "\x0c"]
)
def test_what_steers_a_terminal_goes(bad: str) -> None:
    assert clean(f"a{bad[0]}b") == "ab"
    assert not is_clean(bad)


def test_what_is_printable_needs_no_cleaning() -> None:
    """The short cut for most texts is no way round: whatever goes, or ends a line, is not printable."""
    every = "".join(map(chr, range(0x110000)))
    assert not any(map(str.isprintable, cleaning._UNSAFE.findall(every)))
    assert not any(map(str.isprintable, "\r\n\t\u2028\u2029"))


@given(st.text() | st.text("ǅİßﬁ \x1c\u00a0\u2003\u0301aB"))
def test_folding_leaves_single_spaces(text: str) -> None:
    folded = fold(text)
    assert folded == folded.strip()
    assert not any(letter.isspace() and letter != " " for letter in folded)
    if text.isascii():
        assert fold(folded) == folded


@pytest.mark.parametrize("good", ["\t", "\n", "é", "👩‍👧", "\u200f", "\u200e", "العربية", "\u2028", "\u00a0"])
def test_what_people_write_stays(good: str) -> None:
    assert clean(good) == good


def test_line_ends_become_line_feeds() -> None:
    assert clean("a\r\nb\rc\n") == "a\nb\nc\n"
    assert clean_line(" a\r\n\n\tb\tc ") == "a b c"


@pytest.mark.parametrize(
    ("text", "short"),
    [("\n\n De baan. \nmeer", "De baan"), ("Waarom?!", "Waarom"), ("", ""), ("a" * 90, "a" * 79 + "…"), ("…", "")],
)
def test_the_first_line_in_short(text: str, short: str) -> None:
    assert first_line(text) == short


def test_folding_is_for_comparing_by_eye() -> None:
    assert fold("  Één  CAFÉ ") == fold("een cafe")
