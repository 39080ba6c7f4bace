"""A workbook open in Excel as the tests handle it: opened as the product does, changed as the person in front of it does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sheetsync.adapters.excel_live.book import ExcelBook
from sheetsync.adapters.xlsx.drawn_alone import draw_alone
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from tests.adapters.file_book import FileBook
from tests.excel_engine.engine import start
from tests.excel_engine.workbook import Application, Workbook, Worksheet


class OpenBook:
    """A LiveBook of the contract."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook

    @classmethod
    def holding(cls, path: Path, sheets: Sequence[SheetContent], application: Application | None = None) -> OpenBook:
        FileBook.holding(path, sheets)
        return cls((application or start()).open(path))

    def open(self) -> ExcelBook:
        return ExcelBook(self.workbook.Name, draw_alone)

    def type_into(self, sheet: str, row: int, column: int, value: CellValue) -> None:
        self.workbook.book[sheet].cell(row, column, value)

    def add_sheet(self, name: str, text: str) -> None:
        page = self.workbook.book.create_sheet(name)
        page["A1"] = text
        self.workbook.sheets.append(Worksheet(self.workbook, page))

    def mark_count(self, sheet: str) -> int:
        page = next(each for each in self.workbook.sheets if each.Name == sheet)
        return sum('N("sheetsync")' in each.formula for each in page.conditions)

    @property
    def on_disk(self) -> Path:
        """Where it was opened from; nothing of ours ever writes there."""
        assert self.workbook.path is not None
        return self.workbook.path

    def page(self, sheet: str) -> Worksheet:
        """A sheet as the person sees it."""
        return next(each for each in self.workbook.sheets if each.Name == sheet)

    def saved_as(self, path: Path) -> Path:
        """The person saves a copy."""
        self.workbook.save(path)
        return path
