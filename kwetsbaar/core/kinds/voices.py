"""The kind `voices`: inner voices one after the other, the centre last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds.base import AnswerError, Form, Key, Kind, whole_of
from kwetsbaar.core.kinds.records import filled, line_in, only, text_in, word_in
from kwetsbaar.core.nearest import shown
from kwetsbaar.core.shapes import StepNames, Whole
from kwetsbaar.i18n import enumerate_words, msg, plural
from kwetsbaar.text import first_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from kwetsbaar.core.kinds.records import Record, Spot
    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml

MOST: Final = 12
"""How many voices there are room for if the author sets no bound."""

PROTECTOR: Final = "protector"
"""The role of a voice that protects: it speaks first."""

UNHEARD: Final = "unheard"
"""The role of a voice that has hardly been heard yet: it speaks after the protectors."""

ROLES: Final = (PROTECTOR, UNHEARD)

_VOICE: Final = ("name", "role", "says", "guards", "needs")


@dataclass(frozen=True)
class VoicesForm(Form):
    """An answer is `{ voices = [{ name, role, says, guards, needs }], centre = "…" }`, in the person's own order.

    Only a name is needed. `says` and `centre` may have more lines; the rest has one.
    """

    looked_back_on = True

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
        if not isinstance(value, dict):
            raise AnswerError(
                msg('Here a table is wanted: {{ voices = [{{ name = "…", says = "…" }}], centre = "…" }}.')
            )
        only(value, ("voices", "centre"))
        voices = self._voices(value.get("voices", []))
        return filled({"voices": [*voices] or None, "centre": text_in(value, "centre")})

    def short(self, value: Toml, language: str) -> str:
        return enumerate_words([first_line(name) for name in self.items(value)], language)

    def markdown(self, value: Toml, language: str) -> str:
        blocks = [block for voice in voices_of(value) for block in _spoken(voice, language)]
        centre = value.get("centre") if isinstance(value, dict) else None
        if centre:
            blocks += [msg("The centre:").in_language(language), _quote(str(centre))]
        return "\n\n".join(blocks)

    def told(self, value: Toml) -> Toml:
        voices: Toml = [{name: part for name, part in voice.items() if name != "says"} for voice in voices_of(value)]
        centre = value.get("centre") if isinstance(value, dict) else None
        return {"voices": voices, "centre": centre} if centre else {"voices": voices}

    def items(self, value: Toml) -> tuple[str, ...]:
        return tuple(str(voice.get("name", "")) for voice in voices_of(value))

    def _voices(self, rows: Toml) -> list[Record]:
        if not isinstance(rows, list):
            raise AnswerError(msg('Here a list of voices is wanted: [{{ name = "…", says = "…" }}].'), at=("voices",))
        if len(rows) > self.most:
            room = plural("There is room for {n} voice here.", "There is room for {n} voices here.", self.most)
            raise AnswerError(room, at=("voices",))
        voices = [_voice(row, ("voices", n)) for n, row in enumerate(rows)]
        names = [voice["name"] for voice in voices]
        for n, name in enumerate(names):
            if name in names[:n]:
                raise AnswerError(msg("The voice ‘{name}’ stands here twice.", name=shown(str(name))), at=("voices", n))
        return voices


def voices_of(value: Toml | None) -> list[Record]:
    """Gives the voices of an answer that may be anything."""
    rows = value.get("voices") if isinstance(value, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _voice(row: Toml, at: Spot) -> Record:
    if not isinstance(row, dict):
        raise AnswerError(msg('A voice has a name: {{ name = "…" }}.'), at=at)
    only(row, _VOICE, at)
    name = line_in(row, "name", at)
    if not name:
        raise AnswerError(msg('A voice has a name: {{ name = "…" }}.'), at=at)
    lines = {key: line_in(row, key, at) for key in ("guards", "needs")}
    return filled({"name": name, "role": word_in(row, "role", ROLES, at), "says": text_in(row, "says", at), **lines})


def _spoken(voice: Record, language: str) -> Iterator[str]:
    """Gives a voice's name, and what it said as a quote."""
    parts = [str(voice["says"])] if "says" in voice else []
    if "guards" in voice:
        parts.append(msg("Guards: {what}", what=voice["guards"]).in_language(language))
    if "needs" in voice:
        parts.append(msg("Needs: {what}", what=voice["needs"]).in_language(language))
    yield f"{voice.get('name', '')}:" if parts else str(voice.get("name", ""))
    if parts:
        yield _quote("\n\n".join(parts))


def _quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


KIND = Kind("voices", keys=(Key("most", Whole(1, 20)), Key("from", StepNames())), form=VoicesForm, has_items=True)
