"""The small office at work for half a year: officials type, the office runs commands, each on a day of its own."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.clock import vietnam
from sheetsync.core.cells import CellValue, column_number
from sheetsync.core.edits import CellChange, SetCells
from sheetsync.core.history.records import PastChange
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.core.values import display_text
from sheetsync.ports import History
from sheetsync.usecases.close_period import CloseResult, close, reopen
from sheetsync.usecases.history import history
from sheetsync.usecases.main_job import consolidate, highlight, run, validate
from sheetsync.usecases.remember import Memory
from sheetsync.usecases.results import RunResult
from sheetsync.wiring import book_history, load_settings
from tests.small_office import write_book, write_config

JOBS: dict[str, Callable[..., RunResult]] = {"run": run, "consolidate": consolidate, "highlight": highlight}
Q1, Q2 = "2023-Q1", "2023-Q2"


class Office:
    """today: the day on which everything happens until it is set anew."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.settings = load_settings(write_config(folder / "cấu hình"), None)
        self.path = write_book(folder / "Sổ 2023.xlsx")
        self.today = date(2023, 3, 10)
        self._minute = 0

    @property
    def database(self) -> Path:
        return self.path.parent / ".sheetsync" / "history.db"

    def memory(self) -> Memory:
        self._minute += 1
        moment = datetime(self.today.year, self.today.month, self.today.day, 8, tzinfo=vietnam()).replace(
            minute=self._minute % 60
        )
        return Memory(self.history(), moment)

    def history(self) -> History:
        kept = book_history(self.path, self.settings, lambda: datetime(2023, 3, 10, 8, tzinfo=vietnam()))
        assert kept is not None
        return kept

    def types(self, sheet: str, cell: str, value: CellValue) -> None:
        """An official types into a cell; everything else in the book stays as it is."""
        found = re.fullmatch(r"([A-Z]+)(\d+)", cell)
        assert found
        row, column = int(found[2]), column_number(found[1])
        book = XlsxBook(self.path)
        content = book.read()
        old = content.sheet(sheet).value(row, column)
        book.write([SetCells(sheet, (CellChange(row, column, old, value),))], content.version)

    def runs(self, command: str = "run", period: str = Q1) -> RunResult:
        return JOBS[command](XlsxBook(self.path), self.settings, as_of=self.today, period_key=period, memory=self.memory())

    def validates(self, *, mark: bool) -> RunResult:
        return validate(XlsxBook(self.path), self.settings, as_of=self.today, period_key=Q1, mark=mark, memory=self.memory())

    def closes(self, period: str = Q1, reason: str = "") -> CloseResult:
        return close(
            XlsxBook(self.path),
            self.settings,
            self.memory(),
            as_of=self.today,
            as_of_given=False,
            period_key=period,
            reason=reason,
        )

    def reopens(self, reason: str, period: str = Q1) -> None:
        reopen(self.memory(), period_key=period, reason=reason)

    def told(self, task: str = "") -> tuple[PastChange, ...]:
        return history(self.history(), self.settings, task=task).changes

    def sheet_parts(self, period_title: str = "Quý I-2023") -> dict[str, bytes]:
        """The bytes of the two report sheets of a period."""
        names = (f"Báo cáo {period_title}", f"Tổng hợp nội bộ {period_title}")
        with zipfile.ZipFile(self.path) as package:
            links = {one.get("Id"): one.get("Target", "") for one in ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))}
            sheets = ET.fromstring(package.read("xl/workbook.xml")).iter(
                "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
            )
            link = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
            targets = {one.get("name"): links[one.get(link)] for one in sheets}
            return {name: package.read(f"xl/{targets[name].removeprefix('/xl/')}") for name in names}

    def words_on(self, sheet: str) -> list[str]:
        """What stands on a sheet, cell by cell."""
        found = XlsxBook(self.path).read().sheet(sheet)
        return [display_text(value) for row in found.rows for value in row if value is not None]


def assert_told(changes: tuple[PastChange, ...], table: str) -> None:
    """The changes are those of the table: | ngày | lệnh | mã | cột | trước | sau |"""
    wanted = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()]
    found = [
        [
            document_date(past.occasion.moment.date()),
            past.occasion.command,
            past.change.name[1].task,
            past.change.heading,
            "lần đầu" if past.first else display_text(past.change.old),
            "không còn" if past.change.gone else display_text(past.change.new),
        ]
        for past in changes
    ]
    assert found == wanted
