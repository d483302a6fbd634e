"""The pages as looking back sees them, and which of them are meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from kwetsbaar.core.query import ANYWHERE, means

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kwetsbaar.core.lookback.facts import Fact
    from kwetsbaar.core.query import Where


@dataclass(frozen=True)
class Record:
    """One page that is not left out of looking back."""

    name: str
    """What the page is read by; of a page in its right place its id."""
    created: datetime
    """When it was first kept, with its offset."""
    title: str = field(repr=False)
    theme: str = field(repr=False)
    """What the person called the matter that it is about; empty for none."""
    pack: str
    about: str = field(repr=False)
    """The alias of the client that it is about; empty for none."""
    tags: tuple[str, ...] = field(repr=False)
    lang: str
    facts: tuple[Fact, ...] = ()
    """Its answers that are collected, in the order of the page."""

    @property
    def day(self) -> date:
        """The day on which it was kept, as its writer's calendar said."""
        return self.created.date()


@dataclass(frozen=True)
class Asked:
    """With what a view is looked at."""

    today: date
    where: Where = ANYWHERE
    """Which pages are meant. A view decides what of a page outside it still counts, and says so."""

    def means(self, record: Record) -> bool:
        """Tells whether a page is meant."""
        where = self.where
        return (
            (where.since is None or where.since <= record.day)
            and (where.until is None or record.day <= where.until)
            and _is_one_of(record.pack, where.packs)
            and _is_one_of(record.about, where.about)
            and all(any(means(wanted, tag) for tag in record.tags) for wanted in where.tags)
        )

    def of(self, records: Iterable[Record]) -> list[Record]:
        """Gives the pages that are meant, in the order in which they came."""
        return [record for record in records if self.means(record)]


def _is_one_of(name: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(means(each, name) for each in wanted)
