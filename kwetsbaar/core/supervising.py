"""What a coach takes along to supervision: aliases, weeks in place of days, and nothing that was marked private."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import sharing
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.core.toml import Toml

_TITLE: Final = msg("For supervision")
_DAY: Final = re.compile(r"(?<!\d)(?:\d{4}([-./]?)\d\d?\1\d\d?|\d\d?([-./])\d\d?\2\d{4})(?!\d)", re.ASCII)
"""A day in numbers, as the names of notes have it that were brought in."""

_NOBODY: Final = msg("About no one client")


def paper(entries: Iterable[Entry], language: str) -> str:
    """Gives the pages as one text in markdown, by alias; those about nobody come first. The oldest is first in each.

    An answer to a step that is private does not stand in it, and where another quotes it stand dots.
    """
    ordered = sorted(entries, key=lambda entry: (entry.about or "", entry.created))
    parts = [f"# {_TITLE.in_language(language)}"]
    for about, pages in groupby(ordered, key=lambda entry: entry.about or ""):
        parts.append(f"# {about or _NOBODY.in_language(language)}")
        parts += [_page(page, language) for page in pages]
    return "\n\n".join(parts) + "\n"


def _page(entry: Entry, language: str) -> str:
    year, week, _day = entry.created.isocalendar()
    when = msg("{year}, week {week}", year=year, week=week).in_language(language)
    undated = replace(entry, answers=tuple(_heading_undated(_undated(each), entry) for each in entry.answers))
    body = sharing.shared(undated, sharing.proposed(undated), dated=False).body
    return "\n\n".join(part for part in (f"## {_DAY.sub(sharing.UNCHOSEN, entry.title)} · {when}", body) if part)


def _heading_undated(answer: Answer, entry: Entry) -> Answer:
    """Gives an answer whose heading quotes no day: a heading stands on the page with what was inserted in it."""
    part = answer.part
    for other in entry.answers:
        if part and other.value is not None and _undated(other) != other:
            short = other.form.short(other.value, entry.lang)
            part = part.replace(short, sharing.UNCHOSEN) if short else part
    return replace(answer, part=part)


def _undated(answer: Answer) -> Answer:
    """Gives an answer without the days in it; a day alone is no answer then."""
    value = answer.value
    if answer.kind == "revisit":
        return replace(answer, value=None)
    if isinstance(value, dict):
        return replace(answer, value=_without_days(value))
    if isinstance(value, list):
        return replace(answer, value=[_without_days(row) if isinstance(row, dict) else row for row in value])
    return answer


def _without_days(row: dict[str, Toml]) -> dict[str, Toml]:
    return {name: part for name, part in row.items() if not isinstance(part, date)}
