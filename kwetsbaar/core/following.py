"""Takes a walk over to another version of its pack, as when an author changes the file while trying it out.

A step is the same one if it has the same id; without an id if its words are the same, and else by its place. What no
step of the new version takes is set aside, and comes back with its step: a file that was half written for a moment
costs no word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.core.session import Place, Session

if TYPE_CHECKING:
    from kwetsbaar.core.pack import Pack, Step
    from kwetsbaar.core.session import Given, GivenKey

_ALIKE: Final = 0.6
"""How much of two questions must be the same for one to be the other, rewritten."""

_MANY: Final = 1_000_000
"""Pairs of steps above which only their place counts: comparing them all would be noticed."""

_COMPARED: Final = 400
"""Letters of a question that are compared with another one."""

_BLOCK: Final = 40
"""Steps in a row, all changed, that are still compared by their words."""


@dataclass(frozen=True)
class Aside:
    """An answer whose step is not there, or cannot take it now."""

    step: Step
    """As it was when the answer was given."""
    item: str | None = field(repr=False)
    given: Given = field(repr=False)
    now: Step | None = None
    """What it is in this version; None if it is not there."""


@dataclass(frozen=True)
class Followed:
    """A walk through another version of its pack."""

    session: Session
    aside: tuple[Aside, ...] = field(default=(), repr=False)
    """What this version has no place for."""
    sought: tuple[Step, str | None] | None = field(default=None, repr=False)
    """Where the person was, if that step is gone: they go back to it if it returns before they move."""
    stayed: bool = False
    """Whether the person is at the step where they were."""


def begun(session: Session) -> Followed:
    """Gives a walk that follows nothing yet."""
    return Followed(session)


def follow(before: Followed, session: Session, pack: Pack, language: str) -> Followed:
    """Gives the walk at the same step of `pack`, with every answer that still fits.

    `session` is where the walk that `before` gave has come to since.
    """
    twins = _twins(session.pack.steps, pack.steps)
    places = {id(step): twins[number] for number, step in enumerate(session.pack.steps) if number in twins}
    gone = [row.step for row in before.aside if row.now is None]
    places |= _returning(gone, pack.steps, set(twins.values()))
    taken: dict[GivenKey, Aside] = {}
    aside: list[Aside] = []
    for row in (*_rows(session), *before.aside):
        number = places.get(id(row.now or row.step))
        moved = replace(row, now=None if number is None else pack.steps[number])
        key = _key(moved)
        if key is None or key in taken:
            aside.append(moved)
        else:
            taken[key] = moved
    given = {key: row.given for key, row in taken.items()}
    after = Session(pack, pack.language(language), given=given, known=session.known)
    odd = [key for key in taken if not _fits(after, key)]
    after = replace(after, given={key: each for key, each in given.items() if key not in odd})
    return _at_the_same_step(before, session, after, twins, (*aside, *(taken[key] for key in odd)))


def _at_the_same_step(
    before: Followed, session: Session, after: Session, twins: Mapping[int, int], aside: tuple[Aside, ...]
) -> Followed:
    """Puts the walk where it was: at that step, else at the first one that stood after it and is still there."""
    if before.sought and session.at == before.session.at:
        step, item = before.sought
        found = _returning([step], after.pack.steps, set(twins.values())).get(id(step))
        if found is not None:
            return Followed(after.go(Place(found, item)), aside)
        return Followed(_near(session, after, twins), aside, before.sought)
    here = session.at
    if here is not None and here.step in twins:
        there = Place(twins[here.step], here.item)
        moved = after.go(there)
        return Followed(moved, aside, stayed=moved.at == there)
    sought = None if here is None else (session.step(here), here.item)
    return Followed(_near(session, after, twins), aside, sought)


def _near(session: Session, after: Session, twins: Mapping[int, int]) -> Session:
    here = len(session.pack.steps) if session.at is None else session.at.step
    following = [twins[number] for number in range(here, len(session.pack.steps)) if number in twins]
    above = [twins[number] for number in range(here) if number in twins]
    if following:
        return after.go(Place(following[0]))
    # What was put behind all that the person had walked is new to them.
    return after.go(Place(max(above, default=-1) + 1))


# ------------------------------------------------------------------ which step is which


def _twins(old: Sequence[Step], new: Sequence[Step]) -> dict[int, int]:
    """Gives the place of each old step among the new ones, as far as it is still there."""
    ids = {step.id: number for number, step in enumerate(new) if step.id}
    twins = {number: ids[step.id] for number, step in enumerate(old) if step.id in ids}
    taken = set(twins.values())
    rest_old = [number for number in range(len(old)) if number not in twins]
    rest_new = [number for number in range(len(new)) if number not in taken]
    if len(rest_old) * len(rest_new) > _MANY:
        return twins | dict(zip(rest_old, rest_new, strict=False))
    matcher = SequenceMatcher(None, [_words(old[n]) for n in rest_old], [_words(new[n]) for n in rest_new])
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal" or (what == "replace" and (b - a == d - c or max(b - a, d - c) > _BLOCK)):
            twins |= zip(rest_old[a:b], rest_new[c:d], strict=False)
        elif what == "replace":
            twins |= _rewritten(old, new, rest_old[a:b], rest_new[c:d])
    return twins


def _rewritten(
    old: Sequence[Step], new: Sequence[Step], numbers: Sequence[int], others: Sequence[int]
) -> dict[int, int]:
    """Gives which of some new steps each old one became: that whose words are most like its own, in their order."""
    found: dict[int, int] = {}
    left = list(others)
    for number in numbers:
        likeness = {other: _likeness(old[number], new[other]) for other in left}
        alike = max(left, key=likeness.__getitem__, default=None)
        if alike is not None and likeness[alike] >= _ALIKE:
            found[number] = alike
            left = left[left.index(alike) + 1 :]
    return found


def _returning(steps: Sequence[Step], new: Sequence[Step], taken: set[int]) -> dict[int, int]:
    """Gives where steps that were gone are back, by the identity of each."""
    free = {number: step for number, step in enumerate(new) if number not in taken}
    by_id = {step.id: number for number, step in free.items() if step.id}
    by_words = {_words(step): number for number, step in reversed(free.items())}
    found = {}
    for step in steps:
        number = by_id.get(step.id) if step.id else None
        number = by_words.get(_words(step)) if number is None else number
        if number is not None:
            found[id(step)] = number
    return found


def _words(step: Step) -> tuple[object, ...]:
    """Gives what tells one step without an id from another."""
    return (step.kind == "part", *_texts(step))


def _texts(step: Step) -> tuple[str, ...]:
    said = step.part or step.ask or step.say
    return tuple(said.texts.values()) if said else ()


def _likeness(one: Step, other: Step) -> float:
    """Gives how much of the words of two steps is the same, from 0 to 1; nothing if they are of another kind."""
    if one.kind != other.kind:
        return 0.0
    first, second = (" ".join(_texts(step))[:_COMPARED] for step in (one, other))
    return SequenceMatcher(None, first, second).ratio()


# ------------------------------------------------------------------ which answer fits


def _rows(session: Session) -> Iterator[Aside]:
    by_key = {step.key: step for step in session.pack.steps}
    for (key, item), given in session.given.items():
        if key in by_key:
            yield Aside(by_key[key], item, given, by_key[key])


def _key(row: Aside) -> GivenKey | None:
    """Gives under what an answer is filed now; None if its step asks something else, or another number of times."""
    step = row.now
    if step is None or step.kind != row.step.kind or bool(step.each) != (row.item is not None):
        return None
    return step.key, row.item


def _fits(session: Session, key: GivenKey) -> bool:
    """Tells whether a step takes its answer as it was given before."""
    number = next(number for number, step in enumerate(session.pack.steps) if step.key == key[0])
    form, given = session.form_here(Place(number, key[1])), session.given[key]
    if form is None or given.value is None:
        return form is not None
    try:
        form.check(given.value)
    except AnswerError:
        return given.skipped and form.unfinished(given.value) is not None
    return True
