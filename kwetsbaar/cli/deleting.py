"""The commands that delete and put back: `delete`, `restore` and `purge`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.errors import NotFound, Refused
from kwetsbaar.i18n import msg, plural
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Page

_YES: Final = frozenset({"yes", "y", "ja", "j"})
"""What says yes, in either language."""


def run(arguments: Arguments, setting: Setting) -> int:
    """Opens the journal and deletes in it, or puts back."""
    with opened(arguments, setting) as journal:
        match arguments.command:
            case "delete":
                return _delete(journal, arguments)
            case "restore":
                return _restore(journal, arguments)
            case _ if arguments.id:
                return _purge(journal, arguments)
            case _:
                return _empty(journal, arguments)


def _delete(journal: Journal, arguments: Arguments) -> int:
    page = journal.reading.find(arguments.id)
    name = journal.deleting.trash(page)
    if arguments.json:
        talk.document({"id": page.name, "trash": name})
    else:
        talk.data(clean_line(name))
        talk.say(msg("It lies in the trash now. kwetsbaar restore {id} puts it back.", id=clean_line(name)))
    return exits.DONE


def _restore(journal: Journal, arguments: Arguments) -> int:
    page = journal.deleting.restore(journal.deleting.find(arguments.id))
    if arguments.json:
        talk.document({"id": page.name, "state": page.state.value})
    else:
        talk.data(clean_line(page.name))
        talk.say(msg("It is back in your journal."))
    return exits.DONE


# ------------------------------------------------------------------ for good


def _purge(journal: Journal, arguments: Arguments) -> int:
    what = _meant(journal, arguments.id)
    name = what if isinstance(what, str) else what.name
    ask(msg("Delete ‘{name}’ for good, earlier versions too?", name=clean_line(name)), yes=arguments.yes)
    journal.deleting.purge(what)
    _done(1, [name], json=arguments.json)
    return exits.DONE


def _meant(journal: Journal, beginning: str) -> Page | str:
    """Gives the page that is meant, or the name of what lies in the trash; one in the journal goes first."""
    try:
        return journal.reading.find(beginning)
    except NotFound as error:
        try:
            return journal.deleting.find(beginning)
        except NotFound:
            raise error from None


def _empty(journal: Journal, arguments: Arguments) -> int:
    names = [card.name for card in journal.deleting.trashed()]
    if names:
        question = plural("Delete {n} page for good?", "Delete {n} pages for good?", len(names))
        ask(question, yes=arguments.yes)
        journal.deleting.empty()
    _done(len(names), names, json=arguments.json)
    return exits.DONE


def ask(question: Message, *, yes: bool) -> None:
    """Goes on only if that is wanted; where nobody can be asked it has to be said with the command."""
    if yes:
        return
    if not talk.has_terminal():
        raise Refused(msg("Deleting for good cannot be undone, and nobody can be asked."), msg("Give --yes."))
    if talk.ask(msg("{question} Copies elsewhere stay. (yes/no)", question=question)).casefold() not in _YES:
        raise Refused(msg("Nothing was deleted."))


def _done(count: int, names: list[str], *, json: bool) -> None:
    if json:
        talk.document({"purged": [*names]})
    elif count:
        talk.say(plural("{n} page is gone for good.", "{n} pages are gone for good.", count))
    else:
        talk.say(msg("There is nothing in the trash."))
