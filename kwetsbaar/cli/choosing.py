"""What the commands that make keys share: a passphrase that can protect something, and words that get on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import talk
from kwetsbaar.errors import NotFound, Refused, UsageError
from kwetsbaar.i18n import _, msg
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.cli.arguments import Arguments

SHORTEST: Final = 8
"""The least characters of a new passphrase."""

_IN_A_ROW: Final = 4


# ------------------------------------------------------------------ a passphrase


def checked(passphrase: str) -> str:
    """Gives the passphrase, if it can protect anything; of one that can be guessed that is said."""
    from kwetsbaar.journal.passphrases import advice

    if len(passphrase.strip()) < SHORTEST:
        raise UsageError(
            msg("A passphrase has at least {n} characters.", n=SHORTEST),
            msg("Four or five words that do not belong together are easy to remember and hard to guess."),
        )
    found = advice(passphrase)
    if not found.acceptable:
        talk.hint(msg("About this passphrase: {advice}", advice=found.sentence))
    return passphrase


# ------------------------------------------------------------------ recovery words


def check_way_of_words(arguments: Arguments) -> None:
    """Sees to it that recovery words can be given, before anything is made."""
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


def hand_over(words: str, arguments: Arguments) -> None:
    """Gives the words in the way that was asked for: in a file, else on the terminal itself."""
    if arguments.recovery_out is not None:
        written(words, arguments.recovery_out)
    else:
        talk.show_once(on_paper(words))


def written(words: str, path: Path) -> None:
    """Writes the words to a new file. Raises `Refused`, `NotSaved`."""
    from kwetsbaar.journal import answering

    answering.write_outside(path, f"{words}\n".encode())
    talk.say(msg("The recovery words stand in {path}, as plain text.", path=_shown(path)))
    talk.hint(msg("Write them on paper and remove the file. Who has them can read everything."))


def on_paper(words: str) -> str:
    """Gives the words as they are shown on a terminal."""
    numbered = [f"{number:>2} {word:<10}" for number, word in enumerate(words.split(), 1)]
    rows = [" ".join(numbered[start : start + _IN_A_ROW]) for start in range(0, len(numbered), _IN_A_ROW)]
    before = _("These twelve words open your journal if you forget your passphrase.")
    after = _(
        "Write them on paper, not beside your computer. They are not shown again. Who has them can read everything."
    )
    return "\n".join(["", before, "", *(row.rstrip() for row in rows), "", after])


def _shown(path: Path) -> str:
    return clean_line(str(path))
