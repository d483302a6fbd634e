"""The views, each in a module of its own that ends in `VIEW = View(...)`.

A new one is registered here and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kwetsbaar.core.lookback.views import (
    coach,
    coping,
    courage,
    farewells,
    feelings,
    intentions,
    onthisday,
    question,
    resources,
    risks,
    voices,
)

if TYPE_CHECKING:
    from kwetsbaar.core.lookback.view import View

VIEWS: Final[tuple[View[Any], ...]] = (
    risks.VIEW,
    coping.VIEW,
    question.VIEW,
    feelings.VIEW,
    voices.VIEW,
    resources.VIEW,
    courage.VIEW,
    farewells.VIEW,
    intentions.VIEW,
    coach.VIEW,
    onthisday.VIEW,
)
"""In the order in which they are offered."""

BY_NAME: Final = {view.name: view for view in VIEWS}
"""By the name that the command says."""
