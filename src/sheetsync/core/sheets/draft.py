"""A sheet while it is being laid out row by row; `SheetDraft.design()` gives the finished SheetDesign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sheetsync.core.book import SheetKind
from sheetsync.core.cells import Rectangle
from sheetsync.core.sheets.design import (
    NO_CELLS,
    Block,
    CellChoices,
    ChartDesign,
    DesignValue,
    Links,
    PrintSetup,
    RowDesign,
    RowShape,
    SheetDesign,
)
from sheetsync.core.sheets.late_rows import LateRows
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.text_fit import height_of_lines, in_quarter_points, line_counts, lines_height, row_height
from sheetsync.records import dataclass, field, replace


@dataclass(slots=True)
class SheetDraft:
    """widths: of the columns, in characters. `row` is the number of the row that `put` and `next_row` work on, from 1."""

    widths: Sequence[float]
    rows: list[RowDesign] | LateRows[Any] = field(default_factory=list)
    charts: list[ChartDesign] = field(default_factory=list)
    keep: list[tuple[int, int]] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _values: list[DesignValue] = field(default_factory=list)

    @property
    def row(self) -> int:
        return len(self.rows) + 1

    def characters(self, first: int, last: int) -> float:
        """Width of the columns first…last together."""
        return sum(self.widths[first - 1 : last])

    def put(self, first: int, value: DesignValue, look: Look, *, to: int | None = None) -> None:
        """A value in the current row, right of what it has already, over the columns up to `to` where that is further right."""
        self._blocks.append(Block(first, to or first, look))
        self._values.append(value)

    def next_row(self, *, least: float = 0, exactly: float | None = None) -> int:
        """Close the current row at the height its texts need (or exactly this); gives its number."""
        table = TableRows(self, tuple(self._blocks)) if self._blocks else None
        if table is None:
            self.rows.append(RowDesign(NO_CELLS, (), exactly if exactly is not None else row_height((), least=least)))
        elif exactly is not None:
            self.rows.append(RowDesign(table.shape, tuple(self._values), exactly))
        else:
            table.add(tuple(self._values), least=least)
        self._blocks.clear()
        self._values.clear()
        return len(self.rows)

    def gap(self, height: float) -> None:
        """An empty row."""
        self.next_row(exactly=height)

    def keep_together(self, first: int, last: int) -> None:
        """Ask that these rows stand on one page."""
        if last > first:
            self.keep.append((first, last))

    def heights(self) -> list[float]:
        """The heights of the rows, from row 1."""
        if isinstance(self.rows, LateRows):
            return [height or 0.0 for _, height, _ in self.rows.outlines()]
        return [row.height or 0.0 for row in self.rows]

    def design(
        self,
        name: str,
        kind: SheetKind,
        period: str,
        *,
        print_setup: PrintSetup,
        freeze_row: int = 0,
        choices: tuple[CellChoices, ...] = (),
        tab_colour: str | None = None,
    ) -> SheetDesign:
        return SheetDesign(
            name=name,
            kind=kind,
            period=period,
            rows=self.rows,
            column_widths=tuple(self.widths),
            freeze_row=freeze_row,
            charts=tuple(self.charts),
            choices=choices,
            print_setup=replace(print_setup, area=Rectangle(1, 1, max(len(self.rows), 1), len(self.widths))),
            tab_colour=tab_colour,
        )


class TableRows:
    """Adds rows of one shape to a draft. What they share, looks and room for texts, is worked out once."""

    def __init__(self, draft: SheetDraft, blocks: tuple[Block, ...]) -> None:
        self.shape = RowShape(blocks)
        self._draft = draft
        self._sizes = [block.look.size for block in blocks]
        self._counts = [line_counts(draft.characters(block.first, block.last), block.look) for block in blocks]
        self._size = self._sizes[0] if len(set(self._sizes)) == 1 else None

    def lines(self, values: Sequence[DesignValue]) -> list[int]:
        """The lines that each value takes; a blank one counts as one."""
        return [counts[value] for counts, value in zip(self._counts, values, strict=True)]

    def add(self, values: tuple[DesignValue, ...], *, least: float = 0, links: Links = ()) -> None:
        """One row, as high as its texts need and at least this."""
        self.add_counted(values, self.lines(values), least=least, links=links)

    def add_counted(
        self,
        values: tuple[DesignValue, ...],
        lines: Sequence[int],
        *,
        least: float = 0,
        links: Links = (),
    ) -> None:
        """One row of which is known how many lines each value takes."""
        self._draft.rows.append(RowDesign(self.shape, values, self.height(values, lines, least=least), links))

    def height(self, values: Sequence[DesignValue], lines: Sequence[int], *, least: float = 0) -> float:
        """How high a row of these values is, of which is known how many lines each takes."""
        if self._size is None or values[0] is None:
            needed = [
                lines_height(count, size)
                for value, count, size in zip(values, lines, self._sizes, strict=True)
                if value is not None and value != ""
            ]
            return in_quarter_points(max([least, *needed]))
        return height_of_lines(max(lines), self._size, least)  # all texts of one size: the one with most lines is the tallest
