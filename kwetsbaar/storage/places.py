"""Where things lie: the folders of this program on a device, and the names inside a journal's folder."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from kwetsbaar.core.ids import ALPHABET, ID_LENGTH, ID_PATTERN, is_id

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ALPHABET", "ID_LENGTH", "ID_PATTERN", "JournalFolder", "Places", "id_of", "is_id", "new_id"]


def new_id() -> str:
    """Gives a new id: 128 random bits as 26 letters."""
    return _letters(secrets.randbits(128))


def id_of(file_name: str) -> str:
    """Gives the id that stands for a file whose name is none: the beginning of its hash, the same on every device."""
    bits = int.from_bytes(hashlib.sha256(os.fsencode(file_name)).digest()[:16])
    return _letters(bits)


def _letters(bits: int) -> str:
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(5 * (ID_LENGTH - 1), -1, -5))


def _known(text: str) -> str:
    """Gives `text` back if it is an id; a `ValueError` keeps anything else out of a path."""
    if not is_id(text):
        raise ValueError("not an id")
    return text


@dataclass(frozen=True)
class Places:
    """The folders of this program on a device. None of them needs to exist yet."""

    config: Path
    """Settings."""
    data: Path
    """The journal, if it lies nowhere else, and own packs."""
    cache: Path
    """What may be thrown away at any time."""
    state: Path
    """Marks and locks."""

    @classmethod
    def of_user(cls) -> Self:
        """Gives the folders that the platform has for a user's program; the XDG variables are heeded."""
        from platformdirs import PlatformDirs

        dirs = PlatformDirs("kwetsbaar", appauthor=False)
        return cls(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path, dirs.user_state_path)

    @property
    def default_journal(self) -> Path:
        """Where the journal lies if nobody says otherwise."""
        return self.data / "journal"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "config.toml"

    @property
    def packs(self) -> Path:
        """The folder of a person's own packs."""
        return self.data / "prompts"

    def lock(self, journal_id: str) -> Path:
        """The file that is locked while a journal is written to."""
        return self.state / f"{_known(journal_id)}.lock"

    def marks(self, journal_id: str) -> Path:
        """The file with what this device has seen of a journal."""
        return self.state / f"{_known(journal_id)}.marks"

    def trace(self, folder: Path) -> Path:
        """The file with what this device remembers of the journal in `folder` while that is locked."""
        return self.state / f"{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:ID_LENGTH]}.trace"

    def index(self, journal_id: str) -> Path:
        """The file with the sealed index of a journal."""
        return self.cache / f"{_known(journal_id)}.index"


@dataclass(frozen=True)
class JournalFolder:
    """The names in a journal's folder. Every id that becomes a part of a name is checked (`ValueError`)."""

    path: Path
    """The folder. If it is a link that is followed once, here: where a journal lies is its owner's own choice."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", self.path.expanduser().resolve())

    @property
    def journal_toml(self) -> Path:
        """Plain: format and date of making."""
        return self.path / "journal.toml"

    @property
    def readme(self) -> Path:
        """Plain: how to read everything with the ordinary age tool."""
        return self.path / "README.txt"

    @property
    def keyring(self) -> Path:
        """The keyring, sealed with the passphrase."""
        return self.path / "keyring.age"

    @property
    def recovery(self) -> Path:
        """The recovery identity, sealed with the recovery words."""
        return self.path / "recovery.age"

    @property
    def keyring_recovery(self) -> Path:
        """The keyring, encrypted to the recovery identity."""
        return self.path / "keyring-recovery.age"

    @property
    def people(self) -> Path:
        """Aliases and persons."""
        return self.path / "people.age"

    @property
    def rekey(self) -> Path:
        """What is still to be written with a new key; there only while that goes on."""
        return self.path / "rekey.age"

    @property
    def entries(self) -> Path:
        """The folder of entries."""
        return self.path / "entries"

    @property
    def history(self) -> Path:
        """The folder of earlier versions."""
        return self.path / "history"

    @property
    def trash(self) -> Path:
        """The folder of deleted entries."""
        return self.path / "trash"

    @property
    def drafts(self) -> Path:
        """The folder of unfinished sessions."""
        return self.path / "drafts"

    @property
    def tombstones(self) -> Path:
        """The folder of entries that were purged on purpose."""
        return self.path / "tombstones"

    @property
    def folders(self) -> tuple[Path, ...]:
        """All folders inside the folder."""
        return (self.entries, self.history, self.trash, self.drafts, self.tombstones)

    def entry(self, entry_id: str) -> Path:
        """The file of an entry."""
        return self.entries / f"{_known(entry_id)}.md.age"

    def conflict(self, entry_id: str, hash8: str) -> Path:
        """The file of a text that was saved while another window or device saved the same entry."""
        return self.entries / f"{_known(entry_id)}.{hash8}.md.age"

    def version(self, entry_id: str, rev: int, hash8: str) -> Path:
        """The file of an earlier version; `hash8` begins the SHA-256 of its ciphertext."""
        return self.history / f"{_known(entry_id)}.{rev}.{hash8}.md.age"

    def trashed(self, entry_id: str) -> Path:
        """The file of a deleted entry."""
        return self.trash / f"{_known(entry_id)}.md.age"

    def draft(self, entry_id: str) -> Path:
        """The file of an unfinished session."""
        return self.drafts / f"{_known(entry_id)}.age"

    def tombstone(self, entry_id: str) -> Path:
        """The file that tells that an entry was purged on purpose."""
        return self.tombstones / f"{_known(entry_id)}.age"
