"""Rows of a sheet that are made whenever somebody takes them: of a list of half a million findings the places stay in memory, not
the sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, overload

from sheetsync.core.sheets.design import DesignValue, Links, RowDesign, RowShape

T = TypeVar("T")


class _Late(NamedTuple):
    """A row still to be made of what it is about, and of its number in the list."""

    shape: RowShape
    height: float | None
    number: int
    about: Any


class LateRows(Sequence[RowDesign], Generic[T]):
    """values, links: what a row has, of its number in the list and what it is about. Rows that are there already may stand among
    them."""

    def __init__(self, values: Callable[[int, T], tuple[DesignValue, ...]], links: Callable[[T], Links]) -> None:
        self._values = values
        self._links = links
        self._rows: list[RowDesign | _Late] = []

    def append(self, row: RowDesign) -> None:
        self._rows.append(row)

    def add(self, shape: RowShape, height: float, number: int, about: T) -> None:
        self._rows.append(_Late(shape, height, number, about))

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[RowDesign]:
        return map(self._made, self._rows)

    @overload
    def __getitem__(self, place: int) -> RowDesign: ...
    @overload
    def __getitem__(self, place: slice) -> list[RowDesign]: ...
    def __getitem__(self, place: int | slice) -> RowDesign | list[RowDesign]:
        if isinstance(place, slice):
            return [self._made(row) for row in self._rows[place]]
        return self._made(self._rows[place])

    def outlines(self) -> Iterator[tuple[RowShape, float | None, Links]]:
        """Shape, height and links of each row, without making it."""
        for row in self._rows:
            yield row.shape, row.height, row.links if isinstance(row, RowDesign) else self._links(row.about)

    def _made(self, row: RowDesign | _Late) -> RowDesign:
        if isinstance(row, RowDesign):
            return row
        return RowDesign(row.shape, self._values(row.number, row.about), row.height, self._links(row.about))
