"""The kind `outcome`: what came of risks that were written down earlier."""

from kwetsbaar.core.kinds.base import Key, Kind
from kwetsbaar.core.pack import Step
from kwetsbaar.core.shapes import StepNames


def _words(_step: Step) -> frozenset[str]:
    return frozenset({"happened", "not_happened"})


KIND = Kind("outcome", keys=(Key("about", StepNames(), refers_to=("risks",)),), when_words=_words)
