"""A sheet that people fill in while it is being laid out, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sheetsync.core.cells import Rectangle
from sheetsync.core.sheets.design import CellLink
from sheetsync.core.sheets.form_design import FormCell, Formula, FormValue
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.text_fit import row_height
from sheetsync.records import dataclass, field


@dataclass(slots=True)
class FormDraft:
    """widths: of the columns, in characters. `row` is the row that `put` and `next_row` work on, from 1."""

    widths: Sequence[float]
    row: int = 1
    cells: list[FormCell] = field(default_factory=list)
    merges: list[Rectangle] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    fixed: set[int] = field(default_factory=set)
    _texts: list[tuple[str, float, Look]] = field(default_factory=list)

    def put(
        self,
        column: int,
        value: FormValue,
        look: Look,
        *,
        to: int | None = None,
        is_open: bool = False,
        link: CellLink | None = None,
    ) -> None:
        """A value in the current row, joined up to column `to` where that is further right."""
        last = to or column
        self.cells.append(FormCell(self.row, column, value, look, is_open, link))
        self.cells.extend(FormCell(self.row, other, None, look, is_open) for other in range(column + 1, last + 1))
        if last > column:
            self.merges.append(Rectangle(self.row, column, self.row, last))
        shown = value.shows if isinstance(value, Formula) else value
        if shown is not None:
            text = "00/00/0000" if isinstance(shown, date) else str(shown)
            self._texts.append((text, sum(self.widths[column - 1 : last]), look))

    def next_row(self, *, least: float = 0, exactly: float | None = None, fixed: bool = True) -> int:
        """Close the current row at the height its texts need (or exactly this); gives its number. fixed: it does not grow
        by itself when somebody types into it."""
        closed = self.row
        self.heights[closed] = exactly if exactly is not None else row_height(self._texts, least=least)
        if fixed:
            self.fixed.add(closed)
        self._texts.clear()
        self.row += 1
        return closed

    def gap(self, height: float) -> None:
        """An empty row."""
        self.next_row(exactly=height)

    @property
    def area(self) -> Rectangle:
        """Everything laid out so far."""
        return Rectangle(1, 1, max(self.row - 1, 1), len(self.widths))
