"""The built-in packs: each walked in full on all its roads, in both languages, and nothing in them that winces."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from kwetsbaar.core import keeping, kinds, markdown, packfile
from kwetsbaar.core.kinds.share import NOBODY
from kwetsbaar.core.known import Known, KnownPack, KnownRisk
from kwetsbaar.core.pack import Condition, Pack, Step, Text
from kwetsbaar.core.roads import roads_of
from kwetsbaar.core.session import Session
from kwetsbaar.core.toml import Toml

PROMPTS: Final = Path(__file__).parent.parent / "prompts"
LANGUAGES: Final = ("nl", "en")
MINUTES: Final[dict[str, int | None]] = {
    "vrij": None,
    "drie-minuten": 3,
    "weer-vanbinnen": 3,
    "vlak-na-de-sessie": 3,
    "is-het-gebeurd": 4,
    "wie-mag-het-horen": 6,
    "risicos-in-beeld": 10,
    "ruimte-maken": 10,
    "hoe-ik-me-bescherm": 12,
    "moed-verzamelen": 12,
    "achter-de-vraag": 15,
    "na-de-sessie": 15,
    "kan-ik-het-aan": 18,
    "alle-kanten": 20,
    "afscheid-van-werk": 20,
}
DEEP: Final = {"alle-kanten", "afscheid-van-werk"}
COACH: Final = {"vlak-na-de-sessie", "na-de-sessie"}
ANYONE: Final = {"vrij", "drie-minuten", "weer-vanbinnen", "is-het-gebeurd", "ruimte-maken", "alle-kanten"}

IDEAS: Final = {
    "A, needs": "achter-de-vraag at_stake",
    "A, losses": "afscheid-van-werk losses",
    "B1, facts": "risicos-in-beeld facts",
    "B1, story": "risicos-in-beeld story",
    "B1, weight": "achter-de-vraag weight",
    "B2": "achter-de-vraag known_before",
    "B3, capacity": "achter-de-vraag bear",
    "B3, proof": "achter-de-vraag proof",
    "B4": "achter-de-vraag around",
    "C, feelings": "weer-vanbinnen weather",
    "C, body": "kan-ik-het-aan felt",
    "D, pattern": "hoe-ik-me-bescherm patterns",
    "D, guards": "hoe-ik-me-bescherm guards",
    "D, gives": "hoe-ik-me-bescherm gives",
    "D, costs": "hoe-ik-me-bescherm costs",
    "E": "wie-mag-het-horen tell",
    "F0, question": "achter-de-vraag question",
    "F0, wish": "achter-de-vraag wishes",
    "F0, worry beneath": "achter-de-vraag beneath",
    "F1, worries": "achter-de-vraag worries",
    "F1, pause": "achter-de-vraag linger",
    "F1, kind sentence": "achter-de-vraag kind_word",
    "F2, risks": "risicos-in-beeld fears",
    "F2, a day": "risicos-in-beeld back",
    "F2, outcome": "is-het-gebeurd looked_back",
    "F3, come through": "kan-ik-het-aan endured",
    "F3, the question": "kan-ik-het-aan can_i",
    "F4, why": "moed-verzamelen why",
    "F4, compass": "moed-verzamelen compass",
    "F4, smallest step": "moed-verzamelen smallest",
    "F4, if and then": "moed-verzamelen if_then",
    "F5": "afscheid-van-werk farewell",
    "G1, presence": "na-de-sessie presence",
    "G1, pulls": "na-de-sessie pulls",
    "G1, own body": "na-de-sessie in_me",
    "G2": "alle-kanten inner",
    "G3, in the order they come": "alle-kanten weather",
    "G3, a deeper knowing": "alle-kanten beneath",
    "G3, which step": "alle-kanten step",
    "G4": "na-de-sessie passed",
    "Y1": "na-de-sessie open_method",
    "Y2": "na-de-sessie here_now",
    "Y2, the sentence": "na-de-sessie unsaid",
    "Y3": "na-de-sessie own_life",
    "Y3, for whom": "na-de-sessie for_whom",
    "H, the miss": "na-de-sessie miss",
    "H, learned": "na-de-sessie learned",
}
"""Which idea is served by which step of which pack."""

ROADS_AT_MOST: Final = 200


@cache
def pack_of(name: str) -> Pack:
    path = PROMPTS / f"{name}.toml"
    reading = packfile.read(path.read_bytes(), path.name)
    assert reading.pack
    assert not reading.problems
    return reading.pack


def known() -> Known:
    """Gives a journal that knows a risk, and every pack."""
    risk = KnownRisk(f"{'0' * 26}#r1", "Geen werk", date(2026, 1, 1), date(2026, 2, 1))
    packs = tuple(KnownPack(name, pack_of(name).title.texts) for name in MINUTES)
    return Known(today=date(2026, 3, 1), risks=(risk,), packs=packs)


# ------------------------------------------------------------------ what there is


def test_these_are_the_fifteen() -> None:
    assert {path.stem for path in PROMPTS.glob("*.toml")} == set(MINUTES)
    assert len(MINUTES) == 15


@pytest.mark.parametrize("name", MINUTES)
def test_each_says_what_it_is(name: str) -> None:
    pack = pack_of(name)
    assert pack.languages == LANGUAGES
    assert pack.minutes == MINUTES[name]
    assert pack.summary
    assert pack.license == "CC-BY-4.0"
    assert (pack.care == "deep") == (name in DEEP)
    assert pack.audience == ("coach" if name in COACH else "anyone" if name in ANYONE else "client")
    assert packfile.unwalkable(pack) is None


@pytest.mark.parametrize("idea", IDEAS)
def test_every_idea_is_served_by_a_step(idea: str) -> None:
    name, step = IDEAS[idea].split()
    assert step in pack_of(name).by_id


def test_every_kind_is_used_and_everything_that_looking_back_follows() -> None:
    steps = [step for name in MINUTES for step in pack_of(name).steps]
    assert {step.kind for step in steps} == set(kinds.ALL)
    assert {step.tag for step in steps if step.tag} == {
        "resource", "protection", "pull", "courage", "why", "loss", "learning", "intention", "supervision",
    }  # fmt: skip
    assert {step.measure for step in steps if step.measure} == {
        "theme", "key_question", "presence", "openness_method", "openness_contact", "openness_self",
    }  # fmt: skip


def test_the_key_question_is_asked_word_for_word_and_its_answers_weigh_the_same() -> None:
    asked = [step for name in MINUTES for step in pack_of(name).steps if step.measure == "key_question"]
    (step,) = asked
    assert step.ask
    assert step.ask.texts == {
        "nl": "Kan ik het aan als het niet goed uitpakt?",
        "en": "Can I handle it if it doesn't work out?",
    }
    assert [option.id for option in step.options()] == ["yes", "no", "not_yet"]


def test_packs_lead_on_to_packs_that_there_are() -> None:
    for name in MINUTES:
        for step in pack_of(name).steps:
            wanted = step.params.get("packs", ())
            assert isinstance(wanted, tuple)
            assert set(wanted) <= set(MINUTES) - {name}


# ------------------------------------------------------------------ the words


def texts_of(pack: Pack) -> Iterator[tuple[str, Text]]:
    """Gives every text with what it is."""
    yield "title", pack.title
    if pack.summary:
        yield "summary", pack.summary
    for step in pack.steps:
        if step.line:  # those that extra care adds are the program's own
            yield from texts_of_step(step)


def texts_of_step(step: Step) -> Iterator[tuple[str, Text]]:
    for what in ("part", "ask", "say", "hint"):
        text = getattr(step, what)
        if text is not None:
            yield what, text
    for key, value in step.params.items():
        if isinstance(value, Text):
            yield key, value
    for option in (*step.options("options"), *step.options("words")):
        yield "option", option.label


LINES: Final = {"title": 1, "summary": 2, "part": 1, "ask": 2, "say": 3, "hint": 2, "option": 1}
"""The lines of 72 columns that a text may take."""


@pytest.mark.parametrize("name", MINUTES)
def test_every_text_is_there_in_both_languages_and_short(name: str) -> None:
    for what, text in texts_of(pack_of(name)):
        assert tuple(text.texts) == LANGUAGES, text
        for said in text.texts.values():
            assert said == said.strip()
            assert len(textwrap.wrap(said, 72)) <= LINES.get(what, 1), said


@pytest.mark.parametrize("name", MINUTES)
def test_nothing_shouts_cheers_counts_or_pries(name: str) -> None:
    said = [text.texts for _what, text in texts_of(pack_of(name))]
    dutch, english = (" ".join(texts[language] for texts in said) for language in LANGUAGES)
    for both in (dutch, english):
        assert not re.search(r"!|—| - |\.\.\.|  |[“”\"]", both)
    assert not re.search(
        r"\b(u|uw|moet|moeten|goed zo|gefeliciteerd|super|geweldig|probleem|diagnose|trauma|score|therapie)\b",
        dutch,
        re.IGNORECASE,
    )
    assert not re.search(
        r"\b(must|have to|should|well done|congratulations|great job|awesome|problem|diagnosis|trauma|score|therapy)\b",
        english,
        re.IGNORECASE,
    )
    assert not any(texts["nl"].startswith("Waarom") or texts["en"].startswith("Why") for texts in said)


@pytest.mark.parametrize("name", MINUTES)
def test_english_is_no_copy_that_was_left_standing(name: str) -> None:
    same = [text.texts["nl"] for _what, text in texts_of(pack_of(name)) if len(set(text.texts.values())) == 1]
    assert not same


@pytest.mark.parametrize("name", MINUTES)
def test_every_question_has_a_name_that_stays_when_others_are_added(name: str) -> None:
    steps = [step for step in pack_of(name).steps if step.ask]
    if name == "drie-minuten":  # three questions, and a file of three lines to learn from
        return
    assert all(step.id for step in steps)


# ------------------------------------------------------------------ the roads


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MINUTES)
def test_every_road_is_walked(name: str, language: str) -> None:
    pack = pack_of(name)
    met: set[str] = set()
    ends = 0
    for session in walked(Session.begin(pack, language, known()), met):
        ends += 1
        entry = keeping.entry_of(session, id_="1" * 26, when=datetime(2026, 3, 1, tzinfo=UTC))
        assert markdown.parse(markdown.render(entry)) == entry
    assert met == {step.key for step in pack.steps if step.kind != "part" or step.say}
    assert 1 <= ends <= ROADS_AT_MOST


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MINUTES)
def test_everything_can_be_skipped(name: str, language: str) -> None:
    session = Session.begin(pack_of(name), language, known())
    while session.at is not None:
        assert_said(session)
        session = session.skip()
    assert keeping.nothing_given(session)


def walked(session: Session, met: set[str]) -> Iterator[Session]:
    """Walks every road from here to its end. What a road depends on is answered in every way, and skipped."""
    question = session.question()
    if question is None or session.at is None:
        yield session
        return
    assert_said(session)
    met.add(question.key)
    step = session.step(session.at)
    if question.form is None:
        yield from walked(session.next(), met)
        return
    if not decides(session.pack, question.key):
        yield from walked(session.answer(sample(step)), met)
        return
    for value in deciding(session.pack, step):
        yield from walked(session.answer(value), met)
    yield from walked(session.skip(), met)


def assert_said(session: Session) -> None:
    """Holds what a screen says to be there, with nothing left to fill in."""
    question = session.question()
    assert question
    for text in (question.ask, question.say, question.hint, question.part):
        assert text is None or (text.strip() and not re.search(r"[{}]", text))
    assert question.ask or question.say or question.onward


def conditions(pack: Pack) -> Iterator[Condition]:
    for step in pack.steps:
        yield from step.when


def decides(pack: Pack, key: str) -> bool:
    """Tells whether anything further on depends on the answer to `key`."""
    return any(key in (condition.step, condition.above) for condition in conditions(pack)) or any(
        key == step.each for step in pack.steps
    )


def deciding(pack: Pack, step: Step) -> list[Toml]:
    """Gives answers that meet different conditions, one for each set of them that can be met."""
    about = [condition for condition in conditions(pack) if condition.step == step.key]
    by_met: dict[tuple[bool, ...], Toml] = {}
    form = kinds.kind(step.kind).form
    assert form
    for value in possible(step, about):
        shape = form.of(step, "nl").knowing(known())
        by_met.setdefault(tuple(shape.fits(shape.check(value), condition) for condition in about), value)
    compared = any(condition.above for condition in conditions(pack) if step.key in (condition.step, condition.above))
    return possible(step, about) if compared else list(by_met.values())


def possible(step: Step, about: list[Condition]) -> list[Toml]:
    """Gives answers enough to meet every condition that could be met, and to meet none."""
    risk: dict[str, Toml] = {"text": "Geen werk", "chance": 40}
    outcome: dict[str, Toml] = {"risk": f"{'0' * 26}#r1"}
    match step.kind:
        case "choice" if step.flag("many"):
            return [[option.id] for option in step.options()]
        case "choice":
            return [option.id for option in step.options()]
        case "scale":
            bounds = {n for condition in about for n in (condition.low, condition.high) if n is not None}
            return [0, *sorted(bounds), 10]
        case "risks":
            return [[{**risk, "willing": willing}] for willing in ("yes", "no", "not_yet")]
        case "outcome":
            return [[{**outcome, "happened": happened}] for happened in ("yes", "no", "unclear")]
    return [sample(step)]


def sample(step: Step) -> Toml:
    """Gives an answer to a step."""
    samples: dict[str, Toml] = {
        "write": "Iets van mij.",
        "list": ["een", "twee"],
        "feelings": [{"word": {"other": "bang"}, "intensity": 7}, {"word": {"other": "blij"}}],
        "body": {"place": "buik", "image": "een steen", "fits": "almost"},
        "voices": {"voices": [{"name": "de regelaar", "says": "Doe het niet."}], "centre": "Ik hoor je."},
        "letgo": [{"item": "de koffie", "thanks": "de praatjes", "status": "let_go"}],
        "share": NOBODY,
        "revisit": date(2026, 4, 1),
        "pause": True,
        "client": "de tuinman",
    }
    return samples[step.kind] if step.kind in samples else possible(step, [])[0]


# ------------------------------------------------------------------ how long it takes


@pytest.mark.parametrize("name", [name for name, minutes in MINUTES.items() if minutes])
def test_the_minutes_are_about_those_of_the_longest_road(name: str) -> None:
    pack = pack_of(name)
    roads = roads_of(pack, "nl")
    minutes = pack.minutes or 0
    assert roads.all_walked
    assert 0.5 * minutes <= roads.longest.seconds / 60 <= 1.5 * minutes, Counter(step.kind for step in pack.steps)
