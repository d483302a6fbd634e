"""The kind `risks`: fears written so that it can be checked later whether they came true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, cast

from kwetsbaar.core.days import after
from kwetsbaar.core.kinds.base import AnswerError, Form, Key, Kind, text_of, whole_of
from kwetsbaar.core.kinds.records import Record, Spot, day_in, each, filled, line_in, only, records, whole_in, word_in
from kwetsbaar.core.shapes import ManyOf, Span, StepNames, Whole
from kwetsbaar.i18n import Message, day, enumerate_words, msg, plural
from kwetsbaar.text import first_line

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.known import Known, Parts
    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml

MOST: Final = 20
"""How many risks there is room for."""

CHANCE, WILLING, HANDLE = RATE = ("chance", "willing", "handle")
"""What can be asked about each, in this order."""

YES, NO, NOT_YET = WILLINGNESS = ("yes", "no", "not_yet")

NEVER: Final = "never"
"""The `status` of a risk that is not to be looked back on any more."""

ASKED: Final = {
    CHANCE: msg("How likely do you think it is, for now?"),
    WILLING: msg("Are you willing to run this risk?"),
    HANDLE: msg("If it happens: how well could you handle it?"),
}
"""What is asked about each, in words."""

WILLING_ASKED: Final = ((YES, msg("Yes")), (NO, msg("No")), (NOT_YET, msg("Not yet")))
SURELY_NOT, SURELY = msg("surely not"), msg("surely")
"""The ends of a chance."""
NOT_AT_ALL, WELL = msg("not at all"), msg("well")
"""The ends of how well one can handle it."""

WILLING_SAID: Final = {YES: msg("yes"), NO: msg("no"), NOT_YET: msg("not yet")}

_NAMES = ("id", "text", *RATE, "date", "status")
_ID = re.compile(r"r[1-9][0-9]{0,3}", re.ASCII)
_EXAMPLE = msg('[{{ text = "…", chance = 60, willing = "not_yet", handle = 4, date = 2026-12-20 }}]')


@dataclass(frozen=True)
class RisksForm(Form):
    """At most `most` risks, each with what `rate` asks. Each has an id, "r1" and so on, that it keeps for good."""

    looked_back_on = True

    rate: tuple[str, ...] = RATE
    """What is asked about each."""
    most: int = MOST
    after: str = ""
    """The span after which they are looked back on, for those without a day of their own."""
    day: date | None = field(default=None, compare=False)
    """That day, seen from today."""

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        rate = step.params.get("rate")
        span = step.params.get("after")
        return cls(
            _in_order(cast("tuple[str, ...]", rate)) if isinstance(rate, tuple) else RATE,
            step.whole("most", MOST),
            span if isinstance(span, str) else "",
        )

    @classmethod
    def read(cls, table: Table) -> Self:
        rate = table.get("rate")
        asked = _in_order([str(word) for word in rate]) if isinstance(rate, list) else ()
        return cls(asked or RATE, whole_of(table, "most", MOST), text_of(table, "after") or "")

    def knowing(self, known: Known, parts: Parts = ()) -> RisksForm:
        day = after(known.today, self.after) if known.today and self.after else None
        return RisksForm(self.rate, self.most, self.after, day)

    def kept(self) -> dict[str, Toml]:
        kept: dict[str, Toml] = {} if self.rate == RATE else {"rate": [*self.rate]}
        if self.most != MOST:
            kept["most"] = self.most
        if self.after:
            kept["after"] = self.after
        return kept

    def check(self, value: Toml) -> Toml:
        rows = [row for row in each(records(value, _EXAMPLE), self._one) if row]
        if len(rows) > self.most:
            raise AnswerError(
                plural("There is room for {n} risk here.", "There is room for {n} risks here.", self.most)
            )
        return cast("Toml", numbered(rows))

    def _one(self, row: Record, at: Spot) -> Record:
        only(row, _NAMES, at)
        text = line_in(row, "text", at)
        if not text:
            if set(row) - {"text", "id"}:
                raise AnswerError(msg("This risk has no ‘text’ yet."), at=at)
            return {}
        status = word_in(row, "status", (NEVER,), at)
        return filled(
            {
                "id": _id(row),
                "text": text,
                "chance": whole_in(row, "chance", 0, 100, at),
                "willing": word_in(row, "willing", WILLINGNESS, at),
                "handle": whole_in(row, "handle", 0, 10, at),
                "date": day_in(row, "date", at) or (None if status else self.day),
                "status": status,
            }
        )

    def short(self, value: Toml, language: str) -> str:
        return enumerate_words([first_line(item) for item in self.items(value)], language)

    def markdown(self, value: Toml, language: str) -> str:
        rows = rows_of(value)
        columns = [column for column in _COLUMNS if column[0] == "text" or any(column[0] in row for row in rows)]
        head = [heading.in_language(language) for _name, heading, _align in columns]
        lines = [[_cell(row, name, language) for name, _heading, _align in columns] for row in rows]
        return "\n".join(_line(cells) for cells in (head, [align for *_, align in columns], *lines))

    def words(self, value: Toml) -> frozenset[str]:
        willing = {row.get("willing") for row in rows_of(value)}
        return frozenset(word for word, answer in (("unwilling", NO), ("undecided", NOT_YET)) if answer in willing)

    def items(self, value: Toml) -> tuple[str, ...]:
        return tuple(str(row.get("text", "")) for row in rows_of(value))


def rows_of(value: Toml | None) -> list[Record]:
    """Gives the tables of an answer, for reading."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def numbered(rows: Sequence[Record]) -> list[Record]:
    """Gives each an id that no other has; who has one keeps it, and a new one never gets a number below it."""
    taken: set[str] = set()
    highest = max((int(str(row["id"])[1:]) for row in rows if "id" in row), default=0)
    result = []
    for row in rows:
        id_ = row.get("id")
        if not isinstance(id_, str) or id_ in taken:
            highest += 1
            id_ = f"r{highest}"
        taken.add(id_)
        result.append({**row, "id": id_})
    return [{"id": row.pop("id"), **row} for row in result]


def retexted(rows: Sequence[Record], texts: Sequence[str], name: str = "text") -> list[Record]:
    """Gives the rows that belong to `texts`, after a person changed the list of texts.

    A text that stays keeps its row, wherever it stands now; one that was rewritten in its place keeps it too.
    """
    before = [str(row.get(name, "")) for row in rows]
    kept = dict(zip(before, rows, strict=True))
    matched: list[Record] = [{**kept.get(text, {}), name: text} for text in texts]
    for tag, low, high, start, end in SequenceMatcher(None, before, list(texts), autojunk=False).get_opcodes():
        if tag == "replace":
            for old, new in zip(range(low, high), range(start, end), strict=False):
                if texts[new] not in kept and before[old] not in texts:
                    matched[new] = {**rows[old], name: texts[new]}
    return matched


def _in_order(rate: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in RATE if word in rate)


def _id(row: Record) -> str | None:
    id_ = row.get("id")
    return id_ if isinstance(id_, str) and _ID.fullmatch(id_) else None


_COLUMNS: Final[tuple[tuple[str, Message, str], ...]] = (
    ("text", msg("Risk"), "---"),
    ("chance", msg("Chance now"), "---:"),
    ("willing", msg("Willing?"), "---"),
    ("handle", msg("Can handle"), "---:"),
    ("date", msg("Looking back"), "---"),
)


def _cell(row: Record, name: str, language: str) -> str:
    value = row.get(name)
    match name:
        case "chance" if value is not None:
            return f"{value}%"
        case "willing" if value is not None:
            return WILLING_SAID[str(value)].in_language(language)
        case "date" if isinstance(value, date):
            return day(value, language)
    return "" if value is None else str(value).replace("\\", "\\\\").replace("|", "\\|")


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _words(_step: Step) -> frozenset[str]:
    return frozenset({"unwilling", "undecided"})


KIND = Kind(
    "risks",
    keys=(
        Key("rate", ManyOf(*RATE)),
        Key("most", Whole(1, MOST)),
        Key("from", StepNames()),
        Key("after", Span()),
    ),
    form=RisksForm,
    when_words=_words,
    has_items=True,
)
