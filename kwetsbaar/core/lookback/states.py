"""What became of something that a person meant to do or to ask: a step taken, a question brought.

It stands with the answer, in the key `status`: a word for an answer that is one text, a table by item for a list.
Changing it is a new revision of the page; the texts never change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.core.toml import Toml

STATUS: Final = "status"
"""The key of an answer that holds it."""

STATES: Final[Mapping[str, tuple[str, ...]]] = {
    "courage": ("open", "taken", "declined"),
    "intention": ("open", "tried", "dropped"),
    "supervision": ("open", "brought", "done"),
}
"""By tag, what can become of it; the first is how it begins. None is better than another."""

WHOLE: Final = ""
"""Stands for the whole of an answer that is one text."""


def states_of(answer: Answer) -> Mapping[str, str]:
    """Gives what became of it, by item; what has no state yet, or one that is not known here, is left out."""
    known = STATES.get(answer.tag or "", ())
    given = answer.more.get(STATUS)
    table = given if isinstance(given, dict) else {WHOLE: given}
    return {item: state for item, state in table.items() if isinstance(state, str) and state in known}


def with_state(entry: Entry, key: str, item: str, state: str) -> Entry:
    """Gives `entry` with `state` for an item of the answer `key`; a `state` that its tag has not is a `ValueError`.

    Of a step that was repeated, `item` says which of its answers.
    """
    return replace(entry, answers=tuple(_with_state(answer, key, item, state) for answer in entry.answers))


def _with_state(answer: Answer, key: str, item: str, state: str) -> Answer:
    known = STATES.get(answer.tag or "", ())
    if answer.key != key or not known or answer.item not in (None, item):
        return answer
    item = item if answer.item is None else WHOLE
    if state not in known:
        raise ValueError(state)
    states: dict[str, Toml] = {**states_of(answer), item: state}
    kept = {name: each for name, each in states.items() if each != known[0]}
    rest = {name: each for name, each in answer.more.items() if name != STATUS}
    if not kept:
        return replace(answer, more=rest)
    return replace(answer, more={**rest, STATUS: kept[WHOLE] if [*kept] == [WHOLE] else kept})
