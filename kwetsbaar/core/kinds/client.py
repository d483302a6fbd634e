"""The kind `client`: the alias of the client that a coach writes about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds.base import AnswerError, Form, Kind
from kwetsbaar.core.kinds.records import words_of
from kwetsbaar.i18n import msg
from kwetsbaar.text import clean_line, fold, is_clean

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.known import Alias, Known, Parts
    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml

LONGEST: Final = 40
"""The most letters of an alias."""


@dataclass(frozen=True)
class ClientForm(Form):
    """An alias: a few words on one line. What is written as one that is known, but for capitals, is that one."""

    aliases: tuple[Alias, ...] = field(default=(), compare=False, repr=False)
    """Those that are known, the one used last first."""

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        return cls()

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls()

    def knowing(self, known: Known, parts: Parts = ()) -> ClientForm:
        return ClientForm(known.aliases)

    def kept(self) -> dict[str, Toml]:
        return {}

    def check(self, value: Toml) -> str:
        if not isinstance(value, str):
            raise AnswerError(msg("Here an alias is wanted: a few words, between quotes."))
        if "/" in value or "\\" in value:
            raise AnswerError(msg("An alias has no slash in it. A space or a dash is fine."))
        if not is_clean(value) or clean_line(value) != value.strip():
            raise AnswerError(msg("An alias is on one line, without characters that cannot be seen."))
        alias = value.strip()
        if len(alias) > LONGEST:
            raise AnswerError(msg("An alias has at most {n} letters.", n=LONGEST))
        return next((known.name for known in self.aliases if fold(known.name) == fold(alias)), alias)

    def unfinished(self, value: Toml) -> Toml | None:
        try:
            self.check(value)
        except AnswerError:
            return words_of(value)
        return None

    def short(self, value: Toml, language: str) -> str:
        return str(value)

    def markdown(self, value: Toml, language: str) -> str:
        return str(value)

    def alias(self, name: str) -> Alias | None:
        """Gives what is known of the alias `name`."""
        return next((alias for alias in self.aliases if fold(alias.name) == fold(name)), None)


KIND = Kind("client", form=ClientForm)
