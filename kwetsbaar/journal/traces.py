"""What this device remembers of a journal while it is locked, by the folder it lies in: two facts, and no secrets.

The keyring as it was when the journal was last opened tells whether another passphrase was chosen elsewhere. A run that
opened the journal and never closed it tells of a crash.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from kwetsbaar.core import toml
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.storage import create, files, settings
from kwetsbaar.storage.places import JournalFolder

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.core.toml import Table
    from kwetsbaar.storage.places import Places


class Traces:
    """The facts about the journal in one folder. Nothing here raises: losing them loses only this."""

    def __init__(self, folder: Path, places: Places) -> None:
        self._folder = JournalFolder(folder)
        self._path = places.trace(folder)

    def keyring_changed(self) -> bool:
        """Tells whether the keyring is another one than when the journal was last opened on this device."""
        before, now = self._read().get("keyring"), self._keyring()
        return before is not None and now is not None and before != now

    def opened(self, now: datetime) -> datetime | None:
        """Notes that the journal is open; gives since when it was, if a run that had it open ended without closing."""
        before = self._read()
        self._write({"keyring": self._keyring() or "", "opened": now.isoformat(), "process": os.getpid()})
        since, process = before.get("opened"), before.get("process")
        if isinstance(since, str) and isinstance(process, int) and not _runs(process):
            with suppress(ValueError):
                return datetime.fromisoformat(since)
        return None

    def closed(self) -> None:
        """Notes that the journal was closed as it should be."""
        self._write({"keyring": self._keyring() or ""})

    def _keyring(self) -> str | None:
        with suppress(KwetsbaarError):
            return hashlib.sha256(files.read(self._folder.keyring, limit=create.LIMIT)).hexdigest()
        return None

    def _read(self) -> Table:
        with suppress(KwetsbaarError, toml.TomlError):
            return toml.loads(settings.read_text(self._path, follow=False) or "")
        return {}

    def _write(self, table: Table) -> None:
        with suppress(KwetsbaarError):
            settings.write_text(self._path, toml.dumps(table), follow=False)


def _runs(process: int) -> bool:
    """Tells whether another process with this number is there."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
