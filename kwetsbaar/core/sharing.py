"""What of a page leaves: the answers that were chosen, and of all others not a word.

An inserted answer that was not chosen itself shows as "…", in questions, in headings, and in what an answer quotes of
them. No id of the journal, of the page or of a step stands in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import toml
from kwetsbaar.core.kinds.share import ShareForm
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

_SHORTEST: Final = 3
"""Letters from which on an answer is looked for in a heading: a shorter one would be found in any word."""


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
    masked = _Masked(entry, [answer for n, answer in enumerate(entry.answers) if n in chosen])
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
            if answer.value is None or answer.kind in _NEVER:
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
        for answer in self.entry.answers:
            if answer.value is not None and answer not in self.chosen:
                short = answer.form.short(answer.value, self.entry.lang)
                part = part.replace(short, UNCHOSEN) if len(short) >= _SHORTEST else part
        return part

    def _form(self, answer: Answer) -> Form:
        """Gives the form to render with; one that quotes other questions quotes them as they may be known."""
        if not isinstance(answer.form, ShareForm):
            return answer.form
        questions = {other.key: self._question(other) for other in self.entry.answers}
        return replace(
            answer.form, parts=tuple((key, questions.get(key, UNCHOSEN)) for key, _label in answer.form.parts)
        )


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
        title, body = title or clean_line(first[2:]), rest
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
    if not text.startswith(FENCE) or end < 0:
        return {}, text
    try:
        return toml.loads(text[len(FENCE) : end + 1]), text[end + 1 + len(FENCE) :]
    except toml.TomlError:
        return {}, text


def _line(table: dict[str, Toml], name: str) -> str:
    value = table.get(name)
    return clean_line(value) if isinstance(value, str) else ""
