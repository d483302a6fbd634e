"""A day: a few that lie near by their number, or one in own words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kwetsbaar.cli.plain.kinds.base import place_of
from kwetsbaar.cli.plain.talking import is_end
from kwetsbaar.core import days
from kwetsbaar.core.kinds.revisit import NEVER
from kwetsbaar.i18n import full_day, msg

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk


def a_day(talk: Talk, today: date | None, proposed: str = "", *, none: bool) -> date | str | None:
    """Asks for a day; "never" where `none` is offered and taken, None for an empty line."""
    near = days.near(today, proposed)
    options = [f"{days.span_said(span)}, {full_day(day)}" for span, day in near]
    options += [str(msg("no day"))] if none else []
    talk.number(options)
    while not is_end(line := talk.line(msg("Number, or a day in your own words:"))):
        place = place_of(line, options)
        if place is not None:
            return near[place][1] if place < len(near) else NEVER
        if today and (found := days.read_day(line, today)):
            talk.say(full_day(found))
            return found
        talk.say(msg("For instance: 20 December, 20-12-2026, in 3 weeks."))
    return None
