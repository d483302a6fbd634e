"""All that is open of one journal, for what looks over the whole of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kwetsbaar.storage.entries import EntryStore
    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.marks import Marks
    from kwetsbaar.storage.places import JournalFolder, Places
    from kwetsbaar.storage.trash import Trash


@dataclass(frozen=True)
class Stores:
    """The folder of a journal, its secrets, and the stores over them."""

    folder: JournalFolder
    keyring: Keyring = field(repr=False)
    marks: Marks
    places: Places
    entries: EntryStore
    trash: Trash
