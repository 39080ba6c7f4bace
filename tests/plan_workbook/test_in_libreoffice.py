"""The workbook in LibreOffice: its formulas give what the file shows already, locks hold, an official's work comes through."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.tab_columns import TabColumns
from sheetsync.core.sheets.plan_workbook.tab_sheet import HEADING_ROW
from sheetsync.usecases.clean import clean
from sheetsync.usecases.main_job import run, validate
from sheetsync.usecases.status import status
from tests.office import recalculated, typed_in
from tests.plan_workbook.fresh_book import AFTER_HAND_IN, BEFORE_HAND_IN, TABS, at, make


def plain(value: object) -> object:
    """A day however it is formatted; nothing, an empty text and 0 look the same where nothing is to be seen."""
    if isinstance(value, datetime):
        return (value - datetime(1899, 12, 30)).days  # noqa: DTZ001 - cells have no time zone
    return value or None


@pytest.mark.parametrize("as_of", [BEFORE_HAND_IN, AFTER_HAND_IN])
def test_what_the_file_shows_is_what_its_formulas_give(settings: Settings, tmp_path: Path, as_of: date) -> None:
    path = tmp_path / "so.xlsx"
    make(path, settings, as_of)
    formulas, before = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    after = openpyxl.load_workbook(recalculated(path), data_only=True)
    last_helper = TabColumns.of(settings.columns).layout(1, 1).last_helper
    different, compared = [], 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows(max_col=last_helper):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    compared += 1
                    values = [plain(book[sheet.title][cell.coordinate].value) for book in (before, after)]
                    if values[0] != values[1]:
                        different.append((sheet.title, cell.coordinate, *values))
    assert different == []
    assert compared > 99 * 11


ENTRIES = {
    "status": "Hoàn thành",
    "progress": "100",
    "completed_on": "44981",  # 24/02/2023
    "result": "Đã ban hành Kế hoạch kiểm soát thủ tục hành chính",
    "evidence": "15/KH-UBND",
    "difficulty": "Không",
    "proposal": "Không",
    "note": "riêng",
}
Filled = tuple[dict[str, dict[str, str]], Path]
LOCKED = ("number", "task_id", "area", "task", "deliverable", "role", "cadence", "due", "due_basis", "result_before")


@pytest.fixture(scope="module")
def filled_in(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """What became of an official's and the office's typing, and the book that LibreOffice saved."""
    folder = tmp_path_factory.mktemp("filled")
    make(folder / "so.xlsx", settings, AFTER_HAND_IN)
    row = 7  # II.2.03, confirmed for 2 March
    tab = {at(settings, key, row - 1): text for key, text in ENTRIES.items()}  # II.2.02, confirmed for 28 February
    tab |= {at(settings, "status", row): "Đang thực hiện", at(settings, "result", row): "Đã lấy ý kiến 05 bộ phận"}
    tab |= {at(settings, key, row): "sửa" for key in LOCKED}
    tab |= {"A1": "sửa", "A3": "sửa", f"A{HEADING_ROW}": "sửa", f"S{row}": "sửa", f"T{row}": "sửa", "U7": "sửa", "F3": "44999"}
    cells = {
        "VP UBND": tab,
        # II.2.04 was proposed for the end of the year.
        "Kế hoạch": {"I8": "44995", "J8": "Đã xác nhận", "K8": "Chủ tịch", "L8": "44931", "A3": "sửa", "M8": "sửa"},
        "Cán bộ": {"F4": "Nguyễn Văn A"},
        "Danh mục": {"A4": "sửa"},
        "Hướng dẫn": {"A1": "sửa"},
    }
    return typed_in(folder / "so.xlsx", cells, folder / "luu.xlsx"), folder / "luu.xlsx"


def test_entries_are_taken_and_everything_else_is_refused(filled_in: Filled, settings: Settings) -> None:
    shown, _ = filled_in
    tab = shown["VP UBND"]
    taken = {key: tab[at(settings, key, 6)] for key in ENTRIES}
    assert taken == {**ENTRIES, "completed_on": "24/02/2023"}
    assert tab["F3"] == "14/03/2023"
    assert [shown["Kế hoạch"][cell] for cell in ("I8", "J8", "M8")] == ["10/03/2023", "Đã xác nhận", "10/03/2023"]
    assert shown["Cán bộ"]["F4"] == "Nguyễn Văn A"
    assert all("sửa" not in cells.values() for cells in shown.values())


def test_the_live_columns_follow(filled_in: Filled) -> None:
    sheet = openpyxl.load_workbook(filled_in[1], data_only=True)["VP UBND"]
    assert [sheet["S6"].value, sheet["T6"].value] == ["Hoàn thành trước hạn 4 ngày", "✓"]
    assert sheet["S7"].value == "Quá hạn 18 ngày"
    assert sheet["T7"].value.startswith("Khó khăn, vướng mắc, nguyên nhân: việc đã quá hạn")
    assert sheet["A3"].value == "Còn 18 lỗi · 1 việc quá hạn"
    assert [sheet["B8"].value, sheet["H8"].value.date(), sheet["I8"].value] == ["II.2.04", date(2023, 3, 10), "Đã xác nhận"]


def test_the_whole_way(filled_in: Filled, settings: Settings, tmp_path: Path) -> None:
    path = Path(shutil.copy(filled_in[1], tmp_path / "so.xlsx"))
    found = validate(XlsxBook(path), settings, as_of=AFTER_HAND_IN, period_key="2023-Q1").assessment.findings
    of_tab = [
        (finding.code, finding.cell) for finding in found if finding.sheet == "VP UBND" and finding.code != "status-missing"
    ]
    assert of_tab == [("overdue-unexplained", at(settings, "difficulty", 7)), ("plan-drift", at(settings, "due", 8))]
    assert sum(finding.code == "status-missing" for finding in found) == 74
    assert len(found) == 76

    done = run(XlsxBook(path), settings, as_of=AFTER_HAND_IN, as_of_given=True, period_key="2023-Q1")
    assert done.report is not None
    assert done.report.rows_read == 99
    assert done.outcome is not None
    assert done.outcome.changed
    assert openpyxl.load_workbook(path).sheetnames[-3:] == [
        "Báo cáo Quý I-2023",
        "Tổng hợp nội bộ Quý I-2023",
        "Kết quả kiểm tra",
    ]

    office = next(
        one
        for one in status(XlsxBook(path), settings, as_of=AFTER_HAND_IN, period_key="2023-Q1").officials
        if one.official == "VPUB"
    )
    assert (office.tasks, office.reported, office.overdue, office.errors) == (19, 2, 1, 18)
    assert office.handed_in_on == date(2023, 3, 14)

    clean(XlsxBook(path))
    after = openpyxl.load_workbook(path)
    assert after.sheetnames == ["Hướng dẫn", *TABS, "Kế hoạch", "Cán bộ", "Danh mục", "_sheetsync"]
    assert all(after[name].protection.sheet for name in TABS)
