"""The view `feelings`: which came by, in which order, and what followed what. No feeling counts for better or worse.

How strong a feeling was is not told here: it belongs to its moment, and a mean of it would be a mark for a mood.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, TypeVar

from kwetsbaar.core import feelingwords
from kwetsbaar.core.lookback.blocks import Bar, Bars, Grid, Heading, Item, Items, Say
from kwetsbaar.core.lookback.facts import rows_of, text_of
from kwetsbaar.core.lookback.names import Names
from kwetsbaar.core.lookback.saying import times
from kwetsbaar.core.lookback.view import View
from kwetsbaar.i18n import LANGUAGES, day, enumerate_words, msg, plural
from kwetsbaar.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from kwetsbaar.core.feelingwords import Feeling
    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.core.lookback.facts import Fact, Plain
    from kwetsbaar.core.lookback.records import Asked, Record
    from kwetsbaar.i18n import Message

Origin: TypeAlias = Literal["built_in", "pack", "own"]
"""Whose word it is: the program's, a pack's author's, or the person's."""

T = TypeVar("T")

MOST_WORDS: Final = 10
"""How many words are drawn."""

MOST_PAIRS: Final = 8
"""How many pairs of what followed what are said in words."""

MOST_FAMILIES: Final = 6
"""How many families the grid is wide and high: that can be read in eighty columns."""

MOST_TIMES: Final = 50
"""How many rows, the newest, are listed in their order."""


class Word(NamedTuple):
    """One word for a feeling: a tuple, since many thousands of them are counted."""

    id: str
    """Of a person's own word: that word, without capitals and accents."""
    origin: Origin
    family: int
    """The number of its family; `NO_FAMILY` for a word that is not the program's own."""

    def __repr__(self) -> str:
        return f"Word({self.origin})"


NO_FAMILY: Final = -1
"""Stands for the words that have no family: a person's own, and those of the author of a pack."""


@dataclass(frozen=True)
class Time:
    """One row of feelings, in the order in which they came."""

    page: str
    day: date
    words: tuple[Word, ...] = field(repr=False)


@dataclass(frozen=True)
class Figures:
    """What came by. The counts of `words` and those of `families` are both `came_by` together."""

    times: tuple[Time, ...] = field(repr=False)
    """The newest first."""
    words: Mapping[Word, int] = field(repr=False)
    """How often each came by, the most first, and of those that came as often the one that came last."""
    first: Mapping[Word, int] = field(repr=False)
    """How often each came first, in the same order; together as many as there are `times`."""
    follows: Mapping[tuple[Word, Word], int] = field(repr=False)
    """How often the one was followed at once by the other, in the same order."""
    families: Mapping[int, int]
    """How often a word of each family came by, the most first."""
    family_follows: Mapping[tuple[int, int], int]
    """How often a word of the one family was followed at once by one of the other; together all of `follows`."""
    names: Names
    """What the words are called that are not the program's own."""

    def label(self, word: Word, language: str) -> str:
        """Gives what a word is called in `language`."""
        called = feelingwords.labels(language).get(word.id) if word.origin == "built_in" else None
        return called or (word.id if word.origin == "built_in" else self.names.of(word, language))

    @property
    def came_by(self) -> int:
        """How many feelings came by."""
        return sum(self.words.values())

    @property
    def followed(self) -> int:
        """How many of them followed another."""
        return sum(self.follows.values())


def look(records: Sequence[Record], asked: Asked) -> Figures:
    """Counts."""
    named: list[tuple[Word, str, str]] = []
    found = tuple(time for record in asked.of(records) for time in _times(record, named))
    words = [word for time in found for word in time.words]
    pairs = [pair for time in found for pair in pairwise(time.words)]
    return Figures(
        times=found,
        words=_counted(words),
        first=_counted([time.words[0] for time in found]),
        follows=_counted(pairs),
        families=_counted([word.family for word in words]),
        family_follows=_counted([(one.family, other.family) for one, other in pairs]),
        names=Names.read(named),
    )


def _counted(things: Sequence[T]) -> dict[T, int]:
    """Counts, the most first; what was met first, and so came last, goes before the rest that is as many."""
    return dict(Counter(things).most_common())


def _times(record: Record, named: list[tuple[Word, str, str]]) -> Iterator[Time]:
    """Gives the rows of a page; what its words are called there that are not the program's own goes into `named`."""
    for fact in record.facts:
        if fact.kind == "feelings":
            words = [word for row in rows_of(fact.value) if (word := _word(row, fact, record.lang, named))]
            if words:
                yield Time(record.name, record.day, tuple(words))


# ------------------------------------------------------------------ words and families


def _word(row: Mapping[str, Plain], fact: Fact, language: str, named: list[tuple[Word, str, str]]) -> Word | None:
    """Gives the word of one feeling; None for what is none."""
    given = row.get("word")
    id_ = given if isinstance(given, str) else ""
    called = text_of(given, "other") if isinstance(given, dict) else fact.labels.get(id_, "")
    word = _read(id_, called, language)
    if word and called and word.origin != "built_in":
        named.append((word, language, called))
    return word


@lru_cache(maxsize=4096)
def _read(id_: str, called: str, language: str) -> Word | None:
    """Gives the word with this id, or with none, and what it was called if only its page knew that.

    One that is called as a word of the program's own is that word, also if a person wrote it or a pack had it.
    """
    known = _ids(language).get(fold(called)) if called else id_
    if known:
        return Word(known, "built_in", _numbers().get(known, NO_FAMILY))
    if called:
        return Word(id_ or fold(called), "pack" if id_ else "own", NO_FAMILY)
    return None


@lru_cache(maxsize=len(LANGUAGES))
def _ids(language: str) -> Mapping[str, str]:
    """Gives the ids of the program's own words by what they are called in `language`, folded."""
    labels = feelingwords.labels(language if language in LANGUAGES else LANGUAGES[0])
    return MappingProxyType({fold(label): id_ for id_, label in reversed([*labels.items()])})


@lru_cache(maxsize=1)
def _numbers() -> Mapping[str, int]:
    """Gives the number of the family of each of the program's own words, by id."""
    names = _families(LANGUAGES[0])
    return MappingProxyType({word.id: names.index(_family(word)) for word in feelingwords.built_in(LANGUAGES[0])})


@lru_cache(maxsize=len(LANGUAGES))
def _families(language: str) -> tuple[str, ...]:
    """Gives what the families are called in `language`, by number."""
    return tuple(dict.fromkeys(map(_family, feelingwords.built_in(language))))


def _family(word: Feeling) -> str:
    return word.families[0]


def family_name(number: int, language: str) -> str:
    """Gives what a family is called."""
    return msg("other words").in_language(language) if number == NO_FAMILY else _families(language)[number]


def _family_id(number: int) -> str | None:
    """Gives what a family is called in data: its English name."""
    return None if number == NO_FAMILY else _families("en")[number]


# ------------------------------------------------------------------ as data


def data(figures: Figures) -> dict[str, Plain]:
    """Gives the counts, and every row in its order. A word is its id, or `{ other = … }` as the person wrote it.

    One of a pack's author has its label too.
    """
    return {
        "times": len(figures.times),
        "came_by": figures.came_by,
        "words": [
            {
                "word": _said(figures, word),
                "family": _family_id(word.family),
                "came_by": count,
                "first": figures.first.get(word, 0),
            }
            for word, count in figures.words.items()
        ],
        "families": [{"family": _family_id(number), "came_by": count} for number, count in figures.families.items()],
        "follows": [
            {"word": _said(figures, one), "next": _said(figures, other), "times": count}
            for (one, other), count in figures.follows.items()
        ],
        "families_follow": [
            {"family": _family_id(one), "next": _family_id(other), "times": count}
            for (one, other), count in figures.family_follows.items()
        ],
        "in_order": [
            {"page": time.page, "written": time.day.isoformat(), "words": [_said(figures, word) for word in time.words]}
            for time in figures.times
        ],
    }


def _said(figures: Figures, word: Word) -> Plain:
    if word.origin == "built_in":
        return word.id
    called = figures.names.of(word, "")
    return {"other": called} if word.origin == "own" else {"id": word.id, "label": called}


# ------------------------------------------------------------------ as it is shown


def shown(figures: Figures, language: str) -> tuple[Block, ...]:
    """Gives the sentence, the words and families as bars, what followed what, and the rows themselves."""
    if not figures.times:
        return (Say(_NOTHING.in_language(language)),)
    return (
        Say(sentence(figures, language)),
        *_bars(figures, language),
        *_follows(figures, language),
        *_list(figures, language),
    )


_NOTHING: Final = msg(
    "Here you will see which feelings came by, and what followed what. ‘The weather inside’ asks for them, "
    "in the order in which they come."
)


def sentence(figures: Figures, language: str) -> str:
    """Gives the figures in plain words; they add up."""
    written = plural("You wrote down what you felt once", "You wrote down what you felt {n} times", len(figures.times))
    came = plural("{n} feeling came by", "{n} feelings came by", figures.came_by)
    told = msg("{written}; {came}.", written=written, came=came)
    if len(figures.words) < figures.came_by:
        words = plural("in {n} word", "in {n} different words", len(figures.words))
        told = msg("{written}; {came}, {words}.", written=written, came=came, words=words)
    parts = [told.in_language(language), *_first(figures, language)]
    return " ".join(parts)


def _first(figures: Figures, language: str) -> Iterator[str]:
    """Says what came first most often, once that is more than once."""
    most = max(figures.first.values())
    if most > 1:
        words = [figures.label(word, language) for word, count in figures.first.items() if count == most]
        if len(words) <= _NAMED:
            first = plural(
                "What came first most often: {words} ({times}).",
                "What came first most often: {words} ({times} each).",
                len(words),
                words=enumerate_words(words, language),
                times=times(most),
            )
            yield first.in_language(language)


_NAMED: Final = 3
"""How many words are named in the sentence at most."""


def _bars(figures: Figures, language: str) -> Iterator[Block]:
    """Gives the words that came by most, how many the rest are, and the families."""
    yield Heading(msg("What came by").in_language(language))
    words = [*figures.words.items()]
    yield Bars(tuple(Bar(figures.label(word, language), count) for word, count in words[:MOST_WORDS]))
    rest = [count for _word, count in words[MOST_WORDS:]]
    if rest:
        others = plural(
            "And {n} other word, {times}.", "And {n} other words, {times}.", len(rest), times=times(sum(rest))
        )
        yield Say(others.in_language(language), quiet=True)
    yield Heading(msg("By family, as the list of words has them").in_language(language))
    yield Bars(
        tuple(
            Bar(family_name(number, language), count, quiet=number == NO_FAMILY)
            for number, count in sorted(figures.families.items(), key=lambda family: family[0] == NO_FAMILY)
        )
    )


def _follows(figures: Figures, language: str) -> Iterator[Block]:
    """Gives what followed what, in words and between families."""
    yield Heading(msg("What followed what").in_language(language))
    if not figures.follows:
        nothing = msg("Each time one feeling came by. Once two come one after the other, you will see that here.")
        yield Say(nothing.in_language(language), quiet=True)
        return
    yield Say("\n".join(_pairs(figures, language)))
    yield from _grid(figures, language)


def _pairs(figures: Figures, language: str) -> Iterator[str]:
    """Gives a line for each pair that came most; the rest is one line, so that they add up."""
    pairs = [*figures.follows.items()]
    for (one, other), count in pairs[:MOST_PAIRS]:
        names = {"one": figures.label(one, language), "other": figures.label(other, language)}
        yield plural("{one} → {other}: once", "{one} → {other}: {n} times", count, **names).in_language(language)
    rest = sum(count for _pair, count in pairs[MOST_PAIRS:])
    if rest:
        yield plural("something else: once", "something else: {n} times", rest).in_language(language)


def _grid(figures: Figures, language: str) -> Iterator[Block]:
    """Gives the families by what followed them: those that are in most of it, and it is said if there are more."""
    held = Counter[int]()
    for pair, count in figures.family_follows.items():
        held.update(dict.fromkeys(pair, count))
    if len(held) < 2:  # noqa: PLR2004 - one by one is no picture
        return
    order = [*figures.families]
    shown_ = sorted(sorted(held, key=lambda number: (-held[number], order.index(number)))[:MOST_FAMILIES])
    inside = sum(count for pair, count in figures.family_follows.items() if {*pair} <= {*shown_})
    yield Say(_grid_said(figures.followed, inside, len(shown_), len(held)).in_language(language), quiet=True)
    names = tuple(family_name(number, language) for number in shown_)
    cells = tuple(tuple(figures.family_follows.get((one, other), 0) for other in shown_) for one in shown_)
    yield Grid(names, names, cells)


def _grid_said(followed: int, inside: int, shown_: int, families: int) -> Message:
    how = msg("By family: what came first stands at the left, what followed it on top.")
    if shown_ == families:
        return how
    return plural(
        "{how} These are the {shown} families that came most, of {families}: {inside} of {n} time.",
        "{how} These are the {shown} families that came most, of {families}: {inside} of {n} times.",
        followed,
        how=how,
        shown=shown_,
        families=families,
        inside=inside,
    )


def _list(figures: Figures, language: str) -> Iterator[Block]:
    yield Heading(msg("In the order in which they came").in_language(language))
    listed = figures.times[:MOST_TIMES]
    if len(listed) < len(figures.times):
        said = msg("The last {n}, of {all}.", n=len(listed), all=len(figures.times))
        yield Say(said.in_language(language), quiet=True)
    yield Items(tuple(_item(figures, time, language) for time in listed))


def _item(figures: Figures, time: Time, language: str) -> Item:
    words = " → ".join(figures.label(word, language) for word in time.words)
    return Item(day(time.day, language), words, page=time.page)


VIEW: Final = View(
    name="feelings",
    title=msg("What you felt, and what followed"),
    about=msg("which feelings came by, and in which order"),
    wants=frozenset({"feelings"}),
    look=look,
    data=data,
    shown=shown,
)
"""The view."""
