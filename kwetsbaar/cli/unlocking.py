"""Gets at the passphrase or the recovery words, and opens the journal with them.

In this order: the file that an option names, the file that the environment names, the command that the environment
names, the terminal. Never an argument or a variable: both can be seen by others and stay in a shell's history.
"""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import talk
from kwetsbaar.errors import MissingPassphrase, UsageError
from kwetsbaar.i18n import msg
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal import Journal

LONGEST: Final = 4096
"""The most bytes of a file or an answer of a command that are read for a passphrase."""

_FILE = "KWETSBAAR_PASSPHRASE_FILE"
_COMMAND = "KWETSBAAR_PASSPHRASE_COMMAND"
_BOM: Final = b"\xef\xbb\xbf"
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@contextmanager
def opened(arguments: Arguments, setting: Setting) -> Iterator[Journal]:
    """Opens the journal for as long as this lasts."""
    from kwetsbaar.journal import Journal

    folder, places = setting.folder(arguments), setting.places
    if arguments.recovery_file:
        journal = Journal.unlock_with_words(folder, _words(arguments.recovery_file), places)
    elif Journal.exists(folder):
        journal = Journal.unlock(folder, passphrase(arguments, setting), places)
    else:
        journal = Journal.unlock(folder, "", places)  # tells what is missing, before anything is asked
    if journal.trouble:
        talk.hint(journal.trouble)
    try:
        yield journal
    finally:
        journal.close()


def passphrase(arguments: Arguments, setting: Setting) -> str:
    """Gives the passphrase; asks for it if no file and no command gives it."""
    return _given(arguments, setting) or talk.ask_secret(_asked())


def new_passphrase(arguments: Arguments, setting: Setting) -> str:
    """Gives the passphrase for a journal that is to be made; on the terminal it is asked twice."""
    given = _given(arguments, setting)
    if given is not None:
        return given
    typed = talk.ask_secret(_asked(msg("Passphrase for the new journal:")))
    if typed != talk.ask_secret(msg("Once more:")):
        raise UsageError(msg("The two are not the same."), msg("Nothing was made. Try again."))
    return typed


def _asked(question: Message | None = None) -> Message:
    """Gives the question, if there is a terminal to ask it on; else says what to do without one."""
    if not talk.has_terminal():
        raise MissingPassphrase(
            msg("There is no terminal to ask the passphrase on."),
            msg("Give a file whose first line is the passphrase: --passphrase-file PATH."),
        )
    return question or msg("Passphrase:")


def _given(arguments: Arguments, setting: Setting) -> str | None:
    file = arguments.passphrase_file or setting.path(_FILE)
    if file is not None:
        return _first_line(_read(file), msg("The first line of {path} is empty.", path=_shown(file)))
    command = setting.environment.get(_COMMAND)
    if command:
        return _first_line(_printed(command), msg("The command in {name} printed no passphrase.", name=_COMMAND))
    return None


# ------------------------------------------------------------------ files and commands


def _words(file: Path) -> str:
    """Gives the recovery words in `file`, over however many lines."""
    words = _read(file).removeprefix(_BOM).decode("utf-8", "replace").strip()
    if not words:
        raise MissingPassphrase(
            msg("{path} is empty.", path=_shown(file)), msg("It should hold the twelve recovery words.")
        )
    return words


def _first_line(data: bytes, if_empty: Message) -> str:
    """Gives exactly the first line, spaces included, without its end."""
    line = data.removeprefix(_BOM).split(b"\n", 1)[0].removesuffix(b"\r")
    if not line:
        raise MissingPassphrase(if_empty, msg("The passphrase is exactly the first line."))
    if len(line) > LONGEST:
        raise UsageError(msg("The first line is too long for a passphrase."))
    return line.decode("utf-8", "surrogateescape")


def _read(path: Path) -> bytes:
    """Reads the beginning of a file or a pipe, and tells if others can read it too."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_mode & _OTHERS:
                talk.hint(msg("Others on this computer can read {path}; chmod 600 prevents that.", path=_shown(path)))
            return file.read(LONGEST + 4)
    except FileNotFoundError:
        raise MissingPassphrase(msg("There is no file {path}.", path=_shown(path))) from None
    except OSError as error:
        reason = clean_line(error.strerror or "?")
        raise MissingPassphrase(msg("{path} cannot be read: {reason}.", path=_shown(path), reason=reason)) from None


def _printed(command: str) -> bytes:
    """Gives what a command prints. It runs without a shell, and may itself ask on the terminal."""
    try:
        words = shlex.split(command)
        done = subprocess.run(words, stdout=subprocess.PIPE, check=True)  # noqa: S603 - the person's own command
    except (OSError, ValueError, IndexError, subprocess.CalledProcessError):
        raise MissingPassphrase(
            msg("The command in {name} did not work.", name=_COMMAND),
            msg("It runs without a shell; its first line of output is the passphrase."),
        ) from None
    return done.stdout


def _shown(path: Path) -> str:
    return clean_line(str(path))
