"""The view `on-this-day`: what was written on the day that it is today, in earlier years and months.

Of the last day of a shorter month are also the days that it has not: on 28 February comes what was written on the 29th.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.lookback.blocks import Heading, Item, Say
from kwetsbaar.core.lookback.listed import listed
from kwetsbaar.core.lookback.view import View
from kwetsbaar.i18n import Message, day, enumerate_words, msg, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.core.lookback.facts import Plain
    from kwetsbaar.core.lookback.records import Asked, Record

_YEAR: Final = 12


@dataclass(frozen=True)
class Then:
    """A page of this day."""

    record: Record = field(repr=False)
    months: int
    """How long ago. Beyond a year only whole years count."""


@dataclass(frozen=True)
class Figures:
    """The pages of this day: those of a year ago first, then of the years before, then of a month ago and before."""

    today: date
    pages: tuple[Then, ...] = field(repr=False)

    @property
    def counts(self) -> list[tuple[int, int]]:
        """How long ago in months, and how many pages, in their order."""
        return [(months, len([*group])) for months, group in groupby(self.pages, key=lambda then: then.months)]


def look(records: Sequence[Record], asked: Asked) -> Figures:
    """Finds the pages."""
    found = [Then(record, months) for record in asked.of(records) if (months := _months(record.day, asked.today))]
    found.sort(key=lambda then: (then.months % _YEAR != 0, then.months, then.record.created, then.record.name))
    return Figures(asked.today, tuple(found))


def _months(written: date, today: date) -> int:
    """Gives how many months ago this day was, if it was less than a year or whole years ago; else 0."""
    last = monthrange(today.year, today.month)[1]
    if min(written.day, last) != today.day:
        return 0
    months = _YEAR * (today.year - written.year) + today.month - written.month
    return months if 0 < months < _YEAR or (months > 0 and months % _YEAR == 0) else 0


def data(figures: Figures) -> dict[str, Plain]:
    """Gives the day and the pages."""
    return {
        "day": figures.today.isoformat(),
        "pages": [
            {
                "page": then.record.name,
                "written": then.record.day.isoformat(),
                "months_ago": then.months,
                "title": then.record.title,
                "theme": then.record.theme or None,
                "about": then.record.about or None,
            }
            for then in figures.pages
        ],
    }


def shown(figures: Figures, language: str) -> tuple[Block, ...]:
    """Gives a sentence, and the pages below how long ago they were written."""
    if not figures.pages:
        return (Say(_NOTHING.in_language(language)),)
    return (Say(sentence(figures, language)), *_lists(figures, language))


_NOTHING: Final = msg(
    "Here you will see what you wrote on this day in earlier months and years. There is nothing of this day yet."
)


def sentence(figures: Figures, language: str) -> str:
    """Gives how many pages there are of when; they add up."""
    parts = [
        plural("{n} page {when}", "{n} pages {when}", count, when=_when(months)).in_language(language)
        for months, count in figures.counts
    ]
    return msg("On this day you wrote: {pages}.", pages=enumerate_words(parts, language)).in_language(language)


def _lists(figures: Figures, language: str) -> Iterator[Block]:
    for months, group in groupby(figures.pages, key=lambda then: then.months):
        said = _when(months).in_language(language)
        yield Heading(said[:1].upper() + said[1:])
        yield listed([then.record for then in group], _item, language)


def _when(months: int) -> Message:
    if months % _YEAR:
        return plural("a month ago", "{n} months ago", months)
    return plural("a year ago", "{n} years ago", months // _YEAR)


def _item(record: Record, language: str) -> Item:
    title, *rest = filter(None, (record.theme, record.title, record.about))
    return Item(day(record.day, language), title, " · ".join(rest), page=record.name)


VIEW: Final = View(
    name="on-this-day",
    title=msg("On this day"),
    about=msg("what you wrote on this day, in earlier months and years"),
    wants=None,
    look=look,
    data=data,
    shown=shown,
)
"""The view."""
