"""What of a page leaves: the answers that were chosen, and of all others not a word.

An inserted answer that was not chosen itself shows as "…", in questions, in headings, and in what an answer quotes of
them. No id of the journal, of the page or of a step stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import toml
from kwetsbaar.core.kinds.outcome import OutcomeForm
from kwetsbaar.core.kinds.risks import rows_of
from kwetsbaar.core.kinds.share import ShareForm, told_of
from kwetsbaar.core.known import KnownRisk
from kwetsbaar.core.markdown import FENCE, escape
from kwetsbaar.core.references import insert
from kwetsbaar.i18n import enumerate_words
from kwetsbaar.text import clean, clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.core.kinds.base import Form
    from kwetsbaar.core.toml import Toml

UNCHOSEN: Final = "…"
"""Stands for an inserted answer that was not chosen."""

LARGEST: Final = 1024 * 1024
"""The most bytes of a file that is received; a larger one is not read."""

_FRONT: Final = 16 * 1024
"""The most letters of a received page's front matter that are parsed: ours has five lines."""

_LONGEST_LINE: Final = 200
"""The most letters of a title or a sender in a received page."""

_SHORTEST: Final = 3
"""Letters from which on an answer is looked for within words of a heading; a shorter one only as a word."""


@dataclass(frozen=True)
class Shared:
    """A page as it leaves, or as it was received."""

    title: str = field(repr=False)
    body: str = field(repr=False)
    """Markdown, without the title."""
    lang: str
    written: date | None = None
    """The day on which the page was kept; None if that was left out."""
    sender: str = field(default="", repr=False)
    """What the sender wants to be called; empty if that was left out. Nothing proves it."""


def choosable(entry: Entry) -> tuple[Answer, ...]:
    """Gives the answers that can be chosen, in the order of the page."""
    return tuple(answer for answer in entry.answers if answer.value is not None and answer.kind not in _NEVER)


_NEVER: Final = frozenset({"client", "pause", "next"})
"""Kinds that say nothing to another: of a client the alias is the coach's own."""


def proposed(entry: Entry) -> frozenset[int]:
    """Gives the places in `entry.answers` of what is chosen unless a person chooses otherwise: all but the private."""
    wanted = choosable(entry)
    return frozenset(n for n, answer in enumerate(entry.answers) if answer in wanted and not answer.private)


def shared(entry: Entry, chosen: Collection[int], *, sender: str = "", dated: bool = True) -> Shared:
    """Gives what leaves of `entry`: the answers at the places `chosen` in `entry.answers`."""
    can = choosable(entry)
    masked = _Masked(entry, [answer for n, answer in enumerate(entry.answers) if n in chosen and answer in can])
    return Shared(
        title=entry.title,
        body="\n\n".join(masked.blocks()),
        lang=entry.lang,
        written=entry.created.date() if dated else None,
        sender=clean_line(sender),
    )


@dataclass(frozen=True)
class _Masked:
    """A page of which only some answers may be known."""

    entry: Entry
    chosen: list[Answer]

    def blocks(self) -> Iterator[str]:
        part = None
        for answer in self.chosen:
            if answer.value is None:
                continue
            if answer.part is not None and answer.part != part:
                yield f"## {self._heading(answer.part)}"
            part = answer.part
            yield f"### {self._question(answer)}"
            if text := self._form(answer).markdown(answer.value, self.entry.lang):
                yield escape(text)

    def _question(self, answer: Answer) -> str:
        return clean_line(insert(answer.ask, lambda name: self._short(name, answer), self.entry.lang))

    def _short(self, name: str, answer: Answer) -> str | None:
        """Gives what is inserted for `name`; None for what was skipped, which says nothing."""
        if name == "item":
            return answer.item if answer.item is None or answer.item in self._items() else UNCHOSEN
        known = [other for other in self.entry.answers if other.key == name and other.value is not None]
        if any(other not in self.chosen for other in known):
            return UNCHOSEN
        shorts = [other.form.short(other.value, self.entry.lang) for other in known if other.value is not None]
        return enumerate_words(shorts, self.entry.lang) or None

    def _items(self) -> frozenset[str]:
        """Gives the items of what was chosen: they may be known."""
        return frozenset(
            item for answer in self.chosen if answer.value is not None for item in answer.form.items(answer.value)
        )

    def _heading(self, part: str) -> str:
        """Gives a heading, in which an answer stands as it was inserted: what was not chosen is taken out."""
        for text in sorted(self._unknown(), key=len, reverse=True):
            if len(text) >= _SHORTEST:
                part = part.replace(text, UNCHOSEN)
            elif text:
                part = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", UNCHOSEN, part)
        return part

    def _unknown(self) -> Iterator[str]:
        """Gives all that may have been inserted and was not chosen: answers in short, and items that were asked on."""
        known = self._items()
        for answer in self.entry.answers:
            if answer.item is not None and answer.item not in known:
                yield clean_line(answer.item)
            if answer.value is not None and answer not in self.chosen:
                yield clean_line(answer.form.short(answer.value, self.entry.lang))
                yield from (clean_line(item) for item in answer.form.items(answer.value) if item not in known)

    def _form(self, answer: Answer) -> Form:
        """Gives the form to render with; one that quotes other questions quotes them as they may be known."""
        match answer.form:
            case ShareForm() as form:
                questions = {other.key: self._question(other) for other in self.entry.answers}
                return replace(form, parts=tuple((key, questions.get(key, UNCHOSEN)) for key in told_of(answer.value)))
            case OutcomeForm() as form:
                return replace(
                    form, risks=tuple(_known(row.get("risk", UNCHOSEN), form) for row in rows_of(answer.value))
                )
        return answer.form


def _known(ref: Toml, form: OutcomeForm) -> KnownRisk:
    """Gives a risk with its text; one whose text is not known would be shown by the id of its page."""
    text = form.text(ref)
    return KnownRisk(str(ref), UNCHOSEN if text == str(ref) else text)


# ------------------------------------------------------------------ the file


def render(page: Shared) -> str:
    """Gives the file's text, which ends with a newline: a few lines of TOML, then markdown that reads by itself."""
    table: dict[str, Toml | None] = {
        "format": 1,
        "title": page.title,
        "lang": page.lang,
        "written": page.written,
        "from": page.sender or None,
    }
    front = toml.dumps({name: value for name, value in table.items() if value is not None})
    return f"{FENCE}{front}{FENCE}# {page.title}\n\n{page.body}\n"


def parse(text: str) -> Shared:
    """Reads what someone sealed, whatever it is: what is no page of ours is its text. Everything in it is cleaned."""
    front, body = _split(clean(text))
    title = _line(front, "title")
    first, _, rest = body.lstrip("\n").partition("\n")
    if first.startswith("# "):
        title, body = title or _short(first[2:]), rest if len(first) <= _LONGEST_LINE else body
    written = front.get("written")
    return Shared(
        title=title,
        body=body.strip("\n"),
        lang=_line(front, "lang"),
        written=written if type(written) is date else None,
        sender=_line(front, "from"),
    )


def _split(text: str) -> tuple[dict[str, Toml], str]:
    end = text.find("\n" + FENCE)
    if not text.startswith(FENCE) or not 0 <= end <= _FRONT:
        return {}, text
    try:
        return toml.loads(text[len(FENCE) : end + 1]), text[end + 1 + len(FENCE) :]
    except toml.TomlError:
        return {}, text


def _line(table: dict[str, Toml], name: str) -> str:
    value = table.get(name)
    return _short(value) if isinstance(value, str) else ""


def _short(text: str) -> str:
    """Gives what another calls a page or themselves, no longer than a line of a list needs."""
    line = clean_line(text)
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1].rstrip() + "…"
