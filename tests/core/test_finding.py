"""The place in a text that a search means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.finding import snippet, words_of

TEXT = "Eerste regel.\nIk zag in Café Één een zilverreiger staan, en dacht aan vroeger.\nLaatste regel."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cafe", "Café"),
        ("EEN", "Één"),
        ("zilver", "zilverreiger"),
        ("reiger", ""),
        ("laatste niets", "Laatste"),
        ("", ""),
    ],
)
def test_words_are_found_as_the_index_does(words: str, found: str) -> None:
    assert snippet(TEXT, words_of(words)).found == found


def test_the_line_around_it_is_shown() -> None:
    shown = snippet(TEXT, ("zilverreiger",), width=30)
    assert str(shown) == "…Één een zilverreiger staan,…"
    assert str(snippet(TEXT, ("niets",))) == "Eerste regel."


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("- een reiger", "een reiger"),
        ("> een reiger", "een reiger"),
        ("| een reiger valt | 60% | ja |", "een reiger valt · 60% · ja"),
        ("een - reiger | ja", "een - reiger | ja"),
    ],
)
def test_the_marks_of_markdown_are_left_out(line: str, shown: str) -> None:
    assert str(snippet(f"Eerst.\n{line}\nDan.", ("reiger",))) == shown


@given(st.text(), st.text(), st.integers(10, 80))
def test_any_text_and_query_give_one_line(text: str, query: str, width: int) -> None:
    shown = snippet(text, words_of(query), width)
    assert "\n" not in shown.before + shown.after
    assert shown.found in text
