"""A workbook that `new` made, opened for the second quarter through the command line, and what LibreOffice makes of it."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.cli import run_command_line
from sheetsync.core.book import BookContent
from sheetsync.core.edits import CellChange, SetCells
from sheetsync.core.plan_exchange.edition import hidden_values, read_edition
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.tab_columns import TabColumns
from tests.office import recalculated
from tests.plan_workbook.fresh_book import make

TAB = "VP UBND"
AFTER_Q2 = date(2023, 6, 20)

REPORTED = """
| Mã NV    | status          | progress | completed_on | result                            | evidence   | difficulty |
|----------|-----------------|----------|--------------|-----------------------------------|------------|------------|
| II.2.02  | Hoàn thành      | 100      | 2023-02-24   | Ban hành kế hoạch                 | 15/KH-UBND |            |
| II.2.03  | Đang thực hiện  | 60       |              | Đã lấy ý kiến 05 bộ phận          |            | Thiếu máy  |
| II.2.01  | Đang thực hiện  |          |              | Đã tiếp nhận 120 hồ sơ            |            |            |
"""


def filled(path: Path, settings: Settings) -> BookContent:
    """The workbook of the first quarter with three rows reported and the tab handed in."""
    make(path, settings, AFTER_Q2)
    content, places = XlsxBook(path).read(), TabColumns.of(settings.columns).places
    sheet = content.sheet(TAB)
    rows = {sheet.value(row, places["task_id"]): row for row in range(5, sheet.last_row + 1)}
    headings, _, *lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in REPORTED.strip().splitlines()]
    changes = []
    for task, *texts in lines:
        for key, text in zip(headings[1:], texts, strict=True):
            value = date.fromisoformat(text) if key == "completed_on" and text else int(text) if text.isdigit() else text
            if text:
                changes.append(CellChange(rows[task], places[key], None, value))
    changes.append(CellChange(3, places["task"] + 2, None, date(2023, 3, 14)))
    XlsxBook(path).write([SetCells(TAB, tuple(changes))], content.version)
    return XlsxBook(path).read()


@pytest.fixture(scope="module")
def opened(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "ke-hoach-2023.xlsx"
    filled(path, settings)
    assert run_command_line(["open", str(path), "2023-Q2", "--as-of", "2023-06-20"]) == 0
    return path


def row_of(content: BookContent, settings: Settings, task: str) -> dict[str, object]:
    places, sheet = TabColumns.of(settings.columns).places, content.sheet(TAB)
    row = next(row for row in range(5, sheet.last_row + 1) if sheet.value(row, places["task_id"]) == task)
    fields = ("status", "progress", "completed_on", "result_before", "result", "evidence", "difficulty")
    return {key: sheet.value(row, places[key]) for key in fields if sheet.value(row, places[key]) is not None}


def test_each_row_stands_as_the_next_quarter_needs_it(settings: Settings, opened: Path) -> None:
    content = XlsxBook(opened).read()
    assert row_of(content, settings, "II.2.02") == {
        "status": "Hoàn thành",
        "progress": 100,
        "completed_on": date(2023, 2, 24),
        "result_before": "Quý I/2023: Ban hành kế hoạch\nVăn bản/minh chứng: 15/KH-UBND",
        "result": "Đã hoàn thành từ kỳ trước",
    }
    assert row_of(content, settings, "II.2.03") == {
        "status": "Đang thực hiện",
        "progress": 60,
        "result_before": "Quý I/2023: Đã lấy ý kiến 05 bộ phận\nKhó khăn, vướng mắc: Thiếu máy",
    }
    assert row_of(content, settings, "II.2.01") == {"result_before": "Quý I/2023: Đã tiếp nhận 120 hồ sơ"}


def test_every_tab_and_the_hidden_sheet_say_the_new_quarter(settings: Settings, opened: Path) -> None:
    content = XlsxBook(opened).read()
    edition, hidden = read_edition(content), hidden_values(content)
    assert edition is not None
    assert edition.period == "2023-Q2"
    assert hidden is not None
    assert {name: hidden[name] for name in ("KyBatDau", "KyChot", "KyNop", "KyGui", "KyTruocGui")} == {
        "KyBatDau": date(2023, 3, 15),
        "KyChot": date(2023, 6, 14),
        "KyNop": date(2023, 6, 14),
        "KyGui": date(2023, 6, 19),
        "KyTruocGui": date(2023, 3, 17),
    }
    tabs = [official.tab for official in settings.plan.officials if official.tab]
    assert {content.sheet(tab).value(2, 1) for tab in tabs} == {
        "Kỳ báo cáo: Quý II/2023 (15/3/2023–14/6/2023) · hạn nộp 14/6/2023"
    }
    assert content.sheet(TAB).value(3, TabColumns.of(settings.columns).places["task"] + 2) is None
    guide = [value for row in content.sheet("Hướng dẫn").rows for value in row]
    assert {"Quý II/2023", "19/6/2023"} <= set(guide)
    assert "Quý I/2023" not in guide


def test_the_live_columns_judge_the_new_quarter_without_an_error(settings: Settings, opened: Path) -> None:
    book = openpyxl.load_workbook(recalculated(opened), data_only=True)
    errors = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("#")
    ]
    assert errors == []
    places, columns = TabColumns.of(settings.columns).places, TabColumns.of(settings.columns)
    tab = book[TAB]
    rows = {tab.cell(row, places["task_id"]).value: row for row in range(5, tab.max_row + 1)}
    checked = {task: tab.cell(row, columns.check).value or "" for task, row in rows.items()}
    assert "chưa" in str(checked["II.2.01"])  # nothing reported of the second quarter
    assert "Kết quả" in str(checked["II.2.03"])
    assert "Kết quả" not in str(checked["II.2.02"])
    sending = book["_sheetsync"]
    days = {sending.cell(row, 1).value: sending.cell(row, 2).value for row in range(1, 12)}
    assert days["KyGui"] == datetime(2023, 6, 19)  # noqa: DTZ001 - cells have no time zone


def test_a_second_time_is_refused_and_undo_gives_the_file_back(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "so.xlsx"
    filled(path, settings)
    before = path.read_bytes()
    assert run_command_line(["open", str(path), "2023-Q2", "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert path.read_bytes() == before
    assert run_command_line(["open", str(path), "2023-Q2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == told["changes"]
    opened = path.read_bytes()
    assert run_command_line(["open", str(path), "2023-Q2"]) == 2
    assert "Sổ đã mở kỳ Quý II/2023 rồi" in capsys.readouterr().err
    assert path.read_bytes() == opened
    assert run_command_line(["undo", str(path)]) == 0
    assert path.read_bytes() == before
