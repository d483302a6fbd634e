"""The kind `revisit`: a day on which to look back, or none."""

from kwetsbaar.core.kinds.base import Key, Kind
from kwetsbaar.core.shapes import Span, StepName

KIND = Kind("revisit", keys=(Key("about", StepName(), refers_to=()), Key("after", Span())))
