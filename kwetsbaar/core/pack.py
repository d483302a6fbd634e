"""A pack as a value: its texts in more languages, its steps, and the conditions that show or hide them.

These are the immutable results of reading a pack file (`kwetsbaar.core.packfile`); whoever holds a `Pack` may trust
that every reference in it exists and every text is clean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Text:
    """One text in one or more languages."""

    texts: Mapping[str, str]
    """By language code, in the order in which the file gives them. Never empty."""

    def in_language(self, language: str) -> str:
        """Gives the text in `language`, else in the first language that there is; never nothing."""
        return self.texts.get(language) or next(iter(self.texts.values()))


@dataclass(frozen=True)
class Option:
    """One option of a choice, or one word of a list of feelings."""

    id: str
    """What an answer holds."""
    label: Text
    """What a person sees."""


@dataclass(frozen=True)
class Condition:
    """What an earlier answer must be for a step to show: one of `words`, or a number from `low` to `high`."""

    step: str
    """The id of the earlier step."""
    words: frozenset[str] = frozenset()
    """Any of these fits: option ids, `answered`, `skipped`, or the extra words of the kind."""
    low: int | None = None
    """For numbers: the least that fits; None means no bound."""
    high: int | None = None
    """For numbers: the most that fits; None means no bound."""
    above: str | None = None
    """For numbers: the step whose answer, a number too, must be lower. No pack can ask this; extra care does."""


@dataclass(frozen=True)
class Step:
    """One `[[step]]` of a pack."""

    number: int
    """Its place in the file, from 1; headings count. 0 for a step that extra care adds."""
    line: int
    """The line of its `[[step]]`, from 1."""
    kind: str
    """The kind's name: "write", "choice", …; "say" for a text to read and "part" for a heading."""
    id: str | None = None
    """Its name, where something refers to it."""
    part: Text | None = None
    """The heading, for a step of kind "part"."""
    ask: Text | None = None
    """The question, with references as written."""
    say: Text | None = None
    """A text to read."""
    hint: Text | None = None
    """A quiet line of help."""
    when: tuple[Condition, ...] = ()
    """All of these must hold for the step to show."""
    each: str | None = None
    """The id of the earlier list whose items repeat this step."""
    timer: int | None = None
    """Minutes, to show softly."""
    tag: str | None = None
    """What looking back collects it as."""
    measure: str | None = None
    """What looking back follows it as."""
    private: bool = False
    """Left out of shares unless chosen by hand."""
    params: Mapping[str, object] = field(default_factory=dict)
    """The parameters of its kind that the file gives, as the kind's own shapes read them."""

    @property
    def key(self) -> str:
        """Gives what answers are filed under: the id, else the number as text."""
        return self.id or str(self.number)

    def flag(self, name: str) -> bool:
        """Gives a parameter that is true or false; false if the file does not give it."""
        return self.params.get(name) is True

    def whole(self, name: str, default: int) -> int:
        """Gives a parameter that is a whole number."""
        value = self.params.get(name, default)
        return value if isinstance(value, int) else default

    def text(self, name: str, language: str) -> str | None:
        """Gives a parameter that is a text, in `language`; None if the file does not give it."""
        value = self.params.get(name)
        return value.in_language(language) if isinstance(value, Text) else None

    def options(self, name: str = "options") -> tuple[Option, ...]:
        """Gives a parameter that is a list of options; empty if the file does not give it."""
        value = self.params.get(name, ())
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True)
class Pack:
    """One pack, as its author wrote it."""

    id: str
    """The stem of its file."""
    title: Text
    steps: tuple[Step, ...]
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    source_text: str = field(repr=False)
    """The whole file, so that a draft can go on with the text it was begun with."""
    languages: tuple[str, ...] = ()
    """The languages that the pack is written in, its first language first."""
    summary: Text | None = None
    audience: str = "anyone"
    """`client`, `coach` or `anyone`."""
    minutes: int | None = None
    care: str = "light"
    """`light` or `deep`."""
    series: tuple[int, str] | None = None
    """How many times, and how often ("1 day")."""
    version: str | None = None
    source: str | None = None
    author: str | None = None
    license: str | None = None

    @property
    def first_language(self) -> str:
        """Gives the language that a missing text falls back to."""
        return self.languages[0]

    def language(self, wanted: str) -> str:
        """Gives `wanted` if the pack speaks it, else its first language."""
        return wanted if wanted in self.languages else self.first_language

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """Gives the steps that have a name, by that name."""
        return {step.id: step for step in self.steps if step.id}
