"""Gathers the non-blank rows of a sheet into a block, and keeps stray rows far below it apart, so that memory follows content."""

from __future__ import annotations

from dataclasses import dataclass, field

from sheetsync.core.cells import CellValue

FAR_GAP = 1_000
"""So many blank rows end the block; whatever comes after them is far."""
MAX_SLOTS = 20_000_000
"""Places in the block's rows (cells and the blanks between them). 7 tabs × 5,000 rows × 16 columns take 560,000."""


class TooManyCells(Exception):
    """The sheet's cells lie so wide apart that holding them would take more memory than a plan's sheet can need."""


@dataclass(slots=True)
class SheetBlock:
    """Fed with rows in ascending order. first_row is 1 where the sheet is blank."""

    first_row: int = 1
    rows: list[list[CellValue]] = field(default_factory=list)
    far_rows: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    _slots: int = 0
    _last: int = 0

    def add(self, row: int, values: list[CellValue]) -> None:
        """values from column 1. Blank ends are cut; a row without any value is left out. Raises TooManyCells."""
        while values and values[-1] is None:
            values.pop()
        if not values:
            return
        self._slots += len(values)
        if self._slots > MAX_SLOTS:
            raise TooManyCells
        if not self.rows and not self.far_rows:
            self.first_row = row
        elif self.far_rows or row - self._last > FAR_GAP:
            self.far_rows[row] = {column: value for column, value in enumerate(values, 1) if value is not None}
            self._last = row
            return
        else:
            blank = row - self._last - 1
            for _ in range(blank):
                self.rows.append([])
        self.rows.append(values)
        self._last = row
