"""Looking back over the pages: each view over what the list of pages keeps, so that nothing is decrypted for it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.lookback import states
from kwetsbaar.core.lookback.records import Asked
from kwetsbaar.core.lookback.views import BY_NAME, VIEWS, resources
from kwetsbaar.core.nearest import nearest, shown
from kwetsbaar.core.query import ANYWHERE
from kwetsbaar.errors import Damaged, NotFound
from kwetsbaar.i18n import msg
from kwetsbaar.journal.reading import trusted

if TYPE_CHECKING:
    from typing import Any

    from kwetsbaar.core.entry import Entry
    from kwetsbaar.core.lookback.choosable import Names
    from kwetsbaar.core.lookback.view import Looked, View
    from kwetsbaar.core.lookback.views.resources import Resource
    from kwetsbaar.core.query import Where
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal.knowing import Knowing
    from kwetsbaar.journal.page import Earlier, Page
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.journal.writing import Writing

NAMES: Final = tuple(BY_NAME)
"""The views, in the order in which they are offered."""


class LookingBack:
    """Every method may be called from a worker thread."""

    def __init__(self, reading: Reading, writing: Writing, knowing: Knowing, clock: Callable[[], datetime]) -> None:
        self._reading = reading
        self._writing = writing
        self._knowing = knowing
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
        with _no_collecting():
            return view.looked(self._reading.records(view.wants), Asked(self.today, where))

    @property
    def today(self) -> date:
        """The day it is."""
        return self._clock().date()

    def first_day(self) -> date | None:
        """Gives the day of the oldest page that is not left out; None if there is none. Waits as `look` does."""
        self._reading.be_loaded()
        return self._reading.first_day()

    def names(self) -> Names:
        """Gives the packs, aliases and tags by which pages can be chosen. Waits as `look` does."""
        self._reading.be_loaded()
        return self._reading.names()

    def same(self, page: Page, number: int) -> list[Earlier]:
        """Gives every answer to the question of the answer with this place on `page`, itself among them, oldest first.

        Those of other versions and languages of the pack count, and those where it was asked again. Reads every page
        of the pack. Of a page that is left out there is nothing.
        """
        self._reading.be_loaded()
        answer = page.entry.answers[number] if page.entry else None
        if page.entry is None or answer is None:
            return []
        asks = self._knowing.asks(page.entry.pack, answer.ask) if answer.key.isdecimal() else ()
        return self._reading.answers_to(page, answer, asks)

    # -------------------------------------------------------------- saying what became of it

    def mark(self, page: str, key: str, item: str, state: str) -> Page:
        """Says what became of what was meant in an answer (`core.lookback.states`): a new revision of the page.

        If that was said already the page stays as it is. If the page was changed elsewhere meanwhile both texts are
        kept, and what comes back is a copy. Raises `NotFound` if the page or the item is not there any more,
        `Damaged`, `NotSaved`, `Busy`.
        """
        found = self._reading.page(page)
        entry = _own(found)
        meant = next((each for each in states.found_in(entry) if each.key == key and each.is_called(item)), None)
        if meant is None:
            raise NotFound(msg("This does not stand on that page any more."))
        changed = states.with_state(entry, key, meant.item, state)
        return found if changed == entry else self._writing.revise(found, changed)

    def leave_out(self, page: Page, *, out: bool = True) -> Page:
        """Leaves a page out of all looking back, or lets it count again: a new revision. Raises as `mark` does."""
        return self._writing.revise(page, replace(_own(page), hidden=out))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Leaves garbage where it is meanwhile: all that is made here is in use, and going through it takes as long."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _own(page: Page) -> Entry:
    entry = trusted(page)
    if entry is None:
        raise Damaged(msg("This page is another one than it was, and cannot be changed."))
    return entry


def what_helped(reading: Reading) -> tuple[Resource, ...]:
    """Gives what a person wrote down as a help, what was written last first; waits until the pages have been read.

    Pages that are left out of looking back say nothing. May be called from a worker thread.
    """
    reading.be_loaded()
    return resources.look(reading.records(resources.WANTS), Asked(date.min)).resources


def _all_of_them() -> Message:
    return msg("It can be: {known}.", known=", ".join(NAMES))
