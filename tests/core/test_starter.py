"""The beginning of a pack: whatever its author types, it has no flaws and says what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kwetsbaar.core import packfile
from kwetsbaar.core.packfile.starter import Said, Starter, written
from kwetsbaar.core.references import insert
from kwetsbaar.core.roads import roads_of
from kwetsbaar.i18n import LANGUAGES
from kwetsbaar.text import clean_line

TYPED = st.text(max_size=40).map(lambda text: clean_line(text.replace("\ufeff", ""))).filter(bool)
CODES = st.sampled_from([("nl",), ("en",), LANGUAGES])


@st.composite
def starters(draw: st.DrawFn) -> Starter:
    codes = draw(CODES)
    said = st.fixed_dictionaries(dict.fromkeys(codes, TYPED))
    questions: list[Said] = draw(st.lists(said, min_size=1, max_size=3))
    return Starter(draw(said), questions, draw(st.sampled_from(["client", "coach", "anyone"])), draw(st.booleans()))


@given(starters(), st.sampled_from(LANGUAGES))
@settings(max_examples=50)
def test_it_passes_the_check_and_says_what_was_typed(starter: Starter, language: str) -> None:
    text = written(starter, language)
    reading = packfile.read(text.encode(), "x.toml")
    assert reading.problems == ()
    pack = reading.pack
    assert pack
    assert pack.title.texts == starter.title
    assert pack.audience == starter.audience
    assert pack.languages == tuple(starter.title)
    for step, question in zip(pack.steps, starter.questions, strict=False):
        assert step.ask
        assert {code: insert(said, lambda _name: None, code) for code, said in step.ask.texts.items()} == question
    assert pack.minutes == roads_of(pack, pack.first_language).longest.minutes


@pytest.mark.parametrize("language", LANGUAGES)
def test_above_each_part_stands_what_it_is_for(language: str) -> None:
    starter = Starter(dict.fromkeys(LANGUAGES, "T"), [dict.fromkeys(LANGUAGES, "Wat?")], fork=True)
    lines = written(starter, language).splitlines()
    remarks = [line for line in lines if line.startswith("#")]
    assert len(remarks) == 5
    assert ("vragenreeks" in remarks[0]) == (language == "nl")
    pack = packfile.read("\n".join(lines).encode(), "x.toml").pack
    assert pack
    assert [step.when[0].words for step in pack.steps if step.when] == [{"yes"}, {"not_now"}]
    assert roads_of(pack, language).number == 3
    assert pack.steps[1].ask
    assert pack.steps[1].ask.texts["nl"] != pack.steps[1].ask.texts["en"]
