"""The view `question`: the key question over time, by what it was about. Yes, no and not yet weigh the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.lookback.blocks import Bar, Bars, Heading, Item, Say
from kwetsbaar.core.lookback.facts import lines_of
from kwetsbaar.core.lookback.listed import listed
from kwetsbaar.core.lookback.quoting import quoted
from kwetsbaar.core.lookback.view import View
from kwetsbaar.i18n import day, enumerate_words, msg, plural
from kwetsbaar.text import clean_line, first_line, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.core.lookback.facts import Fact, Plain
    from kwetsbaar.core.lookback.records import Asked, Record
    from kwetsbaar.i18n import Message

MEASURE: Final = "key_question"
"""The measure of an answer to the key question."""

YES, NO, NOT_YET = KNOWN = ("yes", "no", "not_yet")
"""The options that every pack means the same by, in the order in which they are asked; that order ranks nothing."""

_BESIDE: Final = ("why", "courage")
"""The tags of what is shown beside an answer."""


@dataclass(frozen=True)
class Answer:
    """What was answered once."""

    page: str
    day: date
    option: str
    """One of `KNOWN`; empty for another option or for own words."""
    text: str = field(repr=False)
    """As the person saw or wrote it."""
    again: date | None
    """The day that was chosen to ask it again; None for none."""
    item: str = field(repr=False)
    """For a question that was repeated: what it was about."""
    beside: tuple[str, ...] = field(repr=False)
    """What went with it, in the person's own words."""


@dataclass(frozen=True)
class Theme:
    """One matter, and what was answered about it, the oldest first."""

    name: str = field(repr=False)
    """As it was written last; where a page has none, the title of its questions."""
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Figures:
    """All answers, by matter; the matter that was last asked about comes first."""

    themes: tuple[Theme, ...]
    counts: dict[str, int]
    """How often each of `KNOWN` was answered."""
    others: dict[str, int] = field(repr=False)
    """How often something else was, by what it says."""
    today: date

    @property
    def total(self) -> int:
        """How often it was answered."""
        return sum(self.counts.values()) + sum(self.others.values())


def look(records: Sequence[Record], asked: Asked) -> Figures:
    """Gathers."""
    names: dict[tuple[str, str], str] = {}
    found: dict[tuple[str, str], list[Answer]] = {}
    for record in asked.of(records):
        for answer in _answers(record):
            theme = ("", fold(record.theme)) if fold(record.theme) else (record.pack, "")
            names.setdefault(theme, " ".join(record.theme.split()) or record.title or record.pack)
            found.setdefault(theme, []).append(answer)
    answers = [answer for group in found.values() for answer in group]
    counts = Counter(answer.option for answer in answers if answer.option)
    return Figures(
        themes=tuple(Theme(names[theme], tuple(reversed(group))) for theme, group in found.items()),
        counts={option: counts[option] for option in KNOWN},
        others=_others(answers),
        today=asked.today,
    )


def _answers(record: Record) -> list[Answer]:
    """Gives the answers on one page, the last one first, as the pages come."""
    beside = tuple(line for fact in record.facts if fact.tag in _BESIDE for line in _words(fact))
    found = [fact for fact in record.facts if fact.measure == MEASURE]
    return [
        Answer(record.name, record.day, _option(fact), text, _again(record, fact), fact.item or "", beside)
        for fact in reversed(found)
        if (text := _text(fact))
    ]


def _words(fact: Fact) -> tuple[str, ...]:
    """Gives what a person wrote; an option that was chosen says less."""
    return lines_of(fact) if fact.kind != "choice" else ()


def _option(fact: Fact) -> str:
    value = fact.value
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if fact.kind == "choice" and isinstance(value, str) and value in KNOWN else ""


def _text(fact: Fact) -> str:
    if isinstance(fact.value, int):
        return str(fact.value)
    return ", ".join(clean_line(line) for line in lines_of(fact))


def _again(record: Record, asked: Fact) -> date | None:
    """Gives the day on which the person wanted this question to come back."""
    for fact in record.facts:
        if fact.kind == "revisit" and fact.about == asked.key and isinstance(fact.value, str):
            try:
                return date.fromisoformat(fact.value)
            except ValueError:  # never
                return None
    return None


def _others(answers: Sequence[Answer]) -> dict[str, int]:
    """Counts what is none of the options that every pack knows, by what it says, as it was written last."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for answer in answers:
        if not answer.option:
            names.setdefault(fold(answer.text), answer.text)
            counts[fold(answer.text)] += 1
    return {names[key]: count for key, count in counts.items()}


# ------------------------------------------------------------------ as data


def data(figures: Figures) -> dict[str, Plain]:
    """Gives the counts, and every answer by what it was about."""
    return {
        "answers": figures.total,
        "counts": {**figures.counts},
        "others": [{"answer": text, "times": count} for text, count in figures.others.items()],
        "themes": [
            {"theme": theme.name, "answers": [_answer_data(answer) for answer in theme.answers]}
            for theme in figures.themes
        ],
    }


def _answer_data(answer: Answer) -> Plain:
    return {
        "page": answer.page,
        "day": answer.day.isoformat(),
        "answer": answer.option or None,
        "text": answer.text,
        "about": answer.item or None,
        "again": answer.again.isoformat() if answer.again else None,
        "beside": [*answer.beside],
    }


# ------------------------------------------------------------------ as it is shown


def shown(figures: Figures, language: str) -> tuple[Block, ...]:
    """Gives the sentence, the counts, and per matter each answer in its time."""
    if not figures.total:
        return (Say(_NOTHING.in_language(language)),)
    return (Say(sentence(figures, language)), *_bars(figures, language), *_themes(figures, language))


_NOTHING: Final = msg(
    "Here you will see what you answered to the question ‘Can I handle it if it doesn't work out?’, and how that goes "
    "on. Yes, no and not yet are all good answers. The pack kan-ik-het-aan asks it."
)
_SAID: Final = {YES: msg("yes"), NO: msg("no"), NOT_YET: msg("not yet")}


def sentence(figures: Figures, language: str) -> str:
    """Gives the figures in plain words; they add up."""
    counts = [(_SAID[option].in_language(language), count) for option, count in figures.counts.items()]
    others = [(quoted(text), count) for text, count in figures.others.items()]
    told = [
        plural("{answer} once", "{answer} {n} times", count, answer=name).in_language(language)
        for name, count in (*counts, *others)
        if count
    ]
    if figures.total == 1:
        (answer,) = (name for name, count in (*counts, *others) if count)
        return msg("You answered the question once: {answer}.", answer=answer).in_language(language)
    return msg(
        "{asked}, {about}: {told}.",
        asked=plural("You answered the question {n} time", "You answered the question {n} times", figures.total),
        about=plural("about {n} matter", "about {n} matters", len(figures.themes)),
        told=enumerate_words(told, language),
    ).in_language(language)


def _bars(figures: Figures, language: str) -> Iterator[Block]:
    """Gives the counts, each drawn alike; of one answer there is nothing to draw."""
    if figures.total > 1:
        known = [Bar(_SAID[option].in_language(language), count) for option, count in figures.counts.items()]
        yield Bars((*known, *(Bar(first_line(text), count) for text, count in figures.others.items())))


def _themes(figures: Figures, language: str) -> Iterator[Block]:
    for theme in figures.themes:
        yield Heading(theme.name)
        yield listed(theme.answers, _item, figures.today, language)


def _item(answer: Answer, today: date, language: str) -> Item:
    parts = [answer.item] if answer.item else []
    parts += [quoted(text) for text in answer.beside]
    if answer.again:
        parts.append(_comes_back(answer.again, today, language).in_language(language))
    return Item(day(answer.day, language), answer.text, " · ".join(parts), page=answer.page)


def _comes_back(again: date, today: date, language: str) -> Message:
    """Says which day was chosen; what lies behind is no reproach."""
    said = day(again, language)
    return msg("comes back on {day}", day=said) if again > today else msg("you chose {day} to ask it again", day=said)


VIEW: Final = View(
    name="question",
    title=msg("Can I handle it? Your answers over time"),
    about=msg("the key question, by what it was about"),
    wants=frozenset({MEASURE, "revisit", *_BESIDE}),
    look=look,
    data=data,
    shown=shown,
)
"""The view."""
