"""The kind `voices`: inner voices one after the other, the centre last."""

from kwetsbaar.core.kinds.base import Key, Kind
from kwetsbaar.core.shapes import StepNames, Whole

KIND = Kind("voices", keys=(Key("most", Whole(1, 20)), Key("from", StepNames())), has_items=True)
