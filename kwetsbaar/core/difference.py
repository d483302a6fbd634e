"""What changed between two versions of a page: answer by answer, and in each text word by word.

Comparing takes time that grows with the product of two lengths. So what is the same at both ends is set aside first, a
long text is compared by lines before it is compared by words, and there is a limit to all of it together; what lies
beyond that counts as changed as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Answer, Entry

How: TypeAlias = Literal["same", "gone", "new"]

_WORD: Final = re.compile(r"\S+\s*|\s+")
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_ONCE: Final = 50_000_000
"""The most steps, about, that one comparison may take; half a second."""
_ALL: Final = 3 * _ONCE
"""The most that all comparisons of one text may take together."""


@dataclass(frozen=True)
class Run:
    """A piece of text that is in both versions, or only in one."""

    how: How
    """"same", "gone" (only before) or "new" (only after)."""
    text: str = field(repr=False)
    """Never empty."""


@dataclass(frozen=True)
class Change:
    """One question whose answer is not what it was."""

    question: str
    """As it was asked, on one line; the newer one if it was asked twice."""
    item: str | None = field(repr=False)
    """For a step that was repeated: the item that it was about."""
    before: str | None = field(repr=False)
    """The answer as markdown for reading; None if it was skipped or not asked."""
    after: str | None = field(repr=False)
    runs: tuple[Run, ...] = field(repr=False)
    """Together: "same" and "gone" give `before`, "same" and "new" give `after`."""


def differences(before: Entry, after: Entry) -> tuple[Change, ...]:
    """Gives what changed, in the order of the questions; those that only the older version has come last."""
    old, new = _texts(before), _texts(after)
    keys = dict.fromkeys((*new, *old))
    found = (_change(key[1], old.get(key, _NOT_ASKED), new.get(key, _NOT_ASKED)) for key in keys)
    return tuple(change for change in found if change.before != change.after)


def runs(before: str, after: str) -> tuple[Run, ...]:
    """Compares two texts word by word; a word takes the space behind it along."""
    return tuple(_merged(_compared(_LINE.findall(before), _LINE.findall(after), _Budget(_ALL), in_lines=True)))


# ------------------------------------------------------------------ answers


@dataclass(frozen=True)
class _Said:
    question: str
    text: str | None = field(repr=False)


_NOT_ASKED: Final = _Said("", None)


def _change(item: str | None, old: _Said, new: _Said) -> Change:
    changed = () if old.text == new.text else runs(old.text or "", new.text or "")
    return Change(new.question or old.question, item, old.text, new.text, changed)


def _texts(entry: Entry) -> dict[tuple[str, str | None], _Said]:
    """Gives the answers of a page by step and item."""
    return {
        (answer.key, answer.item): _Said(entry.question(answer), _text(answer, entry.lang)) for answer in entry.answers
    }


def _text(answer: Answer, language: str) -> str | None:
    return None if answer.value is None else answer.form.markdown(answer.value, language)


# ------------------------------------------------------------------ words


class _Budget:
    """How much comparing may still be done for one text."""

    def __init__(self, left: int) -> None:
        self._left = left

    def takes(self, cost: int) -> bool:
        """Tells whether something of this cost may be compared, and then counts it."""
        if cost > min(_ONCE, self._left):
            return False
        self._left -= cost
        return True


def _compared(old: Sequence[str], new: Sequence[str], budget: _Budget, *, in_lines: bool) -> Iterator[Run]:
    """Compares two lists of lines, each of which ends up in words, or of words."""
    start = _same_ends(old, new)
    end = _same_ends(old[start:][::-1], new[start:][::-1])
    yield from _runs("same", new[:start])
    yield from _middle(old[start : len(old) - end], new[start : len(new) - end], budget, in_lines=in_lines)
    yield from _runs("same", new[len(new) - end :])


def _middle(old: Sequence[str], new: Sequence[str], budget: _Budget, *, in_lines: bool) -> Iterator[Run]:
    if not old or not new or not budget.takes(_steps(old, new)):
        yield from _changed(old, new, budget, in_lines=in_lines)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from _runs("same", new[j1:j2])
        else:
            yield from _changed(old[i1:i2], new[j1:j2], budget, in_lines=in_lines)


def _steps(old: Sequence[str], new: Sequence[str]) -> int:
    """Gives how many steps it takes at most: all pairs that are equal are looked at for each piece that is found."""
    count = Counter(new)
    return sum(times * count[word] for word, times in Counter(old).items()) * min(len(old), len(new))


def _changed(old: Sequence[str], new: Sequence[str], budget: _Budget, *, in_lines: bool) -> Iterator[Run]:
    """Gives lines that differ word by word, and words that differ as they are."""
    if in_lines and old and new:
        words = (_WORD.findall("".join(old)), _WORD.findall("".join(new)))
        yield from _compared(*words, budget, in_lines=False)
    else:
        yield from _runs("gone", old)
        yield from _runs("new", new)


def _same_ends(one: Sequence[str], other: Sequence[str]) -> int:
    """Gives how many items two lists have in common at their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _runs(how: How, parts: Iterable[str]) -> Iterator[Run]:
    text = "".join(parts)
    if text:
        yield Run(how, text)


def _merged(found: Iterable[Run]) -> Iterator[Run]:
    """Gives runs of which no two that follow each other are alike."""
    for how, group in groupby(found, lambda run: run.how):
        yield Run(how, "".join(run.text for run in group))
