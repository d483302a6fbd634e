"""The kind `feelings`: feelings in the order in which they come, each if wanted with an intensity and a place."""

from kwetsbaar.core.kinds.base import Key, Kind
from kwetsbaar.core.pack import Step
from kwetsbaar.core.shapes import Flag, Options


def _word_ids(step: Step) -> frozenset[str] | None:
    own = step.options("words")
    return frozenset(option.id for option in own) if own else None


KIND = Kind(
    "feelings",
    keys=(Key("words", Options()), Key("intensity", Flag()), Key("body", Flag())),
    when_words=_word_ids,
    has_items=True,
)
