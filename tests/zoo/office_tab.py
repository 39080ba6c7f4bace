"""The part every book of the zoo shares: an office's tab with real rows, so that the commands have something to do in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet as OpenpyxlSheet
from xlsxwriter.worksheet import Worksheet

from tests.small_office import HEADINGS, JUSTICE_ROWS, OFFICE_ROWS

TAB, OTHER_TAB, NOTES = "Văn phòng", "Tư pháp", "Ghi chép"
TAB_PART = "xl/worksheets/sheet1.xml"
Decorate = Callable[[xlsxwriter.Workbook, Worksheet], None]
DecorateOpenpyxl = Callable[[openpyxl.Workbook, OpenpyxlSheet], None]


def by_xlsxwriter(
    decorate: Decorate | None = None, *, first: Callable[[xlsxwriter.Workbook], None] | None = None, **options: object
) -> bytes:
    """The office's book by XlsxWriter; `first` may add sheets before the tabs, `decorate` gets the book and the office's tab once
    its rows stand."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy", **options})
    if first:
        first(book)
    tabs = []
    for name, rows in ((TAB, OFFICE_ROWS), (OTHER_TAB, JUSTICE_ROWS)):
        sheet = book.add_worksheet(name)
        sheet.write("A1", "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2023")
        sheet.write_row(3, 0, HEADINGS)
        for index, row in enumerate(rows):
            sheet.write_row(4 + index, 0, row)
        tabs.append(sheet)
    notes = book.add_worksheet(NOTES)
    for number in range(1, 7):
        notes.write_row(number - 1, 0, [f"việc {number}", number, number * 1.5])
    if decorate:
        decorate(book, tabs[0])
    book.close()
    return out.getvalue()


def by_openpyxl(decorate: DecorateOpenpyxl | None = None) -> bytes:
    """The same book by openpyxl."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in ((TAB, OFFICE_ROWS), (OTHER_TAB, JUSTICE_ROWS)):
        sheet = book.create_sheet(name)
        sheet["A1"] = "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2023"
        for row, values in enumerate((HEADINGS, *rows), start=4):
            for column, value in enumerate(values, start=1):
                cell = sheet.cell(row, column, value)
                if isinstance(value, date):
                    cell.number_format = "dd/mm/yyyy"
    notes = book.create_sheet(NOTES)
    for number in range(1, 7):
        notes.append([f"việc {number}", number, number * 1.5])
    if decorate:
        decorate(book, book[TAB])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
