"""Asks what is no question of a pack: go on with a draft, keep it or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kwetsbaar import i18n
from kwetsbaar.cli.plain.kinds.base import one_of
from kwetsbaar.cli.plain.words import Said, Word

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.i18n import Message


def asked(talk: Talk, texts: Sequence[Message], options: Sequence[Message], *, back: int | None = None) -> int | None:
    """Says `texts` and asks for one of `options` until one is named; gives its place, None if the person has enough.

    The word for back is the option at the place `back`. Raises `Gone`.
    """
    while True:
        talk.gap()
        for text in texts:
            talk.say(text)
        try:
            place = one_of(talk, options)
        except Said as said:
            place = back if said.word is Word.BACK else None
            if said.word is Word.ENOUGH:
                return None
            if said.word is Word.LANGUAGE:
                other_language()
        if place is not None:
            return place


def other_language() -> None:
    """Makes the other language that of the interface."""
    i18n.set_language(next(code for code in i18n.LANGUAGES if code != i18n.language()))
