"""What a coach told of a session: how present, what pulled, how open, what was learned, what to ask a supervisor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from kwetsbaar.core.lookback.facts import lines_of, text_of, whole_of
from kwetsbaar.core.lookback.meant import meant
from kwetsbaar.core.lookback.names import Names, same
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from kwetsbaar.core.lookback.facts import Fact, Plain
    from kwetsbaar.core.lookback.meant import Meant
    from kwetsbaar.core.lookback.records import Asked, Record

Told: TypeAlias = "tuple[Record, Fact]"
"""An answer with its page."""

PRESENCE: Final = "presence"

LEVELS: Final = ("openness_method", "openness_contact", "openness_self")
"""The three levels of openness (Yalom). They are never made into one."""

PULL, LEARNING, SUPERVISION = "pull", "learning", "supervision"

WANTS: Final = frozenset({PRESENCE, *LEVELS, PULL, LEARNING, SUPERVISION})
"""The tags and measures that it is made of."""

_COACHES: Final = WANTS - {LEARNING}
"""What only a coach is asked; a lesson may be anybody's."""


class Number(NamedTuple):
    """A number that was given on a scale."""

    page: str
    when: datetime
    value: int
    low: int
    high: int
    about: str

    def __repr__(self) -> str:
        return f"Number({self.value}, {self.low}, {self.high})"

    @property
    def part(self) -> float:
        """How far up its scale it lies, in per cent."""
        return 100 * (self.value - self.low) / (self.high - self.low) if self.high > self.low else 0.0

    def data(self) -> dict[str, Plain]:
        """Gives it as JSON."""
        return {
            "page": self.page,
            "written": self.when.date().isoformat(),
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "about": self.about or None,
        }


class Choice(NamedTuple):
    """What can be chosen. Two are the same if they have the same id, or are the same words of one's own."""

    id: str
    own: bool = False
    """Whether they are words of one's own: then the id is those words without capitals and accents."""

    def __repr__(self) -> str:
        return f"Choice(own={self.own})"


@dataclass(frozen=True)
class Chosen:
    """What was chosen, and how often, the most first; of what was as often, what was chosen last."""

    answers: int
    """How many answers it was chosen in."""
    counts: Mapping[Choice, int] = field(repr=False)
    names: Names

    def label(self, choice: Choice, language: str) -> str:
        """Gives what a choice is called, in `language` if a page in it said so."""
        return self.names.of(choice, language)

    def data(self) -> list[Plain]:
        """Gives it as JSON. A choice is its id, or `{ other = … }` as it was written, each with its label."""
        return [
            {
                "choice": {"other": self.names.of(choice, "")} if choice.own else choice.id,
                "label": self.names.of(choice, ""),
                "times": count,
            }
            for choice, count in self.counts.items()
        ]


@dataclass(frozen=True)
class Level:
    """One level of openness: as options that were chosen, or numbers that were given, by how its pack asks."""

    chosen: Chosen
    numbers: tuple[Number, ...]
    """In the order of time."""

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return self.chosen.answers + len(self.numbers)


class Learned(NamedTuple):
    """What a coach learned."""

    page: str
    day: date
    text: str
    about: str

    def __repr__(self) -> str:
        return f"Learned(page={self.page!r}, day={self.day!r})"

    def data(self) -> dict[str, Plain]:
        """Gives it as JSON."""
        return {
            "page": self.page,
            "written": self.day.isoformat(),
            "text": self.text,
            "about": self.about or None,
        }


@dataclass(frozen=True)
class Client:
    """One alias: how many pages are about it, and where the newest is."""

    name: str = field(repr=False)
    """As it was written last."""
    pages: int
    day: date
    page: str
    presence: tuple[Number, ...]
    """In the order of time."""


@dataclass(frozen=True)
class Practice:
    """All of it, over the pages that are meant."""

    pages: int
    clients: tuple[Client, ...] = field(repr=False)
    """The one written about last first."""
    presence: tuple[Number, ...]
    """In the order of time."""
    pulls: Chosen
    levels: Mapping[str, Level]
    """By `LEVELS`, in that order."""
    learned: tuple[Learned, ...] = field(repr=False)
    """The newest first."""
    questions: tuple[Meant, ...] = field(repr=False)
    """For supervision, the newest first."""

    @property
    def without(self) -> int:
        """How many pages are about no alias."""
        return self.pages - sum(client.pages for client in self.clients)


def practice_of(records: Sequence[Record], asked: Asked) -> Practice:
    """Collects what is on a coach's pages: about an alias, or with an answer to what only a coach is asked."""
    pages = [record for record in asked.of(records) if _is_a_coach_s(record)]
    facts = _by_word(pages)
    presence = _numbers(facts[PRESENCE])
    return Practice(
        pages=len(pages),
        clients=_clients(pages, presence),
        presence=presence,
        pulls=_chosen(facts[PULL]),
        levels={level: Level(_chosen(facts[level]), _numbers(facts[level])) for level in LEVELS},
        learned=tuple(each for record, fact in facts[LEARNING] for each in _learned(record, fact)),
        questions=tuple(meant(pages, SUPERVISION)),
    )


def _by_word(pages: Iterable[Record]) -> Mapping[str, list[Told]]:
    """Gives the answers by each of the tags and measures, in the order of the pages."""
    found: dict[str, list[Told]] = {word: [] for word in WANTS}
    for record in pages:
        for fact in record.facts:
            for word in (fact.tag, fact.measure):
                if word in found:
                    found[word].append((record, fact))
    return found


def _is_a_coach_s(record: Record) -> bool:
    wanted = WANTS if record.about else _COACHES
    return any(fact.tag in wanted or fact.measure in wanted for fact in record.facts)


def _clients(pages: Iterable[Record], presence: Iterable[Number]) -> tuple[Client, ...]:
    groups: dict[str, list[Record]] = {}
    for record in pages:
        if record.about:
            groups.setdefault(same(record.about), []).append(record)
    numbers: dict[str, list[Number]] = {key: [] for key in groups}
    for number in presence:
        if number.about:
            numbers[same(number.about)].append(number)
    return tuple(
        Client(group[0].about, len(group), group[0].day, group[0].name, tuple(numbers[key]))
        for key, group in groups.items()
    )


def _numbers(told: Iterable[Told]) -> tuple[Number, ...]:
    found = [number for record, fact in told if (number := _number(record, fact))]
    return tuple(sorted(found, key=lambda number: number.when))


def _number(record: Record, fact: Fact) -> Number | None:
    """Gives the number of a scale; None for an answer of another kind."""
    if fact.kind != "scale" or not isinstance(fact.value, dict):
        return None
    value, low, high = whole_of(fact.value, "value"), whole_of(fact.value, "low"), whole_of(fact.value, "high")
    if value is None or low is None or high is None:
        return None
    return Number(record.name, record.created, value, low, high, record.about)


def _chosen(told: Iterable[Told]) -> Chosen:
    answers = [rows for record, fact in told if (rows := _choices(record, fact))]
    counts = Counter(choice for rows in answers for choice in {choice: None for choice, _lang, _called in rows})
    return Chosen(len(answers), dict(counts.most_common()), Names.read(row for rows in answers for row in rows))


def _choices(record: Record, fact: Fact) -> list[tuple[Choice, str, str]]:
    """Gives what one answer chose, and what that was called on its page; a text is words of one's own."""
    if fact.kind == "scale":
        return []
    if fact.kind != "choice":
        return [(Choice(same(line), own=True), record.lang, line) for line in map(clean_line, lines_of(fact))]
    found: list[tuple[Choice, str, str]] = []
    for part in fact.value if isinstance(fact.value, list) else [fact.value]:
        if isinstance(part, str):
            found.append((Choice(part), record.lang, fact.labels.get(part, part)))
        elif isinstance(part, dict) and (own := text_of(part, "other")):
            found.append((Choice(same(own), own=True), record.lang, own))
    return found


def _learned(record: Record, fact: Fact) -> Iterator[Learned]:
    return (Learned(record.name, record.day, line, record.about) for line in lines_of(fact))
