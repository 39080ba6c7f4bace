"""A workbook fresh from `new`, as other programs read it: sheets, columns, locks, dropdowns, names, print set-up."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.live import names as live_names
from sheetsync.core.periods import period
from sheetsync.core.settings import Settings, Severity
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.core.sheets.plan_workbook.book_columns import OFFICIAL_COLUMNS, PLAN_COLUMNS
from sheetsync.core.sheets.plan_workbook.plan_sheet import SPARE_ROWS
from sheetsync.core.sheets.plan_workbook.tab_columns import CHECK_HEADING, WARNING_HEADING
from sheetsync.core.sheets.plan_workbook.tab_sheet import FIRST_ROW, HEADING_ROW
from sheetsync.core.timeliness import binding_due, occurrence_start
from sheetsync.usecases.clean import clean
from sheetsync.usecases.main_job import run, validate
from sheetsync.usecases.status import status
from tests.openxml_rules import new_errors
from tests.plan_workbook.fresh_book import AFTER_HAND_IN, BEFORE_HAND_IN, TABS, at, letter, make

HEADINGS = (
    "TT", "Mã NV", "Lĩnh vực", "Nhiệm vụ", "Sản phẩm", "Vai trò", "Loại", "Thời hạn", "Căn cứ hạn", "Trạng thái", "Tiến độ (%)",
    "Ngày hoàn thành", "Kết quả các kỳ trước", "Kết quả trong kỳ", "Số, ký hiệu văn bản / minh chứng",
    "Khó khăn, vướng mắc, nguyên nhân", "Kiến nghị, đề xuất", "Ghi chú", WARNING_HEADING, CHECK_HEADING,
)  # fmt: skip
OPEN = ("status", "progress", "completed_on", "result", "evidence", "difficulty", "proposal", "note")


@pytest.fixture(scope="module")
def path(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("fresh") / "ke-hoach-2023.xlsx"
    make(made, settings)
    return made


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def shown(path: Path) -> Workbook:
    """The same with what programs show that do not calculate."""
    return openpyxl.load_workbook(path, data_only=True)


def test_the_sheets(book: Workbook) -> None:
    assert book.sheetnames == ["Hướng dẫn", *TABS, "Kế hoạch", "Cán bộ", "Danh mục", "_sheetsync"]
    states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    assert [name for name, state in states.items() if state != "visible"] == ["_sheetsync"]
    assert states["_sheetsync"] == "veryHidden"
    assert book.security.lockStructure
    assert not book.security.workbookPassword


def test_what_is_found_in_it_on_the_first_day(path: Path, settings: Settings) -> None:
    result = validate(XlsxBook(path), settings, as_of=BEFORE_HAND_IN, period_key="2023-Q1")
    found = [(finding.code, finding.severity) for finding in result.assessment.findings]
    assert found == [("status-missing", Severity.INFO)] * 76
    assert [len(tab.entries) for tab in result.assessment.tabs.tabs] == [29, 19, 6, 12, 14, 14, 5]
    assert all(not tab.skipped and tab.stated_period == "2023-Q1" for tab in result.assessment.tabs.tabs)
    standing = status(XlsxBook(path), settings, as_of=BEFORE_HAND_IN, period_key="2023-Q1").officials
    assert all(not one.reported and not one.handed_in and not one.overdue for one in standing)


def test_values_that_no_program_calculated_are_no_mistakes_of_officials(path: Path, settings: Settings, tmp_path: Path) -> None:
    """Some programs save a workbook without what its formulas give; officials cannot edit those cells."""
    book = openpyxl.load_workbook(path)
    book["VP UBND"][at(settings, "status")] = "Không phát sinh"
    book.save(tmp_path / "so.xlsx")
    result = validate(XlsxBook(tmp_path / "so.xlsx"), settings, as_of=BEFORE_HAND_IN, period_key="2023-Q1")
    assert [finding.code for finding in result.assessment.findings] == ["status-missing"] * 75


def test_another_period_s_check_says_so(path: Path, settings: Settings) -> None:
    result = validate(XlsxBook(path), settings, as_of=date(2023, 6, 1), period_key="2023-Q2")
    assert sum(finding.code == "period-mismatch" for finding in result.assessment.findings) == len(TABS)


def test_what_stands_above_the_headings(shown: Workbook) -> None:
    sheet = shown["VP UBND"]
    assert sheet["A1"].value == "NHIỆM VỤ NĂM 2023 – CÔNG CHỨC VĂN PHÒNG UBND XÃ"
    assert sheet["A2"].value == "Kỳ báo cáo: Quý I/2023 (15/12/2022–14/3/2023) · hạn nộp 14/3/2023"
    assert sheet["A3"].value == "Còn 0 lỗi · 0 việc quá hạn"
    assert sheet["E3"].value == "Đã nộp (ngày):"


def test_the_headings_and_rows_of_a_tab(shown: Workbook, settings: Settings) -> None:
    sheet = shown["VP UBND"]
    written = [cell.value for cell in sheet[HEADING_ROW]][: len(HEADINGS)]
    assert written == list(HEADINGS)
    own = [task.task_id for task in settings.plan.tasks if task.lead == "VPUB"]
    assert [sheet[at(settings, "task_id", FIRST_ROW + i)].value for i in range(len(own))] == own
    row = FIRST_ROW + own.index("II.2.02")
    values = [sheet.cell(row, column).value for column in range(1, len(HEADINGS) + 1)]
    assert [values[0], *values[2:9]] == [
        own.index("II.2.02") + 1,
        "Thủ tục hành chính",
        "Ban hành Kế hoạch kiểm soát TTHC và thực hiện một cửa năm 2023",
        "Kế hoạch kiểm soát TTHC, một cửa năm 2023",
        "Chủ trì",
        "Một lần",
        sheet[at(settings, "due", row)].value,
        "Đã xác nhận",
    ]
    assert sheet[at(settings, "due", row)].value.date() == date(2023, 2, 28)
    assert values[9:18] == [None] * 9
    assert values[18:] == ["Chưa báo cáo", "Chưa báo cáo"]


def test_those_with_a_part_in_stand_below_the_lead_s_rows(shown: Workbook, settings: Settings) -> None:
    sheet = shown["Địa chính - XD"]
    roles = [sheet[at(settings, "role", row)].value for row in range(FIRST_ROW, FIRST_ROW + 14)]
    assert roles == ["Chủ trì"] * 4 + ["Phối hợp"] * 10
    assert sheet.cell(FIRST_ROW + 5, HEADINGS.index(WARNING_HEADING) + 1).value is None


def test_only_entries_are_open(book: Workbook, settings: Settings) -> None:
    for name in TABS:
        sheet = book[name]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        allowed = (
            sheet.protection.formatCells, sheet.protection.formatColumns, sheet.protection.formatRows, sheet.protection.sort,
            sheet.protection.autoFilter,
        )  # fmt: skip
        assert not any(allowed), "0 means allowed"
        is_open = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        entries = {at(settings, key, row) for key in OPEN for row in range(FIRST_ROW, sheet.max_row + 1)}
        assert is_open == entries | {"F3", "G3"}
    for name in (names.GUIDE, names.LISTS, names.HIDDEN):
        assert book[name].protection.sheet
        assert all(cell.protection.locked for row in book[name].iter_rows() for cell in row)


def test_every_entry_has_a_friendly_limit(book: Workbook, settings: Settings) -> None:
    sheet = book["VP UBND"]
    limits = {str(limit.sqref).partition(":")[0]: limit for limit in sheet.data_validations.dataValidation}
    assert set(limits) == {*(at(settings, key) for key in OPEN), "F3"}
    for limit in limits.values():
        assert limit.prompt
        assert limit.error
        assert limit.allow_blank
        assert len(limit.prompt) <= 255
        assert len(limit.error) <= 225
        assert max(len(limit.promptTitle), len(limit.errorTitle)) <= 32
        assert re.search(r"Bấm|hoặc để trống", limit.error), "says what to do"
    assert limits[at(settings, "status")].formula1 == "TrangThai"
    progress = limits[at(settings, "progress")]
    assert (progress.type, progress.formula1, progress.formula2) == ("whole", "0", "100"), "50 % would be kept as 0.5"
    completed = limits[at(settings, "completed_on")]
    assert (completed.type, completed.formula1, completed.formula2) == ("date", "KeHoachTu", "DATE(2024,12,31)")


def test_a_tab_prints_on_landscape_pages_with_its_headings(book: Workbook, settings: Settings) -> None:
    for name in TABS:
        sheet = book[name]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == f"${HEADING_ROW}:${HEADING_ROW}"
        assert sheet.freeze_panes == f"E{FIRST_ROW}"
        assert sheet.auto_filter.ref == f"A{HEADING_ROW}:T{sheet.max_row}"
        assert sheet.print_area.endswith(f"$S${sheet.max_row}")
        fonts = {cell.font.name for row in sheet.iter_rows() for cell in row}
        assert fonts == {"Times New Roman"}
    hidden = {key for key, column in book["VP UBND"].column_dimensions.items() if column.hidden}
    assert "U" in hidden
    assert letter(settings, "note") not in hidden


def test_every_name_that_formulas_use_is_there(book: Workbook) -> None:
    wanted = {value for key, value in vars(live_names).items() if key.isupper() and isinstance(value, str) and value.isalnum()}
    wanted |= {value for value in vars(live_names).values() if isinstance(value, str) and value.startswith("KH_")}
    assert wanted - set(book.defined_names) == set()
    used: set[str] = set()
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    plain = re.sub(r'"[^"]*"', "", cell.value)
                    used |= set(re.findall(r"\b(?:[A-Z][a-z]+[A-Za-z]+|KH_[A-Za-z]+)\b", plain))
    assert used - set(book.defined_names) == set()
    for name in TABS:
        assert set(book[name].defined_names) >= {"ss_check", "ss_due", "ss_where", "ss_first"}


def test_the_plan_sheet_has_every_task_and_its_binding_due(shown: Workbook, settings: Settings, calendar: WorkCalendar) -> None:
    sheet = shown[names.PLAN]
    assert [cell.value for cell in sheet[3]][: len(PLAN_COLUMNS)] == [column.heading for column in PLAN_COLUMNS]
    quarter = period(2023, 1, settings.periods, calendar)
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert len(rows) == 76 + SPARE_ROWS
    places = {column.key: place for place, column in enumerate(PLAN_COLUMNS)}

    def day(value: object) -> object:
        return value.date() if hasattr(value, "date") else value or None

    for task, row in zip(settings.plan.tasks, rows, strict=False):
        assert row[places["task_id"]] == task.task_id
        assert day(row[places["binding_due"]]) == binding_due(task, quarter)
        assert day(row[places["counts_from"]]) == occurrence_start(task, quarter, calendar, settings.periods)
        assert row[places["document_needed"]] == int(task.needs_document)
        assert (row[places["needs_document"]] == "Có") is task.needs_document


def test_the_officials_sheet(shown: Workbook, settings: Settings) -> None:
    rows = list(shown[names.OFFICIALS].iter_rows(min_row=3, values_only=True))
    assert [value for value in rows[0] if value] == [column.heading for column in OFFICIAL_COLUMNS]
    assert [row[0] for row in rows[1:] if row[0]] == [official.code for official in settings.plan.officials]
    assert [row[0] for row in rows[1:] if row[-1] == "Có"] == [settings.plan.consolidator]


def test_the_guide_leads_to_every_tab(book: Workbook) -> None:
    cells = (cell for row in book[names.GUIDE].iter_rows() for cell in row)
    links = [cell.hyperlink.location for cell in cells if cell.hyperlink]
    assert links == [f"'{name}'!A{FIRST_ROW}" for name in TABS]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def after_run(path: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = Path(shutil.copy(path, tmp_path_factory.mktemp("run") / "so.xlsx"))
    run(XlsxBook(copy), settings, as_of=AFTER_HAND_IN, as_of_given=True, period_key="2023-Q1")
    return copy


def test_the_locked_structure_takes_our_sheets_and_gives_them_back(path: Path, after_run: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(after_run)
    assert book.sheetnames[-4:] == ["_sheetsync", "Báo cáo Quý I-2023", "Tổng hợp nội bộ Quý I-2023", "Kết quả kiểm tra"]
    assert book.security.lockStructure
    cleaned = Path(shutil.copy(after_run, tmp_path / "so.xlsx"))
    clean(XlsxBook(cleaned))
    before, after = parts(path), parts(cleaned)
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} <= {"xl/styles.xml"}


def test_microsoft_s_rules_find_nothing(after_run: Path) -> None:
    """In the sheets that were made new, and in what a run adds to them."""
    assert new_errors({"after a run": (None, after_run.read_bytes())}) == {}
