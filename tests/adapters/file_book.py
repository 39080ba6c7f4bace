"""A workbook on disk as the tests handle it: opened as the product does, changed as a person with Excel does."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue


class FileBook:
    """A LiveBook of the contract. People's changes go through openpyxl: another program than the one under test."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def holding(cls, path: Path, sheets: Sequence[SheetContent]) -> FileBook:
        book = openpyxl.Workbook()
        first = book.active
        assert first is not None
        book.remove(first)
        for content in sheets:
            page = book.create_sheet(content.name)
            for i, row in enumerate(content.rows):
                for j, value in enumerate(row):
                    place = (content.first_row + i, content.first_column + j)
                    cell = page.cell(*place, value)
                    if place in content.notes and content.notes[place].percent:
                        cell.number_format = "0%"
        book.save(path)
        return cls(path)

    def open(self) -> XlsxBook:
        return XlsxBook(self.path)

    def type_into(self, sheet: str, row: int, column: int, value: CellValue) -> None:
        book = openpyxl.load_workbook(self.path)
        book[sheet].cell(row, column, value)
        book.save(self.path)

    def add_sheet(self, name: str, text: str) -> None:
        book = openpyxl.load_workbook(self.path)
        book.create_sheet(name)["A1"] = text
        book.save(self.path)

    def mark_count(self, sheet: str) -> int:
        book = openpyxl.load_workbook(self.path)
        ranges = book[sheet].conditional_formatting
        return sum('N("sheetsync")' in formula for each in ranges for rule in each.rules for formula in rule.formula)


def parts(data: Path | bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(data if isinstance(data, Path) else io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def sheet_names(data: bytes) -> list[str]:
    """The names in the workbook part's list, in order."""
    return re.findall(r'<(?:x:)?sheet [^>]*?name="([^"]*)"', parts(data)["xl/workbook.xml"].decode("utf-8", "replace"))
