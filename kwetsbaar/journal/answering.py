"""Files outside the journal that a command names: answers come in from one, recovery words go out to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.core import keeping
from kwetsbaar.core.answers import AnswersErrors, answer_all
from kwetsbaar.core.packfile import Problem
from kwetsbaar.core.session import Session
from kwetsbaar.i18n import msg
from kwetsbaar.storage import files, prompts

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.core.known import Known
    from kwetsbaar.core.pack import Pack


def answered(pack: Pack, language: str, data: bytes, name: str, known: Known | None = None) -> Session:
    """Gives a session with `pack` walked to its end with the answers in `data`, the bytes of the file called `name`.

    `known` is what the journal knows, for questions about earlier pages.

    Raises `AnswersErrors` with all that is wrong, also if it answers nothing.
    """
    session = answer_all(Session.begin(pack, language, known), data, name)
    if keeping.nothing_given(session):
        raise AnswersErrors(name, (Problem(None, msg("There is no answer in it, so there is nothing to keep.")),))
    return session


def read_outside(path: Path) -> bytes:
    """Gives the bytes of a file of answers, of one that is too large a few too many; raises `NotFound`."""
    return prompts.read(path)


def write_outside(path: Path, data: bytes) -> None:
    """Writes a new file that only its owner can read; raises `Refused` if there is one, `NotSaved` if it fails."""
    files.write_outside(path, data)
