"""Copies a journal to another folder: ciphertext only, only what differs, and never over something newer there.

docs/journal.md, "A backup". What lies there is judged by its seal, as the journal's keys are at hand. Every file is
written durably and read back; files that are there already are compared byte by byte.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from kwetsbaar.errors import Damaged, NotFound, NotSaved, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.storage import age, create, files, keyring, seal, stanza, underway
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.drafts import SUFFIX as DRAFT_SUFFIX
from kwetsbaar.storage.entries import HASH_LENGTH, LIMIT
from kwetsbaar.storage.newest import Newest
from kwetsbaar.storage.places import JournalFolder, is_id
from kwetsbaar.storage.trash import apart
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kwetsbaar.storage.seal import Sealed
    from kwetsbaar.storage.stores import Stores

Progress = Callable[[int], None]
"""Is told now and then how many files were looked at."""

_STEP: Final = 50
_HASH: Final = re.compile(rb"\b[0-9a-f]{64}\b")
_DOMAINS: Final = {
    "entries": seal.ENTRY,
    "history": seal.ENTRY,
    "trash": seal.ENTRY,
    "drafts": seal.DRAFT,
    "tombstones": seal.TOMBSTONE,
}
"""The folders, in the order in which they are copied: what is saved meanwhile is then in one of the first two."""


@dataclass(frozen=True)
class Outcome:
    """What a backup did."""

    copied: int
    """Files that were written."""
    same: int
    """Files that were there already, byte by byte."""
    purged: int
    """Files removed there, since their page was deleted for good here."""
    kept: tuple[str, ...]
    """Files there that are newer than here, or another text: they were left as they are. Paths, cleaned."""
    damaged: tuple[str, ...]
    """Files here that cannot be read. Paths, cleaned."""


@dataclass
class _Tally:
    copied: int = 0
    same: int = 0
    purged: int = 0
    seen: int = 0
    kept: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    """Of all that is well both here and there (`_File.text`)."""

    def outcome(self) -> Outcome:
        return Outcome(self.copied, self.same, self.purged, tuple(self.kept), tuple(self.damaged))


@dataclass(frozen=True)
class _File:
    """One file that was read, here or there."""

    data: bytes = field(repr=False)
    sealed: Sealed | None = field(repr=False)
    """What its seal says; None if it cannot be opened."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def good(self) -> bool:
        return self.sealed is not None and self.sealed.good

    @property
    def text(self) -> str:
        """A hash that is the same for the same revision with the same text, under whatever key; else of the bytes."""
        if self.sealed is None or not self.sealed.good:
            return self.sha256
        said = f"{self.sealed.id}.{self.sealed.rev}."
        return said + hashlib.sha256(self.sealed.content).hexdigest()


class Backup:
    """Makes backups of one journal that is open."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._here = stores.folder
        self._newest = Newest(stores.marks, stores.keyring)
        self._opener = age.Opener(stores.keyring.identities)

    def make(self, target: Path, progress: Progress | None = None) -> Outcome:
        """Brings the backup in `target` up to date, or begins one there; the folder above it must be there.

        Raises `Refused`, and nothing was written, if `target` lies in the journal, holds something else, or files that
        this journal cannot open; `NotFound` if there is no folder above it; `NotSaved`, and then it can be done again.
        """
        there = JournalFolder(target)
        self._check(there)
        begun, tally = datetime.now(UTC), _Tally()
        with _explained():
            files.make_folder(there.path)
            self._tidy(there)
            self._copy_list(there, tally)
            self._copy_plain(there, tally)
            self._copy_keys(there, tally)
            for name in _DOMAINS:
                self._copy_folder(there, name, tally, progress)
            self._copy_people(there, tally)
            self._follow_purges(there, tally)
            self._follow_moves(there, tally)
            if not self._here.rekey.exists() and there.rekey.exists():
                files.remove(there.rekey)
        with suppress(DatabaseError):
            self._stores.marks.note_backup(str(there.path), begun)
        return tally.outcome()

    # -------------------------------------------------------------- whether it may be there

    def _check(self, there: JournalFolder) -> None:
        here = self._here.path
        if there.path == here or here in there.path.parents or there.path in here.parents:
            raise Refused(
                msg("A backup cannot lie in the journal itself, nor around it."),
                msg("Choose a folder of its own, best on another disk."),
            )
        if not there.path.parent.is_dir():
            raise NotFound(
                msg("There is no folder {path}.", path=_shown(there.path.parent)),
                msg("Connect the disk, or make the folder first."),
            )
        names = [name for name in files.names(there.path) if not name.startswith(".")] if there.path.exists() else []
        if not names:
            return
        if not (there.entries.is_dir() or there.keyring.exists()):
            raise Refused(
                msg("{path} is not empty, and no backup of this journal.", path=_shown(there.path)),
                msg("Choose a folder that does not exist yet."),
            )
        theirs = _found(there.keyring)
        if theirs is not None and self._more_keys(theirs) > 0:
            raise Refused(
                msg("{path} has newer keys than this journal.", path=_shown(there.path)),
                msg("Open the journal with its newest keyring first, or choose another folder."),
            )
        if not self._newest.is_newest or _bytes(there.keyring) != _bytes(self._here.keyring):
            self._check_seals(there)

    def _more_keys(self, theirs: files.Found) -> int:
        """Tells by its size how many keys more a keyring has that cannot be opened; 0 if that cannot be told.

        Each new key comes beside those before, so one with more keys is newer, whatever the times say.
        """
        with suppress(Damaged):
            if size := stanza.holds(theirs.data):
                return int((size - len(keyring.render(self._stores.keyring))) / keyring.KEY_SIZE)
        return 0

    def _check_seals(self, there: JournalFolder) -> None:
        """With another keyring file it is this journal only if everything there opens, and bears its seal."""
        ours = 0
        for name, domain in _DOMAINS.items():
            for row in files.listing(there.path / name):
                found = self._read_if_whole(there.path / name / row.name, domain)
                if found is not None and found.sealed is None and not _is_aside(name, row.name, found.sha256):
                    raise Refused(
                        msg("{path} holds files that this journal cannot open.", path=_shown(there.path)),
                        msg("It is another journal, or has newer keys. Choose another folder."),
                    )
                ours += found is not None and found.good
        if not ours and there.keyring.exists():
            raise Refused(msg("{path} is another journal.", path=_shown(there.path)), msg("Choose another folder."))

    # -------------------------------------------------------------- copying

    def _tidy(self, there: JournalFolder) -> None:
        """Removes what a backup that was killed left there."""
        for folder in (there.path, *there.folders):
            files.clean_leftovers(folder, time.time_ns())

    def _copy_list(self, there: JournalFolder, tally: _Tally) -> None:
        """Copies the list of a rekey that goes on, before anything is there that only it vouches for."""
        mine = _found(self._here.rekey, limit=underway.LIMIT)
        if mine is not None:
            self._put(there.rekey, mine, tally)

    def _copy_plain(self, there: JournalFolder, tally: _Tally) -> None:
        for path in (self._here.journal_toml, self._here.readme):
            mine = _found(path)
            if mine is not None:
                self._put(there.path / path.name, mine, tally)

    def _copy_keys(self, there: JournalFolder, tally: _Tally) -> None:
        """Copies what opens the journal, all of it or none: words of one day open no copy of another day.

        It comes before the pages, so that all that is there opens. Which of two with the same keys is newer only their
        times can tell; so in a backup each has that of the file that it was copied from.
        """
        mine, theirs = _keys(self._here), _keys(there)
        if mine.keys() == theirs.keys() and all(mine[name].data == theirs[name].data for name in mine):
            tally.same += len(mine)
            for name in mine:
                if theirs[name].mtime_ns > mine[name].mtime_ns:
                    files.set_time(there.path / name, mine[name].mtime_ns)
        elif self._stay(mine, theirs):
            spoiled = [name for name, found in mine.items() if not _is_formed(name, found)]
            other = [name for name in mine if name not in theirs or theirs[name].data != mine[name].data]
            tally.damaged += spoiled
            tally.kept += [] if spoiled else other
        else:
            for name, found in mine.items():
                self._put(there.path / name, found, tally)
                files.set_time(there.path / name, found.mtime_ns)
        self._drop_words(there)

    def _drop_words(self, there: JournalFolder) -> None:
        """Removes what the words of before open there, once the journal has none and its keyring is there."""
        if self._stores.keyring.recovery_recipient or _bytes(there.keyring) != _bytes(self._here.keyring):
            return
        for path in (there.keyring_recovery, there.recovery):
            if path.exists() and not (self._here.path / path.name).exists():
                files.remove(path)

    def _stay(self, mine: dict[str, files.Found], theirs: dict[str, files.Found]) -> bool:
        """Tells whether the files that open the backup stay as they are."""
        own = self._here.keyring.name
        if own not in mine or not all(_is_formed(*each) for each in mine.items()):
            return own in theirs
        if own not in theirs or not all(_is_formed(*each) for each in theirs.items()):
            return False
        if self._more_keys(theirs[own]) < 0:
            return False
        return max(each.mtime_ns for each in theirs.values()) >= max(each.mtime_ns for each in mine.values())

    def _put(self, target: Path, mine: files.Found, tally: _Tally) -> None:
        theirs = _found(target, limit=underway.LIMIT)
        if theirs is not None and theirs.data == mine.data:
            tally.same += 1
        else:
            files.replace(target, mine.data)
            tally.copied += 1

    def _copy_people(self, there: JournalFolder, tally: _Tally) -> None:
        try:
            mine = self._read(self._here.people, seal.PEOPLE)
        except Damaged:
            tally.damaged.append(self._here.people.name)
            return
        if mine is not None:
            self._copy(mine, there, there.people, tally, seal.PEOPLE)

    def _copy_folder(self, there: JournalFolder, name: str, tally: _Tally, progress: Progress | None) -> None:
        source = self._here.path / name
        files.make_folder(there.path / name)
        for row in files.listing(source):
            tally.seen += 1
            if progress and not tally.seen % _STEP:
                progress(tally.seen)
            if ".age" not in row.name and name != "trash":
                continue
            try:
                mine = self._read(source / row.name, _DOMAINS[name])
            except Damaged:
                tally.damaged.append(clean_line(f"{name}/{row.name}"))
                continue
            if mine is not None:
                self._copy(mine, there, there.path / name / row.name, tally, _DOMAINS[name])

    def _copy(self, mine: _File, there: JournalFolder, target: Path, tally: _Tally, domain: str) -> None:
        said = clean_line(str(target.relative_to(there.path)))
        if mine.sealed is None and not _is_aside(target.parent.name, target.name, mine.sha256):
            tally.damaged.append(said)
        theirs = self._theirs(target, there, domain)
        if theirs is not None and theirs.data == mine.data:
            tally.same += 1
            tally.texts.add(mine.text)
            return
        if theirs is None:
            files.write_new(target, mine.data)
        elif not self._gives_way(theirs, mine, there, target):
            tally.kept.append(said)
            return
        tally.copied += 1
        tally.texts.add(mine.text)

    def _theirs(self, target: Path, there: JournalFolder, domain: str) -> _File | None:
        """Reads a file there; what the disk does not give, a link too, makes way and lies in the trash there."""
        try:
            return self._read(target, domain)
        except Damaged:
            files.make_folder(there.trash)
            files.move(target, there.trash / apart(target.name, ""))
            return None

    def _gives_way(self, theirs: _File, mine: _File, there: JournalFolder, target: Path) -> bool:
        """Puts a file in the place of another text if that is older or worse; nothing that can be read is lost."""
        if not mine.good or mine.sealed is None:
            return False
        if not theirs.good or theirs.sealed is None:
            files.make_folder(there.trash)
            files.keep(target, there.trash / apart(target.name, theirs.sha256), theirs.data)
        elif self._is_under_less(mine.sealed, mine.sha256, theirs.sealed):
            self._lay_beside(theirs.sealed, mine, there, target)
            return False
        elif theirs.sealed.id != mine.sealed.id or theirs.sealed.rev >= mine.sealed.rev:
            if not _is_same(theirs.sealed, mine.sealed, target.parent.name):
                self._lay_beside(theirs.sealed, mine, there, target)
                return False
            if theirs.sealed.epoch > mine.sealed.epoch:
                return False
        elif target.parent.name in {"entries", "trash"}:
            _keep_in(there.version(theirs.sealed.id, theirs.sealed.rev, theirs.sha256[:HASH_LENGTH]), target, theirs)
        files.replace(target, mine.data)
        return True

    def _is_under_less(self, mine: Sealed, sha256: str, theirs: Sealed) -> bool:
        """Tells whether what is here is under an earlier key, and may be by who had that, but what is there is not."""
        return mine.epoch < theirs.epoch and self._stores.entries.is_earlier(mine.epoch, sha256)

    def _lay_beside(self, theirs: Sealed, mine: _File, there: JournalFolder, target: Path) -> None:
        """Saves an older text in the history there, and another one of the same revision beside the one there."""
        if mine.sealed is None or not is_id(mine.sealed.id):
            return
        short, folder = mine.sha256[:HASH_LENGTH], target.parent.name
        if folder == "drafts":
            beside = there.drafts / f"{mine.sealed.id}.{short}{DRAFT_SUFFIX}"
        elif folder == "entries" and theirs.id == mine.sealed.id and theirs.rev > mine.sealed.rev:
            beside = there.version(mine.sealed.id, mine.sealed.rev, short)
        elif folder == "entries":
            beside = there.conflict(mine.sealed.id, short)
        else:
            return
        files.make_folder(beside.parent)
        with suppress(Refused):  # it lies there since the last time
            files.write_new(beside, mine.data)

    # -------------------------------------------------------------- what went away here

    def _follow_purges(self, there: JournalFolder, tally: _Tally) -> None:
        """Removes what was deleted for good here: a person who asked that does not want it back from a backup."""
        for row in files.listing(self._here.tombstones):
            id_ = row.name.removesuffix(DRAFT_SUFFIX)
            if not is_id(id_) or (rev := self._stores.trash.purged(id_)) is None or self._stands(id_):
                continue
            for name, domain in _DOMAINS.items():
                if name != "tombstones":
                    self._remove_purged(there.path / name, domain, (id_, rev), tally)

    def _stands(self, id_: str) -> bool:
        return any(os.path.lexists(path) for path in (self._here.entry(id_), self._here.trashed(id_)))

    def _remove_purged(self, folder: Path, domain: str, page: tuple[str, int], tally: _Tally) -> None:
        id_, rev = page
        for row in files.listing(folder):
            if id_ not in row.name:
                continue
            found = self._read_if_whole(folder / row.name, domain)
            said = found.sealed if found else None
            if said and said.good and said.id == id_ and (domain == seal.DRAFT or said.rev <= rev):
                files.remove(folder / row.name)
                tally.purged += 1

    def _follow_moves(self, there: JournalFolder, tally: _Tally) -> None:
        """Removes a file whose very bytes lie there under the name that they have here now: to the trash, or back."""
        for name in ("entries", "trash"):
            here = {row.name for row in files.listing(self._here.path / name)}
            for row in files.listing(there.path / name):
                if row.name in here or (found := self._read_if_whole(there.path / name / row.name, seal.ENTRY)) is None:
                    continue
                if found.text in tally.texts:
                    files.remove(there.path / name / row.name)

    # -------------------------------------------------------------- reading

    def _read(self, path: Path, domain: str) -> _File | None:
        """Reads a file and its seal; None if there is none. Raises `Damaged` if the disk does not give it."""
        try:
            data = files.read(path, limit=LIMIT)
        except NotFound:
            return None
        try:
            plain = self._opener.decrypt(data)
        except Damaged:
            return _File(data, None)
        return _File(data, seal.unseal(plain, domain=domain, keyring=self._stores.keyring))

    def _read_if_whole(self, path: Path, domain: str) -> _File | None:
        """Does as `_read`; None too if the disk does not give it."""
        with suppress(Damaged):
            return self._read(path, domain)
        return None


def _keys(folder: JournalFolder) -> dict[str, files.Found]:
    """Gives the files that open a journal, in the order in which they are written."""
    found = {path.name: _found(path) for path in (folder.keyring_recovery, folder.recovery, folder.keyring)}
    return {name: each for name, each in found.items() if each is not None}


def _is_formed(name: str, found: files.Found) -> bool:
    """Tells whether a file that opens a journal has the form of one."""
    with suppress(Damaged):
        holds = age.holds if name == "keyring-recovery.age" else stanza.holds
        return holds(found.data) > 0
    return False


def _is_same(theirs: Sealed, mine: Sealed, folder: str) -> bool:
    """Tells whether two files of one revision have one text. A rekey changes the hashes that stand in a draft."""
    if theirs.id != mine.id:
        return False
    if folder == "drafts" and theirs.rev == mine.rev and theirs.epoch != mine.epoch:
        return _HASH.sub(b"", theirs.content) == _HASH.sub(b"", mine.content)
    return theirs.content == mine.content


def _keep_in(version: Path, target: Path, theirs: _File) -> None:
    files.make_folder(version.parent)
    files.keep(target, version, theirs.data)


def _is_aside(folder: str, name: str, sha256: str) -> bool:
    """Tells whether a file was set aside in the trash just as it is, whatever it is."""
    return folder == "trash" and name.startswith(f"{sha256[:16]}.")


def _bytes(path: Path) -> bytes | None:
    found = _found(path, limit=create.LIMIT)
    return found.data if found else None


def _found(path: Path, *, limit: int = create.LIMIT) -> files.Found | None:
    try:
        return files.load(path, limit=limit)
    except NotFound:
        return None


@contextmanager
def _explained() -> Iterator[None]:
    """Says of what the disk did not take that it was the backup."""
    try:
        yield
    except NotSaved as error:
        raise NotSaved(
            msg("The backup is not finished: {cause}.", cause=error.message.values["cause"]),
            msg("The journal is as it was. What was copied is well; run it again when that is solved."),
        ) from None


def _shown(path: Path) -> str:
    return clean_line(str(path))
