"""The door of a journal: what opens it, and what is remembered of it while it is shut."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kwetsbaar.journal import Created, Journal, Places
    from kwetsbaar.journal.keys import Secret
    from kwetsbaar.journal.traces import Traces
    from kwetsbaar.journal.writing import Clock


class Door:
    """The door of the journal in a folder. Its methods take a while: they are called in a thread.

    What it needs is imported when it is used, so that the first paint does not wait for that.
    """

    IS_DEMO = False
    """Whether it opens to anybody."""

    def __init__(self, folder: Path, places: Places, clock: Clock) -> None:
        self.folder = folder
        """Where the journal lies, or will."""
        self.places = places
        """The folders of this program."""
        self.clock = clock
        """Tells the time."""
        self.left_open: datetime | None = None
        """Since when the journal was open in a run that ended in a crash, if the one before this did."""

    def exists(self) -> bool:
        """Tells whether there is a journal behind it."""
        from kwetsbaar.journal import Journal

        return Journal.exists(self.folder)

    def is_gone(self) -> bool:
        """Tells whether its folder is not there, or is as empty as one where a disk is yet to be mounted."""
        try:
            return not any(self.folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError:
            return False  # it is there, but cannot be read: what was raised says why

    def create(self, passphrase: str) -> Created:
        """Makes the journal; raises as `Journal.create`."""
        from kwetsbaar.journal import Journal

        created = Journal.create(self.folder, passphrase, self.places, self.clock)
        self._traces().opened(self.clock())
        return created

    def open(self, secret: str, *, by_words: bool) -> Journal:
        """Opens it with the passphrase or the recovery words; takes a second or two. Raises as `Journal.unlock`."""
        from kwetsbaar.journal import Journal

        unlock = Journal.unlock_with_words if by_words else Journal.unlock
        journal = unlock(self.folder, secret, self.places, self.clock)
        self.left_open = self._traces().opened(self.clock())
        return journal

    def take_words(self, passphrase: str, words: str) -> None:
        """Makes `words` the recovery words of the journal; takes some seconds. Raises as `Journal.new_words`."""
        from kwetsbaar.journal import Journal

        Journal.new_words(self.folder, passphrase, self.places, words)
        self._traces().opened(self.clock())

    def try_secret(self, text: str, *, by_words: bool) -> Secret:
        """Gives a passphrase or recovery words that open the journal; takes a second. Raises as `keys.try_secret`."""
        from kwetsbaar.journal import keys

        secret = keys.Secret(text, by_words=by_words)
        keys.try_secret(self.folder, secret, self.places)
        return secret

    def take_passphrase(self, secret: Secret, passphrase: str) -> None:
        """Makes `passphrase` the one that opens the journal; takes two seconds. Raises as `keys.change_passphrase`."""
        from kwetsbaar.journal import keys

        keys.change_passphrase(self.folder, secret, passphrase, self.places)
        self._traces().opened(self.clock())

    def keyring_changed(self) -> bool:
        """Tells whether the keyring is another one than when it was last opened on this device."""
        return self._traces().keyring_changed()

    def shut(self, journal: Journal) -> None:
        """Closes the journal."""
        journal.close()
        self._traces().closed()

    def _traces(self) -> Traces:
        from kwetsbaar.journal.traces import Traces

        return Traces(self.folder, self.places)


class DemoDoor(Door):
    """The door of the demo journal, which has a passphrase that nobody knows."""

    IS_DEMO = True

    def __init__(self, journal: Journal, places: Places, clock: Clock) -> None:
        super().__init__(journal.folder, places, clock)
        self._journal = journal

    def open(self, secret: str, *, by_words: bool) -> Journal:  # noqa: ARG002 - whatever is typed
        """Opens it."""
        from kwetsbaar.journal.demo import again

        return again(self._journal, self.places, self.clock)

    def shut(self, journal: Journal) -> None:
        """Closes the journal; nothing is remembered of it."""
        journal.close()
