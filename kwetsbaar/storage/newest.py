"""Keeps an older keyring from being written with: what it would write, the newest one could not vouch for.

A sync tool or a backup may bring back a keyring from before a rekey, and another window may still have one open. Such
a journal can be read as far as its keys go.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from kwetsbaar.errors import Refused
from kwetsbaar.i18n import msg
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.marks import Marks

if TYPE_CHECKING:
    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import Places

OLDER: Final = msg(
    "The keys of this journal are newer than the keyring it was opened with, so it can only be read now."
)
"""What is the matter."""

WAY_OUT: Final = msg(
    "Lock it and open it again with the newest passphrase. If that does not help, put back the newest keyring.age."
)
"""What a person can do about it."""


class Newest:
    """Whether a keyring is the newest that this device knows of. It is looked up each time, as it can change."""

    def __init__(self, marks: Marks, keyring: Keyring) -> None:
        self._marks = marks
        self._epoch = keyring.current.epoch

    @property
    def known(self) -> int:
        """The highest epoch that this device has seen, this one included."""
        with suppress(DatabaseError):
            return max(self._marks.highest_epoch, self._epoch)
        return self._epoch

    @property
    def is_newest(self) -> bool:
        """Tells whether it may be written with."""
        return self.known == self._epoch

    def check(self) -> None:
        """Raises `Refused` unless it may be written with."""
        if not self.is_newest:
            raise Refused(OLDER, WAY_OUT)

    def note(self) -> None:
        """Remembers it as the newest, if it is. That this fails loses the memory alone."""
        with suppress(DatabaseError):
            if self.is_newest and self._marks.highest_epoch != self._epoch:
                self._marks.highest_epoch = self._epoch


def check_newest(places: Places, keyring: Keyring) -> None:
    """Raises `Refused` unless `keyring` may be written with, for who has no marks open."""
    marks = Marks.open(places, keyring.journal_id)
    try:
        Newest(marks, keyring).check()
    finally:
        marks.close()
