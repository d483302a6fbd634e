"""The risk ledger: every fear that was written down, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from kwetsbaar.core.kinds.outcome import CAME_TRUE, HAPPENED
from kwetsbaar.core.lookback.facts import day_of, lines_of, rows_of, text_of, whole_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from kwetsbaar.core.lookback.facts import Fact, Plain
    from kwetsbaar.core.lookback.records import Asked, Record

RESOURCE: Final = "resource"
"""The tag of what helps a person."""

WANTS: Final = frozenset({"risks", "outcome", RESOURCE})
"""The kinds and the tag of answers that it is made of."""


class Outcome(NamedTuple):
    """What a person told of a risk when looking back."""

    happened: str
    """One of `HAPPENED`."""
    coped: int | None
    """How well it could be handled, 0 to 10."""
    note: str
    page: str
    day: date
    """On which it was told."""

    def __repr__(self) -> str:
        return f"Outcome({self.happened!r}, {self.coped!r}, page={self.page!r}, day={self.day!r})"


class Risk(NamedTuple):
    """One risk, with what came of it as it was told last. A tuple, since of a big journal there are many at once."""

    page: str
    id: str
    """"r1" and so on, on its page."""
    day: date
    """On which it was written down."""
    text: str
    chance: int | None
    """From 0 to 100."""
    willing: str
    """`yes`, `no`, `not_yet`; empty if it was not said."""
    handle: int | None
    """How well one thought it could be handled, 0 to 10."""
    date: date | None
    """The day chosen to look back on it."""
    never: bool
    """Whether it is not to be asked again."""
    outcome: Outcome | None = None
    """None if nobody looked back on it yet."""

    def __repr__(self) -> str:
        return f"Risk({self.ref!r}, day={self.day!r}, outcome={self.outcome!r})"

    @property
    def ref(self) -> str:
        """How an outcome names it: `<page>#r1`."""
        return f"{self.page}#{self.id}"

    @property
    def came_true(self) -> bool:
        """Whether it happened, if only in part."""
        return self.outcome is not None and self.outcome.happened in CAME_TRUE

    @property
    def rests(self) -> bool:
        """Whether nobody looked back on it, and it is not to be asked any more."""
        return self.never and self.outcome is None


@dataclass(frozen=True)
class Helped:
    """A person's own words about what happened and what helped, from the page on which it was told."""

    page: str
    day: date
    text: str = field(repr=False)
    about: str = field(default="", repr=False)
    """The risk that it was noted at; empty for what helped with all of them."""


def risks_of(records: Sequence[Record], asked: Asked) -> list[Risk]:
    """Gives the risks on the pages that are meant, newest first; those of one page in its own order.

    What came of them may stand on any page, whatever is asked for. An outcome of a risk that is not there (its page was
    deleted, or left out of looking back) counts for nothing. Of more outcomes the last one counts.
    """
    outcomes = _outcomes(records)
    return [risk for record in asked.of(records) for risk in _risks(record, outcomes)]


def helped(records: Sequence[Record], risks: Sequence[Risk]) -> tuple[Helped, ...]:
    """Gives what was written when `risks` that came were looked back on: the notes, and what helped. Newest first."""
    told: dict[str, list[Risk]] = {}
    for risk in risks:
        if risk.outcome and risk.came_true:
            told.setdefault(risk.outcome.page, []).append(risk)
    found: list[Helped] = []
    for record in records:
        if record.name in told:
            found += _noted(told[record.name], record)
            found += _resources(record)
    return tuple(found)


def _noted(risks: Sequence[Risk], record: Record) -> Iterator[Helped]:
    for risk in risks:
        if risk.outcome and risk.outcome.note:
            yield Helped(record.name, record.day, risk.outcome.note, risk.text)


def _resources(record: Record) -> Iterator[Helped]:
    for fact in record.facts:
        if fact.tag == RESOURCE:
            yield from (Helped(record.name, record.day, text) for text in lines_of(fact))


def told_on(risks: Sequence[Risk], day: date) -> list[Risk]:
    """Gives the risks of which it was told on `day` that they happened, if only in part."""
    return [risk for risk in risks if risk.came_true and risk.outcome and risk.outcome.day == day]


def _risks(record: Record, outcomes: Mapping[str, Outcome]) -> Iterator[Risk]:
    for fact in record.facts:
        if fact.kind == "risks":
            written = record.day
            yield from (_risk(record, written, row, outcomes) for row in rows_of(fact.value))


def _risk(record: Record, written: date, row: dict[str, Plain], outcomes: Mapping[str, Outcome]) -> Risk:
    id_ = text_of(row, "id")
    return Risk(
        page=record.name,
        id=id_,
        day=written,
        text=text_of(row, "text"),
        chance=whole_of(row, "chance"),
        willing=text_of(row, "willing"),
        handle=whole_of(row, "handle"),
        date=day_of(row, "date"),
        never=bool(row.get("status")),
        outcome=outcomes.get(f"{record.name}#{id_}"),
    )


def _outcomes(records: Sequence[Record]) -> dict[str, Outcome]:
    """Gives what was told of each risk, by how it is named; the newest page tells it."""
    found: dict[str, Outcome] = {}
    told = [(record, fact) for record in records for fact in record.facts if fact.kind == "outcome"]
    told.sort(key=lambda one: (one[0].created, one[0].name), reverse=True)
    for record, fact in told:
        _told(found, record, fact)
    return found


def _told(found: dict[str, Outcome], record: Record, fact: Fact) -> None:
    day = record.day
    for row in rows_of(fact.value):
        happened = text_of(row, "happened")
        if happened in HAPPENED:
            outcome = Outcome(happened, whole_of(row, "coped"), text_of(row, "note"), record.name, day)
            found.setdefault(text_of(row, "risk"), outcome)
