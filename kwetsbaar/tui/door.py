"""The door of a journal: what opens it, and what a person is asked there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.journal import Journal, Places
    from kwetsbaar.journal.writing import Clock


class Door:
    """The door of the journal in a folder. What it needs is imported when it opens: the first paint does not wait."""

    IS_DEMO = False
    """Whether it opens to anybody."""

    def __init__(self, folder: Path, places: Places, clock: Clock) -> None:
        self.folder = folder
        """Where the journal lies, or will."""
        self.places = places
        """The folders of this program."""
        self.clock = clock
        """Tells the time."""

    def exists(self) -> bool:
        """Tells whether there is a journal behind it."""
        from kwetsbaar.journal import Journal

        return Journal.exists(self.folder)

    def open(self, secret: str, *, by_words: bool) -> Journal:
        """Opens it with the passphrase or the recovery words; takes a second or two. Raises as `Journal.unlock`."""
        from kwetsbaar.journal import Journal

        unlock = Journal.unlock_with_words if by_words else Journal.unlock
        return unlock(self.folder, secret, self.places, self.clock)


class DemoDoor(Door):
    """The door of the demo journal, which has a passphrase that nobody knows."""

    IS_DEMO = True

    def __init__(self, journal: Journal, places: Places, clock: Clock) -> None:
        super().__init__(journal.folder, places, clock)
        self._journal = journal

    def exists(self) -> bool:
        """There is one."""
        return True

    def open(self, secret: str, *, by_words: bool) -> Journal:  # noqa: ARG002 - whatever is typed
        """Opens it."""
        from kwetsbaar.journal.demo import again

        return again(self._journal, self.places, self.clock)
