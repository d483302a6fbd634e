"""What is typed to find a page: words, and filters among them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.query import ANYWHERE, Query, Where, means, parse, typed


def where(**parts: Any) -> Where:
    return Where(**parts)


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("", "", ANYWHERE),
        ("bang voor", "bang voor", ANYWHERE),
        ("#werk", "", where(tags=("werk",))),
        ("#Wérk  #thuis", "  ", where(tags=("werk", "thuis"))),
        ("bang #werk voor", "bang  voor", where(tags=("werk",))),
        ('#"groot werk" x', " x", where(tags=("groot werk",))),
        ("#we*", "", where(tags=("we*",))),
        ('#"groot we"*', "", where(tags=("groot we*",))),
        ("@wilg @Berk", " ", where(about=("wilg", "berk"))),
        ("pack:drie-minuten", "", where(packs=("drie-minuten",))),
        ("REEKS:vrij", "", where(packs=("vrij",))),
        ("jan@wilg.nl c#", "jan@wilg.nl c#", ANYWHERE),
        ('# @ pack: #* #""', '# @ pack: #* #""', ANYWHERE),
        ('"#werk 2026 @wilg"', '"#werk 2026 @wilg"', ANYWHERE),
        ('"#werk 2026', '"#werk 2026', ANYWHERE),
        ('"2026"', '"2026"', ANYWHERE),
    ],
)
def test_names(text: str, words: str, meant: Where) -> None:
    assert parse(text) == Query(words, meant)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("2026-11-03", "2026-11-03", "2026-11-03"),
        ("2026-03..2026-05", "2026-03-01", "2026-05-31"),
        ("2026-05..2026-03", "2026-03-01", "2026-05-31"),
        ("2024..2026-03-02", "2024-01-01", "2026-03-02"),
        ("2026-03..", "2026-03-01", None),
        ("..2026-03", None, "2026-03-31"),
        (">2026-03", "2026-04-01", None),
        (">=2026-03", "2026-03-01", None),
        ("<2026-03", None, "2026-02-28"),
        ("<=2026-03", None, "2026-03-31"),
        (">2026-03 <2026-06", "2026-04-01", "2026-05-31"),
        ("2026 2026-11", "2026-11-01", "2026-11-30"),
        ("maart 2026", "2026-03-01", "2026-03-31"),
        ("March 2026", "2026-03-01", "2026-03-31"),
        ("14 mei 2026", "2026-05-14", "2026-05-14"),
        ("4 sept 2026", "2026-09-04", "2026-09-04"),
    ],
)
def test_periods(text: str, since: str | None, until: str | None) -> None:
    days = [date.fromisoformat(day) if day else None for day in (since, until)]
    found = parse(text)
    assert [found.where.since, found.where.until] == days
    assert not found.words.strip()


@pytest.mark.parametrize(
    "text",
    [
        "1500",
        "20266",
        "2026-13",
        "2026-02-30",
        "2026-3-4-5",
        "maart",
        "maart 26",
        "31 juni 2026",
        "demaart 2026x",
        "..",
        ">",
        ">=",
        "<maart",
        "20262027",
        "2026.2027",
        "2026-02-30..2026",
        "٢٠٢٦",
    ],
)
def test_what_is_no_period_is_words(text: str) -> None:
    assert parse(text) == Query(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("#we", where(tags=("we*",))),
        ("#we ", where(tags=("we",))),
        ("#a @wi", where(tags=("a",), about=("wi*",))),
        ('#"groot we', where(tags=("groot we*",))),
        ('#"groot we"', where(tags=("groot we",))),
        ("2026-", where(since=date(2026, 1, 1), until=date(2026, 12, 31))),
        ("2026-03..20", where(since=date(2026, 3, 1))),
        ("2026-03..2026-", where(since=date(2026, 3, 1), until=date(2026, 12, 31))),
    ],
)
def test_while_typing_the_last_one_may_go_on(text: str, meant: Where) -> None:
    assert parse(text, typing=True).where == meant


@given(st.text(max_size=60), st.booleans())
def test_no_query_is_wrong(text: str, typing: bool) -> None:
    parse(text, typing=typing)


@given(
    st.lists(
        st.sampled_from(['"', "#", "@", "pack:", "*", "..", "-", ">", "<", "=", "2026", "03", "maart", " ", "\ud800"])
    )
)
def test_no_query_of_signs_is_wrong(parts: list[str]) -> None:
    for text in ("".join(parts), " ".join(parts)):
        parse(text, typing=True)


@pytest.mark.parametrize(
    "text", ['"' * 100_001, "#a " * 50_000, "1 " * 50_000, "maart " * 50_000, "-" * 100_000, "#" + "é*" * 50_000]
)
def test_long_queries_are_taken_apart(text: str) -> None:
    assert parse(text, typing=True) == parse(text, typing=True)


@pytest.mark.parametrize(
    ("meant", "said"),
    [
        (ANYWHERE, ""),
        (where(tags=("werk", "groot werk", "we*", "groot we*")), '#werk #"groot werk" #we* #"groot we"*'),
        (where(about=("wilg",), packs=("vrij",)), "@wilg pack:vrij"),
        (where(since=date(2026, 1, 1), until=date(2026, 12, 31)), "2026"),
        (where(since=date(2024, 2, 1), until=date(2024, 2, 29)), "2024-02"),
        (where(since=date(2026, 3, 14), until=date(2026, 3, 14)), "2026-03-14"),
        (where(since=date(2026, 3, 1)), "2026-03-01.."),
        (where(until=date(2026, 3, 1)), "..2026-03-01"),
        (where(since=date(2026, 3, 1), until=date(2026, 4, 2)), "2026-03-01..2026-04-02"),
        (where(since=date(2027, 1, 1), until=date(2026, 12, 31)), ">=2027-01-01 <=2026-12-31"),
    ],
)
def test_what_is_meant_can_be_typed(meant: Where, said: str) -> None:
    assert typed(meant) == said
    assert parse(said).where == meant


PARTS = st.sampled_from(
    [
        "#werk",
        "#we*",
        '#"groot wérk"',
        '#"groot we"*',
        "@Wilg",
        "pack:vrij",
        "2026",
        "2026-03..",
        "..2025-02",
        ">2026-01",
    ]
)


@given(st.lists(PARTS, max_size=6))
def test_whatever_is_meant_is_read_back_from_how_it_is_typed(parts: list[str]) -> None:
    meant = parse(" ".join(parts)).where
    again = parse(typed(meant))
    assert (again.words.strip(), again.where) == ("", meant)


@pytest.mark.parametrize(
    ("wanted", "name", "is_it"),
    [("werk", "WÉRK", True), ("werk", "werken", False), ("we*", "Werk", True), ("we*", "w", False), ("*", "x", True)],
)
def test_a_name_means_another_whatever_its_case(wanted: str, name: str, is_it: bool) -> None:
    assert means(wanted, name) is is_it
