"""The kind `pause`: a moment without writing, with the breath said aloud where the author gives one."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

from kwetsbaar.cli.plain.kinds.base import form_of
from kwetsbaar.core.kinds.pause import PauseForm
from kwetsbaar.i18n import _, msg, plural

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


def ask(question: Question, talk: Talk) -> Toml | None:
    """Says how long it is, and when it is over. Enter goes on at any moment."""
    form = form_of(question, PauseForm)
    talk.say(plural("{n} second. Enter goes on sooner.", "{n} seconds. Enter goes on sooner.", form.seconds))
    if _passed(form, talk):
        talk.say(msg("That was the moment. Go on when you like."))
    while talk.line(bare=True).strip():
        talk.say(msg("Nothing is asked here. Enter goes on."))
    return True


def _passed(form: PauseForm, talk: Talk) -> bool:
    """Lets the time pass; False as soon as something is typed."""
    if form.breath is None:
        return not talk.pass_time(form.seconds)
    left = form.seconds
    for word, seconds in cycle(zip((_("in …"), _("out …")), form.breath, strict=True)):
        talk.say(word)
        if talk.pass_time(min(seconds, left)):
            return False
        left -= seconds
        if left <= 0:
            return True
    raise AssertionError  # a cycle has no end
