"""The command `export`: pages as plaintext for other programs, for paper, for supervision. It always says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.lookback import where_of
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.errors import Refused, UsageError
from kwetsbaar.i18n import msg, plural
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.exporting import Taken


def run(arguments: Arguments, setting: Setting) -> int:
    """Takes out what was asked for."""
    if arguments.out is None and not arguments.preview:
        raise UsageError(msg("Where may it be written? --out PATH says so."))
    if arguments.preview and not arguments.supervision:
        raise UsageError(msg("--preview belongs to --supervision."))
    if not arguments.supervision and arguments.format is None:
        raise UsageError(msg("In which form? --format markdown, json or html."))
    with opened(arguments, setting) as journal:
        taken = journal.exporting.take(where_of(arguments), _reading)
        if arguments.supervision:
            _supervision(journal, taken, arguments)
        elif arguments.out is not None and arguments.format is not None:
            journal.exporting.write(taken, arguments.format, arguments.out)
            _tell(len(taken.entries), arguments.out)
        journal.reading.keep()
    for name in taken.unreadable:
        talk.complain(msg("‘{name}’ cannot be read and is not in it. kwetsbaar check tells more.", name=name))
    return exits.DAMAGED if taken.unreadable else exits.DONE


def _reading(done: int, of: int) -> None:
    talk.progress(msg("Read: {done} of {total}", done=done, total=of), ended=done == of)


def _supervision(journal: Journal, taken: Taken, arguments: Arguments) -> None:
    text, named = journal.exporting.paper(taken)
    for each in named:
        talk.complain(
            msg("line {line}: ‘{name}’ is the name of {alias}.", line=each.line, name=each.name, alias=each.alias)
        )
    if arguments.preview or arguments.out is None:
        talk.data(text.rstrip("\n"))
        return
    if named and not arguments.with_names:
        raise Refused(
            plural(
                "{n} real name would leave. Nothing was written.",
                "{n} real names would leave. Nothing was written.",
                len(named),
            ),
            msg("Change the page, leave that answer out, or say --with-names if it is meant."),
        )
    journal.exporting.write_paper(text, arguments.out)
    _tell(len(taken.entries), arguments.out)


def _tell(pages: int, out: Path) -> None:
    where = clean_line(str(out.absolute()))
    talk.say(plural("{n} page stands in {path} now.", "{n} pages stand in {path} now.", pages, path=where))
    talk.hint(msg("That is plain text: whoever can open it can read it. Delete it when you no longer need it."))
