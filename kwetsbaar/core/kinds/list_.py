"""The kind `list`: a few short texts, one below the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kwetsbaar.core.kinds.base import AnswerError, Form, Key, Kind, whole_of
from kwetsbaar.core.shapes import StepNames, Whole
from kwetsbaar.i18n import enumerate_words, msg, plural
from kwetsbaar.text import clean_line, first_line

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml

MOST = 100
"""How many items a list holds if its author sets no bound."""


@dataclass(frozen=True)
class ListForm(Form):
    """At most `most` texts of one line each. Empty lines and repetitions fall away."""

    most: int = MOST

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        return cls(step.whole("most", MOST))

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls(whole_of(table, "most", MOST))

    def kept(self) -> dict[str, Toml]:
        return {} if self.most == MOST else {"most": self.most}

    def check(self, value: Toml) -> Toml:
        if not isinstance(value, list):
            raise AnswerError(msg('Here a list of texts is wanted: ["one", "two"].'))
        texts = [clean_line(item) for item in value if isinstance(item, str)]
        if len(texts) != len(value):
            raise AnswerError(msg("Everything in this list must be a text, between quotes."))
        distinct: list[Toml] = [*dict.fromkeys(text for text in texts if text)]
        if len(distinct) > self.most:
            raise AnswerError(
                plural("There is room for {n} item here.", "There is room for {n} items here.", self.most)
            )
        return distinct

    def short(self, value: Toml, language: str) -> str:
        return enumerate_words([first_line(item) for item in self.items(value)], language)

    def markdown(self, value: Toml, language: str) -> str:
        return "\n".join(f"- {item}" for item in self.items(value))

    def items(self, value: Toml) -> tuple[str, ...]:
        return tuple(str(item) for item in value) if isinstance(value, list) else ()


KIND = Kind("list", keys=(Key("most", Whole(1, MOST)), Key("from", StepNames())), form=ListForm, has_items=True)
