"""One thing at a time about each of a few items: what is still open is asked, and back goes one of those back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
    asking = _Asking(talk, rows, aspects, asked, name_of)
    todo = [(n, name) for n, row in enumerate(rows) for name in aspects if name not in row]
    if rows and not any(asked(rows[n], name) for n, name in todo):
        asking.change()
    else:
        asking.walk(todo)
    return rows


@dataclass(frozen=True)
class _Asking:
    """What is asked of which rows."""

    talk: Talk
    rows: list[Record]
    aspects: Mapping[str, Aspect]
    asked: Asked
    name_of: Callable[[Record], str]

    def change(self) -> None:
        """Asks all of a row anew, as often as one is named; an empty line leaves what was said."""
        names = [self.name_of(row) for row in self.rows]
        while True:
            self.talk.gap()
            self.talk.number(names)
            line = self.talk.line(msg("To change one, its number. Enter goes on:"), bare=True)
            if is_end(line):
                return
            place = place_of(line, names)
            if place is None:
                self.talk.say(which_numbers(len(names)))
                continue
            try:
                self.walk([(place, name) for name in self.aspects])
            except Said as said:
                if said.word is not Word.BACK:
                    raise

    def walk(self, todo: Sequence[tuple[int, str]]) -> None:
        """Asks small questions, each with the place of its row. An empty line leaves what was said before."""
        at, step = 0, 1
        before = [dict(row) for row in self.rows]
        while at < len(todo):
            n, name = todo[at]
            small = self.asked(self.rows[n], name)
            if small is None:
                self.rows[n].pop(name, None)
                at += step
                if at < 0:
                    raise Said(Word.BACK)
                continue
            try:
                value = self._about(n, small, name)
            except Said as said:
                if said.word is not Word.BACK or at == 0:
                    raise
                at, step = at - 1, -1
                continue
            at, step = at + 1, 1
            self._take(n, name, before[n].get(name) if value is None else value)

    def _about(self, n: int, small: Message | str, name: str) -> Toml | None:
        self.talk.gap()
        self.talk.say(small if len(self.rows) == 1 else f"{self.name_of(self.rows[n])}: {small}")
        return self.aspects[name](self.talk)

    def _take(self, n: int, name: str, value: Toml | None) -> None:
        rest = {key: part for key, part in self.rows[n].items() if key != name}
        self.rows[n] = rest if value is None else {**rest, name: value}
        self.talk.begin(cast("Toml", [*self.rows]))


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
