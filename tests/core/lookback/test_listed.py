"""A list whose rows are made when they are looked at."""

from __future__ import annotations

from kwetsbaar.core.lookback.blocks import Item, Items
from kwetsbaar.core.lookback.listed import listed


def test_a_row_is_made_only_when_it_is_looked_at() -> None:
    made: list[int] = []

    def make(number: int, lead: str) -> Item:
        made.append(number)
        return Item(lead, str(number))

    items = listed(range(10_000), make, "day").items
    assert (len(items), made) == (10_000, [])
    assert items[3] == Item("day", "3")
    assert [item.text for item in items[:2]] == ["0", "1"]
    assert made == [3, 0, 1]


def test_lists_are_the_same_if_their_rows_are() -> None:
    def make(number: int, lead: str) -> Item:
        return Item(lead, str(number))

    assert listed([1, 2], make, "a") == listed([1, 2], make, "a") == Items((Item("a", "1"), Item("a", "2")))
    assert listed([1, 2], make, "a") != listed([1, 2], make, "b")
    assert listed([1, 2], make, "a") != listed([1, 3], make, "a")
    assert listed([1], make, "a") != listed([1, 2], make, "a")
