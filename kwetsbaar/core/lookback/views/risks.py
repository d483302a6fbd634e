"""The view `risks`: what was feared, and what came of it. Good and bad are told alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds.outcome import HAPPENED, NO, PARTLY, SAID, UNCLEAR, YES
from kwetsbaar.core.lookback import coped, helping, ledger
from kwetsbaar.core.lookback.blocks import Bar, Bars, Heading, Item, Plot, Say
from kwetsbaar.core.lookback.listed import listed
from kwetsbaar.core.lookback.view import View
from kwetsbaar.i18n import day, msg, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.core.lookback.coped import Coped
    from kwetsbaar.core.lookback.facts import Plain
    from kwetsbaar.core.lookback.ledger import Helped, Risk
    from kwetsbaar.core.lookback.records import Asked, Record
    from kwetsbaar.i18n import Message

ENOUGH: Final = 10
"""From so many outcomes on it is drawn how often what seemed likely came."""

_BAND: Final = 20
"""Chances are taken together by so many per cent."""
_SURE: Final = 100


@dataclass(frozen=True)
class Band:
    """The risks whose chance was between `low` and `high` per cent, and of which it is known whether they came."""

    low: int
    high: int
    chance: float
    """Their mean chance, in per cent."""
    looked: int
    happened: int
    """Of those: how many came, if only in part."""

    @property
    def last(self) -> int:
        """The highest chance in it: the next band begins where this one ends."""
        return self.high if self.high == _SURE else self.high - 1


@dataclass(frozen=True)
class Figures:
    """What came of the risks. `written` is `open` and all that `came` counts; `coped` counts those that came."""

    risks: tuple[Risk, ...] = field(repr=False)
    came: dict[str, int]
    """How many of those looked back on did happen, in part, not, or unclearly, by the word of the outcome."""
    open: int
    """How many nobody looked back on yet."""
    resting: int
    """Of those: how many are not to be asked any more."""
    coped: Coped
    """How it was to bear what came, if only in part."""
    bands: tuple[Band, ...]
    """Empty as long as there are fewer than `ENOUGH` outcomes with a chance."""
    today: bool
    """Whether it was told today that something did happen, if only in part: then there is no chart."""
    helped: tuple[Helped, ...] = field(default=(), repr=False)
    """In that case: the person's own words of today about it."""

    @property
    def written(self) -> int:
        """How many were written down."""
        return len(self.risks)

    @property
    def looked(self) -> int:
        """How many of them were looked back on."""
        return self.written - self.open


def look(records: Sequence[Record], asked: Asked) -> Figures:
    """Counts."""
    risks = tuple(ledger.risks_of(records, asked))
    told = [risk.outcome for risk in risks if risk.outcome]
    came = Counter(outcome.happened for outcome in told)
    today = ledger.told_on(risks, asked.today)
    return Figures(
        risks=risks,
        came={word: came[word] for word in HAPPENED},
        open=len(risks) - len(told),
        resting=sum(risk.rests for risk in risks),
        coped=coped.coped_of(risks),
        bands=_bands(risks),
        today=bool(today),
        helped=ledger.helped(records, today),
    )


def _bands(risks: Sequence[Risk]) -> tuple[Band, ...]:
    known = [
        (risk.chance, risk.came_true)
        for risk in risks
        if risk.chance is not None and risk.outcome and risk.outcome.happened != UNCLEAR
    ]
    if len(known) < ENOUGH:
        return ()
    grouped = groupby(sorted(known), key=lambda one: min(one[0] // _BAND, _SURE // _BAND - 1))
    return tuple(_band(number, [*group]) for number, group in grouped)


def _band(number: int, group: list[tuple[int, bool]]) -> Band:
    chance = sum(chance for chance, _came in group) / len(group)
    low = number * _BAND
    return Band(low, low + _BAND, chance, len(group), sum(came for _chance, came in group))


# ------------------------------------------------------------------ as data


def data(figures: Figures) -> dict[str, Plain]:
    """Gives the counts, the bands and every risk."""
    return {
        "written": figures.written,
        "looked_back": figures.looked,
        "open": figures.open,
        "resting": figures.resting,
        "happened": dict(figures.came),
        "coping": figures.coped.data(),
        "calibration": [
            {"from": band.low, "to": band.high, "chance": band.chance, "risks": band.looked, "happened": band.happened}
            for band in figures.bands
        ],
        "risks": [_risk_data(risk) for risk in figures.risks],
    }


def _risk_data(risk: Risk) -> Plain:
    outcome = risk.outcome
    return {
        "risk": risk.ref,
        "written": risk.day.isoformat(),
        "text": risk.text,
        "chance": risk.chance,
        "willing": risk.willing or None,
        "handle": risk.handle,
        "date": risk.date.isoformat() if risk.date else None,
        "resting": risk.rests,
        "happened": outcome.happened if outcome else None,
        "coped": outcome.coped if outcome else None,
        "note": (outcome.note or None) if outcome else None,
        "looked_back": outcome.day.isoformat() if outcome else None,
    }


# ------------------------------------------------------------------ as it is shown


def shown(figures: Figures, language: str) -> tuple[Block, ...]:
    """Gives the sentences, the counts as bars, from ten outcomes on the plot, and the risks themselves.

    On the day on which it was told that something happened there is no chart, and what helped comes before any count.
    """
    if not figures.written:
        return (Say(_NOTHING.in_language(language)),)
    said = Say(sentence(figures, language))
    if figures.today:
        return (*helping.first(figures.helped, language), said, *_list(figures, language))
    return (said, *_bars(figures, language), *_plot(figures, language), *_list(figures, language))


_NOTHING: Final = msg(
    "Here you will see what came of what you feared. Write down a risk, choose a day, and look back on it then."
)


def sentence(figures: Figures, language: str) -> str:
    """Gives the figures in plain words; they add up."""
    written = plural("You wrote down {n} risk", "You wrote down {n} risks", figures.written)
    if not figures.looked:
        return msg("{written}. How it went is not known yet.", written=written).in_language(language)
    looked = plural("you looked back on {n}", "you looked back on {n}", figures.looked)
    told = msg("{written}; {looked}: {came}.", written=written, looked=looked, came=", ".join(_came(figures, language)))
    return f"{told.in_language(language)} {coped.sentence(figures.coped, language)}".rstrip()


def _came(figures: Figures, language: str) -> Iterator[str]:
    """Gives the counts of what was looked back on; those of nothing are left out."""
    came = figures.came
    for count in (
        plural("{n} did not happen", "{n} did not happen", came[NO]),
        plural("{n} happened a little", "{n} happened a little", came[PARTLY]),
        plural("{n} did happen", "{n} did happen", came[YES]),
        plural("{n} is unclear", "{n} are unclear", came[UNCLEAR]),
    ):
        if count.values["n"]:
            yield count.in_language(language)


_BARS: Final = (
    (NO, msg("did not happen")),
    (PARTLY, msg("a little")),
    (YES, msg("did happen")),
    (UNCLEAR, msg("unclear")),
)
_OPEN: Final = msg("still open")
_RESTS: Final = msg("left to rest")


def _bars(figures: Figures, language: str) -> Iterator[Block]:
    """Gives the counts; with nothing looked back on there is nothing to compare."""
    if figures.looked:
        bars = [Bar(label.in_language(language), figures.came[word]) for word, label in _BARS if figures.came[word]]
        for label, count in ((_OPEN, figures.open - figures.resting), (_RESTS, figures.resting)):
            if count:
                bars.append(Bar(label.in_language(language), count, quiet=True))
        yield Bars(tuple(bars))


def _plot(figures: Figures, language: str) -> Iterator[Block]:
    """Gives how often what seemed likely came, with the same in words."""
    if not figures.bands:
        return
    yield Heading(msg("How likely it seemed, and how often it came").in_language(language))
    yield Plot(
        points=tuple((band.chance, 100 * band.happened / band.looked) for band in figures.bands),
        across=msg("how likely it seemed").in_language(language),
        up=msg("how often it came").in_language(language),
        across_ticks=((0, "0%"), (50, "50%"), (100, "100%")),
        up_ticks=((0, "0%"), (50, "50%"), (100, "100%")),
        diagonal=msg("as likely as it seemed").in_language(language),
    )
    yield Say("\n".join(_band_said(band).in_language(language) for band in figures.bands), quiet=True)


def _band_said(band: Band) -> Message:
    return plural(
        "seemed {low} to {high}% likely: {n} risk, of which {happened} came",
        "seemed {low} to {high}% likely: {n} risks, of which {happened} came",
        band.looked,
        low=band.low,
        high=band.last,
        happened=band.happened,
    )


def _list(figures: Figures, language: str) -> Iterator[Block]:
    yield Heading(msg("What you wrote down").in_language(language))
    yield listed(figures.risks, _item, language)


def _item(risk: Risk, language: str) -> Item:
    outcome = risk.outcome
    said = [SAID[outcome.happened] if outcome else _RESTS if risk.rests else _OPEN]
    if risk.chance is not None:
        said.append(msg("seemed {chance}% likely", chance=risk.chance))
    if risk.came_true and (both := coped.thought_and_was(risk)):
        said.append(both)
    if risk.date and not outcome and not risk.rests:
        said.append(msg("to look back on from {day}", day=day(risk.date, language)))
    own = [f"‘{outcome.note}’"] if outcome and outcome.note else []
    tail = " · ".join([*(message.in_language(language) for message in said), *own])
    return Item(day(risk.day, language), risk.text, tail, page=outcome.page if outcome else risk.page)


VIEW: Final = View(
    name="risks",
    title=msg("What you feared, and what came of it"),
    about=msg("what you feared, and how it went"),
    wants=ledger.WANTS,
    look=look,
    data=data,
    shown=shown,
)
"""The view."""
