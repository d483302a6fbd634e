"""A list of which each row is made when it is looked at: of thousands of rows only a few are ever shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Concatenate, Generic, ParamSpec, TypeVar, overload

from kwetsbaar.core.lookback.blocks import Item, Items

T = TypeVar("T")
P = ParamSpec("P")


def listed(rows: Sequence[T], make: Callable[Concatenate[T, P], Item], /, *with_: P.args, **named: P.kwargs) -> Items:
    """Gives a list with an item for each of `rows`: what `make` makes of it and of the rest."""
    return Items(_Listed(rows, make, with_, named))


class _Listed(Sequence[Item], Generic[T]):
    """The items. They are the same as others if they were made alike of the same, or else item by item."""

    def __init__(
        self,
        rows: Sequence[T],
        make: Callable[..., Item],
        with_: tuple[object, ...],
        named: dict[str, object],
    ) -> None:
        self._rows = rows
        self._make = make
        self._with = with_
        self._named = named

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Item: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Item, ...]: ...

    def __getitem__(self, at: int | slice) -> Item | tuple[Item, ...]:
        if isinstance(at, slice):
            return tuple(map(self._item, self._rows[at]))
        return self._item(self._rows[at])

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _Listed) and self._how == other._how and self._rows == other._rows:
            return True
        return isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"{len(self)} items"

    @property
    def _how(self) -> tuple[object, ...]:
        return self._make, self._with, self._named

    def _item(self, row: T) -> Item:
        return self._make(row, *self._with, **self._named)
