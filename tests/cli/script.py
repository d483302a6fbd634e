"""Runs the command line as scripts of lines, each of which is a command or says what the last one must have done.

    kwetsbaar ARGUMENTS          runs it in this process; it must leave the code 0
    exit N kwetsbaar ARGUMENTS   runs it; it must leave this code
    stdout PATTERN               the last one printed this (a regular expression over lines); `! stdout` it did not
    stderr, terminal PATTERN     the same of standard error, and of what was shown on the terminal
    same stdout FILE             it printed exactly what is in the file
    exists PATH, ! exists PATH   there is such a file now, or not
    holds TEXT                   this text stands somewhere in the journal's folder; `! holds` nowhere
    mode 600 PATH                who may read it
    env NAME=VALUE               sets a variable; without a value removes it
    type LINE                    puts a line ready on a terminal, which from then on exists
    screen                       makes it a terminal that could show the app
    keep NAME                    keeps what was printed as $NAME
    bytes PATH TEXT              makes a file of bytes, which may be written as in Python
    spoil PATH                   changes a byte in the middle of a file
    chmod MODE PATH              as ever

Below that `-- NAME --` begins a file. Empty lines and lines with # mean nothing.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import pytest

from kwetsbaar.__main__ import main
from kwetsbaar.i18n import set_language
from tests.cli.conftest import Terminal

_FILE = re.compile(r"^-- (\S+) --\n", re.MULTILINE)


@dataclass
class Script:
    """One script at work in the current folder."""

    terminal: Terminal
    capture: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    printed: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    def run(self, path: Path) -> None:
        """Runs the script in `path`, and names the line that does not hold."""
        text, *files = _FILE.split(path.read_text())
        for name, content in zip(files[::2], files[1::2], strict=True):
            Path(name).write_text(content)
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip() and not line.startswith("#"):
                self._line(Template(line).safe_substitute(self.kept), f"{path.name}:{number}: {line}")

    def _line(self, line: str, place: str) -> None:
        negated, command = (True, line[2:]) if line.startswith("! ") else (False, line)
        verb, _space, rest = command.partition(" ")
        held = self._verbs()[verb](rest)
        assert held is not negated, f"{place}\n{self.printed}"

    def _verbs(self) -> dict[str, Callable[[str], bool]]:
        return {
            "kwetsbaar": lambda rest: self._kwetsbaar(rest) == 0,
            "exit": lambda rest: self._kwetsbaar(rest.split(" kwetsbaar", 1)[1]) == int(rest.split()[0]),
            "stdout": lambda rest: self._matches("stdout", rest),
            "stderr": lambda rest: self._matches("stderr", rest),
            "terminal": lambda rest: re.search(rest, self.terminal.shown, re.MULTILINE) is not None,
            "same": lambda rest: self.printed["stdout"] == Path(rest.split()[1]).read_text(),
            "exists": lambda rest: Path(rest).exists(),
            "holds": lambda rest: any(rest.encode() in path.read_bytes() for path in _files("journal")),
            "mode": lambda rest: oct(Path(rest.split()[1]).stat().st_mode & 0o777) == f"0o{rest.split()[0]}",
            "env": self._env,
            "type": self._type,
            "screen": self._screen,
            "keep": self._keep,
            "bytes": lambda rest: _written(*rest.split(" ", 1)),
            "spoil": _spoil,
            "chmod": _chmod,
        }

    def _kwetsbaar(self, arguments: str) -> int:
        set_language("en")
        self.terminal.shown = ""
        code = main(shlex.split(arguments))
        read = self.capture.readouterr()
        self.printed = {"stdout": read.out, "stderr": read.err, "code": str(code)}
        return code

    def _matches(self, stream: str, pattern: str) -> bool:
        return re.search(pattern, self.printed[stream], re.MULTILINE) is not None

    def _type(self, line: str) -> bool:
        self.terminal.typed.append(line)
        return True

    def _screen(self, _rest: str) -> bool:
        self.terminal.screen = True
        return True

    def _keep(self, name: str) -> bool:
        self.kept[name] = self.printed["stdout"].strip()
        return True

    def _env(self, setting: str) -> bool:
        name, _equals, value = setting.partition("=")
        if value:
            self.monkeypatch.setenv(name, value)
        else:
            self.monkeypatch.delenv(name, raising=False)
        return True


def _files(folder: str) -> list[Path]:
    return [Path(base) / name for base, _folders, names in os.walk(folder) for name in names]


def _chmod(rest: str) -> bool:
    mode, name = rest.split()
    Path(name).chmod(int(mode, 8))
    return True


def _written(name: str, text: str) -> bool:
    return Path(name).write_bytes(text.encode("latin-1").decode("unicode_escape").encode("latin-1")) > 0


def _spoil(name: str) -> bool:
    path = Path(name)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    return path.write_bytes(data) > 0
