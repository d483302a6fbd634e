"""The kind `next`: packs that could come after this one. There is nothing to answer."""

from kwetsbaar.core.kinds.base import Key, Kind
from kwetsbaar.core.shapes import PackNames

KIND = Kind("next", keys=(Key("packs", PackNames(), needed=True),), asks=False, only_read=True)
