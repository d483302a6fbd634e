"""The command `due`: what lies ready to be looked back on, without what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import documents, exits, talk
from kwetsbaar.cli.layout import columns, short_ids
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.core.days import span_said
from kwetsbaar.errors import NotFound
from kwetsbaar.i18n import day, msg
from kwetsbaar.journal.due import What
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.journal import Journal

_SAID: Final = {
    What.RISKS: msg("look back"),
    What.QUESTION: msg("once more"),
    What.PAGE: msg("read again"),
}


def run(arguments: Arguments, setting: Setting) -> int:
    """Lists what lies ready: the page, what it is, and when that page was written; or puts off what a page holds."""
    with opened(arguments, setting) as journal:
        journal.reading.load()
        if arguments.later or arguments.never:
            return _put_off(journal, arguments)
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


def _put_off(journal: Journal, arguments: Arguments) -> int:
    """Puts off all that lies ready of one page; what stood there stays an earlier version."""
    name = journal.reading.find(arguments.later or arguments.never).name
    found = [due for due in journal.due.ready() if due.name == name]
    if not found:
        raise NotFound(msg("Of page ‘{id}’ nothing lies ready.", id=clean_line(name)))
    span = arguments.span if arguments.later else None
    for due in found:
        journal.due.put_off(due, span)
    if arguments.json:
        talk.document([documents.of_due(due) for due in found])
    elif span:
        talk.say(msg("It comes back {when}.", when=span_said(span)))
    else:
        talk.say(msg("You will not be asked this again."))
    return exits.DONE
