"""The kind `write`: as many lines as a person likes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kwetsbaar.cli.plain.kinds.base import form_of, given_value, so_far
from kwetsbaar.cli.plain.talking import written
from kwetsbaar.cli.plain.words import STOP
from kwetsbaar.core.kinds.write import WriteForm
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


def ask(question: Question, talk: Talk) -> Toml | None:
    """Takes lines until an empty one. What stood there stays above them.

    An empty line inside a text that is pasted is part of it: more comes then.
    """
    start, given = form_of(question, WriteForm).start, given_value(question)
    so_far(question, talk)
    if start and given is None:
        talk.say(msg("A beginning, if you like: {start}", start=start))
    return more_lines(talk, given if isinstance(given, str) else "", talk.begin)


def more_lines(talk: Talk, text: str, begun: Callable[[str], None]) -> str:
    """Takes lines below `text` until an empty one; `begun` hears the whole text after each."""
    talk.how(msg("Write as many lines as you like. An empty line ends your answer."))
    lines = [text] if text else []
    while not _is_last(line := talk.line(), talk):
        lines.append(written(line))
        begun(_text(lines))
    return _text(lines)


def _is_last(line: str, talk: Talk) -> bool:
    return line.strip() == STOP or (not line.strip() and not talk.more_comes())


def _text(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")
