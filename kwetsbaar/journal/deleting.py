"""Deleting pages: to the trash, back again, or gone for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.errors import NotFound
from kwetsbaar.i18n import msg, plural
from kwetsbaar.journal.reading import card_of, page_of
from kwetsbaar.storage.entries import State

if TYPE_CHECKING:
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal.page import Card, Page
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.storage.trash import Trash


_NOT_ITSELF: Final = frozenset({State.DAMAGED, State.FOREIGN, State.MISPLACED})
"""What is not the page that its name says."""


class Deleting:
    """What can be deleted from a journal that is open. Every method may be called from a worker thread.

    When a method returns, what it says is durable. One that was cut off, or raised `NotSaved`, can be called again.
    """

    def __init__(self, trash: Trash, reading: Reading) -> None:
        self._trash = trash
        self._reading = reading

    def trash(self, page: Page) -> str:
        """Moves a page, a copy or a file that cannot be read to the trash; gives the name that `restore` takes.

        Raises `Refused` if it was changed since it was read, `NotFound` if it is gone already, `NotSaved`, `Busy`.
        """
        name = self._trash.put(page.name, page.base, aside=page.state in _NOT_ITSELF)
        if page.state is State.DAMAGED:
            self._trash.let_go(page.name)
        self._reading.forget(page.name)
        return name

    def trashed(self) -> list[Card]:
        """Gives what lies in the trash, the newest first; what cannot be read comes last. Reads every file there."""
        pages = [page for name in self._trash.names() if (page := self._page(name))]
        return sorted(
            map(card_of, pages), key=lambda card: card.created.timestamp() if card.created else 0, reverse=True
        )

    def let_go(self, id: str) -> Message | None:  # noqa: A002
        """Tells why a page with this id is not brought in from elsewhere: it was deleted here; None if it was not.

        An old file must not bring back what was deleted for good, nor stand before the text that lies in the trash.
        """
        if self._page(id) is not None:
            return msg("This page lies in the trash, and stays there. It can be put back from it.")
        if self._trash.purged(id) is not None:
            return msg("This page was deleted for good in this journal, and is not brought back.")
        return None

    def page(self, name: str) -> Page:
        """Reads what lies in the trash under a name that `trashed` or `trash` gave; raises `NotFound`."""
        return page_of(self._trash.read(name))

    def find(self, beginning: str) -> str:
        """Gives the name of what lies in the trash whose name or id begins so; raises `NotFound` if that is not one."""
        names = self._trash.names()
        wanted = beginning.lower()
        found = [name for name in names if wanted and name.startswith(wanted)]
        found = found or [name for name in names if wanted and name.partition(".")[2].startswith(wanted)]
        if beginning in names:
            return beginning
        if len(found) == 1:
            return found[0]
        raise NotFound(
            msg("There is nothing in the trash that begins with ‘{id}’.", id=beginning)
            if not found
            else plural("{n} page begins with ‘{id}’.", "{n} pages begin with ‘{id}’.", len(found), id=beginning),
            msg("kwetsbaar list --trash shows what lies there."),
        )

    def restore(self, name: str) -> Page:
        """Puts back what lies in the trash under `name`, and gives the page that it is again.

        Raises `Refused` if a page with another text stands in its place, and neither is lost; `NotFound` if it is gone
        from the trash, `NotSaved`, `Busy`.
        """
        page = self._reading.page(self._trash.restore(name))
        self._reading.note(page)
        return page

    def purge(self, what: Page | str) -> None:
        """Deletes for good: a page of the journal, or by its name what lies in the trash.

        Of a page its earlier versions, its draft and what lies of it in the trash go as well; of a copy, or a file
        under the name of another page, that file alone. From the trash only what lies there goes, as long as something
        of the page is left elsewhere. Raises `Refused` if the page was changed since it was read, `NotFound`,
        `NotSaved`, `Busy`.
        """
        self._reading.purge()
        if isinstance(what, str):
            self._trash.purge_trashed(what)
        else:
            self._trash.purge_entry(what.name, what.base)
            self._reading.forget(what.name)

    def empty(self) -> None:
        """Deletes for good all that lies in the trash; raises as `purge` does, and then what is left is still there."""
        self._reading.purge()
        for name in self._trash.names():
            self._trash.purge_trashed(name)

    def _page(self, name: str) -> Page | None:
        try:
            return self.page(name)
        except NotFound:
            return None


def _age(card: Card) -> float:
    """Gives what sorts the newest first, and a page without a time last."""
    return -card.created.timestamp() if card.created else 0.0
