"""How long nobody was there, on a clock that goes on while the computer sleeps."""

from __future__ import annotations

import time

import pytest

from kwetsbaar.tui.idle import Idle


def test_a_computer_that_sleeps_counts_as_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    slept = [0.0]
    monkeypatch.setattr(time, "CLOCK_BOOTTIME", 7, raising=False)
    monkeypatch.setattr(time, "clock_gettime", lambda clock: 100.0 + slept[0] if clock == 7 else 0.0)
    idle = Idle(after=60.0)
    assert not idle.over
    slept[0] = 3600.0
    assert idle.over
    idle.touched()
    assert not idle.over


def test_where_there_is_no_such_clock_another_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    assert not Idle().over
    assert Idle(after=0.0).over
