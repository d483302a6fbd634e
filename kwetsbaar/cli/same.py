"""`look-back --same`: every answer to the same question as one of a page, the oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.layout import columns, short_ids
from kwetsbaar.errors import Damaged, NotFound, UsageError
from kwetsbaar.i18n import day, msg
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.documents import Json
    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Earlier


def run(journal: Journal, arguments: Arguments) -> int:
    """Writes the answers; without a key the questions of the page, each with its key."""
    beginning, *keys = arguments.same
    page = journal.reading.find(beginning)
    if page.entry is None:
        raise Damaged(msg("This page cannot be read."))
    if len(keys) > 1:
        raise UsageError(msg("One page and one key are enough."))
    if not keys:
        return _questions(page.entry, json=arguments.json)
    number = _number(page.entry, keys[0])
    found = journal.looking_back.same(page, number)
    question = page.entry.question(page.entry.answers[number])
    if arguments.json:
        answers: list[Json] = [*map(_document, found)]
        talk.document({"question": question, "pack": page.entry.pack, "key": keys[0], "answers": answers})
    elif found:
        talk.data("\n".join(_text(question, found, short_ids(card.name for card in journal.reading.cards()))))
    else:
        talk.say(msg("This page is left out of looking back."))
    return exits.DONE


def _number(entry: Entry, key: str) -> int:
    for number, answer in _asked(entry):
        if answer.key == key:
            return number
    raise NotFound(
        msg("There is no answer with the key ‘{key}’ on this page.", key=clean_line(key)),
        msg("kwetsbaar look-back --same {id} lists the keys.", id=entry.id),
    )


def _asked(entry: Entry) -> Iterator[tuple[int, Answer]]:
    return ((n, answer) for n, answer in enumerate(entry.answers) if not answer.skipped and answer.kind != "pause")


def _questions(entry: Entry, *, json: bool) -> int:
    rows = [(answer.key, entry.question(answer)) for _n, answer in _asked(entry)]
    if json:
        talk.document([{"key": key, "question": question} for key, question in rows])
    elif rows:
        talk.data(columns(rows))
    else:
        talk.say(msg("Nothing was answered on this page."))
    return exits.DONE


def _document(earlier: Earlier) -> Json:
    return {
        "page": earlier.name,
        "written": earlier.date.isoformat(),
        "title": earlier.title,
        "theme": earlier.theme,
        "item": earlier.item,
        "text": earlier.text,
    }


def _text(question: str, found: Sequence[Earlier], names: dict[str, str]) -> Iterator[str]:
    yield question
    for earlier in found:
        yield ""
        yield " · ".join(
            filter(None, (day(earlier.date), names.get(earlier.name, earlier.name), earlier.theme, earlier.item))
        )
        yield from (f"  {line}" for line in earlier.text.split("\n"))
