"""What helped, in the person's own words: in place of a chart on the day on which it was told that it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.core.lookback.blocks import Heading, Item, Items
from kwetsbaar.i18n import day, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.core.lookback.facts import Plain
    from kwetsbaar.core.lookback.ledger import Helped


def blocks(helped: Sequence[Helped], language: str) -> Iterator[Block]:
    """Gives the words under a heading; nothing if there are none."""
    if helped:
        yield Heading(msg("How it went, and what helped").in_language(language))
        yield Items(tuple(Item(day(one.day, language), one.text, one.about, page=one.page) for one in helped))


def data(helped: Sequence[Helped]) -> list[Plain]:
    """Gives the words with where they stand."""
    return [
        {"page": one.page, "day": one.day.isoformat(), "text": one.text, "risk": one.about or None} for one in helped
    ]
