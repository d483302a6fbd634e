"""Asks several small things one after the other inside one question; the word for back goes one of them back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from kwetsbaar.cli.plain.words import Said, Word

S = TypeVar("S", bound=Hashable)


def walk(stages: Callable[[], Sequence[S]], ask: Callable[[S], None], start: int = 0) -> None:
    """Asks each of `stages`, which may be others after each answer. Raises `Said`, of back only before the first."""
    place = start
    while place < len(now := stages()):
        try:
            ask(now[place])
        except Said as said:
            if said.word is not Word.BACK or place == 0:
                raise
            place -= 1
        else:
            place += 1
