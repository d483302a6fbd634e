"""The command `backup`: a copy of the journal, locked as it is, that never writes over what is newer there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli import documents, exits, talk
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.i18n import msg, plural
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.journal.care import Outcome


def run(arguments: Arguments, setting: Setting) -> int:
    """Makes the backup, or brings it up to date."""
    with opened(arguments, setting) as journal, talk.counting() as count:
        outcome = journal.care.backup(arguments.folder, count)
    if arguments.json:
        talk.document(documents.of_backup(str(arguments.folder), outcome))
    _tell(outcome, clean_line(str(arguments.folder)), json=arguments.json)
    if outcome.kept:
        return exits.REFUSED
    return exits.DAMAGED if outcome.damaged else exits.DONE


def _tell(outcome: Outcome, path: str, *, json: bool) -> None:
    for file in outcome.damaged:
        talk.complain(msg("{file} cannot be read here; what the backup had of it is still there.", file=file))
    for file in outcome.kept:
        talk.complain(msg("{file} is newer in the backup, or another text, and stays as it is there.", file=file))
    if outcome.kept:
        talk.hint(msg("kwetsbaar --journal {path} list shows what stands there.", path=path))
    if json:
        return
    if outcome.purged:
        talk.say(
            plural(
                "{n} file of what you deleted for good was removed from the backup too.",
                "{n} files of what you deleted for good were removed from the backup too.",
                outcome.purged,
            )
        )
    talk.say(
        plural(
            "{n} file was copied to {path}; {same} were there already.",
            "{n} files were copied to {path}; {same} were there already.",
            outcome.copied,
            path=path,
            same=outcome.same,
        )
    )
