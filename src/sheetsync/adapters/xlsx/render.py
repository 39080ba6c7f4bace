"""SheetDesign → a fresh workbook, by openpyxl. What it makes is grafted into people's books; theirs are never saved by it."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from copy import copy
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Side
from openpyxl.styles import Border as CellBorder
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from sheetsync.adapters.xlsx.charts import build_chart
from sheetsync.core.cells import column_letters
from sheetsync.core.sheets.design import CellDesign, PrintSetup, SheetDesign
from sheetsync.core.sheets.looks import FONT, Border, Look

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

MAX_TEXT = 32_767
_CUT_NOTE = " … [văn bản dài, đã cắt bớt; xem ô gốc]"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_MM_PER_INCH = 25.4
_HEADER_DISTANCE_MM = 10


def render(designs: Sequence[SheetDesign]) -> bytes:
    """A workbook (.xlsx) with one sheet per design, in order. The sheet parts depend on the designs alone."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    # Column widths count digits of the default font: this one's are 7 pixels wide, as the designs take them to be.
    normal: Any = workbook._named_styles["Normal"]  # type: ignore[attr-defined]
    normal.font = Font(name=FONT, size=11, family=1)
    workbook.properties.created = workbook.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - same input, same bytes
    styles = _Styles()
    for design in designs:
        _render_sheet(workbook.create_sheet(design.name), design, styles)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def clean_text(text: str) -> str:
    """A text as a cell can hold it: line ends are LF, characters that XML forbids become a visible �, and what is beyond
    Excel's limit is cut with a note that says so. `_x0041_` stays itself instead of turning into A."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
    if len(text.encode("utf-16-le")) // 2 > MAX_TEXT:
        kept = text.encode("utf-16-le")[: 2 * (MAX_TEXT - len(_CUT_NOTE))].decode("utf-16-le", errors="ignore")
        text = kept + _CUT_NOTE
    return _ESCAPE_LOOKALIKE.sub("_x005F_", text)


def _render_sheet(sheet: Worksheet, design: SheetDesign, styles: _Styles) -> None:
    for number, width in enumerate(design.column_widths, start=1):
        sheet.column_dimensions[column_letters(number)].width = width
    for row, height in design.row_heights.items():
        sheet.row_dimensions[row].height = height
    for cell_design in design.cells:
        _render_cell(sheet, cell_design, styles)
    # Straight into the set: `add` compares each block with all others, and our designs never overlap.
    sheet.merged_cells.ranges.update(CellRange(block.a1) for block in design.merges)
    if design.freeze_row or design.freeze_column:
        sheet.freeze_panes = f"{column_letters(design.freeze_column + 1)}{design.freeze_row + 1}"
    if design.filter_area:
        sheet.auto_filter.ref = design.filter_area.a1
    sheet.sheet_view.showGridLines = design.show_gridlines
    if design.tab_colour:
        sheet.sheet_properties.tabColor = design.tab_colour
    _set_up_page(sheet, design.print_setup)
    for chart in design.charts:
        build_chart(sheet, chart)


def _render_cell(sheet: Worksheet, design: CellDesign, styles: _Styles) -> None:
    cell: Any = sheet.cell(design.row, design.column)
    value = design.value
    quoted = False
    if isinstance(value, str):
        text = clean_text(value)
        quoted = text.startswith(_FORMULA_STARTS)
        # Set past openpyxl's own reading of values, which makes a formula of a text that starts with "=".
        cell._value = text
        cell.data_type = "s"
    elif value is not None:
        cell.value = value
    look = design.look
    if isinstance(value, date) and look.number_format == "General":
        look = look.but(number_format="dd/mm/yyyy")
    cell._style = styles.style_of(look, cell, quoted=quoted)
    if design.link:
        target = "'" + design.link.sheet.replace("'", "''") + "'!" + design.link.a1
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target, tooltip=design.link.tip or None)


class _Styles:
    """Each Look is translated once; later cells share its style record."""

    def __init__(self) -> None:
        self._known: dict[tuple[Look, bool], StyleArray] = {}

    def style_of(self, look: Look, cell: Any, *, quoted: bool) -> StyleArray:
        key = (look, quoted)
        if key not in self._known:
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
            self._known[key] = copy(cell._style)
        return self._known[key]


def _border(border: Border) -> CellBorder:
    thin, hair, none = Side("thin", color="FF000000"), Side("hair", color="FF000000"), Side()
    left, right, top, bottom = {
        Border.NONE: (none, none, none, none),
        Border.THIN: (thin, thin, thin, thin),
        Border.HAIR_ROWS: (thin, thin, hair, hair),
        Border.BOTTOM: (none, none, none, thin),
        Border.TOP: (none, none, thin, none),
        Border.OPEN_BELOW: (thin, thin, thin, none),
        Border.OPEN_ABOVE: (thin, thin, none, thin),
        Border.SIDES: (thin, thin, none, none),
    }[border]
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
    for row in setup.breaks_before:
        sheet.row_breaks.append(Break(id=row - 1))
