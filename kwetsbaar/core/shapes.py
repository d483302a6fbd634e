"""How the values in a pack file must look: texts in more languages, numbers, options, names of steps.

A shape is a declaration and nothing else: what it says of a value can be read from its fields, so that the check of a
file and the schema of the format come from one source. Each `read` gives the value cleaned and typed, or None after
having reported every flaw at its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.nearest import nearest, shown
from kwetsbaar.core.pack import Option, Text
from kwetsbaar.i18n import LANGUAGES, msg
from kwetsbaar.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kwetsbaar.core.kinds.base import Place
    from kwetsbaar.core.toml import Toml

ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""What an id looks like (docs/packs.md)."""

PACK_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
"""What the id of a pack looks like, the stem of its file."""

RESERVED: Final = frozenset({"item", "answered", "skipped", "care_before", "care_after"})
"""Names that have a meaning of their own, so that no step can have them."""

ALWAYS: Final = frozenset({"answered", "skipped"})
"""The words that a `when` may use for every kind, so that no option can have them."""

_UNITS: Final = ("day", "week", "month", "year")
_SPAN = re.compile(rf"(\d{{1,3}})\s+({'|'.join(_UNITS)})s?", re.ASCII)


def _any_case(word: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


SPAN_AS_JSON: Final = rf"^\s*([1-9][0-9]{{0,2}}|0[1-9][0-9]?|00[1-9])\s+({'|'.join(map(_any_case, _UNITS))})[sS]?\s*$"
"""What a span looks like to who knows neither strips nor folds: a number above 0 and a unit, in any case."""


@dataclass(frozen=True)
class Words:
    """A text: a plain string in the pack's first language, or one string per language. Read as `Text`."""

    one_line: bool = False
    """Whether breaks become spaces."""

    def read(self, raw: Toml, place: Place) -> Text | None:
        """Gives the text, the pack's first language first."""
        if not isinstance(raw, dict):
            only = self._one(raw, place)
            return None if only is None else Text({place.language: only})
        texts = {language: self._in(language, raw, place) for language in _first(place.language, raw)}
        whole = {language: text for language, text in texts.items() if text is not None}
        return Text(whole) if len(whole) == len(texts) else None

    def _in(self, language: str, raw: dict[str, Toml], place: Place) -> str | None:
        if language in LANGUAGES:
            return self._one(raw[language], place.within(language))
        place.within(language).report(
            msg("‘{language}’ is not a language that a pack can have. Write nl or en.", language=shown(language))
        )
        return None

    def _one(self, raw: Toml, place: Place) -> str | None:
        if not isinstance(raw, str):
            place.report(msg('‘{name}’ is a text. Put it between quotes: "text".', name=shown(place.name)))
            return None
        text = clean_line(raw) if self.one_line else clean(raw).strip()
        if not text:
            place.report(msg("‘{name}’ is empty. Write a text, or take the line away.", name=shown(place.name)))
        return text or None


@dataclass(frozen=True)
class Line:
    """One line of plain text, the same in every language. Read as `str`."""

    def read(self, raw: Toml, place: Place) -> str | None:
        """Gives the line, cleaned."""
        text = clean_line(raw) if isinstance(raw, str) else ""
        if not text:
            place.report(msg('‘{name}’ is a text. Put it between quotes: "text".', name=shown(place.name)))
        return text or None


@dataclass(frozen=True)
class Whole:
    """A whole number, both bounds included. Read as `int`."""

    low: int
    high: int

    def read(self, raw: Toml, place: Place) -> int | None:
        """Gives the number."""
        if isinstance(raw, int) and not isinstance(raw, bool) and self.low <= raw <= self.high:
            return raw
        if self.low == self.high:
            place.report(msg("‘{name}’ is {low}, without quotes.", name=shown(place.name), low=self.low))
            return None
        place.report(
            msg(
                "‘{name}’ is a whole number from {low} to {high}, without quotes.",
                name=shown(place.name),
                low=self.low,
                high=self.high,
            )
        )
        return None


@dataclass(frozen=True)
class Flag:
    """True or false. Read as `bool`."""

    def read(self, raw: Toml, place: Place) -> bool | None:
        """Gives what it is."""
        if isinstance(raw, bool):
            return raw
        place.report(msg("‘{name}’ is true or false, without quotes.", name=shown(place.name)))
        return None


@dataclass(frozen=True, init=False)
class OneOf:
    """One word of a fixed few. Read as `str`."""

    words: tuple[str, ...]

    def __init__(self, *words: str) -> None:
        object.__setattr__(self, "words", words)

    def read(self, raw: Toml, place: Place) -> str | None:
        """Gives the word."""
        if isinstance(raw, str) and raw in self.words:
            return raw
        _report_word(raw, self.words, place)
        return None


@dataclass(frozen=True, init=False)
class ManyOf:
    """Some words of a fixed few: one, or a list. Read as `tuple[str, ...]`, each once, in the order given."""

    words: tuple[str, ...]

    def __init__(self, *words: str) -> None:
        object.__setattr__(self, "words", words)

    def read(self, raw: Toml, place: Place) -> tuple[str, ...] | None:
        """Gives the words."""
        return _each(raw, place, OneOf(*self.words).read)


@dataclass(frozen=True)
class Id:
    """The name that a step gives itself. Read as `str`."""

    def read(self, raw: Toml, place: Place) -> str | None:
        """Gives the id; a word that means something of its own is none."""
        if not isinstance(raw, str) or not ID.fullmatch(raw):
            place.report(
                msg('An id begins with a letter from a to z; after it come letters, digits, _ and - only: "my_step".')
            )
            return None
        if raw in RESERVED:
            place.report(msg("‘{id}’ has a meaning of its own here. Choose another id.", id=raw))
            return None
        return raw


@dataclass(frozen=True)
class StepName:
    """The id of one earlier step. Read as `str`; whether it is there is not known here."""

    def read(self, raw: Toml, place: Place) -> str | None:
        """Gives the id."""
        if isinstance(raw, str) and raw:
            return raw
        place.report(msg('‘{name}’ names an earlier step by its id: "my_step".', name=shown(place.name)))
        return None


@dataclass(frozen=True)
class StepNames:
    """The ids of one or more earlier steps: one, or a list. Read as `tuple[str, ...]`."""

    def read(self, raw: Toml, place: Place) -> tuple[str, ...] | None:
        """Gives the ids, each once."""
        return _each(raw, place, StepName().read)


@dataclass(frozen=True)
class PackNames:
    """The ids of one or more packs: one, or a list. Read as `tuple[str, ...]`; whether they exist is not known here."""

    def read(self, raw: Toml, place: Place) -> tuple[str, ...] | None:
        """Gives the ids, each once."""
        return _each(raw, place, self._one)

    def _one(self, raw: Toml, place: Place) -> str | None:
        if isinstance(raw, str) and PACK_ID.fullmatch(raw):
            return raw
        place.report(msg('‘{name}’ names packs by their file, without .toml: ["my-pack"].', name=shown(place.name)))
        return None


@dataclass(frozen=True)
class Span:
    """A stretch of time: a number of days, weeks, months or years. Read as `str`: "1 day", "3 weeks"."""

    def read(self, raw: Toml, place: Place) -> str | None:
        """Gives the span in its one way of writing."""
        found = _SPAN.fullmatch(raw.strip().lower()) if isinstance(raw, str) else None
        count = int(found[1]) if found else 0
        if found and count:
            return f"{count} {found[2]}{'s' if count > 1 else ''}"
        place.report(msg('‘{name}’ is a time such as "1 day", "3 weeks" or "2 months".', name=shown(place.name)))
        return None


@dataclass(frozen=True)
class Pair:
    """Two whole numbers, each from `low` to `high`. Read as `tuple[int, int]`."""

    low: int
    high: int

    def read(self, raw: Toml, place: Place) -> tuple[int, int] | None:
        """Gives both numbers."""
        match raw:
            case [int(one), int(two)] if self._fits(one) and self._fits(two):
                return one, two
        place.report(
            msg(
                "‘{name}’ is two whole numbers from {low} to {high}: [4, 6].",
                name=shown(place.name),
                low=self.low,
                high=self.high,
            )
        )
        return None

    def _fits(self, number: int) -> bool:
        return not isinstance(number, bool) and self.low <= number <= self.high


@dataclass(frozen=True)
class Series:
    """How many times and how often: `{ times = 4, every = "1 day" }`. Read as `tuple[int, str]`."""

    times: Whole = Whole(2, 100)
    every: Span = Span()

    def read(self, raw: Toml, place: Place) -> tuple[int, str] | None:
        """Gives both."""
        if not isinstance(raw, dict) or set(raw) != {"times", "every"}:
            place.report(msg('‘series’ looks like this: {{ times = 4, every = "1 day" }}.'))
            return None
        times = self.times.read(raw["times"], place.within("times"))
        every = self.every.read(raw["every"], place.within("every"))
        return None if times is None or every is None else (times, every)


@dataclass(frozen=True)
class Options:
    """What can be chosen: tables with an id and a text per language, or plain strings. Read as `tuple[Option, ...]`.

    Of a plain string the text is the id as well, and its language is the pack's first.
    """

    def read(self, raw: Toml, place: Place) -> tuple[Option, ...] | None:
        """Gives the options in the order of the file; at least one, and no id twice."""
        if not isinstance(raw, list) or not raw:
            place.report(
                msg(
                    '‘{name}’ is a list: ["Yes", "No"], or for more languages [{{ id = "yes", nl = "Ja" }}].',
                    name=shown(place.name),
                )
            )
            return None
        read = [self._one(item, place.within(n)) for n, item in enumerate(raw)]
        options = tuple(option for option in read if option)
        twice = self._report_twice(read, place)
        return options if len(options) == len(read) and not twice else None

    def _one(self, raw: Toml, place: Place) -> Option | None:
        if isinstance(raw, str):
            return self._plain(raw, place)
        if isinstance(raw, dict):
            return self._table(raw, place)
        place.report(msg('An option is a text, "Yes", or a table: {{ id = "yes", nl = "Ja", en = "Yes" }}.'))
        return None

    def _plain(self, raw: str, place: Place) -> Option | None:
        text = Words(one_line=True).read(raw, place)
        label = next(iter(text.texts.values())) if text else None
        return Option(label, text) if text and label and _free(label, place) else None

    def _table(self, raw: dict[str, Toml], place: Place) -> Option | None:
        words = {language: text for language, text in raw.items() if language != "id"}
        odd = [name for name in words if name not in LANGUAGES]
        for name in odd:
            place.report(
                msg("An option has an id and its text in nl or en. ‘{name}’ is none of these.", name=shown(name))
            )
        if not words:
            place.report(msg('This option has no text. Add nl = "…" or en = "…".'))
        option_id = self._id(raw.get("id"), place)
        label = Words(one_line=True).read({**words}, place) if words and not odd else None
        return Option(option_id, label) if option_id and label else None

    def _id(self, raw: Toml | None, place: Place) -> str | None:
        if raw is None:
            place.report(msg('This option has no id. Add id = "…", one word that never changes.'))
            return None
        if not isinstance(raw, str) or not ID.fullmatch(raw):
            place.report(
                msg(
                    "The id of an option begins with a letter from a to z; after it come letters, digits, _ and - only."
                )
            )
            return None
        return raw if _free(raw, place) else None

    def _report_twice(self, options: list[Option | None], place: Place) -> bool:
        seen: set[str] = set()
        twice = False
        for n, option in enumerate(options):
            if option and option.id in seen:
                twice = True
                place.within(n).report(msg("The option ‘{id}’ is already there.", id=shown(option.id)))
            seen |= {option.id} if option else set()
        return twice


def _free(option_id: str, place: Place) -> bool:
    if option_id not in ALWAYS:
        return True
    place.report(msg("‘{id}’ has a meaning of its own here. Choose another id.", id=option_id))
    return False


def _first(language: str, raw: dict[str, Toml]) -> list[str]:
    return sorted(raw, key=lambda code: code != language)


def _report_word(raw: Toml, known: Iterable[str], place: Place) -> None:
    word = raw if isinstance(raw, str) else ""
    close = nearest(word, known)
    name, listed = shown(place.name), ", ".join(known)
    if not word:
        place.report(msg("‘{name}’ is one of these, between quotes: {known}.", name=name, known=listed))
    elif close:
        place.report(msg("‘{word}’ is no {name}. Do you mean ‘{nearest}’?", word=shown(word), name=name, nearest=close))
    else:
        place.report(msg("‘{word}’ is no {name}. Choose one of: {known}.", word=shown(word), name=name, known=listed))


def _each(raw: Toml, place: Place, read: Callable[[Toml, Place], str | None]) -> tuple[str, ...] | None:
    if not isinstance(raw, list):
        one = read(raw, place)
        return None if one is None else (one,)
    if not raw:
        place.report(msg("‘{name}’ is an empty list. Fill it, or take the line away.", name=shown(place.name)))
        return None
    words = [read(item, place.within(n)) for n, item in enumerate(raw)]
    whole = tuple(dict.fromkeys(word for word in words if word is not None))
    return None if None in words else whole
