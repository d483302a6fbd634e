"""Days as people say them: "20 december", "over 3 weken", "tomorrow"; and spans of time, counted from a day.

Pure: what day it is today comes in. A day without a year is the next one of that name.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from kwetsbaar.i18n import Message, msg
from kwetsbaar.text import fold

LATEST: Final = date(2999, 12, 31)
"""The last day that a person can mean."""

SPANS: Final = ("1 week", "2 weeks", "1 month", "3 months")
"""What is offered where nothing else is proposed."""

_SAID: Final = {
    "day": (msg("tomorrow"), msg("in {n} days")),
    "week": (msg("in a week"), msg("in {n} weeks")),
    "month": (msg("in a month"), msg("in {n} months")),
    "year": (msg("in a year"), msg("in {n} years")),
}

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february",
            "mrt maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "maandag monday",
            "dinsdag tuesday",
            "woensdag wednesday",
            "donderdag thursday",
            "vrijdag friday",
            "zaterdag saturday",
            "zondag sunday",
        )
    )
    for name in names.split()
}
_SOON: Final = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2}
_UNITS: Final = {
    name: unit
    for unit, names in (
        ("day", "dag dagen day days"),
        ("week", "week weken weeks"),
        ("month", "maand maanden month months"),
        ("year", "jaar jaren year years"),
    )
    for name in names.split()
}
_COUNTS: Final = {
    name: number
    for number, names in enumerate(("een a an one", "twee two", "drie three", "vier four", "vijf five", "zes six"), 1)
    for name in names.split()
}

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}))?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:e|th|st|nd|rd)?[- ]([a-z]+)\.?(?:[- ,]+(\d{4}))?", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]+) (\d{1,2})(?:th|st|nd|rd)?(?:[ ,]+(\d{4}))?", re.ASCII)
_SPAN = re.compile(r"(?:over |in )?(\d{1,3}|[a-z]+) ([a-z]+)", re.ASCII)


def after(day: date, span: str) -> date | None:
    """Gives the day that lies `span` ("3 weeks") after `day`, at the end of a shorter month; None if there is none."""
    count, _, unit = span.partition(" ")
    try:
        return _after(day, int(count), unit.removesuffix("s"))
    except (OverflowError, ValueError):
        return None


def near(today: date | None, proposed: str = "") -> list[tuple[str, date]]:
    """Gives days to choose from, each with its span: the one that is proposed first, if any."""
    spans = dict.fromkeys([*([proposed] if proposed else []), *SPANS])
    return [(span, day) for span in spans if today and (day := after(today, span))]


def span_said(span: str) -> Message:
    """Gives a span in words: "in 3 weeks"."""
    count, _, unit = span.partition(" ")
    one, many = _SAID[unit.removesuffix("s")]
    return one if count == "1" else Message(many.text, {"n": count})


def read_day(text: str, today: date) -> date | None:
    """Gives the day that `text` means, in Dutch or English; None if it means none."""
    said = fold(text).strip(" .,")
    words = said.split(" ")
    if len(words) > 1 and words[0].rstrip(",") in _WEEKDAYS:
        return read_day(said.split(" ", 1)[1], today)
    found = _soon(said, today) or _span(said, today) or _dated(said, today)
    return found if found and found <= LATEST else None


def _soon(said: str, today: date) -> date | None:
    if said in _SOON:
        return today + timedelta(_SOON[said])
    if said in _WEEKDAYS:
        return today + timedelta((_WEEKDAYS[said] - today.weekday() - 1) % 7 + 1)
    return None


def _span(said: str, today: date) -> date | None:
    found = _SPAN.fullmatch(said)
    unit = _UNITS.get(found[2]) if found else None
    if found is None or unit is None:
        return None
    count = int(found[1]) if found[1].isdecimal() else _COUNTS.get(found[1], 0)
    return after(today, f"{count} {unit}") if count else None


def _dated(said: str, today: date) -> date | None:
    if found := _ISO.fullmatch(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(said):
        return _next(int(found[1]), int(found[2]), found[3], today)
    if found := _NAMED.fullmatch(said):
        return _next(int(found[1]), _MONTHS.get(found[2], 0), found[3], today)
    if found := _MONTH_FIRST.fullmatch(said):
        return _next(int(found[2]), _MONTHS.get(found[1], 0), found[3], today)
    return None


def _next(day: int, month: int, year: str | None, today: date) -> date | None:
    """Gives that day in `year`, else the first one from `today` on; 29 February may be some years away."""
    if year:
        return _day(int(year), month, day)
    days = (_day(today.year + more, month, day) for more in range(9))
    return next((found for found in days if found and found >= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _after(day: date, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return day + timedelta(count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
