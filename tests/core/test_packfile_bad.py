"""Packs with flaws: what is said of them, line by line, in both languages. The cases lie in `packs/bad.txt`."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from kwetsbaar.core import packfile
from kwetsbaar.i18n import set_language
from kwetsbaar.text import is_clean

_HIDDEN = re.compile("⟦U\\+([0-9A-F]{4})⟧")


class Case(NamedTuple):
    name: str
    text: str
    said: tuple[str, ...]


def cases() -> list[Case]:
    parts = (Path(__file__).parent / "packs/bad.txt").read_text(encoding="utf-8").split("\n=== ")[1:]
    return [_case(part) for part in parts]


def _case(part: str) -> Case:
    name, _, rest = part.partition("\n")
    text, _, said = rest.partition("\n---\n")
    shown = _HIDDEN.sub(lambda found: chr(int(found[1], 16)), text)
    return Case(name, shown, tuple(line for line in said.split("\n") if line))


CASES = cases()


def test_there_are_many() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_says_everything_that_is_wrong(case: Case) -> None:
    set_language("en")
    reading = packfile.read(case.text.encode(), "x.toml")
    marks = {"error": "", "warning": "~"}
    said = tuple(f"{marks[problem.severity]}{problem.line}: {problem.message}" for problem in reading.problems)
    assert said == case.said
    assert (reading.pack is None) == any(not line.startswith("~") for line in case.said)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_says_it_in_dutch(case: Case) -> None:
    for problem in packfile.read(case.text.encode(), "x.toml").problems:
        dutch, english = problem.message.in_language("nl"), problem.message.in_language("en")
        assert dutch != english
        assert is_clean(dutch)
        assert "\n" not in dutch


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("ask = “Wat?”", 'x.toml:3: Krulaanhalingstekens. Typ rechte: "tekst".'),
        ('ask = "x"\nask = "y"', "x.toml:4: ‘ask’ staat er al. Ontbreekt [[step]] erboven?"),
        ('[ask]\nnl = "x"', "x.toml:3: De enige vorm met haken is [[step]]."),
        ('aks = "x"', "x.toml:3: Een stap heeft geen ‘aks’. Bedoel je ‘ask’?"),
    ],
)
def test_speaks_dutch(body: str, said: str) -> None:
    set_language("nl")
    errors = packfile.PackErrors("x.toml", packfile.read(f'title = "T"\n[[step]]\n{body}'.encode(), "x.toml").problems)
    set_language("en")
    assert errors.problems[0].message.in_language("nl") == said.split(": ", 1)[1]
    assert errors.lines()[0].startswith(said.split(": ", 1)[0])


def test_every_line_break_counts() -> None:
    text = 'title = "T"\r\n[[step]]\r\nsay = """\r\na\r\nb"""\r\nfoo = 1\r\n'
    assert [problem.line for problem in packfile.read(text.encode(), "x.toml").problems] == [6]
