"""Walks every road of a pack through the session itself, and tells how many there are and how long they take.

A road is a row of steps. The walk goes from the top down and takes all roads along at once: those that stand before the
same step, and of which whatever is asked further on says the same, go on as one. So a pack with a million roads is
walked as fast as one with twenty, and each stretch of each road has been seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.pack import Condition
from kwetsbaar.core.roads.examples import answer, known_for, ways
from kwetsbaar.core.roads.minutes import Estimate, seconds_of
from kwetsbaar.core.session import ANSWERED, Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kwetsbaar.core.pack import Pack, Step
    from kwetsbaar.core.session import Given, Place

LONGEST: Final = 300
"""How many steps a pack may have for its roads to be walked."""

MOST_WORK: Final = 60_000
"""How much is walked, in looks at a step, an option or an inserted text (see `_Walk`): far below a second."""


@dataclass(frozen=True)
class Roads:
    """The roads of a pack."""

    number: int
    """How many there are; if not all were walked, how many at least."""
    all_walked: bool
    """Whether all of them were walked; if not, it is not known how long they are."""
    shortest: Estimate
    longest: Estimate
    questions: int
    """How many steps ask something, on whatever road."""


def roads_of(pack: Pack, language: str) -> Roads:
    """Walks all roads of `pack`, which can be walked, in `language`.

    What extra care adds is walked along, on the road of somebody for whom it is light.
    """
    questions = sum(step.number > 0 and step.kind not in ("say", "part", "next") for step in pack.steps)
    walk = _Walk(pack, language)
    walk.go()
    shortest, longest = (Estimate(seconds) for seconds in (walk.shortest, walk.longest))
    return Roads(walk.number, walk.all_walked, shortest, longest, questions)


@dataclass
class _Here:
    """Everybody who stands before one step and came along roads that are the same from here on."""

    number: int = 0
    """How many roads lead here."""
    shortest: float = 0.0
    longest: float = 0.0
    sessions: dict[_State, Session] = field(default_factory=dict)
    """One session for each set of answers that makes a difference from here on."""

    def take(self, other: _Here, seconds: float) -> None:
        """Takes in who comes from `other`, where a screen takes so many seconds."""
        first = self.number == 0
        low, high = other.shortest + seconds, other.longest + seconds
        self.shortest, self.longest = (low, high) if first else (min(self.shortest, low), max(self.longest, high))
        self.number += other.number


_State = tuple[tuple[str, int], ...]
"""Which of the ways was taken at each step on which something further on depends."""

_Spot = tuple[int, str, tuple[_State, ...]]
"""Before which step and item, and in which states."""


class _Walk:
    """One walk along all roads of a pack."""

    def __init__(self, pack: Pack, language: str) -> None:
        self.pack = pack
        self.number = 0
        self.all_walked = len(pack.steps) <= LONGEST
        self.shortest = self.longest = 0.0
        self.work = MOST_WORK
        self.asked = _conditions(pack)
        self.needed = _needed_from(pack) if self.all_walked else []
        self.begin = Session.begin(pack, language, known_for(pack)) if self.all_walked else None
        self.waiting: dict[_Spot, _Here] = {}
        self.order: list[_Spot] = []

    def go(self) -> None:
        """Walks from the top to the end."""
        if self.begin is not None:
            self._arrive({(): self.begin}, _Here(1), 0.0)
        while self.order and self.all_walked:
            here = self.waiting.pop(heappop(self.order))
            self._onward(here)
            self.all_walked = self.work > 0
        self.number += sum(here.number for here in self.waiting.values())

    def _onward(self, here: _Here) -> None:
        """Lets everybody here answer in every way, and takes those who get to the same place along together."""
        there: dict[Place | None, dict[_State, Session]] = {}
        seconds = 0.0
        for state, session in here.sessions.items():
            seconds = self._seconds(session)
            cost = self._cost(session)
            for way, moved in enumerate(self._moves(session)):
                self.work -= cost
                if self.work <= 0:
                    break
                there.setdefault(moved.at, {})[self._state(state, session, way, moved)] = moved
        for sessions in there.values():
            self._arrive(sessions, here, seconds)

    def _arrive(self, sessions: dict[_State, Session], come: _Here, seconds: float) -> None:
        place = next(iter(sessions.values())).at
        if place is None:
            end = _Here(self.number, self.shortest, self.longest)
            end.take(come, seconds)
            self.number, self.shortest, self.longest = end.number, end.shortest, end.longest
            return
        spot = (place.step, place.item or "", tuple(sorted(sessions)))
        if spot not in self.waiting:
            heappush(self.order, spot)
        here = self.waiting.setdefault(spot, _Here(sessions=sessions))
        here.take(come, seconds)

    def _cost(self, session: Session) -> int:
        """Gives how much work one move is: a look at each step, at each option, and for each text that it inserts."""
        if session.at is None:
            return 0
        step = session.step(session.at)
        texts = [text.in_language(session.lang) for text in (step.ask, step.say, step.hint) if text]
        looks = 1 + sum(text.count("{") for text in texts)
        return looks * len(self.pack.steps) + len(step.options()) + len(step.options("words"))

    def _seconds(self, session: Session) -> float:
        question = session.question()
        return seconds_of(session.step(session.at), question) if session.at and question else 0.0

    def _moves(self, session: Session) -> Iterator[Session]:
        """Gives the session after each answer that makes a difference."""
        form = session.form_here(session.at) if session.at else None
        if session.at is None or form is None:
            yield session.next()
            return
        step = session.step(session.at)
        about = self.asked.get(step.key)
        if about is None or step.number == 0:
            yield session.answer(answer(form))
            return
        yield from (_moved(session, given) for given in ways(form, about))

    def _state(self, state: _State, before: Session, way: int, moved: Session) -> _State:
        """Gives the state after a move, without what nothing depends on any more."""
        if moved.at is None:
            return ()
        key = before.step(before.at).key if before.at else ""
        item = (before.at.item or "") if before.at else ""
        taken = {**dict(state), f"{key}\n{item}": way} if key in self.asked else dict(state)
        needed = self.needed[moved.at.step]
        return tuple(sorted((name, way) for name, way in taken.items() if name.partition("\n")[0] in needed))


def _moved(session: Session, given: Given) -> Session:
    return session.skip() if given.skipped or given.value is None else session.answer(given.value)


def _conditions(pack: Pack) -> Mapping[str, tuple[Condition, ...]]:
    """Gives for each step on which something depends what is asked of it; that it has items, if it is repeated."""
    asked: dict[str, dict[Condition, None]] = {}
    for step in pack.steps:
        repeated = (Condition(step.each, frozenset({ANSWERED})),) if step.each else ()
        for condition in (*step.when, *repeated):
            asked.setdefault(condition.step, {})[condition] = None
    return {name: tuple(conditions) for name, conditions in asked.items()}


def _needed_from(pack: Pack) -> list[frozenset[str]]:
    """Gives for each step the names of those on which it, or a step below it, depends."""
    needed: list[frozenset[str]] = []
    below: frozenset[str] = frozenset()
    for step, heading in reversed([*_with_headings(pack)]):
        own = (*step.when, *(heading.when if heading else ()))
        below |= {condition.step for condition in own} | ({step.each} if step.each else set())
        needed.append(below)
    return needed[::-1]


def _with_headings(pack: Pack) -> Iterator[tuple[Step, Step | None]]:
    heading: Step | None = None
    for step in pack.steps:
        heading = step if step.kind == "part" else heading
        yield step, heading
