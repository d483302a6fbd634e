"""A pack that its author meant to be walked a few times: when it lies ready again. Nothing in a series can be late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from kwetsbaar.core import days as spans

_A_WHILE: Final = timedelta(days=7)
"""So long it lies ready at least. After that it goes away by itself; the pack stays in the list like any other."""


def lies_ready(series: tuple[int, str], written: Iterable[date], today: date) -> bool:
    """Tells whether the next time of a series lies ready on `today`.

    `series` is how many times and how often ("1 day"); `written` are the days on which pages were kept, of which those
    on one day count once. When all times were walked the series is done, and one more time begins it anew. It lies
    ready from its day on, as long again as lies between two times, and at least a week.
    """
    times, every = series
    different = sorted(set(written))
    if not different or len(different) % times == 0:
        return False
    first = spans.after(different[-1], every)
    if first is None or today < first:
        return False
    last = max(spans.after(first, every) or first, first + _A_WHILE)
    return today < last
