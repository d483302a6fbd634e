"""How the answers of some kinds are shown on a page, where markdown would be no pleasure to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from textual.content import Content

from kwetsbaar.core.kinds.outcome import OutcomeForm
from kwetsbaar.core.kinds.risks import rows_of
from kwetsbaar.core.kinds.voices import voices_of
from kwetsbaar.i18n import _
from kwetsbaar.tui.session.kinds.letgo import item_said
from kwetsbaar.tui.session.kinds.outcome import outcome_said
from kwetsbaar.tui.session.kinds.risks import risk_said

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Answer
    from kwetsbaar.core.kinds.records import Record

_NAME: Final = "$quiet"
_CENTRE: Final = "$accent"
"""How what stands above a voice is drawn, and above the centre."""


def _risks(answer: Answer) -> Content:
    return _below_each_other(*map(risk_said, rows_of(answer.value)))


def _letgo(answer: Answer) -> Content:
    return _below_each_other(*map(item_said, rows_of(answer.value)))


def _outcome(answer: Answer) -> Content:
    form = answer.form if isinstance(answer.form, OutcomeForm) else OutcomeForm()
    return _below_each_other(*(outcome_said(form.text(row.get("risk")), row) for row in rows_of(answer.value)))


def _voices(answer: Answer) -> Content:
    """Gives what each voice said below its name, and the centre last; a quote needs no marks of markdown here."""
    rows = [_voice(voice) for voice in voices_of(answer.value)]
    centre = answer.value.get("centre") if isinstance(answer.value, dict) else None
    if centre:
        rows.append(Content.assemble((_("The centre:"), _CENTRE), f"\n{centre}"))
    return _below_each_other(*rows)


def _voice(voice: Record) -> Content:
    lines = [Content.styled(str(voice.get("name", "")), _NAME)]
    if "says" in voice:
        lines.append(Content(str(voice["says"])))
    if "guards" in voice:
        lines.append(Content(_("Guards: {what}", what=voice["guards"])))
    if "needs" in voice:
        lines.append(Content(_("Needs: {what}", what=voice["needs"])))
    return Content("\n").join(lines)


def _below_each_other(*rows: Content) -> Content:
    return Content("\n\n" if any("\n" in row.plain for row in rows) else "\n").join(rows)


TOLD: Final[Mapping[str, Callable[[Answer], Content]]] = {
    "risks": _risks,
    "letgo": _letgo,
    "outcome": _outcome,
    "voices": _voices,
}
"""By the kind's name."""
