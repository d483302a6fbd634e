"""One thing at a time about each of a few items: what is still open is asked, and back goes one of those back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

from kwetsbaar.cli.plain.kinds.base import number, one_line, one_of, place_of, which_numbers
from kwetsbaar.cli.plain.talking import is_end
from kwetsbaar.cli.plain.words import Said, Word
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.kinds.records import Record
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.i18n import Message

Aspect: TypeAlias = "Callable[[Talk], Toml | None]"
"""Asks one thing; None for an empty line."""

Asked: TypeAlias = "Callable[[Record, str], Message | str | None]"
"""Gives the small question about an item, by its name; None if it is not asked."""


def rounds(
    talk: Talk,
    rows: list[Record],
    aspects: Mapping[str, Aspect],
    asked: Asked,
    name_of: Callable[[Record], str],
) -> list[Record]:
    """Asks every aspect of every row that has no answer yet; if all have one, any row can be changed.

    Raises `Said`, for back only before the first.
    """
    open_ = [
        (n, name) for n, row in enumerate(rows) for name in aspects if name not in row and asked(row, name) is not None
    ]
    if rows and not open_:
        _change(talk, rows, aspects, asked, name_of)
    else:
        later = [(n, name) for n, row in enumerate(rows) for name in aspects if name not in row]
        _walk(talk, rows, later, aspects, asked, name_of)
    return rows


def _change(
    talk: Talk,
    rows: list[Record],
    aspects: Mapping[str, Aspect],
    asked: Asked,
    name_of: Callable[[Record], str],
) -> None:
    """Asks all of a row anew, as often as one is named; an empty line leaves what was said."""
    names = [name_of(row) for row in rows]
    while True:
        talk.gap()
        talk.number(names)
        line = talk.line(msg("To change one, its number. Enter goes on:"), bare=True)
        if is_end(line):
            return
        place = place_of(line, names)
        if place is None:
            talk.say(which_numbers(len(names)))
            continue
        try:
            _walk(talk, rows, [(place, name) for name in aspects], aspects, asked, name_of)
        except Said as said:
            if said.word is not Word.BACK:
                raise


def _walk(
    talk: Talk,
    rows: list[Record],
    todo: Sequence[tuple[int, str]],
    aspects: Mapping[str, Aspect],
    asked: Asked,
    name_of: Callable[[Record], str],
) -> None:
    """Asks small questions, each with the place of its row. An empty line leaves what was said before."""
    at, step = 0, 1
    before = [dict(row) for row in rows]
    while at < len(todo):
        n, name = todo[at]
        small = asked(rows[n], name)
        if small is None:
            rows[n].pop(name, None)
            at += step
            if at < 0:
                raise Said(Word.BACK)
            continue
        try:
            value = _about(talk, name_of(rows[n]), small, aspects[name], alone=len(rows) == 1)
        except Said as said:
            if said.word is not Word.BACK or at == 0:
                raise
            at, step = at - 1, -1
            continue
        step = 1
        at += 1
        rest = {key: part for key, part in rows[n].items() if key != name}
        value = before[n].get(name) if value is None else value
        rows[n] = rest if value is None else {**rest, name: value}
        talk.begin(cast("Toml", [*rows]))


def _about(talk: Talk, name: str, small: Message | str, aspect: Aspect, *, alone: bool) -> Toml | None:
    talk.gap()
    talk.say(small if alone else f"{name}: {small}")
    return aspect(talk)


def a_number(low: int, high: int, low_name: Message, high_name: Message) -> Aspect:
    """Gives what asks a number between two named ends."""

    def ask(talk: Talk) -> Toml | None:
        for end, name in ((low, low_name), (high, high_name)):
            talk.say(msg("{number} is: {name}", number=end, name=name))
        return number(talk, low, high)

    return ask


def a_word(options: Sequence[tuple[str, Message]]) -> Aspect:
    """Gives what asks one of a few words."""

    def ask(talk: Talk) -> Toml | None:
        place = one_of(talk, [label for _id, label in options])
        return None if place is None else options[place][0]

    return ask


def a_line(talk: Talk) -> Toml | None:
    """Asks a line of own words."""
    return one_line(talk, ">") or None
