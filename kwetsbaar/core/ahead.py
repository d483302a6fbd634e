"""What a page wants looked back on later, and what it looked back on itself: read from its answers alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from kwetsbaar.core.kinds.outcome import OutcomeForm
from kwetsbaar.core.kinds.revisit import NEVER, RevisitForm
from kwetsbaar.core.kinds.risks import NEVER as NO_MORE
from kwetsbaar.core.kinds.risks import RisksForm, rows_of

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.core.toml import Toml

AGAIN = "again"
"""The key of an answer that says which earlier answer was asked again: `<page id>#<key>`."""


@dataclass(frozen=True)
class Ahead:
    """What is known of one page without reading it again."""

    risks: tuple[tuple[str, date | None], ...] = ()
    """Its risks that can still be looked back on, by id, each with its day."""
    again: tuple[tuple[str, date], ...] = ()
    """Its answers that come back, by key, each with the day; the key is empty for the page itself."""
    done: tuple[str, ...] = ()
    """What it looked back on: `<page id>#r1`, `<page id>#<key>`."""
    intends: bool = field(default=False)
    """Whether it says what a coach means to try next time with the client that it is about."""

    def packed(self) -> str:
        """Gives it as one line of JSON for an index; empty if it says nothing."""
        if not self:
            return ""
        risks = [[id_, day.isoformat() if day else None] for id_, day in self.risks]
        again = [[key, day.isoformat()] for key, day in self.again]
        return json.dumps({"risks": risks, "again": again, "done": self.done, "intends": self.intends})

    @classmethod
    def unpacked(cls, text: str) -> Ahead:
        """Reads what `packed` gave."""
        if not text:
            return cls()
        table = json.loads(text)
        risks = [(id_, date.fromisoformat(day) if day else None) for id_, day in table["risks"]]
        again = [(key, date.fromisoformat(day)) for key, day in table["again"]]
        return cls(tuple(risks), tuple(again), tuple(table["done"]), table["intends"])

    def __bool__(self) -> bool:
        return bool(self.risks or self.again or self.done or self.intends)


def ahead_of(entry: Entry) -> Ahead:
    """Gives what `entry` wants looked back on. A page that is left out of looking back wants nothing."""
    done = tuple(dict.fromkeys(_done(entry.answers)))
    if entry.hidden:
        return Ahead(done=done)
    risks = {
        str(row["id"]): day if isinstance(day := row.get("date"), date) else None
        for answer in entry.answers
        if isinstance(answer.form, RisksForm)
        for row in rows_of(answer.value)
        if row.get("status") != NO_MORE
    }
    intends = any(answer.tag == "intention" and not answer.skipped for answer in entry.answers)
    return Ahead(tuple(risks.items()), tuple(_again(entry)), done, bool(entry.about) and intends)


def _again(entry: Entry) -> Iterable[tuple[str, date]]:
    """Gives the answers that come back. Risks have days of their own."""
    for answer in entry.answers:
        if isinstance(answer.form, RevisitForm) and isinstance(answer.value, date):
            about = answer.form.about
            asked = next((other for other in entry.answers if other.key == about), None)
            if asked is None or not isinstance(asked.form, RisksForm):
                yield (about if asked is not None and not asked.skipped else ""), answer.value


def _done(answers: Iterable[Answer]) -> Iterable[str]:
    for answer in answers:
        if isinstance(answer.form, OutcomeForm):
            yield from (str(row["risk"]) for row in rows_of(answer.value) if "happened" in row)
        ref = answer.more.get(AGAIN)
        if isinstance(ref, str) and not answer.skipped:
            yield ref


# ------------------------------------------------------------------ days


def dated(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Gives the answers with the day of a closing `revisit` at the risks that it is about and that have none."""
    for closing in answers:
        if isinstance(closing.form, RevisitForm) and isinstance(closing.value, date):
            answers = tuple(_with_day(answer, closing.form.about, closing.value, instead_of=None) for answer in answers)
    return answers


def redated(answers: tuple[Answer, ...], before: Answer, after: Answer) -> tuple[Answer, ...]:
    """Gives the answers after a `revisit` was changed: what had its day gets the other one, or none."""
    if not isinstance(after.form, RevisitForm) or not isinstance(before.value, date) or before.value == after.value:
        return answers
    day = after.value if isinstance(after.value, date) else None
    return tuple(_with_day(answer, after.form.about, day, instead_of=before.value) for answer in answers)


def put_off(entry: Entry, names: Iterable[str], day: date | None) -> Entry:
    """Gives `entry` with another day for risks (by id) and for answers that come back (by key); None is never again."""
    wanted = frozenset(names)
    return replace(entry, answers=tuple(_put_off(answer, wanted, day) for answer in entry.answers))


def _put_off(answer: Answer, names: frozenset[str], day: date | None) -> Answer:
    if isinstance(answer.form, RisksForm):
        rows = [_postponed(row, day) if row.get("id") in names else row for row in rows_of(answer.value)]
        return replace(answer, value=cast("Toml", rows)) if answer.value is not None else answer
    if isinstance(answer.form, RevisitForm) and answer.form.about in names and not answer.skipped:
        return replace(answer, value=day or NEVER)
    return answer


def _postponed(row: dict[str, Toml], day: date | None) -> dict[str, Toml]:
    rest = {name: part for name, part in row.items() if name not in ("date", "status")}
    return {**rest, "status": NO_MORE} if day is None else {**rest, "date": day}


def _with_day(answer: Answer, about: str, day: date | None, *, instead_of: date | None) -> Answer:
    if answer.key != about or not isinstance(answer.form, RisksForm) or answer.value is None:
        return answer
    rows = [_given_day(row, day) if row.get("date") == instead_of else row for row in rows_of(answer.value)]
    return replace(answer, value=cast("Toml", rows))


def _given_day(row: dict[str, Toml], day: date | None) -> dict[str, Toml]:
    rest = {name: part for name, part in row.items() if name != "date"}
    return rest if day is None or row.get("status") == NO_MORE else {**rest, "date": day}
