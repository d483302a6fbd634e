"""Invented answers to a step of any kind, so that a pack can be walked without a person.

Of all the answers that a question can get, those are given that make a difference further on: for each set of
conditions that some answer meets, one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import kinds
from kwetsbaar.core.kinds.body import BodyForm
from kwetsbaar.core.kinds.choice import ChoiceForm
from kwetsbaar.core.kinds.feelings import MOST as MOST_FEELINGS
from kwetsbaar.core.kinds.feelings import FeelingsForm
from kwetsbaar.core.kinds.letgo import LetgoForm
from kwetsbaar.core.kinds.list_ import ListForm
from kwetsbaar.core.kinds.outcome import OutcomeForm
from kwetsbaar.core.kinds.pause import PauseForm
from kwetsbaar.core.kinds.revisit import NEVER, RevisitForm
from kwetsbaar.core.kinds.risks import WILLING, WILLINGNESS, RisksForm
from kwetsbaar.core.kinds.scale import ScaleForm
from kwetsbaar.core.kinds.share import NOBODY, ShareForm
from kwetsbaar.core.kinds.voices import VoicesForm
from kwetsbaar.core.known import Known, KnownPack, KnownRisk
from kwetsbaar.core.session import Given, fits
from kwetsbaar.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kwetsbaar.core.kinds.base import Form
    from kwetsbaar.core.pack import Condition, Pack, Step
    from kwetsbaar.core.toml import Toml

ITEMS: Final = 2
"""How many items an invented list has, so that a step which repeats for each of them is met more than once."""

_TODAY: Final = date(2026, 3, 1)
_EARLIER: Final = date(2026, 1, 1)
_WORD: Final = "x"


def known_for(pack: Pack) -> Known:
    """Gives a journal that knows what the pack could ask about: risks of earlier pages, and the packs it goes on to."""
    named = {str(name) for step in pack.steps if step.kind == "next" for name in _names(step)}
    steps = ["", *(step.key for step in pack.steps if step.kind == "risks")]
    risks = [
        KnownRisk(f"{'0' * 26}#r{n}", _WORD, _EARLIER, _TODAY, step)
        for n, step in enumerate(steps * ITEMS, 1)
        if n < 10**4
    ]
    return Known(_TODAY, tuple(risks), packs=tuple(KnownPack(name, {"nl": name}) for name in sorted(named)))


def _names(step: Step) -> tuple[object, ...]:
    packs = step.params.get("packs", ())
    return packs if isinstance(packs, tuple) else ()


def ways(form: Form, conditions: Sequence[Condition]) -> tuple[Given, ...]:
    """Gives what can be given to a question, one for each set of `conditions` that can be met; passing by is the last.

    The first is an answer, unless none could be thought of.
    """
    words = frozenset(word for condition in conditions for word in condition.words)
    given = [*(Given(form.check(value)) for value in _answers(form, words)), Given(skipped=True)]
    by_met: dict[tuple[bool, ...], Given] = {}
    for each in given:
        by_met.setdefault(tuple(fits(form, each, condition) for condition in conditions), each)
    return tuple(by_met.values())


def form_of(step: Step) -> Form | None:
    """Gives how a step is asked in a journal that knows what it may ask about; None for what is only read."""
    form = kinds.kind(step.kind).form
    return form.of(step, LANGUAGES[0]).knowing(_KNOWN) if form else None


def meets_all(form: Form, conditions: Sequence[Condition], *, repeated: bool) -> bool:
    """Tells whether one answer to a question, or passing it by, meets all `conditions`.

    Of one that is repeated each item can meet another one.
    """
    words = frozenset(word for condition in conditions for word in condition.words)
    given = [*(Given(value) for value in _answers(form, words)), Given(skipped=True)]
    if repeated:
        return all(any(fits(form, each, condition) for each in given) for condition in conditions)
    return any(all(fits(form, each, condition) for condition in conditions) for each in given)


def answer(form: Form) -> Toml:
    """Gives an answer to a question on which nothing depends."""
    return _answers(form, frozenset())[0]


# ------------------------------------------------------------------ by kind


def _answers(form: Form, words: frozenset[str]) -> list[Toml]:  # noqa: PLR0911 - one line a kind
    """Gives answers enough to meet each of `words` and every number, alone and together; at least one."""
    match form:
        case ChoiceForm():
            return _choices(form, words)
        case ScaleForm():
            return [*range(form.low, form.high + 1)]
        case FeelingsForm():
            return _feelings(form, words)
        case RisksForm():
            return _risks(form)
        case OutcomeForm():
            return _outcomes(form)
        case ListForm():
            return [_texts(form.most)]
        case VoicesForm():
            return [{"voices": [{"name": text, "says": _WORD} for text in _texts(form.most)], "centre": _WORD}]
        case BodyForm():
            return [{"place": _WORD}]
        case LetgoForm():
            return [[{"item": text} for text in _texts(ITEMS)]]
        case ShareForm():
            return [NOBODY]
        case RevisitForm():
            return [NEVER]
        case PauseForm():
            return [True]
    return [_WORD]


def _texts(most: int) -> list[Toml]:
    return [f"{_WORD}{n}" for n in range(1, min(ITEMS, most) + 1)]


def _choices(form: ChoiceForm, words: frozenset[str]) -> list[Toml]:
    """Gives each option that something depends on, and one more; where several may be chosen, all of these too."""
    named: list[Toml] = [option.id for option in form.options if option.id in words]
    others: list[Toml] = [option.id for option in form.options if option.id not in words]
    own: list[Toml] = [{"other": _WORD}] if form.other else []
    single = [*named, *others[:1], *own]
    return [*([one] for one in single), [*single]] if form.many else single


def _feelings(form: FeelingsForm, words: frozenset[str]) -> list[Toml]:
    rows: list[Toml] = [{"word": word.id} for word in form.offered if word.id in words]
    own: list[Toml] = [{"word": {"other": text}} for text in _texts(ITEMS)]
    return [own, *([row] for row in rows), [*rows, *own][:MOST_FEELINGS]]


def _risks(form: RisksForm) -> list[Toml]:
    texts = _texts(form.most)
    if WILLING not in form.rate:
        return [[{"text": text} for text in texts]]
    alike: list[Toml] = [[{"text": text, "willing": willing} for text in texts] for willing in WILLINGNESS]
    mixed = zip(texts, reversed(WILLINGNESS), strict=False)
    return [*alike, [{"text": text, "willing": willing} for text, willing in mixed]]


def _outcomes(form: OutcomeForm) -> list[Toml]:
    refs: list[Toml] = [risk.ref for risk in (form.risks or _KNOWN.risks)[:ITEMS]]
    alike: list[Toml] = [[{"risk": ref, "happened": happened} for ref in refs] for happened in ("unclear", "yes", "no")]
    mixed = zip(refs, ("yes", "no"), strict=False)
    return [*alike, [{"risk": ref, "happened": happened} for ref, happened in mixed]]


_KNOWN: Final = replace(Known(_TODAY), risks=tuple(KnownRisk(f"{'0' * 26}#r{n}", _WORD) for n in (1, 2)))
"""A journal that knows two risks."""
