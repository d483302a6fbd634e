"""The kind `pause`: a moment without writing, with a breath to follow if the author gives one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kwetsbaar.core.kinds.base import AnswerError, Form, Key, Kind, whole_of
from kwetsbaar.core.shapes import Pair, Whole
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml

SECONDS = 60
"""How long a pause is if its author does not say."""


@dataclass(frozen=True)
class PauseForm(Form):
    """So many seconds; going on sooner is always free. The answer is `true`: it was there."""

    seconds: int = SECONDS
    breath: tuple[int, int] | None = None
    """Seconds to breathe in and out."""

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        breath = step.params.get("breath")
        return cls(step.whole("seconds", SECONDS), breath if isinstance(breath, tuple) else None)

    @classmethod
    def read(cls, table: Table) -> Self:
        match table.get("breath"):
            case [int(breathe_in), int(breathe_out)]:
                return cls(whole_of(table, "seconds", SECONDS), (breathe_in, breathe_out))
        return cls(whole_of(table, "seconds", SECONDS))

    def kept(self) -> dict[str, Toml]:
        kept: dict[str, Toml] = {} if self.seconds == SECONDS else {"seconds": self.seconds}
        if self.breath:
            kept["breath"] = [*self.breath]
        return kept

    def check(self, value: Toml) -> Toml:
        if value is not True:
            raise AnswerError(msg("A pause is answered with true, or left out."))
        return True

    def short(self, value: Toml, language: str) -> str:
        return ""

    def markdown(self, value: Toml, language: str) -> str:
        return ""


KIND = Kind("pause", keys=(Key("seconds", Whole(1, 3600)), Key("breath", Pair(1, 60))), asks=False, form=PauseForm)
