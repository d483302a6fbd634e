"""Whom a person shares with, and what a coach keeps of clients: read and changed as a whole, encrypted.

Another window that changes it meanwhile loses nothing: the change is made again over what stands there then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import flagging, keeping, names, people
from kwetsbaar.core.people import People, Person
from kwetsbaar.errors import Damaged, NotFound, Refused, UsageError
from kwetsbaar.i18n import msg
from kwetsbaar.storage import age
from kwetsbaar.storage.people import Changed
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.flagging import Flagged
    from kwetsbaar.core.names import Named
    from kwetsbaar.core.session import Session
    from kwetsbaar.storage.people import PeopleStore, StoredPeople

_TRIES: Final = 5
LONGEST: Final = 60
"""The most letters of a name."""


class Keeping:
    """Every method may be called from a worker thread. All raise `Damaged` if `people.age` is not as it should be."""

    def __init__(self, store: PeopleStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def all(self) -> People:
        """Gives all of it; an empty one if nothing was ever kept."""
        return _parsed(self._store.load())

    def change(self, changed: Callable[[People], People]) -> People:
        """Saves what `changed` makes of it, and gives that. It may be called again, if another window was first.

        Raises `NotSaved`, `Busy`, `Refused`, and what `changed` raises.
        """
        for _ in range(_TRIES):
            base = self._store.load()
            before = _parsed(base)
            after = changed(before)
            if after == before:
                return before
            try:
                self._store.save(people.render(after).encode(), base)
            except Changed:
                continue
            return after
        raise Refused(msg("Another window changed people.age meanwhile."), msg("Try again."))

    def named(self, text: str) -> list[Named]:
        """Gives where real names of clients stand in a text that is about to be kept or to leave."""
        return names.named(text, [(client.alias, client.names) for client in self.all().clients])

    def flagged(self, session: Session) -> tuple[Flagged, ...]:
        """Gives the real names of clients in what is about to be kept, each with the question it stands at."""
        clients = [client for client in self.all().clients if client.names]
        if not clients:
            return ()
        return flagging.flagged(keeping.entry_of(session, id_="", when=self._clock()), clients)

    def copies(self) -> list[str]:
        """Gives the names of second files beside `people.age`, as a sync tool leaves them: they hold what it held."""
        return self._store.copies()

    # -------------------------------------------------------------- persons

    def add(self, name: str, recipient: str) -> Person:
        """Keeps a person with their recipient.

        Raises `UsageError` for a name or a recipient that cannot be one, `Refused` if someone is called so already or
        if it is a recipient of this journal's own.
        """
        person = Person(_name(name), _recipient(recipient), self._clock().date())

        def added(before: People) -> People:
            there = before.person(person.name)
            if there is not None:
                raise Refused(
                    msg("‘{name}’ is there already.", name=there.name),
                    msg("Choose another name, or first: kwetsbaar people remove {name}", name=there.name),
                )
            if before.identity and age.recipient_of(before.identity) == person.recipient:
                raise Refused(msg("This is your own address."), msg("Ask the other person for theirs."))
            return before.with_person(person)

        self.change(added)
        return person

    def remove(self, name: str) -> None:
        """Removes a person; what went to them stays listed. Raises `NotFound`."""

        def removed(before: People) -> People:
            if before.person(name) is None:
                raise NotFound(
                    msg("There is nobody called ‘{name}’.", name=clean_line(name)),
                    msg("kwetsbaar people list shows who there is."),
                )
            return before.without_person(name)

        self.change(removed)

    # -------------------------------------------------------------- one's own address

    def address(self) -> str:
        """Gives the recipient to give away, so that others can seal pages for this person; made the first time.

        It belongs to an identity of its own, which opens nothing of the journal.
        """
        kept = self.change(lambda before: before if before.identity else replace(before, identity=age.new_identity()))
        return age.recipient_of(kept.identity)

    def identity(self) -> str | None:
        """Gives the secret key that pages for this person are opened with; None if no address was ever made."""
        return self.all().identity or None


def fingerprint(recipient: str) -> str:
    """Gives four groups of five digits that stand for a recipient, to be compared by voice: 66 bits of its SHA-256."""
    number = int.from_bytes(hashlib.sha256(recipient.encode()).digest(), "big") % 10**20
    digits = f"{number:020}"
    return " ".join(digits[start : start + 5] for start in range(0, 20, 5))


def _parsed(stored: StoredPeople) -> People:
    if not stored.content:
        return People()
    try:
        return people.parse(stored.content.decode())
    except UnicodeDecodeError:
        raise Damaged(msg("people.age cannot be read.")) from None


def _name(text: str) -> str:
    name = clean_line(text)
    if not name or len(name) > LONGEST:
        raise UsageError(msg("A name has 1 to {n} letters.", n=LONGEST))
    return name


def _recipient(text: str) -> str:
    recipient = text.strip().lower()
    if recipient.startswith("age-secret-key-"):
        raise UsageError(
            msg("This is a secret key. Whoever has it can open what is sealed for that person."),
            msg("Ask for the address instead: it begins with age1. And tell them that you saw their secret key."),
        )
    if not people.is_recipient(recipient) or not age.is_recipient(recipient):
        raise UsageError(
            msg("‘{text}’ is not an age address.", text=clean_line(text)[:80]),
            msg("It begins with age1 and has 62 letters and digits. Copy it whole."),
        )
    return recipient
