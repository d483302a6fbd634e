"""The view `resources`: a person's own list of what helps, gathered from all pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.lookback.blocks import Item, Say
from kwetsbaar.core.lookback.facts import lines_of
from kwetsbaar.core.lookback.ledger import RESOURCE
from kwetsbaar.core.lookback.listed import listed
from kwetsbaar.core.lookback.view import View
from kwetsbaar.i18n import day, msg, plural
from kwetsbaar.text import clean_line, fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.core.lookback.facts import Plain
    from kwetsbaar.core.lookback.records import Asked, Record

WANTS: Final = frozenset({RESOURCE})
"""The tag of the answers that it is made of."""

_ENDS: Final = " .,;:!?…"
"""What at the end of a text makes it no other thing."""


@dataclass(frozen=True)
class Resource:
    """Something that helps, or helped."""

    text: str = field(repr=False)
    """As it was written last."""
    page: str
    """On which it was written last."""
    first: date
    """The day on which it was written first."""
    last: date
    pages: int
    """On how many pages it stands."""


@dataclass(frozen=True)
class Figures:
    """All of them, what was written last comes first."""

    resources: tuple[Resource, ...]

    @property
    def often(self) -> int:
        """How many stand on more than one page."""
        return sum(resource.pages > 1 for resource in self.resources)


def look(records: Sequence[Record], asked: Asked) -> Figures:
    """Gathers."""
    found: dict[str, Resource] = {}
    for record in asked.of(records):
        here = {_folded(text): text for text in reversed(_texts(record))}
        for key, text in reversed(here.items()):
            known = found.get(key)
            if known is None:
                found[key] = Resource(text, record.name, record.day, record.day, 1)
            else:
                found[key] = replace(known, first=min(known.first, record.day), pages=known.pages + 1)
    return Figures(tuple(found.values()))


def _texts(record: Record) -> list[str]:
    lines = [clean_line(line) for fact in record.facts if fact.tag == RESOURCE for line in lines_of(fact)]
    return [line for line in lines if _folded(line)]


def _folded(text: str) -> str:
    return fold(text).rstrip(_ENDS)


def data(figures: Figures) -> dict[str, Plain]:
    """Gives all of them with how often and when."""
    return {
        "resources": [
            {
                "text": resource.text,
                "pages": resource.pages,
                "first": resource.first.isoformat(),
                "last": resource.last.isoformat(),
                "page": resource.page,
            }
            for resource in figures.resources
        ]
    }


# ------------------------------------------------------------------ as it is shown


def shown(figures: Figures, language: str) -> tuple[Block, ...]:
    """Gives the sentence and the list."""
    if not figures.resources:
        return (Say(_NOTHING.in_language(language)),)
    return (Say(sentence(figures, language)), listed(figures.resources, _item, language))


_NOTHING: Final = msg(
    "Here a list grows of what helps you: people, places, what you came through before. Many packs ask for it, and "
    "what you write there comes here by itself."
)


def sentence(figures: Figures, language: str) -> str:
    """Gives the figures in plain words."""
    said = plural(
        "You wrote down {n} thing that helps you, or once did.",
        "You wrote down {n} things that help you, or once did.",
        len(figures.resources),
    ).in_language(language)
    if not figures.often:
        return said
    often = plural("{n} of them came up more often.", "{n} of them came up more often.", figures.often)
    return f"{said} {often.in_language(language)}"


def _item(resource: Resource, language: str) -> Item:
    tail = ""
    if resource.pages > 1:
        tail = msg("on {n} pages, first on {day}", n=resource.pages, day=day(resource.first, language)).in_language(
            language
        )
    return Item(day(resource.last, language), resource.text, tail, page=resource.page)


VIEW: Final = View(
    name="resources",
    title=msg("What helps you"),
    about=msg("your own list of what helps"),
    wants=WANTS,
    look=look,
    data=data,
    shown=shown,
)
"""The view."""
