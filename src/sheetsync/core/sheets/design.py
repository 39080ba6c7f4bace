"""A sheet of ours before any spreadsheet library has seen it: cells, looks, merges, print set-up, charts, links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple, TypeAlias

from sheetsync.core.book import SheetKind
from sheetsync.core.cells import Rectangle, Where
from sheetsync.core.sheets.looks import Look
from sheetsync.records import dataclass, field

DesignValue: TypeAlias = str | int | float | date | None
"""Texts stay texts whatever they start with: an adapter never turns one into a formula."""


@dataclass(frozen=True, slots=True)
class CellLink:
    """A link to a cell of the same book. tip: what a person sees when pointing at it."""

    sheet: str
    a1: str
    tip: str = ""


def link_to(where: Where) -> CellLink:
    """A link to a cell of a tab, saying where it goes."""
    return CellLink(where.sheet, where.a1, f"{start_of_tip(where.sheet)}{where.a1}")


def start_of_tip(sheet: str) -> str:
    """What stands before the cell in the tip of a link to a tab."""
    return f"Sheet «{sheet}», ô "


class Block(NamedTuple):
    """Columns first…last of a row, joined into one cell where they are more than one; the look covers all of them."""

    first: int
    last: int
    look: Look


Links: TypeAlias = tuple[tuple[int, CellLink | Where], ...]
"""Indexes of values in a row, and where they lead; a place in a tab stands for the link to it."""


@dataclass(frozen=True, slots=True, eq=False)
class RowShape:
    """The blocks of a row from left to right, none over another: what the rows of a table share. Rows of one shape hold the
    same object, so that whoever writes them understands it once."""

    blocks: tuple[Block, ...]


NO_CELLS = RowShape(())


class RowDesign(NamedTuple):
    """One row; a sheet may have a hundred thousand. values: one for each block of the shape. height: in points, None for the
    program's own."""

    shape: RowShape
    values: tuple[DesignValue, ...]
    height: float | None = None
    links: Links = ()


class CellDesign(NamedTuple):
    """One cell by itself, as a sheet's rows spell it out."""

    row: int
    column: int
    value: DesignValue
    look: Look
    link: CellLink | None = None


class ChartKind(Enum):
    STACKED_BAR = "stacked-bar"  # horizontal, stacked


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One series: title cell, category cells, value cells (all on the design's own sheet), colour RRGGBB."""

    title: Rectangle
    categories: Rectangle
    values: Rectangle
    colour: str


@dataclass(frozen=True, slots=True)
class ChartDesign:
    """A chart over a block of cells. anchor: the block it covers."""

    kind: ChartKind
    title: str
    anchor: Rectangle
    series: tuple[ChartSeries, ...]


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """Page set-up. Margins in millimetres: top, right, bottom, left. repeat_rows: heading rows on each page.

    fit_width: all columns on one page across, as many pages down as needed. page_number_top: centred page number in the top
    margin, not on page 1 (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """

    landscape: bool = True
    margins: tuple[float, float, float, float] = (20, 15, 20, 15)
    repeat_rows: tuple[int, int] | None = None
    fit_width: bool = True
    page_number_top: bool = True
    area: Rectangle | None = None
    breaks_before: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CellChoices:
    """Words to choose from in the cells of an area; something else may be typed too. No word holds a comma or a quote."""

    area: Rectangle
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetDesign:
    """A whole sheet. rows: from row 1, without a gap. column_widths in characters (Excel's unit), from column 1."""

    name: str
    kind: SheetKind
    period: str
    rows: Sequence[RowDesign]
    column_widths: tuple[float, ...]
    freeze_row: int = 0
    freeze_column: int = 0
    filter_area: Rectangle | None = None
    charts: tuple[ChartDesign, ...] = ()
    choices: tuple[CellChoices, ...] = ()
    print_setup: PrintSetup = field(default_factory=PrintSetup)
    show_gridlines: bool = False
    tab_colour: str | None = None

    def outlines(self) -> Iterator[tuple[RowShape, float | None, Links]]:
        """Shape, height and links of each row, for whoever needs none of its values."""
        from sheetsync.core.sheets.late_rows import LateRows  # noqa: PLC0415 - rows made late are rows of a design

        if isinstance(self.rows, LateRows):
            return self.rows.outlines()
        return ((row.shape, row.height, row.links) for row in self.rows)

    @property
    def cells(self) -> Iterator[CellDesign]:
        """Every cell by itself, row by row; a block of several columns has its value in the first one."""
        for number, row in enumerate(self.rows, start=1):
            links = {place: link_to(link) if isinstance(link, Where) else link for place, link in row.links}
            for index, (block, value) in enumerate(zip(row.shape.blocks, row.values, strict=True)):
                yield CellDesign(number, block.first, value, block.look, links.get(index))
                for column in range(block.first + 1, block.last + 1):
                    yield CellDesign(number, column, None, block.look)

    @property
    def merges(self) -> Iterator[Rectangle]:
        """The blocks of more than one column, row by row."""
        for number, row in enumerate(self.rows, start=1):
            for block in row.shape.blocks:
                if block.last > block.first:
                    yield Rectangle(number, block.first, number, block.last)
