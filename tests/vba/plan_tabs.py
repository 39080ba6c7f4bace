"""A stand-in for the plan workbook: tabs with the live columns as formulas and the names by which macros find them."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

FIRST_ROW = 5
TASKS = 4
LAST_ROW = FIRST_ROW + TASKS - 1
CHECK, DUE, WHERE = "D", "E", "F"
"""Columns of the live formulas; B and C are filled in, by 12 and Hoàn thành when right."""


def plan_workbook(*tabs: str, locked: bool = True) -> bytes:
    """A tab for each name, every row of it right. locked: sheets and structure are protected, without a password."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in tabs:
        _fill(book.create_sheet(name), locked)
    if locked:
        book.security = WorkbookProtection(lockStructure=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(tab: Worksheet, locked: bool) -> None:
    tab["A1"] = f"Kế hoạch của {tab.title}"
    for column, heading in zip("ABCDE", ("Nhiệm vụ", "Số lượng", "Trạng thái", "Kiểm tra", "Cảnh báo thời hạn"), strict=True):
        tab[f"{column}{FIRST_ROW - 1}"] = heading
    for row in range(FIRST_ROW, LAST_ROW + 1):
        tab[f"A{row}"], tab[f"B{row}"], tab[f"C{row}"] = f"Nhiệm vụ {row}", 12, "Hoàn thành"
        tab[f"{WHERE}{row}"] = f'=IF(AND(B{row}<>"",NOT(ISNUMBER(B{row}))),2,IF(AND(C{row}<>"",C{row}<>"Hoàn thành"),3,0))'
        wrong = f'IF({WHERE}{row}=2,"Số lượng: không phải là số.","=Trạng thái: không có trong danh sách.")'
        tab[f"{CHECK}{row}"] = f'=IF({WHERE}{row}>0,{wrong},IF(C{row}="","Chưa báo cáo","✓"))'
        tab[f"{DUE}{row}"] = "Trong hạn"
        for column in "BC":
            tab[f"{column}{row}"].protection = Protection(locked=False)
    quoted = "'" + tab.title.replace("'", "''") + "'"
    tab.defined_names.add(DefinedName("ss_first", attr_text=f"{quoted}!$C${FIRST_ROW}"))
    for name, column in (("ss_check", CHECK), ("ss_due", DUE), ("ss_where", WHERE)):
        tab.defined_names.add(DefinedName(name, attr_text=f"{quoted}!${column}${FIRST_ROW}:${column}${LAST_ROW}"))
    tab.protection.sheet = locked
