"""The kind `scale`: a whole number between two named ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli.plain.kinds.base import form_of, given_value, number, so_far
from kwetsbaar.core.kinds.scale import ScaleForm
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


def ask(question: Question, talk: Talk) -> Toml | None:
    """Says the ends and takes a number."""
    form = form_of(question, ScaleForm)
    so_far(question, talk)
    for end, name in ((form.low, form.low_name), (form.high, form.high_name)):
        if name:
            talk.say(msg("{number} is: {name}", number=end, name=name))
    given = number(talk, form.low, form.high)
    return given_value(question) if given is None else given
