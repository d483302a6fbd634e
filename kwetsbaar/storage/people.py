"""The file `people.age`: sealed like every other, replaced as a whole, durably, and never over what another wrote."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kwetsbaar.errors import Damaged, NotFound, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage.comparing import PEOPLE_ID
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.entries import LIMIT
from kwetsbaar.storage.locks import journal_lock
from kwetsbaar.storage.marks import SeenPeople
from kwetsbaar.storage.newest import Newest

if TYPE_CHECKING:
    from kwetsbaar.storage.comparing import Comparing
    from kwetsbaar.storage.stores import Stores

NONE: Final = ""
"""The hash of no file."""


@dataclass(frozen=True)
class StoredPeople:
    """What stands in the file."""

    content: bytes = field(repr=False)
    """What stands above the seal; empty if there is no file."""
    rev: int = 0
    """0 if there is no file."""
    sha256: str = NONE
    """Of the ciphertext, in hexadecimal; `NONE` if there is no file."""


class PeopleStore:
    """May be used by several threads."""

    def __init__(self, stores: Stores, comparing: Comparing) -> None:
        self._path = stores.folder.people
        self._keyring = stores.keyring
        self._marks = stores.marks
        self._places = stores.places
        self._newest = Newest(stores.marks, stores.keyring)
        self._comparing = comparing

    def load(self) -> StoredPeople:
        """Reads it; raises `Damaged` unless it is as it should be.

        One that is older than this device saw, or gone, is not gone on with, since what it lacks would be lost by the
        next save: `check` names it, and it can be put back or accepted there.
        """
        try:
            data = files.read(self._path, limit=LIMIT)
        except NotFound:
            if self._comparing.people():
                raise _not_as_it_should_be() from None
            return StoredPeople(b"")
        sha256 = hashlib.sha256(data).hexdigest()
        if self._comparing.judged_people(data, sha256):
            raise _not_as_it_should_be()
        found = seal.unseal(age.decrypt(data, self._keyring.identities), domain=seal.PEOPLE, keyring=self._keyring)
        return StoredPeople(found.content, found.rev, sha256)

    def copies(self) -> list[str]:
        """Gives the names of second files beside it, which a sync tool made when two devices changed it."""
        return sorted(row.name for row in files.listing(self._path.parent) if _SECOND.fullmatch(row.name))

    def save(self, content: bytes, base: StoredPeople) -> StoredPeople:
        """Puts `content` (which ends with a newline) in the place of `base`, and gives what stands there then.

        Raises `Changed` if another window or device wrote it meanwhile: then nothing is done, and what is to be
        changed can be done again over what stands there now. Raises `NotSaved`, `Busy`; `Refused` with an older
        keyring.
        """
        self._newest.check()
        with journal_lock(self._places, self._keyring.journal_id):
            if self.load() != base:
                raise Changed(msg("Another window changed people.age meanwhile."), msg("Try again."))
            rev = base.rev + 1
            plain = seal.seal(content, domain=seal.PEOPLE, keyring=self._keyring, id=PEOPLE_ID, rev=rev)
            data = age.encrypt(plain, self._keyring.recipient)
            files.replace(self._path, data)
            sha256 = hashlib.sha256(data).hexdigest()
            with suppress(DatabaseError):
                self._marks.people = SeenPeople(rev, sha256, self._keyring.current.epoch)
        return StoredPeople(content, rev, sha256)


_SECOND: Final = re.compile(r"people(?![.]age$)\W.*\.age", re.DOTALL)
"""A second file, as a sync tool names it."""


class Changed(Refused):
    """The file is another one than the one that was read."""


def _not_as_it_should_be() -> Damaged:
    return Damaged(
        msg("people.age, with whom you share and your aliases, is not as it should be."),
        msg("kwetsbaar check tells more, and what can be done."),
    )
