"""Unfinished sessions as files: each replaced as a whole, durably, and without a history."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kwetsbaar.errors import Damaged, NotFound
from kwetsbaar.i18n import Message, msg
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage.places import is_id
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import JournalFolder

LIMIT: Final = 16 * 1024 * 1024
"""The most bytes a file of a draft may have, as for an entry."""

SUFFIX: Final = ".age"
"""How the file of a draft ends."""


@dataclass(frozen=True)
class StoredDraft:
    """One unfinished session."""

    name: str
    """The name of its file without `.age`: its id, or a sync tool's name for a second one. Not cleaned."""
    id: str
    """What the seal says it is; empty if it is damaged."""
    rev: int
    """How often it was saved; 0 if it is damaged."""
    content: bytes = field(repr=False)
    """What stands above the seal; empty if it is damaged."""
    mtime_ns: int
    """When the file was last written, in nanoseconds since 1970; 0 if it could not be read at all."""
    good: bool
    """Whether this journal wrote it, under this name."""
    error: Message | None = None
    """Why it cannot be read."""

    @property
    def label(self) -> str:
        """The name, fit to be shown."""
        return clean_line(self.name)


class DraftStore:
    """The folder of drafts. May be used by several threads."""

    def __init__(self, folder: JournalFolder, keyring: Keyring) -> None:
        self._folder = folder
        self._keyring = keyring
        self._opener = age.Opener(keyring.identities)
        self._sealer = age.Sealer(keyring.recipient)

    def save(self, id: str, rev: int, content: bytes) -> None:  # noqa: A002
        """Saves a draft, durably, in the place of the one before; `content` ends with a newline. May be `NotSaved`."""
        self.put(id, self.sealed(id, rev, content))

    def sealed(self, id: str, rev: int, content: bytes) -> bytes:  # noqa: A002
        """Gives the ciphertext of a draft, which may be kept in memory when the disk does not take it."""
        plain = seal.seal(content, domain=seal.DRAFT, keyring=self._keyring, id=id, rev=rev)
        return self._sealer.encrypt(plain)

    def put(self, id: str, sealed: bytes) -> None:  # noqa: A002
        """Saves what `sealed` gave. May be `NotSaved`."""
        path = self._folder.draft(id)
        files.make_folder(path.parent)
        files.replace(path, sealed)

    def load(self, id: str) -> StoredDraft:  # noqa: A002
        """Reads a draft. Raises `NotFound` if there is none; damage stands in it."""
        if not is_id(id):
            raise NotFound(msg("There is no draft {name}.", name=clean_line(id)))
        return self._read(id)

    def all(self) -> list[StoredDraft]:
        """Reads every draft, the one last saved first. None is left out because it is damaged."""
        names = [row.name for row in files.listing(self._folder.drafts) if row.name.endswith(SUFFIX)]
        found = [draft for name in names if (draft := self._read_if_there(name.removesuffix(SUFFIX))) is not None]
        return sorted(found, key=lambda draft: (draft.mtime_ns, draft.name), reverse=True)

    def discard(self, id: str) -> None:  # noqa: A002
        """Removes a draft; that there is none is well. May be `NotSaved`."""
        path = self._folder.draft(id)
        if path.parent.exists():
            files.remove(path)

    def _read_if_there(self, name: str) -> StoredDraft | None:
        try:
            return self._read(name)
        except NotFound:
            return None

    def _read(self, name: str) -> StoredDraft:
        mtime_ns = 0
        try:
            found = files.load(self._folder.drafts / f"{name}{SUFFIX}", limit=LIMIT)
            mtime_ns = found.mtime_ns
            plain = self._opener.decrypt(found.data)
        except Damaged as error:
            return StoredDraft(name, "", 0, b"", mtime_ns, good=False, error=error.message)
        opened = seal.unseal(plain, domain=seal.DRAFT, keyring=self._keyring)
        good = opened.good and opened.id == name
        return StoredDraft(name, opened.id, opened.rev, opened.content, mtime_ns, good=good)
