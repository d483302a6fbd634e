"""A walk that follows its pack: the same step, the answers that fit, and none lost while a file is half written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import packfile
from kwetsbaar.core.following import Followed, begun, follow
from kwetsbaar.core.pack import Pack
from kwetsbaar.core.session import Session
from kwetsbaar.core.toml import Toml

CHOICE = 'kind = "choice"\nask = "Welke weg?"\noptions = ["links", "rechts"]'
SCALE = 'kind = "scale"\nask = "Hoe zwaar?"'


def pack(*steps: str) -> Pack:
    text = 'title = "Proef"\n' + "".join(f"[[step]]\n{step}\n" for step in steps)
    reading = packfile.read(text.encode(), "proef.toml")
    assert reading.pack, [str(problem.message) for problem in reading.problems]
    return reading.pack


def ask(text: str, more: str = "") -> str:
    return f'ask = "{text}"\n{more}'


def walk(first: Pack, *values: Toml | None) -> Session:
    session = Session.begin(first, "nl")
    for value in values:
        session = session.skip() if value is None else session.answer(value)
    return session


def over(session: Session, *packs: Pack) -> Followed:
    followed = begun(session)
    for each in packs:
        followed = follow(followed, followed.session if followed.session is not session else session, each, "nl")
    return followed


def asked(followed: Followed) -> str | None:
    question = followed.session.question()
    return question.ask if question else None


def answers(followed: Followed) -> dict[str | None, Toml | None]:
    session = followed.session
    said = {place: session.question(place) for place in session.path}
    return {q.ask: q.given.value for q in said.values() if q and q.given}


def test_a_step_with_an_id_is_followed_wherever_it_goes() -> None:
    before = walk(pack(ask("Een?", 'id = "a"'), ask("Twee?", 'id = "b"')), "eerste")
    after = over(before, pack(ask("Nieuw?"), ask("Anders?", 'id = "b"'), ask("Een?", 'id = "a"')))
    assert asked(after) == "Anders?"
    assert answers(after) == {"Een?": "eerste"}
    assert after.stayed


@pytest.mark.parametrize(
    ("steps", "at", "kept"),
    [
        pytest.param(("Nul?", "Een?", "Twee?", "Drie?"), "Twee?", {"Een?"}, id="one put above"),
        pytest.param(("Een?", "Nieuw?", "Twee?", "Drie?"), "Twee?", {"Een?"}, id="one put between"),
        pytest.param(("Een?", "Twee dan?", "Drie?"), "Twee dan?", {"Een?"}, id="its words changed"),
        pytest.param(("Een keer?", "Twee?", "Drie?"), "Twee?", {"Een keer?"}, id="words above changed"),
        pytest.param(("Een?", "Drie?"), "Drie?", {"Een?"}, id="it was taken away"),
        pytest.param(("Twee?", "Drie?"), "Twee?", set(), id="one above was taken away"),
        pytest.param(("Een?",), None, {"Een?"}, id="all from here on was taken away"),
        pytest.param(("Nul?", "Een keer?", "Twee dan?", "Drie?"), "Twee dan?", {"Een keer?"}, id="much at once"),
    ],
)
def test_without_an_id_words_count_and_then_the_place(steps: tuple[str, ...], at: str | None, kept: set[str]) -> None:
    before = walk(pack(ask("Een?"), ask("Twee?"), ask("Drie?")), "eerste")
    after = over(before, pack(*map(ask, steps)))
    assert asked(after) == at
    assert answers(after) == dict.fromkeys(kept, "eerste")


def test_the_end_stays_the_end_unless_something_was_put_behind_it() -> None:
    before = walk(pack(ask("Een?")), "eerste")
    assert asked(over(before, pack(ask("Een!")))) is None
    assert asked(over(before, pack(ask("Een?"), ask("Twee?")))) == "Twee?"


@pytest.mark.parametrize(
    ("step", "value", "changed", "fits"),
    [
        (CHOICE, "links", 'kind = "choice"\nask = "Welke weg?"\noptions = ["rechts", "links"]', True),
        (CHOICE, "links", 'kind = "choice"\nask = "Welke weg?"\noptions = ["rechts", "rechtdoor"]', False),
        (CHOICE, "links", 'ask = "Welke weg?"', False),
        (SCALE, 9, f"{SCALE}\nmax = 20", True),
        (SCALE, 9, f"{SCALE}\nmax = 5", False),
        (ask("Wat?"), "iets", 'kind = "list"\nask = "Wat?"', False),
        (ask("Wat?"), None, ask("Wat?", "lines = 9"), True),
    ],
)
def test_an_answer_is_kept_where_it_still_fits(step: str, value: Toml, changed: str, *, fits: bool) -> None:
    before = walk(pack(step, ask("Daarna?")), value)
    after = over(before, pack(changed, ask("Daarna?")))
    assert asked(after) == "Daarna?"
    assert (len(after.session.given) == 1) == fits
    again = follow(after, after.session, before.pack, "nl")
    assert again.session.given == before.given
    assert asked(again) == "Daarna?"


def test_what_was_begun_before_a_skip_stays_begun() -> None:
    session = Session.begin(pack(ask("Een?"), ask("Twee?")), "nl").put("half").skip()
    after = over(session, pack(ask("Nul?"), ask("Een?"), ask("Twee?")))
    assert after.session.given == {("2", None): session.given["1", None]}


def test_an_answer_of_a_repeated_step_goes_with_its_item() -> None:
    listed = ('id = "needs"\nkind = "list"\nask = "Wat?"', 'each = "needs"\nask = "Wie helpt bij {item}?"')
    session = walk(pack(*listed), ["rust", "tijd"], "mijn zus")
    after = over(session, pack(ask("Nul?"), *listed))
    assert asked(after) == "Wie helpt bij tijd?"
    assert answers(after)["Wie helpt bij rust?"] == "mijn zus"
    once = over(session, pack(listed[0], ask("Wie helpt?")))
    assert ("2", None) not in once.session.given
    assert follow(once, once.session, session.pack, "nl").session.given == session.given


def test_a_file_that_was_half_written_costs_no_word_and_no_place() -> None:
    whole = pack(ask("Een?"), ask("Twee?"), ask("Drie?"), ask("Vier?"))
    session = walk(whole, "eerste", "tweede", "derde")
    half = over(session, pack(ask("Een?")))
    assert asked(half) is None
    again = follow(half, half.session, whole, "nl")
    assert asked(again) == "Vier?"
    assert again.session.given == session.given


def test_who_moved_meanwhile_is_not_taken_back() -> None:
    whole = pack(ask("Een?"), ask("Twee?"), ask("Drie?"))
    half = over(walk(whole, "eerste", "tweede"), pack(ask("Een?"), ask("Twee?")))
    moved = half.session.back().back()
    assert asked(follow(half, moved, whole, "nl")) == "Een?"


def test_a_newer_answer_is_not_replaced_by_one_that_was_set_aside() -> None:
    whole = pack(ask("Een?", 'id = "a"'), ask("Twee?"))
    half = over(walk(whole, "eerste"), pack(SCALE, ask("Twee?")))
    other = follow(half, half.session, pack(ask("Een?", 'id = "a"'), ask("Twee?")), "nl")
    anew = other.session.go(other.session.path[0]).answer("nieuw")
    assert follow(other, anew, whole, "nl").session.given["a", None].value == "nieuw"


def test_what_shows_is_found_again_by_its_answers() -> None:
    road = ('id = "road"\n' + CHOICE, ask("Waarom links?", 'when = { road = "links" }'), ask("Slot?"))
    session = walk(pack(*road), "links")
    assert asked(over(session, pack(*road, ask("Nog?")))) == "Waarom links?"
    hidden = over(session, pack(road[0], ask("Waarom links?", 'when = { road = "rechts" }'), road[2]))
    assert asked(hidden) == "Slot?"
    assert not hidden.stayed


STEPS = st.lists(
    st.sampled_from([ask("Een?"), ask("Twee?"), ask("Twee?", 'id = "b"'), SCALE, CHOICE, 'say = "Rust."']), min_size=1
).filter(lambda steps: sum('id = "b"' in step for step in steps) <= 1)
VALUES: dict[str, Toml] = {"write": "tekst", "scale": 3, "choice": "links"}


@given(first=STEPS, others=st.lists(STEPS, min_size=1, max_size=4), moves=st.integers(0, 6))
def test_no_answer_is_ever_lost_and_the_walk_always_stands_somewhere(
    first: list[str], others: list[list[str]], moves: int
) -> None:
    session = Session.begin(pack(*first), "nl")
    for _ in range(moves):
        question = session.question()
        session = session.answer(VALUES[question.kind]) if question and question.form else session.next()
    followed = begun(session)
    for steps in others:
        followed = follow(followed, followed.session, pack(*steps), "nl")
        assert len(followed.session.given) + len(followed.aside) == len(session.given)
        assert followed.session.at is None or followed.session.at in followed.session.path
