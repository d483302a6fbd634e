"""Opening a page that someone sealed: read whole, cleaned, and shown without touching the journal; kept if wanted.

Who sent it nothing proves: age encrypts to someone, and signs nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import sharing
from kwetsbaar.core.entry import Answer, Entry
from kwetsbaar.core.kinds.write import WriteForm
from kwetsbaar.errors import Damaged, NotFound, Refused
from kwetsbaar.i18n import LANGUAGES, language, msg
from kwetsbaar.storage import age, files, stanza
from kwetsbaar.storage.places import new_id
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.sharing import Shared
    from kwetsbaar.journal.page import Page
    from kwetsbaar.journal.people import Keeping
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.journal.writing import Writing

PACK: Final = "received"
"""Stands for the pack of a page that someone else wrote."""

_SAYS: Final = msg("The words of {who}, as they came")
_SOMEONE: Final = msg("someone else")


@dataclass(frozen=True)
class Received:
    """A page that someone sealed, open. Nothing of it stands in the journal."""

    page: Shared
    sha256: str
    """Of the file, in hexadecimal."""

    @property
    def import_id(self) -> str:
        """What tells it apart, so that it is kept once."""
        return f"received {self.sha256}"


@dataclass(frozen=True)
class Locked:
    """A file that was read and can be opened."""

    data: bytes = field(repr=False)
    needs_passphrase: bool
    """Whether it was sealed with a passphrase, and not to an address."""


def take(path: Path) -> Locked:
    """Reads a file of at most 1 MiB; a larger one is refused unread.

    Raises `NotFound`, `Refused` if it is too large, `Damaged` if it cannot be read or is no age file.
    """
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # reading it says why it cannot be read
    if size > sharing.LARGEST:
        raise _too_large()
    try:
        target = path.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        raise NotFound(msg("There is no file {path}.", path=clean_line(str(path)))) from None
    data = age.dearmored(files.read(target, limit=sharing.LARGEST))
    kinds = age.stanzas(data)
    if not kinds:
        raise Damaged(
            msg("This is no page that was sealed for someone."), msg("Such a file ends in .age. Ask for it again.")
        )
    return Locked(data, "scrypt" in kinds)


def open_with(locked: Locked, passphrase: str) -> Received:
    """Opens a file with the passphrase that was agreed; takes a second. Raises `WrongPassphrase`, `Damaged`."""
    return _received(locked, stanza.decrypt(locked.data, passphrase))


class Receiving:
    """Every method may be called from a worker thread."""

    def __init__(self, reading: Reading, writing: Writing, people: Keeping, clock: Callable[[], datetime]) -> None:
        self._reading = reading
        self._writing = writing
        self._people = people
        self._clock = clock

    def open(self, locked: Locked) -> Received:
        """Opens a file that was sealed to this person's address.

        Raises `Refused` if there never was an address, `Damaged` if it was sealed for someone else or is not whole.
        """
        identity = self._people.identity()
        if identity is None:
            raise Refused(
                msg("You have no address yet, so nothing can be sealed to it."),
                msg("kwetsbaar people address makes one. Give it to who wants to share a page with you."),
            )
        try:
            return _received(locked, age.decrypt(locked.data, [identity]))
        except Damaged:
            raise Damaged(
                msg("This file does not open with your address: it is for someone else, or not whole."),
                msg("Compare your address with the one that it was sealed to: kwetsbaar people address"),
            ) from None

    def keep(self, received: Received) -> Page:
        """Keeps it as a page with someone else's words, left out of looking back; once, however often it is asked.

        Raises `NotSaved`, `Busy`.
        """
        there = self._kept(received)
        return there or self._writing.put(_entry(received, self._clock().replace(microsecond=0)))

    def _kept(self, received: Received) -> Page | None:
        self._reading.be_loaded()
        there = self._reading.origins().get(received.import_id)
        return self._reading.page(there) if there else None


def _received(locked: Locked, plaintext: bytes) -> Received:
    if len(plaintext) > sharing.LARGEST:
        raise _too_large()
    try:
        page = sharing.parse(plaintext.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Damaged(msg("What was sealed is no text."), msg("Only pages can be opened here.")) from None
    return Received(page, hashlib.sha256(locked.data).hexdigest())


def _entry(received: Received, when: datetime) -> Entry:
    page = received.page
    lang = page.lang if page.lang in LANGUAGES else language()
    who = page.sender or _SOMEONE.in_language(lang)
    ask = _SAYS.in_language(lang).replace("{who}", who)
    answer = Answer("text", "write", ask.replace("{", "{{").replace("}", "}}"), WriteForm(), page.body or page.title)
    return Entry(
        id=new_id(),
        rev=1,
        created=when,
        changed=when,
        title=page.title or ask,
        lang=lang,
        pack=PACK,
        pack_sha256="",
        answers=(answer,),
        hidden=True,
        received_from=who,
        import_id=received.import_id,
    )


def _too_large() -> Refused:
    return Refused(
        msg("This file is larger than {n} KiB and was not read.", n=sharing.LARGEST // 1024),
        msg("A page that was sealed for you is never so large."),
    )
