"""Makes the books of this folder anew; run by hand from the project's root, with libraries that the tests do not need.

python -m tests.zoo.made_elsewhere.make rows ROWS.json       the office's rows, for make_with_node.mjs
python -m tests.zoo.made_elsewhere.make python               excelize.xlsx, pyexcelerate.xlsx (needs these libraries)
python -m tests.zoo.made_elsewhere.make libreoffice          libreoffice.xlsx, libreoffice-full.xlsx (needs LibreOffice)
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.small_office import HEADINGS, JUSTICE_ROWS, OFFICE_ROWS, Row

FOLDER = Path(__file__).parent
TITLE: Row = ("KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2023",)
SHEETS: dict[str, list[Row]] = {
    "Văn phòng": [TITLE, (), (), HEADINGS, *OFFICE_ROWS],
    "Tư pháp": [TITLE, (), (), HEADINGS, *JUSTICE_ROWS],
    "Ghi chép": [(f"việc {number}", number, f"{number}.5") for number in range(1, 7)],
}


def write_rows(path: Path) -> None:
    def plain(cell: object) -> object:
        return {"date": cell.isoformat()} if isinstance(cell, date) else cell

    rows = {name: [[plain(cell) for cell in row] for row in rows] for name, rows in SHEETS.items()}
    path.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")


def by_python() -> None:
    import excelize  # noqa: PLC0415
    import pyexcelerate  # noqa: PLC0415

    book: Any = excelize.new_file()
    style = book.new_style(excelize.Style(custom_num_fmt="dd/mm/yyyy"))
    for name, rows in SHEETS.items():
        book.new_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                place = f"{chr(65 + column)}{number}"
                if isinstance(cell, date):
                    book.set_cell_value(name, place, (cell - date(1899, 12, 30)).days)
                    book.set_cell_style(name, place, place, style)
                elif cell is not None:
                    book.set_cell_value(name, place, cell)
    book.add_chart(
        "Văn phòng",
        "L2",
        excelize.Chart(type=excelize.ChartType.Col, series=[excelize.ChartSeries(values="'Ghi chép'!$B$1:$B$6")]),
    )
    book.delete_sheet("Sheet1")
    book.save_as(str(FOLDER / "excelize.xlsx"))
    other: Any = pyexcelerate.Workbook()
    for name, rows in SHEETS.items():
        sheet = other.new_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row, start=1):
                if cell is not None:
                    value = datetime(cell.year, cell.month, cell.day) if isinstance(cell, date) else cell  # noqa: DTZ001
                    sheet.set_cell_value(number, column, value)
    other.save(str(FOLDER / "pyexcelerate.xlsx"))


def by_libreoffice() -> None:
    """Plain, and with charts, notes, validations, a pivot table, form controls, conditional formats and shapes."""
    from tests.office import convert  # noqa: PLC0415
    from tests.zoo.office_tab import by_xlsxwriter  # noqa: PLC0415
    from tests.zoo.sources import pivot_tables  # noqa: PLC0415

    def decorate(book: Any, tab: Any) -> None:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Ghi chép'!$B$1:$B$6"})
        tab.insert_chart("P20", chart)
        tab.write_comment("F6", "Chờ huyện trả lời")
        tab.data_validation("F5:F9", {"validate": "list", "source": ["Hoàn thành", "Đang thực hiện"]})
        tab.conditional_format("A5:A9", {"type": "data_bar"})
        tab.insert_textbox("P2", "Ghi chú của văn phòng")
        tab.insert_button("P40", {"macro": "Khong", "caption": "Nút"})

    sources = {"libreoffice": by_xlsxwriter(), "libreoffice-pivot": pivot_tables(), "libreoffice-full": by_xlsxwriter(decorate)}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in sources.items():
            path = Path(folder) / f"{name}.xlsx"
            path.write_bytes(data)
            shutil.copy(convert(path, "xlsx", Path(folder) / "out"), FOLDER)


def vba() -> None:
    from sheetsync.adapters.xlsx.vba.project import Behind, Module, ModuleKind, document_module, vba_project  # noqa: PLC0415

    macro = """Attribute VB_Name = "Module1"
Option Explicit

Public Sub LapBaoCao()
    Worksheets(1).Range("N1").Value = "macro da chay"
End Sub
"""
    sheets = [document_module(f"Sheet{number}", Behind.WORKSHEET) for number in (1, 2, 3)]
    modules = [document_module("ThisWorkbook", Behind.WORKBOOK), *sheets, Module("Module1", ModuleKind.STANDARD, macro)]
    (FOLDER / "vbaProject.bin").write_bytes(vba_project(modules))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["rows", path]:
            write_rows(Path(path))
        case ["python"]:
            by_python()
        case ["libreoffice"]:
            by_libreoffice()
        case ["vba"]:
            vba()
        case _:
            sys.exit(__doc__)
