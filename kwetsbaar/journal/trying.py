"""Trying out a pack while it is being written: no journal, nothing on disk, and its file watched for changes.

What a journal would know is invented here, and says that it is an example, so that every question can be seen.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import keeping
from kwetsbaar.core.draft import Draft
from kwetsbaar.core.known import Alias, Known, KnownRisk
from kwetsbaar.core.packfile import Problem, Reading, read
from kwetsbaar.core.session import Session
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import msg
from kwetsbaar.journal.page import Page
from kwetsbaar.storage import prompts
from kwetsbaar.storage.entries import State
from kwetsbaar.storage.places import ID_LENGTH, new_id

if TYPE_CHECKING:
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal.packs import Packs
    from kwetsbaar.journal.writing import Clock

EVERY: Final = 0.2
"""Seconds between two looks at the file; with them a change is seen well within a second."""

_PATIENCE: Final = 4
"""Looks that a file may be gone or empty before that is told: some programs save in such a way."""

_PAGE: Final = "0" * ID_LENGTH
"""The page that an invented risk stands on."""

_EXAMPLE: Final = msg("An example of something you wrote down before")
_ALIAS: Final = msg("Example")
_AGO: Final = timedelta(days=21)


class Trying:
    """Takes the place of writing in a journal. What is saved comes back as it was, and lies nowhere."""

    def __init__(self, packs: Packs, clock: Clock) -> None:
        self._packs = packs
        self._clock = clock

    def begin(self, pack: Pack, language: str) -> Draft:
        """Starts a session; looks up the titles of other packs, so it is called in a thread."""
        now = self._clock().replace(microsecond=0)
        return Draft(new_id(), 0, now, now, Session.begin(pack, language, self.known(pack, language)))

    def known(self, pack: Pack, language: str) -> Known:
        """Gives what a journal would know of what the questions of `pack` ask for, invented."""
        today = self._clock().date()
        return Known(
            today=today,
            risks=tuple(
                KnownRisk(f"{_PAGE}#r{number}", _EXAMPLE.in_language(language), today - _AGO, today, step)
                for number, step in enumerate(_asked_back(pack), 1)
            ),
            aliases=(Alias(_ALIAS.in_language(language)),) if any(s.kind == "client" for s in pack.steps) else (),
            packs=self._packs.onward(pack),
        )

    def save_draft(self, draft: Draft) -> Draft:
        """Gives `draft` back: nothing is written."""
        return draft

    def discard(self, draft: Draft) -> None:
        """Does nothing, since there is nothing anywhere."""

    def keep(self, draft: Draft) -> Page:
        """Gives the page that this session would become. It lies nowhere."""
        entry = keeping.entry_of(draft.session, id_=draft.id, when=self._clock())
        return Page(draft.id, State.OK, entry, "")


def _asked_back(pack: Pack) -> tuple[str, ...]:
    """Gives the steps whose earlier risks are asked about; one without a name for a question about any."""
    steps = [step.params.get("about", ()) for step in pack.steps if step.kind == "outcome"]
    return tuple(dict.fromkeys(str(name) for about in steps for name in _or_any(about)))


def _or_any(about: object) -> tuple[object, ...]:
    return about if isinstance(about, tuple) and about else ("",)


# ------------------------------------------------------------------ the file


class Watch:
    """Looks at one pack file again and again. To be used from one thread at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        """The file."""
        self._seen: bytes | Message | None = None
        self._told: bytes | Message | None = None
        self._same = 0

    def first(self) -> Reading:
        """Reads the file as it is now."""
        self._seen = self._told = found = self._found()
        return self._read(found)

    def look(self) -> Reading | None:
        """Gives what came of reading the file if it is another one than was told last, else nothing.

        It is read when it looks the same twice: until then somebody may still be writing. If it is gone or empty that
        is told only when it stays so, for programs that save by making the file anew.
        """
        found = self._found()
        self._same = self._same + 1 if found == self._seen else 0
        self._seen = found
        wait = 1 if isinstance(found, bytes) and found.strip() else _PATIENCE
        if found == self._told or self._same < wait:
            return None
        self._told = found
        return self._read(found)

    def _found(self) -> bytes | Message:
        try:
            return prompts.read(self.path)
        except KwetsbaarError as error:
            return error.message

    def _read(self, found: bytes | Message) -> Reading:
        if isinstance(found, bytes):
            return read(found, self.path.name)
        gone = msg("{why} As soon as it can be read again, this goes on.", why=found)
        return Reading(None, (Problem(None, gone),))
