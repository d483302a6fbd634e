"""Series at home: which packs lie ready for their next time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from kwetsbaar.core import series

if TYPE_CHECKING:
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.journal.reading import Reading


def ready(reading: Reading, packs: Iterable[Pack], begun: Iterable[str], today: date) -> tuple[Pack, ...]:
    """Gives the packs whose next time lies ready on `today`; not those in `begun`, of which a draft lies ready.

    The list of pages must have been loaded. May be called from a worker thread.
    """
    waiting = frozenset(begun)
    return tuple(
        pack
        for pack in packs
        if pack.series and pack.id not in waiting and series.lies_ready(pack.series, reading.days_of(pack.id), today)
    )
