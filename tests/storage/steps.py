"""Ends the work of a test at a step at which something becomes durable, as a kill would, or counts these steps."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kwetsbaar.storage import create, files, words
from tests.storage.conftest import CREATED, PASSPHRASE, Made, places_under

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest

_STEPS: Final = ("replace", "write_new", "remove", "keep", "move")


def quick_scrypt(secret: bytes, *, salt: bytes, n: int, **_sizes: int) -> bytes:
    """Stands for `hashlib.scrypt` where the work is not the point, since each test of a step derives many keys."""
    return hashlib.blake2b(
        secret, salt=hashlib.sha256(salt).digest()[:16], person=str(n).encode(), digest_size=32
    ).digest()


def make(path: Path, elsewhere: Path) -> Made:
    """Makes a journal in `path`, whose state lies under `elsewhere`."""
    secret = words.new_words()
    ring = create.create(
        path, PASSPHRASE, recovery_words=secret, places=places_under(elsewhere), created=CREATED, work_factor=15
    )
    return Made(path, PASSPHRASE, secret, ring)


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


class Steps:
    """Counts what is made durable, and ends it before or after one of them."""

    def __init__(self, at: int | None = None, *, after: bool = False) -> None:
        self.count = 0
        self._at = at
        self._after = after

    def wrap(self, real: Callable[..., object]) -> Callable[..., object]:
        """Gives `real` with the counting round it."""

        def step(*given: object, **named: object) -> object:
            number, self.count = self.count, self.count + 1
            if number == self._at and not self._after:
                raise Killed
            done = real(*given, **named)
            if number == self._at:
                raise Killed
            return done

        return step


@contextmanager
def steps(monkeypatch: pytest.MonkeyPatch, at: int | None = None, *, after: bool = False) -> Iterator[Steps]:
    """Counts while this lasts; step `at`, from 0, is the last that is begun, and with `after` it is done too."""
    counting = Steps(at, after=after)
    with monkeypatch.context() as patch:
        for name in _STEPS:
            patch.setattr(files, name, counting.wrap(getattr(files, name)))
        yield counting
