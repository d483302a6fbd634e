"""Says in a sentence what came of walking every road of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.i18n import Message, msg, plural

if TYPE_CHECKING:
    from kwetsbaar.core.roads.walk import Roads

MUCH: Final = 2
"""A pack that says it takes more than so many times as long as it does, or less, is worth a word."""

COUNTED: Final = 9999
"""More roads than this are very many."""


def summary(roads: Roads) -> Message:
    """Gives "3 questions, 1 road of about 4 minutes; every road was walked.", with the number of roads."""
    questions = plural("{n} question", "{n} questions", roads.questions)
    if not roads.all_walked:
        return msg("{questions}. There are too many roads to walk each of them.", questions=questions)
    return msg("{questions}, {roads}; every road was walked.", questions=questions, roads=_ways(roads))


def other_than_said(roads: Roads, minutes: int | None) -> Message | None:
    """Gives a word for the author if `minutes`, as the pack says, is far from what its roads take."""
    if minutes is None or not roads.all_walked:
        return None
    if roads.shortest.minutes / MUCH <= minutes <= roads.longest.minutes * MUCH:
        return None
    return msg("The pack says {minutes} minutes; by our reckoning it is {time}.", minutes=minutes, time=_time(roads))


def _ways(roads: Roads) -> Message:
    if roads.number > COUNTED:
        return msg("more than {n} roads of {time}", n=COUNTED, time=_time(roads))
    return plural("{n} road of {time}", "{n} roads of {time}", roads.number, time=_time(roads))


def _time(roads: Roads) -> Message:
    low, high = roads.shortest.minutes, roads.longest.minutes
    if low == high:
        return plural("about {n} minute", "about {n} minutes", low)
    return msg("about {low} to {high} minutes", low=low, high=high)
