"""The speed script runs to its end; how fast anything is, no test says."""

from __future__ import annotations

import pytest
import speed

from kwetsbaar.journal import Places


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> speed.Speed:
    """Gives one that makes its journals once for all rows, of three pages."""
    return speed.Speed(tmp_path_factory.mktemp("speed"), 3, 1)


@pytest.mark.parametrize("row", speed.ROWS)
def test_each_row_is_measured(row: str, tiny: speed.Speed, monkeypatch: pytest.MonkeyPatch, places: Places) -> None:
    monkeypatch.setattr(speed, "SETTLE", 0)
    measured = getattr(tiny, row)()
    assert measured
    for each in measured:
        assert each.value > 0
        assert each.what in str(each)
    assert not places.state.exists()  # only what it made itself is touched


def test_what_is_over_its_budget_is_said() -> None:
    assert "ok" in str(speed.Measured("x", 1.0, 1.0, "s"))
    assert "OVER" in str(speed.Measured("x", 1.01, 1.0, "s"))
