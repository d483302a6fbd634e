"""Which lines are words that steer, and how a line is written that looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.cli.plain.words import MEANT, SAID, Word, heard, literal
from kwetsbaar.i18n import LANGUAGES


def test_every_word_is_said_and_meant_in_both_languages() -> None:
    assert set(SAID) == set(MEANT) == set(Word)
    for word, said in SAID.items():
        assert {heard("/" + said.in_language(code)) for code in LANGUAGES} == {word}
        assert heard(said.in_language("nl")) is None
        assert heard(said.in_language("nl"), bare=True) is word


@pytest.mark.parametrize("line", ["/terug", " /Terug ", "/BACK", "/back\t"])
def test_case_and_spaces_do_not_matter(line: str) -> None:
    assert heard(line) is Word.BACK


@pytest.mark.parametrize("line", ["terug", "/", "//terug", "/terug naar huis", "\\/terug", "", "/4", "ga /terug"])
def test_all_else_is_a_line_of_the_answer(line: str) -> None:
    assert heard(line) is None


@pytest.mark.parametrize("line", ["/help", "/hulp", "/?"])
def test_who_asks_for_help_hears_the_words(line: str) -> None:
    assert heard(line) is Word.WORDS


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("\\/terug", "/terug"),
        ("\\.", "."),
        ("\\", ""),
        ("\\\\/terug", "\\/terug"),
        ("\\\\", "\\"),
        ("\\n is een regel", "\\n is een regel"),
        ("gewoon", "gewoon"),
    ],
)
def test_a_backslash_makes_it_a_line(line: str, meant: str) -> None:
    assert literal(line) == meant


@given(st.text(alphabet="\\/.terug ", max_size=8))
def test_every_line_can_be_written(line: str) -> None:
    assert any(literal(typed) == line and heard(typed) is None for typed in (line, "\\" + line))
