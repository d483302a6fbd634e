import os
from pathlib import Path

import pytest

from kwetsbaar.journal import Places
from kwetsbaar.journal.traces import Traces
from tests.conftest import Clock


def test_a_keyring_that_was_never_seen_is_not_another_one(folder: Path, places: Places, clock: Clock) -> None:
    traces = Traces(folder, places)
    assert not traces.keyring_changed()
    traces.opened(clock())
    assert not traces.keyring_changed()
    traces.closed()
    keyring = folder / "keyring.age"
    keyring.write_bytes(keyring.read_bytes() + b"\n")
    assert traces.keyring_changed()
    keyring.unlink()
    assert not traces.keyring_changed()


def test_a_run_that_did_not_close_is_told_once(folder: Path, places: Places, clock: Clock) -> None:
    traces = Traces(folder, places)
    began = clock()
    assert traces.opened(began) is None
    clock.forward(hours=1)
    assert traces.opened(clock()) == began
    traces.closed()
    assert traces.opened(clock()) is None


def test_another_window_is_no_crash(
    folder: Path, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getpid", lambda: 1)
    Traces(folder, places).opened(clock())
    monkeypatch.undo()
    assert Traces(folder, places).opened(clock()) is None


def test_nothing_of_it_ever_stops_anything(folder: Path, places: Places, clock: Clock) -> None:
    places.state.parent.mkdir(parents=True, exist_ok=True)
    places.state.write_text("no folder")
    traces = Traces(folder, places)
    assert traces.opened(clock()) is None
    assert not traces.keyring_changed()
    traces.closed()


def test_what_somebody_else_wrote_there_is_ignored(folder: Path, places: Places, clock: Clock) -> None:
    path = places.trace(folder)
    path.parent.mkdir(parents=True)
    for text in ("[", 'keyring = 3\nopened = "when"\nprocess = 99999999999999999999', 'opened = "x"\nprocess = 1'):
        path.write_text(text)
        assert Traces(folder, places).opened(clock()) is None
