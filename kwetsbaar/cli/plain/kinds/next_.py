"""The kind `next`: other packs to go on with, after this page is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli.plain.kinds.base import one_of
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


def ask(question: Question, talk: Talk) -> Toml | None:
    """Says them and takes one, or none. Nothing is answered here: what is chosen begins when this page is kept."""
    talk.then = ""
    if not question.onward:
        talk.line(msg("Enter goes on."))
        return None
    if not (question.ask or question.say):
        talk.say(msg("Would you like to go on with something else afterwards?"))
    place = one_of(talk, [*(title for _id, title in question.onward), msg("No, this is enough")])
    talk.then = question.onward[place][0] if place is not None and place < len(question.onward) else ""
    return None
