"""The kind `letgo`: what is left behind, thanked for, taken along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from kwetsbaar.core.kinds.base import AnswerError, Form, Key, Kind
from kwetsbaar.core.kinds.records import Record, Spot, each, filled, line_in, only, records, word_in
from kwetsbaar.core.kinds.risks import rows_of
from kwetsbaar.core.shapes import StepNames
from kwetsbaar.i18n import enumerate_words, msg, plural
from kwetsbaar.text import first_line

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml

MOST: Final = 100
"""How many items there is room for."""

LET_GO, TAKE_ALONG, NOT_YET = STATUSES = ("let_go", "take_along", "not_yet")

ASKED: Final = {
    "thanks": msg("What did it give you? If you like, thank it for that."),
    "status": msg("What may become of it?"),
}
"""What is asked about each, in words."""

STATUS_ASKED: Final = (
    (LET_GO, msg("Let it go")),
    (TAKE_ALONG, msg("Something of it comes along")),
    (NOT_YET, msg("Not yet")),
)

SAID: Final = {LET_GO: msg("let go"), TAKE_ALONG: msg("comes along"), NOT_YET: msg("not yet")}
"""What came of an item, in a word."""

_NAMES = ("item", "thanks", "status")
_EXAMPLE = msg('[{{ item = "…", thanks = "…", status = "let_go" }}]')


@dataclass(frozen=True)
class LetgoForm(Form):
    """Items, each with what is thanked for and what may become of it."""

    looked_back_on = True

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        return cls()

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls()

    def kept(self) -> dict[str, Toml]:
        return {}

    def check(self, value: Toml) -> Toml:
        rows = [row for row in each(records(value, _EXAMPLE), _one) if row]
        twice = next((n for n, row in enumerate(rows) if row["item"] in [other["item"] for other in rows[:n]]), None)
        if twice is not None:
            raise AnswerError(msg("‘{item}’ stands here twice.", item=rows[twice]["item"]), at=(twice,))
        if len(rows) > MOST:
            raise AnswerError(plural("There is room for {n} item here.", "There is room for {n} items here.", MOST))
        return cast("Toml", rows)

    def short(self, value: Toml, language: str) -> str:
        return enumerate_words([first_line(item) for item in self.items(value)], language)

    def markdown(self, value: Toml, language: str) -> str:
        return "\n".join(_task(row, language) for row in rows_of(value))

    def items(self, value: Toml) -> tuple[str, ...]:
        return tuple(str(row.get("item", "")) for row in rows_of(value))


def _one(row: Record, at: Spot) -> Record:
    only(row, _NAMES, at)
    item = line_in(row, "item", at)
    if not item:
        if set(row) - {"item"}:
            raise AnswerError(msg("There is no ‘item’ here yet."), at=at)
        return {}
    thanks, status = line_in(row, "thanks", at), word_in(row, "status", STATUSES, at)
    return filled({"item": item, "thanks": thanks, "status": status})


def _task(row: Record, language: str) -> str:
    """Gives one item as a task: ticked if it was let go, and always with the word."""
    status = row.get("status")
    said = SAID[str(status)].in_language(language) if status else ""
    parts = [str(row.get("item", "")), str(row.get("thanks", "")), said]
    return f"- [{'x' if status == LET_GO else ' '}] {' · '.join(part for part in parts if part)}"


KIND = Kind("letgo", keys=(Key("from", StepNames()),), form=LetgoForm, has_items=True)
