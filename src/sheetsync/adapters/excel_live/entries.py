"""Entries put into single cells of an open workbook: looked at once more right before, and back as they were after a failure."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from sheetsync.core.cells import CellValue, Rectangle, a1
from sheetsync.core.edits import CellChange
from sheetsync.core.entry_cells import (
    PART_OF_FORMULA,
    TABLE_HEADING,
    format_for,
    number_in_cell,
    number_to_write,
    refused,
)
from sheetsync.core.number_formats import format_kind
from sheetsync.core.serials import write_serial
from sheetsync.errors import ExternallyChanged
from sheetsync.records import dataclass

_TEXT = "@"
_A_MILLISECOND = 1 / 86_400_000


@dataclass(frozen=True, slots=True)
class Entered:
    """A cell that was written, and what was in it. number_format: None where it was not changed."""

    cell: Any
    value: Any
    number_format: str | None


def refuse_special_cells(worksheet: Any, changes: Sequence[CellChange]) -> None:
    """Raises BookUnwritable for a cell that is part of an array formula or heads a column of an Excel table."""
    sheet = str(worksheet.Name)
    tables = worksheet.ListObjects
    every = (tables.Item(number) for number in range(1, int(tables.Count) + 1))
    headings = [_block(table.HeaderRowRange) for table in every if table.ShowHeaders]
    for change in changes:
        if any(heading.contains(change.row, change.column) for heading in headings):
            raise refused(sheet, change.row, change.column, TABLE_HEADING)
        cell = worksheet.Range(a1(change.row, change.column))
        if bool(cell.HasArray) or _spilled(cell):
            raise refused(sheet, change.row, change.column, PART_OF_FORMULA)


def raw_numbers(sheet: str, changes: Sequence[CellChange], *, date_1904: bool) -> Mapping[CellChange, int | float | None]:
    """The numbers that will be written. Raises BookUnwritable."""
    return {change: number_to_write(sheet, change, date_1904=date_1904) for change in changes}


def refuse_if_changed(worksheet: Any, changes: Sequence[CellChange], *, date_1904: bool) -> None:
    """Reading the whole workbook takes a while; this looks at the cells themselves. Raises ExternallyChanged."""
    for change in changes:
        column, value = change.anchor or (change.column, change.old)
        for at, expected in ((change.column, change.old), (column, value)):
            if not _holds(worksheet.Range(a1(change.row, at)).Value2, expected, date_1904=date_1904):
                raise ExternallyChanged(
                    f"Sheet «{worksheet.Name}», ô {a1(change.row, at)} không còn như lúc đọc; chưa ghi gì.",
                    "Chạy lại để làm trên nội dung mới nhất.",
                )


def enter(worksheet: Any, change: CellChange, number: int | float | None, done: list[Entered]) -> None:
    """Write one cell. What is needed to take it back is noted in `done` before anything is changed."""
    cell = worksheet.Range(a1(change.row, change.column))
    before = str(cell.NumberFormat or "General")
    code = format_for(change.new, format_kind(before), as_text=before == _TEXT, plain=change.plain)
    done.append(Entered(cell, cell.Value2, before))
    if change.new is None or change.new == "":
        cell.MergeArea.ClearContents()
    elif isinstance(change.new, str):
        _put_text(cell, change.new, before)
    elif isinstance(change.new, bool):
        cell.Value2 = change.new
    elif (stored := number_in_cell(change, number, format_kind(before))) is not None:
        if code is not None:
            cell.NumberFormat = code  # first: a cell for texts makes a text of a number
        cell.Value2 = float(stored)


def take_back(done: Sequence[Entered]) -> None:
    """The cells as they were, but for parts of a text that had a look of their own."""
    for entered in reversed(done):
        cell, value = entered.cell, entered.value
        if isinstance(value, str):
            _put_text(cell, value, entered.number_format or "General")
        elif value is None:
            cell.MergeArea.ClearContents()
        else:
            cell.NumberFormat = "General"
            cell.Value2 = value
        if entered.number_format is not None:
            cell.NumberFormat = entered.number_format


def _put_text(cell: Any, text: str, number_format: str) -> None:
    """Excel reads what it is given as if it were typed, unless an apostrophe comes first; what begins with a letter is no
    formula, so it is tried without one."""
    if text[0].isalpha():
        cell.Value2 = text
        if cell.Value2 != text or cell.HasFormula is not False:
            cell.Value2 = f"'{text}"
    else:
        cell.Value2 = f"'{text}"
    if cell.NumberFormat != number_format:
        cell.NumberFormat = number_format  # a word that Excel took for a day gave the cell another one


def _holds(raw: Any, value: CellValue, *, date_1904: bool) -> bool:
    if value is None or value == "":
        return raw is None or raw == ""
    if isinstance(value, str | bool):
        return type(raw) is type(value) and bool(raw == value)
    serial = write_serial(value, date_1904=date_1904) if isinstance(value, date | time | timedelta) else value
    return isinstance(raw, float) and serial is not None and abs(raw - serial) <= max(abs(raw) * 1e-15, 2 * _A_MILLISECOND)


def _spilled(cell: Any) -> bool:
    with contextlib.suppress(Exception):  # an Excel without such formulas does not know the question
        return bool(cell.HasSpill)
    return False


def _block(block: Any) -> Rectangle:
    row, column = int(block.Row), int(block.Column)
    return Rectangle(row, column, row + int(block.Rows.Count) - 1, column + int(block.Columns.Count) - 1)
