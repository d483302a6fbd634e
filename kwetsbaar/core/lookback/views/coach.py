"""The view `coach`: how a coach was there, what pulled, how open, what was learned and what is to be asked.

Over all clients, or with an alias in the filter about that one. The three levels of openness stay three.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.lookback import practice
from kwetsbaar.core.lookback.blocks import Bar, Bars, Heading, Item, Items, Plot, Say
from kwetsbaar.core.lookback.practice import LEVELS, SUPERVISION, practice_of
from kwetsbaar.core.lookback.saying import times
from kwetsbaar.core.lookback.states import STATES
from kwetsbaar.core.lookback.view import View
from kwetsbaar.i18n import day, enumerate_words, msg, plural
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.core.lookback.facts import Plain
    from kwetsbaar.core.lookback.practice import Chosen, Client, Level, Number, Practice
    from kwetsbaar.core.lookback.records import Asked, Record
    from kwetsbaar.i18n import Message

OPEN, BROUGHT, DONE = STATES[SUPERVISION]

SAID: Final[Mapping[str, Message]] = {OPEN: msg("still open"), BROUGHT: msg("brought in"), DONE: msg("done with")}
"""What became of a question, in words."""

MOST_DRAWN: Final = 60
"""How many numbers, the newest, are drawn."""

MOST_SAID: Final = 12
"""How many of them stand below in text."""

MOST_CHOICES: Final = 15
"""How many options are drawn."""

MOST_LEARNED: Final = 50
"""How many lessons, the newest, are listed."""

MOST_LISTED: Final = 200
"""How many questions, the newest, are listed, and how many aliases."""

MOST_OF_ONE: Final = 6
"""How many numbers stand in the line of one alias."""


@dataclass(frozen=True)
class Figures:
    """What a coach told."""

    practice: Practice
    narrowed: bool
    """Whether only certain aliases were asked for."""
    states: Mapping[str, int]
    """How many questions for supervision there are in each state, in the order of `STATES`."""
    scales: frozenset[tuple[int, int]]
    """The bounds of the scales on which presence was given."""

    @property
    def of_one(self) -> bool:
        """Whether it is about one alias that was asked for, so that it need not be said with each row."""
        return self.narrowed and len(self.practice.clients) == 1


def look(records: Sequence[Record], asked: Asked) -> Figures:
    """Collects and counts."""
    found = practice_of(records, asked)
    states = Counter(question.state for question in found.questions)
    return Figures(
        practice=found,
        narrowed=bool(asked.where.about),
        states={state: states[state] for state in STATES[SUPERVISION]},
        scales=frozenset((number.low, number.high) for number in found.presence),
    )


# ------------------------------------------------------------------ as data


def data(figures: Figures) -> dict[str, Plain]:
    """Gives all of it, each list as it is shown; numbers with the bounds of their scale."""
    found = figures.practice
    return {
        "pages": found.pages,
        "clients": [
            {
                "about": client.name,
                "pages": client.pages,
                "last": client.day.isoformat(),
                "presence": [number.value for number in client.presence],
            }
            for client in found.clients
        ],
        "presence": [number.data() for number in found.presence],
        "pulls": found.pulls.data(),
        **{name: _level_data(level) for name, level in found.levels.items()},
        "learned": [each.data() for each in found.learned],
        "supervision": {
            "states": dict(figures.states),
            "questions": [question.data() for question in found.questions],
        },
    }


def _level_data(level: Level) -> Plain:
    return {"chosen": level.chosen.data(), "numbers": [number.data() for number in level.numbers]}


# ------------------------------------------------------------------ as it is shown


def shown(figures: Figures, language: str) -> tuple[Block, ...]:
    """Gives the sentence and each subject of which there is something."""
    if not figures.practice.pages:
        return (Say(_NOTHING.in_language(language)),)
    return (
        Say(sentence(figures, language)),
        *_presence(figures, language),
        *_pulls(figures.practice.pulls, language),
        *_openness(figures.practice.levels, language),
        *_learned(figures, language),
        *_questions(figures, language),
        *_clients(figures, language),
    )


_NOTHING: Final = msg(
    "For coaches: here you will see how you were there, what pulled you, and what you learn. "
    "‘Right after the session’ takes three minutes."
)


def sentence(figures: Figures, language: str) -> str:
    """Gives the figures in plain words; they add up."""
    found = figures.practice
    if figures.of_one:
        said = plural(
            "You looked back on {n} session with {alias}.",
            "You looked back on {n} sessions with {alias}.",
            found.pages,
            alias=found.clients[0].name,
        )
        return said.in_language(language)
    looked = plural("You looked back on {n} session", "You looked back on {n} sessions", found.pages)
    return msg(
        "{looked}: {parts}.", looked=looked, parts=enumerate_words(_parts(found, language), language)
    ).in_language(language)


def _parts(found: Practice, language: str) -> list[str]:
    """Gives how many are about aliases, and how many about none; none of something is left out."""
    aliases = plural("{n} alias", "{n} aliases", len(found.clients))
    about = plural("{n} with {aliases}", "{n} with {aliases}", found.pages - found.without, aliases=aliases)
    without = plural("{n} without an alias", "{n} without an alias", found.without)
    return [part.in_language(language) for part in (about, without) if part.values["n"]]


# ------------------------------------------------------------------ presence


def _presence(figures: Figures, language: str) -> Iterator[Block]:
    """Gives the numbers in words, as a line in time, and as text."""
    numbers = figures.practice.presence
    if not numbers:
        return
    yield Heading(msg("How present you were").in_language(language))
    yield Say(_numbers_said(numbers).in_language(language))
    yield from _plot(numbers[-MOST_DRAWN:], figures.scales, language)
    yield Say(_as_text(numbers, language), quiet=True)


def _numbers_said(numbers: Sequence[Number]) -> Message:
    """Says between what they lie; of scales that differ only that they do."""
    given = plural("You gave it a number once,", "You gave it a number {n} times,", len(numbers))
    scales = {(number.low, number.high) for number in numbers}
    if len(scales) > 1:
        return msg("{given} on scales that differ.", given=given)
    low, high = scales.pop()
    values = [number.value for number in numbers]
    given = msg("{given} from {low} to {high}", given=given, low=low, high=high)
    if len(numbers) == 1:
        return msg("{given}: {value}.", given=given, value=values[0])
    if min(values) == max(values):
        return msg("{given}: each time {value}.", given=given, value=values[0])
    return msg("{given}; they lie between {least} and {most}.", given=given, least=min(values), most=max(values))


def _plot(numbers: Sequence[Number], scales: frozenset[tuple[int, int]], language: str) -> Iterator[Block]:
    """Gives a line in time, once there are two days; scales that differ go from their lowest to their highest."""
    first, last = numbers[0].when, numbers[-1].when
    same = len(scales) == 1
    low, high = next(iter(scales)) if same else (0, 100)
    if first.date() == last.date() or low >= high:
        return
    if not same:
        yield Say(_DIFFER.in_language(language), quiet=True)
    days = [(number.when - first).total_seconds() / _A_DAY for number in numbers]
    across = msg("from {first} to {last}", first=day(first.date(), language), last=day(last.date(), language))
    yield Plot(
        points=tuple(zip(days, (number.value if same else number.part for number in numbers), strict=True)),
        across=across.in_language(language),
        up=msg("how present").in_language(language),
        low=(0, low),
        high=(days[-1], high),
        up_ticks=tuple((number, f"{number}" if same else f"{number}%") for number in (low, high)),
        joined=True,
    )


_A_DAY: Final = 24 * 60 * 60
"""In seconds."""

_DIFFER: Final = msg(
    "Not every question has the same scale. In the picture each goes from its lowest (0%) to its highest (100%); "
    "below it are the numbers as you gave them."
)


def _as_text(numbers: Sequence[Number], language: str) -> str:
    """Gives the last numbers with their days, and if there are more how many are said and drawn."""
    same = len({(number.low, number.high) for number in numbers}) == 1
    said = [
        f"{day(number.when.date(), language)}: {number.value if same else _with_bounds(number, language)}"
        for number in numbers[-MOST_SAID:]
    ]
    text = " · ".join(each.replace(" ", _TOGETHER) for each in said)
    if len(numbers) <= MOST_SAID:
        return text
    last = msg("The last {n}, of {all}:", n=MOST_SAID, all=len(numbers)).in_language(language)
    if len(numbers) <= MOST_DRAWN:
        return f"{last} {text}"
    drawn = msg("The picture has the last {n}.", n=MOST_DRAWN).in_language(language)
    return f"{last} {text}\n{drawn}"


_TOGETHER: Final = "\u00a0"
"""A space at which no line breaks: a day and its number belong together."""


def _with_bounds(number: Number, language: str) -> str:
    said = msg("{value} ({low} to {high})", value=number.value, low=number.low, high=number.high)
    return said.in_language(language)


# ------------------------------------------------------------------ pulls and openness


def _pulls(pulls: Chosen, language: str) -> Iterator[Block]:
    """Gives what pulled, and of that what came back."""
    if not pulls.answers:
        return
    yield Heading(msg("What pulled you away from listening").in_language(language))
    told = plural("You wrote this down once.", "You wrote this down {n} times.", pulls.answers)
    again = [choice for choice, count in pulls.counts.items() if count > 1]
    named = [pulls.label(choice, language) for choice in again if choice.id != _NOTHING_PULLED]
    parts = [told.in_language(language)]
    if named:
        words = enumerate_words([f"‘{label}’" for label in named[:_NAMED]], language)
        back = msg("What came back most: {words}.", words=words)
        if len(named) <= _NAMED:
            back = msg("What came back: {words}.", words=words)
        parts.append(back.in_language(language))
    elif pulls.answers > 1 and not again:
        parts.append(msg("Each time it was something else.").in_language(language))
    yield Say(" ".join(parts))
    yield from _bars(pulls, language)


_NAMED: Final = 3
"""How many pulls are named in the sentence."""

_NOTHING_PULLED: Final = "nothing"
"""The option of the program's own pack that says that nothing pulled: it is counted, and is no pull that came back."""


def _bars(chosen: Chosen, language: str) -> Iterator[Block]:
    """Gives what was chosen most, and how many others there are."""
    rows = [*chosen.counts.items()]
    yield Bars(tuple(Bar(chosen.label(choice, language), count) for choice, count in rows[:MOST_CHOICES]))
    rest = [count for _choice, count in rows[MOST_CHOICES:]]
    if rest:
        others = plural("And {n} other, {times}.", "And {n} others, {times}.", len(rest), times=times(sum(rest)))
        yield Say(others.in_language(language), quiet=True)


_LEVELS: Final[Mapping[str, Message]] = dict(
    zip(
        LEVELS,
        (
            msg("Open about your method"),
            msg("Open in the contact"),
            msg("Open about your own life"),
        ),
        strict=True,
    )
)


def _openness(levels: Mapping[str, Level], language: str) -> Iterator[Block]:
    """Gives each of the three levels that was asked about, by itself."""
    for name, level in levels.items():
        if level.answers:
            yield Heading(_LEVELS[name].in_language(language))
            if level.numbers:
                yield Say(_numbers_said(level.numbers).in_language(language))
                if len(level.numbers) > 1:
                    yield Say(_as_text(level.numbers, language), quiet=True)
            if level.chosen.answers:
                told = plural("You answered this once.", "You answered this {n} times.", level.chosen.answers)
                yield Say(told.in_language(language))
                yield from _bars(level.chosen, language)


# ------------------------------------------------------------------ lists


def _learned(figures: Figures, language: str) -> Iterator[Block]:
    rows = figures.practice.learned
    if not rows:
        return
    yield Heading(msg("What you learned about yourself").in_language(language))
    if len(rows) > MOST_LEARNED:
        said = msg("The last {n}, of {all}.", n=MOST_LEARNED, all=len(rows))
        yield Say(said.in_language(language), quiet=True)
    yield Items(
        tuple(
            Item(day(row.day, language), clean_line(row.text), "" if figures.of_one else row.about, page=row.page)
            for row in rows[:MOST_LEARNED]
        )
    )


def _questions(figures: Figures, language: str) -> Iterator[Block]:
    questions = figures.practice.questions
    if not questions:
        return
    yield Heading(msg("Questions for supervision").in_language(language))
    yield Say(_questions_said(figures, language))
    if len(questions) > MOST_LISTED:
        said = msg("The last {n}, of {all}.", n=MOST_LISTED, all=len(questions))
        yield Say(said.in_language(language), quiet=True)
    yield Items(tuple(question.shown(SAID, language, alias=not figures.of_one) for question in questions[:MOST_LISTED]))


def _questions_said(figures: Figures, language: str) -> str:
    """Gives the counts in plain words; they add up."""
    written = plural("You wrote down {n} question", "You wrote down {n} questions", len(figures.practice.questions))
    counts = (
        plural("{n} is still open", "{n} are still open", figures.states[OPEN]),
        plural("{n} you brought in", "{n} you brought in", figures.states[BROUGHT]),
        plural("{n} is done", "{n} are done", figures.states[DONE]),
    )
    said = ", ".join(count.in_language(language) for count in counts if count.values["n"])
    return msg("{written}: {states}.", written=written, states=said).in_language(language)


def _clients(figures: Figures, language: str) -> Iterator[Block]:
    """Gives a row for each alias, unless it is all about one."""
    clients = figures.practice.clients
    if clients and not figures.of_one:
        yield Heading(msg("By alias").in_language(language))
        if len(clients) > MOST_LISTED:
            said = msg("The last {n}, of {all}.", n=MOST_LISTED, all=len(clients))
            yield Say(said.in_language(language), quiet=True)
        yield Items(
            tuple(
                Item(day(client.day, language), client.name, _client_said(client, figures, language), page=client.page)
                for client in clients[:MOST_LISTED]
            )
        )


def _client_said(client: Client, figures: Figures, language: str) -> str:
    """Gives how many sessions, and the last numbers in the order of time."""
    parts = [plural("{n} session", "{n} sessions", client.pages).in_language(language)]
    if client.presence:
        same = len(figures.scales) == 1
        numbers = client.presence[-MOST_OF_ONE:]
        said = [str(number.value) if same else _with_bounds(number, language) for number in numbers]
        words = ", ".join(["…", *said] if len(numbers) < len(client.presence) else said)
        parts.append(msg("present: {numbers}", numbers=words).in_language(language))
    return " · ".join(parts)


VIEW: Final = View(
    name="coach",
    title=msg("How you were there as a coach"),
    about=msg("for coaches: presence, openness, what you learn"),
    wants=practice.WANTS,
    look=look,
    data=data,
    shown=shown,
)
"""The view."""
