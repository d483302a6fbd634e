"""Bad packs: all that is said of each, in both languages, by the reader and by the command."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kwetsbaar.__main__ import main
from kwetsbaar.core import packfile
from kwetsbaar.core.toml import Toml, loads
from kwetsbaar.i18n import LANGUAGES, msg
from kwetsbaar.text import is_clean
from tests.badpacks.cases import EXPECTED, FILES, MOST, Case, cases
from tests.badpacks.made import GOOD, MADE, NAMED

CASES = cases()
IDS = [case.name for case in CASES]
TABLE = loads(EXPECTED.read_text(encoding="utf-8"))


def expected(case: Case, language: str) -> list[Toml]:
    table = TABLE[case.name]
    assert isinstance(table, dict)
    lines = table[language]
    assert isinstance(lines, list)
    return lines


def test_there_are_many_and_each_is_expected() -> None:
    assert len(CASES) >= 200
    assert sorted(TABLE) == sorted(IDS)
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_says_everything_that_is_wrong(case: Case, language: str) -> None:
    said = case.said(language)
    assert said == expected(case, language)
    assert said


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_only_warnings_leave_a_pack(case: Case) -> None:
    only_warnings = all(str(line).startswith("~") for line in expected(case, "en"))
    assert (case.reading.pack is not None) == only_warnings


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_every_sentence_is_there_in_both_languages_and_on_one_line(case: Case) -> None:
    for problem in case.reading.problems[:MOST]:
        dutch, english = (problem.message.in_language(language) for language in ("nl", "en"))
        assert dutch != english
        assert is_clean(dutch)
        assert is_clean(english)
        assert "\n" not in dutch + english
        assert len(english) < 300
        assert english[-1] in ".?" or english.endswith((".toml.", "]", ")")) or '"' in english or ", " in english


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_says_the_same_with_the_file_before_it(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    plain = [case for case in CASES if case.name not in NAMED]
    for case in plain:
        Path(f"{case.name}.toml").write_bytes(case.data)
    assert main(["--lang", language, "packs", "check", *(f"{case.name}.toml" for case in plain)]) == 6
    out, err = capsys.readouterr()
    assert is_clean(out + err)
    assert "Traceback" not in err
    printed = out.splitlines()
    for case in plain:
        wanted = [as_printed(f"{case.name}.toml", str(line), language) for line in expected(case, language)]
        said = [line for line in printed if line.startswith(f"{case.name}.toml:")]
        assert said[:MOST] == [line for line in wanted if line]


def as_printed(file: str, said: str, language: str) -> str:
    """Gives a line of the table as the command prints it."""
    line, _colon, sentence = said.partition(": ")
    if line.startswith("~"):
        sentence = msg("warning: {message}", message=sentence).in_language(language)
    number = line.removeprefix("~")
    return "" if said == "…" else f"{file}: {sentence}" if number == "-" else f"{file}:{number}: {sentence}"


# ------------------------------------------------------------------ what is no file, or is named as it should not be


def folder(path: Path) -> None:
    path.mkdir()


def link_to_nothing(path: Path) -> None:
    path.symlink_to("nergens.toml")


def link_in_a_circle(path: Path) -> None:
    path.symlink_to(path.name)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def nothing(path: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (folder, "x.toml is a folder. Name a file in it that ends in .toml."),
        (link_to_nothing, "x.toml is a link that leads nowhere. Name the file itself."),
        (link_in_a_circle, "x.toml is a link that leads nowhere. Name the file itself."),
        (pipe, "x.toml is not a file."),
        (nothing, "There is no file x.toml."),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_is_no_file(
    make: object, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert callable(make)
    make(Path("x.toml"))
    assert main(["--lang", "en", "packs", "check", "x.toml"]) == 4
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a\0b.toml", "a" * 5000 + ".toml"])
def test_a_name_that_no_file_can_have(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "packs", "check", name]) == 4
    out, err = capsys.readouterr()
    assert is_clean(out + err)
    assert "cannot be read" in err or "There is no file" in err


def test_a_link_to_a_pack_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "real.toml").write_bytes(GOOD)
    (tmp_path / "link.toml").symlink_to(tmp_path / "real.toml")
    assert main(["--lang", "en", "packs", "check", str(tmp_path / "link.toml")]) == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.toml").write_bytes(GOOD)
    (tmp_path / "x.toml").chmod(0)
    assert main(["--lang", "en", "packs", "check", str(tmp_path / "x.toml")]) == 4
    assert "cannot be read" in capsys.readouterr().err


# ------------------------------------------------------------------ a file that is being written


def halves(data: bytes) -> Iterator[bytes]:
    step = max(1, len(data) // 150)
    yield from (data[:end] for end in range(0, len(data), step))


@pytest.mark.parametrize("name", ["two-packs-in-one", "several-at-once", "option-id-twice", "never-inserted"])
def test_a_file_that_is_half_written_is_read_as_far_as_it_goes(name: str) -> None:
    for part in halves((FILES / f"{name}.toml").read_bytes()):
        reading = packfile.read(part, "x.toml")
        lines = part.count(b"\n") + 1
        assert all(problem.line is None or problem.line <= lines for problem in reading.problems)
        assert reading.pack or reading.problems


def test_every_half_of_every_made_file_has_words() -> None:
    for data in MADE.values():
        for part in (data[:100], data[: len(data) // 2][:5000]):
            reading = packfile.read(part, "x.toml")
            assert reading.pack or reading.problems
