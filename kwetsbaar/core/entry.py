"""An entry as a value: one saved text, the answers a person gave and the questions as they were asked.

The answers are the truth. The body that a person reads is rendered from them (`kwetsbaar.core.markdown`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.references import insert
from kwetsbaar.i18n import enumerate_words
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.kinds.base import Form
    from kwetsbaar.core.toml import Toml

FORMAT: Final = 1
"""The format of entries that this version writes, and the newest that it reads."""


@dataclass(frozen=True)
class Answer:
    """What a person gave to one step that was reached."""

    key: str
    """The step's id, or its number in the pack's file as text."""
    kind: str
    """The kind's name."""
    ask: str = field(repr=False)
    """The question as its author wrote it, before answers were inserted (of a pause: the text to read)."""
    form: Form
    """The question's shape, kept so that the answer can be shown and edited without its pack."""
    value: Toml | None = field(default=None, repr=False)
    """The answer in the shape of its kind; None if it was skipped."""
    item: str | None = field(default=None, repr=False)
    """For a step that was repeated: the item that it was about."""
    part: str | None = field(default=None, repr=False)
    """The heading above it."""
    tag: str | None = None
    measure: str | None = None
    private: bool = False
    more: Mapping[str, Toml] = field(default_factory=dict, repr=False)
    """Keys of the file that this version does not know. They survive a save."""

    @property
    def skipped(self) -> bool:
        """Tells whether the person passed it by, which is not the same as an empty answer."""
        return self.value is None


@dataclass(frozen=True)
class Sharing:
    """That a page, or a part of it, was sealed for someone."""

    to: str = field(repr=False)
    """The name of the person; empty if it was sealed with a passphrase and nobody was named."""
    when: datetime
    """With its offset, to the second."""
    steps: tuple[str, ...] = ()
    """The keys of the answers that were in it."""


@dataclass(frozen=True)
class Entry:
    """One page of the journal, in one revision."""

    id: str
    rev: int
    """1 for the first, one more for each version."""
    created: datetime
    """When it was first kept, with its offset, to the second."""
    changed: datetime
    """When this revision was made."""
    title: str = field(repr=False)
    lang: str
    """The language in which its questions were asked."""
    pack: str
    """The id of its pack."""
    pack_sha256: str
    answers: tuple[Answer, ...] = ()
    pack_version: str | None = None
    theme: str | None = field(default=None, repr=False)
    """What the person called the matter that it is about."""
    about: str | None = field(default=None, repr=False)
    """The alias of the client that it is about."""
    tags: tuple[str, ...] = field(default=(), repr=False)
    hidden: bool = False
    """Whether it is left out of looking back."""
    shared: tuple[Sharing, ...] = ()
    """To whom it went, the oldest first."""
    received_from: str | None = field(default=None, repr=False)
    """Who wrote it, if it is a page of someone else: what the sender said, which nothing proves."""
    import_id: str | None = None
    """What tells it apart from other pages that were imported, so that it is imported once."""
    more: Mapping[str, Toml] = field(default_factory=dict, repr=False)
    """Keys of the file that this version does not know. They survive a save."""

    def question(self, answer: Answer) -> str:
        """Gives the question of one of the answers as it was asked, on one line."""
        return asked(answer, self.answers, self.lang)

    def answered(self) -> tuple[Answer, ...]:
        """Gives the answers that were not skipped."""
        return tuple(answer for answer in self.answers if not answer.skipped)


def asked(answer: Answer, answers: Iterable[Answer], language: str) -> str:
    """Gives the question of `answer` with the other answers inserted, on one line."""

    def short(name: str) -> str | None:
        if name == "item":
            return answer.item
        shorts = [
            other.form.short(other.value, language)
            for other in answers
            if other.key == name and other.value is not None
        ]
        return enumerate_words(shorts, language)

    return clean_line(insert(answer.ask, short, language))
