"""What the tests of the command line share: a journal that opens quickly, and a terminal of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from kwetsbaar.cli import talk
from kwetsbaar.i18n import Message
from kwetsbaar.storage import create as folders
from kwetsbaar.storage import words as recovery
from kwetsbaar.storage.keyring import Keyring
from tests.conftest import LEAST_WORK, PASSPHRASE, places_in

CREATED = datetime.fromisoformat("2026-11-22T20:33:00+01:00")


@dataclass(frozen=True)
class Quick:
    """A journal that is opened with the least work that is accepted, never to be changed."""

    folder: Path
    words: str
    keyring: Keyring


@dataclass
class Terminal:
    """A terminal that types by itself. Without lines to type there is none."""

    typed: list[str] = field(default_factory=list)
    shown: str = ""
    screen: bool = False

    def asked(self, question: Message) -> str:
        self.shown += f"{question}\n"
        return self.typed.pop(0)

    def show(self, text: str) -> None:
        self.shown += text + "\n"


@pytest.fixture(scope="session")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Quick:
    base = tmp_path_factory.mktemp("quick")
    words = recovery.new_words()
    keyring = folders.create(
        base / "journal",
        PASSPHRASE,
        recovery_words=words,
        places=places_in(base),
        created=CREATED,
        work_factor=LEAST_WORK,
    )
    return Quick(base / "journal", words, keyring)


@pytest.fixture(autouse=True)
def _quick_keys(little_work: None) -> None:
    """Lets the commands that make keys make such as open quickly."""


@pytest.fixture(autouse=True)
def _same_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal()
    monkeypatch.setattr(talk, "has_terminal", lambda: bool(terminal.typed))
    monkeypatch.setattr(talk, "has_screen", lambda: terminal.screen)
    monkeypatch.setattr(talk, "ask", terminal.asked)
    monkeypatch.setattr(talk, "ask_secret", terminal.asked)
    monkeypatch.setattr(talk, "ask", terminal.asked)
    monkeypatch.setattr(talk, "show_once", terminal.show)
    return terminal


@pytest.fixture
def here(quick: Quick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: Terminal) -> Path:
    """Gives a folder to work in, with a journal, a file with its passphrase and one with its recovery words."""
    work = tmp_path / "work"
    shutil.copytree(quick.folder, work / "journal")
    for name, text in {"passphrase": PASSPHRASE, "words": quick.words}.items():
        (work / name).write_text(f"{text}\n")
        (work / name).chmod(0o600)
    monkeypatch.chdir(work)
    monkeypatch.setenv("KWETSBAAR_JOURNAL", "journal")
    monkeypatch.setenv("KWETSBAAR_PASSPHRASE_FILE", "passphrase")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.delenv("COLUMNS", raising=False)
    return work
