"""Which error leaves which exit code, settled here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kwetsbaar import errors

DONE: Final = 0
UNEXPECTED: Final = 1
USAGE: Final = 2
WRONG_PASSPHRASE: Final = 3
NOT_FOUND: Final = 4
DAMAGED: Final = 5
INVALID_FILE: Final = 6
REFUSED: Final = 7
INTERRUPTED: Final = 130

_CODES: Final[Mapping[type[BaseException], int]] = {
    errors.UsageError: USAGE,
    errors.WrongPassphrase: WRONG_PASSPHRASE,
    errors.NotFound: NOT_FOUND,
    errors.Damaged: DAMAGED,
    errors.InvalidFile: INVALID_FILE,
    errors.Refused: REFUSED,
    KeyboardInterrupt: INTERRUPTED,
}


def code(error: BaseException) -> int:
    """Gives the exit code for `error`, by the nearest of its classes that has one."""
    return next((_CODES[kind] for kind in type(error).__mro__ if kind in _CODES), UNEXPECTED)
