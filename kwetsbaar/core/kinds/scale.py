"""The kind `scale`: a whole number between two named ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kwetsbaar.core.kinds.base import AnswerError, Form, Key, Kind, text_of, whole_of
from kwetsbaar.core.shapes import Whole, Words
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.pack import Condition, Step
    from kwetsbaar.core.toml import Table, Toml

LOWEST, HIGHEST = 0, 10


@dataclass(frozen=True)
class ScaleForm(Form):
    """A whole number from `low` to `high`, both included. A person's own number, never a norm."""

    low: int = LOWEST
    high: int = HIGHEST
    low_name: str = ""
    """What the lowest number means, in the form's language."""
    high_name: str = ""
    """What the highest number means."""

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        ends = (step.text("low", language) or "", step.text("high", language) or "")
        return cls(*_bounds(step), *ends)

    @classmethod
    def read(cls, table: Table) -> Self:
        bounds = (whole_of(table, "min", LOWEST), whole_of(table, "max", HIGHEST))
        return cls(*bounds, text_of(table, "low") or "", text_of(table, "high") or "")

    def kept(self) -> dict[str, Toml]:
        kept: dict[str, Toml] = {}
        if (self.low, self.high) != (LOWEST, HIGHEST):
            kept |= {"min": self.low, "max": self.high}
        if self.low_name:
            kept["low"] = self.low_name
        if self.high_name:
            kept["high"] = self.high_name
        return kept

    def check(self, value: Toml) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            raise AnswerError(msg("Here a whole number from {low} to {high} is wanted.", low=self.low, high=self.high))
        return value

    def short(self, value: Toml, language: str) -> str:
        return str(value)

    def markdown(self, value: Toml, language: str) -> str:
        return msg("{value} of {high}", value=value, high=self.high).in_language(language)

    def told(self, value: Toml) -> Toml:
        return {"value": value, "low": self.low, "high": self.high}

    def fits(self, value: Toml, condition: Condition) -> bool:
        if not isinstance(value, int) or (condition.low is None and condition.high is None):
            return False
        return (condition.low is None or condition.low <= value) and (condition.high is None or value <= condition.high)


def _bounds(step: Step) -> tuple[int, int]:
    return step.whole("min", LOWEST), step.whole("max", HIGHEST)


KIND = Kind(
    "scale",
    keys=(Key("min", Whole(-100, 100)), Key("max", Whole(-100, 100)), Key("low", Words()), Key("high", Words())),
    form=ScaleForm,
    when_number=_bounds,
)
