"""What came of a session, for the screen that opened it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from kwetsbaar.core.draft import Draft
    from kwetsbaar.journal.page import Page


@dataclass(frozen=True)
class Kept:
    """It became a page."""

    page: Page
    then: str = ""
    """The pack that the person wants to go on with."""


@dataclass(frozen=True)
class PutAway:
    """Enough for now."""

    draft: Draft | None
    """The draft as it was saved; None if nothing was given, and so nothing is on disk."""


@dataclass(frozen=True)
class Discarded:
    """It was not kept: the draft is gone."""


SessionResult: TypeAlias = "Kept | PutAway | Discarded"
