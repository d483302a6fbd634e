"""Disturbs one process by strace: its calls are listed first, and then each of them fails, lies or is the last."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Self

import pytest

from tests.breaking.operations import Where

CALLS: Final = (
    "openat", "mkdir", "mkdirat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fchmod", "fchmodat",
    "link", "linkat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "flock",
)  # fmt: skip
"""What changes something on a disk, what makes it durable, and what opens a file for it."""

ROOT: Final = Path(__file__).parents[2]
_LINE: Final = re.compile(r"(?P<name>\w+)\((?P<more>.*)")


@dataclass(frozen=True)
class Call:
    """One call of the list."""

    name: str
    nth: int
    """How many of that name there were, with this one."""
    more: str
    """Its arguments and what it gave."""

    @property
    def result(self) -> int:
        """What it gave, such as the number of bytes that it wrote."""
        return int(self.more.rpartition("= ")[2].split()[0])

    @property
    def opens(self) -> bool:
        """Whether it opens what is there already, so that nothing on the disk changes."""
        return self.name == "openat" and "O_CREAT" not in self.more

    @property
    def changes(self) -> bool:
        """Whether the disk is another one after it than before, or holds what it held more surely."""
        return self.name != "flock" and not self.opens and self.result >= 0

    @property
    def syncs(self) -> bool:
        """Whether it only makes durable what there is."""
        return self.name in {"fsync", "fdatasync"}

    def injection(self, what: str) -> str:
        """Gives what makes strace do `what` to this call."""
        return f"inject={self.name}:{what}:when={self.nth}"


class Zygote:
    """Forks a child for each operation (`zygote.py`)."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.breaking.zygote"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, env=environment,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def disturbed(self, name: str, where: Where, *options: str) -> int:
        """Does an operation under strace with `options`, and gives the exit code; below 0 it is a signal."""
        self._ask(f"{name} {where.base}")
        pid = self._answer()
        with subprocess.Popen(["strace", "-p", str(pid), *options], stderr=subprocess.PIPE, text=True) as strace:
            assert strace.stderr
            said = strace.stderr.readline()
            assert "attached" in said, said
            self._ask("go")
            code = self._answer()
            strace.stderr.read()
        return code

    def listed(self, name: str, where: Where) -> list[Call]:
        """Does an operation and gives what it called, in turn."""
        log = where.base / "calls"
        traced = ",".join(f"?{call}" for call in CALLS)
        assert self.disturbed(name, where, "-o", str(log), "-e", f"trace={traced}") == 0
        found = [match for line in log.read_text().splitlines() if (match := _LINE.match(line))]
        log.unlink()
        count: Counter[str] = Counter()
        calls = []
        for match in found:
            count[match["name"]] += 1
            calls.append(Call(match["name"], count[match["name"]], match["more"]))
        return calls

    def _ask(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")

    def _answer(self) -> int:
        assert self._process.stdout
        return int(self._process.stdout.readline())


@cache
def missing() -> str:
    """Tells why no process can be disturbed here; empty if one can."""
    if sys.platform != "linux" or shutil.which("strace") is None:
        return "strace is not installed"
    with subprocess.Popen(["sleep", "60"]) as sleeping:
        command = ["strace", "-p", str(sleeping.pid), "-e", "trace=fsync", "-e", "inject=fsync:error=EIO"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
            assert strace.stderr
            said = strace.stderr.readline()
            sleeping.kill()
            strace.stderr.read()
    return "" if "attached" in said else "strace may not attach to a process here"


needs_strace = pytest.mark.skipif(bool(missing()), reason=missing() or "it is there")
