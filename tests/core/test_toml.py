"""The one door to TOML: hostile texts end in a named error, and what is written is read again."""

from __future__ import annotations

import contextlib
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import toml

scalars = st.text() | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.dates()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


@given(st.dictionaries(st.text(), values))
def test_what_is_written_is_read_again(table: dict[str, toml.Toml]) -> None:
    assert toml.loads(toml.dumps(table)) == table


@given(values)
def test_a_value_is_written_on_one_line_and_read_again(value: toml.Toml) -> None:
    line = toml.value_of(value)
    assert "\n" not in line
    assert toml.loads(f"x = {line}") == {"x": value}


@given(st.text())
def test_any_text_gives_a_table_or_a_named_error(text: str) -> None:
    with contextlib.suppress(toml.TomlError):
        toml.loads(text)


def test_a_key_may_have_so_many_parts_and_no_more() -> None:
    for key in ("a." * 15 + "b", '"a" . ' * 15 + "b"):
        assert toml.loads(f"{key} = 1")
        assert toml.loads(f"x = {{ {key} = 1 }}")
    for key in ("a." * 16 + "b", '"a" . ' * 16 + "b"):
        for text in (f"{key} = 1", f"x = {{ {key} = 1 }}"):
            with pytest.raises(toml.TomlError, match="too many parts"):
                toml.loads(text)


@pytest.mark.parametrize("text", ["a." * 20_000 + "b = 1", "[" + "a." * 20_000 + "b]", '"a" . ' * 5_000 + "b = 1"])
def test_a_key_of_many_parts_is_refused_before_it_is_parsed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tomllib, "loads", None)
    with pytest.raises(toml.TomlError) as error:
        toml.loads("x = 1\n" + text)
    assert error.value.line == 2


@pytest.mark.parametrize("text", ["x = " + "[" * 100_000, "x = " + "{a = " * 50_000])
def test_brackets_that_exhaust_the_stack_are_an_error_like_any_other(text: str) -> None:
    with pytest.raises(toml.TomlError):
        toml.loads(text)


def test_an_error_says_its_line() -> None:
    with pytest.raises(toml.TomlError) as error:
        toml.loads("a = 1\nb = = 2\n")
    assert error.value.line == 2


@pytest.mark.parametrize(
    "text",
    [
        "x = { " + "a." * 20_000 + "b = 1 }",
        "x = [{ y = 1, " + '"a". ' * 20_000 + "b = 1 }]",
        "x = { " + "'a' ." * 20_000 + "b = 1 }",
        'y = "' + "a." * 30 + '"\nx = { ' + "a." * 20_000 + "b = 1 }",
    ],
)
def test_a_key_of_too_many_parts_within_a_line(text: str) -> None:
    with pytest.raises(toml.TomlError, match="too many parts"):
        toml.loads(text)


@pytest.mark.parametrize("text", ["a." * 40 + "b", "o.k. " * 40, 'a\\"' + "a." * 40])
def test_a_text_may_look_like_such_a_key(text: str) -> None:
    for written in (f'x = "{text}"', f"x = '''{text}'''", f'x = """{text}"""', f"x = 1  # {text}"):
        assert toml.loads(written)


def test_every_text_is_cleaned() -> None:
    assert toml.cleaned({"a\x1b": ["\x00b", {"c": "\u202ed", "e": 1}]}) == {"a": ["b", {"c": "d", "e": 1}]}
    deep: toml.Toml = 1
    for _ in range(100):
        deep = [deep]
    with pytest.raises(toml.TomlError):
        toml.cleaned(deep)
