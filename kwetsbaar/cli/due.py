"""The command `due`: what lies ready to be looked back on, without what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import documents, exits, talk
from kwetsbaar.cli.layout import columns, short_ids
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.i18n import day, msg
from kwetsbaar.journal.due import What

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting

_SAID: Final = {
    What.RISKS: msg("look back"),
    What.QUESTION: msg("once more"),
    What.PAGE: msg("read again"),
}


def run(arguments: Arguments, setting: Setting) -> int:
    """Lists what lies ready: the page, what it is, and when that page was written."""
    with opened(arguments, setting) as journal:
        journal.reading.load()
        ready = journal.due.ready()
        names = [card.name for card in journal.reading.cards()]
    if arguments.json:
        talk.document([documents.of_due(due) for due in ready])
    elif ready:
        short = short_ids(names)
        talk.data(columns([(short[due.name], str(_SAID[due.what]), due.title, day(due.written)) for due in ready]))
    else:
        talk.say(msg("Nothing lies ready."))
    return exits.DONE
