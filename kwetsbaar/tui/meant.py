"""Says which pages are meant: "everything · 14 months", "2026 · #work"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.core.query import ANYWHERE, means
from kwetsbaar.i18n import _, day, plural

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kwetsbaar.core.lookback.choosable import Name, Names
    from kwetsbaar.core.query import Where

_WEEK, _WEEKS, _MONTH, _MONTHS = 7, 60, 30.44, 730
"""Days: of a week; up to which weeks are said; of a month; up to which months are said."""
_YEAR: Final = 365.25


def meant(where: Where, names: Names, first: date | None, today: date) -> str:
    """Says what `where` means; if that is everything, how long that is: from the `first` day to `today`."""
    if where == ANYWHERE:
        return " · ".join(filter(None, (_("everything"), _long((today - first).days) if first else "")))
    parts = [
        _period(where.since, where.until),
        *(_said(word, names.packs) for word in where.packs),
        *(f"@{_said(word, names.aliases)}" for word in where.about),
        *(f"#{_said(word, names.tags)}" for word in where.tags),
    ]
    return " · ".join(filter(None, parts))


def _long(days: int) -> str:
    if days < 2 * _WEEK:
        return str(plural("{n} day", "{n} days", days + 1))
    if days < _WEEKS:
        return str(plural("{n} week", "{n} weeks", days // _WEEK))
    if days < _MONTHS:
        return str(plural("{n} month", "{n} months", round(days / _MONTH)))
    return str(plural("{n} year", "{n} years", round(days / _YEAR)))


def _period(since: date | None, until: date | None) -> str:
    if since and until:
        if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31) and since.year == until.year:
            return str(since.year)
        return day(since) if since == until else f"{day(since)} – {day(until)}"
    if since:
        return _("since {day}", day=day(since))
    return _("until {day}", day=day(until)) if until else ""


def _said(word: str, names: Iterable[Name]) -> str:
    """Gives a name as it was written; a beginning of names as it was typed."""
    return word if word.endswith("*") else next((name.said for name in names if means(word, name.word)), word)
