"""The small office at work: sheets go out, officials fill them in with another program, files come back into a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.cli import run_command_line
from sheetsync.core.book import BookContent
from sheetsync.core.cells import CellValue
from tests.small_office import write_book, write_config

AS_OF = date(2023, 3, 10)
DAY = ("--as-of", AS_OF.isoformat(), "--period", "2023-Q1")
OFFICE, JUSTICE = "Văn phòng", "Tư pháp"
STATUS, DONE_ON, RESULT, EVIDENCE, DIFFICULTY = (
    "Trạng thái",
    "Ngày hoàn thành",
    "Kết quả trong kỳ",
    "Số, ký hiệu văn bản / minh chứng",
    "Khó khăn, vướng mắc, nguyên nhân",
)


class Desk:
    """The office's workbook with what went out and what came back."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.config = write_config(folder / "config")
        self.book = write_book(folder / "xa.xlsx")
        self.out, self.inbox = folder / "phat", folder / "nop"
        self.inbox.mkdir()
        self.day: tuple[str, ...] = DAY
        self._capsys = capsys

    def says(self, *arguments: str | Path) -> tuple[int, str, str]:
        return self.runs(*arguments, "--config", self.config, *self.day)

    def runs(self, *arguments: str | Path) -> tuple[int, str, str]:
        """As it is, without configuration and day."""
        code = run_command_line([*map(str, arguments)])
        shown = self._capsys.readouterr()
        return code, " ".join(shown.out.split()), " ".join(shown.err.split())

    def answers(self, *arguments: str | Path) -> tuple[int, dict[str, Any]]:
        code = run_command_line([*map(str, arguments), "--config", str(self.config), *self.day, "--json"])
        document: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return code, document

    def answers_plainly(self, *arguments: str | Path) -> tuple[int, dict[str, Any]]:
        """With the configuration that comes with sheetsync."""
        code = run_command_line([*map(str, arguments), *DAY, "--json"])
        document: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return code, document

    def hands_out(self, *more: str) -> dict[str, Any]:
        code, document = self.answers("hand-out", self.book, "--to", self.out, *more)
        assert code == 0, document
        return document

    def collects(self, *more: str) -> tuple[int, dict[str, Any]]:
        return self.answers("collect", self.inbox, "--into", self.book, *more)

    def handed(self, tab: str = OFFICE) -> Path:
        return self.out / f"Kế hoạch 2023 - {tab}.xlsx"

    def sends(self, name: str, *typed: tuple[str, str, CellValue], tab: str = OFFICE, of: Path | None = None) -> Path:
        """An official's file, filled in by openpyxl, in the folder of what came back. typed: task, heading, value."""
        path = self.inbox / name
        path.write_bytes((of or self.handed(tab)).read_bytes())
        fill_in(path, tab, *typed)
        return path

    def office_types(self, task: str, heading: str, value: CellValue, tab: str = OFFICE) -> None:
        fill_in(self.book, tab, (task, heading, value))

    def holds(self, task: str, heading: str, tab: str = OFFICE) -> CellValue:
        """What the office's book has, as sheetsync reads it."""
        return in_book(XlsxBook(self.book).read(), tab, task, heading)

    def sheets(self) -> list[str]:
        return [sheet.name for sheet in XlsxBook(self.book).read().sheets]


def in_book(book: BookContent, tab: str, task: str, heading: str) -> CellValue:
    content = book.sheet(tab)
    rows = range(1, content.last_row + 1)
    heading_row = next(row for row in rows if content.value(row, 2) == "Mã NV")
    column = next(column for column in range(1, 30) if content.value(heading_row, column) == heading)
    return content.value(next(row for row in rows if content.value(row, 2) == task), column)


def fill_in(path: Path, tab: str, *typed: tuple[str, str, CellValue]) -> None:
    """As a person would: look the task up, type under the heading, save."""
    if not typed:
        return
    with edited(path) as book:
        for task, heading, value in typed:
            put(find(book[tab], task, heading), value)


def put(cell: Cell, value: CellValue) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def find(sheet: Worksheet, task: str, heading: str) -> Cell:
    heading_row = next(row for row in range(1, 12) if sheet.cell(row, 2).value == "Mã NV")
    column = next(number for number in range(1, 40) if sheet.cell(heading_row, number).value == heading)
    row = next(row for row in range(heading_row, sheet.max_row + 1) if sheet.cell(row, 2).value == task)
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


class edited:  # noqa: N801 - reads as a word in a with statement
    """The workbook, saved when the block is over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book = openpyxl.load_workbook(path)

    def __enter__(self) -> Any:
        return self._book

    def __exit__(self, *_: object) -> None:
        self._book.save(self._path)


def taken(document: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    """By file: cells taken, conflicts, left."""
    return {file["file"]: (file["taken"], file["conflicts"], file["left"]) for file in document["files"]}


def changes(document: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    return ((change["task_id"], change["field"], change["new"]) for change in document["changes"])
