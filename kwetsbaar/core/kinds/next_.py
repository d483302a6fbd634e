"""The kind `next`: packs that could come after this one."""

from kwetsbaar.core.kinds.base import Key, Kind
from kwetsbaar.core.shapes import PackNames

KIND = Kind("next", keys=(Key("packs", PackNames(), needed=True),), asks=False)
