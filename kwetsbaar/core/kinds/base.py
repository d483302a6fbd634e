"""What a kind of step is: the keys that a pack may give it, and the form that an answer to it takes.

A kind is one module in this package that ends in `KIND = Kind(...)`; `kwetsbaar.core.kinds` registers it once. A `Form`
is one step of that kind, localized and stripped of its pack: the session asks with it, and an entry keeps it beside
the answer, so that an entry can be shown and edited when its pack is long gone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.text import clean

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.known import Known, Parts
    from kwetsbaar.core.pack import Condition, Step
    from kwetsbaar.core.toml import Table, Toml
    from kwetsbaar.i18n import Message

T_co = TypeVar("T_co", covariant=True)


class Place(Protocol):
    """Where a value stands in a pack file: its name and line, and who hears what is wrong with it."""

    @property
    def name(self) -> str:
        """The key as the author wrote it: `ask`, `ask.nl`."""

    @property
    def language(self) -> str:
        """The pack's first language, in which a plain string is written."""

    def report(self, message: Message) -> None:
        """Takes one complaint about the value."""

    def within(self, part: str | int) -> Place:
        """Gives the place of one part of the value: a language, a key of a table, an item of a list (from 0)."""


class Shape(Protocol[T_co]):
    """How a value in a pack file must look."""

    def read(self, raw: Toml, place: Place) -> T_co | None:
        """Gives the value cleaned and typed; what is wrong is reported at its `place`, and None comes back."""


@dataclass(frozen=True)
class Key:
    """One parameter that a kind takes."""

    name: str
    """As it stands in the file."""
    shape: Shape[object]
    """How its value must look."""
    needed: bool = False
    """Whether the kind cannot do without it."""
    refers_to: tuple[str, ...] | None = None
    """For a key that names earlier steps: the kinds that it may name; empty means any."""


class AnswerError(KwetsbaarError):
    """An answer that the question cannot take. The message says what it can."""

    def __init__(self, message: Message, hint: Message | None = None, *, at: tuple[str | int, ...] = ()) -> None:
        super().__init__(message, hint)
        self.at = at
        """Where in the answer it stands: names of parts, and numbers of items from 0."""


class Form(ABC):
    """One question's shape, in one language. Subclasses are frozen dataclasses."""

    looked_back_on: ClassVar[bool] = False
    """Whether looking back collects every answer of this kind, also without a tag or a measure."""

    @classmethod
    @abstractmethod
    def of(cls, step: Step, language: str) -> Self:
        """Makes the form of a pack's step."""

    @classmethod
    @abstractmethod
    def read(cls, table: Table) -> Self:
        """Makes the form that `kept` wrote in an entry; what is missing or odd falls back to the plainest form."""

    def knowing(self, known: Known, parts: Parts = ()) -> Form:
        """Gives the form with what it needs of what the journal knows, and of the `parts` above it in the session."""
        return self

    def narrowed(self, value: Toml | None) -> Form:
        """Gives the form as an entry keeps it beside `value`: without what the answer does not speak of.

        None is a question that was passed by: of earlier pages its form then says nothing.
        """
        return self

    @abstractmethod
    def kept(self) -> dict[str, Toml]:
        """Gives what an entry must keep so that `read` gives an equal form."""

    @abstractmethod
    def check(self, value: Toml) -> Toml:
        """Gives the answer cleaned and in its canonical shape (docs/packs.md); raises `AnswerError`."""

    def unfinished(self, value: Toml) -> Toml | None:
        """Gives what a draft keeps of an answer that cannot count yet, such as a day half written; None for nothing."""
        return None

    @abstractmethod
    def short(self, value: Toml, language: str) -> str:
        """Gives the answer in a few words, on one line, for inserting in a later text."""

    @abstractmethod
    def markdown(self, value: Toml, language: str) -> str:
        """Gives the answer as markdown for reading, without the question and without an end of line."""

    def fits(self, value: Toml, condition: Condition) -> bool:
        """Tells whether the answer meets `condition`; `answered` and `skipped` are dealt with before this."""
        return bool(self.words(value) & condition.words)

    def words(self, value: Toml) -> frozenset[str]:
        """Gives the extra words that a `when` may use for this answer."""
        return frozenset()

    def items(self, value: Toml) -> tuple[str, ...]:
        """Gives the items that a later `each` or `from` may repeat; empty for a kind that has none."""
        return ()

    def told(self, value: Toml) -> Toml:
        """Gives what looking back keeps of the answer: as little as it needs."""
        return value

    def named(self, value: Toml) -> Mapping[str, str]:
        """Gives what the ids in the answer are called, as far as only its pack knew that."""
        return {}

    def is_empty(self, value: Toml) -> bool:
        """Tells whether going on with this answer means that nothing was answered."""
        return value in ("", [], {})


@dataclass(frozen=True)
class Kind:
    """One kind of step, as a pack's author knows it."""

    name: str
    keys: tuple[Key, ...] = ()
    """The parameters it takes beside those that every step takes."""
    asks: bool = True
    """Whether it needs an `ask`."""
    form: type[Form] | None = None
    """How it is answered; None for what is only read, and for a kind that cannot be walked yet."""
    when_words: Callable[[Step], frozenset[str] | None] = lambda step: frozenset()  # noqa: ARG005
    """The extra words that a `when` may use for such a step; None for whatever could be an id."""
    when_number: Callable[[Step], tuple[int, int] | None] = lambda step: None  # noqa: ARG005
    """The bounds between which a `when` may compare, for a kind whose answer is a number."""
    has_items: bool = False
    """Whether a later `each` or `from` may name it."""
    only_read: bool = False
    """Whether there is nothing to answer: a text, a heading."""

    @property
    def walkable(self) -> bool:
        """Tells whether a session can walk it."""
        return self.only_read or self.form is not None


def text_of(table: Mapping[str, Toml], name: str) -> str | None:
    """Gives a text, cleaned, from a table that may hold anything."""
    value = table.get(name)
    return clean(value) if isinstance(value, str) else None


def whole_of(table: Mapping[str, Toml], name: str, default: int) -> int:
    """Gives a whole number from a table that may hold anything."""
    value = table.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else default
