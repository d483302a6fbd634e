"""The index as it lies in the cache folder, sealed, so that an unlock reads only what changed since.

It may be deleted, spoiled or put back at any time: what does not open as exactly what this version of the program
wrote for this journal counts as not there. Nothing here raises, since all of it can be made anew.
"""

from __future__ import annotations

import hashlib
import time
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from kwetsbaar import __version__
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.storage import cipher, database, files, index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import Places

_FORMAT: Final = 3
"""One more whenever the same pages would give another index, other than by a new version of the program."""

LIMIT: Final = 1 << 30
"""The most bytes of an index that is kept, as SQLite takes no more in memory by default: some million pages."""


class _GivenUp(Exception):
    """Nobody waits any more for what is being written."""


class IndexCache:
    """The file with the index of one journal on this device."""

    def __init__(self, places: Places, keyring: Keyring) -> None:
        self._path = places.index(keyring.journal_id)
        self._secret = keyring.current.seal_key
        self._context = _context(keyring.journal_id, keyring.current.epoch)

    def load(self) -> bytearray | None:
        """Gives the image of an index that `save` was given last; None if there is none to be trusted."""
        if not database.HAS_IMAGES:
            return None
        try:
            blocks = files.blocks(self._path, cipher.SALT, cipher.BLOCK, limit=LIMIT + LIMIT // 1024)
            return cipher.decrypted(blocks, self._secret, self._context)
        except KwetsbaarError:
            return None

    def drop(self) -> None:
        """Removes the file, if there is one; never raises."""
        with suppress(KwetsbaarError):
            files.remove(self._path)

    def save(self, image: bytes, wanted: Callable[[], bool]) -> bool:
        """Puts an image in the place of the one before, as a whole, and tells whether it did.

        `wanted` is asked between small parts; once it says no, nothing is changed. It is not synced: what a power cut
        leaves does not open, and is made anew.
        """
        if len(image) > LIMIT:
            return False
        parts = cipher.encrypted(image, self._secret, self._context)
        with suppress(KwetsbaarError, _GivenUp):
            files.make_folder(self._path.parent, parents=True)
            files.clean_leftovers(self._path.parent, time.time_ns())
            files.replace_unsynced(self._path, _while_wanted(parts, wanted))
            return True
        return False


def _while_wanted(parts: Iterator[bytes], wanted: Callable[[], bool]) -> Iterator[bytes]:
    for part in parts:
        if not wanted():
            raise _GivenUp
        yield part
    if not wanted():
        raise _GivenUp


def _context(journal_id: str, epoch: int) -> bytes:
    """Gives all that an image has to fit: the journal and its key, and what turns pages into an index."""
    said = ("kwetsbaar index", _FORMAT, journal_id, epoch, __version__, database.VERSION, unicodedata.unidata_version)
    return f"{said}{hashlib.sha256(index.SCHEMA.encode()).hexdigest()}".encode()
