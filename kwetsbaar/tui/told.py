"""How the answers of some kinds are shown on a page, where markdown would be no pleasure to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from textual.content import Content

from kwetsbaar.core.kinds.outcome import OutcomeForm
from kwetsbaar.core.kinds.risks import rows_of
from kwetsbaar.tui.session.kinds.letgo import item_said
from kwetsbaar.tui.session.kinds.outcome import outcome_said
from kwetsbaar.tui.session.kinds.risks import risk_said

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Answer


def _risks(answer: Answer) -> Content:
    return _below_each_other(*map(risk_said, rows_of(answer.value)))


def _letgo(answer: Answer) -> Content:
    return _below_each_other(*map(item_said, rows_of(answer.value)))


def _outcome(answer: Answer) -> Content:
    form = answer.form if isinstance(answer.form, OutcomeForm) else OutcomeForm()
    return _below_each_other(*(outcome_said(form.text(row.get("risk")), row) for row in rows_of(answer.value)))


def _below_each_other(*rows: Content) -> Content:
    return Content("\n\n" if any("\n" in row.plain for row in rows) else "\n").join(rows)


TOLD: Final[Mapping[str, Callable[[Answer], Content]]] = {"risks": _risks, "letgo": _letgo, "outcome": _outcome}
"""By the kind's name."""
