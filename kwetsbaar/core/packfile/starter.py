"""Writes the beginning of a pack: what its author said, and above each part in a line what it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.packfile.rules import read
from kwetsbaar.core.roads import roads_of
from kwetsbaar.core.toml import value_of
from kwetsbaar.i18n import LANGUAGES, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kwetsbaar.core.toml import Toml
    from kwetsbaar.i18n import Message

Said = Mapping[str, str]
"""One text by language, clean and on one line; all texts of a starter are in the same languages."""


@dataclass(frozen=True)
class Starter:
    """What a new pack begins with."""

    title: Said
    questions: Sequence[Said]
    """At least one."""
    audience: str = "anyone"
    """`client`, `coach` or `anyone`."""
    fork: bool = False
    """Whether it ends in a choice with two roads, to see how that is done."""
    minutes: int | None = None


_FORK_ASK: Final = msg("Is there something that you want to do with this?")
_FORK_YES, _FORK_NO = msg("Yes"), msg("Not now")
_FORK_STEP: Final = msg("What would be the smallest step?")
_FORK_REST: Final = msg("What may rest for now?")


def written(starter: Starter, language: str) -> str:
    """Gives the text of the file; what it says to its author is in `language`. It has no flaws.

    It says of itself how many minutes it takes, as far as that can be reckoned.
    """
    text = _text(starter, language)
    pack = read(text.encode(), "x.toml").pack
    if pack is None or starter.minutes is not None:
        return text
    return _text(replace(starter, minutes=roads_of(pack, pack.first_language).longest.minutes), language)


def _text(starter: Starter, language: str) -> str:
    return "\n".join(_lines(starter, language)) + "\n"


def _lines(starter: Starter, language: str) -> Iterator[str]:
    yield _remark(msg("A pack of kwetsbaar. What stands behind a # is for you alone."), language)
    yield _remark(msg("Everything about writing packs: kwetsbaar guide author"), language)
    yield from _named("title", starter.title)
    yield f"audience = {value_of(starter.audience)}"
    if starter.minutes is not None:
        yield f"minutes = {starter.minutes}"
    yield from ("", _remark(msg("The questions, from top to bottom. Each begins with [[step]]."), language))
    for number, question in enumerate(starter.questions):
        yield from _step(_named("ask", {code: _literal(text) for code, text in question.items()}), gap=number > 0)
    if starter.fork:
        yield from _fork(starter, language)


def _fork(starter: Starter, language: str) -> Iterator[str]:
    yield from ("", _remark(msg("A choice. It has an id, so that steps below it can ask what was chosen."), language))
    options: list[Toml] = [_option("yes", _FORK_YES, starter), _option("not_now", _FORK_NO, starter)]
    head = [f"id = {value_of('choice')}", f"kind = {value_of('choice')}"]
    rows = [f"  {value_of(option)}," for option in options]
    yield from _step([*head, *_named("ask", _said(_FORK_ASK, starter)), "options = [", *rows, "]"], gap=False)
    yield from ("", _remark(msg("The two roads: each shows only after its own answer."), language))
    for gap, answer, ask in ((False, "yes", _FORK_STEP), (True, "not_now", _FORK_REST)):
        yield from _step([*_named("ask", _said(ask, starter)), f"when = {value_of({'choice': answer})}"], gap=gap)


def _option(id_: str, label: Message, starter: Starter) -> Toml:
    return {"id": id_, **_said(label, starter)}


def _said(text: Message, starter: Starter) -> dict[str, str]:
    """Gives a text of our own in the languages of the pack."""
    return {code: text.in_language(code) for code in LANGUAGES if code in starter.title}


def _named(name: str, said: Said) -> list[str]:
    return [f"{name}.{code} = {value_of(text)}" for code, text in said.items()]


def _step(lines: Sequence[str], *, gap: bool) -> Iterator[str]:
    yield from [""] if gap else []
    yield "[[step]]"
    yield from lines


def _literal(text: str) -> str:
    """Gives a text with its braces doubled, since one by itself inserts an earlier answer."""
    return text.replace("{", "{{").replace("}", "}}")


def _remark(text: Message, language: str) -> str:
    return f"# {text.in_language(language)}"
