"""Cells that a test names one by one, as the rows of a design."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sheetsync.core.cells import Rectangle
from sheetsync.core.sheets.design import NO_CELLS, Block, CellDesign, RowDesign, RowShape


def rows_of(
    cells: Iterable[CellDesign], heights: Mapping[int, float] | None = None, merges: Iterable[Rectangle] = ()
) -> tuple[RowDesign, ...]:
    """Rows from the first to the last one named. merges: of cells side by side; the first one's value and look count."""
    heights = heights or {}
    ends = {(block.first_row, block.first_column): block.last_column for block in merges}
    covered = {(row, column) for (row, first), last in ends.items() for column in range(first + 1, last + 1)}
    by_row: dict[int, list[CellDesign]] = {}
    for cell in sorted((cell for cell in cells if cell[:2] not in covered), key=lambda cell: cell[:2]):
        by_row.setdefault(cell.row, []).append(cell)
    rows = []
    for number in range(1, max((*by_row, *heights), default=0) + 1):
        named = by_row.get(number, [])
        blocks = tuple(Block(cell.column, ends.get(cell[:2], cell.column), cell.look) for cell in named)
        links = tuple((place, cell.link) for place, cell in enumerate(named) if cell.link)
        values = tuple(cell.value for cell in named)
        rows.append(RowDesign(RowShape(blocks) if blocks else NO_CELLS, values, heights.get(number), links))
    return tuple(rows)
