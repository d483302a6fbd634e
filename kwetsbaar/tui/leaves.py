"""Pages that lie one after another, to be listed and leafed through: all of them, the odd ones, those that were found.

They are asked for a few at a time, so that a journal of any size opens as quickly as a small one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kwetsbaar.journal.page import Card
    from kwetsbaar.journal.reading import Reading


class Beside(Protocol):
    """Pages that can be leafed through, from any thread."""

    def beside(self, name: str, *, older: bool) -> str | None:
        """Gives the page that comes after the one called `name`, or the one before it."""


class Leaves(Beside, Protocol):
    """Pages that can be listed too."""

    def count(self) -> int:
        """Gives how many there are."""

    def cards(self, limit: int, offset: int = 0) -> list[Card]:
        """Gives at most `limit` of them after the first `offset`."""


@dataclass(frozen=True)
class AllPages:
    """Every page, the newest first."""

    reading: Reading

    def count(self) -> int:
        """Gives how many there are."""
        return self.reading.count()

    def cards(self, limit: int, offset: int = 0) -> list[Card]:
        """Gives some of them."""
        return self.reading.cards(limit, offset)

    def beside(self, name: str, *, older: bool) -> str | None:
        """Gives the one after, or before."""
        return self.reading.beside(name, older=older)


@dataclass(frozen=True)
class OddPages:
    """Every page that is not as it should be, the newest first."""

    reading: Reading

    def count(self) -> int:
        """Gives how many there are."""
        return self.reading.count_odd()

    def cards(self, limit: int, offset: int = 0) -> list[Card]:
        """Gives some of them."""
        return self.reading.odd(limit, offset)

    def beside(self, name: str, *, older: bool) -> str | None:
        """Gives the one after, or before."""
        return self.reading.beside(name, older=older, odd=True)


@dataclass(frozen=True)
class Found:
    """A few pages that are known by name."""

    names: tuple[str, ...]

    def beside(self, name: str, *, older: bool) -> str | None:
        """Gives the one after, or before."""
        at = self.names.index(name) + (1 if older else -1) if name in self.names else -1
        return self.names[at] if 0 <= at < len(self.names) else None
