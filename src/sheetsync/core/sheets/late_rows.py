"""Rows of a sheet that are made whenever somebody takes them: of a list of half a million findings the places stay in memory, not
the sentences."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

from sheetsync.core.sheets.design import DesignValue, Links, RowDesign, RowShape

T = TypeVar("T")


class LateRows(Sequence[RowDesign], Generic[T]):
    """values, links: what a row has, of its number in the list and what it is about. Rows that are there already may stand among
    them."""

    def __init__(self, values: Callable[[int, T], tuple[DesignValue, ...]], links: Callable[[T], Links]) -> None:
        self._values = values
        self._links = links
        # Side by side: an object for each row would take three times as much.
        self._shapes: list[RowShape] = []
        self._heights: list[float | None] = []
        self._numbers = array("L")
        self._about: list[RowDesign | T] = []
        self._known: dict[float | None, float | None] = {}

    def append(self, row: RowDesign) -> None:
        self._put(row.shape, row.height, 0, row)

    def add(self, shape: RowShape, height: float, number: int, about: T) -> None:
        self._put(shape, height, number, about)

    def _put(self, shape: RowShape, height: float | None, number: int, about: RowDesign | T) -> None:
        self._shapes.append(shape)
        self._heights.append(self._known.setdefault(height, height))
        self._numbers.append(number)
        self._about.append(about)

    def __len__(self) -> int:
        return len(self._about)

    def __iter__(self) -> Iterator[RowDesign]:
        return map(self._made, range(len(self)))

    @overload
    def __getitem__(self, place: int) -> RowDesign: ...
    @overload
    def __getitem__(self, place: slice) -> list[RowDesign]: ...
    def __getitem__(self, place: int | slice) -> RowDesign | list[RowDesign]:
        return list(map(self._made, range(len(self))[place])) if isinstance(place, slice) else self._made(place)

    def outlines(self) -> Iterator[tuple[RowShape, float | None, Links]]:
        """Shape, height and links of each row, without making it."""
        for shape, height, about in zip(self._shapes, self._heights, self._about, strict=True):
            yield shape, height, about.links if isinstance(about, RowDesign) else self._links(about)

    def _made(self, place: int) -> RowDesign:
        about = self._about[place]
        if isinstance(about, RowDesign):
            return about
        return RowDesign(self._shapes[place], self._values(self._numbers[place], about), self._heights[place], self._links(about))
