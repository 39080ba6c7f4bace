"""A sheet of ours without its cells: columns, frozen headings, page set-up, page breaks (ISO/IEC 29500-1, 18.3)."""

from __future__ import annotations

from sheetsync.adapters.xlsx.xml_editing import quoted
from sheetsync.core.cells import Rectangle, column_letters
from sheetsync.core.sheets.design import PrintSetup, SheetDesign
from sheetsync.core.sheets.looks import FONT

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MM_PER_INCH = 25.4
_HEADER_DISTANCE_MM = 10
_A4 = 9
_LAST_COLUMN = 16_383  # from 0
MOST_BREAKS = 1_026
"""Excel's limit of page breaks set in a sheet; behind the last one, pages end by themselves."""


def sheet_frame(design: SheetDesign) -> str:
    """The sheet's part, with an empty `sheetData`."""
    colour = f'<tabColor rgb="00{design.tab_colour}"/>' if design.tab_colour else ""
    fit = '<pageSetUpPr fitToPage="1"/>' if design.print_setup.fit_width else "<pageSetUpPr/>"
    columns = "".join(
        f'<col width="{width:.16g}" customWidth="1" min="{number}" max="{number}"/>'
        for number, width in enumerate(design.column_widths, start=1)
    )
    drawing = f'<drawing xmlns:r="{_RELATIONSHIPS}" r:id="rId1"/>' if design.charts else ""
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetPr>{colour}<outlinePr summaryBelow="1" summaryRight="1"/>{fit}</sheetPr>'
        f'<dimension ref="A1:A1"/><sheetViews>{_view(design)}</sheetViews>'
        f'<sheetFormatPr baseColWidth="8" defaultRowHeight="15"/><cols>{columns}</cols><sheetData></sheetData>'
        f"{_page(design.print_setup)}{drawing}</worksheet>"
    )


def local_names(design: SheetDesign) -> list[tuple[str, str]]:
    """The defined names of the sheet's own: what is printed, and the rows repeated on each page."""
    sheet = "'" + design.name.replace("'", "''") + "'"
    names = []
    if design.print_setup.repeat_rows:
        first, last = design.print_setup.repeat_rows
        names.append(("_xlnm.Print_Titles", f"{sheet}!${first}:${last}"))
    if design.print_setup.area:
        names.append(("_xlnm.Print_Area", f"{sheet}!{absolute(design.print_setup.area)}"))
    return names


def absolute(block: Rectangle) -> str:
    """`$E$8:$E$14`; of one cell `$E$8`."""
    first = f"${column_letters(block.first_column)}${block.first_row}"
    last = f"${column_letters(block.last_column)}${block.last_row}"
    return first if first == last else f"{first}:{last}"


def _view(design: SheetDesign) -> str:
    lines = "" if design.show_gridlines else ' showGridLines="0"'
    if not design.freeze_row:
        return f'<sheetView{lines} workbookViewId="0"><selection activeCell="A1" sqref="A1"/></sheetView>'
    return (
        f'<sheetView{lines} workbookViewId="0"><pane ySplit="{design.freeze_row}" topLeftCell="A{design.freeze_row + 1}" '
        f'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A1" sqref="A1"/></sheetView>'
    )


def _page(setup: PrintSetup) -> str:
    top, right, bottom, left = (f"{millimetres / _MM_PER_INCH:.16g}" for millimetres in setup.margins)
    header = f"{_HEADER_DISTANCE_MM / _MM_PER_INCH:.16g}"
    fit = ' fitToHeight="0" fitToWidth="1"' if setup.fit_width else ""
    # From 1 also when the whole book is printed, so that the first page is the one without a number.
    first = ' firstPageNumber="1" useFirstPageNumber="1"' if setup.page_number_top else ""
    number = quoted(f'&C&"{FONT},Regular"&13 &P')[1:-1].replace("&quot;", '"')
    numbers = (
        f'<headerFooter differentFirst="1"><oddHeader>{number}</oddHeader><oddFooter></oddFooter><evenHeader></evenHeader>'
        "<evenFooter></evenFooter><firstHeader></firstHeader><firstFooter></firstFooter></headerFooter>"
    )
    return (
        f'<printOptions horizontalCentered="1"/><pageMargins left="{left}" right="{right}" top="{top}" bottom="{bottom}" '
        f'header="{header}" footer="{header}"/>'
        f'<pageSetup orientation="{"landscape" if setup.landscape else "portrait"}" paperSize="{_A4}"{fit}{first}/>'
        f"{numbers if setup.page_number_top else ''}{_breaks(setup)}"
    )


def _breaks(setup: PrintSetup) -> str:
    rows = setup.breaks_before[:MOST_BREAKS]
    if not rows:
        return ""
    breaks = "".join(f'<brk id="{row - 1}" min="0" max="{_LAST_COLUMN}" man="1"/>' for row in rows)
    return f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{breaks}</rowBreaks>'
