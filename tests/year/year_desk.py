"""The office for a whole year: each on a day of its own, commands are typed, officials fill in files and the office its book."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet
from tests.tables import sheet

from sheetsync import clock
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.cli import run_command_line
from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.edits import CellChange, SetCells
from sheetsync.core.values import display_text

STATUS, DAY, RESULT, EVIDENCE, DIFFICULTY, BEFORE = (
    "Trạng thái",
    "Ngày hoàn thành",
    "Kết quả trong kỳ",
    "Số, ký hiệu văn bản / minh chứng",
    "Khó khăn, vướng mắc, nguyên nhân",
    "Kết quả các kỳ trước",
)
HEADINGS = (STATUS, DAY, RESULT, EVIDENCE, DIFFICULTY)
DONE, DOING = "Hoàn thành", "Đang thực hiện"
KEEP = "="
TABLES = {
    title.strip(): table
    for part in (Path(__file__).parent / "year.md").read_text("utf-8").split("\n## ")[1:]
    for title, _, table in [part.partition("\n")]
}
Entries = Mapping[str, Mapping[str, CellValue]]
"""By task, what is typed under which heading."""


def table(title: str) -> dict[str, dict[str, CellValue]]:
    """A table of `year.md`: by what stands first in a row, the other cells by their headings."""
    headings, *rows = sheet("", TABLES[title]).rows
    return {str(row[0]): dict(zip(map(str, headings[1:]), row[1:], strict=True)) for row in rows}


def entries_of(quarter: str, tasks: Iterable[str]) -> dict[str, dict[str, CellValue]]:
    """What officials enter of these tasks in a quarter (`Quý I`)."""
    told = table(quarter)
    found: dict[str, dict[str, CellValue]] = {}
    for task in tasks:
        if task in told:
            cells = dict(zip(HEADINGS, told[task].values(), strict=True))
            found[task] = {heading: value for heading, value in cells.items() if value not in (None, KEEP)}
        else:
            found[task] = {STATUS: DOING, RESULT: f"{task}: kết quả {quarter}"}
    return found


class Desk:
    """day: on which everything happens until it is set anew. entered: every text that anybody typed; told: by quarter and task,
    the result as it stands in the end."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._capsys = folder, capsys
        self.day = date(2023, 1, 3)
        self.entered: set[str] = set()
        self.told: dict[str, dict[str, str]] = {}
        self._minutes = iter(range(24 * 60))
        self.book, self.config = folder / "Kế hoạch 2023.xlsx", folder / "Kế hoạch 2023 - cấu hình"
        self.out, self.inbox = folder / "phát", folder / "đã nộp"
        monkeypatch.setattr(clock, "now", self._now)

    def _now(self) -> datetime:
        minutes = next(self._minutes)
        return datetime.combine(self.day, time(minutes // 60, minutes % 60), clock.vietnam())

    # --- commands ------------------------------------------------------------------------------------------------

    def says(self, *arguments: str | Path, code: int = 0) -> str:
        """What a command prints, in one line of words; the configuration is given wherever there is one."""
        config = ["--config", str(self.config)] if self.config.exists() and "--create" not in arguments else []
        found = run_command_line([*config, *map(str, arguments)])
        shown = self._capsys.readouterr()
        assert found == code, (arguments[:3], found, shown.out[-2000:], shown.err)
        return " ".join((shown.out + shown.err).split())

    def answers(self, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self._plain(*arguments, "--json", code=code))
        return document

    def _plain(self, *arguments: str | Path, code: int) -> str:
        found = run_command_line(["--config", str(self.config), *map(str, arguments)])
        shown = self._capsys.readouterr()
        assert found == code, (arguments[:3], found, shown.out[-2000:], shown.err)
        return shown.out

    # --- people type ---------------------------------------------------------------------------------------------

    def fills_in(self, path: Path, entries: Entries, handed_in: date | None = None) -> None:
        """As a person would, in a program of their own. handed_in: the day stated as `Đã nộp (ngày)`."""
        book = openpyxl.load_workbook(path)
        for page in book.worksheets:
            rows = _rows(page)
            columns = {page.cell(4, column).value: column for column in range(1, 30)} if rows else {}
            for task, row in rows.items():
                for heading, value in entries.get(task, {}).items():
                    page.cell(row, columns[heading]).value = value
                    self._note(value)
            if rows and handed_in is not None:
                label = next(cell for cell in page[3] if cell.value == "Đã nộp (ngày):")
                beside = next(cell for cell in page[3][label.column :] if not isinstance(cell, MergedCell))
                beside.value = handed_in
        book.save(path)

    def types(self, entries: Entries, tab: str | None = None) -> None:
        """The office types into its own book; everything else in it stays as it is."""
        book = XlsxBook(self.book)
        content = book.read()
        edits = []
        for page in content.sheets:
            if page.own is None and tab in (None, page.name):
                changes = [
                    CellChange(place[0], place[1], page.value(*place), value)
                    for task, cells in entries.items()
                    for heading, value in cells.items()
                    if (place := place_of(page, task, heading)) is not None
                ]
                edits.append(SetCells(page.name, tuple(changes)))
        for cells in entries.values():
            for value in cells.values():
                self._note(value)
        book.write(edits, content.version)

    def states_handed_in(self, days: Mapping[str, date]) -> None:
        """By tab, the day that the office types as `Đã nộp (ngày)`: collecting only tells it."""
        book = XlsxBook(self.book)
        content = book.read()
        edits = []
        for tab, day in days.items():
            page = content.sheet(tab)
            label = next(column for column in range(1, 30) if page.value(3, column) == "Đã nộp (ngày):")
            edits.append(SetCells(tab, (CellChange(3, label + 1, page.value(3, label + 1), day),)))
        book.write(edits, content.version)

    def decides(self, verdict: str, note: str = "", *, task: str = "", heading: str = "") -> None:
        """In the sheet `Duyệt thay đổi`: of one change, or of all that are undecided."""
        book = openpyxl.load_workbook(self.book)
        page = book["Duyệt thay đổi"]
        for row in range(4, page.max_row + 1):
            asked = (
                (page.cell(row, 3).value, page.cell(row, 6).value) == (task, heading) if task else not page.cell(row, 10).value
            )
            if asked:
                page.cell(row, 10).value, page.cell(row, 11).value = verdict, note or None
        book.save(self.book)

    def _note(self, value: CellValue) -> None:
        if isinstance(value, str):
            self.entered.add(value)

    # --- what is where -------------------------------------------------------------------------------------------

    def holds(self, task: str, heading: str, path: Path | None = None) -> CellValue:
        return self.column(heading, path)[task]

    def column(self, heading: str, path: Path | None = None) -> dict[str, CellValue]:
        """By task, what stands under a heading in the rows of those who lead them."""
        found: dict[str, CellValue] = {}
        for page in XlsxBook(path or self.book).read().sheets:
            if page.value(4, 2) == "Mã NV":
                column = next(column for column in range(1, 30) if page.value(4, column) == heading)
                led = (row for row in range(5, page.last_row + 1) if page.value(row, 6) == "Chủ trì")
                found.update((str(page.value(row, 2)), page.value(row, column)) for row in led)
        return found

    def tasks_of(self, tab: str) -> list[str]:
        """Of the tasks that an official leads, the ids."""
        page = XlsxBook(self.book).read().sheet(tab)
        return [str(page.value(row, 2)) for row in range(5, page.last_row + 1) if page.value(row, 6) == "Chủ trì"]

    def texts(self) -> str:
        """Everything that can be read anywhere: the workbook with its reports, and the history."""
        history = json.dumps(self.answers("history", self.book, "--verbose"), ensure_ascii=False)
        return "\n".join((*_texts(XlsxBook(self.book).read()), history))

    def own_parts(self) -> dict[str, object]:
        """What stands in the workbook besides entries and ours: the plan's columns of every tab, other sheets, dropdowns."""
        parts: dict[str, object] = {}
        for page in XlsxBook(self.book).read().sheets:
            if page.own is None and page.name not in ("Hướng dẫn", "_sheetsync"):  # they state the quarter
                last = 9 if page.value(4, 2) == "Mã NV" else 30
                parts[page.name] = [
                    tuple(page.value(row, column) for column in range(1, last)) for row in range(4, page.last_row + 1)
                ]
        with zipfile.ZipFile(self.book) as package:
            sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        parts["danh sách chọn"] = sorted(
            lists for sheet in sheets for lists in re.findall(rb"<dataValidation .*?</dataValidation>", sheet)
        )
        return parts

    def copy(self, name: str) -> Path:
        return Path(shutil.copy(self.book, self.folder / name))

    def report_lines(self, sheet: str, path: Path | None = None) -> dict[str, dict[str, str]]:
        """By the task's title, its line in a report sheet, by heading."""
        page = XlsxBook(path or self.book).read().sheet(sheet)
        heading = next(row for row in range(1, 30) if page.value(row, 1) == "TT")
        names = [str(page.value(heading, column)) for column in range(1, 12)]
        rows = (row for row in range(heading + 1, page.last_row + 1) if str(page.value(row, 1)).isdigit())
        cells = ([display_text(page.value(row, column)) for column in range(1, 12)] for row in rows)
        return {row[1]: dict(zip(names, row, strict=True)) for row in cells}

    def titles(self) -> dict[str, str]:
        """By task, its text in the plan."""
        page = XlsxBook(self.book).read().sheet("Kế hoạch")
        return {str(page.value(row, 1)): str(page.value(row, 3)) for row in range(4, page.last_row + 1) if page.value(row, 1)}


def _texts(content: BookContent) -> Iterator[str]:
    for page in content.sheets:
        for row in page.rows:
            yield from (display_text(value) for value in row if isinstance(value, str))


def place_of(page: SheetContent, task: str, heading: str) -> tuple[int, int] | None:
    """The cell of a task that the sheet's official leads."""
    if page.value(4, 2) != "Mã NV":
        return None
    column = next(column for column in range(1, 30) if page.value(4, column) == heading)
    for row in range(5, page.last_row + 1):
        if page.value(row, 2) == task and page.value(row, 6) == "Chủ trì":
            return row, column
    return None


def _rows(page: Worksheet) -> dict[str, int]:
    if page.cell(4, 2).value != "Mã NV":
        return {}
    led = (row for row in range(5, page.max_row + 1) if page.cell(row, 6).value == "Chủ trì")
    return {str(page.cell(row, 2).value): row for row in led}


def _column(page: Worksheet, heading: str) -> int:
    return next(column for column in range(1, 30) if page.cell(4, column).value == heading)
