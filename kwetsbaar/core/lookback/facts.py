"""What an index keeps of a page for looking back: of the answers that are collected the least that is needed.

It is one line of JSON per page, made once when the page is read, so that no view decrypts anything. A page that a
person left out of looking back keeps nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from kwetsbaar.core.kinds.revisit import RevisitForm
from kwetsbaar.core.lookback.states import states_of

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.core.toml import Toml

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
"""Whatever JSON can hold."""

LONGEST: Final = 400
"""The most letters that are kept of one text: a list shows no more, and the page has the rest."""

_NAMED: Final = "theme"
"""The measure that names the page; a card has it already."""


_LEAST: Final = 5
"""Of how many parts an answer is kept at least."""

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


class Fact(NamedTuple):
    """One answer that is collected. A tuple, since of a big journal there are many at once."""

    key: str
    """The step's id, or its number as text."""
    kind: str
    value: Plain
    """As `Form.told` gives it, with days as ISO 8601."""
    tag: str | None = None
    measure: str | None = None
    item: str | None = None
    """For a step that was repeated: the item that it was about."""
    labels: Mapping[str, str] = _NONE
    """What ids in the value are called, in the language of the page, where only the pack knew that."""
    states: Mapping[str, str] = _NONE
    """What became of it, by the text of an item; under "" for an answer that is one text."""
    about: str = ""
    """For a day: the key of the answer that comes back on it."""

    def __repr__(self) -> str:
        return f"Fact(key={self.key!r}, kind={self.kind!r}, tag={self.tag!r}, measure={self.measure!r})"


def packed(entry: Entry) -> str:
    """Gives what is kept of `entry`: a list as one line of JSON; empty for a page that is left out."""
    if entry.hidden:
        return ""
    rows = [_row(answer) for answer in entry.answers if _is_collected(answer)]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def unpacked(row: list[Plain]) -> Fact:
    """Reads one answer that `packed` kept."""
    if len(row) == _LEAST:  # most answers, and there are many
        kind, key, tag, measure, value = row
        return Fact._make((key, kind, value, tag, measure, None, _NONE, _NONE, ""))
    kind, key, tag, measure, value = row[:_LEAST]
    return _with_rest(Fact._make((key, kind, value, tag, measure, None, _NONE, _NONE, "")), row[_LEAST:])


def _with_rest(fact: Fact, rest: list[Plain]) -> Fact:
    padded: list[Plain] = [*rest, None, None, None]
    item, labels, states, about = padded[:4]
    return fact._replace(
        item=item if isinstance(item, str) else None,
        labels=_texts(labels),
        states=_texts(states),
        about=about if isinstance(about, str) else "",
    )


def _is_collected(answer: Answer) -> bool:
    wanted = answer.form.looked_back_on or answer.tag or (answer.measure and answer.measure != _NAMED)
    return bool(wanted) and not answer.skipped


def _row(answer: Answer) -> list[Plain]:
    value = answer.value
    told = None if value is None else answer.form.told(value)
    labels = {} if value is None else dict(answer.form.named(value))
    about = answer.form.about if isinstance(answer.form, RevisitForm) else None
    rest: list[Plain] = [answer.item, _brief(labels) or None, _states(answer) or None, about or None]
    while rest and rest[-1] is None:
        rest.pop()
    return [answer.kind, answer.key, answer.tag, answer.measure, _brief(told), *rest]


def _states(answer: Answer) -> dict[str, Plain]:
    """Gives what became of the items, each called as the value calls it here."""
    return {str(_brief(item)): state for item, state in states_of(answer).items()}


def _brief(value: Toml | Mapping[str, Toml] | None) -> Plain:
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[: LONGEST - 1].rstrip() + "…"
    if isinstance(value, list):
        return [_brief(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _brief(each) for name, each in value.items()}
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return value.isoformat()


def _texts(table: Plain) -> Mapping[str, str]:
    return {name: str(text) for name, text in table.items()} if isinstance(table, dict) else _NONE


# ------------------------------------------------------------------ reading values


def rows_of(value: Plain) -> list[dict[str, Plain]]:
    """Gives the tables of a list; what is none falls away."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def whole_of(row: Mapping[str, Plain], name: str) -> int | None:
    """Gives a whole number of a table; None if there is none."""
    value = row.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def text_of(row: Mapping[str, Plain], name: str) -> str:
    """Gives a text of a table; empty if there is none."""
    value = row.get(name)
    return value if isinstance(value, str) else ""


def day_of(row: Mapping[str, Plain], name: str) -> date | None:
    """Gives a day of a table; None if there is none."""
    text = text_of(row, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def lines_of(fact: Fact) -> tuple[str, ...]:
    """Gives an answer as the texts that it is made of: the items of a list, the options chosen, else one text."""
    value = fact.value
    if isinstance(value, dict) and "other" not in value:
        return ()
    parts = value if isinstance(value, list) else [value]
    return tuple(text for part in parts if (text := _line(part, fact.labels)))


def _line(part: Plain, labels: Mapping[str, str]) -> str:
    if isinstance(part, dict):
        return text_of(part, "other") or text_of(part, "item") or text_of(part, "text")
    return labels.get(part, part) if isinstance(part, str) else ""
