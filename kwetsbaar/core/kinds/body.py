"""The kind `body`: a place in the body, the word or image that comes from it, and whether that fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds.base import AnswerError, Form, Kind
from kwetsbaar.core.kinds.records import filled, line_in, only, word_in
from kwetsbaar.i18n import Message, msg
from kwetsbaar.text import first_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml

FITS: Final[Mapping[str, Message]] = {"yes": msg("it fits"), "almost": msg("it almost fits"), "no": msg("not quite")}
"""How an image can fit, and how that reads."""

_KEYS: Final = ("place", "image", "fits")


@dataclass(frozen=True)
class BodyForm(Form):
    """An answer is `{ place, image, fits }`; all of it may be left out. The first two are of one line."""

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        return cls()

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls()

    def kept(self) -> dict[str, Toml]:
        return {}

    def check(self, value: Toml) -> Toml:
        if not isinstance(value, dict):
            raise AnswerError(msg('Here a table is wanted: {{ place = "…", image = "…", fits = "yes" }}.'))
        only(value, _KEYS)
        lines = {key: line_in(value, key) for key in ("place", "image")}
        return filled({**lines, "fits": word_in(value, "fits", tuple(FITS))})

    def short(self, value: Toml, language: str) -> str:
        table = value if isinstance(value, dict) else {}
        return first_line(str(table.get("image") or table.get("place") or ""))

    def markdown(self, value: Toml, language: str) -> str:
        table = value if isinstance(value, dict) else {}
        said = ": ".join(str(table[key]) for key in ("place", "image") if key in table)
        fits = FITS.get(str(table.get("fits", "")))
        return " – ".join(filter(None, (said, fits.in_language(language) if fits else "")))


KIND = Kind("body", form=BodyForm)
