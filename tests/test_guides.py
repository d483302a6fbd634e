"""The guides for authors: every block in them is what it says, and both languages tell the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kwetsbaar.core import kinds, packfile
from kwetsbaar.core.packfile import Problem, Reading, read
from kwetsbaar.errors import NotFound
from kwetsbaar.i18n import LANGUAGES, set_language
from kwetsbaar.journal.guides import GUIDES, guide

BLOCK = re.compile(r"^```toml\n(?P<toml>.*?)^```\n(?:```text\n(?P<text>.*?)^```\n)?", re.MULTILINE | re.DOTALL)
HEADS = {"nl": 'title = "Voorbeeld"\n', "en": 'title.en = "Example"\n'}
BROAD = 120


def blocks(language: str) -> list[tuple[str, str]]:
    """Gives each TOML block, and what the guide says the checker tells of it; a step alone gets a title above it."""
    found = BLOCK.finditer(guide("author").text(language))
    rows = [(row["toml"], row["text"] or "") for row in found]
    return [(toml if toml.startswith("title") else HEADS[language] + toml, text) for toml, text in rows]


ALL = [(language, toml, text) for language in LANGUAGES for toml, text in blocks(language)]
GOOD = [(language, toml) for language, toml, text in ALL if not text]
WRONG = [(language, toml, text) for language, toml, text in ALL if text]


def told(reading: Reading, file: str, language: str) -> str:
    """Gives what `packs check` prints."""
    warning = {"nl": "waarschuwing: ", "en": "warning: "}[language]
    return "".join(f"{_said(problem, file, warning)}\n" for problem in reading.problems)


def _said(problem: Problem, file: str, warning: str) -> str:
    assert problem.line
    return f"{file}:{problem.line}: {warning if problem.severity == 'warning' else ''}{problem.message}"


@pytest.mark.parametrize(("language", "toml"), GOOD)
def test_an_example_is_a_good_pack_without_a_warning(language: str, toml: str) -> None:
    reading = read(toml.encode(), "voorbeeld.toml")
    assert not [str(problem.message) for problem in reading.problems]
    assert reading.pack
    assert packfile.unwalkable(reading.pack) is None
    assert reading.pack.first_language == language


@pytest.mark.parametrize(("language", "toml", "text"), WRONG)
def test_a_mistake_is_told_as_the_guide_says(language: str, toml: str, text: str) -> None:
    set_language(language)
    file = text.partition(":")[0]
    assert told(read(toml.encode(), file), file, language) == text


def test_there_is_an_example_of_every_kind_and_of_many_mistakes() -> None:
    for language in LANGUAGES:
        packs = [read(toml.encode(), "x.toml").pack for tongue, toml in GOOD if tongue == language]
        assert {step.kind for pack in packs if pack for step in pack.steps} == set(kinds.ALL)
        assert sum(tongue == language for tongue, _toml, _text in WRONG) >= 9


def test_both_languages_tell_the_same() -> None:
    dutch, english = (guide("author").text(language) for language in ("nl", "en"))
    for pattern in (r"^#+ ", r"^\*\*", r"^- ", r"^```", r"^\d\. "):
        assert len(re.findall(pattern, dutch, re.MULTILINE)) == len(re.findall(pattern, english, re.MULTILINE)), pattern
    keys = [[re.findall(r"^(\w+)[. ]", toml, re.MULTILINE) for toml, _text in blocks(code)] for code in LANGUAGES]
    assert keys[0] == keys[1]
    assert "README.md" in dutch
    assert "README.nl.md" in english


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_tone_is_the_one_that_it_asks_for(language: str) -> None:
    text = guide("author").text(language)
    assert not re.search(r"[!—]| - |\.\.\.", BLOCK.sub("", text))
    assert max(map(len, text.splitlines())) <= BROAD + 10
    assert re.search(r"^title", text, re.MULTILINE)


def test_the_five_line_start_has_five_lines() -> None:
    for language in LANGUAGES:
        assert len(blocks(language)[0][0].splitlines()) == 5


def test_there_is_a_guide_for_each_name_and_a_nearest_one() -> None:
    assert [each.name for each in GUIDES] == ["author"]
    with pytest.raises(NotFound) as error:
        guide("auteur")
    assert "author" in str(error.value.hint)


def test_they_lie_beside_the_packs() -> None:
    folder = Path(__file__).parent.parent / "prompts"
    for each in GUIDES:
        for language, name in each.files.items():
            assert (folder / name).read_text("utf-8") == each.text(language)
