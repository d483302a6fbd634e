"""Writes an entry as markdown with TOML front matter, and reads it back: `parse(render(entry)) == entry`.

    +++
    front matter: everything but the text of `write` answers
    +++
    # title
    ## part
    ### question {#key}

    the answer

A heading's attribute in braces is pandoc's; the answers to a repeated step are `{#key-1}`, `{#key-2}` and so on. A line
of a person's own that markdown (and this parser) would take for a heading, up to three spaces, any backslashes and a
`#`, gets one backslash more, and the parser takes it off again. Lines end at a line feed alone. What a section holds
is decided by the order of the answers in the front matter, so that nothing that a person writes can move a boundary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from kwetsbaar.core import kinds, toml
from kwetsbaar.core.entry import FORMAT, Answer, Entry, Sharing
from kwetsbaar.core.ids import is_id
from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.core.kinds.unknown import UnknownForm
from kwetsbaar.errors import Damaged
from kwetsbaar.i18n import Message, msg
from kwetsbaar.text import clean, clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.kinds.base import Form
    from kwetsbaar.core.toml import Table, Toml

FENCE: Final = "+++\n"
HIGHEST_REV: Final = 999_999_999
"""The highest revision that a seal can say, and so a page can have."""

WRITE: Final = "write"
"""The one kind whose value stands in the body alone."""

_HASH = re.compile(r"^( {0,3}\\*)#", re.MULTILINE)
_ESCAPED = re.compile(r"^( {0,3}\\*)\\#", re.MULTILINE)
_HEADING = re.compile(r"### .* \{#([^{}]+)\}")

T = TypeVar("T", str, int, bool, datetime)


class Unreadable(Damaged):
    """The text is no entry that this version can read."""


# ------------------------------------------------------------------ writing


def render(entry: Entry) -> str:
    """Gives the file's text, which ends in a line feed."""
    return FENCE + toml.dumps(_front(entry)) + FENCE + body(entry)


def table_of(entry: Entry) -> dict[str, Toml]:
    """Gives all of an entry as one table: the front matter, with the texts of the body in it too."""
    rows: Toml = [_whole_table(answer) for answer in entry.answers]
    return {**_front(entry), "answer": rows}


def body(entry: Entry) -> str:
    """Gives the part that a person reads, headings and attributes included; it ends in a line feed."""
    return "\n\n".join(_blocks(entry)) + "\n"


def escape(text: str) -> str:
    """Gives `text` so that no line of it is a heading."""
    return _HASH.sub(r"\1\\#", text)


def unescape(text: str) -> str:
    """Undoes `escape`."""
    return _ESCAPED.sub(r"\1#", text)


def anchors(answers: tuple[Answer, ...]) -> list[str]:
    """Gives each answer's heading attribute: its key, numbered if its step was repeated."""
    counts: dict[str, int] = {}
    return [_anchor(answer.key, answer.item, counts) for answer in answers]


def _anchor(key: str, item: str | None, counts: dict[str, int]) -> str:
    """Gives the attribute of the answer that follows on those that were counted, and counts it."""
    counts[key] = counts.get(key, 0) + 1
    return key if item is None else f"{key}-{counts[key]}"


def _blocks(entry: Entry) -> Iterator[str]:
    yield f"# {entry.title}"
    part = None
    for answer, anchor in zip(entry.answers, anchors(entry.answers), strict=True):
        if answer.value is None:
            continue
        if answer.part != part and answer.part is not None:
            yield f"## {answer.part}"
        part = answer.part
        question = entry.question(answer)
        yield f"### *{question}* {{#{anchor}}}" if answer.kind == "pause" else f"### {question} {{#{anchor}}}"
        text = answer.form.markdown(answer.value, entry.lang)
        if text or answer.kind == WRITE:
            yield escape(text)


def _front(entry: Entry) -> dict[str, Toml]:
    table: dict[str, Toml | None] = {
        "format": FORMAT,
        "id": entry.id,
        "rev": entry.rev,
        "created": entry.created,
        "changed": entry.changed,
        "title": entry.title,
        "theme": entry.theme,
        "lang": entry.lang,
        "pack": entry.pack,
        "pack_version": entry.pack_version,
        "pack_sha256": entry.pack_sha256,
        "about": entry.about,
        "tags": [*entry.tags],
        "hidden": entry.hidden or None,
        "shared": [_sharing_table(sharing) for sharing in entry.shared] or None,
        "received_from": entry.received_from,
        "import_id": entry.import_id,
        **entry.more,
        "answer": [_answer_table(answer) for answer in entry.answers],
    }
    return {key: value for key, value in table.items() if value is not None}


def _sharing_table(sharing: Sharing) -> Toml:
    table: dict[str, Toml] = {"to": sharing.to, "when": sharing.when}
    return {**table, "steps": [*sharing.steps]} if sharing.steps else table


def _whole_table(answer: Answer) -> Toml:
    return _answer_table(answer) if answer.value is None else {**_answer_table(answer), "value": answer.value}


def _answer_table(answer: Answer) -> dict[str, Toml]:
    table: dict[str, Toml | None] = {
        "key": answer.key,
        "kind": answer.kind,
        "ask": answer.ask,
        "item": answer.item,
        "part": answer.part,
        "tag": answer.tag,
        "measure": answer.measure,
        "private": answer.private or None,
        "skipped": answer.skipped or None,
        **answer.form.kept(),
        **answer.more,
        "value": None if answer.kind == WRITE else answer.value,
    }
    return {key: value for key, value in table.items() if value is not None}


# ------------------------------------------------------------------ reading


def parse(text: str) -> Entry:
    """Reads what `render` wrote; raises `Unreadable` for anything else."""
    front, content = _split(text)
    return _entry(front, _Below(content).text)


def entry_of(table: Table) -> Entry:
    """Makes the entry of which `table_of` gave the table, whatever that table holds; raises `Unreadable`."""
    try:
        front = {clean(key): toml.cleaned(value) for key, value in table.items()}
    except toml.TomlError:
        raise Unreadable(msg("This page is nested too deep.")) from None
    return _entry(front, None)


Texts: TypeAlias = "Callable[[str, str | None, bool], str]"
"""Gives the text below the question of the next answer, by its key and item, and whether it was skipped."""


def _entry(front: dict[str, Toml], below: Texts | None) -> Entry:
    """Reads an entry. Without `below` its texts stand in the table too."""
    if (version := _take(front, "format", int)) != FORMAT:
        raise Unreadable(
            msg("This page has format {version}, which this version of kwetsbaar does not know.", version=version),
            msg("Install a newer kwetsbaar."),
        )
    answers = tuple(_read_answer(row, below) for row in _rows(front.pop("answer", []), "answer"))
    return Entry(
        id=_id(front),
        rev=_rev(front),
        created=_moment(front, "created"),
        changed=_moment(front, "changed"),
        title=clean_line(_take(front, "title", str)),
        theme=_line(front, "theme"),
        lang=clean_line(_take(front, "lang", str)),
        pack=clean_line(_take(front, "pack", str)),
        pack_version=_line(front, "pack_version"),
        pack_sha256=clean_line(_take(front, "pack_sha256", str)),
        about=_line(front, "about"),
        tags=_lines(front.pop("tags", []), "tags"),
        hidden=_may(front, "hidden", bool) or False,
        shared=tuple(map(_sharing, _rows(front.pop("shared", []), "shared"))),
        received_from=_line(front, "received_from"),
        import_id=_line(front, "import_id"),
        answers=answers,
        more=front,
    )


def _sharing(row: dict[str, Toml]) -> Sharing:
    return Sharing(to=_line(row, "to") or "", when=_moment(row, "when"), steps=_lines(row.pop("steps", []), "steps"))


def _id(front: dict[str, Toml]) -> str:
    """Gives the id, which may become a part of a file's name."""
    found = _take(front, "id", str)
    if not is_id(found):
        raise _odd("id")
    return found


def _rev(front: dict[str, Toml]) -> int:
    found = _take(front, "rev", int)
    if not 1 <= found <= HIGHEST_REV:
        raise _odd("rev")
    return found


def _moment(front: dict[str, Toml], key: str) -> datetime:
    """Gives a moment that can be compared with others: it has an offset, and is in the calendar everywhere."""
    found = _take(front, key, datetime)
    try:
        found.astimezone(UTC)
    except (OverflowError, ValueError):
        raise _odd(key) from None
    if found.utcoffset() is None:
        raise _odd(key)
    return found


def _split(text: str) -> tuple[dict[str, Toml], str]:
    end = text.find("\n" + FENCE)
    if not text.startswith(FENCE) or end < 0:
        raise Unreadable(msg("This is no page of a journal: the lines with +++ are missing."))
    try:
        front = toml.loads(text[len(FENCE) : end + 1])
        return {clean(key): toml.cleaned(value) for key, value in front.items()}, text[end + 1 + len(FENCE) :]
    except toml.TomlError:
        raise Unreadable(msg("The part of this page between the lines with +++ cannot be read.")) from None


def _sections(content: str) -> list[tuple[str, str]]:
    """Gives each `###` heading's attribute with the text below it, up to the next heading of any level."""
    lines = content.split("\n")
    starts = [n for n, line in enumerate(lines) if line.startswith("#")]
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if heading := _HEADING.fullmatch(lines[start]):
            found.append((heading[1], "\n".join(lines[start + 2 : end - 1])))
    return found


class _Below:
    """The texts below the questions of the body, which belong to the answers in their order."""

    def __init__(self, content: str) -> None:
        self._waiting = iter(_sections(content))
        self._counts: dict[str, int] = {}

    def text(self, key: str, item: str | None, skipped: bool) -> str:
        """Gives the text below the question of the next answer, which is not there if that was skipped."""
        anchor = _anchor(key, item, self._counts)
        if skipped:
            return ""
        found, text = next(self._waiting, (None, ""))
        if found != anchor:
            raise Unreadable(msg("The questions of this page do not match its answers, from ‘{key}’ on.", key=anchor))
        return text


def _read_answer(table: dict[str, Toml], below: Texts | None) -> Answer:
    kind = _take(table, "kind", str)
    form = _form(kind, table)
    for key in form.kept():
        table.pop(key, None)
    skipped = _may(table, "skipped", bool) or False
    value = table.pop("value", None)
    key, item = clean_line(_take(table, "key", str)), _line(table, "item")
    text = unescape(below(key, item, skipped)) if below else value
    return Answer(
        key=key,
        kind=kind,
        ask=clean(_take(table, "ask", str)),
        item=item,
        part=_line(table, "part"),
        tag=_line(table, "tag"),
        measure=_line(table, "measure"),
        private=_may(table, "private", bool) or False,
        form=form,
        value=None if skipped else _value(kind, form, value, text),
        more=table,
    )


def _form(kind: str, table: dict[str, Toml]) -> Form:
    known = kinds.ALL.get(kind)
    return known.form.read(table) if known and known.form else UnknownForm()


def _value(kind: str, form: Form, value: Toml | None, text: Toml | None) -> Toml:
    if kind == WRITE:
        if not isinstance(text, str):
            raise _odd("value")
        return clean(text)
    if value is None:
        raise _odd("value")
    try:
        return form.check(value)
    except AnswerError:
        raise _odd("value") from None


def _lines(value: Toml, key: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _odd(key)
    return tuple(clean_line(line) for line in value if isinstance(line, str))


def _rows(value: Toml, key: str) -> list[dict[str, Toml]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise _odd(key)
    return [dict(row) for row in value if isinstance(row, dict)]


def _line(table: dict[str, Toml], key: str) -> str | None:
    value = _may(table, key, str)
    return None if value is None else clean_line(value)


def _may(table: dict[str, Toml], key: str, wanted: type[T]) -> T | None:
    value = table.pop(key, None)
    if value is None:
        return None
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise _odd(key)
    return value


def _take(table: dict[str, Toml], key: str, wanted: type[T]) -> T:
    value = _may(table, key, wanted)
    if value is None:
        raise _odd(key)
    return value


def _odd(key: str) -> Unreadable:
    said: Message = msg("‘{key}’ is missing from this page, or is not what it should be.", key=key)
    return Unreadable(said)
