"""The kind `revisit`: a day to look back on, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli.plain.kinds.base import form_of, so_far, standing
from kwetsbaar.cli.plain.kinds.days import a_day
from kwetsbaar.core.kinds.revisit import RevisitForm

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


def ask(question: Question, talk: Talk) -> Toml | None:
    """Says the days that lie near, and takes one."""
    form = form_of(question, RevisitForm)
    so_far(question, talk)
    given = a_day(talk, form.today, form.after, none=True)
    return standing(question) if given is None else given
