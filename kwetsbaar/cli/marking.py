"""`look-back --mark`, `--leave-out` and `--let-in`: what became of something, and whether a page counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli import exits, talk
from kwetsbaar.core.lookback.states import SAID, STATES, found_in
from kwetsbaar.errors import Damaged, NotFound, UsageError
from kwetsbaar.i18n import msg
from kwetsbaar.journal import State
from kwetsbaar.text import clean_line, fold

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.core.lookback.states import Open
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Page


def run(journal: Journal, arguments: Arguments) -> int:
    """Saves a new revision of the page; what stood there stays an earlier version."""
    if arguments.mark:
        return _mark(journal, arguments)
    out = bool(arguments.leave_out)
    page = journal.reading.find(arguments.leave_out or arguments.let_in)
    saved = page
    if page.entry is None or page.entry.hidden != out:
        saved = journal.looking_back.leave_out(page, out=out)
    said = msg("Looking back passes it by now.") if out else msg("It counts in looking back again.")
    if arguments.json:
        talk.document({"id": page.name, "hidden": out})
    return _told(saved, said)


def _mark(journal: Journal, arguments: Arguments) -> int:
    beginning, state = arguments.mark
    known = sorted({each for states in STATES.values() for each in states})
    if state not in known:
        raise UsageError(
            msg("‘{state}’ is nothing that can become of it.", state=clean_line(state)),
            msg("It can be: {known}.", known=", ".join(known)),
        )
    page = journal.reading.find(beginning)
    if page.entry is None:
        raise Damaged(msg("This page cannot be read."))
    meant = _meant([each for each in found_in(page.entry) if state in STATES[each.tag]], arguments.item, state)
    saved = journal.looking_back.mark(page.name, meant.key, meant.item, state)
    if arguments.json:
        talk.document({"id": page.name, "key": meant.key, "item": meant.text, "state": state})
    return _told(saved, msg("Kept: {state}.", state=SAID[meant.tag][state]))


def _meant(found: list[Open], item: str, state: str) -> Open:
    """Gives the one that is meant; raises `NotFound` if none or more than one can be."""
    if not found:
        raise NotFound(msg("There is nothing on this page that can become ‘{state}’.", state=state))
    wanted = [each for each in found if fold(each.text).startswith(fold(item))]
    if len(wanted) != 1:
        listed = "; ".join(each.text for each in wanted or found)
        raise NotFound(
            msg("It is not clear which one is meant."), msg("Say how it begins, with --item: {items}", items=listed)
        )
    return wanted[0]


def _told(saved: Page, said: Message) -> int:
    """Says that it is kept; if the page was changed elsewhere meanwhile, what became of that."""
    if saved.state is not State.COPY:
        talk.say(said)
        return exits.DONE
    talk.complain(msg("This page was changed elsewhere meanwhile. Both texts are kept: ‘{name}’.", name=saved.name))
    return exits.REFUSED
