"""A pack as it is read before it is taken in: no text of any built-in pack is left out, in either language."""

from __future__ import annotations

import pytest

from kwetsbaar.core import packfile
from kwetsbaar.core.pack import Pack, Text
from kwetsbaar.core.reciting import recite
from kwetsbaar.core.references import REFERENCE
from kwetsbaar.storage import prompts

NAMES = [path.name for path in prompts.files(prompts.built_in())]


def pack_of(text: bytes, name: str = "x.toml") -> Pack:
    pack = packfile.read(text, name).pack
    assert pack
    return pack


def said(pack: Pack, language: str) -> str:
    return "\n".join(told.text for told in recite(pack, language))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_told(name: str, language: str) -> None:
    pack = pack_of((prompts.built_in() / name).read_bytes(), name)
    told = said(pack, language)
    for step in (step for step in pack.steps if step.line):
        texts = [step.part, step.ask, step.say, step.hint, *(option.label for option in step.options())]
        texts += [value for value in step.params.values() if isinstance(value, Text)]
        for text in filter(None, texts):
            plain = REFERENCE.sub(lambda found: found[0][0] if found[1] is None else "…", text.in_language(language))
            assert plain.strip() in told


CONDITIONS = """title = "T"
[[step]]
id = "n"
kind = "scale"
ask = "Hoe zwaar?"
[[step]]
id = "f"
kind = "feelings"
ask = "Wat voel je?"
[[step]]
id = "r"
kind = "risks"
ask = "Waarvoor ben je bang?"
[[step]]
id = "l"
kind = "list"
ask = "Wat helpt?"
[[step]]
ask = "A?"
when = { n = ">= 7", f = "angry" }
[[step]]
ask = "B?"
when = { n = "<= 3" }
[[step]]
ask = "C?"
when = { n = "4..6" }
[[step]]
ask = "D?"
when = { r = ["unwilling", "undecided"] }
[[step]]
ask = "Wie helpt bij {item}?"
each = "l"
when = { l = "answered" }
timer = 2
private = true
"""


def test_when_a_step_shows_is_said_in_words() -> None:
    pack = pack_of(CONDITIONS.encode())
    dutch, english = said(pack, "nl"), said(pack, "en")
    for line in (
        "Alleen bij ‘Hoe zwaar’: 7 of meer en ‘Wat voel je’: ‘boos’.",
        "Alleen bij ‘Hoe zwaar’: 3 of minder.",
        "Alleen bij ‘Hoe zwaar’: van 4 tot 6.",
        "Alleen bij ‘Waarvoor ben je bang’: een risico dat het niet waard is of "
        "een risico waarover nog niets beslist is.",
        "Alleen bij ‘Wat helpt’: beantwoord.",
        "Voor elk van ‘Wat helpt’.",
        "Wie helpt bij …?",
        "ongeveer 2 minuten lang",
        "blijft buiten wat gedeeld wordt",
    ):
        assert line in dutch
    assert "Only if ‘Hoe zwaar’: 7 or more and ‘Wat voel je’: ‘boos’." in english
    assert "Written in: Dutch." in english


def test_what_it_is_stands_on_top() -> None:
    head = 'title = "T"\nsummary = "Kort"\naudience = "coach"\nminutes = 3\ncare = "deep"\nversion = "2"\n'
    pack = pack_of(f'{head}series = {{ times = 4, every = "1 day" }}\n[[step]]\nask = "Wat?"\n'.encode())
    told = [line.text for line in recite(pack, "en")]
    assert told[:2] == ["Kort", "For coaches · 1 question · 3 minutes"]
    assert "A series of 4 times." in told
    assert "Version: 2" in told
    assert "Author: not said" in told
    assert any("extra care" in line for line in told)
    assert sum("?" in line for line in told) == 1
