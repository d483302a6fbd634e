"""The kind `client`: known aliases by their number, or a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli.plain.kinds.base import form_of, place_of, so_far, standing
from kwetsbaar.cli.plain.talking import is_end, written
from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.core.kinds.client import ClientForm
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


def ask(question: Question, talk: Talk) -> Toml | None:
    """Takes an alias, and says what was meant to be tried with this client next time."""
    form = form_of(question, ClientForm)
    so_far(question, talk)
    names = [alias.name for alias in form.aliases]
    talk.number(names)
    prompt = msg("Number, or a new alias:") if names else msg("A new alias:")
    while not is_end(line := talk.line(prompt)):
        place = place_of(line, names) if names else None
        try:
            name = names[place] if place is not None else form.check(written(line))
        except AnswerError as error:
            talk.say(error.message)
            continue
        alias = form.alias(name)
        if alias and alias.intention:
            talk.say(msg("Last time you meant to try: {intention}", intention=alias.intention))
        return name
    return standing(question)
