"""The kind `body`: a place in the body, and the word or image that fits it."""

from kwetsbaar.core.kinds.base import Kind

KIND = Kind("body")
