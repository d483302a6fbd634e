"""Walking every road: as many as there are, no step left out, and bounded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from kwetsbaar.core import kinds, packfile
from kwetsbaar.core.pack import Pack
from kwetsbaar.core.roads import Estimate, roads_of
from kwetsbaar.core.roads.examples import answer, known_for, ways
from kwetsbaar.core.roads.minutes import SECONDS
from kwetsbaar.core.roads.saying import other_than_said, summary
from kwetsbaar.core.roads.walk import LONGEST
from kwetsbaar.core.session import Session
from tests.core.roads.packs import pack_of, texts, walked

PROMPTS = sorted((Path(__file__).parents[3] / "prompts").glob("*.toml"))
ASK = '[[step]]\nid = "q{n}"\nkind = "choice"\nask = "x"\noptions = ["a", "b"]\n'
BRANCH = '[[step]]\nask = "y"\nwhen = {{ q{n} = "a" }}\n'


def forks(count: int) -> Pack:
    return pack_of('title = "T"\n' + "".join((ASK + BRANCH).format(n=n) for n in range(count)))


@given(texts())
@settings(max_examples=40)
def test_as_many_roads_as_there_are(text: str) -> None:
    pack = pack_of(text)
    roads, _steps = walked(pack)
    found = roads_of(pack, "nl")
    assert found.all_walked
    assert found.number == len(roads)
    assert found.shortest.seconds <= found.longest.seconds


@given(texts())
@settings(max_examples=40)
def test_it_is_said_of_those_steps_that_they_never_show_that_are_on_no_road(text: str) -> None:
    reading = packfile.read(text.encode(), "x.toml")
    assert reading.pack
    _roads, on_a_road = walked(reading.pack)
    told = [problem for problem in reading.problems if "never shows" in problem.message.text]
    never = {step_at(reading.pack, problem.line or 0) for problem in told}
    heading, below = 0, set()
    for step in reading.pack.steps:
        heading = step.number if step.kind == "part" else heading
        below |= {step.number} if heading in never and step.kind != "part" else set()
    hidden = {step.number for step in reading.pack.steps if step.kind != "part"} - on_a_road
    headings = {step.number for step in reading.pack.steps if step.kind == "part"}
    assert (never - headings) | below == hidden


def step_at(pack: Pack, line: int) -> int:
    return max(step.number for step in pack.steps if step.line <= line)


def test_a_million_roads_are_counted_without_walking_each_by_itself() -> None:
    found = roads_of(forks(20), "nl")
    assert (found.number, found.all_walked) == (2**20, True)
    assert found.questions == 40
    assert "more than 9999 roads" in str(summary(found))


def test_what_is_too_long_is_not_walked_to_its_end() -> None:
    for pack in (forks(LONGEST), pack_of('title = "T"\n' + _late(60))):
        found = roads_of(pack, "nl")
        assert not found.all_walked
        assert "too many roads" in str(summary(found))
        assert other_than_said(found, 1) is None


def _late(count: int) -> str:
    """Gives steps that all ask at the end what was answered at the beginning, so that every combination differs."""
    return "".join(line.format(n=n) for line in (ASK, BRANCH) for n in range(count))


@pytest.mark.parametrize("path", PROMPTS, ids=[path.stem for path in PROMPTS])
def test_every_built_in_pack_is_walked_and_takes_about_as_long_as_it_says(path: Path) -> None:
    pack = packfile.read(path.read_bytes(), path.name).pack
    assert pack
    for language in pack.languages:
        found = roads_of(pack, language)
        assert found.all_walked
        assert 1 <= found.number <= 200
        assert other_than_said(found, pack.minutes) is None


def test_extra_care_adds_no_roads_but_takes_time() -> None:
    step = '[[step]]\nask = "x"\n'
    plain, deep = (roads_of(pack_of(f'title = "T"\ncare = "{care}"\n{step}'), "nl") for care in ("light", "deep"))
    assert (plain.number, deep.number) == (1, 1)
    assert (plain.questions, deep.questions) == (1, 1)
    assert plain.longest.seconds < deep.longest.seconds


def test_a_timer_and_a_pause_take_the_time_that_they_say() -> None:
    found = roads_of(
        pack_of('title = "T"\n[[step]]\nask = "x"\ntimer = 10\n[[step]]\nkind = "pause"\nseconds = 120'), "nl"
    )
    assert found.longest.minutes == 12


def test_a_list_that_repeats_is_walked_with_items_and_without() -> None:
    steps = '[[step]]\nid = "l"\nkind = "list"\nask = "x"\n[[step]]\neach = "l"\nask = "{item}"\n'
    found = roads_of(pack_of('title = "T"\n' + steps), "nl")
    assert found.number == 2


def test_more_feelings_than_one_answer_can_hold_are_walked_too() -> None:
    words = ", ".join(f'"w{n}"' for n in range(150))
    steps = "".join(f'[[step]]\nask = "x"\nwhen = {{ q = "w{n}" }}\n' for n in range(150))
    pack = pack_of(f'title = "T"\n[[step]]\nid = "q"\nkind = "feelings"\nask = "x"\nwords = [{words}]\n{steps}')
    assert roads_of(pack, "nl").number > 100


def test_minutes_that_are_far_off_get_a_word() -> None:
    found = roads_of(forks(2), "nl")
    assert other_than_said(found, 60) is not None
    assert other_than_said(found, found.longest.minutes) is None
    assert other_than_said(found, None) is None


def test_an_estimate_is_at_least_a_minute() -> None:
    assert [Estimate(seconds).minutes for seconds in (0, 20, 80, 100)] == [1, 1, 1, 2]


def test_every_kind_has_its_seconds_and_an_answer_that_it_takes() -> None:
    assert set(SECONDS) == set(kinds.ALL)
    for name, kind in kinds.ALL.items():
        if kind.form is None:
            continue
        extra = 'options = ["a"]\n' if name == "choice" else ""
        pack = pack_of(f'title = "T"\n[[step]]\nid = "q"\nkind = "{name}"\nask = "x"\n{extra}')
        session = Session.begin(pack, "nl", known_for(pack))
        form = session.form_here(session.path[0])
        assert form
        assert session.answer(answer(form)).given
        assert [given.skipped for given in ways(form, ())] == [False]


@pytest.mark.parametrize(
    "asked",
    [
        'kind = "risks"\nmost = 1',
        'kind = "risks"\nrate = ["chance"]',
        'kind = "risks"\nrate = ["willing"]\nmost = 1',
        'kind = "voices"\nmost = 1',
        'kind = "list"\nmost = 1',
        'kind = "feelings"\nwords = ["bang", "blij"]\nbody = true\nintensity = true',
        'kind = "choice"\noptions = ["a"]\nmany = true\nother = true',
        'kind = "scale"\nmin = -3\nmax = -1',
    ],
)
def test_what_a_kind_is_told_to_ask_is_answered_so(asked: str) -> None:
    steps = '[[step]]\nask = "y"\nwhen = { q = "answered" }\n[[step]]\nask = "z"\nwhen = { q = "skipped" }\n'
    found = roads_of(pack_of(f'title = "T"\n[[step]]\nid = "q"\nask = "x"\n{asked}\n{steps}'), "nl")
    assert (found.number, found.all_walked) == (2, True)


def test_an_outcome_is_asked_of_the_risks_of_the_step_that_it_is_about() -> None:
    steps = (
        '[[step]]\nid = "o"\nkind = "outcome"\nabout = "r"\nask = "y"\n[[step]]\nask = "z"\nwhen = { o = "happened" }\n'
    )
    found = roads_of(pack_of(f'title = "T"\n[[step]]\nid = "r"\nkind = "risks"\nask = "x"\n{steps}'), "nl")
    assert found.number == 2
