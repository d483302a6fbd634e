"""A series lies ready on its day, for a while, and never as something that is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kwetsbaar.core.series import lies_ready

TODAY = date(2026, 11, 22)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(n) for n in days]


@pytest.mark.parametrize(
    ("series", "written", "ready"),
    [
        ((4, "1 day"), [], False),
        ((4, "1 day"), ago(0), False),
        ((4, "1 day"), ago(1), True),
        ((4, "1 day"), ago(1, 1, 1, 1), True),
        ((4, "1 day"), ago(3, 2, 1), True),
        ((4, "1 day"), ago(4, 3, 2, 1), False),
        ((4, "1 day"), ago(9, 8, 7, 6, 1), True),
        ((4, "1 day"), ago(7), True),
        ((4, "1 day"), ago(8), False),
        ((2, "2 weeks"), ago(13), False),
        ((2, "2 weeks"), ago(14), True),
        ((2, "2 weeks"), ago(27), True),
        ((2, "2 weeks"), ago(28), False),
        ((2, "1 month"), [date(2026, 10, 22)], True),
        ((2, "1 month"), [date(2026, 10, 23)], False),
    ],
)
def test_when_it_lies_ready(series: tuple[int, str], written: list[date], *, ready: bool) -> None:
    assert lies_ready(series, written, TODAY) is ready
