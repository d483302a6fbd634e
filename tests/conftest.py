"""What every test shares: a journal made once, since deriving its keys takes a while, and copied for each test."""

from __future__ import annotations

import functools
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kwetsbaar import i18n
from kwetsbaar.journal import Journal, Places
from kwetsbaar.storage import create as folders
from kwetsbaar.storage import stanza
from kwetsbaar.storage import words as recovery
from kwetsbaar.storage.keyring import Keyring
from kwetsbaar.storage.recovering import replace_words
from kwetsbaar.storage.rekeying import begin
from kwetsbaar.storage.rewrapping import replace_passphrase

settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("suite")

PASSPHRASE = "een rustige wachtzin"
LEAST_WORK = 15
"""The least work of deriving a key that is accepted."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a shell; what a test starts inherits it
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 20, 33, tzinfo=timezone(timedelta(hours=1)))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **parts: int) -> None:
        self.now += timedelta(**parts)


@dataclass(frozen=True)
class Made:
    """A journal as it was made, never to be changed."""

    folder: Path
    words: str
    keyring: Keyring


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps every test away from the person's own folders and settings."""
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "xdg" / name.lower()))
    for name in ("JOURNAL", "PASSPHRASE_FILE", "PASSPHRASE_COMMAND", "LANG"):
        monkeypatch.delenv(f"KWETSBAAR_{name}", raising=False)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Gives a journal that was made once, which opens with the least work that is accepted."""
    base, words = tmp_path_factory.mktemp("made"), recovery.new_words()
    keyring = folders.create(
        base / "journal",
        PASSPHRASE,
        recovery_words=words,
        places=places_in(base),
        created=Clock()(),
        work_factor=LEAST_WORK,
    )
    return Made(base / "journal", words, keyring)


_derived_once = functools.cache(stanza._wrapping)


@pytest.fixture
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets what makes keys make such as open quickly, and derives a key of one passphrase and one salt only once."""
    monkeypatch.setattr(stanza, "_wrapping", _derived_once)
    for make in (folders.create, begin, replace_passphrase, replace_words):
        defaults = make.__kwdefaults__
        assert defaults
        monkeypatch.setitem(defaults, "work_factor", LEAST_WORK)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.of_user()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(made: Made, tmp_path: Path) -> Path:
    """Gives the folder of a new journal, locked."""
    return Path(shutil.copytree(made.folder, tmp_path / "journal"))


@pytest.fixture
def journal(made: Made, folder: Path, places: Places, clock: Clock) -> Iterator[Journal]:
    """Gives a new journal, open; derives no key."""
    journal = Journal(folder, made.keyring, places, clock)
    yield journal
    journal.close()


def places_in(base: Path) -> Places:
    return Places(base / "config", base / "data", base / "cache", base / "state")
