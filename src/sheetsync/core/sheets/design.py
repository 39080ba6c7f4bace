"""A sheet of ours before any spreadsheet library has seen it: cells, looks, merges, print set-up, charts, links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeAlias

from sheetsync.core.book import SheetKind
from sheetsync.core.cells import Rectangle
from sheetsync.core.sheets.looks import Look

DesignValue: TypeAlias = str | int | float | date | None
"""Texts stay texts whatever they start with: an adapter never turns one into a formula."""


@dataclass(frozen=True, slots=True)
class CellLink:
    """A link to a cell of the same book. tip: what a person sees when pointing at it."""

    sheet: str
    a1: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class CellDesign:
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
class SheetDesign:
    """A whole sheet. column_widths in characters (Excel's unit), from column 1; row_heights in points."""

    name: str
    kind: SheetKind
    period: str
    cells: tuple[CellDesign, ...]
    column_widths: tuple[float, ...]
    row_heights: Mapping[int, float] = field(default_factory=dict)
    merges: tuple[Rectangle, ...] = ()
    freeze_row: int = 0
    freeze_column: int = 0
    filter_area: Rectangle | None = None
    charts: tuple[ChartDesign, ...] = ()
    print_setup: PrintSetup = field(default_factory=PrintSetup)
    show_gridlines: bool = False
    tab_colour: str | None = None
