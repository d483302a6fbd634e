"""Invented packs that hold together, for properties of roads, and a walk that knows no shortcuts."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from kwetsbaar.core import packfile
from kwetsbaar.core.pack import Condition, Pack
from kwetsbaar.core.roads.examples import known_for
from kwetsbaar.core.session import Session
from kwetsbaar.core.toml import Toml

CHOICE = 'kind = "choice"\noptions = ["a", "b", "c"]'
MANY = 'kind = "choice"\noptions = ["a", "b"]\nmany = true'
SCALE = 'kind = "scale"\nmin = 0\nmax = 3'
LIST = 'kind = "list"'
WRITE = 'kind = "write"'
WORDS = {CHOICE: '"a" "b" "c"', MANY: '"a" "b"', SCALE: '">= 2" "<= 1" "1..2"', LIST: "", WRITE: ""}
BOTH = st.booleans()
KINDS = st.sampled_from([CHOICE, CHOICE, MANY, SCALE, LIST, WRITE])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Gives the text of a pack of up to five steps that ask about each other."""
    lines = ['title = "T"']
    above: list[tuple[str, str]] = []
    for number in range(draw(st.integers(1, 5))):
        lines.append("[[step]]")
        heading = number > 0 and draw(st.integers(0, 4)) == 0
        if draw(BOTH) and above:
            lines.append(f"when = {draw(whens(above))}")
        if heading:
            lines.append('part = "P"')
            continue
        kind = draw(KINDS)
        lines += [f'id = "q{number}"', 'ask = "x"', kind]
        lists = [name for name, of in above if of == LIST]
        repeats = any(of == "each" for _name, of in above)  # each one more squares the ways to the end
        each = bool(lists) and not repeats and draw(st.integers(0, 2)) == 0
        lines += [f'each = "{draw(st.sampled_from(lists))}"'] if each else []
        above.append((f"q{number}", "each" if each else kind))
    return "\n".join([*lines, "[[step]]", 'say = "last"', ""])


@st.composite
def whens(draw: st.DrawFn, above: list[tuple[str, str]]) -> str:
    """Gives a condition on one step above, or two."""
    chosen = draw(st.lists(st.sampled_from(above), min_size=1, max_size=2, unique=True))
    return f"{{ {', '.join(f'{name} = {draw(wanted(kind))}' for name, kind in chosen)} }}"


def wanted(kind: str) -> st.SearchStrategy[str]:
    words = [word for word in WORDS.get(kind, "").replace('" "', '"|"').split("|") if word]
    always = ['"answered"', '"skipped"']
    if kind == SCALE:
        return st.sampled_from([*words, *always])
    several = st.lists(st.sampled_from([*words, *always]), min_size=1, max_size=2, unique=True)
    return several.map(lambda few: few[0] if len(few) == 1 else f"[{', '.join(few)}]")


def pack_of(text: str) -> Pack:
    reading = packfile.read(text.encode(), "x.toml")
    assert reading.pack, reading.problems
    return reading.pack


VALUES: dict[str, list[Toml]] = {
    "choice": ["a", "b", "c"],
    "scale": [0, 1, 2, 3],
    "list": [["x1", "x2"]],
    "write": ["x"],
}
SEVERAL: list[Toml] = [["a"], ["b"], ["a", "b"]]


def ends(session: Session) -> Iterator[Session]:
    """Gives every way to the end, answering everything in every way."""
    if session.at is None:
        yield session
        return
    step = session.step(session.at)
    if session.form(session.at) is None:
        yield from ends(session.next())
        return
    for value in SEVERAL if step.flag("many") else VALUES[step.kind]:
        yield from ends(session.answer(value))
    yield from ends(session.skip())


def walked(pack: Pack) -> tuple[set[tuple[object, ...]], set[int]]:
    """Gives every road, as its places, and the numbers of all steps on them."""
    deciding = {condition.step for step in pack.steps for condition in conditions(pack) if step.id == condition.step}
    assert deciding <= set(pack.by_id)
    roads = {session.path for session in ends(Session.begin(pack, "nl", known_for(pack)))}
    return {tuple(road) for road in roads}, {pack.steps[place.step].number for road in roads for place in road}


def conditions(pack: Pack) -> Iterator[Condition]:
    for step in pack.steps:
        yield from step.when
