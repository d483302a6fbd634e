"""Tells whether a valid pack can be walked by this version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.core import kinds
from kwetsbaar.core.packfile.problems import Problem
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.core.pack import Pack


def unwalkable(pack: Pack) -> Problem | None:
    """Gives why `pack` cannot be walked, with the first line that asks too much; None if it can."""
    for step in pack.steps:
        if not kinds.kind(step.kind).walkable:
            return Problem(
                step.line,
                msg(
                    "This pack has a step of the kind {kind} (line {line}), which this version cannot ask yet.",
                    kind=step.kind,
                    line=step.line,
                ),
            )
    return None
