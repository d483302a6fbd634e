"""Lets one writer at a time into a journal: by `flock` between processes, by a lock of its own between threads.

The lock file lies in the state folder, not in the journal, which a sync tool may copy about.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kwetsbaar.errors import Busy
from kwetsbaar.i18n import msg
from kwetsbaar.storage import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

    from kwetsbaar.storage.places import Places

TIMEOUT: Final = 10.0
"""Seconds to wait for another window or command; a save takes a small part of that."""

_POLL: Final = 0.01


@dataclass
class _Gate:
    """What the threads of this process share of one lock file."""

    path: Path
    threads: threading.RLock = field(default_factory=threading.RLock)
    """Held by the one thread that is in; it may come in again."""
    depth: int = 0
    """How many times that thread is in."""
    processes: BaseFileLock | None = None
    """The lock on the file; made on first use."""


_gates: Final[dict[Path, _Gate]] = {}
_gates_lock: Final = threading.Lock()


@contextmanager
def journal_lock(places: Places, journal_id: str, timeout: float = TIMEOUT) -> Iterator[None]:
    """Lets this thread alone write to the journal; the same thread may ask again inside.

    Raises `Busy` if it is not free after `timeout` seconds, `NotSaved` if the state folder cannot be written to.
    """
    gate = _gate(places.lock(journal_id))
    end = time.monotonic() + timeout
    if not gate.threads.acquire(timeout=max(timeout, 0)):
        raise _busy()
    try:
        with _entered(gate, end):
            yield
    finally:
        gate.threads.release()


def _gate(path: Path) -> _Gate:
    with _gates_lock:
        return _gates.setdefault(path, _Gate(path))


@contextmanager
def _entered(gate: _Gate, end: float) -> Iterator[None]:
    """Holds the file's lock from when the thread that holds the gate first comes in until it last goes out."""
    if not gate.depth:
        _acquire(gate, max(end - time.monotonic(), 0))
    gate.depth += 1
    try:
        yield
    finally:
        gate.depth -= 1
        if not gate.depth and gate.processes is not None:
            gate.processes.release()


def _acquire(gate: _Gate, timeout: float) -> None:
    from filelock import Timeout

    files.make_folder(gate.path.parent, parents=True)
    gate.processes = gate.processes or _lock(gate.path)
    try:
        gate.processes.acquire(timeout)
    except Timeout:
        raise _busy() from None
    except OSError as error:
        raise files.not_saved(error) from None


def _lock(path: Path) -> BaseFileLock:
    """Gives the lock of a file; not one for each thread, since the gate already keeps other threads out."""
    from filelock import FileLock

    return FileLock(path, mode=files.FILE_MODE, poll_interval=_POLL, thread_local=False)


def _busy() -> Busy:
    return Busy(
        msg("Another window or command is writing in this journal."), msg("Wait until it is done, then try again.")
    )


def _after_fork() -> None:
    """Forgets, in a forked process, what the threads of the other one hold."""
    _gates.clear()


os.register_at_fork(after_in_child=_after_fork)
