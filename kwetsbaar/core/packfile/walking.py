"""Tells whether a valid pack can be walked by this version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kwetsbaar.core import kinds
from kwetsbaar.core.packfile.problems import Problem
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.core.pack import Pack

_CARE = re.compile(r"[ \t]*[\"']?care[\"']?[ \t]*=")


def unwalkable(pack: Pack) -> Problem | None:
    """Gives why `pack` cannot be walked, with the first line that asks too much; None if it can."""
    if pack.care == "deep":
        return Problem(
            _care_line(pack), msg('This pack asks for extra care (care = "deep"), which this version cannot give yet.')
        )
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


def _care_line(pack: Pack) -> int | None:
    lines = enumerate(pack.source_text.removeprefix("\ufeff").split("\n"), 1)
    return next((number for number, line in lines if _CARE.match(line)), None)
