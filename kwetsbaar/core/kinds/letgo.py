"""The kind `letgo`: what is left behind, thanked for, taken along."""

from kwetsbaar.core.kinds.base import Key, Kind
from kwetsbaar.core.shapes import StepNames

KIND = Kind("letgo", keys=(Key("from", StepNames()),), has_items=True)
