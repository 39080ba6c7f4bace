"""Asks Excel about blocks of cells: one question for a block of equal cells, halves where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sheetsync.core.cells import Rectangle, a1

Wanted = Callable[[Rectangle], bool]
"""Whether a block is worth asking about."""


def block_of(worksheet: Any, area: Rectangle) -> Any:
    """The Range of an area."""
    return worksheet.Range(f"{a1(area.first_row, area.first_column)}:{a1(area.last_row, area.last_column)}")


def halves(area: Rectangle) -> tuple[Rectangle, ...]:
    """The area in two, by rows first; itself when it is one cell."""
    first_row, first_column, last_row, last_column = area.first_row, area.first_column, area.last_row, area.last_column
    if last_row > first_row:
        middle = (first_row + last_row) // 2
        return (
            Rectangle(first_row, first_column, middle, last_column),
            Rectangle(middle + 1, first_column, last_row, last_column),
        )
    if last_column > first_column:
        middle = (first_column + last_column) // 2
        return (
            Rectangle(first_row, first_column, last_row, middle),
            Rectangle(first_row, middle + 1, last_row, last_column),
        )
    return (area,)


def uniform_areas(worksheet: Any, area: Rectangle, ask: Callable[[Any], Any], wanted: Wanted) -> Iterator[tuple[Rectangle, Any]]:
    """Blocks that together hold all wanted cells of the area, each with Excel's answer for all of its cells. Excel answers None
    where cells differ; for a single cell that is given as it is."""
    waiting = [area]
    while waiting:
        block = waiting.pop()
        if not wanted(block):
            continue
        answer = ask(block_of(worksheet, block))
        parts = halves(block)
        if answer is None and len(parts) > 1:
            waiting.extend(reversed(parts))
        else:
            yield block, answer
