"""The journal: the one service that both faces stand on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kwetsbaar.i18n import msg
from kwetsbaar.journal.care import Care
from kwetsbaar.journal.deleting import Deleting
from kwetsbaar.journal.due import Dues
from kwetsbaar.journal.knowing import Knowing
from kwetsbaar.journal.people import Keeping
from kwetsbaar.journal.reading import Reading
from kwetsbaar.journal.repairing import Repairing
from kwetsbaar.journal.writing import Clock, Writing, rebased
from kwetsbaar.storage import age
from kwetsbaar.storage import create as folders
from kwetsbaar.storage import words as recovery
from kwetsbaar.storage.drafts import DraftStore
from kwetsbaar.storage.entries import EntryStore
from kwetsbaar.storage.indexcache import IndexCache
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.newest import OLDER, WAY_OUT, Newest
from kwetsbaar.storage.people import PeopleStore
from kwetsbaar.storage.places import JournalFolder
from kwetsbaar.storage.recovering import replace_words
from kwetsbaar.storage.rekeying import Renewal
from kwetsbaar.storage.stores import Stores
from kwetsbaar.storage.trash import Trash

if TYPE_CHECKING:
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal.exporting import Exporting
    from kwetsbaar.journal.forgetting import Forgetting
    from kwetsbaar.journal.importing import Importing
    from kwetsbaar.journal.lookingback import LookingBack
    from kwetsbaar.journal.receiving import Receiving
    from kwetsbaar.journal.sharing import Sharing
    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import Places
    from kwetsbaar.storage.rekeying import Progress


def now() -> datetime:
    """Gives the time now in the zone of this device."""
    return datetime.now().astimezone()


class Journal:
    """One open journal. It is closed by `close`, after which nothing of it is in use and nothing can be asked of it."""

    def __init__(self, folder: Path, keyring: Keyring, places: Places, clock: Clock = now) -> None:
        self.folder = folder
        """Where it lies."""
        self.keyring = keyring
        """Its secrets. No face needs them."""
        self._clock = clock
        where = JournalFolder(folder)
        self._marks = Marks.open(places, keyring.journal_id)
        entries = EntryStore(where, keyring, self._marks, places)
        self.reading = Reading(entries, IndexCache(places, keyring))
        """The list, the pages, their history, and finding."""
        self.knowing = Knowing(self.reading, clock, places)
        """What a session needs to know of the pages that there are."""
        drafts = DraftStore(where, keyring, self._marks, places)
        self.writing = Writing(folder, entries, drafts, self.reading, clock=clock, knowing=self.knowing)
        """Drafts, and pages that are kept."""
        self.due = Dues(self.reading, self.writing, self.knowing, clock)
        """What lies ready to be looked back on."""
        self._newest = Newest(self._marks, keyring)
        self._newest.note()
        self._renewal = Renewal(where, keyring, places, entries)
        trash = Trash(where, keyring, self._marks, places, entries)
        self.deleting = Deleting(trash, self.reading)
        """To the trash and back, or gone for good."""
        stores = Stores(where, keyring, self._marks, places, entries, trash)
        self.care = Care(stores)
        """What is not as it should be."""
        self.people = Keeping(PeopleStore(stores, self.care.comparing), clock)
        """Whom the person shares with, and what is kept of clients."""
        self.repairing = Repairing(stores, self.care.comparing, self.reading, self.writing)
        """Putting that right."""

    # -------------------------------------------------------------- what few who open it need

    @cached_property
    def looking_back(self) -> LookingBack:
        """What the pages together say."""
        from kwetsbaar.journal.lookingback import LookingBack

        return LookingBack(self.reading, self.writing, self.knowing, self._clock)

    @cached_property
    def forgetting(self) -> Forgetting:
        """What is kept of clients, and forgetting one."""
        from kwetsbaar.journal.forgetting import Forgetting

        return Forgetting(self.reading, self.writing, self.deleting, self.people, self._clock)

    @cached_property
    def sharing(self) -> Sharing:
        """Sealing a page for someone."""
        from kwetsbaar.journal.sharing import Sharing

        return Sharing(self.reading, self.writing, self.people, self._clock)

    @cached_property
    def receiving(self) -> Receiving:
        """Opening a page that someone sealed."""
        from kwetsbaar.journal.receiving import Receiving

        return Receiving(self.reading, self.writing, self.people, self._clock)

    @cached_property
    def exporting(self) -> Exporting:
        """Taking the pages out as plain text."""
        from kwetsbaar.journal.exporting import Exporting

        return Exporting(self.reading, self.people, self._clock)

    @cached_property
    def importing(self) -> Importing:
        """Bringing in what other programs wrote."""
        from kwetsbaar.journal.importing import Importing

        return Importing(self.reading, self.writing, self.deleting, self._clock)

    # -------------------------------------------------------------- making and opening

    @classmethod
    def create(
        cls, folder: Path, passphrase: str, places: Places, clock: Clock = now, *, with_words: bool = True
    ) -> Created:
        """Makes a journal in `folder`, which must be empty or absent; takes a second or two.

        Raises `Refused` if something is there, `NotSaved` if the disk does not take it.
        """
        words = recovery.new_words() if with_words else None
        keyring = folders.create(folder, passphrase, recovery_words=words, places=places, created=clock())
        return Created(cls(folder, keyring, places, clock), words)

    @classmethod
    def unlock(cls, folder: Path, passphrase: str, places: Places, clock: Clock = now) -> Journal:
        """Opens the journal in `folder`; takes a second or two.

        Raises `NotFound` if there is no journal, `WrongPassphrase`, and `Damaged` if its keyring is.
        """
        return cls(folder, folders.unlock(folder, passphrase), places, clock)

    @classmethod
    def unlock_with_words(cls, folder: Path, words: str, places: Places, clock: Clock = now) -> Journal:
        """Opens the journal with its twelve recovery words; raises as `unlock` does."""
        return cls(folder, folders.unlock_with_words(folder, words), places, clock)

    @staticmethod
    def exists(folder: Path) -> bool:
        """Tells whether there is a journal in `folder`."""
        return JournalFolder(folder).keyring.exists()

    # -------------------------------------------------------------- recovery words

    @staticmethod
    def proposed_words() -> str:
        """Gives twelve words that open nothing yet, so that they can be written down before `new_words` takes them."""
        return recovery.new_words()

    @staticmethod
    def new_words(folder: Path, passphrase: str, places: Places, words: str | None = None) -> str:
        """Gives a journal other recovery words, or its first, and gives them back; takes a few seconds.

        `words` are some that `proposed_words` gave, by default new ones. When it returns they are durable, and the
        words before open this folder no more; cut off anywhere, the old or the new ones do. Raises as `unlock` does,
        `Refused` if the keyring changed meanwhile, `NotSaved`, `Busy`.
        """
        chosen = words or recovery.new_words()
        replace_words(folder, passphrase, chosen, places=places)
        return chosen

    @staticmethod
    def test_words(folder: Path, words: str) -> None:
        """Tries whether the words open the journal; takes a second. Raises `WrongPassphrase`, and as `unlock` does."""
        folders.unlock_with_words(folder, words)

    @property
    def trouble(self) -> Message | None:
        """What this device cannot do for this journal now, to be shown once; None if all is well."""
        if self.is_older:
            return msg("{what} {way_out}", what=OLDER, way_out=WAY_OUT)
        return self._marks.trouble

    # -------------------------------------------------------------- a new key

    @property
    def is_older(self) -> bool:
        """Tells whether this device has seen a newer keyring, so that this journal can only be read."""
        return not self._newest.is_newest

    @property
    def rekey_waits(self) -> bool:
        """Tells whether a new key was made, and not everything is written with it yet: `finish_rekey` goes on."""
        return self._renewal.waits

    def finish_rekey(self, progress: Progress | None = None) -> None:
        """Writes anew what is not written with the newest key yet; can be cut off anywhere. `NotSaved`, `Busy`.

        `progress` is told how many files are done, of how many; what it raises ends the work there.
        """
        self._renewal.go_on(rebased, progress)

    # -------------------------------------------------------------- on paper

    @property
    def has_words(self) -> bool:
        """Tells whether recovery words were ever made for this journal."""
        where = JournalFolder(self.folder)
        return where.recovery.exists() and where.keyring_recovery.exists()

    @property
    def words_confirmed(self) -> date | None:
        """The day on which a person showed that the words are on paper, as far as this device knows.

        New words make it None again. May be set, also to None.
        """
        return self._marks.words_confirmed

    @words_confirmed.setter
    def words_confirmed(self, day: date | None) -> None:
        self._marks.words_confirmed = day

    def closed_over(self, text: str) -> bytes:
        """Gives a few words of a person encrypted, to be kept in memory while the journal is locked."""
        return age.encrypt(text.encode("utf-8", "surrogateescape"), self.keyring.recipient)

    def opened_again(self, data: bytes) -> str:
        """Gives the words that `closed_over` encrypted; raises `Damaged` if they are of another journal."""
        return age.decrypt(data, self.keyring.identities).decode("utf-8", "surrogateescape")

    def close(self) -> None:
        """Lets go of everything."""
        self.reading.close()
        self._marks.close()


@dataclass(frozen=True)
class Created:
    """A new journal, open, and the words that open it when the passphrase is forgotten."""

    journal: Journal
    words: str | None = field(repr=False)
    """Twelve words with single spaces, shown once: they stand nowhere else. None if none were wanted."""
