"""A session with feelings, body and voices: roads, repeating, other languages, and files of answers with lines."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kwetsbaar.core import draft as drafts
from kwetsbaar.core import keeping, markdown, packfile
from kwetsbaar.core.answers import AnswersErrors, answer_all
from kwetsbaar.core.draft import Draft
from kwetsbaar.core.session import Session
from kwetsbaar.core.toml import Toml

WHEN = datetime(2026, 11, 22, 20, 33, tzinfo=UTC)
PACK = """
title.nl = "Alle kanten"
title.en = "Every side"
[[step]]
id = "weather"
kind = "feelings"
intensity = true
ask.nl = "Wat voel je?"
ask.en = "What do you feel?"
[[step]]
when = { weather = ["afraid", "anxious"] }
ask.nl = "Waarvoor?"
ask.en = "Of what?"
[[step]]
id = "kind_word"
each = "weather"
ask.nl = "{item}: wat zou je zeggen?"
ask.en = "{item}: what would you say?"
[[step]]
id = "felt"
kind = "body"
ask.nl = "Waar?"
ask.en = "Where?"
[[step]]
id = "inner"
kind = "voices"
most = 4
from = "weather"
ask.nl = "Wie?"
ask.en = "Who?"
[[step]]
each = "inner"
ask.nl = "{item}, en jij met {felt}?"
ask.en = "{item}, and you with {felt}?"
"""


def start(lang: str = "nl") -> Session:
    reading = packfile.read(PACK.encode(), "alle.toml")
    assert reading.pack, reading.problems
    return Session.begin(reading.pack, lang)


def ask(session: Session) -> str | None:
    question = session.question()
    return question.ask if question else None


ROW: Toml = [{"word": "afraid", "intensity": 7}, {"word": {"other": "grijzig"}}]


def test_a_word_opens_a_road_and_each_feeling_is_asked_about() -> None:
    session = start().answer(ROW)
    assert ask(session) == "Waarvoor?"
    session = session.answer("het")
    assert ask(session) == "bang: wat zou je zeggen?"
    session = session.answer("rustig maar").answer("ook goed")
    session = session.answer({"place": "keel", "image": "een steen"})
    question = session.question()
    assert question
    assert question.offered == ("bang", "grijzig")
    session = session.answer({"voices": [{"name": "de criticus"}, {"name": "bang"}]})
    assert ask(session) == "de criticus, en jij met een steen?"
    assert ask(start().answer([{"word": "sad"}])) == "verdrietig: wat zou je zeggen?"


def test_another_language_names_the_feelings_otherwise_and_loses_nothing() -> None:
    session = start().answer(ROW).answer("het").answer("rustig maar").in_language("en")
    assert ask(session) == "grijzig: what would you say?"
    assert session.back().question() is not None
    back = session.back()
    assert ask(back) == "afraid: what would you say?"
    given = back.given_at(back.at) if back.at else None
    assert given
    assert given.value == "rustig maar"
    assert back.in_language("nl") == session.in_language("nl").back()
    assert session.in_language("nl").given == start().answer(ROW).answer("het").answer("rustig maar").given
    draft = Draft("0" * 26, 3, WHEN, WHEN, back)
    assert drafts.parse(drafts.render(draft)) == draft


ANSWERS = """[answers]
weather = [
  { word = "bang", intensity = 7 },
  { word = { other = "grijzig" } },
]
kind_word = [{ item = "bang", answer = "rustig maar" }]
felt = { place = "keel", fits = "almost" }

[answers.inner]
centre = "Ik hoor jullie."
[[answers.inner.voices]]
name = "de criticus"
role = "protector"
says = "Nee"
"""


def test_a_file_of_answers_gives_the_same_as_a_walk() -> None:
    walked = start().answer(ROW).skip().answer("rustig maar").skip().answer({"place": "keel", "fits": "almost"})
    voices: Toml = {
        "voices": [{"name": "de criticus", "role": "protector", "says": "Nee"}],
        "centre": "Ik hoor jullie.",
    }
    walked = walked.answer(voices).skip()
    from_file = answer_all(start(), ANSWERS.encode(), "a.toml")
    assert from_file == walked
    entry = keeping.entry_of(from_file, id_="0" * 26, when=WHEN)
    assert markdown.parse(markdown.render(entry)) == entry
    assert "1. bang (7) → 2. grijzig" in markdown.render(entry)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"bang"', '"baang"', 3),
        ("intensity = 7", "intensity = 11", 3),
        ('{ other = "grijzig" }', "3", 4),
        ('fits = "almost"', 'fits = "maybe"', 7),
        ('felt = { place = "keel", fits = "almost" }', 'felt = "keel"', 7),
        ('place = "keel"', 'plek = "keel"', 7),
        ('role = "protector"', 'role = "judge"', 13),
        ('name = "de criticus"', "name = 3", 12),
        ('centre = "Ik hoor jullie."', "centre = 4", 10),
    ],
)
def test_each_flaw_is_told_with_its_line(old: str, new: str, line: int) -> None:
    with pytest.raises(AnswersErrors) as error:
        answer_all(start(), ANSWERS.replace(old, new).encode(), "a.toml")
    assert line in [problem.line for problem in error.value.problems]


def test_a_list_of_a_thousand_words_of_an_author() -> None:
    words = ", ".join(f'{{ id = "w{n}", nl = "woord {n}", en = "word {n}" }}' for n in range(1000))
    head = 'title.nl = "T"\ntitle.en = "T"\n[[step]]\nid = "a"\nkind = "feelings"\nask.nl = "x"\nask.en = "x"'
    text = f"{head}\nwords = [{words}]\n"
    reading = packfile.read(text.encode(), "t.toml")
    assert reading.pack, reading.problems
    session = Session.begin(reading.pack, "en").answer([{"word": "Woord 999"}, {"word": "w0"}])
    entry = keeping.entry_of(session, id_="0" * 26, when=WHEN)
    assert "1. word 999 → 2. word 0" in markdown.render(entry)
    assert markdown.parse(markdown.render(entry)) == entry


SAMPLES = Path(__file__).parent / "packs" / "good"
ALL_SIDES = """[answers]
care_before = 8
topic = "werk"
inner = { voices = [{ name = "de criticus", says = "Nee." }], centre = "Ik hoor je." }
4 = true
weather = [{ word = "tense", place = "kaken" }, { word = "hopeful" }]
6 = { place = "keel", image = "een deur", fits = "yes" }
7 = "Een kleine."
care_after = 9
"""


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_sample_with_every_side_is_walked_whole(lang: str) -> None:
    reading = packfile.read((SAMPLES / "alle-kanten.toml").read_bytes(), "alle-kanten.toml")
    assert reading.pack
    session = answer_all(Session.begin(reading.pack, lang), ALL_SIDES.encode(), "a.toml")
    assert session.at_end
    assert [session.step(place).key for place in session.path][-2:] == ["care_after", "care:talk"]
    entry = keeping.entry_of(session, id_="0" * 26, when=WHEN)
    text = markdown.render(entry)
    assert markdown.parse(text) == entry
    assert {"nl": "1. gespannen (kaken) → 2. hoopvol", "en": "1. tense (kaken) → 2. hopeful"}[lang] in text
    assert {"nl": "Nu je de criticus hebt gehoord", "en": "Now that you have heard de criticus"}[lang] in text


@pytest.mark.parametrize("name", ["alle-kanten", "na-de-sessie"])
def test_the_samples_can_be_walked(name: str) -> None:
    reading = packfile.read((SAMPLES / f"{name}.toml").read_bytes(), f"{name}.toml")
    assert reading.pack
    assert packfile.unwalkable(reading.pack) is None
