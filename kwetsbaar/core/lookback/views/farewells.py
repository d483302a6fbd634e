"""The view `farewells`: what was let go, what comes along, what it gave, and the gestures that go with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds.letgo import LET_GO, NOT_YET, SAID, STATUSES, TAKE_ALONG
from kwetsbaar.core.lookback.blocks import Bar, Bars, Heading, Item, Say
from kwetsbaar.core.lookback.facts import lines_of, rows_of, text_of
from kwetsbaar.core.lookback.listed import listed
from kwetsbaar.core.lookback.quoting import quoted
from kwetsbaar.core.lookback.states import WHOLE
from kwetsbaar.core.lookback.view import View
from kwetsbaar.i18n import day, msg, plural
from kwetsbaar.text import clean_line, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.core.lookback.facts import Fact, Plain
    from kwetsbaar.core.lookback.records import Asked, Record
    from kwetsbaar.i18n import Message

KIND: Final = "letgo"
"""The kind of answer in which one takes leave."""

LOSS, INTENTION = "loss", "intention"
"""The tags of what is lost, and of what one meant to do with it."""

UNSAID: Final = ""
"""The status of what was named, and of which nothing more was said."""


@dataclass(frozen=True)
class Farewell:
    """Something that goes, with what was said of it last."""

    text: str = field(repr=False)
    """As it was written last."""
    page: str
    day: date
    """On which something was said of it last."""
    status: str
    """One of `letgo.STATUSES`, or `UNSAID`."""
    thanks: str = field(repr=False)
    """What it gave, as it was written last; empty for nothing."""


@dataclass(frozen=True)
class Ritual:
    """A gesture that goes with it."""

    page: str
    key: str
    item: str = field(repr=False)
    day: date
    text: str = field(repr=False)
    state: str
    """What became of it; empty for nothing yet."""


@dataclass(frozen=True)
class Loss:
    """One of the losses that a pack named, and how often it was chosen."""

    text: str = field(repr=False)
    pages: int


@dataclass(frozen=True)
class Figures:
    """All of it; `counts` adds up to `farewells`."""

    farewells: tuple[Farewell, ...]
    """What was spoken of last comes first."""
    counts: dict[str, int]
    """How many have each status; those with `UNSAID` were only named."""
    losses: tuple[Loss, ...]
    rituals: tuple[Ritual, ...]

    @property
    def thanked(self) -> int:
        """Of how many it is written what they gave."""
        return sum(bool(farewell.thanks) for farewell in self.farewells)


def look(records: Sequence[Record], asked: Asked) -> Figures:
    """Gathers."""
    meant = asked.of(records)
    found: dict[str, Farewell] = {}
    for record in meant:
        for farewell in _farewells(record):
            _note(found, farewell)
    counts = Counter(farewell.status for farewell in found.values())
    return Figures(
        farewells=tuple(found.values()),
        counts={status: counts[status] for status in (*STATUSES, UNSAID)},
        losses=_losses(meant),
        rituals=tuple(ritual for record in meant for ritual in _rituals(record)),
    )


def _note(found: dict[str, Farewell], farewell: Farewell) -> None:
    """Takes one up; of what was spoken of later already only what is missing there is filled in."""
    key = fold(farewell.text)
    known = found.get(key)
    if known is None:
        found[key] = farewell
    else:
        found[key] = replace(known, status=known.status or farewell.status, thanks=known.thanks or farewell.thanks)


def _farewells(record: Record) -> Iterator[Farewell]:
    """Gives what goes, on one page: first what was said of it, then what was only named."""
    for fact in record.facts:
        if fact.kind == KIND:
            for row in rows_of(fact.value):
                text = clean_line(text_of(row, "item"))
                status = text_of(row, "status")
                status = status if status in STATUSES else UNSAID
                if text:
                    yield Farewell(text, record.name, record.day, status, clean_line(text_of(row, "thanks")))
    for fact in record.facts:
        if fact.tag == LOSS and fact.kind not in (KIND, "choice"):
            for line in lines_of(fact):
                yield Farewell(clean_line(line), record.name, record.day, UNSAID, "")


def _losses(records: Sequence[Record]) -> tuple[Loss, ...]:
    """Gives which losses were chosen, the most frequent first; an option is the same in every language."""
    names: dict[tuple[str, str, str], str] = {}
    counts: Counter[tuple[str, str, str]] = Counter()
    for record in records:
        here: dict[tuple[str, str, str], str] = {}
        for fact in record.facts:
            if fact.tag == LOSS and fact.kind == "choice":
                here.update(_chosen(record, fact))
        for key, text in here.items():
            names.setdefault(key, text)
            counts[key] += 1
    return tuple(Loss(names[key], count) for key, count in counts.most_common())


def _chosen(record: Record, fact: Fact) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Gives each option that was chosen; one's own words are the same everywhere."""
    for part in fact.value if isinstance(fact.value, list) else [fact.value]:
        if isinstance(part, str):
            yield (record.pack, fact.key, part), fact.labels.get(part, part)
        elif isinstance(part, dict) and text_of(part, "other"):
            yield ("", "", fold(text_of(part, "other"))), text_of(part, "other")


def _rituals(record: Record) -> Iterator[Ritual]:
    """Gives what one meant to do, on a page on which one took leave."""
    if any(fact.kind == KIND for fact in record.facts):
        for fact in record.facts:
            if fact.tag == INTENTION:
                yield from (_ritual(record, fact, line) for line in lines_of(fact))


def _ritual(record: Record, fact: Fact, line: str) -> Ritual:
    own = WHOLE if fact.item is not None or not isinstance(fact.value, list) else line
    item = own if fact.item is None else fact.item
    return Ritual(record.name, fact.key, item, record.day, line, fact.states.get(own, ""))


# ------------------------------------------------------------------ as data


def data(figures: Figures) -> dict[str, Plain]:
    """Gives the counts, and all of it."""
    return {
        "farewells": len(figures.farewells),
        "counts": {(status or "unsaid"): count for status, count in figures.counts.items()},
        "thanked": figures.thanked,
        "all": [
            {
                "text": farewell.text,
                "page": farewell.page,
                "day": farewell.day.isoformat(),
                "status": farewell.status or None,
                "thanks": farewell.thanks or None,
            }
            for farewell in figures.farewells
        ],
        "losses": [{"text": loss.text, "pages": loss.pages} for loss in figures.losses],
        "rituals": [
            {"page": ritual.page, "day": ritual.day.isoformat(), "text": ritual.text, "state": ritual.state or None}
            for ritual in figures.rituals
        ],
    }


# ------------------------------------------------------------------ as it is shown


def shown(figures: Figures, language: str) -> tuple[Block, ...]:
    """Gives the sentence, the counts, all that goes by what became of it, and the gestures."""
    if not (figures.farewells or figures.losses or figures.rituals):
        return (Say(_NOTHING.in_language(language)),)
    return (
        *_said(figures, language),
        *_bars(figures, language),
        *_lists(figures, language),
        *_lost(figures, language),
        *_gestures(figures, language),
    )


_NOTHING: Final = msg(
    "Here you will see what you let go of, and what comes along. Choosing is losing too, also when you are glad to go. "
    "The pack afscheid-van-werk makes room for that."
)
_HEADINGS: Final = {
    LET_GO: msg("Let go"),
    TAKE_ALONG: msg("Comes along"),
    NOT_YET: msg("Not yet"),
    UNSAID: msg("Named"),
}
_NAMED: Final = msg("named")


def _said(figures: Figures, language: str) -> Iterator[Block]:
    if figures.farewells:
        yield Say(sentence(figures, language))


def sentence(figures: Figures, language: str) -> str:
    """Gives the figures in plain words; they add up."""
    counts = figures.counts
    told = [
        plural("{n} you let go", "{n} you let go", counts[LET_GO]),
        plural("{n} comes along", "{n} come along", counts[TAKE_ALONG]),
        plural("{n} not yet", "{n} not yet", counts[NOT_YET]),
        plural("{n} you named", "{n} you named", counts[UNSAID]),
    ]
    said = msg(
        "{dwelt}: {told}.",
        dwelt=plural("You dwelt on {n} thing that goes", "You dwelt on {n} things that go", len(figures.farewells)),
        told=", ".join(count.in_language(language) for count in told if count.values["n"]),
    ).in_language(language)
    if not figures.thanked:
        return said
    thanked = plural("Of {n} you wrote what it gave you.", "Of {n} you wrote what they gave you.", figures.thanked)
    return f"{said} {thanked.in_language(language)}"


def _label(status: str) -> Message:
    return SAID.get(status, _NAMED)


def _bars(figures: Figures, language: str) -> Iterator[Block]:
    """Gives the counts; of one thing there is nothing to draw."""
    if len(figures.farewells) > 1:
        bars = [
            Bar(_label(status).in_language(language), count, quiet=status == UNSAID)
            for status, count in figures.counts.items()
            if count or status != UNSAID
        ]
        yield Bars(tuple(bars))


def _lists(figures: Figures, language: str) -> Iterator[Block]:
    for status, heading in _HEADINGS.items():
        gone = [farewell for farewell in figures.farewells if farewell.status == status]
        if gone:
            yield Heading(heading.in_language(language))
            yield listed(gone, _item, language)


def _item(farewell: Farewell, language: str) -> Item:
    thanks = quoted(farewell.thanks) if farewell.thanks else ""
    return Item(day(farewell.day, language), farewell.text, thanks, page=farewell.page)


def _lost(figures: Figures, language: str) -> Iterator[Block]:
    if figures.losses:
        yield Heading(msg("What is lost with it").in_language(language))
        yield Bars(tuple(Bar(loss.text, loss.pages) for loss in figures.losses))


def _gestures(figures: Figures, language: str) -> Iterator[Block]:
    if figures.rituals:
        yield Heading(msg("A goodbye of your own").in_language(language))
        yield listed(figures.rituals, _gesture, language)


def _gesture(ritual: Ritual, language: str) -> Item:
    return Item(
        day(ritual.day, language),
        ritual.text,
        page=ritual.page,
        key=ritual.key,
        item=ritual.item,
        tag=INTENTION,
        state=ritual.state,
    )


VIEW: Final = View(
    name="farewells",
    title=msg("What you let go, and what comes along"),
    about=msg("farewells: let go, taken along, not yet"),
    wants=frozenset({KIND, LOSS, INTENTION}),
    look=look,
    data=data,
    shown=shown,
)
"""The view."""
