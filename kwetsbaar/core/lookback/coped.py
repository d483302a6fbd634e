"""How it was to bear what happened, beside what was thought: harder and lighter are told alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kwetsbaar.i18n import msg, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kwetsbaar.core.lookback.facts import Plain
    from kwetsbaar.core.lookback.ledger import Risk
    from kwetsbaar.i18n import Message


@dataclass(frozen=True)
class Coped:
    """Counts of the risks that came, if only in part; together they are all of those."""

    harder: int = 0
    lighter: int = 0
    as_thought: int = 0
    unsaid: int = 0
    """Of how many one of the two numbers is not known."""

    @property
    def total(self) -> int:
        """How many came."""
        return self.harder + self.lighter + self.as_thought + self.unsaid

    def data(self) -> dict[str, Plain]:
        """Gives the counts by name."""
        return {
            "harder": self.harder,
            "lighter": self.lighter,
            "as_thought": self.as_thought,
            "unsaid": self.unsaid,
        }


def coped_of(risks: Sequence[Risk]) -> Coped:
    """Counts, of those that came."""
    counts = Counter(compared(risk) for risk in risks if risk.came_true)
    return Coped(counts["harder"], counts["lighter"], counts["as_thought"], counts["unsaid"])


def compared(risk: Risk) -> str:
    """Gives how a risk was to bear, beside what was thought: the name of one of the counts."""
    coped = risk.outcome.coped if risk.outcome else None
    if coped is None or risk.handle is None:
        return "unsaid"
    if coped == risk.handle:
        return "as_thought"
    return "harder" if coped < risk.handle else "lighter"


def thought_and_was(risk: Risk) -> Message | None:
    """Gives both numbers in words, or the one that is known; None if neither is."""
    coped = risk.outcome.coped if risk.outcome else None
    if risk.handle is not None and coped is not None:
        return msg("thought {thought}, was {was}", thought=risk.handle, was=coped)
    if risk.handle is not None:
        return msg("thought {thought}", thought=risk.handle)
    return msg("was {was}", was=coped) if coped is not None else None


def sentence(coped: Coped, language: str) -> str:
    """Gives the counts in plain words; those of nothing are left out. Empty if nothing came."""
    said = [message.in_language(language) for message in _said(coped)]
    return msg("When it happened: {said}.", said=", ".join(said)).in_language(language) if said else ""


def _said(coped: Coped) -> Iterator[Message]:
    if coped.harder and coped.lighter:
        harder = plural("once harder", "{n} times harder", coped.harder)
        lighter = plural("once easier", "{n} times easier", coped.lighter)
        yield msg("{harder}, {lighter} than you thought", harder=harder, lighter=lighter)
    elif coped.harder:
        yield plural("once harder than you thought", "{n} times harder than you thought", coped.harder)
    elif coped.lighter:
        yield plural("once easier than you thought", "{n} times easier than you thought", coped.lighter)
    if coped.as_thought:
        yield plural("once as you thought", "{n} times as you thought", coped.as_thought)
    if coped.unsaid:
        yield plural("once without two numbers to compare", "{n} times without two numbers to compare", coped.unsaid)
