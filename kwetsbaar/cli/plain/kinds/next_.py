"""The kind `next`: other packs to go on with, each with the command that begins it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


def ask(question: Question, talk: Talk) -> Toml | None:
    """Says them. Nothing is answered here; a pack begins with its own command, when this one is done."""
    if question.onward:
        talk.say(msg("You can go on with one of these afterwards:"))
        talk.number(f"{title}: kwetsbaar write {id_} --plain" for id_, title in question.onward)
    talk.line(msg("Enter goes on."))
    return None
