"""The kind `letgo`: what is left behind; what each gave, and whether it may go."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kwetsbaar.cli.plain.kinds.base import given_value, so_far
from kwetsbaar.cli.plain.kinds.list_ import more_items, taken_over
from kwetsbaar.cli.plain.kinds.rounds import a_line, a_word, rounds
from kwetsbaar.core.kinds.letgo import ASKED, MOST, STATUS_ASKED
from kwetsbaar.core.kinds.risks import retexted, rows_of

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml

ASPECTS = {"thanks": a_line, "status": a_word(STATUS_ASKED)}


def ask(question: Question, talk: Talk) -> Toml | None:
    """Takes items until an empty line, and then asks of each what was not asked yet."""
    rows = rows_of(given_value(question))
    so_far(question, talk)
    items = [str(row["item"]) for row in rows]
    items += taken_over([item for item in question.offered if item not in items], talk)
    items = more_items(talk, items, MOST, lambda items: cast("Toml", retexted(rows, items, "item")))
    rows = retexted(rows, items, "item")
    return cast("Toml", rounds(talk, rows, ASPECTS, lambda _row, name: ASKED[name], lambda row: str(row["item"])))
