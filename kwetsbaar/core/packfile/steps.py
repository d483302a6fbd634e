"""Reads one `[[step]]`: its kind, its values, and what it says of earlier steps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, cast

from kwetsbaar.core import kinds
from kwetsbaar.core.kinds.base import Kind
from kwetsbaar.core.nearest import nearest, shown
from kwetsbaar.core.pack import Step, Text
from kwetsbaar.core.packfile.keys import STEP_KEYS, may_have, report_odd_step_keys, value_of
from kwetsbaar.core.packfile.languages import texts_of
from kwetsbaar.core.packfile.references import check_lists, check_names, check_text, conditions
from kwetsbaar.core.packfile.table import Place
from kwetsbaar.core.shapes import StepName, StepNames
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kwetsbaar.core.kinds.base import Key, Shape
    from kwetsbaar.core.pack import Condition
    from kwetsbaar.core.packfile.languages import Named
    from kwetsbaar.core.packfile.problems import Problems
    from kwetsbaar.core.packfile.references import Earlier
    from kwetsbaar.core.packfile.table import Table

_UNKNOWN: Final = Kind("", asks=False)
"""Stands for a kind that could not be made out, so that the rest of its step is read all the same."""

_TEXTS = ("ask", "say", "hint", "part")
"""The texts in which an earlier answer can be inserted."""


@dataclass
class StepReader:
    """Reads the steps of one file from top to bottom."""

    language: str
    """The pack's first language."""
    problems: Problems
    earlier: Earlier
    steps: list[Step] = field(default_factory=list)
    """What has been read, without those that cannot be made sense of."""
    texts: list[Named] = field(default_factory=list)
    """Every text that has been read."""

    def read(self, table: Table, number: int) -> None:
        """Reads one step and takes it in, having told of all its flaws."""
        told = len(self.problems.found)
        self.earlier.number = number
        known = self._kind(table)
        kind = known or _UNKNOWN
        report_odd_step_keys(table, known.name if known else None, self.problems)
        step = self._step(table, number, kind)
        self._check_needs(kind, step, table)
        step = replace(step, when=self._when(table)) if "when" in table.entries else step
        self._check_references(kind, step, table)
        whole = known and len(self.problems.found) == told and not any(entry.broken for entry in table.entries.values())
        self.earlier.add(table.id(), step if whole else None)
        self.steps += [step] if whole else []

    def _kind(self, table: Table) -> Kind | None:
        if "part" in table.entries:
            return kinds.kind("part")
        entry = table.entries.get("kind")
        if entry is None:
            return None if may_have(table, "kind") else self._kind_by_text(table)
        if isinstance(entry.raw, str) and entry.raw in kinds.WRITABLE:
            return kinds.kind(entry.raw)
        if not entry.broken:
            self._report_kind(entry.raw, entry.line)
        return None

    def _kind_by_text(self, table: Table) -> Kind | None:
        if "ask" in table.entries:
            return kinds.kind("write")
        if "say" in table.entries:
            return kinds.kind("say")
        if any(may_have(table, name) for name in ("ask", "say", "part")):
            return None
        if not table.entries:
            self.problems.error(table.line, msg('This step is empty. Give it a question: ask = "text".'))
        else:
            self.problems.error(
                table.line, msg('This step has no ask, no say and no part. Give it a question: ask = "text".')
            )
        return None

    def _report_kind(self, raw: object, line: int) -> None:
        word = raw if isinstance(raw, str) else ""
        close = nearest(word, kinds.WRITABLE)
        known = ", ".join(kinds.WRITABLE)
        if word in kinds.ALL:
            self.problems.error(line, msg('‘{kind}’ is no kind but a line of its own: {kind} = "text".', kind=word))
        elif close:
            self.problems.error(
                line, msg("There is no kind ‘{kind}’. Do you mean ‘{nearest}’?", kind=shown(word), nearest=close)
            )
        else:
            self.problems.error(
                line, msg("There is no kind ‘{kind}’. Choose one of: {known}.", kind=shown(word), known=known)
            )

    def _step(self, table: Table, number: int, kind: Kind) -> Step:
        common = self._values(table, STEP_KEYS, kind)
        params = self._values(table, {key.name: key.shape for key in kind.keys}, kind)
        values = {**common, **params}.items()
        self.texts += texts_of(table.line, [pair for pair in values if not table.entries[pair[0]].broken])
        # every shape gives what the step's own field of that name holds
        return Step(number, table.line, kind.name, params=params, **cast("dict[str, Any]", common))

    def _values(self, table: Table, shapes: Mapping[str, Shape[object]], kind: Kind) -> dict[str, object]:
        names = [name for name in table.entries if name in shapes and (kind.name != "part" or name in ("part", "say"))]
        read = {name: value_of(name, shapes[name], table, self.language, self.problems) for name in names}
        return {name: value for name, value in read.items() if value is not None}

    def _check_needs(self, kind: Kind, step: Step, table: Table) -> None:
        if kind.asks and not may_have(table, "ask"):
            self.problems.error(
                table.line, msg('A step of the kind {kind} needs a question: ask = "text".', kind=kind.name)
            )
        for key in kind.keys:
            if key.needed and not may_have(table, key.name):
                self.problems.error(
                    table.line, msg("A step of the kind {kind} needs ‘{name}’.", kind=kind.name, name=key.name)
                )
        bounds = kind.when_number(step)
        if bounds and bounds[0] >= bounds[1]:
            line = max(table.line_of("min"), table.line_of("max"))
            self.problems.error(line, msg("‘min’ must be less than ‘max’. Without them a scale runs from 0 to 10."))

    def _when(self, table: Table) -> tuple[Condition, ...]:
        entry = table.entries["when"]
        if entry.raw is None or (entry.broken and not entry.raw):
            return ()
        return conditions(entry.raw, self.earlier, self._place(table, "when"))

    def _check_references(self, kind: Kind, step: Step, table: Table) -> None:
        if step.each is not None:
            check_lists([step.each], self.earlier, self._place(table, "each"))
        for key in kind.keys:
            if isinstance(key.shape, (StepName, StepNames)) and key.name in step.params:
                self._check_key(key, step.params[key.name], table)
        for name in _TEXTS:
            text = getattr(step, name)
            if isinstance(text, Text):
                repeated = "each" in table.entries
                check_text(text, self.earlier, repeated=repeated, place=self._place(table, name))

    def _check_key(self, key: Key, value: object, table: Table) -> None:
        names = [value] if isinstance(value, str) else cast("tuple[str, ...]", value)
        place = self._place(table, key.name)
        if key.refers_to is None:
            check_lists(names, self.earlier, place)
        else:
            check_names(names, key.refers_to, self.earlier, place)

    def _place(self, table: Table, name: str) -> Place:
        entry = table.entries[name]
        return Place(name, entry.line, self.language, self.problems, entry.inner)
