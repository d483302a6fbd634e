"""Asking a question of an earlier page again: first what a person wanted to know, then the bare question.

The questions become a small pack of their own, under the name of the page's pack, so that looking back takes them for
the same question. Which page it came from is kept with the answer (`kwetsbaar.core.ahead`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import editing, packfile
from kwetsbaar.core.kinds.revisit import RevisitForm
from kwetsbaar.i18n import LANGUAGES, Message, day, msg

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.core.pack import Pack

LOOK_BACK: Final = "is-het-gebeurd"
"""The pack for looking back on risks."""

_WROTE: Final = msg("This is what you wrote down on {day}.")
_BESIDE: Final = msg("If you like: what belongs with that answer, today?")
_ONCE_MORE: Final = msg("Would you like to be asked this again later? Choose a day, or none.")


def pack_of(entry: Entry, key: str) -> Pack | None:
    """Gives the pack that asks the answer `key` of `entry` again; None if it cannot be asked."""
    answer = next((answer for answer in entry.answers if answer.key == key), None)
    if answer is None:
        return None
    text = "\n".join(_lines(entry, answer))
    return packfile.read(text.encode(), f"{entry.pack}.toml").pack


def road_of(entry: Entry, key: str) -> tuple[Answer, ...]:
    """Gives what was answered to the question `key` and along the road that it led to, up to when it comes back."""
    start = next((n for n, answer in enumerate(entry.answers) if answer.key == key), None)
    if start is None:
        return ()
    ends = (n for n, answer in enumerate(entry.answers) if _is_about(answer, key) and n > start)
    end = next(ends, len(entry.answers))
    return tuple(answer for answer in entry.answers[start:end] if not answer.skipped)


def _is_about(answer: Answer, key: str) -> bool:
    return isinstance(answer.form, RevisitForm) and answer.form.about == key


def _lines(entry: Entry, answer: Answer) -> Iterator[str]:
    for language in _languages(entry.lang):
        yield editing.said("title", entry.title or entry.pack, language)
    wanted = [each for each in road_of(entry, answer.key)[1:] if each.kind == "list"]
    if wanted:
        yield "[[step]]"
        for language in _languages(entry.lang):
            yield editing.said("say", _wanted(entry, wanted, language), language)
    yield from editing.asked_bare(entry, answer, answer.key)
    yield from (f'{name} = "{value}"' for name, value in (("measure", answer.measure), ("tag", answer.tag)) if value)
    yield from ("[[step]]", f'id = "{_free("beside", answer.key)}"', "lines = 4", *_each("ask", _BESIDE, entry.lang))
    yield from ("[[step]]", 'kind = "revisit"', f'about = "{answer.key}"', *_each("ask", _ONCE_MORE, entry.lang))


def _languages(first: str) -> tuple[str, ...]:
    """Gives both languages, that of the page first."""
    return (first, *(code for code in LANGUAGES if code != first))


def _each(name: str, message: Message, first: str) -> Iterator[str]:
    return (editing.said(name, message.in_language(code), code) for code in _languages(first))


def _wanted(entry: Entry, wanted: list[Answer], language: str) -> str:
    intro = Message(_WROTE.text, {"day": day(entry.created.date(), language)}).in_language(language)
    parts = [f"{entry.question(each)}\n{_listed(each)}" for each in wanted]
    return "\n\n".join([intro, *parts])


def _listed(answer: Answer) -> str:
    items = answer.form.items(answer.value) if answer.value is not None else ()
    return "\n".join(f"– {item}" for item in items)


def _free(name: str, key: str) -> str:
    return name if name != key else f"{name}_"
