"""The command `init`: makes a journal, and gives its recovery words in the one way that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.unlocking import new_passphrase
from kwetsbaar.errors import KwetsbaarError, NotFound, Refused, UsageError
from kwetsbaar.i18n import _, msg
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting

SHORTEST: Final = 8
"""The least characters of a new passphrase."""

_IN_A_ROW: Final = 4


def run(arguments: Arguments, setting: Setting) -> int:
    """Makes the journal. Whatever can be refused is refused before anything is made."""
    from kwetsbaar.journal import Journal

    folder = setting.folder(arguments)
    _check_way_of_words(arguments)
    if Journal.exists(folder):
        raise Refused(msg("There is a journal in {path} already.", path=_shown(folder)))
    passphrase = _checked(new_passphrase(arguments, setting))
    created = Journal.create(folder, passphrase, setting.places, with_words=not arguments.no_recovery)
    created.journal.close()
    talk.say(msg("Your journal lies in {path}.", path=_shown(folder)))
    _hand_over(created.words, arguments, folder)
    return exits.DONE


def _check_way_of_words(arguments: Arguments) -> None:
    """Sees to it that the recovery words can be given."""
    out = arguments.recovery_out
    if out is not None:
        _check_new_file(out)
    elif not arguments.no_recovery and not talk.has_terminal():
        raise UsageError(
            msg("There is no terminal to show the recovery words on."),
            msg("Choose --recovery-out PATH or --no-recovery."),
        )


def _check_new_file(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise Refused(
            msg("{path} exists already, and is never written over.", path=_shown(path)),
            msg("Choose another name, or move it away first."),
        )
    if not path.parent.is_dir():
        raise NotFound(msg("There is no folder {path}.", path=_shown(path.parent)))


def _checked(passphrase: str) -> str:
    """Gives the passphrase, if it can protect anything."""
    if len(passphrase.strip()) < SHORTEST:
        raise UsageError(
            msg("A passphrase has at least {n} characters.", n=SHORTEST),
            msg("Four or five words that do not belong together are easy to remember and hard to guess."),
        )
    return passphrase


# ------------------------------------------------------------------ the recovery words


def _hand_over(words: str | None, arguments: Arguments, folder: Path) -> None:
    if words is None:
        talk.hint(msg("There are no recovery words: without your passphrase nobody can open this journal."))
    elif arguments.recovery_out is not None:
        _write(words, arguments.recovery_out, folder)
    else:
        talk.show_once(_on_paper(words))


def _write(words: str, path: Path, folder: Path) -> None:
    from kwetsbaar.journal import answering

    try:
        answering.write_outside(path, f"{words}\n".encode())
    except KwetsbaarError as error:
        way_out = msg("The journal is new and empty: remove {path} and run init again.", path=_shown(folder))
        raise type(error)(error.message, way_out) from None
    talk.say(msg("The recovery words stand in {path}, as plain text.", path=_shown(path)))
    talk.hint(msg("Write them on paper and remove the file. Who has them can read everything."))


def _on_paper(words: str) -> str:
    numbered = [f"{number:>2} {word:<10}" for number, word in enumerate(words.split(), 1)]
    rows = [" ".join(numbered[start : start + _IN_A_ROW]) for start in range(0, len(numbered), _IN_A_ROW)]
    before = _("These twelve words open your journal if you forget your passphrase.")
    after = _(
        "Write them on paper, not beside your computer. They are not shown again. Who has them can read everything."
    )
    return "\n".join(["", before, "", *(row.rstrip() for row in rows), "", after])


def _shown(path: Path) -> str:
    return clean_line(str(path))
