"""The view `coping`: how well one thought one could bear it, and how it was when it happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds.outcome import SAID
from kwetsbaar.core.lookback import coped, helping, ledger
from kwetsbaar.core.lookback.blocks import Heading, Item, Items, Pair, Pairs, Say
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


@dataclass(frozen=True)
class Figures:
    """How it was to bear what happened. `coped` counts `risks`."""

    risks: tuple[Risk, ...] = field(repr=False)
    """Those that came, if only in part; the one told of last comes first."""
    looked: int
    """How many were looked back on, whether they came or not."""
    coped: Coped
    helped: tuple[Helped, ...] = field(repr=False)
    """The person's own words about them."""
    today: bool
    """Whether it was told today that something happened: then there is no chart, and `helped` is about that alone."""


def look(records: Sequence[Record], asked: Asked) -> Figures:
    """Counts."""
    risks = ledger.risks_of(records, asked)
    came = sorted((risk for risk in risks if risk.came_true), key=_told, reverse=True)
    today = ledger.told_on(came, asked.today)
    return Figures(
        risks=tuple(came),
        looked=sum(risk.outcome is not None for risk in risks),
        coped=coped.coped_of(came),
        helped=ledger.helped(records, today or came),
        today=bool(today),
    )


def _told(risk: Risk) -> date:
    return risk.outcome.day if risk.outcome else date.min


def data(figures: Figures) -> dict[str, Plain]:
    """Gives the counts, the risks that came, and what helped."""
    return {
        "looked_back": figures.looked,
        "happened": len(figures.risks),
        "coping": figures.coped.data(),
        "risks": [_risk_data(risk) for risk in figures.risks],
        "helped": helping.data(figures.helped),
    }


def _risk_data(risk: Risk) -> Plain:
    outcome = risk.outcome
    return {
        "risk": risk.ref,
        "text": risk.text,
        "handle": risk.handle,
        "coped": outcome.coped if outcome else None,
        "happened": outcome.happened if outcome else None,
        "looked_back": outcome.day.isoformat() if outcome else None,
    }


# ------------------------------------------------------------------ as it is shown


def shown(figures: Figures, language: str) -> tuple[Block, ...]:
    """Gives the sentence, what was thought and what it was on one scale, and the person's own words."""
    said, risks = Say(sentence(figures, language)), figures.risks
    if figures.today:
        return (*helping.first(figures.helped, language), said, *_list(risks, language))
    words = helping.blocks(figures.helped, language)
    return (said, *_pairs(risks, language), *_rest(risks, language), *words)


_NOTHING: Final = msg(
    "Here you will see how well you thought you could bear something, and how it was. It fills when you look back on a "
    "risk that happened."
)


def sentence(figures: Figures, language: str) -> str:
    """Gives the figures in plain words; they add up."""
    if not figures.looked:
        return _NOTHING.in_language(language)
    if not figures.risks:
        return plural(
            "You looked back on {n} risk, and did not write that it happened. So there is nothing to compare.",
            "You looked back on {n} risks, and did not write of any that it happened. So there is nothing to compare.",
            figures.looked,
        ).in_language(language)
    came = plural(
        "Of the risks you looked back on, {n} happened, wholly or a little.",
        "Of the risks you looked back on, {n} happened, wholly or a little.",
        len(figures.risks),
    )
    return f"{came.in_language(language)} {coped.sentence(figures.coped, language)}"


def _pairs(risks: Sequence[Risk], language: str) -> Iterator[Block]:
    pairs = tuple(pair for risk in risks if (pair := _pair(risk, language)))
    if pairs:
        yield Heading(msg("Bearing it: thought and was").in_language(language))
        yield Pairs(pairs)
        yield Say(
            msg("From 0, not at all, to 10, well. ○ is what you thought, ● what it was.").in_language(language),
            quiet=True,
        )


def _pair(risk: Risk, language: str) -> Pair | None:
    outcome, said = risk.outcome, coped.thought_and_was(risk)
    if outcome is None or outcome.coped is None or risk.handle is None or said is None:
        return None
    return Pair(risk.text, risk.handle, outcome.coped, said.in_language(language))


def _rest(risks: Sequence[Risk], language: str) -> Iterator[Block]:
    """Gives what happened and has no two numbers."""
    rest = [risk for risk in risks if coped.compared(risk) == "unsaid"]
    if rest and len(rest) == len(risks):
        yield from _list(risks, language)
    elif rest:
        yield Heading(msg("Happened too, without two numbers").in_language(language))
        yield _items(rest, language)


def _list(risks: Sequence[Risk], language: str) -> Iterator[Block]:
    yield Heading(msg("What happened").in_language(language))
    yield _items(risks, language)


def _items(risks: Sequence[Risk], language: str) -> Items:
    return listed(risks, _item, language)


def _item(risk: Risk, language: str) -> Item:
    outcome, both = risk.outcome, coped.thought_and_was(risk)
    said = [SAID[outcome.happened].in_language(language)] if outcome else []
    told = day(outcome.day if outcome else risk.day, language)
    tail = " · ".join([*said, *([both.in_language(language)] if both else [])])
    return Item(told, risk.text, tail, page=outcome.page if outcome else risk.page)


VIEW: Final = View(
    name="coping",
    title=msg("What you could bear: thought and was"),
    about=msg("how well you thought you could bear it, and how it was"),
    wants=ledger.WANTS,
    look=look,
    data=data,
    shown=shown,
)
"""The view."""
