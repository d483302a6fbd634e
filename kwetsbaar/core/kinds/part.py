"""A step with a `part`: a heading that governs the steps below it, until the next."""

from kwetsbaar.core.kinds.base import Kind

KIND = Kind("part", asks=False, only_read=True)
