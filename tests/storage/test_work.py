"""A work factor out of bounds is refused before a derivation begins and before memory is asked for."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.storage.conftest import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.storage.conftest import Made

MOST = 50 * 1024
"""KiB that may be taken to refuse."""

OPENING = r"""
import hashlib, json, re, sys
from pathlib import Path
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.storage import create

folder, secret, by_words = json.loads(sys.argv[1])
begun, real = [], hashlib.scrypt

def most():  # not ru_maxrss, which a child has from its parent
    return int(re.search(r"VmHWM:\s+([0-9]+) kB", Path("/proc/self/status").read_text())[1])

def derive(*given, **named):
    begun.append(named["n"])
    return real(*given, **named)

hashlib.scrypt = derive
before = most()
try:
    create.opened_with(Path(folder), create.Secret(secret, by_words=by_words))
    said = ""
except KwetsbaarError as error:
    said = type(error).__name__
print(json.dumps([said, begun, most() - before]))
"""


def opening(made: Made, *, by_words: bool = False) -> tuple[str, list[int], int]:
    """Opens a journal in a process of its own; gives the error, the derivations begun, and KiB that it took more."""
    given = json.dumps([str(made.path), made.words if by_words else PASSPHRASE, by_words])
    done = subprocess.run([sys.executable, "-c", OPENING, given], capture_output=True, text=True, check=True)
    said, begun, more = json.loads(done.stdout)
    return said, begun, more


def set_factor(file: Path, factor: str) -> None:
    file.write_bytes(
        re.sub(rb"(-> scrypt \S+) [0-9]+\n", rb"\1 " + factor.encode() + b"\n", file.read_bytes(), count=1)
    )


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells the most memory that a process had")


@pytest.mark.parametrize("factor", ["1", "14", "21", "31", "62", "99"])
def test_it_is_refused_within_50_megabytes_and_without_a_derivation(journal: Made, factor: str) -> None:
    set_factor(journal.path / "keyring.age", factor)
    said, begun, more = opening(journal)
    assert (said, begun) == ("Damaged", [])
    assert more < MOST


def test_that_of_the_recovery_words_too(journal: Made) -> None:
    set_factor(journal.path / "recovery.age", "24")
    said, begun, more = opening(journal, by_words=True)
    assert (said, begun) == ("Damaged", [])
    assert more < MOST


def test_what_is_measured_shows_a_derivation_that_is_done(journal: Made) -> None:
    set_factor(journal.path / "keyring.age", "17")
    said, begun, more = opening(journal)
    assert (said, begun) == ("WrongPassphrase", [1 << 17])
    assert more > MOST
