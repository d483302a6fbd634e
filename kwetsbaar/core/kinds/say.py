"""A step with a `say` alone: a text to read."""

from kwetsbaar.core.kinds.base import Kind

KIND = Kind("say", asks=False, only_read=True)
