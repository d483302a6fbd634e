"""Reads answers that are tables: each part with its name, its bounds and where it stands, for a kind of sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.core.nearest import nearest, shown
from kwetsbaar.i18n import msg
from kwetsbaar.text import clean, clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.i18n import Message

Spot = tuple[str | int, ...]
"""Where in an answer something stands: names of parts, and numbers of items from 0."""

Record = dict[str, "Toml"]
"""One table of an answer."""

LONGEST: Final = 10_000
"""The most letters of a text in a table: far more than anyone writes there."""


def records(value: Toml, example: Message) -> list[Record]:
    """Gives a list of tables; raises `AnswerError` with `example` for anything else."""
    if not isinstance(value, list):
        raise AnswerError(msg("Here a list is wanted: {example}.", example=example))
    for number, row in enumerate(value):
        if not isinstance(row, dict):
            raise AnswerError(msg("Here a table is wanted: {example}.", example=example), at=(number,))
    return [row for row in value if isinstance(row, dict)]


def only(row: Record, names: Sequence[str], at: Spot = ()) -> None:
    """Raises `AnswerError` for a part that such a table does not have."""
    for name in row:
        if name not in names:
            near = nearest(name, names)
            if near:
                raise AnswerError(
                    msg("There is no ‘{name}’ here. Did you mean ‘{near}’?", name=shown(name), near=near), at=at
                )
            raise AnswerError(
                msg("There is no ‘{name}’ here. It can have: {known}.", name=shown(name), known=", ".join(names)), at=at
            )


def line_in(row: Record, name: str, at: Spot = ()) -> str:
    """Gives a text of one line; empty if it is left out."""
    return clean_line(_text(row, name, at))


def text_in(row: Record, name: str, at: Spot = ()) -> str:
    """Gives a text of any number of lines, without the space around it; empty if it is left out."""
    return clean(_text(row, name, at)).strip()


def words_of(value: Toml | None) -> str | None:
    """Gives the words that stand where something else is wanted, on one line; None if there are none."""
    return (clean_line(value)[:LONGEST] or None) if isinstance(value, str) else None


def whole_in(row: Record, name: str, low: int, high: int, at: Spot = ()) -> int | None:
    """Gives a whole number from `low` to `high`."""
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise AnswerError(
            msg("‘{name}’ is a whole number from {low} to {high}.", name=name, low=low, high=high), at=(*at, name)
        )
    return value


def word_in(row: Record, name: str, words: Sequence[str], at: Spot = ()) -> str | None:
    """Gives one word of a fixed few."""
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or value not in words:
        raise AnswerError(msg("‘{name}’ is one of: {known}.", name=name, known=", ".join(words)), at=(*at, name))
    return value


def day_in(row: Record, name: str, at: Spot = ()) -> date | None:
    """Gives a day."""
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise AnswerError(msg("‘{name}’ is a date without quotes: 2026-12-20.", name=name), at=(*at, name))
    return value


def filled(row: dict[str, Toml | None]) -> Record:
    """Gives the parts of `row` that say something."""
    return {name: value for name, value in row.items() if value is not None and value != ""}


def each(rows: Sequence[Record], read: Callable[[Record, Spot], Record]) -> list[Record]:
    """Reads every table, each with its place."""
    return [read(row, (number,)) for number, row in enumerate(rows)]


def _text(row: Record, name: str, at: Spot) -> str:
    value = row.get(name, "")
    if not isinstance(value, str):
        raise AnswerError(msg("‘{name}’ is a text, between quotes.", name=name), at=(*at, name))
    if len(value) > LONGEST:
        raise AnswerError(msg("‘{name}’ is too long for here.", name=name), at=(*at, name))
    return value
