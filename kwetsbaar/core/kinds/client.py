"""The kind `client`: the alias of the client that a coach writes about."""

from kwetsbaar.core.kinds.base import Kind

KIND = Kind("client")
