"""What a pack with `care = "deep"` adds by itself: a check-in before it, and a quiet way out at its end.

These are steps like any other: they can be skipped, they go into the page and the draft, and none of them is a gate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.core.pack import Condition, Step, Text
from kwetsbaar.i18n import LANGUAGES, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kwetsbaar.i18n import Message

BEFORE: Final = "care_before"
"""The key of the check-in: 0 is light, 10 is heavy."""

AFTER: Final = "care_after"
"""The key of the check when leaving, on the same scale."""

MUCH: Final = 8
"""From here on it is said that something shorter is welcome too."""

_WEIGHT: Final = {"low": msg("light"), "high": msg("very heavy")}


def around(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Gives the steps of a pack with those that extra care adds. These have no number and no line in its file.

    The first heading ends what stands above it, so that the way out stands under none.
    """
    return (*_arriving(), *steps, *_leaving())


def _arriving() -> tuple[Step, ...]:
    much = (Condition(BEFORE, low=MUCH),)
    return (
        _scale(
            BEFORE,
            msg("How heavy is it for you right now?"),
            msg(
                "This one can touch you. You decide how far you go. If it gets too much, stop: "
                "‘Enough for now’ keeps what stands there."
            ),
        ),
        _text("care:much", msg("It is a lot today. Something shorter is fine too, or nothing at all."), much),
    )


def _leaving() -> tuple[Step, ...]:
    heavier = (Condition(AFTER, above=BEFORE),)
    return (
        Step(0, 0, "part", id="care:close", part=_said(msg("Back to here")), say=_said(_GROUND)),
        _scale(AFTER, msg("And how heavy is it now?"), None),
        _text("care:talk", _TALK, heavier),
    )


ENOUGH: Final = msg("Enough for now")
SOMEONE: Final = msg("Someone to talk to")
"""What the texts here name, between quotes, as the app calls it. A face in which it is called otherwise says so."""

_GROUND: Final = msg(
    "Let it rest here. Feel your feet on the floor. Look around: name five things you see, three you hear. "
    "Take the time for it."
)

_TALK: Final = msg(
    "It is heavier now than when you began. That can happen when you look closely. You do not have to carry it alone: "
    "under ‘Someone to talk to’ are people who listen."
)


def _scale(key: str, ask: Message, say: Message | None) -> Step:
    ends = {end: _said(word) for end, word in _WEIGHT.items()}
    return Step(0, 0, "scale", id=key, ask=_said(ask), say=_said(say) if say else None, private=True, params=ends)


def _text(key: str, say: Message, when: tuple[Condition, ...]) -> Step:
    return Step(0, 0, "say", id=key, say=_said(say), when=when)


def _said(sentence: Message) -> Text:
    return Text({language: sentence.in_language(language) for language in LANGUAGES})
