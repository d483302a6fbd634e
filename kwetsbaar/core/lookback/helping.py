"""What helped, in the person's own words: in place of a chart on the day on which it was told that it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.core.lookback.blocks import Heading, Item, Say
from kwetsbaar.core.lookback.listed import listed
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
        yield listed(helped, _item, language)


def _item(one: Helped, language: str) -> Item:
    return Item(day(one.day, language), one.text, one.about, page=one.page)


def first(helped: Sequence[Helped], language: str) -> Iterator[Block]:
    """Gives what comes before any count on the day on which it was told that something happened."""
    yield Say(_TODAY.in_language(language))
    yield from blocks(helped, language)


_TODAY: Final = msg("Today you wrote that something you feared did happen. Everything else here can wait.")


def data(helped: Sequence[Helped]) -> list[Plain]:
    """Gives the words with where they stand."""
    return [
        {"page": one.page, "day": one.day.isoformat(), "text": one.text, "risk": one.about or None} for one in helped
    ]
