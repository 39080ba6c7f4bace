"""Where the workbook is the plan, its lead rows are the tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sheetsync.core.entries import BookTabs
from sheetsync.core.plan import Area, Cadence, DueBasis, DueRule, Official, Plan, Role, Task
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.tabs import read_tabs
from tests.tables import book, sheet

CONFIGURED = Plan(
    2023,
    "Kế hoạch",
    (
        Area("II.1", "Cải cách thể chế"),
        Area("II.2", "Cải cách thủ tục hành chính", "TTHC"),
        Area("TCTH", "Tổ chức", organisation=True),
    ),
    (
        Official("VPUB", "Công chức Văn phòng UBND", "Văn phòng UBND", tab="VP UBND"),
        Official("TPHT", "Công chức Tư pháp - hộ tịch", "Tư pháp", tab="Tư pháp - HT"),
        Official("CA", "Công an xã"),
    ),
    (Task("II.1.01", "Rà soát", "II.1", "TPHT", Cadence.CONTINUOUS, needs_document=True),),
    consolidator="VPUB",
)


@pytest.fixture(scope="module")
def as_book(settings: Settings) -> Settings:
    return replace(settings, plan=CONFIGURED, plan_source=PlanSource.BOOK)


def planned(settings: Settings, office: str, justice: str = "| Mã NV | Nhiệm vụ | Trạng thái |") -> tuple[BookTabs, Plan]:
    return read_tabs(book(sheet("VP UBND", office), sheet("Tư pháp - HT", justice)), settings)


def test_lead_rows_are_the_tasks_and_rows_know_them(as_book: Settings) -> None:
    office = """
        | Mã NV   | Nhiệm vụ         | Vai trò  | Cơ quan phối hợp | Lĩnh vực | Loại     | Thời hạn   | Sản phẩm | Trạng thái |
        | II.2.01 | Niêm yết thủ tục | Chủ trì  | Tư pháp; Công an xã | TTHC  | Một lần  | 2023-03-01 | Bảng     |            |
        | II.1.01 | Rà soát văn bản  | Phối hợp |                  |          |          |            |          |            |
        """
    justice = """
        | Mã NV   | Nhiệm vụ         | Trạng thái |
        | II.1.01 | Rà soát văn bản  | Hoàn thành |
        """
    tabs, plan = planned(as_book, office, justice)
    listing, review = plan.tasks
    assert (listing.task_id, listing.title, listing.area, listing.lead) == ("II.2.01", "Niêm yết thủ tục", "II.2", "VPUB")
    assert (listing.coordinators, listing.cadence, listing.deliverable) == (("TPHT", "CA"), Cadence.ONE_OFF, "Bảng")
    assert (listing.due.basis, listing.due.on, listing.due.text) == (DueBasis.STATED, date(2023, 3, 1), "1/3/2023")
    assert (review.task_id, review.area, review.lead, review.needs_document) == ("II.1.01", "II.1", "TPHT", True)
    assert (plan.year, plan.areas, plan.officials) == (2023, CONFIGURED.areas, CONFIGURED.officials)
    assert [(entry.official, entry.task_id, entry.role) for entry in tabs.entries()] == [
        ("VPUB", "II.2.01", Role.LEAD),
        ("VPUB", "II.1.01", Role.COORDINATOR),
        ("TPHT", "II.1.01", Role.LEAD),
    ]


def test_rows_without_ids_get_ids_that_survive_sorting(as_book: Settings) -> None:
    first = "| TT | Nhiệm vụ | Vai trò | Trạng thái |\n| 1 | Niêm yết  thủ tục | Chủ trì | |\n| 2 | Trực một cửa | Chủ trì | |"
    sorted_rows = (
        "| TT | Nhiệm vụ | Vai trò | Trạng thái |\n| 1 | Trực một cửa | Chủ trì | |\n| 2 | niêm yết thủ tục | Chủ trì | |"
    )
    tabs, plan = planned(as_book, first)
    again, other = planned(as_book, sorted_rows)
    assert {task.task_id for task in plan.tasks} == {task.task_id for task in other.tasks}
    assert [entry.task_id for entry in tabs.entries()] == [task.task_id for task in plan.tasks]
    assert [entry.task_id for entry in again.entries()] == [task.task_id for task in other.tasks]
    assert len({task.task_id for task in plan.tasks}) == 2


@pytest.mark.parametrize(
    ("cadence", "due", "basis", "expected_cadence", "expected"),
    [
        ("Một lần", "28/02/2023", "", Cadence.ONE_OFF, (DueBasis.STATED, date(2023, 2, 28), None)),
        ("", "trước ngày 20/3/2023", "Đề xuất", Cadence.ONE_OFF, (DueBasis.PROPOSED, date(2023, 3, 19), None)),
        ("", "Quý I/2023", "đã xác nhận", Cadence.ONE_OFF, (DueBasis.CONFIRMED, date(2023, 3, 31), None)),
        ("", "Hàng quý", "", Cadence.QUARTERLY, (DueBasis.STATED, None, DueRule.QUARTERLY_SENDING)),
        ("hàng tháng", "", "", Cadence.MONTHLY, (DueBasis.STATED, None, DueRule.MONTHLY)),
        ("", "Thường xuyên", "", Cadence.CONTINUOUS, (DueBasis.NONE, None, None)),
        ("", "", "Đề xuất", Cadence.CONTINUOUS, (DueBasis.NONE, None, None)),
        ("Định kỳ, đột xuất", "", "", Cadence.PERIODIC, (DueBasis.NONE, None, None)),
        ("Hằng năm", "2023-12-15", "", Cadence.YEARLY, (DueBasis.STATED, date(2023, 12, 15), None)),
        ("", "31/2/2023", "", Cadence.CONTINUOUS, (DueBasis.NONE, None, None)),
        ("", "họp mỗi quý một lần", "", Cadence.QUARTERLY, (DueBasis.STATED, None, DueRule.QUARTERLY_SENDING)),
        ("", "ngày 5 hàng tháng", "", Cadence.MONTHLY, (DueBasis.STATED, None, DueRule.MONTHLY)),
        ("", "định kỳ sáu tháng", "", Cadence.PERIODIC, (DueBasis.NONE, None, None)),
        ("", "đầu tháng sau", "", Cadence.CONTINUOUS, (DueBasis.NONE, None, None)),
    ],
)
def test_due_dates_and_cadences_are_the_tabs_own(  # noqa: PLR0917
    as_book: Settings,
    cadence: str,
    due: str,
    basis: str,
    expected_cadence: Cadence,
    expected: tuple[DueBasis, date | None, DueRule | None],
) -> None:
    office = f"| Mã NV | Nhiệm vụ | Loại | Thời hạn | Căn cứ hạn | Trạng thái |\n| A1 | Việc | {cadence} | {due} | {basis} | |"
    (task,) = planned(as_book, office)[1].tasks
    assert task.cadence is expected_cadence
    assert (task.due.basis, task.due.on, task.due.rule) == expected


@pytest.mark.parametrize(
    ("task_id", "area", "expected"),
    [
        ("X1", "II.1", "II.1"),
        ("X1", "cải cách thể chế", "II.1"),
        ("II.2.99", "", "II.2"),
        ("II.1.01", "", "II.1"),
        ("X1", "", "TCTH"),
        ("X1", "lĩnh vực lạ", "TCTH"),
    ],
)
def test_the_area_is_the_column_s_else_the_id_s(as_book: Settings, task_id: str, area: str, expected: str) -> None:
    office = f"| Mã NV | Nhiệm vụ | Lĩnh vực | Trạng thái |\n| {task_id} | Việc | {area} | |"
    assert planned(as_book, office)[1].tasks[0].area == expected


def test_the_consolidator_holds_tasks_of_those_without_a_tab(as_book: Settings) -> None:
    table = "| Mã NV | Nhiệm vụ | Cơ quan chủ trì | Trạng thái |\n| {} | Việc | Công an xã | |"
    _, plan = planned(as_book, table.format("A1"), table.format("B1"))
    assert {task.task_id: task.lead for task in plan.tasks} == {"A1": "CA", "B1": "TPHT"}
    assert {task.task_id: plan.tab_owner(task) for task in plan.tasks} == {"A1": "VPUB", "B1": "TPHT"}


def test_sections_totals_and_bare_lines_are_no_tasks(as_book: Settings) -> None:
    office = """
        | TT | Nhiệm vụ | Thời hạn | Trạng thái |
        | I. CẢI CÁCH THỂ CHẾ | | | |
        | 1 | Rà soát | 2023-03-01 | |
        |   | Một dòng trơ trọi | | |
        |   | Tổng cộng | 1 | |
        """
    tabs, plan = planned(as_book, office)
    assert [task.title for task in plan.tasks] == ["Rà soát"]
    assert [skipped.row for skipped in tabs.tabs[0].skipped] == [2, 4, 5]


def test_of_two_lead_rows_with_one_id_the_first_is_the_task(as_book: Settings) -> None:
    office = "| Mã NV | Nhiệm vụ | Trạng thái |\n| a1 | Một | |\n| A 1 | Hai | |"
    tabs, plan = planned(as_book, office)
    assert [(task.task_id, task.title) for task in plan.tasks] == [("a1", "Một")]
    assert [entry.task_id for entry in tabs.entries()] == ["a1", "a1"]
