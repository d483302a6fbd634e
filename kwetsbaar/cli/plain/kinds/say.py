"""The kind `say`, and a heading with a text: something to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question


def ask(question: Question, talk: Talk) -> None:  # noqa: ARG001 - its text was said already
    """Waits for Enter. What is typed here would be lost, so that is said."""
    while talk.line(msg("Enter goes on."), bare=True).strip():
        talk.say(msg("Nothing is asked here."))
