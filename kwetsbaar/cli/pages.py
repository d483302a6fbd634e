"""The commands that read: `list`, `show`, `search` and `history`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import documents, exits, talk
from kwetsbaar.cli.layout import columns, short_ids
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.core import finding, markdown
from kwetsbaar.errors import Damaged, UsageError
from kwetsbaar.i18n import day, moment, msg
from kwetsbaar.journal import State
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.core.entry import Entry
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Card, Hit, Page

_ANCHOR: Final = re.compile(r"^(#{3} .*) \{#[^{}]+\}$", re.MULTILINE)

_ODD: Final[Mapping[State, Message]] = {
    State.COPY: msg("‘{name}’ is a second text of a page, as another window or a sync tool leaves."),
    State.MISPLACED: msg("‘{name}’ is another page of this journal, under a wrong name."),
    State.FOREIGN: msg("‘{name}’ was not written by this journal."),
    State.EARLIER_KEY: msg("‘{name}’ was written with an earlier key. If it is yours: kwetsbaar accept {name}"),
    State.ROLLED_BACK: msg("‘{name}’ is older than what was here before."),
    State.DAMAGED: msg("‘{name}’ is damaged and cannot be read."),
}
_HARMLESS: Final = frozenset({State.OK, State.COPY})


def run(arguments: Arguments, setting: Setting) -> int:
    """Opens the journal and reads in it."""
    if arguments.command == "search" and not finding.words_of(" ".join(arguments.words)):
        raise UsageError(msg("There is no word in this to look for."))
    with opened(arguments, setting) as journal:
        match arguments.command:
            case "list" if arguments.trash:
                return _trash(journal, json=arguments.json)
            case "list":
                code = _list(journal, json=arguments.json)
            case "search":
                code = _search(journal, " ".join(arguments.words), json=arguments.json)
            case "show":
                code = _show(journal, arguments.id, json=arguments.json)
            case _:
                code = _history(journal, arguments.id, json=arguments.json)
        journal.reading.keep()
    return code


# ------------------------------------------------------------------ list and search


def _list(journal: Journal, *, json: bool) -> int:
    journal.reading.load()
    cards = journal.reading.cards()
    if json:
        talk.document([documents.of_card(card) for card in cards])
    elif readable := [card for card in cards if card.created]:
        short = short_ids(card.name for card in cards)
        talk.data(columns([_row(card, short) for card in readable]))
    else:
        talk.say(msg("There are no pages yet."))
    return _named(cards)


def _trash(journal: Journal, *, json: bool) -> int:
    """Lists what lies in the trash. That something there cannot be read is no news."""
    cards = journal.deleting.trashed()
    if json:
        talk.document([documents.of_card(card) for card in cards])
    elif cards:
        short = short_ids(card.name for card in cards)
        talk.data(columns([_row(card, short) for card in cards]))
    else:
        talk.say(msg("There is nothing in the trash."))
    return exits.DONE


def _search(journal: Journal, query: str, *, json: bool) -> int:
    """Finds pages. One that cannot be read may hold the words too, so each of those is named."""
    journal.reading.load()
    cards = journal.reading.cards()
    hits = journal.reading.search(query, limit=max(1, len(cards)))
    unread = [card for card in cards if not card.created]
    if json:
        talk.document([*map(documents.of_hit, hits), *({**documents.of_card(c), "snippet": None} for c in unread)])
    elif hits:
        _print_hits(hits, short_ids(card.name for card in cards))
    else:
        talk.say(msg("Nothing was found."))
    return _named([*(hit.card for hit in hits), *unread])


def _print_hits(hits: Sequence[Hit], short: Mapping[str, str]) -> None:
    heads = columns([_row(hit.card, short) for hit in hits]).split("\n")
    for head, hit in zip(heads, hits, strict=True):
        talk.data(f"{head}\n    {clean_line(str(hit.snippet))}")


def _row(card: Card, short: Mapping[str, str]) -> tuple[str, ...]:
    mark = "" if card.state is State.OK else f"[{_state(card.state)}]"
    date = day(card.created) if card.created else ""
    return clean_line(short[card.name]), date, card.title, card.theme or "", mark


def _state(state: State) -> Message:
    words = {
        State.OK: msg("good"),
        State.COPY: msg("second text"),
        State.MISPLACED: msg("wrong name"),
        State.FOREIGN: msg("foreign"),
        State.EARLIER_KEY: msg("earlier key"),
        State.ROLLED_BACK: msg("older"),
        State.DAMAGED: msg("damaged"),
    }
    return words[state]


def _named(cards: Sequence[Card]) -> int:
    """Names every page that is not as it should be, and gives the exit code that this leaves."""
    for card in cards:
        if card.state is not State.OK:
            _name(card.name, card.state)
    return exits.DONE if all(card.state in _HARMLESS for card in cards) else exits.DAMAGED


def _name(name: str, state: State) -> None:
    tell = talk.say if state in _HARMLESS else talk.complain
    tell(replace(_ODD[state], values={"name": clean_line(name)}))


# ------------------------------------------------------------------ show and history


def _show(journal: Journal, beginning: str, *, json: bool) -> int:
    page = journal.reading.find(beginning)
    entry = _readable(page)
    if json:
        talk.document(documents.of_page(page, entry))
    else:
        talk.data(as_text(entry).rstrip("\n"))
    if page.state is not State.OK:
        _name(page.name, page.state)
    return exits.DONE if page.state in _HARMLESS else exits.DAMAGED


def as_text(entry: Entry) -> str:
    """Gives a page for reading: without the headings' attributes, and each line of a person's as they typed it."""
    return markdown.unescape(_ANCHOR.sub(r"\1", markdown.body(entry)))


def _readable(page: Page) -> Entry:
    if page.entry is None:
        raise Damaged(
            page.trouble or replace(_ODD[State.DAMAGED], values={"name": clean_line(page.name)}),
            msg("kwetsbaar history {id} shows whether there are earlier versions.", id=clean_line(page.name)),
        )
    return page.entry


def _history(journal: Journal, beginning: str, *, json: bool) -> int:
    """Lists the versions of a page. What cannot be read is listed as such."""
    page = journal.reading.find(beginning)
    versions = [(page, page.state), *((old, _state_of_version(old)) for old in journal.reading.history(page))]
    if json:
        talk.document([documents.of_version(old.entry, old.name, state) for old, state in versions])
    elif readable := [_version_row(old.entry, state) for old, state in versions if old.entry]:
        talk.data(columns(readable))
    for old, state in versions:
        if state is not State.OK:
            _name(old.name, state)
    return exits.DONE if all(state in _HARMLESS for _old, state in versions) else exits.DAMAGED


def _state_of_version(page: Page) -> State:
    """Gives the state of an earlier version: its file has a name of its own, which does not make it a second text."""
    return State.OK if page.state is State.COPY else page.state


def _version_row(entry: Entry, state: State) -> tuple[str, ...]:
    return str(entry.rev), moment(entry.changed), entry.title, "" if state is State.OK else f"[{_state(state)}]"
