"""Finds real names on a page that is about to be kept: which name, whose, and at which question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import names
from kwetsbaar.i18n import Message, msg, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kwetsbaar.core.entry import Entry
    from kwetsbaar.core.people import Client

SHOWN: Final = 3
"""Names that are said one by one."""

_LONGEST: Final = 60


@dataclass(frozen=True)
class Flagged:
    """A real name on a page."""

    name: str = field(repr=False)
    """As it stands there."""
    alias: str = field(repr=False)
    """Whose name it is."""
    where: str = field(repr=False)
    """The question that it is an answer to."""


def flagged(entry: Entry, clients: Iterable[Client]) -> tuple[Flagged, ...]:
    """Gives each real name of a client on a page once for each question, in the order of the page."""
    wanted = [(client.alias, client.names) for client in clients if client.names]
    found = (
        Flagged(named.name, named.alias, where) for where, text in _texts(entry) for named in names.named(text, wanted)
    )
    return tuple(dict.fromkeys(found)) if wanted else ()


def said(flags: Sequence[Flagged]) -> list[Message]:
    """Gives a sentence for each name, and one for those that are too many to be said."""
    lines = [
        msg(
            "Your text has a real name in it: ‘{name}’ ({alias}), at ‘{where}’.",
            name=flag.name,
            alias=flag.alias,
            where=flag.where,
        )
        for flag in flags[:SHOWN]
    ]
    if (more := len(flags) - SHOWN) > 0:
        lines.append(plural("And at {n} place more.", "And at {n} places more.", more))
    return lines


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    for answer in entry.answers:
        if answer.value is not None:
            asked = entry.question(answer) or entry.title
            where = asked if len(asked) <= _LONGEST else f"{asked[: _LONGEST - 1].rstrip()}…"
            yield where, answer.form.markdown(answer.value, entry.lang)
