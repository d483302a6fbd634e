"""The kind `share`: who may hear this, which part, and the first sentence."""

from kwetsbaar.core.kinds.base import Key, Kind
from kwetsbaar.core.shapes import StepNames

KIND = Kind("share", keys=(Key("about", StepNames(), refers_to=()),))
