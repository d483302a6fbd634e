"""Packs without flaws, and what a file is besides its lines: name, bytes, languages."""

import hashlib
from itertools import islice
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from kwetsbaar.core import kinds, packfile, shapes
from kwetsbaar.core.kinds.base import Kind
from kwetsbaar.core.pack import Condition, Pack
from kwetsbaar.core.packfile.keys import ALL_STEP_KEYS, PACK_KEYS
from kwetsbaar.i18n import Message, set_language

GOOD = sorted((Path(__file__).parent / "packs/good").glob("*.toml"))
ONE_STEP = 'title = "T"\n[[step]]\nask = "x"\n'


def read(text: str, name: str = "x.toml") -> packfile.Reading:
    return packfile.read(text.encode(), name)


def good(text: str) -> Pack:
    reading = read(text)
    assert reading.pack, reading.problems
    return reading.pack


def said(reading: packfile.Reading) -> list[str]:
    set_language("en")
    return [problem.said("x.toml") for problem in reading.problems]


# ------------------------------------------------------------------ whole packs


@pytest.mark.parametrize("path", GOOD, ids=[path.stem for path in GOOD])
def test_sample_packs_are_valid(path: Path) -> None:
    data = path.read_bytes()
    reading = packfile.read(data, path.name)
    assert reading.problems == ()
    assert reading.pack
    assert reading.pack.id == path.stem
    assert reading.pack.languages == ("nl", "en")
    assert reading.pack.sha256 == hashlib.sha256(data).hexdigest()
    assert reading.pack.source_text.encode() == data


def test_there_are_sample_packs() -> None:
    assert len(GOOD) >= 4


def test_smallest_pack() -> None:
    pack = good('title = "Even stilstaan"\n[[step]]\nask = "Wat raakte je?"\n[[step]]\nask = "Wat had je nodig?"\n')
    assert pack.title.in_language("nl") == "Even stilstaan"
    assert [step.kind for step in pack.steps] == ["write", "write"]
    assert [step.line for step in pack.steps] == [2, 4]
    assert [step.key for step in pack.steps] == ["1", "2"]


def test_rich_pack_keeps_everything() -> None:
    path = next(path for path in GOOD if path.stem == "kan-ik-het-aan")
    pack = packfile.read(path.read_bytes(), path.name).pack
    assert pack
    assert (pack.audience, pack.minutes, pack.care, pack.license) == ("client", 18, "light", "CC-BY-4.0")
    assert pack.by_id["can_i"].measure == "key_question"
    assert [option.id for option in pack.by_id["can_i"].options()] == ["yes", "no", "not_yet"]
    assert pack.by_id["can_i"].options()[2].label.in_language("en") == "I don't know yet"
    assert pack.by_id["tension"].text("low", "nl") == "geen"
    pause = next(step for step in pack.steps if step.kind == "pause")
    assert pause.when == (Condition("tension", low=7),)
    assert pause.params == {"seconds": 60, "breath": (4, 6)}
    later = next(step for step in pack.steps if step.when and step.when[0].words == {"smaller", "later"})
    assert later.when[0].step == "no_path"
    assert next(step for step in pack.steps if step.each).each == "needed"
    share = next(step for step in pack.steps if step.kind == "share")
    assert share.params["about"] == ("leap", "can_i", "why")
    parts = [step.part.in_language("en") for step in pack.steps if step.part]
    assert parts[:2] == ["What could go wrong", "What you already have"]


@pytest.mark.parametrize(
    ("when", "low", "high"), [('">= 7"', 7, None), ('"<=3"', None, 3), ('"4..6"', 4, 6), ('"5"', 5, 5), ("5", 5, 5)]
)
def test_comparisons(when: str, low: int | None, high: int | None) -> None:
    pack = good(
        f'title = "T"\n[[step]]\nid = "a"\nkind = "scale"\nask = "x"\n[[step]]\nwhen = {{ a = {when} }}\nask = "y"'
    )
    assert pack.steps[1].when == (Condition("a", low=low, high=high),)


def test_several_conditions_and_always_words() -> None:
    pack = good(
        'title = "T"\n[[step]]\nid = "a"\nkind = "scale"\nask = "x"\n[[step]]\nid = "b"\nkind = "pause"\n'
        '[[step]]\nwhen = { a = ["answered"], b = "skipped" }\nask = "y"'
    )
    assert pack.steps[2].when == (Condition("a", frozenset({"answered"})), Condition("b", frozenset({"skipped"})))


def test_feelings_without_words_of_their_own_take_the_programs_own() -> None:
    asking = 'title = "T"\n[[step]]\nid = "a"\nkind = "feelings"\nask = "x"\n[[step]]\nwhen = {{ a = "{}" }}\nask = "y"'
    assert good(asking.format("angry")).steps[1].when == (Condition("a", frozenset({"angry"})),)
    assert said(read(asking.format("angri"))) == [
        "x.toml:7: ‘angri’ is no answer to the step ‘a’. Do you mean ‘angry’?"
    ]


def test_plain_options_are_their_own_ids() -> None:
    pack = good('title = "T"\n[[step]]\nkind = "choice"\nask = "x"\noptions = ["Ja", "Weet ik niet"]')
    assert [(option.id, option.label.in_language("nl")) for option in pack.steps[0].options()] == [
        ("Ja", "Ja"),
        ("Weet ik niet", "Weet ik niet"),
    ]


def test_a_bracket_line_in_a_text_is_text() -> None:
    pack = good(
        'title = "T"\n[[step]]\nsay = """\n[[step]]\nfoo = [[[[[[[[[[[[\n"""\n[[step]]\nsay = \'\'\'\n[step]\n\'\'\''
    )
    assert len(pack.steps) == 2
    assert pack.steps[0].say
    assert pack.steps[0].say.in_language("nl").startswith("[[step]]")


def test_markup_and_braces_are_text() -> None:
    pack = good('title = "[/oops]"\n[[step]]\nid = "a"\nask = "[bold]{{ x"\n[[step]]\nask = "{a} }} {{b}"')
    assert pack.title.in_language("nl") == "[/oops]"


def test_a_question_over_lines_becomes_one_line() -> None:
    pack = good('title = "T"\n[[step]]\nask = """\nWat\nraakte je?"""\nsay = """\na\n\nb\n"""')
    step = pack.steps[0]
    assert step.ask
    assert step.ask.in_language("nl") == "Wat raakte je?"
    assert step.say
    assert step.say.in_language("nl") == "a\n\nb"


# ------------------------------------------------------------------ languages


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ('title.en = "T"\ntitle.nl = "T"\n[[step]]\nask.nl = "x"\nask.en = "x"', ("en", "nl")),
        ('title = "T"\n[[step]]\nask.en = "x"', ("en",)),
        ('title = "T"\n[[step]]\nkind = "choice"\nask = "x"\noptions = [{ id = "a", en = "A" }]', ("en",)),
        (ONE_STEP, ("nl",)),
    ],
)
def test_first_language(text: str, languages: tuple[str, ...]) -> None:
    assert good(text).languages == languages


def test_a_gap_is_a_warning_and_falls_back() -> None:
    reading = read('title.nl = "T"\ntitle.en = "T"\n[[step]]\nask.nl = "x"\nask.en = "y"\nhint = "z"')
    assert said(reading) == ["x.toml:3: The English of ‘hint’ is missing."]
    assert reading.pack
    assert reading.pack.steps[0].hint
    assert reading.pack.steps[0].hint.in_language("en") == "z"


# ------------------------------------------------------------------ the file


@pytest.mark.parametrize("before", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_bom_and_crlf_are_fine(before: str, end: str) -> None:
    data = (before + ONE_STEP.replace("\n", end)).encode()
    reading = packfile.read(data, "x.toml")
    assert reading.problems == ()
    assert reading.pack
    assert reading.pack.source_text.encode() == data


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("x.toml.txt", "Notepad put .txt behind it. Save it as x.toml"),
        ("x.txt", "must end in .toml: x.toml"),
        ("x", "must end in .toml: x.toml"),
        ("Mijn vragen.toml", "For instance: mijn-vragen.toml"),
        ("één.toml", "For instance: een.toml"),
        ("../x.toml", "For instance: x.toml"),
        ("-.toml", "For instance: my-pack.toml"),
        ("\x1b[2J.toml", "For instance: 2j.toml"),
        ("a" * 65 + ".toml", "letters from a to z"),
    ],
)
def test_file_names(name: str, sentence: str) -> None:
    reading = read(ONE_STEP, name)
    assert reading.pack is None
    assert sentence in said(reading)[0]


def test_file_names_with_capitals_and_digits_are_fine() -> None:
    assert read(ONE_STEP, "3-Minuten_a.TOML").pack


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_utf16_has_its_own_sentence(encoding: str) -> None:
    reading = packfile.read(ONE_STEP.encode(encoding), "x.toml")
    assert ["UTF-16" in line for line in said(reading)] == [True]


def test_each_line_that_is_not_utf8_is_told_with_its_byte() -> None:
    data = 'title = "é"\n[[step]]\nask = "x"\nhint = "ï"\nfoo = 1'.encode("latin-1")
    lines = said(packfile.read(data, "x.toml"))
    assert [line.split(": ")[0] for line in lines] == ["x.toml:1", "x.toml:4", "x.toml:5"]
    assert "byte 0xE9, place 10" in lines[0]


def test_errors_carry_their_lines() -> None:
    reading = read('title = "T"\n[[step]]\naks = "x"\nprivate = 1', "mijn-reeks.toml")
    set_language("en")
    error = packfile.PackErrors("mijn-reeks.toml", reading.problems)
    assert str(error) == "‘mijn-reeks.toml’ cannot be used yet: 2 places need another look."
    assert error.lines() == (
        "mijn-reeks.toml:3: A step has no ‘aks’. Do you mean ‘ask’?",
        "mijn-reeks.toml:4: ‘private’ is true or false, without quotes.",
    )


def test_a_file_full_of_flaws_is_cut_short() -> None:
    reading = read(ONE_STEP + "x y\n" * 5000)
    assert reading.pack is None
    assert len(reading.problems) == 501
    assert "more problems than these 500" in said(reading)[0]


# ------------------------------------------------------------------ walking


def test_a_plain_pack_can_be_walked() -> None:
    assert packfile.unwalkable(good(ONE_STEP)) is None


def test_a_pack_that_asks_for_care_can_be_walked() -> None:
    assert packfile.unwalkable(good('title = "T"\ncare = "deep"\n[[step]]\nask = "x"')) is None


def test_a_kind_to_come_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = good(ONE_STEP)
    monkeypatch.setattr(kinds, "kind", Kind)
    problem = packfile.unwalkable(pack)
    assert problem
    assert problem.line == pack.steps[0].line
    assert pack.steps[0].kind in str(problem.message)


# ------------------------------------------------------------------ the registry and the catalogue


def test_every_kind_is_registered_under_its_name() -> None:
    assert all(kinds.kind(name).name == name for name in kinds.ALL)
    assert set(kinds.WRITABLE) == set(kinds.ALL) - {"say", "part"}


def test_no_name_belongs_to_packs_and_steps_both() -> None:
    assert not set(PACK_KEYS) & set(ALL_STEP_KEYS)


def test_every_sentence_exists_in_dutch() -> None:
    core = Path(packfile.__file__).parent
    files = [*core.glob("*.py"), Path(shapes.__file__)]
    found = [row for file in files for row in extract_from_file("python", str(file), {"msg": None, "plural": (1, 2)})]
    sentences = [row[1] for row in found]
    assert len(sentences) > 80
    for sentence in sentences:
        one, many = sentence if isinstance(sentence, tuple) else (sentence, None)
        message = Message(str(one), {**dict.fromkeys(_names(str(one)), "·"), "n": 2}, many)
        assert message.in_language("nl") != message.in_language("en"), one


def _names(template: str) -> list[str]:
    return [part.split("}")[0] for part in islice(template.replace("{{", "").split("{"), 1, None)]
