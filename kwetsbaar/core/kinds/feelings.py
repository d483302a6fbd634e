"""The kind `feelings`: feelings in the order in which they come, each if wanted with an intensity and a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import feelingwords
from kwetsbaar.core.feelingwords import Feeling
from kwetsbaar.core.kinds.base import AnswerError, Form, Key, Kind, text_of
from kwetsbaar.core.kinds.records import line_in, only, records, whole_in
from kwetsbaar.core.nearest import shown
from kwetsbaar.core.shapes import Flag, Options
from kwetsbaar.i18n import LANGUAGES, Message, enumerate_words, msg, plural
from kwetsbaar.text import clean_line, first_line

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.kinds.records import Record, Spot
    from kwetsbaar.core.pack import Option, Step
    from kwetsbaar.core.toml import Table, Toml

MOST: Final = 100
"""How many feelings can come by in one answer."""

STRONGEST: Final = 10
"""The highest intensity; the lowest is 0."""

_KEYS: Final = ("word", "intensity", "place")


@dataclass(frozen=True)
class FeelingsForm(Form):
    """A row of feelings. One may come by more than once.

    An answer is a list of `{ word, intensity, place }`: of a word the id, or `{ other = "…" }` for one's own. A word
    may also be given by what it is called in any language.
    """

    looked_back_on = True

    own: tuple[Feeling, ...] = ()
    """The words of the pack's author; empty for those of the program's own."""
    intensity: bool = False
    """Whether it is asked how strong each of them is."""
    body: bool = False
    """Whether it is asked where in the body each of them is."""
    language: str = field(default=LANGUAGES[0], compare=False)
    """In which the words are offered."""
    old: bool = field(default=False, compare=False)
    """Whether it comes from a page, which may hold the ids of words that this version does not know."""

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        own = tuple(_feeling(option, language) for option in step.options("words"))
        return cls(own, step.flag("intensity"), step.flag("body"), language)

    @classmethod
    def read(cls, table: Table) -> Self:
        rows = table.get("words")
        own = tuple(
            Feeling(id_, text_of(row, "label") or id_)
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, dict) and (id_ := text_of(row, "id"))
        )
        return cls(own, table.get("intensity") is True, table.get("body") is True, old=True)

    def kept(self) -> dict[str, Toml]:
        kept: dict[str, Toml] = {}
        if self.own:
            kept["words"] = [{"id": word.id, "label": word.label} for word in self.own]
        if self.intensity:
            kept["intensity"] = True
        if self.body:
            kept["body"] = True
        return kept

    @cached_property
    def offered(self) -> tuple[Feeling, ...]:
        """Gives every word that can be chosen."""
        return self.own or feelingwords.built_in(self.language)

    def check(self, value: Toml) -> Toml:
        rows = records(value, msg('[{{ word = "sad", intensity = 5 }}]'))
        if len(rows) > MOST:
            raise AnswerError(plural("There is room for {n} item here.", "There is room for {n} items here.", MOST))
        return [self._one(row, (n,)) for n, row in enumerate(rows)]

    def short(self, value: Toml, language: str) -> str:
        return enumerate_words([first_line(word) for word in dict.fromkeys(self.labels(value, language))], language)

    def markdown(self, value: Toml, language: str) -> str:
        items = zip(_items(value), self.labels(value, language), strict=True)
        return " → ".join(f"{n}. {self.said(item, label)}" for n, (item, label) in enumerate(items, 1))

    def words(self, value: Toml) -> frozenset[str]:
        return frozenset(word for item in _items(value) if isinstance(word := item.get("word"), str))

    def items(self, value: Toml) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.labels(value, self.language)))

    def named(self, value: Toml) -> Mapping[str, str]:
        return {id_: self._own_labels[id_] for id_ in sorted(self.words(value)) if id_ in self._own_labels}

    # -------------------------------------------------------------- words

    def labels(self, value: Toml, language: str) -> list[str]:
        """Gives what the feelings of an answer are called; an id that nobody knows stands for itself."""
        return [self.label(item.get("word", ""), language) for item in _items(value)]

    def label(self, word: Toml, language: str) -> str:
        """Gives what one word is called."""
        if isinstance(word, dict):
            return str(word.get("other", ""))
        return self._own_labels.get(str(word)) or feelingwords.labels(language).get(str(word), str(word))

    @staticmethod
    def said(item: Table, label: str) -> str:
        """Gives one feeling with all that was told of it: "boos (8, keel)"."""
        more = [str(item[key]) for key in ("intensity", "place") if key in item]
        return f"{label} ({', '.join(more)})" if more else label

    @cached_property
    def _own_labels(self) -> dict[str, str]:
        return {word.id: word.label for word in self.own}

    def _one(self, row: Record, at: Spot) -> Toml:
        only(row, _KEYS, at)
        checked: Record = {"word": self._word(row.get("word"), (*at, "word"))}
        if (intensity := whole_in(row, "intensity", 0, STRONGEST, at)) is not None:
            checked["intensity"] = intensity
        if place := line_in(row, "place", at):
            checked["place"] = place
        return checked

    def _word(self, word: Toml | None, at: Spot) -> Toml:
        if isinstance(word, dict) and set(word) == {"other"}:
            return {"other": _own_words(word, at)}
        if not isinstance(word, str):
            raise AnswerError(msg('A feeling has a word: {{ word = "sad" }}.'), at=at)
        if word in self._ids:
            return word
        if found := feelingwords.named(self.offered, word):
            return found.id
        if self.old:
            return clean_line(word)
        raise AnswerError(self._unknown(word), at=at)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(word.id for word in self.offered)

    def _unknown(self, word: str) -> Message:
        near = feelingwords.like(self.offered, word, most=1)
        if near:
            return msg(
                '‘{word}’ is not in the list of feelings. Did you mean ‘{near}’? Your own: {{ other = "…" }}.',
                word=shown(word),
                near=near[0].id,
            )
        return msg('‘{word}’ is not in the list of feelings. Your own: {{ other = "…" }}.', word=shown(word))


def _feeling(option: Option, language: str) -> Feeling:
    label = option.label.in_language(language)
    return Feeling(option.id, label, tuple(text for text in option.label.texts.values() if text != label))


def _items(value: Toml) -> list[Record]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _own_words(word: Record, at: Spot) -> str:
    words = line_in(word, "other", at)
    if not words:
        raise AnswerError(msg("The words of your own are still empty."), at=at)
    return words


def _word_ids(step: Step) -> frozenset[str]:
    own = step.options("words")
    return frozenset(option.id for option in own) or frozenset(feelingwords.labels(LANGUAGES[0]))


KIND = Kind(
    "feelings",
    keys=(Key("words", Options()), Key("intensity", Flag()), Key("body", Flag())),
    form=FeelingsForm,
    when_words=_word_ids,
    has_items=True,
)
