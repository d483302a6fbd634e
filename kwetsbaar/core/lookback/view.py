"""What a view is: one way of looking at the pages together, registered once in `views`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.core.lookback.facts import Plain
    from kwetsbaar.core.lookback.records import Asked, Record
    from kwetsbaar.i18n import Message

F = TypeVar("F")


@dataclass(frozen=True)
class View(Generic[F]):
    """One way of looking. Its figures are computed once, and then given as data or shown."""

    name: str
    """As the command says it."""
    title: Message
    about: Message
    """In a few words, what it shows."""
    wants: frozenset[str] | None
    """The kinds, tags and measures of the answers that it looks at; None for every page, and no answers."""
    look: Callable[[Sequence[Record], Asked], F]
    """Gives the figures. The records come newest first, each with at least the answers that it `wants`."""
    data: Callable[[F], dict[str, Plain]]
    """Gives the figures as JSON; texts as the person wrote them."""
    shown: Callable[[F, str], tuple[Block, ...]]
    """Gives what to show in a language: a sentence first, and with nothing to show a kind one that says what would."""

    def looked(self, records: Sequence[Record], asked: Asked) -> Looked:
        """Looks, and gives what can be shown and told of it."""
        figures = self.look(records, asked)
        return Looked(lambda: self.data(figures), lambda language: self.shown(figures, language))


@dataclass(frozen=True)
class Looked:
    """What came of looking."""

    data: Callable[[], dict[str, Plain]]
    """Gives the figures as JSON."""
    shown: Callable[[str], tuple[Block, ...]]
    """Gives what to show in a language."""
