"""What reading gives back: cards for lists, pages for reading, hits for searching."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Entry
    from kwetsbaar.core.finding import Snippet
    from kwetsbaar.i18n import Message
    from kwetsbaar.storage.entries import State


@dataclass(frozen=True)
class Card:
    """One page in a list, without its text."""

    name: str
    """What it is read by. Of a page in its right place this is its id, else the name of its file."""
    state: State
    rev: int = 0
    """0, as all below is empty, if the page cannot be read."""
    created: datetime | None = None
    changed: datetime | None = None
    title: str = field(default="", repr=False)
    theme: str | None = field(default=None, repr=False)
    pack: str = ""
    about: str | None = field(default=None, repr=False)
    tags: tuple[str, ...] = field(default=(), repr=False)
    lang: str = ""


@dataclass(frozen=True)
class Page:
    """One page, read."""

    name: str
    state: State
    entry: Entry | None = field(repr=False)
    """None if it cannot be read."""
    base: str
    """SHA-256 of the file it was read from: what a save compares with."""
    trouble: Message | None = None
    """Why it cannot be read."""


@dataclass(frozen=True)
class Hit:
    """One page that a search found."""

    card: Card
    snippet: Snippet = field(repr=False)


@dataclass(frozen=True)
class Earlier:
    """What a person gave to the same question before."""

    name: str
    """The page that it stands in."""
    date: datetime
    """When that page was first kept, with its offset."""
    title: str = field(repr=False)
    theme: str | None = field(repr=False)
    item: str | None = field(repr=False)
    """For a step that was repeated: the item that it was about."""
    text: str = field(repr=False)
    """The answer as markdown for reading."""
