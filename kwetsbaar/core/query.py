"""What a person types to find a page: words, and filters among them on tag, alias, pack and period.

    #werk   @wilg   pack:drie-minuten (or reeks:)   #"two words"   #we* (a beginning)
    2026   2026-03   2026-03-14   2026-03..2026-05   2026-03..   >2026-03   <=2026   maart 2026   14 march 2026

Whatever does not have one of these forms, and all that stands in quotation marks, is words. So no query is wrong, and a
year that stands in a text is found as "2026". A filter stays one if nothing fits it: then nothing is found.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from kwetsbaar.text import clean, fold

_MONTHS: Final = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("maart", "march", "mrt", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTH: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_YEARS: Final = range(1900, 2100)
"""Other numbers of four digits are words."""

_NAMES: Final = "|".join(_MONTH)
_PART: Final = re.compile(
    rf"""
      (?P<quoted> "[^"]*"?\*? )
    | (?<!\S) (?P<sign> \#|@|pack:|reeks: ) (?: "(?P<phrase>[^"]*)(?P<closed>"?)(?P<open>\*?) | (?P<name>[^\s"]+) )
    | (?<!\S) (?:(?P<day>\d{{1,2}})[ ])? (?P<month>{_NAMES}) [ ] (?P<year>\d{{4}}) (?!\S)
    | (?P<word> [^\s"]+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ONE: Final = r"[0-9]{4}(?:-[0-9]{1,2}(?:-[0-9]{1,2})?)?"
_COMPARED: Final = re.compile(rf"(?P<sign>[<>]=?)(?P<period>{_ONE})")
_RANGE: Final = re.compile(rf"(?P<first>{_ONE})?(?P<dots>\.\.)?(?P<last>{_ONE})?")


@dataclass(frozen=True)
class Where:
    """Which pages are meant. Names are folded; one that ends in `*` means all that begin so."""

    tags: tuple[str, ...] = ()
    """A page has all of these."""
    about: tuple[str, ...] = ()
    """A page is about one of these aliases, if there are any."""
    packs: tuple[str, ...] = ()
    """A page was written with one of these packs, if there are any."""
    since: date | None = None
    """The first day on which it can be written, as its writer's calendar said."""
    until: date | None = None
    """The last day."""


ANYWHERE: Final = Where()
"""Every page is meant."""


@dataclass(frozen=True)
class Query:
    """What is looked for: pages with all of these words, among those that are meant."""

    words: str = field(default="", repr=False)
    """Words and "phrases" as typed, without the filters; an end that is no space may go on while typing."""
    where: Where = field(default=ANYWHERE, repr=False)


def parse(text: str, *, typing: bool = False) -> Query:
    """Takes `text` apart; with `typing` a filter at its very end may go on. Never raises."""
    cleaned = clean(text)
    words, last, where = [], 0, Where()
    for part in _PART.finditer(cleaned):
        narrowed = _narrowed(where, part, going_on=typing and part.end() == len(cleaned))
        if narrowed is not None:
            words.append(cleaned[last : part.start()])
            where, last = narrowed, part.end()
    return Query("".join((*words, cleaned[last:])), where)


def means(wanted: str, name: str) -> bool:
    """Tells whether `wanted`, a folded name that may end in `*`, means `name`."""
    folded = fold(name)
    return folded.startswith(wanted[:-1]) if wanted.endswith("*") else folded == wanted


def typed(where: Where) -> str:
    """Gives what can be typed for `where`: `parse` reads it back."""
    parts = [_period_typed(where.since, where.until)]
    for sign, names in (("#", where.tags), ("@", where.about), ("pack:", where.packs)):
        parts += [sign + _name_typed(name) for name in names]
    return " ".join(filter(None, parts))


def _period_typed(since: date | None, until: date | None) -> str:
    if since is None or until is None:
        return f"{since or ''}..{until or ''}" if since or until else ""
    for length in (4, 7, 10):  # a year, a month, a day
        if _days(since.isoformat()[:length]) == (since, until):
            return since.isoformat()[:length]
    return f"{since}..{until}" if since <= until else f">={since} <={until}"


def _name_typed(name: str) -> str:
    name, star = (name[:-1], "*") if name.endswith("*") else (name, "")
    return f'"{name}"{star}' if " " in name else name + star


# ------------------------------------------------------------------ one part


def _narrowed(where: Where, part: re.Match[str], *, going_on: bool) -> Where | None:
    """Gives `where` with one part more, None if that is words."""
    if part["sign"]:
        return _named(where, part, going_on=going_on)
    if part["month"]:
        period: _Period | None = _day_or_month(part["year"], str(_MONTH[part["month"].lower()]), part["day"])
    else:
        period = _period(part["word"] or "", going_on=going_on)
    return _within(where, *period) if period else None


def _named(where: Where, part: re.Match[str], *, going_on: bool) -> Where | None:
    typed = part["name"] or part["phrase"] or ""
    name = fold(typed.rstrip("*"))
    if not name:
        return None
    if part["open"] or (typed.endswith("*") and not part["closed"]) or (going_on and not part["closed"]):
        name += "*"
    match part["sign"].lower():
        case "#":
            return replace(where, tags=_added(where.tags, name))
        case "@":
            return replace(where, about=_added(where.about, name))
        case _:
            return replace(where, packs=_added(where.packs, name))


def _added(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names, name)))


def _within(where: Where, since: date | None, until: date | None) -> Where:
    """Gives `where` narrowed to a period."""
    return replace(
        where,
        since=max(filter(None, (where.since, since)), default=None),
        until=min(filter(None, (where.until, until)), default=None),
    )


# ------------------------------------------------------------------ periods

_Period = tuple[date | None, date | None]
"""The first and the last day, both in it; None means no bound."""


def _period(word: str, *, going_on: bool) -> _Period | None:
    """Reads a period, one that is still being typed too; None if it is something else."""
    if going_on:
        word = re.sub(r"(?<=[0-9])-$|(?<=\.\.)[0-9]{1,3}$", "", word)
    if compared := _COMPARED.fullmatch(word):
        return _compared(compared["sign"], compared["period"])
    found = _RANGE.fullmatch(word)
    return _range(found["first"], found["dots"], found["last"]) if found else None


def _range(first: str | None, dots: str | None, last: str | None) -> _Period | None:
    """Gives "first", "first..", "..last" or "first..last", in whichever order the two stand."""
    spans = [span for text in (first, last) if text and (span := _days(text))]
    if not spans or len(spans) != bool(first) + bool(last):
        return None
    if not dots:
        return spans[0] if last is None else None
    if first and last:
        return (spans[0][0], spans[1][1]) if spans[0][0] <= spans[1][1] else (spans[1][0], spans[0][1])
    return (spans[0][0], None) if first else (None, spans[0][1])


def _compared(sign: str, period: str) -> _Period | None:
    span = _days(period)
    if span is None:
        return None
    day = timedelta(days=1)
    return {
        ">": (span[1] + day, None),
        ">=": (span[0], None),
        "<": (None, span[0] - day),
        "<=": (None, span[1]),
    }[sign]


def _days(period: str) -> tuple[date, date] | None:
    """Gives the first and last day of "2026", "2026-03" or "2026-03-14"; None if there is no such day."""
    year, month, day, *_ = (*period.split("-"), None, None)
    if month is None:
        number = int(year or 0)
        return (date(number, 1, 1), date(number, 12, 31)) if number in _YEARS else None
    return _day_or_month(year or "", month, day)


def _day_or_month(year: str, month: str, day: str | None) -> tuple[date, date] | None:
    if int(year) not in _YEARS or not 1 <= int(month) <= len(_MONTHS):
        return None
    length = monthrange(int(year), int(month))[1]
    first, last = (1, length) if day is None else (int(day), int(day))
    return (date(int(year), int(month), first), date(int(year), int(month), last)) if 1 <= last <= length else None
