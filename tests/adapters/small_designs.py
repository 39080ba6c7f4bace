"""Small sheets of ours and marks to put into books: everything a design can hold, once."""

from __future__ import annotations

from datetime import date

from sheetsync.core.book import SheetKind
from sheetsync.core.cells import Rectangle
from sheetsync.core.edits import Edit, Highlight, PutSheet, SetHighlights
from sheetsync.core.sheets.design import (
    CellDesign,
    CellLink,
    ChartDesign,
    ChartKind,
    ChartSeries,
    DesignValue,
    PrintSetup,
    SheetDesign,
)
from sheetsync.core.sheets.looks import Border, Look
from tests.design_rows import rows_of

TITLE = Look(bold=True, size=14)
BODY = Look(border=Border.THIN, wrap=True)
DAY = Look(border=Border.THIN, number_format="dd/mm/yyyy")
RED_ROW = Look(fill="FDE2E2")
BAD_CELL = Look(bold=True, colour="9C0006", fill="FFC7CE")


def report(
    text: str = "Đã làm xong", *, name: str = "Báo cáo Quý I-2023", tab: str = "VP UBND", chart: bool = True
) -> SheetDesign:
    """A report sheet with texts that look like formulas, a date, numbers, a link, a merge, a chart and print titles."""
    values: tuple[tuple[int, int, DesignValue], ...] = (
        (3, 1, "Trong hạn"),
        (3, 2, 12),
        (4, 1, "Quá hạn"),
        (4, 2, 98.5),
        (5, 1, '=HYPERLINK("http://x")'),
        (5, 2, " khoảng trắng\nhai dòng "),
        (6, 1, "+1"),
        (6, 2, text),
    )
    series = ChartSeries(Rectangle(3, 1, 3, 1), Rectangle(3, 1, 4, 1), Rectangle(3, 2, 4, 2), "C00000")
    return SheetDesign(
        name=name,
        kind=SheetKind.REPORT,
        period="2023-Q1",
        rows=rows_of(
            (
                CellDesign(1, 1, "BÁO CÁO", TITLE),
                CellDesign(2, 1, date(2023, 3, 14), DAY),
                CellDesign(2, 2, "II.1.01", BODY, CellLink(tab, "A2")),
                *(CellDesign(row, column, value, BODY) for row, column, value in values),
            ),
            {1: 30},
            (Rectangle(1, 1, 1, 2),),
        ),
        column_widths=(20, 40),
        charts=(ChartDesign(ChartKind.STACKED_BAR, "Theo lĩnh vực", Rectangle(8, 1, 20, 2), (series,)),) if chart else (),
        print_setup=PrintSetup(repeat_rows=(1, 2), area=Rectangle(1, 1, 20, 2)),
    )


def findings(text: str = "Ô H5 trống", *, tab: str = "VP UBND") -> SheetDesign:
    """A sheet with a filter, frozen headings and links."""
    return SheetDesign(
        name="Kết quả kiểm tra",
        kind=SheetKind.FINDINGS,
        period="",
        rows=rows_of(
            (
                CellDesign(1, 1, "Ô", TITLE),
                CellDesign(1, 2, "Lỗi", TITLE),
                CellDesign(2, 1, "H5", BODY, CellLink(tab, "H5")),
                CellDesign(2, 2, text, BODY),
            )
        ),
        column_widths=(10, 60),
        freeze_row=1,
        filter_area=Rectangle(1, 1, 2, 2),
    )


def put(design: SheetDesign) -> PutSheet:
    return PutSheet(design)


def highlights(tab: str = "VP UBND") -> SetHighlights:
    """A row rule and a rule for one bad cell."""
    return SetHighlights(
        tab,
        (
            Highlight((Rectangle(5, 8, 5, 8),), 'EXACT($H5,"xong & <b>")', BAD_CELL),
            Highlight((Rectangle(2, 1, 40, 8), Rectangle(50, 1, 60, 8)), '$A2="II.1.01"', RED_ROW),
        ),
    )


def whole_run(tab: str = "VP UBND", text: str = "Đã làm xong") -> tuple[Edit, ...]:
    """What `run` asks for."""
    return (put(report(text, tab=tab)), put(findings(tab=tab)), highlights(tab))
