"""Runs a command that asks for a passphrase on a terminal, as the age program does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pexpect
import pytest

needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")


def answered(command: str, folder: Path, answers: list[str], home: Path | None = None) -> str:
    """Runs `command` in bash, gives one of `answers` to each question, and gives what stood on standard output."""
    out = folder.parent / "standard-output"
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(home or folder.parent)}
    child = pexpect.spawn(
        "bash", ["-c", f"{{ {command}\n}} >'{out}'"], cwd=str(folder), env=environment, timeout=30, encoding="utf-8"
    )
    for answer in answers:
        child.expect(r"(?:nter|onfirm) passphrase[^:]*: ")
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0, child.before
    return out.read_text()
