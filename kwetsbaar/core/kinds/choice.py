"""The kind `choice`: one option, or with `many` several, and with `other` one's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kwetsbaar.core.kinds.base import AnswerError, Form, Key, Kind, text_of
from kwetsbaar.core.shapes import Flag, Options
from kwetsbaar.i18n import enumerate_words, msg
from kwetsbaar.text import clean_line, first_line

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml


@dataclass(frozen=True)
class Choosable:
    """One option, in one language."""

    id: str
    label: str


@dataclass(frozen=True)
class ChoiceForm(Form):
    """Options that weigh the same. An answer is an option's id or `{ other = "…" }`; with `many` a list of those."""

    options: tuple[Choosable, ...]
    many: bool = False
    """Whether more than one may be chosen."""
    other: bool = False
    """Whether own words are welcome."""

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        options = tuple(Choosable(option.id, option.label.in_language(language)) for option in step.options())
        return cls(options, step.flag("many"), step.flag("other"))

    @classmethod
    def read(cls, table: Table) -> Self:
        rows = table.get("options")
        options = tuple(
            Choosable(id_, text_of(row, "label") or id_)
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, dict) and (id_ := text_of(row, "id"))
        )
        return cls(options, table.get("many") is True, table.get("other") is True)

    def kept(self) -> dict[str, Toml]:
        kept: dict[str, Toml] = {"options": [{"id": option.id, "label": option.label} for option in self.options]}
        if self.many:
            kept["many"] = True
        if self.other:
            kept["other"] = True
        return kept

    def check(self, value: Toml) -> Toml:
        if not self.many:
            return self._one(value)
        if not isinstance(value, list):
            raise AnswerError(msg('Here a list is wanted: ["one", "two"].'))
        given = [self._one(item) for item in value]
        distinct = [item for place, item in enumerate(given) if item not in given[:place]]
        if sum(isinstance(item, dict) for item in distinct) > 1:
            raise AnswerError(msg("Own words can be given once here."))
        return sorted(distinct, key=self._place)

    def short(self, value: Toml, language: str) -> str:
        return enumerate_words([first_line(label) for label in self.labels(value)], language)

    def markdown(self, value: Toml, language: str) -> str:
        labels = self.labels(value)
        return "\n".join(f"- {label}" for label in labels) if self.many else "".join(labels)

    def words(self, value: Toml) -> frozenset[str]:
        return frozenset(item for item in _listed(value) if isinstance(item, str))

    def named(self, value: Toml) -> Mapping[str, str]:
        chosen = self.words(value)
        return {option.id: option.label for option in self.options if option.id in chosen}

    def labels(self, value: Toml) -> list[str]:
        """Gives what a person chose, as they saw it; an id that the form does not know stands for itself."""
        known = {option.id: option.label for option in self.options}
        return [
            str(item.get("other", "")) if isinstance(item, dict) else known.get(str(item), str(item))
            for item in _listed(value)
        ]

    def _one(self, value: Toml) -> Toml:
        if isinstance(value, dict):
            return self._own_words(value)
        known = [option.id for option in self.options]
        if value not in known:
            raise AnswerError(msg("‘{value}’ is not one of the options: {known}.", value=value, known=", ".join(known)))
        return value

    def _own_words(self, value: dict[str, Toml]) -> Toml:
        words = value.get("other")
        if not self.other or set(value) != {"other"} or not isinstance(words, str):
            raise AnswerError(msg("This question takes one of its options, not words of your own."))
        cleaned = clean_line(words)
        if not cleaned:
            raise AnswerError(msg("The words of your own are still empty."))
        return {"other": cleaned}

    def _place(self, item: Toml) -> int:
        return next((n for n, option in enumerate(self.options) if option.id == item), len(self.options))


def _listed(value: Toml) -> list[Toml]:
    return value if isinstance(value, list) else [value]


def _option_ids(step: Step) -> frozenset[str]:
    return frozenset(option.id for option in step.options())


KIND = Kind(
    "choice",
    keys=(Key("options", Options(), needed=True), Key("many", Flag()), Key("other", Flag())),
    form=ChoiceForm,
    when_words=_option_ids,
)
