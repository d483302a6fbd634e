"""The JSON Schema: it takes what the check takes, and refuses what the check refuses as far as it can know."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kwetsbaar.__main__ import main
from kwetsbaar.core import packfile
from kwetsbaar.core.packfile.about import ABOUT
from kwetsbaar.core.packfile.keys import ALL_STEP_KEYS, COMMON_KEYS, HEADING_KEYS, KIND_KEYS, PACK_KEYS
from kwetsbaar.core.packfile.schema import Schema, schema
from kwetsbaar.core.toml import Toml, TomlError, loads, value_of
from kwetsbaar.i18n import LANGUAGES
from kwetsbaar.text import is_clean
from tests.badpacks.cases import Case, cases

ROOT = Path(__file__).parents[2]
GOOD = [*sorted((ROOT / "prompts").glob("*.toml")), *sorted((ROOT / "tests/core/packs/good").glob("*.toml"))]
VALIDATOR = Draft202012Validator(schema("en"))
TAPLO = shutil.which("taplo", path=f"{Path(sys.executable).parent}:{Path(sys.prefix) / 'bin'}") or shutil.which("taplo")
needs_taplo = pytest.mark.skipif(TAPLO is None, reason="taplo is not installed")

ABOUT_OTHERS = (
    "There is no step",
    "is not above this step",
    "asks nothing, so it has no answer",
    "names an earlier list. The step",
    "‘{key}’ names a step of the kind",
    "The id ‘{id}’ is already there",
    "The option ‘{id}’ is already there",
    "is no answer to the step",
    "has a number for an answer",
    "so this never fits",
    "The lowest number comes first",
    "The brace {{ does not close",
    "There is nothing between {{ and }}",
    "Between {{ and }} stands the id",
    "{{item}} is only there",
    "‘min’ must be less",
    "[[step]] stands on a line by itself",
    "There is an invisible mark",
    "There is a control character",
)
"""What a schema cannot know: what one step says of another, what stands inside a text, how a file is written."""


def parsed(case: Case) -> dict[str, Toml] | None:
    try:
        return loads(case.data.decode())
    except (TomlError, UnicodeDecodeError):
        return None


def cannot_know(case: Case) -> bool:
    errors = [problem for problem in case.reading.problems if problem.severity == "error"]
    return all(any(words in problem.message.text for words in ABOUT_OTHERS) for problem in errors)


WRITTEN_OTHERWISE = {"options-as-a-table", "step-as-a-list", "sub-table"}
"""What says the same as a good pack to who sees only values, but not in the way that the format has for it."""

CASES = [case for case in cases() if case.file == "x.toml" and len(case.data) < 50_000]
KNOWABLE = [
    case for case in CASES if parsed(case) is not None and not cannot_know(case) and case.name not in WRITTEN_OTHERWISE
]
ONLY_WARNED = [case for case in CASES if case.reading.pack]


def faults(table: Mapping[str, Toml]) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(table)]


# ------------------------------------------------------------------ the schema itself


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_schema_and_says_what_each_key_means(language: str) -> None:
    made = schema(language)
    Draft202012Validator.check_schema(made)
    step = part(made, "$defs", "step")
    assert set(part(made, "properties")) == {*PACK_KEYS, "step"}
    assert set(part(step, "properties")) == set(ALL_STEP_KEYS)
    for properties, names in ((part(made, "properties"), PACK_KEYS), (part(step, "properties"), ALL_STEP_KEYS)):
        assert all(part(properties, name)["description"] for name in names)


def part(document: Schema, *path: str) -> Schema:
    for name in path:
        inner = document[name]
        assert isinstance(inner, dict)
        document = inner
    return document


def test_nothing_is_said_of_a_key_that_is_none() -> None:
    assert set(ABOUT) == {*PACK_KEYS, *ALL_STEP_KEYS}


def test_it_knows_every_key_of_every_kind() -> None:
    for kind, keys in KIND_KEYS.items():
        allowed = HEADING_KEYS if kind == "part" else (*COMMON_KEYS, *keys)
        for name in ALL_STEP_KEYS:
            step: dict[str, Toml] = {"part": "x"} if kind == "part" else {"say": "x"} if kind == "say" else {"ask": "x"}
            step |= {} if kind in ("say", "part") else {"kind": kind}
            said = " ".join(faults({"title": "T", "step": [{**step, name: {"x": {}}}]}))
            assert (f"'{name}' is not one of" in said) == (name not in allowed and name not in step), (kind, name)


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "nl", "packs", "schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema("nl")


# ------------------------------------------------------------------ good packs and bad ones


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_takes_good_packs(path: Path) -> None:
    assert faults(loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("case", ONLY_WARNED, ids=lambda case: case.name)
def test_it_takes_packs_that_are_only_warned_of(case: Case) -> None:
    table = parsed(case)
    assert table is not None
    assert faults(table) == []


def test_there_are_many_bad_packs_that_it_can_know() -> None:
    assert len(KNOWABLE) >= 60


@pytest.mark.parametrize("case", KNOWABLE, ids=lambda case: case.name)
def test_it_refuses_bad_packs(case: Case) -> None:
    table = parsed(case)
    assert table is not None
    assert faults(table)


# ------------------------------------------------------------------ by property: every value of every key

PLAIN = st.text("ab \nÉ", max_size=6).filter(is_clean)
WORDS = st.sampled_from(
    [
        "",
        " ",
        "yes",
        "client",
        "deep",
        "chance",
        "a b",
        "1a",
        "item",
        "answered",
        "3 weeks",
        "1 Day",
        "0 days",
        "007 day",
    ]
)
SIMPLE = st.one_of(PLAIN, WORDS, st.integers(-120, 700), st.booleans(), st.floats(-2, 2).filter(lambda x: x % 1 != 0))
TABLES = st.dictionaries(st.sampled_from(["nl", "en", "fr", "id", "times", "every"]), SIMPLE, max_size=3)
VALUES = st.recursive(st.one_of(SIMPLE, TABLES), lambda inner: st.lists(inner, max_size=3), max_leaves=4)
KEYS = [(kind, key) for kind, keys in KIND_KEYS.items() for key in keys.values()]


@given(st.sampled_from(sorted(PACK_KEYS)), VALUES)
def test_of_a_pack_key_it_takes_what_the_check_takes(name: str, value: Toml) -> None:
    same({"title": "T", name: value}, {"ask": "x"})


@given(
    st.sampled_from(["id", "ask", "say", "hint", "timer", "tag", "measure", "private", "kind", "part", "zzz"]), VALUES
)
def test_of_a_step_key_it_takes_what_the_check_takes(name: str, value: Toml) -> None:
    same({"title": "T"}, {"ask": "x", name: value} if name != "part" else {name: value})


@given(st.sampled_from(KEYS), VALUES)
def test_of_a_key_of_a_kind_it_takes_what_the_check_takes(of: tuple[str, object], value: Toml) -> None:
    kind, key = of
    name = str(getattr(key, "name", ""))
    options: dict[str, Toml] = {"options": ["Ja"]} if kind == "choice" else {}
    packs: dict[str, Toml] = {"packs": ["vrij"]} if kind == "next" else {}
    same({"title": "T"}, {"kind": kind, "ask": "x", **options, **packs, name: value})


def same(head: Mapping[str, Toml], step: Mapping[str, Toml]) -> None:
    """Holds that the schema and the check agree on a pack, unless the check refuses it for what none can know."""
    lines = [f"{name} = {value_of(value)}" for name, value in head.items()]
    lines += ["[[step]]", *(f"{name} = {value_of(value)}" for name, value in step.items())]
    case = Case("", "x.toml", "\n".join(lines).encode())
    taken = not faults({**head, "step": [dict(step)]})
    if case.reading.pack is None and taken:
        assert cannot_know(case), (lines, case.reading.problems)
    if case.reading.pack is not None:
        assert taken, (lines, faults({**head, "step": [dict(step)]}))


# ------------------------------------------------------------------ taplo, as editors use it


@pytest.fixture(scope="module")
def schema_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "pack.schema.json"
    path.write_text(json.dumps(schema("nl")), encoding="utf-8")
    return path


def linted(files: list[Path], *options: str) -> subprocess.CompletedProcess[str]:
    assert TAPLO
    return subprocess.run(
        [TAPLO, "lint", "--no-auto-config", *options, *files], capture_output=True, text=True, check=False
    )


@needs_taplo
def test_taplo_takes_good_packs(schema_file: Path, tmp_path: Path) -> None:
    warned = [tmp_path / f"{case.name}.toml" for case in ONLY_WARNED]
    for path, case in zip(warned, ONLY_WARNED, strict=True):
        path.write_bytes(case.data)
    done = linted([*GOOD, *warned], "--schema", schema_file.as_uri())
    assert done.returncode == 0, done.stderr
    assert f"total={len(GOOD) + len(warned)}" in done.stderr


@needs_taplo
@pytest.mark.parametrize("case", KNOWABLE, ids=lambda case: case.name)
def test_taplo_refuses_bad_packs(case: Case, schema_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(case.data)
    assert linted([path], "--schema", schema_file.as_uri()).returncode != 0


@needs_taplo
def test_taplo_finds_the_schema_that_a_pack_names_itself(schema_file: Path, tmp_path: Path) -> None:
    for text, code in (('title = "T"\n[[step]]\nask = "x"\n', 0), ('title = "T"\n[[step]]\naks = "x"\n', 1)):
        path = schema_file.parent / f"pack{code}.toml"
        path.write_text(f"#:schema ./{schema_file.name}\n{text}")
        assert packfile.read(path.read_bytes(), path.name).pack is None or code == 0
        assert linted([path]).returncode == code
