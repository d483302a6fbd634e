"""The kind `risks`: fears written so that it can be checked later whether they came true."""

from kwetsbaar.core.kinds.base import Key, Kind
from kwetsbaar.core.pack import Step
from kwetsbaar.core.shapes import ManyOf, Span, StepNames, Whole


def _words(_step: Step) -> frozenset[str]:
    return frozenset({"unwilling", "undecided"})


KIND = Kind(
    "risks",
    keys=(
        Key("rate", ManyOf("chance", "willing", "handle")),
        Key("most", Whole(1, 20)),
        Key("from", StepNames()),
        Key("after", Span()),
    ),
    when_words=_words,
    has_items=True,
)
