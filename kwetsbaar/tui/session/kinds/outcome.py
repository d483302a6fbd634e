"""The kind `outcome`: which earlier risks to look back on, and then one thing at a time about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kwetsbaar.core.kinds.outcome import HAPPENED_ASKED, SAID, OutcomeForm, asked_of
from kwetsbaar.core.kinds.risks import NOT_AT_ALL, WELL
from kwetsbaar.i18n import _, day
from kwetsbaar.tui.session.kinds.aspects import LineAspect, NumberAspect, WordAspect
from kwetsbaar.tui.session.kinds.base import form_of
from kwetsbaar.tui.session.kinds.rounds import Rounds
from kwetsbaar.tui.session.kinds.rows import CHOSEN, OPEN, ChoiceRow, ChoiceRows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.core.kinds.records import Record
    from kwetsbaar.core.known import KnownRisk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.tui.session.kinds.aspects import Aspect


class RiskPick(Vertical):
    """The risks of before, to choose from. The page where each stands never changes."""

    def __init__(self, risks: Sequence[KnownRisk], chosen: Sequence[str]) -> None:
        super().__init__()
        self.risks = risks
        self.chosen = [risk.ref for risk in risks if risk.ref in chosen]
        self._rows = ChoiceRows([ChoiceRow(OPEN, "") for _risk in risks], long_numbers=False, needs_one=False)
        self._how = Static("", classes="how", markup=False)

    def compose(self) -> ComposeResult:
        """Lays out how one chooses and below it the rows, which may be many; or says that there are none."""
        yield self._how
        if self.risks:
            yield self._rows

    def on_mount(self) -> None:
        """Says its words."""
        self.say_anew()

    def focus_first(self) -> None:
        """Puts the focus on the rows."""
        if self.risks:
            self.screen.set_focus(self._rows, scroll_visible=False)

    def say_anew(self) -> None:
        """Says its words in the language of this moment."""
        for row, risk in zip(self._rows.rows, self.risks, strict=True):
            row.label(_offered(risk))
            row.mark(CHOSEN if risk.ref in self.chosen else OPEN)
        self._how.update(self._how_said())

    def _how_said(self) -> str:
        if not self.risks:
            return _("There is nothing of before to look back on now. That is fine too.")
        return _("A number, or ↓ and space, chooses one or more. Enter goes on. What you leave stays ready.")

    def empty(self) -> None:
        """Drops everything."""
        self.chosen = []
        for row in self._rows.rows:
            row.label("")

    def point(self, index: int) -> None:
        """Chooses a risk, or takes it back."""
        ref = self.risks[index].ref
        if ref in self.chosen:
            self.chosen.remove(ref)
        else:
            self.chosen.append(ref)
        self.say_anew()


class OutcomeAnswer(Rounds):
    """Which to look at is the person's choice; whatever is left stays ready."""

    def __init__(self, question: Question) -> None:
        self._form = form_of(question, OutcomeForm)
        super().__init__(question)

    def aspects(self) -> Mapping[str, Aspect]:
        return {
            "happened": WordAspect(HAPPENED_ASKED),
            "coped": NumberAspect(NOT_AT_ALL, WELL),
            "note": LineAspect(),
        }

    def item_widgets(self) -> Sequence[Vertical]:
        self._pick = RiskPick(self._form.risks or (), [str(row.get("risk")) for row in self.rows])
        return (self._pick,)

    def value(self) -> Toml | None:
        """Gives what was said, without what is not asked any more: who was spared after all had nothing to handle."""
        self._collect()
        return [{name: part for name, part in row.items() if self._counts(row, name)} for row in self.rows]

    def _counts(self, row: Record, name: str) -> bool:
        return name not in self._aspects or bool(self.asked_of(row, name))

    def collect_items(self) -> None:
        before = {row["risk"]: row for row in self.rows}
        chosen = [risk.ref for risk in self._pick.risks if risk.ref in self._pick.chosen]
        self.rows = [before.get(ref, {"risk": ref}) for ref in chosen]

    def focus_items(self) -> None:
        self._pick.focus_first()
        if not self._pick.risks:
            self.screen.query_one("#row").focus()

    def name_of(self, row: Record) -> str:
        return self._form.text(row.get("risk"))

    def asked_of(self, row: Record, name: str) -> str:
        return str(asked_of(row, name) or "")

    def how_turn(self, name: str) -> str:
        match name:
            case "coped":
                return _("A digit or the arrows; Enter goes on. Ctrl+N leaves it open.")
            case "note":
                return _("Enter goes on, empty too.")
        return ""

    def row_said(self, row: Record) -> Content:
        return outcome_said(self.name_of(row), row)

    def ask(self, question: Question) -> None:
        """Says everything in the other language."""
        self._pick.say_anew()
        super().ask(question)

    def empty(self) -> None:
        """Drops everything."""
        super().empty()
        self._pick.empty()

    def on_choice_rows_pointed(self, event: ChoiceRows.Pointed) -> None:
        """Chooses a risk, or takes it back."""
        super().on_choice_rows_pointed(event)
        if self._pick in event.rows.ancestors:
            event.stop()
            self._pick.point(event.index)
            self.changed()

    def on_choice_rows_taken(self, event: ChoiceRows.Taken) -> None:
        """Goes on with what was chosen; with nothing chosen it takes the row of the cursor."""
        super().on_choice_rows_taken(event)
        if self._pick in event.rows.ancestors:
            event.stop()
            if not self._pick.chosen and event.index is not None:
                self._pick.point(event.index)
                self.changed()
            if self._pick.chosen:
                self.submit()
            else:
                self.tell(_("Nothing is chosen yet. Ctrl+N goes on without."))


def outcome_said(text: str, row: Record) -> Content:
    """Gives a risk with what came of it in words."""
    words = [str(SAID[str(row["happened"])])] if "happened" in row else []
    if "coped" in row:
        words.append(_("could handle it: {n} of 10", n=row["coped"]))
    words.append(str(row.get("note", "")))
    said = Content.styled(" · ".join(word for word in words if word), "not bold $quiet")
    return Content("\n").join([Content(text), said]) if said else Content(text)


def _offered(risk: KnownRisk) -> Content:
    when = _("written {day}", day=day(risk.written)) if isinstance(risk.written, date) else ""
    return Content.assemble(risk.text, (f"\n{when}" if when else "", "not bold $quiet"))
