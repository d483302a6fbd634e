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
from kwetsbaar.errors import KwetsbaarError, MissingPassphrase, UsageError
from kwetsbaar.i18n import msg
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.keys import Secret

LONGEST: Final = 4096
"""The most bytes of a file or an answer of a command that are read for a passphrase."""

_FILE = "KWETSBAAR_PASSPHRASE_FILE"
_COMMAND = "KWETSBAAR_PASSPHRASE_COMMAND"
_BOM: Final = b"\xef\xbb\xbf"
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@contextmanager
def opened(arguments: Arguments, setting: Setting) -> Iterator[Journal]:
    """Opens the journal for as long as this lasts; a rekey that was cut off goes on first."""
    with opened_with(secret(arguments, setting), arguments, setting) as journal:
        if journal.rekey_waits:
            try:
                finish_rekey(journal)
            except KwetsbaarError as error:  # all of it can be read all the same
                talk.error(error)
        yield journal


@contextmanager
def opened_with(given: Secret, arguments: Arguments, setting: Setting) -> Iterator[Journal]:
    """Opens the journal with a secret that was given already."""
    from kwetsbaar.journal import Journal

    unlock = Journal.unlock_with_words if given.by_words else Journal.unlock
    journal = unlock(setting.folder(arguments), given.text, setting.places)
    if journal.trouble:
        talk.hint(journal.trouble)
    try:
        yield journal
    finally:
        journal.close()


def secret(arguments: Arguments, setting: Setting) -> Secret:
    """Gives what is to open the journal; asks for the passphrase if nothing gives it, and there is a journal."""
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.keys import Secret

    if arguments.recovery_file:
        return Secret(words_in(arguments.recovery_file), by_words=True)
    if not Journal.exists(setting.folder(arguments)):
        return Secret("")  # which tells what is missing, before anything is asked
    return Secret(passphrase(arguments, setting))


def finish_rekey(journal: Journal) -> None:
    """Goes on with a rekey that was cut off, and shows how far it is."""
    talk.say(msg("Your pages are not all written with the new key yet; that goes on now."))
    journal.finish_rekey(renewing)
    talk.say(msg("That is done."))


def renewing(done: int, of: int) -> None:
    """Shows how far a rekey is."""
    talk.progress(msg("Written with the new key: {done} of {total}", done=done, total=of), ended=done == of)


def passphrase(arguments: Arguments, setting: Setting) -> str:
    """Gives the passphrase; asks for it if no file and no command gives it."""
    return _given(arguments, setting) or talk.ask_secret(_asked())


def new_passphrase(arguments: Arguments, setting: Setting) -> str:
    """Gives the passphrase for a journal that is to be made; on the terminal it is asked twice."""
    given = _given(arguments, setting)
    return _typed_twice(_asked(msg("Passphrase for the new journal:"))) if given is None else given


def next_passphrase(arguments: Arguments) -> str:
    """Gives the passphrase that a journal is to have from now on; on the terminal it is asked twice."""
    file = arguments.new_passphrase_file
    if file is None:
        return _typed_twice(_asked(msg("New passphrase:"), "--new-passphrase-file"))
    return _first_line(_read(file), msg("The first line of {path} is empty.", path=_shown(file)))


def _typed_twice(question: Message) -> str:
    typed = talk.ask_secret(question)
    if typed != talk.ask_secret(msg("Once more:")):
        raise UsageError(msg("The two are not the same."), msg("Nothing was made. Try again."))
    return typed


def ask_words() -> str:
    """Asks the recovery words on the terminal, without showing what is typed."""
    if not talk.has_terminal():
        raise MissingPassphrase(
            msg("There is no terminal to ask the recovery words on."),
            msg("Give a file with the words: --recovery-file PATH."),
        )
    return talk.ask_secret(msg("Your twelve recovery words, with a space between them:"))


def _asked(question: Message | None = None, option: str = "--passphrase-file") -> Message:
    """Gives the question, if there is a terminal to ask it on; else says what to do without one."""
    if not talk.has_terminal():
        raise MissingPassphrase(
            msg("There is no terminal to ask the passphrase on."),
            msg("Give a file whose first line is the passphrase: {option} PATH.", option=option),
        )
    return question or msg("Passphrase:")


def is_given(arguments: Arguments, setting: Setting) -> bool:
    """Tells whether a file or a command gives the passphrase."""
    return bool(arguments.passphrase_file or setting.path(_FILE) or setting.environment.get(_COMMAND))


def _given(arguments: Arguments, setting: Setting) -> str | None:
    file = arguments.passphrase_file or setting.path(_FILE)
    if file is not None:
        return _first_line(_read(file), msg("The first line of {path} is empty.", path=_shown(file)))
    command = setting.environment.get(_COMMAND)
    if command:
        return _first_line(_printed(command), msg("The command in {name} printed no passphrase.", name=_COMMAND))
    return None


# ------------------------------------------------------------------ files and commands


def secret_in(file: Path) -> str:
    """Gives the passphrase on the first line of `file`: one that is for something else than the journal."""
    return _first_line(_read(file), msg("The first line of {path} is empty.", path=_shown(file)))


def identities_in(file: Path) -> tuple[str, ...]:
    """Gives the age keys in `file`, one to a line, as `age-keygen` writes them."""
    lines = (line.strip() for line in _read(file).decode("utf-8", "replace").splitlines())
    found = tuple(line for line in lines if line.startswith("AGE-SECRET-KEY-1"))
    if not found:
        raise UsageError(msg("In {path} there is no key of age.", path=_shown(file)))
    return found


def words_in(file: Path) -> str:
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
