"""Files outside the journal that a command names: answers come in from one, recovery words go out to another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import keeping
from kwetsbaar.core.answers import AnswersErrors, answer_all
from kwetsbaar.core.packfile import Problem
from kwetsbaar.core.session import Session
from kwetsbaar.i18n import msg
from kwetsbaar.storage import files, prompts

if TYPE_CHECKING:
    from kwetsbaar.core.pack import Pack

STANDARD_INPUT: Final = Path("-")
"""The name that means: not a file, but what comes in."""


def answered(pack: Pack, language: str, file: Path) -> Session:
    """Gives a session with `pack` walked to its end with the answers in `file`.

    Raises `NotFound` if it cannot be read, and `AnswersErrors` with all that is wrong, also if it answers nothing.
    """
    data = sys.stdin.buffer.read(prompts.LARGEST) if file == STANDARD_INPUT else prompts.read(file)
    session = answer_all(Session.begin(pack, language), data, file.name)
    if keeping.nothing_given(session):
        raise AnswersErrors(file.name, (Problem(None, msg("There is no answer in it, so there is nothing to keep.")),))
    return session


def write_outside(path: Path, data: bytes) -> None:
    """Writes a new file that only its owner can read; raises `Refused` if there is one, `NotSaved` if it fails."""
    files.write_outside(path, data)
