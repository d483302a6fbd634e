"""Packs that mean harm, and whatever else there is: refused before work is done, never anything unnamed."""

import tomllib
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kwetsbaar.core import packfile
from kwetsbaar.core.packfile.cut import MOST_STATEMENTS, cut
from kwetsbaar.core.packfile.problems import MOST, Problems
from kwetsbaar.core.packfile.table import gather
from kwetsbaar.core.toml import LARGEST, dumps
from kwetsbaar.text import is_clean

GOOD = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "packs/good").glob("*.toml"))]
PIECES = st.sampled_from(
    [
        "[[step]]",
        "[step]",
        "\n",
        "\r\n",
        "=",
        " = ",
        " ",
        '"',
        "'",
        '"""',
        "'''",
        "[",
        "]",
        "{",
        "}",
        ",",
        "#",
        "\\",
        ".",
        "“",
        "”",
        "ask",
        "id",
        "when",
        "kind",
        "options",
        "nl",
        "title",
        "true",
        "3",
        "{a}",
        "a",
        "\ufeff",
        "\x1b",
        "\xa0",
    ]
)


@pytest.fixture
def _no_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> NoReturn:
        raise AssertionError(f"parsed: {text[:40]}")

    monkeypatch.setattr(tomllib, "loads", refuse)


@pytest.mark.usefixtures("_no_parsing")
@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 20_000 + " = 1",
        "a = {" + "a." * 20_000 + "a = 1}",
        "a = {" + "a . " * 20_000 + "}",
        '"a"' + '."a"' * 20_000 + " = 1",
        "a = " + "[" * 100_000,
        "[" * 100_000,
        "a = " + "{" * 100_000,
        "a = " + "[{a=" * 50_000,
        "a = [" + "1," * 100_000 + "]",
        "a = 1\n" * (MOST_STATEMENTS + 1),
        "a" * (LARGEST + 1),
        "[a" + ".a" * 20_000 + "]",
    ],
    ids=lambda text: text[:12],
)
def test_refused_before_any_parsing(text: str) -> None:
    reading = packfile.read(text.encode(), "x.toml")
    assert reading.pack is None
    assert any(problem.severity == "error" for problem in reading.problems)


@pytest.mark.usefixtures("_no_parsing")
@pytest.mark.parametrize(
    "data", [b"\0" * LARGEST, b"\xff\xfe" * 1000, b"\xff" * LARGEST, b"\x1b" * LARGEST, b"#" * LARGEST]
)
def test_bytes_that_are_no_text(data: bytes) -> None:
    assert packfile.read(data, "x.toml").pack is None


def test_triple_quotes_that_never_close_are_looked_at_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    real = tomllib.loads

    def counted(text: str) -> object:
        nonlocal calls
        calls += 1
        return real(text)

    monkeypatch.setattr(tomllib, "loads", counted)
    text = 'a = """\n' + '[[step]]\na=\\"""\n' * 15_000
    assert packfile.read(text.encode(), "x.toml").pack is None
    assert calls < 2 * MOST_STATEMENTS


def test_a_number_of_any_length_is_never_written_out() -> None:
    huge = "0x" + "f" * 10_000
    scale = '[[step]]\nid = "a"\nkind = "scale"\nask = "x"'
    text = f'minutes = {huge}\ntitle = "T"\n{scale}\n[[step]]\nwhen = {{ a = {huge} }}\nask = "x"'
    lines = packfile.PackErrors("x.toml", packfile.read(text.encode(), "x.toml").problems).lines()
    assert [len(line) < 200 for line in lines] == [True, True]


# ------------------------------------------------------------------ whatever there is


def check(data: bytes) -> None:
    """Reads `data` and checks what must hold of every reading."""
    reading = packfile.read(data, "x.toml")
    text = data.decode("utf-8", "replace")
    lines = (text.count("\n") or text.count("\r")) + 1  # where there is no line feed, CR ends a line
    assert (reading.pack is None) == any(problem.severity == "error" for problem in reading.problems)
    assert len(reading.problems) <= MOST + 1
    for problem in reading.problems:
        assert problem.line is None or 1 <= problem.line <= lines
        for language in ("nl", "en"):
            said = problem.message.in_language(language)
            assert said
            assert is_clean(said)
            assert "\n" not in said
    if reading.pack:
        assert reading.pack.steps
        packfile.unwalkable(reading.pack)


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes(data: bytes) -> None:
    check(data)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    check(text.encode("utf-8", "surrogatepass"))


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_pieces(text: str) -> None:
    check(text.encode())


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_packs_with_a_slip(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(GOOD))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.sampled_from([0, 1, 2, 10, 80]))
        text = text[:start] + data.draw(st.one_of(PIECES, st.just(""), st.text(max_size=5))) + text[start + length :]
    check(text.encode("utf-8", "surrogatepass"))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_packs_with_lines_moved(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(GOOD)).split("\n")
    first, second = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[first], lines[second] = lines[second], lines[first]
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    check("\n".join(lines).encode())


# ------------------------------------------------------------------ the same values as the parser gives

NAMES = st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True)
SIMPLE = st.one_of(
    st.text(max_size=30).filter(is_clean).filter(lambda text: "\ufeff" not in text),
    st.integers(),
    st.booleans(),
    st.dates(),
)
VALUES = st.one_of(
    SIMPLE,
    st.lists(SIMPLE, max_size=4),
    st.dictionaries(NAMES, SIMPLE, min_size=1, max_size=3).map(lambda table: [table]),
)


@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=5), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_line_by_line_gives_what_the_whole_gives(tables: list[dict[str, object]]) -> None:
    text = "".join("[[step]] # one\n" + _flat(table) for table in tables)
    problems = Problems()
    parts = [gather(part, problems) for part in cut(text, problems)]
    assert problems.found == []
    read = [{name: entry.raw for name, entry in part.entries.items()} for part in parts[1:]]
    assert read == tomllib.loads(text)["step"] == tables


def _flat(table: dict[str, object]) -> str:
    """Gives a table as lines, with no bracket form of its own: tables in a list stay within the list."""
    return "".join(f"{name} = {_value(value)}\n" for name, value in table.items())


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[\n  " + ", # a, ] comment\n  ".join(_value(item) for item in value) + "\n]" if value else "[]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(item)}" for name, item in value.items()) + " }"
    return dumps({"x": value}).partition(" = ")[2].rstrip("\n")  # type: ignore[dict-item] # the strategy's own values


@pytest.mark.parametrize("text", GOOD, ids=lambda text: text[:20])
def test_sample_packs_give_what_the_parser_gives(text: str) -> None:
    problems = Problems()
    parts = [gather(part, problems) for part in cut(text, problems)]
    assert [{name: entry.raw for name, entry in part.entries.items()} for part in parts[1:]] == tomllib.loads(text)[
        "step"
    ]


@given(
    st.sampled_from(['"""', "'''"]),
    st.lists(st.sampled_from(['"', "'", "\\", "\\\\", '\\"', "a", "\n", "\n[[step]]\n", "#", "]"])),
)
@settings(max_examples=400, deadline=None)
def test_long_texts_end_where_the_parser_says(quote: str, pieces: list[str]) -> None:
    text = f"x = [{quote}{''.join(pieces)}{quote}]\ny = 1\n"
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    problems = Problems()
    parts = [gather(part, problems) for part in cut(text, problems)]
    assert problems.found == []
    assert [{name: entry.raw for name, entry in part.entries.items()} for part in parts] == [whole]
