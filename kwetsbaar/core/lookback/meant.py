"""What a person meant to do or to ask, each with what became of it: the answers under one tag, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kwetsbaar.core.lookback.blocks import Item
from kwetsbaar.core.lookback.facts import lines_of
from kwetsbaar.core.lookback.names import same
from kwetsbaar.core.lookback.states import STATES, WHOLE, states_of
from kwetsbaar.i18n import day as said_day
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from kwetsbaar.core.entry import Answer
    from kwetsbaar.core.lookback.facts import Fact, Plain
    from kwetsbaar.core.lookback.records import Record
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.i18n import Message


class Meant(NamedTuple):
    """One thing that was meant."""

    page: str
    key: str
    """Of its answer."""
    item: str
    """Which item of that answer; empty for all of it. As `states.with_state` takes it."""
    day: date
    """On which it was written."""
    text: str
    state: str
    """One of `STATES` for its tag."""
    tag: str
    about: str
    """The alias that its page is about; empty for none."""

    def __repr__(self) -> str:
        return f"Meant(page={self.page!r}, key={self.key!r}, day={self.day!r}, tag={self.tag!r}, state={self.state!r})"

    def data(self) -> dict[str, Plain]:
        """Gives it as JSON."""
        return {
            "page": self.page,
            "key": self.key,
            "item": self.item or None,
            "written": self.day.isoformat(),
            "text": self.text,
            "state": self.state,
            "about": self.about or None,
        }

    def shown(self, says: Mapping[str, Message], language: str, *, alias: bool = False) -> Item:
        """Gives it as a row of a list, with its state as `says` calls it and if wanted the alias."""
        tail = [says[self.state].in_language(language), self.about if alias else ""]
        return Item(
            lead=said_day(self.day, language),
            text=clean_line(self.text),
            tail=" · ".join(filter(None, tail)),
            page=self.page,
            key=self.key,
            item=self.item,
            tag=self.tag,
            state=self.state,
        )


def meant(records: Iterable[Record], tag: str) -> list[Meant]:
    """Gives what was meant under `tag` on these pages, in their order, and on one page in its own."""
    return [
        each for record in records for fact in record.facts if fact.tag == tag for each in _of_fact(record, fact, tag)
    ]


def _of_fact(record: Record, fact: Fact, tag: str) -> Iterator[Meant]:
    """Gives every item of a list by itself, and else the answer as a whole, as its states are kept."""
    lines = lines_of(fact)
    by_item = fact.item is None and isinstance(fact.value, list)
    for text, item in ((line, line) for line in lines) if by_item else _whole(lines, fact.item):
        state = fact.states.get(item if by_item else WHOLE, STATES[tag][0])
        yield Meant(record.name, fact.key, item, record.day, text, state, tag, record.about)


def _whole(lines: tuple[str, ...], item: str | None) -> Iterator[tuple[str, str]]:
    if lines:
        yield ", ".join(lines), item or WHOLE


def by_alias(rows: Iterable[Meant]) -> list[tuple[str, list[Meant]]]:
    """Gives them per alias as it was written last, whatever its capitals, in the order in which each comes first.

    What is about nobody goes under "".
    """
    groups: dict[str, list[Meant]] = {}
    for row in rows:
        groups.setdefault(same(row.about), []).append(row)
    return [(group[0].about, group) for group in groups.values()]


_LET_GO: Final = frozenset({"dropped", "declined"})
"""The states of what is not meant any more."""


def still_meant(answer: Answer) -> Toml | None:
    """Gives the value of an answer without what a person let go of; None if nothing is left of it."""
    states, value = states_of(answer), answer.value
    if value is None or states.get(WHOLE) in _LET_GO:
        return None
    if not isinstance(value, list) or answer.item is not None:
        return value
    names = answer.form.named(value)
    left = [part for part in value if states.get(names.get(str(part), str(part))) not in _LET_GO]
    return left or None
