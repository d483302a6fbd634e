"""Checks what a step says of earlier steps: `when`, `each`, `from`, `about`, and `{id}` in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kwetsbaar.core import kinds
from kwetsbaar.core.nearest import MOST, nearest, shown
from kwetsbaar.core.pack import Condition
from kwetsbaar.core.packfile.reach import Lines
from kwetsbaar.core.shapes import ALWAYS, ID
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kwetsbaar.core.pack import Step, Text
    from kwetsbaar.core.packfile.table import Place
    from kwetsbaar.core.toml import Toml

_BRACE = re.compile(r"\{\{|\{([^{}\n]*)(\}?)")
_COMPARED = re.compile(r"(>=|<=)[ ]*(-?\d{1,6})|(-?\d{1,6})[ ]*\.\.[ ]*(-?\d{1,6})|(-?\d{1,6})", re.ASCII)


@dataclass
class Earlier:
    """The steps above the one that is being read."""

    places: Mapping[str, int]
    """Every id of the file with the number of its step, those below too."""
    steps: dict[str, Step | None] = field(default_factory=dict)
    """The steps above by their id; None for one that has errors of its own, which nobody should be told twice."""

    lines: Lines = field(default_factory=Lines)
    """Where steps name earlier ones."""
    number: int = 0
    """The number of the step that is being read."""
    words: dict[str, frozenset[str] | None] = field(default_factory=dict)
    """The extra words for `when` of the steps that were asked for them; None for whatever could be an id."""

    def words_of(self, step: Step) -> frozenset[str] | None:
        """Gives the extra words that a `when` may use for `step`."""
        name = str(step.id)
        if name not in self.words:
            self.words[name] = frozenset() if step.each else kinds.kind(step.kind).when_words(step)
        return self.words[name]

    def add(self, step_id: str | None, step: Step | None) -> None:
        """Takes a step in, once it has been read."""
        if step_id is not None:
            self.steps.setdefault(step_id, step)

    def find(self, name: str, place: Place) -> Step | None:
        """Gives the step above with this id; None if there is none, which is told, or if it has errors of its own."""
        if name in self.steps:
            self.lines.note(self.number, place.name, name, place.line)
            step = self.steps[name]
            return step if step is None or self._answerable(step, place) else None
        close = nearest(name, self.steps)
        if name in self.places:
            place.report(msg("‘{name}’ is not above this step. Only an earlier step can be named.", name=shown(name)))
        elif close:
            place.report(
                msg("There is no step ‘{name}’. Do you mean ‘{nearest}’?", name=shown(name), nearest=shown(close))
            )
        else:
            place.report(msg('There is no step ‘{name}’. Give the step that you mean: id = "…".', name=shown(name)))
        return None

    def _answerable(self, step: Step, place: Place) -> bool:
        if not kinds.kind(step.kind).only_read:
            return True
        place.report(msg("The step ‘{name}’ asks nothing, so it has no answer.", name=shown(step.id or "")))
        return False


def check_names(names: Iterable[str], wanted: tuple[str, ...], earlier: Earlier, place: Place) -> None:
    """Checks that each of `names` is an earlier step of one of the `wanted` kinds; any kind if there are none."""
    for name in names:
        step = earlier.find(name, place)
        if step and wanted and step.kind not in wanted:
            place.report(
                msg(
                    "‘{key}’ names a step of the kind {wanted}. The step ‘{name}’ is of the kind {kind}.",
                    key=place.name,
                    wanted=", ".join(wanted),
                    name=shown(name),
                    kind=step.kind,
                )
            )


def check_lists(names: Iterable[str], earlier: Earlier, place: Place) -> None:
    """Checks that each of `names` is an earlier step whose answer has items, so that they can be repeated."""
    for name in names:
        step = earlier.find(name, place)
        if step and (step.each is not None or not kinds.kind(step.kind).has_items):
            place.report(
                msg(
                    '‘{key}’ names an earlier list. The step ‘{name}’ is none: it needs kind = "list".',
                    key=place.name,
                    name=shown(name),
                )
            )


def check_text(text: Text, earlier: Earlier, *, repeated: bool, place: Place) -> None:
    """Checks every `{…}` in a text, in all its languages."""
    for language, template in text.texts.items():
        where = place.within(language)
        for found in _BRACE.finditer(template):
            if found[0] != "{{":
                _check_brace(found[1], bool(found[2]), earlier, repeated=repeated, place=where)


def _check_brace(name: str, closed: bool, earlier: Earlier, *, repeated: bool, place: Place) -> None:
    if not closed:
        place.report(msg("The brace {{ does not close. Write {{id}}, or {{{{ for a brace of its own."))
    elif name == "item":
        if not repeated:
            place.report(msg('{{item}} is only there in a step with each = "…".'))
    elif not name.strip():
        place.report(msg("There is nothing between {{ and }}. Write {{id}}, or {{{{ for a brace of its own."))
    elif not ID.fullmatch(name):
        place.report(
            msg(
                "Between {{ and }} stands the id of an earlier step: {{my_step}}. Write {{{{ for a brace of its own. "
                "This is no id: {name}.",
                name=shown(name),
            )
        )
    else:
        earlier.find(name, place)


# ------------------------------------------------------------------ when


def conditions(raw: Toml, earlier: Earlier, place: Place) -> tuple[Condition, ...]:
    """Gives what a `when` asks; what is wrong with it is told."""
    if not isinstance(raw, dict) or not raw:
        place.report(msg('‘when’ looks like this: {{ my_step = "yes" }}.'))
        return ()
    read = [_condition(name, wanted, earlier, place.within(name)) for name, wanted in raw.items()]
    return tuple(condition for condition in read if condition)


def _condition(name: str, raw: Toml, earlier: Earlier, place: Place) -> Condition | None:
    step = earlier.find(name, place)
    if step is None:
        return None
    bounds = None if step.each else kinds.kind(step.kind).when_number(step)
    if bounds and not _always(raw):
        return _number(step, raw, bounds, place)
    words = raw if isinstance(raw, list) else [raw]
    if not words or not all(isinstance(word, str) for word in words):
        place.report(msg('Behind ‘{name}’ stands a word, or a list of words: ["yes", "no"].', name=shown(name)))
        return None
    wanted = [str(word) for word in words]
    own = earlier.words_of(step)
    unknown = [word for word in wanted if own is not None and word not in own and word not in ALWAYS]
    for word in unknown:
        _report_word(word, step, place)
    return None if unknown else Condition(name, frozenset(wanted))


def _always(raw: Toml) -> bool:
    words = raw if isinstance(raw, list) else [raw]
    return bool(words) and all(isinstance(word, str) and word in ALWAYS for word in words)


def _report_word(word: str, step: Step, place: Place) -> None:
    known = _known_words(step)
    close = nearest(word, known)
    name = shown(step.id or "")
    if close:
        place.report(
            msg(
                "‘{word}’ is no answer to the step ‘{name}’. Do you mean ‘{nearest}’?",
                word=shown(word),
                name=name,
                nearest=shown(close),
            )
        )
    else:
        place.report(
            msg(
                "‘{word}’ is no answer to the step ‘{name}’. It can be: {known}.",
                word=shown(word),
                name=name,
                known=shown(", ".join(known), 200),
            )
        )


def _known_words(step: Step) -> list[str]:
    """Gives the words that a message offers, in the order of the file: not all, if there are very many."""
    options = [option.id for option in step.options()[:MOST]]
    own = options or sorted(kinds.kind(step.kind).when_words(step) or ())
    return [*([] if step.each else own), *sorted(ALWAYS)]


def _number(step: Step, raw: Toml, bounds: tuple[int, int], place: Place) -> Condition | None:
    low, high = bounds
    wanted = _compared(raw)
    if wanted is None:
        place.report(
            msg(
                'The step ‘{name}’ has a number for an answer. Write ">= {high}", "<= {low}" or "{low}..{high}".',
                name=shown(step.id or ""),
                low=low,
                high=high,
            )
        )
        return None
    given = [number for number in wanted if number is not None]
    if given != sorted(given):
        place.report(msg('The lowest number comes first: "{low}..{high}".', low=given[1], high=given[0]))
        return None
    if any(not low <= number <= high for number in given):
        place.report(
            msg(
                "The step ‘{name}’ runs from {low} to {high}, so this never fits.",
                name=shown(step.id or ""),
                low=low,
                high=high,
            )
        )
        return None
    return Condition(str(step.id), low=wanted[0], high=wanted[1])


def _compared(raw: Toml) -> tuple[int | None, int | None] | None:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw, raw
    found = _COMPARED.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if not found:
        return None
    if found[1]:
        number = int(found[2])
        return (number, None) if found[1] == ">=" else (None, number)
    return (int(found[3]), int(found[4])) if found[3] else (int(found[5]), int(found[5]))
