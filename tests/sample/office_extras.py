"""The sheets that are nobody's tab: the office's own summary with a chart, a picture and a text box, and a hidden list."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from tests.sample.tab_sheet import WrittenTab

SUMMARY, LISTS = "Tổng hợp VP", "Danh mục"
STATUSES = ("Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Tạm dừng", "Không phát sinh")
STATUS_LIST_NAME = "DS_TrangThai"
FIRST_ROW = 6  # of the summary's table, from 0


def emblem(size: int = 96) -> bytes:
    """A yellow star on a red disc, as PNG."""
    middle = size / 2
    star = [
        (middle + r * sin(i * pi / 5), middle - r * cos(i * pi / 5)) for i in range(10) for r in (size * (0.38, 0.15)[i % 2],)
    ]

    def in_star(x: float, y: float) -> bool:
        inside = False
        for (x1, y1), (x2, y2) in zip(star, star[1:] + star[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside

    def colour(x: float, y: float) -> bytes:
        if (x - middle) ** 2 + (y - middle) ** 2 > (middle - 1) ** 2:
            return b"\xff\xff\xff"
        return b"\xff\xdd\x00" if in_star(x, y) else b"\xc8\x10\x2e"

    rows = b"".join(b"\0" + b"".join(colour(x + 0.5, y + 0.5) for x in range(size)) for y in range(size))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def write_lists(workbook: Workbook) -> None:
    """The hidden sheet that the dropdowns take their choices from, and its defined name."""
    sheet = workbook.add_worksheet(LISTS)
    sheet.write_column("A1", ["Trạng thái", *STATUSES])
    sheet.write_column("C1", ["Vai trò", "Chủ trì", "Phối hợp"])
    sheet.set_column("A:C", 18)
    sheet.hide()
    workbook.define_name(STATUS_LIST_NAME, f"='{LISTS}'!$A$2:$A${len(STATUSES) + 1}")


def write_summary(workbook: Workbook, tabs: list[WrittenTab]) -> None:
    """Counts by tab with formulas (and the values a spreadsheet program has cached in them), a chart, the emblem, a note."""
    sheet = workbook.get_worksheet_by_name(SUMMARY)
    look = {name: workbook.add_format(format_) for name, format_ in _looks().items()}
    sheet.hide_gridlines(2)
    sheet.set_column("A:A", 5)
    sheet.set_column("B:B", 26)
    sheet.set_column("C:I", 11)
    for row, height in ((0, 24), (1, 22), (3, 26)):
        sheet.set_row(row, height)
    sheet.insert_image(
        "A1",
        "emblem.png",
        {
            "image_data": BytesIO(emblem()),
            "x_scale": 0.6,
            "y_scale": 0.6,
            "x_offset": 4,
            "y_offset": 2,
            "description": "Biểu trưng",
        },
    )
    sheet.merge_range("B1:I1", "ỦY BAN NHÂN DÂN XÃ NGỌC KỲ", look["issuer"])
    sheet.merge_range("B2:I2", "THEO DÕI CHUNG VIỆC NHẬP SỐ LIỆU CẢI CÁCH HÀNH CHÍNH", look["title"])
    sheet.merge_range("B3:I3", "(Văn phòng lập để theo dõi, không gửi đi)", look["note"])
    headings = ["TT", "Bộ phận", "Số dòng", *STATUSES, "Còn trống"]
    sheet.set_row(FIRST_ROW - 1, 36)
    sheet.write_row(FIRST_ROW - 1, 0, headings, look["heading"])
    totals = [0] * (len(headings) - 2)
    for place, tab in enumerate(tabs):
        row = FIRST_ROW + place
        sheet.write_number(row, 0, place + 1, look["number"])
        sheet.write_url(row, 1, f"internal:'{tab.sheet}'!A1", look["link"], tab.sheet)
        statuses = f"'{tab.sheet}'!{tab.status_range}"
        counts = [len(tab.statuses), *(sum(s == status for s in tab.statuses) for status in STATUSES)]
        counts.append(sum(s is None for s in tab.statuses))
        formulas = [f"=COUNTA('{tab.sheet}'!{tab.role_or_task_range})", *(f'=COUNTIF({statuses},"{s}")' for s in STATUSES)]
        formulas.append(f"=C{row + 1}-COUNTA({statuses})")
        for column, (formula, count) in enumerate(zip(formulas, counts, strict=True), start=2):
            sheet.write_formula(row, column, formula, look["number"], count)
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
    last = FIRST_ROW + len(tabs)
    sheet.merge_range(last, 0, last, 1, "Cộng", look["total"])
    for column, total in enumerate(totals, start=2):
        letter = "ABCDEFGHI"[column]
        sheet.write_formula(last, column, f"=SUM({letter}{FIRST_ROW + 1}:{letter}{last})", look["total"], total)
    _chart(workbook, sheet, last)
    sheet.insert_textbox(
        last + 2,
        6,
        "Các bộ phận nộp trước 17h ngày 14/3/2023.\nKhông có việc thì chọn «Không phát sinh», không để trống.",
        {
            "width": 250,
            "height": 96,
            "font": {"name": "Times New Roman", "size": 12, "color": "#7F1D1D"},
            "fill": {"color": "#FFF7E0"},
            "line": {"color": "#BF8F00", "width": 1.5},
            "align": {"vertical": "middle", "horizontal": "center"},
        },
    )
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_tab_color("#404040")
    sheet.conditional_format(FIRST_ROW, 8, last - 1, 8, {"type": "cell", "criteria": ">", "value": 0, "format": look["bad"]})


def _chart(workbook: Workbook, sheet: Any, last: int) -> None:
    chart = workbook.add_chart({"type": "column", "subtype": "stacked"})
    for column, colour in ((3, "#BFBFBF"), (4, "#5B9BD5"), (5, "#70AD47"), (6, "#FFC000"), (7, "#A5A5A5"), (8, "#C00000")):
        chart.add_series(
            {
                "name": [SUMMARY, FIRST_ROW - 1, column],
                "categories": [SUMMARY, FIRST_ROW, 1, last - 1, 1],
                "values": [SUMMARY, FIRST_ROW, column, last - 1, column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    font = {"name": "Times New Roman", "size": 10}
    chart.set_title({"name": "Tình hình nhập số liệu theo bộ phận", "name_font": {"name": "Times New Roman", "size": 13}})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis({"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 480, "height": 300})
    sheet.insert_chart(last + 2, 0, chart)


def _looks() -> dict[str, dict[str, Any]]:
    bordered = {"border": 1, "valign": "vcenter"}
    return {
        "issuer": {"bold": True, "align": "center", "valign": "vcenter", "font_size": 13},
        "title": {"bold": True, "align": "center", "valign": "vcenter", "font_size": 14, "font_color": "#7F1D1D"},
        "note": {"italic": True, "align": "center"},
        "heading": {**bordered, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#E2E2E2"},
        "number": {**bordered, "align": "center"},
        "link": {**bordered, "font_color": "#1F4E79", "underline": 1},
        "total": {**bordered, "bold": True, "align": "center", "bg_color": "#F2F2F2"},
        "bad": {"font_color": "#C00000", "bold": True},
    }
