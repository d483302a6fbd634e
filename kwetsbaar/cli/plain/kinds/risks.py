"""The kind `risks`: all texts first, then one thing at a time about each."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kwetsbaar.cli.plain.kinds.base import form_of, given_value, so_far
from kwetsbaar.cli.plain.kinds.list_ import more_items, taken_over
from kwetsbaar.cli.plain.kinds.rounds import a_number, a_word, rounds
from kwetsbaar.core.kinds.risks import (
    ASKED,
    CHANCE,
    HANDLE,
    NOT_AT_ALL,
    SURELY,
    SURELY_NOT,
    WELL,
    WILLING,
    WILLING_ASKED,
    WILLING_SAID,
    RisksForm,
    numbered,
    retexted,
    rows_of,
)
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.kinds.records import Record
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml

ASPECTS = {
    CHANCE: a_number(0, 100, SURELY_NOT, SURELY),
    WILLING: a_word(WILLING_ASKED),
    HANDLE: a_number(0, 10, NOT_AT_ALL, WELL),
}


def ask(question: Question, talk: Talk) -> Toml | None:
    """Takes texts until an empty line, and then asks of each what was not asked yet."""
    form = form_of(question, RisksForm)
    rows = rows_of(given_value(question))
    so_far(question, talk, "\n".join(map(_told, rows)))
    texts = [str(row["text"]) for row in rows]
    texts += taken_over([item for item in question.offered if item not in texts], talk)[: form.most - len(texts)]
    if not question.hint:
        talk.how(msg("If you like: worded so that later you can tell whether it happened."))
    texts = more_items(talk, texts, form.most, lambda items: cast("Toml", numbered(retexted(rows, items))))
    rows = numbered(retexted(rows, texts))
    aspects = {name: ASPECTS[name] for name in form.rate}
    return cast("Toml", rounds(talk, rows, aspects, lambda _row, name: ASKED[name], lambda row: str(row["text"])))


def _told(row: Record) -> str:
    """Gives a risk on one line, as it is heard."""
    said = [msg("chance: {n}%", n=row[CHANCE])] if CHANCE in row else []
    said += [msg("willing: {answer}", answer=WILLING_SAID[str(row[WILLING])])] if WILLING in row else []
    said += [msg("could handle it: {n} of 10", n=row[HANDLE])] if HANDLE in row else []
    return ", ".join(map(str, [row["text"], *said]))
