from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.errors import Busy, NotSaved
from kwetsbaar.storage.locks import journal_lock
from kwetsbaar.storage.places import new_id

if TYPE_CHECKING:
    from kwetsbaar.storage.places import Places

ID = new_id()

HOLDER = """
import sys
from pathlib import Path
from kwetsbaar.storage.locks import journal_lock
from kwetsbaar.storage.places import Places
path = Path(sys.argv[1])
with journal_lock(Places(path, path, path, path), sys.argv[2]):
    print("in", flush=True)
    sys.stdin.readline()
"""


def test_threads_exclude_each_other(places: Places) -> None:
    inside: list[int] = []
    most = 0

    def work(number: int) -> None:
        nonlocal most
        for _ in range(20):
            with journal_lock(places, ID, timeout=30):
                inside.append(number)
                most = max(most, len(inside))
                inside.remove(number)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert most == 1


def test_another_thread_is_told_to_wait(places: Places) -> None:
    told: list[BaseException] = []

    def ask() -> None:
        try:
            with journal_lock(places, ID, timeout=0.01):
                pass
        except Busy as error:
            told.append(error)

    with journal_lock(places, ID):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert len(told) == 1
    ask()
    assert len(told) == 1


def test_the_same_thread_may_ask_again(places: Places) -> None:
    with journal_lock(places, ID), journal_lock(places, ID, timeout=0):
        pass
    with journal_lock(places, ID):
        pass


def test_other_journals_are_not_held_up(places: Places) -> None:
    with journal_lock(places, ID), journal_lock(places, new_id(), timeout=0):
        pass


def test_processes_exclude_each_other(places: Places) -> None:
    command = [sys.executable, "-c", HOLDER, str(places.state), ID]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "in\n"
        with pytest.raises(Busy), journal_lock(places, ID, timeout=0.05):
            pass
        holder.stdin.write("\n")
        holder.stdin.flush()
        with journal_lock(places, ID, timeout=30):
            pass


def test_a_holder_that_dies_lets_go(places: Places) -> None:
    command = [sys.executable, "-c", HOLDER, str(places.state), ID]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "in\n"
        holder.kill()
        with journal_lock(places, ID, timeout=30):
            pass


def test_an_error_inside_lets_go(places: Places) -> None:
    with pytest.raises(ZeroDivisionError), journal_lock(places, ID):
        _ = 1 // 0
    with journal_lock(places, ID, timeout=0):
        pass


def test_the_file_is_the_owners_alone(places: Places) -> None:
    with journal_lock(places, ID):
        pass
    assert places.lock(ID).stat().st_mode & 0o777 == 0o600
    assert places.state.stat().st_mode & 0o777 == 0o700


def test_a_link_in_its_place_is_not_followed(places: Places) -> None:
    places.state.mkdir(parents=True)
    other = new_id()
    places.lock(other).symlink_to(places.state / "elsewhere")
    with pytest.raises(NotSaved), journal_lock(places, other, timeout=0.05):
        pass
    assert not (places.state / "elsewhere").exists()
