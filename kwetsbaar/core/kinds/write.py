"""The kind `write`: free text below a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kwetsbaar.core.kinds.base import AnswerError, Form, Key, Kind, text_of, whole_of
from kwetsbaar.core.shapes import Whole, Words
from kwetsbaar.i18n import msg
from kwetsbaar.text import clean, first_line

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml


@dataclass(frozen=True)
class WriteForm(Form):
    """A text of any length, over any number of lines."""

    lines: int = 0
    """How many lines the author expects; 0 is no expectation."""
    start: str = ""
    """What stands in the field to begin with. Left as it is, it is no answer."""

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        return cls(step.whole("lines", 0), step.text("start", language) or "")

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls(whole_of(table, "lines", 0), text_of(table, "start") or "")

    def kept(self) -> dict[str, Toml]:
        kept: dict[str, Toml] = {}
        if self.lines:
            kept["lines"] = self.lines
        if self.start:
            kept["start"] = self.start
        return kept

    def check(self, value: Toml) -> str:
        if not isinstance(value, str):
            raise AnswerError(msg("Here a text is wanted, between quotes."))
        return clean(value)

    def short(self, value: Toml, language: str) -> str:
        return first_line(str(value))

    def markdown(self, value: Toml, language: str) -> str:
        return str(value)

    def is_empty(self, value: Toml) -> bool:
        return not isinstance(value, str) or value.strip() in ("", self.start.strip())


KIND = Kind("write", keys=(Key("lines", Whole(1, 100)), Key("start", Words())), form=WriteForm)
