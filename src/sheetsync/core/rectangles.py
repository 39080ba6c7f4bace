"""Cells as few blocks as possible, for whatever is said of blocks rather than of cells: looks, rights."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from sheetsync.core.cells import Rectangle

K = TypeVar("K", bound=Hashable)


def rectangles(cells: Iterable[tuple[int, int, K]]) -> Iterator[tuple[Rectangle, K]]:
    """cells: row, column and kind of each, no cell twice, in any order. Neighbours of one kind are joined along their row, then
    with the same stretch of the next row."""
    waiting: dict[tuple[int, int, K], int] = {}  # stretches that the next row may continue: columns and kind, first row
    last_row = 0
    for row, stretches in _rows(cells):
        if row != last_row + 1:
            yield from _closed(waiting, last_row)
            waiting = {}
        present = set(stretches)
        yield from _closed({stretch: first for stretch, first in waiting.items() if stretch not in present}, last_row)
        waiting = {stretch: waiting.get(stretch, row) for stretch in stretches}
        last_row = row
    yield from _closed(waiting, last_row)


def _rows(cells: Iterable[tuple[int, int, K]]) -> Iterator[tuple[int, list[tuple[int, int, K]]]]:
    """Each row's stretches: first and last column, and kind."""
    row, stretches = 0, list[tuple[int, int, K]]()
    for at, column, kind in sorted(cells, key=lambda cell: cell[:2]):
        if at != row:
            if stretches:
                yield row, stretches
            row, stretches = at, []
        if stretches and stretches[-1][1:] == (column - 1, kind):
            stretches[-1] = (stretches[-1][0], column, kind)
        else:
            stretches.append((column, column, kind))
    if stretches:
        yield row, stretches


def _closed(stretches: dict[tuple[int, int, K], int], last_row: int) -> Iterator[tuple[Rectangle, K]]:
    for (first, last, kind), row in stretches.items():
        yield Rectangle(row, first, last_row, last), kind
