"""The command `init`: makes a journal, and gives its recovery words in the one way that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.choosing import check_way_of_words, checked, on_paper, written
from kwetsbaar.cli.unlocking import new_passphrase
from kwetsbaar.errors import KwetsbaarError, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting


def run(arguments: Arguments, setting: Setting) -> int:
    """Makes the journal. Whatever can be refused is refused before anything is made."""
    from kwetsbaar.journal import Journal

    folder = setting.folder(arguments)
    check_way_of_words(arguments)
    if Journal.exists(folder):
        raise Refused(msg("There is a journal in {path} already.", path=_shown(folder)))
    passphrase = checked(new_passphrase(arguments, setting))
    created = Journal.create(folder, passphrase, setting.places, with_words=not arguments.no_recovery)
    created.journal.close()
    talk.say(msg("Your journal lies in {path}.", path=_shown(folder)))
    _hand_over(created.words, arguments, folder)
    return exits.DONE


def _hand_over(words: str | None, arguments: Arguments, folder: Path) -> None:
    if words is None:
        talk.hint(msg("There are no recovery words: without your passphrase nobody can open this journal."))
    elif arguments.recovery_out is not None:
        try:
            written(words, arguments.recovery_out)
        except KwetsbaarError as error:
            way_out = msg("The journal is new and empty: remove {path} and run init again.", path=_shown(folder))
            raise type(error)(error.message, way_out) from None
    else:
        talk.show_once(on_paper(words))


def _shown(path: Path) -> str:
    return clean_line(str(path))
