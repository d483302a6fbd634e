"""Where in the body something can be felt: a few places to take over, from head to feet."""

from __future__ import annotations

from typing import Final

from kwetsbaar.i18n import msg
from kwetsbaar.tui.session.kinds.cloud import Chip

_PLACES: Final = (
    (msg("head"), msg("forehead"), msg("eyes"), msg("jaw"), msg("throat"), msg("neck"), msg("shoulders")),
    (msg("chest"), msg("heart"), msg("lower back"), msg("stomach"), msg("belly"), msg("pelvis")),
    (msg("arms"), msg("hands"), msg("legs"), msg("knees"), msg("feet"), msg("everywhere")),
)


def chips() -> list[Chip]:
    """Gives the places in the language of the interface."""
    return [Chip(str(place), row=row, quiet=True) for row, places in enumerate(_PLACES) for place in places]
