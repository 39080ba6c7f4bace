"""Sheets of ours without their cells, drawn by openpyxl: styles, page set-up, filters and charts.

What is made here is grafted into people's books; theirs are never saved by openpyxl.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Side
from openpyxl.styles import Border as CellBorder
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sheetsync.adapters.xlsx.cell_table import styles_used
from sheetsync.adapters.xlsx.charts import build_chart
from sheetsync.adapters.xlsx.shape_markup import StyleOf
from sheetsync.adapters.xlsx.sheet_frame import MOST_BREAKS
from sheetsync.core.cells import column_letters
from sheetsync.core.sheets.design import PrintSetup, SheetDesign
from sheetsync.core.sheets.looks import BORDER_LINES, FONT, Border, Line, Look

_MM_PER_INCH = 25.4
_HEADER_DISTANCE_MM = 10


def draw_by_openpyxl(designs: Sequence[SheetDesign]) -> tuple[bytes, tuple[SheetDesign, ...], StyleOf]:
    """What a FreshBook is made of. It depends on the designs alone."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    # Column widths count digits of the default font: this one's are 7 pixels wide, as the designs take them to be.
    normal: Any = workbook._named_styles["Normal"]  # type: ignore[attr-defined]
    normal.font = Font(name=FONT, size=11, family=1)
    workbook.properties.created = workbook.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - same input, same bytes
    styles = _Styles(workbook)
    for design in designs:
        _set_up_sheet(workbook.create_sheet(design.name), design)
        for look, quoted in styles_used(design):
            styles.index_of(look, quoted)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue(), tuple(designs), styles.index_of


def _set_up_sheet(sheet: Worksheet, design: SheetDesign) -> None:
    for number, width in enumerate(design.column_widths, start=1):
        sheet.column_dimensions[column_letters(number)].width = width
    if design.freeze_row or design.freeze_column:
        sheet.freeze_panes = f"{column_letters(design.freeze_column + 1)}{design.freeze_row + 1}"
    if design.filter_area:
        sheet.auto_filter.ref = design.filter_area.a1
    sheet.sheet_view.showGridLines = design.show_gridlines
    if design.tab_colour:
        sheet.sheet_properties.tabColor = design.tab_colour
    _set_up_page(sheet, design.print_setup)
    if design.charts:
        shown = [series.values for chart in design.charts for series in chart.series]
        for number in sorted({row for area in shown for row in range(area.first_row, area.last_row + 1)}):
            row = design.rows[number - 1]
            for block, value in zip(row.shape.blocks, row.values, strict=True):
                if isinstance(value, int) and any(area.contains(number, block.first) for area in shown):
                    sheet.cell(number, block.first, value)  # labels of bars go by their figures
    for chart in design.charts:
        if chart.anchor.last_row <= len(design.rows):
            sheet.row_dimensions[chart.anchor.last_row].height = design.rows[chart.anchor.last_row - 1].height
        build_chart(sheet, chart)


class _Styles:
    """The cell formats of the workbook; each Look is translated once."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheet = Worksheet(workbook)
        self._known: dict[tuple[Look, bool], int] = {}

    def index_of(self, look: Look, quoted: bool) -> int:
        """The index of the look's cell format. quoted: a text stays one even when somebody edits it."""
        key = (look, quoted)
        if key not in self._known:
            cell: Any = Cell(self._sheet, 1, 1)
            cell.font = Font(
                name=FONT,
                size=look.size,
                bold=look.bold,
                italic=look.italic,
                underline="single" if look.underline else None,
                color=f"FF{look.colour}" if look.colour else "FF000000",
                family=1,
            )
            if look.fill:
                cell.fill = PatternFill("solid", fgColor=f"FF{look.fill}")
            cell.border = _border(look.border)
            cell.alignment = Alignment(
                horizontal=look.align.value, vertical=look.vertical.value, wrap_text=look.wrap, indent=look.indent
            )
            cell.number_format = look.number_format
            cell.quotePrefix = quoted
            self._known[key] = cell.style_id
        return self._known[key]


def _border(border: Border) -> CellBorder:
    sides = {Line.NONE: Side(), Line.THIN: Side("thin", color="FF000000"), Line.HAIR: Side("hair", color="FF000000")}
    left, right, top, bottom = (sides[line] for line in BORDER_LINES[border])
    return CellBorder(left=left, right=right, top=top, bottom=bottom)


def _set_up_page(sheet: Worksheet, setup: PrintSetup) -> None:
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if setup.landscape else "portrait"
    if setup.fit_width:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    top, right, bottom, left = (millimetres / _MM_PER_INCH for millimetres in setup.margins)
    margins = sheet.page_margins
    margins.top, margins.right, margins.bottom, margins.left = top, right, bottom, left
    margins.header = margins.footer = _HEADER_DISTANCE_MM / _MM_PER_INCH
    sheet.print_options.horizontalCentered = True
    if setup.page_number_top:
        # From 1 also when the whole book is printed, so that the first page is the one without a number.
        sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber = 1, True
        sheet.HeaderFooter.differentFirst = True
        sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=_HeaderFooterPart("&P", f"{FONT},Regular", 13))
    if setup.repeat_rows:
        sheet.print_title_rows = f"{setup.repeat_rows[0]}:{setup.repeat_rows[1]}"
    if setup.area:
        sheet.print_area = setup.area.a1
    for row in setup.breaks_before[:MOST_BREAKS]:
        sheet.row_breaks.append(Break(id=row - 1))
