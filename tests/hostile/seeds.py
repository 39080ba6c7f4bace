"""Small whole workbooks that fuzzing starts from: what two writers write, stored and compressed, and one of ours."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import openpyxl

from sheetsync.adapters.xlsx.apply_edits import apply_edits
from sheetsync.adapters.xlsx.fresh_book import draw
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.core.cells import CellValue
from tests.adapters.packages import book_by_xlsxwriter, parts_of, plain_book, saved, zipped
from tests.adapters.small_designs import whole_run

ROWS: list[list[CellValue]] = [["Mã NV", "Trạng thái", 3.5, True, None], ["II.1.01", "Hoàn thành", 45000, False, "x"]]


@cache
def seed_books() -> tuple[bytes, ...]:
    """One with inline strings, a formula and a merge; one with shared strings, stored; one that holds our sheets and marks."""
    book = openpyxl.load_workbook(io.BytesIO(plain_book(ROWS)))
    sheet = book.worksheets[0]
    sheet["A3"] = "=1+1"
    sheet.merge_cells("A4:B5")
    written = saved(book)
    stored = zipped(parts_of(book_by_xlsxwriter(ROWS)), zipfile.ZIP_STORED)
    with_ours = apply_edits(written, read_book(written, "sổ.xlsx"), whole_run(), draw).data
    return written, stored, with_ours
