"""The kind `revisit`: a day on which to look back, or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.days import after
from kwetsbaar.core.kinds.base import AnswerError, Form, Key, Kind, text_of
from kwetsbaar.core.kinds.records import words_of
from kwetsbaar.core.shapes import Span, StepName
from kwetsbaar.i18n import day, msg

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.known import Known, Parts
    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml

NEVER: Final = "never"
"""The answer that there is no such day."""


@dataclass(frozen=True)
class RevisitForm(Form):
    """A day, or `"never"`."""

    looked_back_on = True

    about: str = ""
    """The step that comes back on that day: its key."""
    after: str = ""
    """The span that the author proposes: "3 weeks"."""
    today: date | None = field(default=None, compare=False)
    """Seen from which day."""

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        about, span = step.params.get("about"), step.params.get("after")
        return cls(about if isinstance(about, str) else "", span if isinstance(span, str) else "")

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls(text_of(table, "about") or "", text_of(table, "after") or "")

    def knowing(self, known: Known, parts: Parts = ()) -> RevisitForm:
        return RevisitForm(self.about, self.after, known.today)

    def kept(self) -> dict[str, Toml]:
        kept: dict[str, Toml] = {}
        if self.about:
            kept["about"] = self.about
        if self.after:
            kept["after"] = self.after
        return kept

    @property
    def proposed(self) -> date | None:
        """Gives the day that the author proposes, seen from today."""
        return after(self.today, self.after) if self.today and self.after else None

    def check(self, value: Toml) -> Toml:
        if value == NEVER or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise AnswerError(msg('Here a date is wanted, without quotes: 2026-12-20. Or "never".'))

    def unfinished(self, value: Toml) -> Toml | None:
        return words_of(value) if value != NEVER else None

    def short(self, value: Toml, language: str) -> str:
        return self.markdown(value, language)

    def markdown(self, value: Toml, language: str) -> str:
        if value == NEVER:
            return msg("no day").in_language(language)
        return day(value, language) if isinstance(value, date) else str(value)


KIND = Kind("revisit", keys=(Key("about", StepName(), refers_to=()), Key("after", Span())), form=RevisitForm)
