"""The kind `share`: telling it aloud to someone, which part, and the first sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds.base import AnswerError, Form, Key, Kind
from kwetsbaar.core.kinds.records import Record, day_in, filled, line_in, only, words_of
from kwetsbaar.core.known import Parts, parts_of
from kwetsbaar.core.nearest import nearest, shown
from kwetsbaar.core.shapes import StepNames
from kwetsbaar.i18n import Message, day, enumerate_words, msg

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.known import Known
    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml

NOBODY: Final = "nobody"
"""The answer that nobody needs to hear it."""

ASKED: Final = {
    "what": msg("Which part would you tell?"),
    "first": msg("What is the first sentence, as you would say it?"),
    "when": msg("When would you tell it?"),
}
"""What is asked after who, in words."""

SOON: Final = "1 day"
"""The first day that is offered to tell it: trust is often met sooner than in a week."""

_NAMES = ("who", "what", "first", "when")


@dataclass(frozen=True)
class ShareForm(Form):
    """Whom to tell, which of `parts`, with which sentence to begin, and when; or `"nobody"`."""

    parts: Parts = ()
    """The answers that can be told, by the key of their step, each with its question."""
    today: date | None = field(default=None, compare=False)
    """Seen from which day."""

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        return cls()

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls(parts_of(table, "parts"))

    def knowing(self, known: Known, parts: Parts = ()) -> ShareForm:
        return ShareForm(parts, known.today)

    def narrowed(self, value: Toml | None) -> ShareForm:
        if value is None:
            return self
        what = told_of(value)
        return ShareForm(tuple(part for part in self.parts if part[0] in what))

    def kept(self) -> dict[str, Toml]:
        return {"parts": [{"id": id_, "label": label} for id_, label in self.parts]} if self.parts else {}

    def check(self, value: Toml) -> Toml:
        if value == NOBODY:
            return NOBODY
        if not isinstance(value, dict):
            raise AnswerError(
                msg('Here {{ who = "…", what = ["my_step"], first = "…", when = 2026-12-20 }} is wanted, or "nobody".')
            )
        only(value, _NAMES)
        who = line_in(value, "who")
        if not who and value:
            raise AnswerError(msg("Who may hear it? ‘who’ is still empty."))
        what: Toml = [*self._parts(value)]
        row: dict[str, Toml | None] = {"who": who, "what": what or None, "first": line_in(value, "first")}
        return filled({**row, "when": day_in(value, "when")}) if who else {}

    def unfinished(self, value: Toml) -> Toml | None:
        """Keeps all of it while the day is still a word that means none."""
        words = words_of(value.get("when")) if isinstance(value, dict) else None
        if words is None or not isinstance(value, dict):
            return None
        checked = self.check({name: part for name, part in value.items() if name != "when"})
        return {**checked, "when": words} if isinstance(checked, dict) and checked else None

    def _parts(self, value: Record) -> list[str]:
        what = value.get("what", [])
        if not isinstance(what, list) or not all(isinstance(key, str) for key in what):
            raise AnswerError(msg('‘what’ is a list of steps: ["my_step"].'), at=("what",))
        known = [key for key, _label in self.parts]
        for key in what:
            if known and key not in known:
                raise AnswerError(_no_part(str(key), known), at=("what",))
        return [key for key in known if key in what] or list(dict.fromkeys(map(str, what)))

    def short(self, value: Toml, language: str) -> str:
        return str(value.get("who", "")) if isinstance(value, dict) else msg("nobody").in_language(language)

    def markdown(self, value: Toml, language: str) -> str:
        if not isinstance(value, dict):
            return msg("Nobody, for now.").in_language(language)
        labels = dict(self.parts)
        what = enumerate_words([f"‘{labels.get(key, key)}’" for key in told_of(value)], language)
        first, when = value.get("first"), value.get("when")
        said = [str(value.get("who", "")), what, f"“{first}”" if first else ""]
        said.append(day(when, language) if isinstance(when, date) else str(when or ""))
        return " · ".join(part for part in said if part)

    def is_empty(self, value: Toml) -> bool:
        return value == {}


def told_of(value: Toml | None) -> list[str]:
    """Gives the keys of the answers that are to be told."""
    what = value.get("what") if isinstance(value, dict) else None
    return [str(key) for key in what] if isinstance(what, list) else []


def _no_part(key: str, known: list[str]) -> Message:
    near = nearest(key, known)
    if near:
        return msg("There is no answer ‘{name}’ to tell. Did you mean ‘{near}’?", name=shown(key), near=near)
    return msg("There is no answer ‘{name}’ to tell. It can be: {known}.", name=shown(key), known=", ".join(known))


KIND = Kind("share", keys=(Key("about", StepNames(), refers_to=()),), form=ShareForm)
