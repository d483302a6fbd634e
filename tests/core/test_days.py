"""Days as people say them, and spans of time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.days import LATEST, after, near, read_day, span_said
from kwetsbaar.i18n import day, full_day, long_day, short_day

TODAY = date(2026, 11, 27)  # a Friday


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("20 december", date(2026, 12, 20)),
        ("20 dec", date(2026, 12, 20)),
        ("20 dec.", date(2026, 12, 20)),
        ("zondag 20 december 2026", date(2026, 12, 20)),
        ("Sunday, 20 December", date(2026, 12, 20)),
        ("December 20th", date(2026, 12, 20)),
        ("december 20, 2028", date(2028, 12, 20)),
        ("1 maart", date(2027, 3, 1)),
        ("27 november", TODAY),
        ("20-12-2026", date(2026, 12, 20)),
        ("20/12", date(2026, 12, 20)),
        ("2026-12-20", date(2026, 12, 20)),
        ("29 februari", date(2028, 2, 29)),
        ("vandaag", TODAY),
        ("Morgen", date(2026, 11, 28)),
        ("overmorgen", date(2026, 11, 29)),
        ("vrijdag", date(2026, 12, 4)),
        ("monday", date(2026, 11, 30)),
        ("over 3 weken", date(2026, 12, 18)),
        ("in three weeks", date(2026, 12, 18)),
        ("drie maanden", date(2027, 2, 27)),
        ("over een jaar", date(2027, 11, 27)),
    ],
)
def test_a_day_is_read_as_it_is_said(said: str, meant: date) -> None:
    assert read_day(said, TODAY) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "ooit",
        "31 februari",
        "31-2-2027",
        "2027-02-30",
        "20 mokka",
        "over 0 weken",
        "0-0",
        "99-99-9999",
        "12",
        "10000-1-1",
    ],
)
def test_what_is_no_day_is_none(said: str) -> None:
    assert read_day(said, TODAY) is None


@given(st.dates(TODAY, date(2099, 12, 31)), st.sampled_from(["nl", "en"]))
def test_a_day_that_is_shown_can_be_typed(chosen: date, language: str) -> None:
    for said in (full_day(chosen, language), day(chosen, language), chosen.isoformat(), f"{chosen:%d-%m-%Y}"):
        assert read_day(said, TODAY) == chosen
    if chosen < TODAY + timedelta(300):
        assert read_day(long_day(chosen, language), TODAY) == chosen
        assert read_day(short_day(chosen, language), TODAY) == chosen


@given(st.text(max_size=40))
def test_no_text_is_too_odd(said: str) -> None:
    found = read_day(said, TODAY)
    assert found is None or found <= LATEST


@pytest.mark.parametrize(
    ("span", "day_"),
    [
        ("1 day", date(2024, 2, 1)),
        ("3 weeks", date(2024, 2, 21)),
        ("1 month", date(2024, 2, 29)),
        ("13 months", date(2025, 2, 28)),
        ("1 year", date(2025, 1, 31)),
        ("999 years", date(3023, 1, 31)),
    ],
)
def test_a_span_after_the_last_of_january(span: str, day_: date) -> None:
    assert after(date(2024, 1, 31), span) == day_


def test_past_the_calendar_there_is_no_day() -> None:
    assert after(date(9999, 1, 1), "2 years") is None
    assert after(date(9999, 12, 31), "1 day") is None


def test_what_is_proposed_comes_first_and_once() -> None:
    assert [span for span, _day in near(TODAY, "1 month")] == ["1 month", "1 week", "2 weeks", "3 months"]
    assert near(None) == []


@pytest.mark.parametrize(
    ("span", "dutch"), [("1 week", "over een week"), ("3 weeks", "over 3 weken"), ("1 day", "morgen")]
)
def test_a_span_in_words(span: str, dutch: str) -> None:
    assert span_said(span).in_language("nl") == dutch
