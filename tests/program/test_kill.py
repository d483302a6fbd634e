"""`kill -9` at random moments while somebody writes: at most two seconds of typing are lost, and no file is half.

The program runs in a real terminal. A word counts as typed when the terminal has shown it, by this test's own clock.
`KWETSBAAR_TEST_KILLS=50` kills more often than the suite does.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from kwetsbaar.journal import Journal
from kwetsbaar.storage.keyring import Keyring
from tests.conftest import PASSPHRASE
from tests.program.terminal import Terminal, made, places

KILLS: Final = int(os.environ.get("KWETSBAAR_TEST_KILLS", "6"))
LOST: Final = 2.0
"""Seconds of typing that a kill may cost."""
BUSY: Final = 1.0
"""Seconds more on a machine that has other things to do, where a timer and a disk come late."""
LONGEST: Final = 7.0
MARK: Final = "zilver"
"""Begins every word, so that one that lies readable on the disk is found."""


@dataclass
class Typed:
    """What was typed in one run until it was killed."""

    words: list[str] = field(default_factory=list)
    shown: dict[str, float] = field(default_factory=dict)
    """When each word was seen on the screen, on the monotonic clock."""
    killed: float = 0.0


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keyring]:
    """Gives a home with a journal in it, made once."""
    home = tmp_path_factory.mktemp("before")
    return home, made(home, PASSPHRASE)[1]


@pytest.fixture
def home(before: tuple[Path, Keyring], tmp_path: Path) -> Path:
    return Path(shutil.copytree(before[0], tmp_path / "home"))


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_kill_costs_at_most_two_seconds_of_typing(seed: int, home: Path, before: tuple[Path, Keyring]) -> None:
    typed = type_until_killed(home, random.Random(seed))  # noqa: S311 - a test
    recovered, unreadable = words_on_disk(home, before[1])
    assert unreadable == ()
    assert recovered == typed.words[: len(recovered)]
    lost = [typed.killed - typed.shown[word] for word in typed.words[len(recovered) :] if word in typed.shown]
    print(f"{len(typed.words)} words typed, {len(recovered)} recovered, lost {max(lost, default=0):.2f} s")  # noqa: T201
    assert max(lost, default=0.0) <= LOST + BUSY
    assert readable_files(home) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_wish_to_end_costs_nothing(number: signal.Signals, home: Path, before: tuple[Path, Keyring]) -> None:
    terminal = at_the_question(home)
    terminal.press(f"{MARK}0000 {MARK}0001 ")
    terminal.wait_for(f"{MARK}0001")
    terminal.kill(number)
    assert words_on_disk(home, before[1]) == ([f"{MARK}0000", f"{MARK}0001"], ())


def at_the_question(home: Path) -> Terminal:
    """Gives a terminal in which a session is open, at its first question."""
    terminal = Terminal(home, "write", "drie-minuten", language="en")
    terminal.wait_for("assphrase")
    terminal.press(PASSPHRASE, "enter")
    terminal.wait_for("What touched you today")
    return terminal


def type_until_killed(home: Path, chance: random.Random) -> Typed:
    """Types known words in a session, now fast and now slow and over three questions, and kills it."""
    terminal = at_the_question(home)
    typed, moves = Typed(), 2
    end = time.monotonic() + chance.uniform(0.2, LONGEST)
    due = 0.0
    while time.monotonic() < end:
        missing = [word for word in typed.words[-20:] if word not in typed.shown]
        if time.monotonic() >= due and len(missing) < 10:
            if moves and not missing and len(typed.words) > 5 and chance.random() < 0.05:
                moves -= 1
                terminal.process.send("\x0e")
            word = f"{MARK}{len(typed.words):04d}"
            typed.words.append(word)
            terminal.process.send(f"{word} ")
            due = time.monotonic() + chance.choice((0.02, 0.1, 0.3))
        terminal.read(0.01)
        text = terminal.text
        typed.shown |= {word: time.monotonic() for word in missing if word in text}
    typed.killed = time.monotonic()
    terminal.kill()
    return typed


def words_on_disk(home: Path, keyring: Keyring) -> tuple[list[str], tuple[str, ...]]:
    """Gives the whole words of the draft in the order of its questions, and the drafts that cannot be read."""
    journal = Journal(home / "data/kwetsbaar/journal", keyring, places(home))
    try:
        shelf = journal.writing.drafts()
    finally:
        journal.close()
    assert len(shelf.drafts) <= 1
    texts = [str(given.value) for draft in shelf.drafts for _key, given in sorted(draft.session.given.items())]
    words = " ".join(texts).split()
    return [word for word in words if len(word) == len(MARK) + 4], shelf.unreadable


def readable_files(home: Path) -> list[Path]:
    """Gives the files in which something stands that was typed; looks in every file there is."""
    found = [path for path in home.rglob("*") if path.is_file()]
    assert len(found) > 2
    return [path for path in found if MARK.encode() in path.read_bytes()]
