"""The kind `outcome`: which earlier risks to look back on, and then one thing at a time about each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from kwetsbaar.cli.plain.kinds.base import form_of, given_value, place_of, so_far, which_numbers
from kwetsbaar.cli.plain.kinds.rounds import a_line, a_number, a_word, rounds
from kwetsbaar.cli.plain.talking import is_end
from kwetsbaar.core.kinds.outcome import HAPPENED_ASKED, OutcomeForm, asked_of
from kwetsbaar.core.kinds.risks import NOT_AT_ALL, WELL, rows_of
from kwetsbaar.i18n import day, msg

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.known import KnownRisk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml

ASPECTS = {"happened": a_word(HAPPENED_ASKED), "coped": a_number(0, 10, NOT_AT_ALL, WELL), "note": a_line}


def ask(question: Question, talk: Talk) -> Toml | None:
    """Says the risks of before and asks which to look at; what is left stays ready."""
    form = form_of(question, OutcomeForm)
    rows = rows_of(given_value(question))
    so_far(question, talk)
    named = {row["risk"] for row in rows}
    left = [risk for risk in form.risks or () if risk.ref not in named]
    if not rows and not left:
        talk.say(msg("There is nothing of before to look back on now. That is fine too."))
        talk.line(msg("Enter goes on."))
        return None
    rows += [{"risk": risk.ref} for risk in _chosen(talk, left)]
    return cast("Toml", rounds(talk, rows, ASPECTS, asked_of, lambda row: form.text(row["risk"])))


def _chosen(talk: Talk, risks: list[KnownRisk]) -> list[KnownRisk]:
    """Asks which of the risks; none for an empty line."""
    if not risks:
        return []
    options = [_said(risk) for risk in risks]
    talk.number(options)
    talk.how(msg("What you leave stays ready."))
    while not is_end(line := talk.line(msg("Numbers, with commas between them:"), bare=True)):
        places = [place_of(part, options) for part in line.replace(",", " ").split()]
        if None not in places:
            return [risks[place] for place in dict.fromkeys(places) if place is not None]
        talk.say(which_numbers(len(options)))
    return []


def _said(risk: KnownRisk) -> str:
    when = msg("written {day}", day=day(risk.written)) if isinstance(risk.written, date) else ""
    return f"{risk.text} ({when})" if when else risk.text
