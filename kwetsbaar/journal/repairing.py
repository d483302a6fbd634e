"""Putting right what is not as it should be: whatever is done, no text is lost by it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kwetsbaar.errors import Damaged, NotFound, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.journal.reading import page_of
from kwetsbaar.storage.comparing import Finding, Kind, Trouble
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.entries import State
from kwetsbaar.storage.mending import Mending
from kwetsbaar.storage.places import new_id

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.core.entry import Entry
    from kwetsbaar.journal.page import Page
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.journal.writing import Writing
    from kwetsbaar.storage.comparing import Comparing
    from kwetsbaar.storage.stores import Stores


class Remedy(StrEnum):
    """What can be done about a finding; the values are those of `--json`."""

    OWN_NAME = "own-name"
    """Give the text the name that its seal says; where another text stands there, lay it beside that."""
    HISTORY = "history"
    """Put back the newest earlier version that is well, as a new version."""
    OTHER = "from"
    """Take it from another copy of the journal, such as a backup."""
    ASIDE = "set-aside"
    """Move the file to the trash."""
    ACCEPT = "accept"
    """It is well as it is: this device holds it for right from now on."""


_MENDED: Final = {
    (Kind.ENTRY, Trouble.COPY): (Remedy.OWN_NAME, Remedy.ASIDE),
    (Kind.ENTRY, Trouble.MISPLACED): (Remedy.OWN_NAME, Remedy.ASIDE),
    (Kind.ENTRY, Trouble.FOREIGN): (Remedy.HISTORY, Remedy.OTHER, Remedy.ASIDE),
    (Kind.ENTRY, Trouble.EARLIER_KEY): (Remedy.ACCEPT, Remedy.ASIDE),
    (Kind.ENTRY, Trouble.ROLLED_BACK): (Remedy.HISTORY, Remedy.OTHER, Remedy.ACCEPT),
    (Kind.ENTRY, Trouble.DAMAGED): (Remedy.HISTORY, Remedy.OTHER, Remedy.ASIDE),
    (Kind.ENTRY, Trouble.MISSING): (Remedy.HISTORY, Remedy.OTHER, Remedy.ACCEPT),
    (Kind.ENTRY, Trouble.REPLACED): (Remedy.OTHER, Remedy.ACCEPT),
    (Kind.VERSION, Trouble.DAMAGED): (Remedy.OTHER,),
    (Kind.VERSION, Trouble.FOREIGN): (Remedy.OTHER,),
    (Kind.VERSION, Trouble.MISPLACED): (Remedy.OTHER,),
    (Kind.TRASHED, Trouble.DAMAGED): (Remedy.OTHER,),
    (Kind.TRASHED, Trouble.FOREIGN): (Remedy.OTHER,),
    (Kind.DRAFT, Trouble.DAMAGED): (Remedy.OTHER,),
    (Kind.DRAFT, Trouble.FOREIGN): (Remedy.OTHER,),
    (Kind.TOMBSTONE, Trouble.DAMAGED): (Remedy.OTHER,),
    (Kind.TOMBSTONE, Trouble.FOREIGN): (Remedy.OTHER,),
    (Kind.PEOPLE, Trouble.DAMAGED): (Remedy.OTHER,),
    (Kind.PEOPLE, Trouble.FOREIGN): (Remedy.OTHER,),
    (Kind.PEOPLE, Trouble.MISSING): (Remedy.OTHER, Remedy.ACCEPT),
    (Kind.PEOPLE, Trouble.ROLLED_BACK): (Remedy.OTHER, Remedy.ACCEPT),
    (Kind.PEOPLE, Trouble.REPLACED): (Remedy.OTHER, Remedy.ACCEPT),
}


class Repairing:
    """What can be put right in a journal that is open. Every method may be called from a worker thread.

    When a method returns, what it did is durable. One that was cut off, or raised `NotSaved`, can be called again.
    """

    def __init__(self, stores: Stores, comparing: Comparing, reading: Reading, writing: Writing) -> None:
        self._mending = Mending(stores)
        self._trash = stores.trash
        self._marks = stores.marks
        self._comparing = comparing
        self._reading = reading
        self._writing = writing

    def remedies(self, finding: Finding) -> tuple[Remedy, ...]:
        """Gives what can be done, what keeps most of it first. Whether another copy has it, that copy has to tell."""
        found = _MENDED.get((finding.kind, finding.trouble), ())
        if Remedy.HISTORY in found and self._newest(finding) is None:
            return tuple(each for each in found if each is not Remedy.HISTORY)
        if finding.trouble is Trouble.COPY and self._mending.occupied(finding.id):
            return tuple(each for each in found if each is not Remedy.OWN_NAME)
        return found

    def repair(self, finding: Finding, how: Remedy, other: Path | None = None) -> None:
        """Does it; `other` is the folder of the other copy for `OTHER`.

        Raises `NotFound` if there is nothing to put it right with, `Refused` if it was changed meanwhile or the other
        folder is no copy of this journal, `NotSaved`, `Busy`.
        """
        if how not in self.remedies(finding):
            raise NotFound(msg("This cannot be done here."), msg("kwetsbaar check shows what can be done."))
        match how:
            case Remedy.OWN_NAME:
                self._noted(self._mending.own_name(finding.name))
            case Remedy.HISTORY:
                self._from_history(finding)
            case Remedy.OTHER:
                if other is None:
                    raise NotFound(msg("Say in which folder the other copy lies."))
                self._from_other(finding, other)
            case Remedy.ASIDE:
                self._set_aside(finding)
            case Remedy.ACCEPT:
                self._accept(finding)

    def last_known(self, finding: Finding) -> Entry | None:
        """Gives the newest earlier version of a page that can be read, to know what it is called."""
        return self._newest(finding)

    def own_page(self, copy: Page) -> Page:
        """Makes a second text of a page a page of its own, with a new id; the file of the copy goes to the trash."""
        if copy.entry is None:
            raise Damaged(msg("A page that cannot be read cannot be changed."))
        page = self._writing.put(replace(copy.entry, id=new_id(), rev=1))
        self._trash.put(copy.name, copy.base)
        self._reading.forget(copy.name)
        return page

    # -------------------------------------------------------------- from the history

    def _newest(self, finding: Finding) -> Entry | None:
        """Gives the newest version in the history that is well, for a page that is older only one that is newer."""
        for stored in self._mending.versions(finding.id):
            page = page_of(stored)
            older = finding.trouble is Trouble.ROLLED_BACK and (
                stored.rev < finding.rev or stored.sha256 == finding.sha256
            )
            if page.state is State.OK and page.entry and not older:
                return page.entry
        return None

    def _from_history(self, finding: Finding) -> None:
        entry = self._newest(finding)
        if entry is None:
            raise NotFound(msg("There is no earlier version of this page that can be read."))
        if finding.trouble is Trouble.ROLLED_BACK:
            self._writing.revise(self._page(finding), entry)
            return
        if finding.trouble is not Trouble.MISSING:
            self._set_aside(finding)
        self._writing.put(replace(entry, rev=self._mending.next_rev(entry.id, entry.rev)))

    # -------------------------------------------------------------- from another copy

    def _from_other(self, finding: Finding, other: Path) -> None:
        if finding.kind is not Kind.ENTRY:
            self._mending.take_file(finding.file, finding.sha256, other)
            return
        self._mending.look_for(finding.id, other)
        if finding.trouble in {Trouble.DAMAGED, Trouble.FOREIGN}:
            self._set_aside(finding)
        self._noted(self._mending.take(finding.id, other))

    # -------------------------------------------------------------- aside, and as it is

    def _set_aside(self, finding: Finding) -> None:
        """Moves the file to the trash, under a name of its own, so that nothing of its page is touched."""
        self._trash.put(finding.name, finding.sha256, aside=True)
        self._reading.forget(finding.name)

    def _accept(self, finding: Finding) -> None:
        if finding.kind is Kind.PEOPLE:
            self._comparing.accept_people()
        elif finding.trouble is Trouble.EARLIER_KEY:
            self._writing.accept(self._page(finding))
        elif finding.trouble is Trouble.ROLLED_BACK:
            page = self._page(finding)
            if page.entry is None:
                raise Damaged(msg("A page that cannot be read cannot be changed."))
            self._writing.revise(page, page.entry)
        else:
            with suppress(DatabaseError):
                self._marks.forget(finding.id)
            if finding.trouble is Trouble.REPLACED:
                self._noted(finding.name)

    def _page(self, finding: Finding) -> Page:
        page = self._reading.page(finding.name)
        if page.base != finding.sha256:
            raise Refused(
                msg("This page was changed meanwhile, in another window or on another device."),
                msg("Nothing was changed. Look at it again first."),
            )
        return page

    def _noted(self, name: str) -> None:
        """Takes what lies in place now into the list."""
        with suppress(DatabaseError):
            self._reading.note(self._reading.page(name))
