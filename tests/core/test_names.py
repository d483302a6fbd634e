"""Real names are found as whole words, whatever their case and accents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.names import named

WHO = [("Wilg", ("José de Vries", "Jan")), ("Eik", ("Zoë",))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ik sprak Jan vandaag", ["Jan"]),
        ("JAN, en toen", ["JAN"]),
        ("Jans moeder en Jan's vader", ["Jan's", "Jans"]),
        ("Janneke en Januari", []),
        ("jose  de vries zei", ["jose  de vries"]),
        ("José de Vries", ["José de Vries"]),
        ("zoe en ZOË", ["ZOË", "zoe"]),
        ("josé alleen", []),
        ("", []),
    ],
)
def test_names_are_found(text: str, found: list[str]) -> None:
    assert [each.name for each in named(text, WHO)] == sorted(found)


@pytest.mark.parametrize(
    "text",
    [
        "_Jan-Peter_ kwam",
        "Jan\u2011Peter",
        "Jan Peter",
        "Jan\u00a0Peter",
        "met Jan\nPeter",
        "> met Jan\n> Peter",
        "J\u200ban\u00ad-Peter",
        "Jan-Peter\u2019s zus",
    ],
)
def test_no_way_of_writing_hides_a_name(text: str) -> None:
    assert named(text, [("Wilg", ("Jan-Peter",))])


def test_one_apostrophe_is_like_the_other() -> None:
    for mark in "\u2019\u00b4\u02bc`":
        assert named(f"O{mark}Brien", [("Wilg", ("O'Brien",))])
    assert not named("Jan\n\nPeter", [("Wilg", ("Jan Peter",))])


def test_it_says_where_and_whose() -> None:
    (only,) = named("een\ntwee Jan", WHO)
    assert (only.line, only.alias) == (2, "Wilg")


@given(st.text(), st.lists(st.text(max_size=6), max_size=3))
def test_nothing_makes_it_fail(text: str, names: list[str]) -> None:
    for each in named(text, [("A", names)]):
        assert each.name in text
