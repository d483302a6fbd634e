"""Finds what a pack holds for nothing: steps that never show, words in a `when` that never fit, empty headings.

A step shows if all that it asks holds, and all that is asked by the steps that it asks about, and so on up. These are
conditions on the answers to some steps; the step never shows if to one of these no answer meets all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.nearest import shown
from kwetsbaar.core.pack import Condition
from kwetsbaar.core.roads.examples import form_of, meets_all
from kwetsbaar.core.session import ANSWERED
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kwetsbaar.core.kinds.base import Form
    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.packfile.problems import Problems
    from kwetsbaar.i18n import Message

MOST_STEPS: Final = 300
"""How many steps are looked at. A long pack has fifty, and no one notes what never shows among a thousand."""

MOST_CONDITIONS: Final = 30_000
"""How many conditions are held against each other in one pack."""

MOST_WORDS: Final = 30
"""How many words a list in a `when` may have for each of them to be looked at."""

Asked = tuple[Condition, int]
"""A condition, and the line on which it stands."""


@dataclass(frozen=True)
class Mention:
    """That a step names an earlier one, elsewhere than in `when` and `each`."""

    number: int
    """The step that does so."""
    name: str
    """The earlier one."""
    line: int


@dataclass
class Lines:
    """Where steps name earlier ones."""

    when: dict[tuple[int, str], int] = field(default_factory=dict)
    """By number of the step and name of the earlier one: the line of that part of its `when`, or of its `each`."""
    mentions: list[Mention] = field(default_factory=list)

    def note(self, number: int, key: str, name: str, line: int) -> None:
        """Takes in that step `number` says `name` under `key`."""
        if key.partition(".")[0] in ("when", "each"):
            self.when.setdefault((number, name), line)
        else:
            self.mentions.append(Mention(number, name, line))


def warn_of_what_never_shows(steps: Sequence[Step], lines: Lines, problems: Problems) -> None:
    """Warns of everything in `steps`, the whole and faultless pack, that no answers lead to."""
    _warn_of_empty_headings(steps, problems)
    if len(steps) <= MOST_STEPS:
        reach = _Reach(steps, lines, problems)
        reach.steps_that_never_show()
        reach.words_that_never_fit()
        reach.mentions_of_what_was_never_asked()


def _warn_of_empty_headings(steps: Sequence[Step], problems: Problems) -> None:
    """Warns of a heading without steps. One with a `say` is a screen of its own."""
    below = [*(step.kind for step in steps[1:]), "part"]
    for step, kind in zip(steps, below, strict=True):
        if step.kind == "part" and kind == "part" and step.say is None:
            problems.warn(
                step.line,
                msg(
                    "No step stands below this heading, so it is never seen. "
                    "Put a [[step]] below it, or take the heading away."
                ),
            )


class _Reach:
    """What leads where in one pack."""

    def __init__(self, steps: Sequence[Step], lines: Lines, problems: Problems) -> None:
        self.steps = steps
        self.lines = lines
        self.problems = problems
        self.by_id = {step.id: step for step in steps if step.id}
        self.never: set[int] = set()
        """The numbers of the steps that never show."""
        self.work = MOST_CONDITIONS
        self.forms: dict[str, Form | None] = {}
        self.met: dict[tuple[str, frozenset[Condition]], bool] = {}

    @cached_property
    def headings(self) -> Mapping[int, Step | None]:
        """Gives for each step by its number the heading that it stands under; a heading stands under none."""
        headings: dict[int, Step | None] = {}
        last: Step | None = None
        for step in self.steps:
            headings[step.number] = None if step.kind == "part" else last
            last = step if step.kind == "part" else last
        return headings

    @cached_property
    def asked(self) -> Mapping[int, dict[Asked, None]]:
        """Gives for each step by its number all that must hold for it to show."""
        asked: dict[int, dict[Asked, None]] = {}
        for step in self.steps:
            heading = self.headings[step.number]
            own = [*self._own(step), *(self._own(heading) if heading else ())]
            whole = dict.fromkeys(own)
            for condition, _line in own:
                if self.work > 0:
                    whole |= asked[self.by_id[condition.step].number]
                    self.work -= len(whole)
            asked[step.number] = whole
        return asked

    def _own(self, step: Step) -> list[Asked]:
        repeated = [Condition(step.each, frozenset({ANSWERED}))] if step.each else []
        at = self.lines.when
        return [(asked, at.get((step.number, asked.step), step.line)) for asked in (*step.when, *repeated)]

    # -------------------------------------------------------------- what is told

    def steps_that_never_show(self) -> None:
        """Warns of each step that no answers lead to; of those below a heading that never shows only there."""
        for step in self.steps:
            why = self._why_never(step)
            if why:
                self.never.add(step.number)
                heading = self.headings[step.number]
                if heading is None or heading.number not in self.never:
                    self.problems.warn(self._line(step), why)

    def words_that_never_fit(self) -> None:
        """Warns of each word in a list of a `when` that is never the answer where the step could show."""
        for step in self.steps:
            for condition in step.when if step.number not in self.never else ():
                others = [asked for asked in self.asked[step.number] if asked[0] is not condition]
                for word in sorted(condition.words) if 1 < len(condition.words) <= MOST_WORDS else ():
                    alone = replace(condition, words=frozenset({word}))
                    if self._clash([*others, (alone, step.line)]):
                        self._warn_of_word(step, condition.step, word)

    def mentions_of_what_was_never_asked(self) -> None:
        """Warns of each `{id}`, `from` and `about` that names a step which is never answered on the same road."""
        told: set[Mention] = set()
        for mention in self.lines.mentions:
            source = self.by_id.get(mention.name)
            if source is None or mention in told or mention.number in self.never or source.number in self.never:
                continue
            told.add(mention)
            answered = (Condition(mention.name, frozenset({ANSWERED})), mention.line)
            both = {**self.asked[mention.number], **self.asked[source.number], answered: None}
            if self._clash(both):
                self.problems.warn(
                    mention.line,
                    msg(
                        "‘{name}’ is never answered on a road that leads here, so nothing of it can stand here.",
                        name=shown(mention.name),
                    ),
                )

    def _warn_of_word(self, step: Step, name: str, word: str) -> None:
        self.problems.warn(
            self.lines.when.get((step.number, name), step.line),
            msg(
                "‘{word}’ never fits here: where this step can show, ‘{name}’ is never answered so.",
                word=shown(word),
                name=shown(name),
            ),
        )

    # -------------------------------------------------------------- why

    def _line(self, step: Step) -> int:
        own = self._own(step)
        return own[0][1] if own else step.line

    def _why_never(self, step: Step) -> Message | None:
        what = msg("What stands below this heading") if step.kind == "part" else msg("This step")
        heading = self.headings[step.number]
        if heading is not None and heading.number in self.never:
            return what
        for condition, _line in self._own(step):
            if self.by_id[condition.step].number in self.never:
                return msg("{what} never shows, because ‘{name}’ never does.", what=what, name=shown(condition.step))
        clash = self._clash(self.asked[step.number])
        return self._said(what, clash) if clash else None

    def _clash(self, asked: Iterable[Asked]) -> list[Asked] | None:
        """Gives conditions on one step that no answer meets together, as few as can be; None if there are none."""
        by_step: dict[str, dict[Condition, int]] = {}
        for condition, line in asked:
            by_step.setdefault(condition.step, {}).setdefault(condition, line)
        for name, conditions in by_step.items():
            if not self._can_hold(name, conditions):
                return self._fewest(name, conditions)
        return None

    def _fewest(self, name: str, conditions: Mapping[Condition, int]) -> list[Asked]:
        for few in (*combinations(conditions, 1), *combinations(conditions, 2)):
            if not self._can_hold(name, few):
                return [(condition, conditions[condition]) for condition in few]
        return [*conditions.items()]

    def _can_hold(self, name: str, conditions: Iterable[Condition]) -> bool:
        key = (name, frozenset(conditions))
        if key not in self.met:
            step = self.by_id[name]
            if name not in self.forms:
                self.forms[name] = form_of(step)
            form = self.forms[name]
            self.work -= len(key[1]) + (len(step.options()) + len(step.options("words"))) // 10
            self.met[key] = self.work <= 0 or (
                form is not None and meets_all(form, [*key[1]], repeated=step.each is not None)
            )
        return self.met[key]

    def _said(self, what: Message, clash: list[Asked]) -> Message:
        name = shown(clash[0][0].step)
        if len(clash) == 1:
            return msg(
                "{what} never shows: ‘{name}’ can never be {wanted}.", what=what, name=name, wanted=wanted(clash[0][0])
            )
        (one, first), (other, second), *_ = clash
        return msg(
            "{what} never shows: ‘{name}’ would have to be {one} (line {first}) and also {other} (line {second}).",
            what=what,
            name=name,
            one=wanted(one),
            first=first,
            other=wanted(other),
            second=second,
        )


def wanted(condition: Condition) -> Message | str:
    """Gives in words what a condition wants an answer to be: "yes or no", "7 or more", "4 to 6"."""
    low, high = condition.low, condition.high
    if low is not None and high is not None:
        return msg("exactly {low}", low=low) if low == high else msg("{low} to {high}", low=low, high=high)
    if low is not None:
        return msg("{low} or more", low=low)
    if high is not None:
        return msg("{high} or less", high=high)
    return _either([_said_word(word) for word in sorted(condition.words)])


def _said_word(word: str) -> Message | str:
    return {"answered": msg("answered"), "skipped": msg("skipped")}.get(word) or f"‘{shown(word)}’"


def _either(words: list[Message | str]) -> Message | str:
    said = words[0]
    for word in words[1:]:
        said = msg("{first} or {last}", first=said, last=word)
    return said
