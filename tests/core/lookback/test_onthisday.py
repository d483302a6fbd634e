"""What was written on this day, in earlier months and years."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import days
from kwetsbaar.core.lookback.blocks import Heading, Items, Say
from kwetsbaar.core.lookback.records import Asked, Record
from kwetsbaar.core.lookback.views import onthisday
from kwetsbaar.core.query import Where

NAME = "a" * 26


def page(day: date, name: str = NAME, hour: int = 12, zone: int = 0, **more: Any) -> Record:
    created = datetime(day.year, day.month, day.day, hour, tzinfo=timezone(timedelta(hours=zone)))
    given = {"title": "Drie minuten", "theme": "", "pack": "p", "about": "", "tags": (), "lang": "nl", **more}
    return Record(name=name, created=created, **given)


def found(today: date, *written: date) -> list[tuple[date, int]]:
    figures = onthisday.look([page(day) for day in written], Asked(today))
    return [(then.record.day, then.months) for then in figures.pages]


@pytest.mark.parametrize(
    ("today", "written", "months"),
    [
        (date(2026, 11, 27), date(2025, 11, 27), 12),
        (date(2026, 11, 27), date(2016, 11, 27), 120),
        (date(2026, 11, 27), date(2026, 10, 27), 1),
        (date(2026, 11, 27), date(2025, 12, 27), 11),
        (date(2026, 11, 27), date(2025, 10, 27), None),  # 13 months: neither this year nor this day of a year
        (date(2026, 11, 27), date(2026, 11, 27), None),  # today
        (date(2026, 11, 27), date(2026, 12, 27), None),  # still to come, as with a clock that was wrong
        (date(2026, 11, 27), date(2025, 11, 26), None),
        (date(2025, 2, 28), date(2024, 2, 29), 12),
        (date(2028, 2, 28), date(2024, 2, 29), None),  # it has its own day in this year
        (date(2028, 2, 29), date(2024, 2, 29), 48),
        (date(2028, 2, 29), date(2027, 2, 28), None),
        (date(2025, 3, 1), date(2024, 2, 29), None),
        (date(2026, 4, 30), date(2026, 3, 31), 1),
        (date(2026, 4, 30), date(2026, 3, 30), 1),
        (date(2026, 5, 31), date(2026, 4, 30), None),
    ],
)
def test_which_days_are_this_day(today: date, written: date, months: int | None) -> None:
    assert found(today, written) == ([] if months is None else [(written, months)])


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 4000))
def test_it_is_the_day_to_which_months_lead(today: date, ago: int) -> None:
    written = today - timedelta(ago)
    spans = [n for n in range(1, 140) if days.after(written, f"{n} months") == today]
    expected = [n for n in spans if n < 12 or n % 12 == 0]
    assert [months for _day, months in found(today, written)] == expected


def test_the_day_is_that_of_the_writers_calendar() -> None:
    late = page(date(2025, 11, 27), hour=23, zone=-11)  # the 28th in Amsterdam
    assert late.created.astimezone(UTC).day == 28
    assert onthisday.look([late], Asked(date(2026, 11, 27))).counts == [(12, 1)]
    assert onthisday.look([late], Asked(date(2026, 11, 28))).counts == []


def test_years_come_first_and_only_the_pages_that_are_meant() -> None:
    today = date(2026, 11, 27)
    pages = [
        page(date(2026, 10, 27), "b" * 26),
        page(date(2024, 11, 27), "c" * 26, about="Wilg", theme="ontslag"),
        page(date(2025, 11, 27), "d" * 26, hour=9),
        page(date(2025, 11, 27), "e" * 26, hour=8),
    ]
    figures = onthisday.look(pages, Asked(today))
    assert [then.record.name[0] for then in figures.pages] == ["e", "d", "c", "b"]
    assert onthisday.look(pages, Asked(today, Where(about=("wilg",)))).counts == [(24, 1)]
    assert onthisday.look(pages, Asked(today, Where(since=date(2026, 1, 1)))).counts == [(1, 1)]


@pytest.mark.parametrize(
    ("language", "said", "heads"),
    [
        (
            "en",
            "On this day you wrote: 2 pages a year ago, 1 page 2 years ago and 1 page a month ago.",
            ["A year ago", "2 years ago", "A month ago"],
        ),
        (
            "nl",
            "Op deze dag schreef je: 2 bladzijden een jaar geleden, 1 bladzijde 2 jaar geleden en 1 bladzijde een "
            "maand geleden.",
            ["Een jaar geleden", "2 jaar geleden", "Een maand geleden"],
        ),
    ],
)
def test_it_says_which_and_opens_them(language: str, said: str, heads: list[str]) -> None:
    today = date(2026, 11, 27)
    pages = [
        page(date(2026, 10, 27), "b" * 26),
        page(date(2024, 11, 27), "c" * 26, theme="ontslag"),
        page(date(2025, 11, 27), "d" * 26),
        page(date(2025, 11, 27), "e" * 26),
    ]
    first, *blocks = onthisday.shown(onthisday.look(pages, Asked(today)), language)
    assert first == Say(said)
    assert [block.text for block in blocks if isinstance(block, Heading)] == heads
    items = [item for block in blocks if isinstance(block, Items) for item in block.items]
    assert [item.page[0] for item in items] == ["d", "e", "c", "b"]
    assert items[2].text == "ontslag"
    assert onthisday.data(onthisday.look(pages, Asked(today)))["day"] == "2026-11-27"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_of_nothing_it_says_kindly_what_would_be_here(language: str) -> None:
    figures = onthisday.look([], Asked(date(2026, 11, 27)))
    (said,) = onthisday.shown(figures, language)
    assert isinstance(said, Say)
    assert said.text
    assert onthisday.data(figures) == {"day": "2026-11-27", "pages": []}
