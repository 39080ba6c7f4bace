"""A book's sheets become tabs, and every row below the headings an entry or a row left out for a reason that is told."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sheetsync.core.book import BookContent, CellNote, OwnMark, SheetContent, SheetKind
from sheetsync.core.cells import CellValue, Rectangle
from sheetsync.core.entries import BookTabs, Tab
from sheetsync.core.plan import Area, Cadence, Official, Plan, Role, Task
from sheetsync.core.readings import DateKind, Status
from sheetsync.core.settings import Settings
from sheetsync.core.tabs import read_tabs
from tests.tables import book, sheet

AREAS = (Area("II.1", "Cải cách thể chế"), Area("II.2", "Cải cách thủ tục hành chính"))
OFFICIALS = (
    Official("VPUB", "Công chức Văn phòng UBND", tab="VP UBND", aliases=("Văn phòng UBND",)),
    Official("TPHT", "Công chức Tư pháp - hộ tịch", tab="Tư pháp - HT"),
    Official("CA", "Công an xã"),
)
TASKS = (
    Task("II.1.01", "Rà soát văn bản", "II.1", "TPHT", Cadence.CONTINUOUS, coordinators=("VPUB",), aliases=("Rà soát VBQPPL",)),
    Task("II.2.01", "Niêm yết thủ tục", "II.2", "VPUB", Cadence.ONE_OFF),
    Task("II.2.02", "Tổng hợp báo cáo quý", "II.2", "VPUB", Cadence.QUARTERLY),
    Task("II.2.03", "Bảo đảm an ninh mạng", "II.2", "CA", Cadence.CONTINUOUS),
)


@pytest.fixture(scope="module")
def small(settings: Settings) -> Settings:
    """The default configuration with a plan of four tasks."""
    return replace(settings, plan=Plan(2023, "Kế hoạch", AREAS, OFFICIALS, TASKS, consolidator="VPUB"))


def tabs_of(settings: Settings, *sheets: SheetContent, quarter: int | None = 1) -> BookTabs:
    return read_tabs(book(*sheets), settings, quarter)[0]


def tab_of(settings: Settings, table: str, **changes: Any) -> Tab:
    content = replace(sheet("VP UBND", table), **changes)
    return tabs_of(settings, content).tabs[0]


def left_out(tab: Tab) -> Mapping[int, str]:
    return {skipped.row: skipped.reason for skipped in tab.skipped}


HEADINGS = "| TT | Mã NV | Nhiệm vụ | Vai trò | Trạng thái | Tiến độ (%) | Ngày hoàn thành | Kết quả trong kỳ |"


# ---- which sheet is whose ----


def test_sheets_are_found_by_name_alias_and_match_key(small: Settings) -> None:
    tabs = tabs_of(small, sheet("Danh mục", "| a |"), sheet("TƯ PHÁP – HT ", HEADINGS), sheet("Văn phòng UBND", HEADINGS))
    assert [(tab.sheet, tab.official) for tab in tabs.tabs] == [("TƯ PHÁP – HT ", "TPHT"), ("Văn phòng UBND", "VPUB")]
    assert tabs.missing == ()
    assert tabs.others == ("Danh mục",)


def test_of_two_sheets_for_one_official_the_exact_name_is_the_tab(small: Settings) -> None:
    tabs = tabs_of(small, sheet("Văn phòng UBND", HEADINGS), sheet("vp ubnd", HEADINGS), sheet("VP UBND", HEADINGS))
    assert [tab.sheet for tab in tabs.tabs] == ["VP UBND"]
    assert tabs.others == ("Văn phòng UBND", "vp ubnd")
    assert tabs.missing == ("TPHT",)


def test_a_sheet_of_ours_is_nobodys_tab_and_no_other_sheet(small: Settings) -> None:
    ours = replace(sheet("VP UBND", HEADINGS), own=OwnMark(SheetKind.REPORT, "2023-Q1", edited=False))
    tabs = tabs_of(small, ours)
    assert tabs == BookTabs(tabs=(), missing=("VPUB", "TPHT"), others=())


def test_a_book_without_any_tab_has_no_tabs(small: Settings) -> None:
    assert tabs_of(small, sheet("Sheet1", "| a |")).tabs == ()


def test_a_tab_without_headings_is_read_but_not_usable(small: Settings) -> None:
    tab = tab_of(small, "| chưa làm |")
    assert tab.header_row == 0
    assert not tab.usable
    assert [problem.key for problem in tab.missing] == ["task", "status"]


# ---- entries ----


def test_an_entry_keeps_its_cells_and_what_they_mean(small: Settings) -> None:
    table = f"""
        | UBND XÃ |
        {HEADINGS}
        | 1 | II.2.01 | Niêm yết thủ tục | Chủ trì | hoàn thành | 1 | 2023-03-10 | Đã niêm yết |
        """
    tab = tab_of(small, table, notes={(3, 6): CellNote(percent=True)})
    (entry,) = tab.entries
    assert (tab.header_row, tab.last_row, tab.row_count) == (2, 3, 1)
    assert (entry.sheet, entry.official, entry.row) == ("VP UBND", "VPUB", 3)
    assert (entry.task_id, entry.written_id, entry.role) == ("II.2.01", "II.2.01", Role.LEAD)
    assert entry.status.status is Status.DONE
    assert entry.progress.value == 100
    assert entry.completed_on.on == date(2023, 3, 10)
    assert entry.due.kind is DateKind.BLANK
    assert entry.where("result").a1 == "H3"
    assert entry.where("result").heading == "Kết quả trong kỳ"
    assert entry.text("result") == "Đã niêm yết"
    assert entry.notes == {"progress": CellNote(percent=True)}
    assert not entry.has("due")


@pytest.mark.parametrize(
    ("written", "text", "task_id"),
    [
        ("II.2.01", "", "II.2.01"),
        (" ii.2.01 ", "", "II.2.01"),
        ("II. 2. 01.", "", "II.2.01"),
        ("", "niêm yết  THỦ TỤC.", "II.2.01"),
        ("", "Rà soát VBQPPL", "II.1.01"),
        ("II.9.99", "Niêm yết thủ tục", "II.2.01"),
        ("II.9.99", "Việc khác", None),
    ],
)
def test_a_row_is_matched_by_its_id_else_by_its_text(small: Settings, written: str, text: str, task_id: str | None) -> None:
    tab = tab_of(small, f"{HEADINGS}\n| 1 | {written} | {text} |  | Hoàn thành |")
    assert [(entry.task_id, entry.written_id) for entry in tab.entries] == [(task_id, written.strip())]


@pytest.mark.parametrize(
    ("official_sheet", "task_id", "role_cell", "role"),
    [
        ("VP UBND", "II.2.01", "", Role.LEAD),
        ("VP UBND", "II.1.01", "", Role.COORDINATOR),
        ("Tư pháp - HT", "II.1.01", "", Role.LEAD),
        ("VP UBND", "II.2.03", "", Role.LEAD),
        ("Tư pháp - HT", "II.2.01", "", Role.LEAD),
        ("VP UBND", "II.2.01", "phối hợp", Role.COORDINATOR),
        ("VP UBND", "II.1.01", "Chủ trì", Role.LEAD),
        ("VP UBND", "II.1.01", "giúp", Role.COORDINATOR),
    ],
)
def test_the_role_is_the_column_s_else_the_plan_s(
    small: Settings, official_sheet: str, task_id: str, role_cell: str, role: Role
) -> None:
    content = sheet(official_sheet, f"{HEADINGS}\n| 1 | {task_id} | x | {role_cell} | Hoàn thành |")
    (entry,) = tabs_of(small, content).tabs[0].entries
    assert entry.role is role


def test_ids_that_excel_made_numbers_of(small: Settings) -> None:
    plan = replace(small.plan, tasks=(replace(TASKS[0], task_id="1.5"), replace(TASKS[1], task_id="12")))
    tab = tab_of(replace(small, plan=plan), "| Mã NV | Nhiệm vụ | Trạng thái |\n| 1.5 | a | |\n| 12 | b | |")
    assert [(entry.task_id, entry.written_id) for entry in tab.entries] == [("1.5", "1.5"), ("12", "12")]


def test_results_of_several_earlier_quarters_come_together(small: Settings) -> None:
    table = """
        | Mã NV   | Nhiệm vụ | Trạng thái | Kết quả Quý I | Kết quả Quý II | Kết quả Quý III |
        | II.2.01 | Niêm yết |            | một           | hai            | ba              |
        """
    (entry,) = tabs_of(small, sheet("VP UBND", table), quarter=3).tabs[0].entries
    assert entry.text("result") == "ba"
    assert entry.text("result_before") == "Quý I: một\nQuý II: hai"
    assert entry.where("result_before").a1 == "E2"


# ---- rows left out ----


def test_every_row_left_out_has_its_reason(small: Settings) -> None:
    table = f"""
        {HEADINGS}
        | (1)  | (2)     | (3)                        | (4)     | (5)        | (6) | (7)        | (8) |
        | I. CẢI CÁCH THỂ CHẾ |  |                     |         |            |     |            |     |
        | II   |         | Cải cách thủ tục hành chính |        |            |     |            |     |
        | 1    | II.2.01 | Niêm yết thủ tục           |         |            |     |            |     |
        | 2    |         | Tổng hợp báo cáo quý       |         |            |     |            |     |

        | TT   | Mã NV   | Nhiệm vụ                   | Vai trò | Trạng thái | Tiến độ (%) | Ngày hoàn thành | Kết quả trong kỳ |
        | 3    |         | Việc ngoài kế hoạch        |         |            |     |            |     |
        | 4    |         | Việc ngoài kế hoạch có làm |         | Hoàn thành |     |            |     |
        |      |         |                            |         |            |     |            | bổ sung |
        |      |         | Tổng cộng                  |         |            | 98.5 |           |     |
        | Ghi chú: số liệu đến 14/3 |  |               |         |            |     |            |     |
        |      |         |                            |         | Ngọc Sơn, ngày 14 tháng 3 năm 2023 | | | |
        | NGƯỜI LẬP |    |                            |         | CHỦ TỊCH   |     |            |     |
        |      |         |                            |         | NGUYỄN VĂN AN |  |            |     |
        """
    tab = tab_of(small, table)
    assert [(entry.row, entry.task_id) for entry in tab.entries] == [(5, "II.2.01"), (6, "II.2.02"), (10, None)]
    assert left_out(tab) == {
        2: "dòng đánh số cột",
        3: "dòng tên mục, không phải nhiệm vụ",
        4: "dòng tên mục, không phải nhiệm vụ",
        8: "tiêu đề cột lặp lại",
        9: "không có trong kế hoạch và chưa có trạng thái",
        11: "không có nội dung nhiệm vụ",
        12: "dòng tổng cộng",
        13: "ghi chú hoặc chữ ký, không phải nhiệm vụ",
        14: "ghi chú hoặc chữ ký, không phải nhiệm vụ",
        15: "ghi chú hoặc chữ ký, không phải nhiệm vụ",
        16: "ghi chú hoặc chữ ký, không phải nhiệm vụ",
    }
    assert tab.row_count == 3


def test_a_task_whose_name_begins_like_a_total_is_a_task(small: Settings) -> None:
    tab = tab_of(small, f"{HEADINGS}\n| | | Tổng kết phong trào | | Hoàn thành |\n| | | Tổng số: 3 | | |")
    assert [entry.row for entry in tab.entries] == [2]
    assert left_out(tab) == {3: "dòng tổng cộng"}


@pytest.mark.parametrize("status", ["Hoàn thành", "xong", "chả biết"])
def test_a_row_with_text_and_any_status_is_an_entry_even_if_nobody_knows_it(small: Settings, status: str) -> None:
    tab = tab_of(small, f"{HEADINGS}\n| 1 | | Việc lạ | | {status} |")
    assert [(entry.row, entry.task_id) for entry in tab.entries] == [(2, None)]


def test_a_status_without_any_task_is_an_entry_so_that_it_is_not_lost(small: Settings) -> None:
    tab = tab_of(small, f"{HEADINGS}\n| 1 | | | | Hoàn thành |")
    assert [entry.row for entry in tab.entries] == [2]


def test_cells_with_formula_errors_count_as_filled(small: Settings) -> None:
    tab = tab_of(small, f"{HEADINGS}\n| | | Việc lạ | | |\n| | | | | |", notes={(2, 5): CellNote(error="#REF!", formula=True)})
    (entry,) = tab.entries
    assert entry.notes["status"].error == "#REF!"
    assert entry.status.blank


def test_a_task_cell_merged_over_two_rows_belongs_to_the_first(small: Settings) -> None:
    table = f"""
        {HEADINGS}
        | 1 | II.2.01 | Niêm yết thủ tục |  | Hoàn thành |  |  | ý một |
        |   |         |                  |  |            |  |  | ý hai |
        """
    tab = tab_of(small, table, merged=(Rectangle(2, 3, 3, 3), Rectangle(2, 2, 3, 2)))
    assert [(entry.row, entry.text("result")) for entry in tab.entries] == [(2, "ý một")]
    assert left_out(tab) == {3: "dòng nối tiếp: ô nhiệm vụ được gộp từ dòng 2"}


def test_rows_far_below_the_table_are_read_too(small: Settings) -> None:
    far: dict[int, dict[int, CellValue]] = {9_000: {2: "II.2.02", 5: "Hoàn thành"}, 1_048_576: {16_384: "lạc"}}
    tab = tab_of(small, f"{HEADINGS}\n| 1 | II.2.01 | Niêm yết |", far_rows=far)
    assert [(entry.row, entry.task_id) for entry in tab.entries] == [(2, "II.2.01"), (9_000, "II.2.02")]
    assert left_out(tab) == {1_048_576: "không có nội dung nhiệm vụ"}


def test_blank_rows_and_white_space_are_not_listed(small: Settings) -> None:
    tab = tab_of(small, HEADINGS, rows=[*sheet("a", HEADINGS).rows, [], [None, "  ", "\n"], [None] * 8])
    assert tab.entries == ()
    assert tab.skipped == ()


# ---- what stands above, and how letters are stored ----


@pytest.mark.parametrize(
    ("above", "period", "cell", "handed_in"),
    [
        ("| Kỳ báo cáo: Quý I/2023 (15/12/2022 - 14/3/2023) |", "2023-Q1", "A1", None),
        ("| KỲ BÁO CÁO | | quí 2 năm 2023 |", "2023-Q2", "C1", None),
        ("| Kỳ báo cáo: Quý IV |", "2023-Q4", "A1", None),
        ("| Kỳ báo cáo: ……… | |", None, None, None),
        ("| Kỳ báo cáo: tháng này |", None, None, None),
        ("| Đã nộp (ngày): 14/3/2023 |", None, None, date(2023, 3, 14)),
        ("| Đã nộp (ngày): | 2023-03-13 |", None, None, date(2023, 3, 13)),
        ("| Đã nộp (ngày): …… | |", None, None, None),
        ("| Đã nộp (ngày): rồi |", None, None, None),
        ("| Kỳ báo cáo: Quý I/2023 | | Đã nộp (ngày): 13/3 |", "2023-Q1", "A1", date(2023, 3, 13)),
        ("| Báo cáo Quý I/2023 |", None, None, None),
    ],
)
def test_the_stated_period_and_the_day_of_handing_in(
    small: Settings, above: str, period: str | None, cell: str | None, handed_in: date | None
) -> None:
    tab = tab_of(small, f"{above}\n{HEADINGS}\n| 1 | II.2.01 | Niêm yết |")
    assert tab.stated_period == period
    assert (tab.stated_period_cell.a1 if tab.stated_period_cell else None) == cell
    assert tab.handed_in_on == handed_in


def test_cells_with_decomposed_letters_are_listed(small: Settings) -> None:
    decomposed = unicodedata.normalize("NFD", "Đã niêm yết")
    tab = tab_of(small, f"{HEADINGS}\n| 1 | II.2.01 | Niêm yết thủ tục | | Hoàn thành | | | {decomposed} |")
    assert [(where.a1, where.heading) for where in tab.not_nfc_cells] == [("H2", "Kết quả trong kỳ")]


def test_a_missing_status_column_makes_a_tab_unusable_but_still_read(small: Settings) -> None:
    tabs = tabs_of(small, sheet("VP UBND", "| Mã NV | Nhiệm vụ | Kết quả |\n| II.2.01 | Niêm yết | xong |"))
    assert not tabs.tabs[0].usable
    assert [entry.task_id for entry in tabs.tabs[0].entries] == ["II.2.01"]
    assert tabs.entries() == ()


def test_the_plan_that_rules_is_the_configured_one(small: Settings) -> None:
    content = BookContent("so", "1", (sheet("VP UBND", HEADINGS),))
    assert read_tabs(content, small)[1] is small.plan
