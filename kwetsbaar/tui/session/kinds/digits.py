"""Numbers by their digits: 1 then 0 is 10, where there is a 10."""

from __future__ import annotations


class Digits:
    """Reads digits that are typed one after the other. Any other key is the end of a number: `reset`."""

    def __init__(self) -> None:
        self._typed = ""

    def number(self, digit: str, low: int, high: int) -> int | None:
        """Gives the number from `low` to `high` that stands there after `digit`; None if there is none."""
        for text in (self._typed + digit, digit):
            if low <= int(text) <= high:
                self._typed = text
                return int(text)
        self.reset()
        return None

    def reset(self) -> None:
        """Begins a new number at the next digit."""
        self._typed = ""
