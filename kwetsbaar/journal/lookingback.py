"""Looking back over the pages: each view over what the list of pages keeps, so that nothing is decrypted for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.lookback import states
from kwetsbaar.core.lookback.records import Asked
from kwetsbaar.core.lookback.views import BY_NAME, VIEWS
from kwetsbaar.core.nearest import nearest, shown
from kwetsbaar.core.query import ANYWHERE
from kwetsbaar.errors import Damaged, NotFound
from kwetsbaar.i18n import msg
from kwetsbaar.journal.reading import trusted

if TYPE_CHECKING:
    from typing import Any

    from kwetsbaar.core.lookback.view import Looked, View
    from kwetsbaar.core.query import Where
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal.page import Page
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.journal.writing import Writing

NAMES: Final = tuple(BY_NAME)
"""The views, in the order in which they are offered."""


class LookingBack:
    """Every method may be called from a worker thread."""

    def __init__(self, reading: Reading, writing: Writing, clock: Callable[[], datetime]) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock

    @property
    def views(self) -> tuple[View[Any], ...]:
        """The views, in the order in which they are offered."""
        return VIEWS

    def view(self, name: str) -> View[Any]:
        """Gives the view called `name`; raises `NotFound`, which names one that is nearly called so."""
        found = BY_NAME.get(name)
        if found is None:
            near = nearest(name, NAMES)
            hint = msg("Did you mean ‘{near}’?", near=near) if near else None
            raise NotFound(msg("There is no view ‘{name}’.", name=shown(name)), hint or _all_of_them())
        return found

    def look(self, name: str, where: Where = ANYWHERE) -> Looked:
        """Looks at the pages `where` says; waits until they have been read. Raises `NotFound`."""
        view = self.view(name)
        self._reading.be_loaded()
        return view.looked(self._reading.records(view.wants), Asked(self._clock().date(), where))

    # -------------------------------------------------------------- saying what became of it

    def mark(self, page: str, key: str, item: str, state: str) -> Page:
        """Says what became of what was meant in an answer (`core.lookback.states`): a new revision of the page.

        Raises `Damaged`, `NotSaved`, `Busy`, `NotFound`.
        """
        found = self._reading.page(page)
        entry = trusted(found)
        if entry is None:
            raise Damaged(msg("This page is another one than it was, and cannot be changed."))
        return self._writing.revise(found, states.with_state(entry, key, item, state))

    def leave_out(self, page: Page, *, out: bool = True) -> Page:
        """Leaves a page out of all looking back, or lets it count again: a new revision. Raises as `mark` does."""
        entry = trusted(page)
        if entry is None:
            raise Damaged(msg("This page is another one than it was, and cannot be changed."))
        return self._writing.revise(page, replace(entry, hidden=out))


def _all_of_them() -> Message:
    return msg("It can be: {known}.", known=", ".join(NAMES))
