"""What pages can be chosen by when looking back: the packs, aliases and tags that occur, and whether a name does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.nearest import nearest, shown
from kwetsbaar.core.query import means
from kwetsbaar.errors import NotFound
from kwetsbaar.i18n import Message, msg
from kwetsbaar.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kwetsbaar.core.query import Where

_MOST: Final = 8
"""How many names a hint lists."""


@dataclass(frozen=True)
class Name:
    """One name that occurs."""

    word: str = field(repr=False)
    """Folded, as a filter has it."""
    said: str = field(repr=False)
    """As it was written last; of a pack its title."""
    pages: int
    """On how many pages."""


@dataclass(frozen=True)
class Names:
    """All names that occur on pages that are not left out, of each sort the one of the newest page first."""

    packs: tuple[Name, ...] = ()
    aliases: tuple[Name, ...] = ()
    tags: tuple[Name, ...] = ()

    def check(self, where: Where) -> None:
        """Raises `NotFound` for the first name of a filter that no page has; its hint says what there is."""
        for wanted, known, unknown in (
            (where.packs, self.packs, _no_pack),
            (where.about, self.aliases, _no_alias),
            (where.tags, self.tags, _no_tag),
        ):
            for word in wanted:
                if not any(means(word, name.word) for name in known):
                    raise NotFound(unknown(shown(word)), _hint(word, [name.word for name in known]))


def _no_pack(name: str) -> Message:
    return msg("No page was written with the pack ‘{name}’.", name=name)


def _no_alias(name: str) -> Message:
    return msg("No page is about ‘{name}’.", name=name)


def _no_tag(name: str) -> Message:
    return msg("No page has the tag ‘{name}’.", name=name)


def _hint(word: str, known: list[str]) -> Message | None:
    if near := nearest(word.rstrip("*"), known):
        return msg("Did you mean ‘{near}’?", near=shown(near))
    return msg("It can be: {known}.", known=", ".join(map(shown, known[:_MOST]))) if known else None


def names_of(rows: Iterable[tuple[str, str, str, tuple[str, ...], int]]) -> Names:
    """Gives the names of pages: pack, title, alias, tags, and how many pages have these; the newest first."""
    packs, aliases, tags = _Counted(), _Counted(), _Counted()
    for pack, title, about, marks, count in rows:
        packs.add(pack, title or pack, count)
        aliases.add(about, about, count)
        for tag in dict.fromkeys(map(fold, marks)):
            tags.add(tag, next(mark for mark in marks if fold(mark) == tag), count)
    return Names(packs.names(), aliases.names(), tags.names())


class _Counted:
    """Names of one sort, counted without minding case."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, int]] = {}

    def add(self, name: str, said: str, count: int) -> None:
        if word := fold(name):
            before = self._found.get(word, (said, 0))
            self._found[word] = before[0], before[1] + count

    def names(self) -> tuple[Name, ...]:
        return tuple(Name(word, said, pages) for word, (said, pages) in self._found.items())
