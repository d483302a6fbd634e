"""All that the command line says to a terminal, and the little that it asks.

The rules:
- What a command was asked for goes to standard output, as lines or, with --json, as one document. Nothing else does.
- All else goes to standard error behind `kwetsbaar:`; an error behind `kwetsbaar: error:`, the way out behind
  `kwetsbaar: hint:`.
- A secret is asked and shown on the terminal itself, whatever the two streams lead to.
- No control character gets out, whatever a file, a name or an error holds.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO, runtime_checkable

from kwetsbaar.errors import KwetsbaarError, UsageError
from kwetsbaar.i18n import msg, plural
from kwetsbaar.text import clean, clean_line

if TYPE_CHECKING:
    from kwetsbaar.cli.documents import Json
    from kwetsbaar.i18n import Message

_TERMINAL = Path("/dev/tty")


@runtime_checkable
class _Listed(Protocol):
    """An error that is a list of flaws in a file, each with its line."""

    def lines(self) -> tuple[str, ...]: ...


# ------------------------------------------------------------------ saying


def prepare() -> None:
    """Sees to it that a character which a stream cannot encode becomes a question mark, and no crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def data(text: str) -> None:
    """Writes what was asked for, with a line feed."""
    _write(sys.stdout, clean(text))


def document(value: Json) -> None:
    """Writes what was asked for as one JSON document."""
    import json

    encoding = getattr(sys.stdout, "encoding", None) or ""
    can_all = encoding.lower().replace("-", "") == "utf8"
    _write(sys.stdout, json.dumps(_cleaned(value), ensure_ascii=not can_all, indent=2))


def say(message: Message) -> None:
    """Tells something beside the data."""
    _write(sys.stderr, f"kwetsbaar: {clean_line(str(message))}")


def complain(message: Message) -> None:
    """Tells what is the matter."""
    _write(sys.stderr, f"kwetsbaar: error: {clean_line(str(message))}")


def hint(message: Message) -> None:
    """Tells a way out."""
    _write(sys.stderr, f"kwetsbaar: hint: {clean_line(str(message))}")


def error(error: KwetsbaarError) -> None:
    """Tells an error; first each flaw of a file with its line, last the way out."""
    if isinstance(error, _Listed):
        for line in error.lines():
            _write(sys.stderr, clean_line(line))
    complain(error.message)
    if error.hint:
        hint(error.hint)


def progress(message: Message, *, ended: bool) -> None:
    """Shows how far something is, on one line that is written over; to a file or a pipe nothing is written."""
    if _is_terminal(sys.stderr):
        with _writing():
            sys.stderr.write(f"\rkwetsbaar: {clean_line(str(message))}" + "\n" * ended)
            sys.stderr.flush()


def plain(text: str) -> None:
    """Writes lines to standard error as they are, but clean."""
    _write(sys.stderr, clean(text))


def prompt(text: str) -> None:
    """Writes the beginning of a line to standard error, clean, for what is typed behind it."""
    _write(sys.stderr, clean(text), end="")
    with _writing():
        _flush(sys.stderr)


@contextmanager
def counting() -> Iterator[Callable[[int], None]]:
    """Gives what shows on a terminal how many files were read, on one line that goes again; elsewhere nothing shows."""
    stream, shown = sys.stderr, 0

    def show(count: int) -> None:
        nonlocal shown
        if _is_terminal(stream):
            text = str(plural("{n} file was read …", "{n} files were read …", count))
            stream.write("\r" + text)
            stream.flush()
            shown = len(text)

    try:
        yield show
    finally:
        if shown:
            stream.write("\r" + " " * shown + "\r")
            stream.flush()


def flush() -> None:
    """Writes what is still held back, so that a pipe that was closed is noticed where it can be dealt with."""
    with _writing():
        _flush(sys.stdout)


def abandon() -> None:
    """Stops writing to what takes nothing any more, so that Python does not complain at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _write(stream: TextIO | None, text: str, end: str = "\n") -> None:
    if stream is not None:  # as it is when the process was started without it
        with _writing():
            stream.write(text + end)


def _flush(stream: TextIO | None) -> None:
    if stream is not None:
        stream.flush()


@contextmanager
def _writing() -> Iterator[None]:
    """Turns what a full disk says into an error of ours. A pipe that was closed is no error."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon()
        reason = clean_line(error.strerror or "?")
        raise KwetsbaarError(msg("What was asked for could not be written: {reason}.", reason=reason)) from None


def _cleaned(value: Json) -> Json:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return value


# ------------------------------------------------------------------ asking


def has_screen() -> bool:
    """Tells whether the app could be shown."""
    return all(map(_is_terminal, (sys.stdin, sys.stdout)))


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def has_terminal() -> bool:
    """Tells whether there is a terminal to ask a secret on, whatever the streams lead to."""
    try:
        with _TERMINAL.open("rb+", buffering=0):
            return True
    except OSError:
        return False


def ask(question: Message) -> str:
    """Asks for a line on the terminal itself, whatever the streams lead to."""
    with _TERMINAL.open("w", errors="replace") as shown:
        shown.write(f"{clean_line(str(question))} ")
    with _TERMINAL.open(errors="replace") as typed:  # one opening for both is for files that can be wound back
        return typed.readline().strip()


def ask_secret(question: Message) -> str:
    """Asks for a line on the terminal without showing what is typed."""
    import getpass

    try:
        return getpass.getpass(f"{question} ")
    except EOFError:
        raise UsageError(msg("Nothing was typed.")) from None
    except UnicodeDecodeError:
        raise UsageError(msg("What was typed is no text in the encoding of this terminal.")) from None


def standard_input(most: int) -> bytes:
    """Gives what comes in, at most so many bytes."""
    return sys.stdin.buffer.read(most)


def show_once(text: str) -> None:
    """Shows something on the terminal itself, so that it gets into no file and no pipe."""
    with _TERMINAL.open("w", errors="replace") as terminal:
        terminal.write(clean(text) + "\n")
