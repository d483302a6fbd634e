"""The form of an answer whose kind this version does not know: shown as it stands, kept as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kwetsbaar.core.kinds.base import Form
from kwetsbaar.text import clean, first_line

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml


@dataclass(frozen=True)
class UnknownForm(Form):
    """Takes any answer, for entries that a later version wrote."""

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        return cls()

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls()

    def kept(self) -> dict[str, Toml]:
        return {}

    def check(self, value: Toml) -> Toml:
        return value

    def short(self, value: Toml, language: str) -> str:
        return first_line(self.markdown(value, language))

    def markdown(self, value: Toml, language: str) -> str:
        if isinstance(value, dict):
            return "\n".join(f"- {clean(key)}: {self.markdown(part, language)}" for key, part in value.items())
        if isinstance(value, list):
            return "\n".join(f"- {self.markdown(part, language)}" for part in value)
        return clean(str(value))
