"""Gathers the non-blank rows of a sheet into a block, and keeps stray rows far below it apart, so that memory follows content."""

from __future__ import annotations

from typing import NoReturn

from sheetsync.core.cells import CellValue
from sheetsync.records import dataclass, field

FAR_GAP = 1_000
"""So many blank rows end the block; whatever comes after them is far."""
MAX_ROWS = 40_000
"""Rows with content in a whole book. A plan of 7 tabs × 5,000 rows takes 35,000; so many rows are answered within five seconds
even where no two cells are alike and all are wrong, a million would take minutes and gigabytes."""
MAX_TAGS_BESIDE_CELLS = 300_000
"""Tags of all sheets of a book outside their cells: merged blocks, conditional formats, validations, links. 7 tabs × 5,000 rows
with four merged blocks and a link in each row take 175,000."""
MAX_ROW_LENGTH = 5_000_000
"""Characters of one row's XML; 150 cells of Excel's longest text."""
MAX_SLOTS = 1_500_000
"""Places in a book's rows (cells and the blanks between them). 7 tabs × 5,000 rows × 16 columns take 560,000."""


class TooManyCells(Exception):
    """The book's cells would take more time and memory than a plan can need; the text says why, in Vietnamese."""


@dataclass(slots=True)
class Room:
    """What the sheets of one book have taken so far of what a book may hold."""

    rows: int = 0
    slots: int = 0
    tags: int = 0
    read_exactly: int = 0
    """Cells that the exact reader has read; it counts them itself."""

    def refuse(self) -> NoReturn:
        """Raises TooManyCells: more rows or slots were taken than a book may hold."""
        if self.rows > MAX_ROWS:
            raise TooManyCells(f"có quá nhiều dòng (cả sổ chỉ được {MAX_ROWS:,} dòng có nội dung)".replace(",", "."))
        raise TooManyCells("có quá nhiều ô, hoặc các ô nằm rải rác quá rộng")

    def take_tags(self, count: int) -> None:
        """What a sheet has beside its cells. Raises TooManyCells."""
        self.tags += count
        if self.tags > MAX_TAGS_BESIDE_CELLS:
            raise TooManyCells("có quá nhiều ô gộp, định dạng có điều kiện hoặc liên kết")


@dataclass(slots=True)
class SheetBlock:
    """Fed with rows in ascending order. first_row is 1 where the sheet is blank. room: shared by the sheets of a book."""

    room: Room = field(default_factory=Room)
    first_row: int = 1
    rows: list[list[CellValue]] = field(default_factory=list)
    far_rows: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    _last: int = 0

    def add(self, row: int, values: list[CellValue]) -> None:
        """values from column 1. Blank ends are cut; a row without any value is left out. Raises TooManyCells."""
        while values and values[-1] is None:
            values.pop()
        if not values:
            return
        room = self.room
        room.rows += 1
        room.slots += len(values)
        if room.rows > MAX_ROWS or room.slots > MAX_SLOTS:
            room.refuse()
        if row == self._last + 1 and self.rows and not self.far_rows:
            self.rows.append(values)
        elif not self.rows and not self.far_rows:
            self.first_row = row
            self.rows.append(values)
        elif self.far_rows or row - self._last > FAR_GAP:
            self.far_rows[row] = {column: value for column, value in enumerate(values, 1) if value is not None}
        else:
            self.rows.extend([] for _ in range(row - self._last - 1))
            self.rows.append(values)
        self._last = row
