"""The kind `outcome`: what came of risks that were written down earlier."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from kwetsbaar.core.ids import is_id
from kwetsbaar.core.kinds.base import AnswerError, Form, Key, Kind
from kwetsbaar.core.kinds.records import Record, Spot, each, filled, only, records, text_in, whole_in, word_in
from kwetsbaar.core.kinds.risks import rows_of
from kwetsbaar.core.known import KnownRisk, day_of, line_of
from kwetsbaar.core.known import rows_of as tables_of
from kwetsbaar.core.nearest import shown
from kwetsbaar.core.shapes import StepNames
from kwetsbaar.i18n import Message, enumerate_words, msg
from kwetsbaar.text import first_line

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.known import Known, Parts
    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.toml import Table, Toml

YES, PARTLY, NO, UNCLEAR = HAPPENED = ("yes", "partly", "no", "unclear")

HAPPENED_ASKED: Final = (
    (YES, msg("Yes")),
    (PARTLY, msg("In part")),
    (NO, msg("No")),
    (UNCLEAR, msg("That is unclear")),
)

SAID: Final = {
    YES: msg("it happened"),
    PARTLY: msg("it happened in part"),
    NO: msg("it did not happen"),
    UNCLEAR: msg("it is unclear whether it happened"),
}
"""What came of a risk, in words."""

CAME_TRUE: Final = (YES, PARTLY)
"""Of these it is asked how well one coped."""

_NAMES = ("risk", "happened", "coped", "note")
_REF = re.compile(r"(.{26})#r[1-9][0-9]{0,3}", re.ASCII)
_EXAMPLE = msg('[{{ risk = "<page id>#r1", happened = "no", coped = 7, note = "…" }}]')


@dataclass(frozen=True)
class OutcomeForm(Form):
    """For each risk that a person chose to look back on what came of it. The page with the risk never changes."""

    looked_back_on = True

    risks: tuple[KnownRisk, ...] | None = None
    """The risks that can be looked back on; None if that is not known here."""
    about: tuple[str, ...] = ()
    """Only risks that were written down at these steps of the same pack; empty means any."""

    @classmethod
    def of(cls, step: Step, language: str) -> Self:
        about = step.params.get("about", ())
        return cls(None, tuple(map(str, about)) if isinstance(about, tuple) else ())

    @classmethod
    def read(cls, table: Table) -> Self:
        rows = tables_of(table, "risks")
        risks = [KnownRisk(line_of(row, "ref"), line_of(row, "text"), day_of(row, "written")) for row in rows]
        return cls(tuple(risks) if "risks" in table else None)

    def knowing(self, known: Known, parts: Parts = ()) -> OutcomeForm:
        risks = [risk for risk in known.risks if not self.about or risk.step in self.about]
        return OutcomeForm(tuple(risks), self.about)

    def narrowed(self, value: Toml | None) -> OutcomeForm:
        named = {row.get("risk") for row in rows_of(value)}
        risks = [KnownRisk(risk.ref, risk.text, risk.written) for risk in self.risks or () if risk.ref in named]
        return OutcomeForm(tuple(risks))

    def kept(self) -> dict[str, Toml]:
        if self.risks is None:
            return {}
        rows = [filled({"ref": risk.ref, "text": risk.text, "written": risk.written}) for risk in self.risks]
        return {"risks": cast("Toml", rows)}

    def check(self, value: Toml) -> Toml:
        rows = each(records(value, _EXAMPLE), self._one)
        refs = [row["risk"] for row in rows]
        twice = next((n for n, ref in enumerate(refs) if ref in refs[:n]), None)
        if twice is not None:
            raise AnswerError(msg("The risk ‘{risk}’ stands here twice.", risk=refs[twice]), at=(twice,))
        return cast("Toml", rows)

    def _one(self, row: Record, at: Spot) -> Record:
        only(row, _NAMES, at)
        happened = word_in(row, "happened", HAPPENED, at)
        coped = whole_in(row, "coped", 0, 10, at)
        return filled(
            {"risk": self._ref(row, at), "happened": happened, "coped": coped, "note": text_in(row, "note", at)}
        )

    def _ref(self, row: Record, at: Spot) -> str:
        ref = row.get("risk")
        if not isinstance(ref, str):
            raise AnswerError(msg('‘risk’ says which: "<page id>#r1".'), at=at)
        found = _REF.fullmatch(ref)
        if self.risks is None and found and is_id(found[1]):
            return ref
        if self.risks is None or ref not in [risk.ref for risk in self.risks]:
            raise AnswerError(
                msg(
                    "There is no risk ‘{risk}’ to look back on. kwetsbaar due shows those that lie ready.",
                    risk=shown(ref),
                ),
                at=(*at, "risk"),
            )
        return ref

    def unfinished(self, value: Toml) -> Toml | None:
        """Keeps which risks were chosen while nothing is said of any."""
        checked = self.check(value)
        return checked if checked and self.is_empty(checked) else None

    def text(self, ref: Toml | None) -> str:
        """Gives a risk in the words in which it was written down."""
        return next((risk.text for risk in self.risks or () if risk.ref == ref), str(ref))

    def short(self, value: Toml, language: str) -> str:
        told = [row for row in rows_of(value) if "happened" in row]
        return enumerate_words(
            [
                f"{first_line(self.text(row['risk']))}: {SAID[str(row['happened'])].in_language(language)}"
                for row in told
            ],
            language,
        )

    def markdown(self, value: Toml, language: str) -> str:
        return "\n".join(_item(self.text(row.get("risk")), row, language) for row in rows_of(value))

    def words(self, value: Toml) -> frozenset[str]:
        happened = {row.get("happened") for row in rows_of(value)}
        true = {"happened"} if happened & set(CAME_TRUE) else set()
        return frozenset(true | ({"not_happened"} if NO in happened else set()))

    def is_empty(self, value: Toml) -> bool:
        return not any(len(row) > 1 for row in rows_of(value))


def asked_of(row: Record, name: str) -> Message | None:
    """Gives the small question about a risk; None if it is not asked: who was spared has nothing to cope with."""
    match name:
        case "happened":
            return msg("Did it happen?")
        case "coped" if row.get("happened") in CAME_TRUE:
            return msg("How well could you handle it?")
        case "note":
            return msg("If you like: how did it go?")
    return None


def _item(text: str, row: Record, language: str) -> str:
    """Gives one risk with what came of it; what was noted stands below it."""
    said = SAID[str(row["happened"])].in_language(language) if "happened" in row else ""
    coped = msg("could handle it: {n} of 10", n=row["coped"]).in_language(language) if "coped" in row else ""
    note = [f"  {line}".rstrip() for line in str(row["note"]).split("\n")] if "note" in row else []
    return "\n".join([f"- {' · '.join(part for part in (text, said, coped) if part)}", *note])


def _words(_step: Step) -> frozenset[str]:
    return frozenset({"happened", "not_happened"})


KIND = Kind("outcome", keys=(Key("about", StepNames(), refers_to=("risks",)),), form=OutcomeForm, when_words=_words)
