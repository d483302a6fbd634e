"""Tests of where lines come from, when a signal comes between them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from kwetsbaar.cli.plain.hearing import Gone, StandardInput


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Gives where a test types; what is typed there is standard input."""
    read, write = os.pipe()
    with os.fdopen(read) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield write
    os.close(write)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(
    ("text", "lines"), [("", []), ("een\ntwee\n", ["een", "twee"]), ("een\nhalf", ["een", "half"])]
)
def test_what_was_typed_before_a_signal_is_heard_first(
    typed: int, number: signal.Signals, text: str, lines: list[str]
) -> None:
    hearing, heard = StandardInput(), list[str]()
    with hearing.listening():
        os.write(typed, text.encode())
        os.kill(os.getpid(), number)
        heard += [hearing.line() for _each in lines]
        with pytest.raises(Gone) as gone:
            hearing.line()
    assert (heard, gone.value.code) == (lines, 128 + number)


def test_who_types_on_after_a_signal_is_not_waited_for(typed: int) -> None:
    hearing = StandardInput()
    with hearing.listening():
        os.kill(os.getpid(), signal.SIGTERM)
        os.write(typed, b"te laat\n")
        with pytest.raises(Gone):
            hearing.line()
