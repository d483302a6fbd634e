"""Words that more views say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.i18n import plural

if TYPE_CHECKING:
    from kwetsbaar.i18n import Message


def times(n: int) -> Message:
    """Says how often: "3 times"."""
    return plural("once", "{n} times", n)
