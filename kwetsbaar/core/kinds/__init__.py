"""The kinds of step, one module each, registered here once."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds import (
    body,
    choice,
    client,
    feelings,
    letgo,
    list_,
    next_,
    outcome,
    part,
    pause,
    revisit,
    risks,
    say,
    scale,
    share,
    voices,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kwetsbaar.core.kinds.base import Kind

_MODULES = (
    write,
    choice,
    scale,
    list_,
    feelings,
    body,
    voices,
    risks,
    letgo,
    share,
    revisit,
    outcome,
    pause,
    client,
    next_,
    say,
    part,
)

ALL: Final[Mapping[str, Kind]] = MappingProxyType({module.KIND.name: module.KIND for module in _MODULES})
"""Every kind by its name."""

WRITABLE: Final = tuple(name for name in ALL if name not in ("say", "part"))
"""The kinds that an author may name with `kind = "…"`; the other two follow from the keys `say` and `part`."""


def kind(name: str) -> Kind:
    """Gives the kind with this name; a `KeyError` if there is none."""
    return ALL[name]
