"""Sealing a page for someone: what leaves is seen first, goes to one file, and is noted on the page and with people."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import sharing
from kwetsbaar.core.entry import Sharing as SharedWith
from kwetsbaar.core.people import Sent
from kwetsbaar.errors import Damaged, KwetsbaarError, NotFound, Refused, UsageError
from kwetsbaar.i18n import msg
from kwetsbaar.journal.reading import trusted
from kwetsbaar.storage import age, files, stanza
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.core.names import Named
    from kwetsbaar.core.people import Person
    from kwetsbaar.journal.page import Page
    from kwetsbaar.journal.people import Keeping
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.journal.writing import Writing

SHORTEST: Final = 12
"""Letters that a passphrase for a sealed page has at least: who has the file can try for ever."""


@dataclass(frozen=True)
class Parcel:
    """What is about to leave: exactly this text, and nothing else."""

    page: Page
    chosen: frozenset[int]
    """Places of answers on the page."""
    text: str = field(repr=False)
    """All of the file, as it will be read."""
    named: tuple[Named, ...] = field(repr=False)
    """Real names of clients that stand in it."""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that are in it."""
        entry = self.page.entry
        return tuple(answer for n, answer in enumerate(entry.answers) if n in self.chosen) if entry else ()


class Sharing:
    """Every method may be called from a worker thread."""

    def __init__(self, reading: Reading, writing: Writing, people: Keeping, clock: Callable[[], datetime]) -> None:
        self._reading = reading
        self._writing = writing
        self._people = people
        self._clock = clock

    def chosen_by(self, page: Page, steps: Iterable[str] | None) -> frozenset[int]:
        """Gives the places of the answers with these keys; None gives what is proposed: all but the private ones.

        Raises `UsageError` for a key that no answer has that can be chosen, `Damaged` if the page cannot be shared.
        """
        entry = _entry(page)
        if steps is None:
            return sharing.proposed(entry)
        choosable = sharing.choosable(entry)
        keys = tuple(dict.fromkeys(answer.key for answer in choosable))
        wanted = tuple(steps)
        for key in wanted:
            if key not in keys:
                raise UsageError(
                    msg("There is no answer ‘{name}’ on this page to share.", name=clean_line(key)),
                    msg("It can be: {known}.", known=", ".join(keys)) if keys else None,
                )
        return frozenset(n for n, answer in enumerate(entry.answers) if answer in choosable and answer.key in wanted)

    def parcel(self, page: Page, chosen: Collection[int], *, sender: str = "", dated: bool = True) -> Parcel:
        """Gives exactly what would leave. Raises `UsageError` if nothing was chosen, `Damaged`."""
        entry = _entry(page)
        if not chosen:
            raise UsageError(msg("Nothing is chosen to share."), msg("Choose at least one answer."))
        text = sharing.render(sharing.shared(entry, chosen, sender=sender, dated=dated))
        return Parcel(page, frozenset(chosen), text, tuple(self._people.named(text)))

    def seal_for(self, parcel: Parcel, person: Person, out: Path) -> Page:
        """Writes `out`, which only `person` can open, and gives the page with that noted on it.

        Raises `Refused` if the file is there already or if the text is larger than what is received, `NotSaved`,
        `Busy`, `Damaged`. If it cannot be noted the file is taken away again.
        """
        return self._sent(parcel, age.encrypt(_bytes(parcel), person.recipient), out, person.name)

    def seal_with(self, parcel: Parcel, passphrase: str, out: Path, to: str = "") -> Page:
        """Does the same with a passphrase that was agreed by voice; takes a second. `UsageError` if it is too short."""
        if len(passphrase) < SHORTEST:
            raise UsageError(
                msg("A passphrase for a page has at least {n} letters: who has the file can try for ever.", n=SHORTEST),
                msg("Four or five words that have nothing to do with each other are good."),
            )
        return self._sent(parcel, stanza.encrypt(_bytes(parcel), passphrase), out, clean_line(to))

    def person(self, name: str) -> Person:
        """Gives the person called `name`; raises `NotFound`."""
        found = self._people.all().person(name)
        if found is None:
            raise NotFound(
                msg("There is nobody called ‘{name}’.", name=clean_line(name)),
                msg("kwetsbaar people add NAME ADDRESS keeps someone; ask them for their address."),
            )
        return found

    def _sent(self, parcel: Parcel, data: bytes, out: Path, to: str) -> Page:
        files.write_outside(out, data)
        try:
            return self._noted(parcel, hashlib.sha256(data).hexdigest(), to)
        except KwetsbaarError:
            files.remove(out.parent.resolve() / out.name)
            raise

    def _noted(self, parcel: Parcel, sha256: str, to: str) -> Page:
        """Notes it with people first: that list is of all pages, and stays when a page is deleted."""
        entry = _entry(parcel.page)
        when = self._clock().replace(microsecond=0)
        steps = tuple(dict.fromkeys(answer.key for answer in parcel.answers))
        sent = Sent(entry.id, entry.rev, to, when, steps, entry.about or "", sha256)
        self._people.change(lambda before: before.with_sent(sent))
        note = SharedWith(to, when, steps)
        try:
            return self._writing.revise(parcel.page, replace(entry, shared=(*entry.shared, note)))
        except KwetsbaarError:
            self._people.change(lambda now: replace(now, sent=tuple(each for each in now.sent if each != sent)))
            raise


def _entry(page: Page) -> Entry:
    entry = trusted(page)
    if entry is None:
        raise Damaged(msg("This page is not as it should be, and cannot be shared."))
    if entry.received_from is not None:
        raise Refused(
            msg("These are the words of someone else: {who}.", who=entry.received_from or "?"),
            msg("Ask them to share it themselves."),
        )
    return entry


def _bytes(parcel: Parcel) -> bytes:
    data = parcel.text.encode()
    if len(data) > sharing.LARGEST - 4096:
        raise Refused(
            msg("This is more than can be received: at most {n} KiB.", n=sharing.LARGEST // 1024),
            msg("Choose fewer answers."),
        )
    return data
