"""The pages as looking back sees them, and which of them are meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from kwetsbaar.core.query import ANYWHERE, means

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kwetsbaar.core.lookback.facts import Fact
    from kwetsbaar.core.query import Where


class Record(NamedTuple):
    """One page that is not left out of looking back. A tuple, since of a big journal there are many at once."""

    name: str
    """What the page is read by; of a page in its right place its id."""
    created: datetime
    """When it was first kept, with its offset."""
    title: str
    theme: str
    """What the person called the matter that it is about; empty for none."""
    pack: str
    about: str
    """The alias of the client that it is about; empty for none."""
    tags: tuple[str, ...]
    lang: str
    facts: tuple[Fact, ...] = ()
    """Its answers that are collected, in the order of the page."""

    def __repr__(self) -> str:
        return f"Record(name={self.name!r}, created={self.created!r}, pack={self.pack!r}, lang={self.lang!r})"

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
        return [*records] if self.where == ANYWHERE else [record for record in records if self.means(record)]


def _is_one_of(name: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(means(each, name) for each in wanted)
