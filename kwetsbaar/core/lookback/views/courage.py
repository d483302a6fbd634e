"""The view `courage`: steps, those taken and those declined on purpose counted alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.lookback.blocks import Bar, Bars, Heading, Item, Say
from kwetsbaar.core.lookback.facts import lines_of
from kwetsbaar.core.lookback.listed import listed
from kwetsbaar.core.lookback.quoting import quoted
from kwetsbaar.core.lookback.states import STATES, WHOLE
from kwetsbaar.core.lookback.view import View
from kwetsbaar.i18n import day, msg, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.core.lookback.facts import Fact, Plain
    from kwetsbaar.core.lookback.records import Asked, Record

TAG: Final = "courage"
"""The tag of a step."""

_WHY: Final = "why"
"""The tag of what makes it worth it."""

OPEN, TAKEN, DECLINED = STATES[TAG]


@dataclass(frozen=True)
class Step:
    """One step that was written down."""

    page: str
    key: str
    """Of its answer."""
    item: str = field(repr=False)
    """Which item of it; empty for all of it."""
    day: date
    text: str = field(repr=False)
    state: str
    """One of `STATES["courage"]`."""
    why: tuple[str, ...] = field(repr=False)
    """What makes it worth it, as it was written on the same page."""


@dataclass(frozen=True)
class Figures:
    """All steps, the newest first; `counts` adds up to them."""

    steps: tuple[Step, ...]
    counts: dict[str, int]
    """How many are in each state."""


def look(records: Sequence[Record], asked: Asked) -> Figures:
    """Gathers."""
    steps = tuple(step for record in asked.of(records) for step in _steps(record))
    counts = Counter(step.state for step in steps)
    return Figures(steps, {state: counts[state] for state in STATES[TAG]})


def _steps(record: Record) -> Iterator[Step]:
    """Gives the steps on one page.

    A choice beside them says no step of its own: if one of its options is a state, that is what became of them, as far
    as the person said nothing else since. Where nothing was written beside it, what was chosen is the step.
    """
    facts = [fact for fact in record.facts if fact.tag == TAG]
    choices = [fact for fact in facts if fact.kind == "choice"]
    written = [fact for fact in facts if fact.kind != "choice"]
    chosen = next((state for fact in choices if (state := _state_chosen(fact))), OPEN)
    why = tuple(line for fact in record.facts if fact.tag == _WHY for line in lines_of(fact))
    for fact in written or [fact for fact in choices if _state_chosen(fact) != OPEN]:
        yield from (_step(record, fact, line, chosen, why) for line in lines_of(fact))


def _state_chosen(fact: Fact) -> str:
    """Gives the state that a choice says; empty if it says none."""
    chosen = fact.value if isinstance(fact.value, list) else [fact.value]
    return next((state for state in STATES[TAG] if state in chosen), "")


def _step(record: Record, fact: Fact, line: str, chosen: str, why: tuple[str, ...]) -> Step:
    own = WHOLE if fact.item is not None or not isinstance(fact.value, list) else line
    item = own if fact.item is None else fact.item
    return Step(record.name, fact.key, item, record.day, line, fact.states.get(own, chosen), why)


# ------------------------------------------------------------------ as data


def data(figures: Figures) -> dict[str, Plain]:
    """Gives the counts and every step."""
    return {
        "steps": len(figures.steps),
        "counts": {**figures.counts},
        "all": [
            {
                "page": step.page,
                "key": step.key,
                "item": step.item or None,
                "day": step.day.isoformat(),
                "text": step.text,
                "state": step.state,
                "why": [*step.why],
            }
            for step in figures.steps
        ],
    }


# ------------------------------------------------------------------ as it is shown


def shown(figures: Figures, language: str) -> tuple[Block, ...]:
    """Gives the sentence, the counts, and the steps."""
    if not figures.steps:
        return (Say(_NOTHING.in_language(language)),)
    return (
        Say(sentence(figures, language)),
        Say(_ALIKE.in_language(language), quiet=True),
        *_bars(figures, language),
        Heading(msg("Your steps").in_language(language)),
        listed(figures.steps, _item, language),
    )


_NOTHING: Final = msg(
    "Here you will see the steps that you wrote down: those you took, and those you chose not to take. The pack "
    "moed-verzamelen asks for one."
)
_ALIKE: Final = msg("A step that you choose not to take counts as much as one that you take.")
_SAID: Final = {TAKEN: msg("taken"), DECLINED: msg("not taken, on purpose"), OPEN: msg("still open")}


def sentence(figures: Figures, language: str) -> str:
    """Gives the figures in plain words; they add up."""
    counts = figures.counts
    told = [
        plural("{n} taken", "{n} taken", counts[TAKEN]),
        plural("{n} declined on purpose", "{n} declined on purpose", counts[DECLINED]),
        plural("{n} still open", "{n} still open", counts[OPEN]),
    ]
    said = [count.in_language(language) for count in told if count.values["n"]]
    return msg(
        "{written}: {told}.",
        written=plural("You wrote down {n} step", "You wrote down {n} steps", len(figures.steps)),
        told=", ".join(said),
    ).in_language(language)


def _bars(figures: Figures, language: str) -> Iterator[Block]:
    """Gives the counts; while all are open there is nothing to compare."""
    if figures.counts[OPEN] < len(figures.steps):
        bars = [Bar(_SAID[state].in_language(language), figures.counts[state]) for state in (TAKEN, DECLINED)]
        if figures.counts[OPEN]:
            bars.append(Bar(_SAID[OPEN].in_language(language), figures.counts[OPEN], quiet=True))
        yield Bars(tuple(bars))


def _item(step: Step, language: str) -> Item:
    why = [quoted(text) for text in step.why]
    return Item(
        day(step.day, language),
        step.text,
        " · ".join([_SAID[step.state].in_language(language), *why]),
        page=step.page,
        key=step.key,
        item=step.item,
        tag=TAG,
        state=step.state,
    )


VIEW: Final = View(
    name="courage",
    title=msg("Steps you took, and steps you declined on purpose"),
    about=msg("steps taken, and steps declined on purpose"),
    wants=frozenset({TAG, _WHY}),
    look=look,
    data=data,
    shown=shown,
)
"""The view."""
