"""Tells of a mistake in the program: its kind and where, and nothing that could hold what a person wrote."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import exits, talk
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE: Final = Path(__file__).parent.parent


def tell(error: Exception, *, debug: bool) -> int:
    """Tells of `error` and gives the exit code. With `debug` all of it is told but the values of variables."""
    talk.complain(msg("This should not have happened ({kind}).", kind=type(error).__name__))
    if debug:
        talk.plain("".join(traceback.format_exception(error)).rstrip())
        return exits.UNEXPECTED
    for place in _places(error):
        talk.plain(f"  {place}")
    talk.hint(msg("What was saved is safe. If you report this, the lines above hold nothing that you wrote."))
    return exits.UNEXPECTED


def _places(error: Exception) -> Iterator[str]:
    """Gives the lines of this package that it went through, the last one where it went wrong."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            yield f"{path.relative_to(_PACKAGE.parent).as_posix()}:{line}"
