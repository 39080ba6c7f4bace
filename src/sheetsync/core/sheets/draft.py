"""A sheet while it is being laid out row by row; `SheetDraft.design()` gives the finished SheetDesign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sheetsync.core.book import SheetKind
from sheetsync.core.cells import Rectangle, Where
from sheetsync.core.sheets.design import CellDesign, CellLink, ChartDesign, DesignValue, PrintSetup, SheetDesign
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.text_fit import row_height


def link_to(where: Where | None) -> CellLink | None:
    """A link to a cell of a tab, saying where it goes."""
    return CellLink(where.sheet, where.a1, f"Sheet «{where.sheet}», ô {where.a1}") if where else None


@dataclass(slots=True)
class SheetDraft:
    """widths: of the columns, in characters. `row` is the row that `put` and `next_row` work on, from 1."""

    widths: Sequence[float]
    row: int = 1
    cells: list[CellDesign] = field(default_factory=list)
    merges: list[Rectangle] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    charts: list[ChartDesign] = field(default_factory=list)
    keep: list[tuple[int, int]] = field(default_factory=list)
    _texts: list[tuple[str, float, Look]] = field(default_factory=list)

    def characters(self, first: int, last: int) -> float:
        """Width of the columns first…last together."""
        return sum(self.widths[first - 1 : last])

    def put(self, first: int, value: DesignValue, look: Look, *, to: int | None = None, link: CellLink | None = None) -> None:
        """A value in the current row, merged up to column `to` where that is further right."""
        last = to or first
        self.cells.append(CellDesign(self.row, first, value, look, link))
        self.cells.extend(CellDesign(self.row, column, None, look) for column in range(first + 1, last + 1))
        if last > first:
            self.merges.append(Rectangle(self.row, first, self.row, last))
        if isinstance(value, str):
            self._texts.append((value, self.characters(first, last), look))
        elif value is not None:
            self._texts.append(("0", self.characters(first, last), look))

    def next_row(self, *, least: float = 0, exactly: float | None = None) -> int:
        """Close the current row at the height its texts need (or exactly this); gives its number."""
        closed = self.row
        self.heights[closed] = exactly if exactly is not None else row_height(self._texts, least=least)
        self._texts.clear()
        self.row += 1
        return closed

    def gap(self, height: float) -> None:
        """An empty row."""
        self.next_row(exactly=height)

    def keep_together(self, first: int, last: int) -> None:
        """Ask that these rows stand on one page."""
        self.keep.append((first, last))

    def design(
        self,
        name: str,
        kind: SheetKind,
        period: str,
        *,
        print_setup: PrintSetup,
        freeze_row: int = 0,
        tab_colour: str | None = None,
    ) -> SheetDesign:
        area = Rectangle(1, 1, max(self.row - 1, 1), len(self.widths))
        return SheetDesign(
            name=name,
            kind=kind,
            period=period,
            cells=tuple(self.cells),
            column_widths=tuple(self.widths),
            row_heights=dict(self.heights),
            merges=tuple(self.merges),
            freeze_row=freeze_row,
            charts=tuple(self.charts),
            print_setup=replace(print_setup, area=area),
            tab_colour=tab_colour,
        )
