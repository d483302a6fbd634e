"""The view `intentions`: what a person meant to try, and whether it was tried, let go, or is still open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.lookback.blocks import Heading, Items, Say
from kwetsbaar.core.lookback.meant import by_alias, meant
from kwetsbaar.core.lookback.states import STATES
from kwetsbaar.core.lookback.view import View
from kwetsbaar.i18n import msg, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.core.lookback.facts import Plain
    from kwetsbaar.core.lookback.meant import Meant
    from kwetsbaar.core.lookback.records import Asked, Record
    from kwetsbaar.i18n import Message

TAG: Final = "intention"
"""The tag that it collects."""

MOST_LISTED: Final = 200
"""How many, the newest, are listed."""

OPEN, TRIED, DROPPED = STATES[TAG]

SAID: Final[Mapping[str, Message]] = {OPEN: msg("still open"), TRIED: msg("tried"), DROPPED: msg("let go of")}
"""What became of one, in words."""


@dataclass(frozen=True)
class Figures:
    """What was meant. `states` counts all of it."""

    meant: tuple[Meant, ...] = field(repr=False)
    """The newest first."""
    states: Mapping[str, int]
    """How many there are in each state, in the order of `STATES`."""


def look(records: Sequence[Record], asked: Asked) -> Figures:
    """Collects."""
    found = tuple(meant(asked.of(records), TAG))
    counted = Counter(each.state for each in found)
    return Figures(found, {state: counted[state] for state in STATES[TAG]})


def data(figures: Figures) -> dict[str, Plain]:
    """Gives the counts, and every intention."""
    return {
        "meant": len(figures.meant),
        "states": dict(figures.states),
        "intentions": [each.data() for each in figures.meant],
    }


def shown(figures: Figures, language: str) -> tuple[Block, ...]:
    """Gives the sentence and the intentions, newest first; if any is about an alias, those of each alias together."""
    if not figures.meant:
        return (Say(_NOTHING.in_language(language)),)
    return (Say(sentence(figures, language)), *_lists(figures, language))


_NOTHING: Final = msg(
    "Here you will see what you meant to try. Some questions ask for it at the end: which step suits you, "
    "or what you will try next time."
)


def sentence(figures: Figures, language: str) -> str:
    """Gives the figures in plain words; they add up."""
    meant_ = plural("You wrote down {n} thing to try", "You wrote down {n} things to try", len(figures.meant))
    counts = (
        plural("{n} is still open", "{n} are still open", figures.states[OPEN]),
        plural("{n} you tried", "{n} you tried", figures.states[TRIED]),
        plural("{n} you let go of", "{n} you let go of", figures.states[DROPPED]),
    )
    said = ", ".join(count.in_language(language) for count in counts if count.values["n"])
    return msg("{meant}: {states}.", meant=meant_, states=said).in_language(language)


def _lists(figures: Figures, language: str) -> Iterator[Block]:
    if len(figures.meant) > MOST_LISTED:
        said = msg("The last {n}, of {all}.", n=MOST_LISTED, all=len(figures.meant))
        yield Say(said.in_language(language), quiet=True)
    groups = by_alias(figures.meant[:MOST_LISTED])
    for alias, rows in groups:
        if len(groups) > 1 or alias:
            yield Heading(alias or msg("Without an alias").in_language(language))
        yield Items(tuple(each.shown(SAID, language) for each in rows))


VIEW: Final = View(
    name="intentions",
    title=msg("What you meant to try"),
    about=msg("what you meant to try, and what came of it"),
    wants=frozenset({TAG}),
    look=look,
    data=data,
    shown=shown,
)
"""The view."""
