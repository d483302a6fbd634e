"""One guided walk through a pack, as a value: where a person is, what was given, and which steps come next.

A session never changes; each move gives a new one. The path is computed from the top down, from the answers to steps
that show: an answer to a step that a later change of mind hides is set aside. It stays in the session, counts for
nothing, and is back when its branch returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import kinds
from kwetsbaar.core.known import Known
from kwetsbaar.core.references import insert
from kwetsbaar.i18n import enumerate_words
from kwetsbaar.text import first_line

if TYPE_CHECKING:
    from kwetsbaar.core.kinds.base import Form
    from kwetsbaar.core.known import Parts
    from kwetsbaar.core.pack import Condition, Pack, Step, Text
    from kwetsbaar.core.toml import Toml

ANSWERED: Final = "answered"
SKIPPED: Final = "skipped"


@dataclass(frozen=True)
class Place:
    """One screen of a session: a step, and for a step that is repeated the item that it is about."""

    step: int
    """The step's place in the pack, from 0."""
    item: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Given:
    """What a person gave at a place."""

    value: Toml | None = field(default=None, repr=False)
    """The answer in the shape of its kind. A person may have begun one before skipping: it is kept, and counts for
    nothing."""
    skipped: bool = False

    @property
    def answered(self) -> bool:
        """Tells whether there is an answer that counts."""
        return not self.skipped and self.value is not None


@dataclass(frozen=True)
class Question:
    """What one screen shows, in one language and with earlier answers inserted."""

    key: str
    kind: str
    form: Form | None
    """How it is answered; None for a text to read."""
    ask: str | None = None
    say: str | None = None
    hint: str | None = None
    part: str | None = None
    """The heading that it stands under."""
    given: Given | None = None
    """What was given here before, if anything."""
    offered: tuple[str, ...] = ()
    """For a list with `from`: items of earlier lists, to begin with."""
    private: bool = False
    timer: int | None = None
    """Minutes that the author thinks of, to be shown softly."""
    onward: tuple[tuple[str, str], ...] = ()
    """For `next`: packs to go on with, by id, with their titles."""


GivenKey = tuple[str, str | None]
"""A step's key, and the item for a step that is repeated."""


@dataclass(frozen=True)
class Session:
    """A walk through `pack`. At the end `at` is None."""

    pack: Pack
    lang: str
    """The language in which its questions are asked."""
    at: Place | None = None
    """Where the person is; None is past the last step, where it is kept or not kept."""
    given: Mapping[GivenKey, Given] = field(default_factory=dict, repr=False)
    """Everything given, also what is set aside."""
    known: Known = field(default_factory=Known, repr=False)
    """What the journal knew when it began."""

    @classmethod
    def begin(cls, pack: Pack, lang: str, known: Known | None = None) -> Session:
        """Starts at the first step that shows."""
        session = cls(pack, pack.language(lang), known=known or Known())
        return replace(session, at=next(iter(session.path), None))

    # -------------------------------------------------------------- where one is

    @cached_property
    def path(self) -> tuple[Place, ...]:
        """Gives every place that shows with the answers so far, from top to bottom."""
        return tuple(_walk(self))

    @property
    def at_end(self) -> bool:
        """Tells whether every step that shows has been passed."""
        return self.at is None

    @property
    def at_start(self) -> bool:
        """Tells whether there is nothing to go back to."""
        return self._passed(self.at) == 0

    @property
    def progress(self) -> float:
        """Gives how far down the pack a person is, from 0 to 1: going on never lessens it, whatever road opens."""
        if self.at is None:
            return 1.0
        same = [place for place in self.path if place.step == self.at.step]
        part = same.index(self.at) / len(same) if self.at in same else 0.0
        return (self.at.step + part) / len(self.pack.steps)

    def step(self, place: Place) -> Step:
        """Gives the step at `place`."""
        return self.pack.steps[place.step]

    def given_at(self, place: Place) -> Given | None:
        """Gives what was given at `place`, if anything."""
        return self.given.get((self.step(place).key, place.item))

    def form(self, place: Place) -> Form | None:
        """Gives how the step at `place` is answered; None for a text to read."""
        step = self.step(place)
        form = kinds.kind(step.kind).form
        return form.of(step, self.lang).knowing(self.known) if form else None

    def form_here(self, place: Place) -> Form | None:
        """Gives the form at `place`, which shows, with what it needs of the answers above it."""
        form = self.form(place)
        return form.knowing(self.known, self._parts(place)) if form else None

    def question(self, place: Place | None = None) -> Question | None:
        """Gives what the screen at `place` shows, by default where the person is; None at the end."""
        place = place or self.at
        if place is None:
            return None
        step = self.step(place)
        return Question(
            key=step.key,
            kind=step.kind,
            form=self.form_here(place),
            ask=self._said(step.ask, place),
            say=self._said(step.say, place),
            hint=self._said(step.hint, place),
            part=self.part(place),
            given=self.given_at(place),
            offered=self._offered(place),
            private=step.private,
            timer=step.timer,
            onward=self._onward(step),
        )

    def part(self, place: Place) -> str | None:
        """Gives the heading that `place` stands under."""
        headings = (step for step in reversed(self.pack.steps[: place.step + 1]) if step.kind == "part")
        return self._said(next((step.part for step in headings), None), place)

    # -------------------------------------------------------------- moving

    def put(self, value: Toml) -> Session:
        """Sets the answer here without moving on, as when a draft is saved; raises `AnswerError`.

        What cannot count yet is kept as an answer that was begun.
        """
        place, form = self._here()
        begun = form.unfinished(value)
        if begun is not None:
            return self._with(place, Given(begun, skipped=True))
        checked = form.check(value)
        if form.is_empty(checked):
            return self._with(place, None)
        return self._with(place, Given(checked))

    def without_answer(self) -> Session:
        """Takes away what was given here, as when what was chosen is taken back."""
        return self if self.at is None else self._with(self.at, None)

    def answer(self, value: Toml) -> Session:
        """Sets the answer here and moves on; raises `AnswerError`. An answer that says nothing is a skip."""
        place, form = self._here()
        form.check(value)  # also what a draft would keep as begun
        put = self.put(value)
        return put.next() if put.given_at(place) else put.skip()

    def skip(self) -> Session:
        """Passes this question by and moves on. What was begun stays in the draft."""
        if self.at is None or self.form(self.at) is None:
            return self.next()
        begun = self.given_at(self.at)
        return self._with(self.at, Given(begun.value if begun else None, skipped=True)).next()

    def next(self) -> Session:
        """Moves to the next place that shows, past the last one to the end."""
        return replace(self, at=self._nth(self._passed(self.at) + (self.at in self.path)))

    def back(self) -> Session:
        """Moves to the place before this one; at the first it stays."""
        passed = self._passed(self.at)
        return replace(self, at=self.path[passed - 1]) if passed else self

    def go(self, place: Place | None) -> Session:
        """Moves to `place`; if it does not show, to the first one after it."""
        return replace(self, at=self._nth(self._passed(place)))

    def in_language(self, lang: str) -> Session:
        """Asks on in another language, if the pack speaks it. Answers stay as they are.

        The items of some lists, such as feelings, are called otherwise then: what was said of each goes along with it.
        """
        after = replace(self, lang=self.pack.language(lang))
        renamed = {step.key: names for step in self.pack.steps if step.each and (names := _renamed(self, after, step))}
        if not renamed:
            return after
        given = {(key, _now_called(renamed, key, item)): given for (key, item), given in self.given.items()}
        here = after.at
        if here is not None:
            here = replace(here, item=_now_called(renamed, self.step(here).key, here.item))
        return replace(after, given=given, at=here)

    # -------------------------------------------------------------- inside

    def short(self, name: str, before: Place) -> str | None:
        """Gives an earlier answer in a few words, for `{name}` in a text at `before`; None if it was not given."""
        if name == "item":
            return before.item
        shorts = [
            form.short(given.value, self.lang)
            for place in self.path[: self._passed(before)]
            if self.step(place).id == name
            if (given := self.given_at(place)) and given.answered and given.value is not None
            if (form := self.form(place))
        ]
        return enumerate_words(shorts, self.lang)

    def _said(self, text: Text | None, place: Place) -> str | None:
        if text is None:
            return None
        return insert(text.in_language(self.lang), lambda name: self.short(name, place), self.lang)

    def _offered(self, here: Place) -> tuple[str, ...]:
        names = self.step(here).params.get("from", ())
        if not isinstance(names, tuple):
            return ()
        earlier = [place for place in self.path if place.step < here.step]
        return tuple(dict.fromkeys(item for name in names for item in _items(self, str(name), earlier)))

    def has_something(self, step: Step) -> bool:
        """Tells whether there is something to see: where no pack is there to go on with, there may be nothing."""
        return step.kind != "next" or bool(step.ask or step.say or self._onward(step))

    def _onward(self, step: Step) -> tuple[tuple[str, str], ...]:
        wanted = step.params.get("packs", ())
        known = {pack.id: pack.title(self.lang) for pack in self.known.packs}
        return tuple((id_, known[id_]) for id_ in wanted if id_ in known) if isinstance(wanted, tuple) else ()

    def _parts(self, place: Place) -> Parts:
        """Gives the answered steps that a `share` at `place` may name, each with its question."""
        step = self.step(place)
        if step.kind != "share":
            return ()
        if step.key in self.known.parts:
            return self.known.parts[step.key]
        wanted = step.params.get("about", ())
        above = [shown for shown in self.path[: self._passed(place)] if self._is_answered(shown)]
        keys = [(self.step(shown), shown) for shown in above]
        chosen = wanted if isinstance(wanted, tuple) else ()
        named = [(each, shown) for each, shown in keys if (each.id in chosen if chosen else not each.private)]
        return tuple({each.key: first_line(self._said(each.ask, shown) or "") for each, shown in named}.items())

    def _is_answered(self, place: Place) -> bool:
        given = self.given_at(place)
        return given is not None and given.answered and self.step(place).ask is not None

    def _passed(self, place: Place | None) -> int:
        """Gives how many places on the path lie before `place`, which need not show any more itself."""
        if place is None:
            return len(self.path)
        if place in self.path:
            return self.path.index(place)
        return sum(shown.step < place.step for shown in self.path)

    def _nth(self, n: int) -> Place | None:
        return self.path[n] if n < len(self.path) else None

    def _here(self) -> tuple[Place, Form]:
        form = self.form_here(self.at) if self.at is not None else None
        if self.at is None or form is None:
            raise ValueError("nothing is asked here")
        return self.at, form

    def _with(self, place: Place, given: Given | None) -> Session:
        key = (self.step(place).key, place.item)
        others = {k: v for k, v in self.given.items() if k != key}
        return replace(self, given=others if given is None else {**others, key: given})


# ------------------------------------------------------------------ the path


def _walk(session: Session) -> Iterator[Place]:
    """Gives the places that show. Each decision looks only at steps that show above it."""
    shown: dict[str, list[Place]] = {}
    form = cache(lambda number: session.form(Place(number)))
    under_shown_heading = True
    for number, step in enumerate(session.pack.steps):
        shows = all(_met(session, condition, shown.get(condition.step, []), form) for condition in step.when)
        if step.kind == "part":
            under_shown_heading = shows
            shows = shows and step.say is not None  # a heading with nothing to read is no screen of its own
        if not (under_shown_heading and shows and session.has_something(step)):
            continue
        items = _items(session, step.each, shown.get(step.each, [])) if step.each else (None,)
        places = [Place(number, item) for item in items]
        if step.id:
            shown.setdefault(step.id, []).extend(places)
        yield from places


def _met(session: Session, condition: Condition, shown: list[Place], form: Callable[[int], Form | None]) -> bool:
    """Tells whether an answer at one of the places that show meets `condition`; `form` gives that of a step.

    A step that does not show, or was not reached, meets none.
    """
    for place in shown:
        given = session.given_at(place)
        if given is not None and _fits(session, given, condition, form(place.step)):
            return True
    return False


def _fits(session: Session, given: Given, condition: Condition, form: Form | None) -> bool:
    if condition.above is not None and given.answered and given.value is not None:
        return _is_above(session, given.value, condition.above)
    return fits(form, given, condition)


def fits(form: Form | None, given: Given, condition: Condition) -> bool:
    """Tells whether what was given to one question meets `condition`, if that asks nothing of another one."""
    if not given.answered or given.value is None:
        return given.skipped and SKIPPED in condition.words
    return ANSWERED in condition.words or (form is not None and form.fits(given.value, condition))


def _is_above(session: Session, value: Toml, other: str) -> bool:
    """Tells whether a number is higher than the one that was given to the step called `other`."""
    lower = session.given.get((other, None))
    return (
        lower is not None
        and lower.answered
        and isinstance(lower.value, int)
        and isinstance(value, int)
        and value > lower.value
    )


def _renamed(before: Session, after: Session, step: Step) -> dict[str, str]:
    """Gives the items that `step` is repeated for, as they were called and as they are called in another language."""
    source = before.pack.by_id.get(step.each or "")
    given = before.given.get((source.key, None)) if source else None
    kind = kinds.kind(source.kind).form if source else None
    if source is None or kind is None or given is None or given.value is None or before.lang == after.lang:
        return {}
    old, new = (kind.of(source, session.lang).items(given.value) for session in (before, after))
    return dict(zip(old, new, strict=True)) if old != new and len(old) == len(new) else {}


def _now_called(renamed: Mapping[str, dict[str, str]], key: str, item: str | None) -> str | None:
    return renamed.get(key, {}).get(item or "", item)


def _items(session: Session, name: str, shown: list[Place]) -> tuple[str, ...]:
    """Gives the items of the list called `name`, each once."""
    items: list[str] = []
    for place in shown:
        given = session.given_at(place) if session.step(place).id == name else None
        form = session.form(place) if given is not None and given.answered else None
        if given is not None and form is not None and given.value is not None:
            items += form.items(given.value)
    return tuple(dict.fromkeys(items))
