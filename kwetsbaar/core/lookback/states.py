"""What became of something that a person meant to do or to ask: a step taken, a question brought.

It stands with the answer, in the key `status`: a word for an answer that is one text, a table by item for a list.
Changing it is a new revision of the page; the texts never change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from kwetsbaar.i18n import Message, msg
from kwetsbaar.text import clean_line

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

SAID: Final[Mapping[str, Mapping[str, Message]]] = {
    "courage": {
        "open": msg("still open"),
        "taken": msg("step taken"),
        "declined": msg("not taken, on purpose"),
    },
    "intention": {
        "open": msg("still open"),
        "tried": msg("tried"),
        "dropped": msg("let go of"),
    },
    "supervision": {
        "open": msg("still open"),
        "brought": msg("brought in"),
        "done": msg("done with"),
    },
}
"""By tag, each state in a few words."""

WHOLE: Final = ""
"""Stands for the whole of an answer that is one text."""


def states_of(answer: Answer) -> Mapping[str, str]:
    """Gives what became of it, by item; what has no state yet, or one that is not known here, is left out."""
    known = STATES.get(answer.tag or "", ())
    given = answer.more.get(STATUS)
    table = given if isinstance(given, dict) else {WHOLE: given}
    return {item: state for item, state in table.items() if isinstance(state, str) and state in known}


@dataclass(frozen=True)
class Open:
    """Something on a page of which can be said what became of it."""

    key: str
    """Of its answer."""
    tag: str
    item: str = field(repr=False)
    """As `with_state` takes it; `WHOLE` for an answer that is one text."""
    text: str = field(repr=False)
    """What was meant, on one line."""
    state: str

    def is_called(self, item: str) -> bool:
        """Tells whether `item` means this one; a long one may have been cut, which "…" says."""
        return item == self.item or (item.endswith("…") and self.item.startswith(item[:-1]))


def found_in(entry: Entry) -> tuple[Open, ...]:
    """Gives all on a page of which can be said what became of it, in its own order."""
    return tuple(found for answer in entry.answers if answer.tag in STATES for found in _found(answer, entry.lang))


def _found(answer: Answer, language: str) -> Iterator[Open]:
    if answer.value is None or answer.tag is None:
        return
    states, begins = states_of(answer), STATES[answer.tag][0]
    items = () if answer.item is not None else answer.form.items(answer.value)
    for item in dict.fromkeys(items):
        yield Open(answer.key, answer.tag, item, clean_line(item), states.get(item, begins))
    if not items:
        text = clean_line(answer.form.markdown(answer.value, language))
        yield Open(answer.key, answer.tag, answer.item or WHOLE, text, states.get(WHOLE, begins))


def with_state(entry: Entry, key: str, item: str, state: str) -> Entry:
    """Gives `entry` with `state` for an item of the answer `key`; a `state` that its tag has not is a `ValueError`.

    Of a step that was repeated, `item` says which of its answers. The state in which all begin is kept too: it can be
    what a person says of a step that an answer beside it says something else of.
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
    return replace(answer, more={**answer.more, STATUS: state if [*states] == [WHOLE] else states})
