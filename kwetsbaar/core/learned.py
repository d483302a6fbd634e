"""What a coach learned with a client, loosened from that client: the texts alone, without names, days and pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import names
from kwetsbaar.core.entry import Answer, Entry
from kwetsbaar.core.kinds.write import WriteForm
from kwetsbaar.core.sharing import UNCHOSEN
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.core.people import Client

PACK: Final = "learned"
"""Stands for the pack of a page that was loosened from a client."""

TAG: Final = "learning"

_TITLE: Final = msg("What I learned")
_ASK: Final = msg("What did I learn?")


def texts(entries: Iterable[Entry], client: Client) -> tuple[str, ...]:
    """Gives what was learned in `entries`, each once, with dots for the alias and the real names of `client`."""
    found = [
        _without(answer.form.markdown(answer.value, entry.lang), client)
        for entry in entries
        for answer in entry.answers
        if answer.tag == TAG and answer.value is not None
    ]
    return tuple(dict.fromkeys(text for text in found if text.strip()))


def page(learned: Iterable[str], id_: str, when: datetime, language: str) -> Entry:
    """Gives a page of one's own with these texts."""
    ask = _ASK.in_language(language)
    answers = [Answer(str(n), "write", ask, WriteForm(), text, tag=TAG) for n, text in enumerate(learned, 1)]
    return Entry(id_, 1, when, when, _TITLE.in_language(language), language, PACK, "", tuple(answers))


def is_named(text: str, client: Client) -> bool:
    """Tells whether the alias or a real name of a client stands in a text."""
    return bool(names.named(text, _of(client)))


def _without(text: str, client: Client) -> str:
    for named in sorted(names.named(text, _of(client)), key=lambda each: -len(each.name)):
        text = text.replace(named.name, UNCHOSEN)
    return text


def _of(client: Client) -> list[tuple[str, tuple[str, ...]]]:
    return [(client.alias, (client.alias, *client.names))]
