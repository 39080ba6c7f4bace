"""Entries → report: every row read is accounted for, one task is one count, nothing of another period goes out again."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import Where
from sheetsync.core.consolidate import consolidate
from sheetsync.core.entries import BookTabs, Entry, HeadingProblem
from sheetsync.core.findings import Finding
from sheetsync.core.periods import Period, period
from sheetsync.core.plan import Area, Cadence, Due, DueBasis, Official, Plan, Role, Task
from sheetsync.core.report import DueCount, LeftOutReason, QuarterReport, report_document, report_sheet_name
from sheetsync.core.settings import Settings, Severity
from sheetsync.core.states import State
from tests.report_example import COLUMNS, entry, example_tabs, tab
from tests.tables import sheet

VP, TP, UB = "VP", "TP", "UB"
SMALL = Plan(
    year=2023,
    title="Kế hoạch nhỏ",
    areas=(
        Area("II.1", "Cải cách thể chế", "Thể chế"),
        Area("II.2", "Thủ tục"),
        Area("TCTH", "Chỉ đạo, điều hành", organisation=True),
    ),
    officials=(Official(VP, "Văn phòng", tab="VP"), Official(TP, "Tư pháp", tab="TP"), Official(UB, "UBND xã")),
    tasks=(
        Task("A1", "Rà soát văn bản", "II.1", TP, Cadence.CONTINUOUS, coordinators=(VP,)),
        Task("A2", "Ban hành kế hoạch", "II.2", VP, Cadence.ONE_OFF, due=Due(DueBasis.STATED, date(2023, 3, 1))),
        Task("A3", "Công khai hồ sơ", "II.2", VP, Cadence.MONTHLY),
        Task("A4", "Gửi kế hoạch", "TCTH", UB, Cadence.ONE_OFF, due=Due(DueBasis.CONFIRMED, date(2023, 1, 31))),
        Task("A5", "Theo dõi", "TCTH", TP, Cadence.CONTINUOUS, related_areas=("II.1",)),
        Task("A6", "Làm trước 30/6", "II.2", VP, Cadence.ONE_OFF, due=Due(DueBasis.PROPOSED, date(2023, 1, 5))),
    ),
    consolidator=VP,
)  # fmt: skip


def rows_of(table: str) -> BookTabs:
    """A table of rows: bộ phận, id, vai trò, status, completed, result, before, difficulty. One tab per official named."""
    tabs: dict[str, list[Entry]] = {}
    for official, task_id, role, status, completed, result, before, difficulty in sheet("", table).rows[1:]:
        name = str(official)
        values = {
            "task": "việc",
            "status": status,
            "completed_on": completed,
            "result": result,
            "result_before": before,
            "difficulty": difficulty,
        }
        rows = tabs.setdefault(name, [])
        known = str(task_id) if task_id else None
        rows.append(entry(name, len(rows) + 6, known, Role(str(role)), values, sheet=name))
    return BookTabs(tuple(tab(name, name, rows) for name, rows in tabs.items()))


@pytest.fixture
def quarter(settings: Settings) -> Period:
    return period(2023, 1, settings.periods, WorkCalendar(settings.holidays, saturday_works=False))


def report_of(
    tabs: BookTabs,
    settings: Settings,
    *,
    plan: Plan = SMALL,
    quarter: int = 1,
    as_of: date | None = None,
    findings: tuple[Finding, ...] = (),
) -> QuarterReport:
    calendar = WorkCalendar(settings.holidays, saturday_works=False)
    chosen = period(plan.year, quarter, settings.periods, calendar)
    day = as_of or chosen.cut_off
    return consolidate(tabs, plan, findings, period=chosen, as_of=day, calendar=calendar, settings=settings)


MARCH = """
    | bộ phận | id | vai trò  | trạng thái     | hoàn thành | kết quả                           | kỳ trước | khó khăn      |
    |---------|----|----------|----------------|------------|-----------------------------------|----------|---------------|
    | VP      | A2 | Chủ trì  | Hoàn thành     | 2023-02-20 | Đã ban hành                       |          |               |
    | VP      | A3 | Chủ trì  | Đang thực hiện |            | Tháng 01: 212; Tháng 02: 187      |          |               |
    | VP      | A4 | Chủ trì  | Đang thực hiện |            | Dự thảo                           |          | Chờ hướng dẫn |
    | VP      | A1 | Phối hợp |                |            | Gửi 02 văn bản                    |          |               |
    | VP      | A2 | Chủ trì  | Tạm dừng       |            | dòng dán thừa                     |          |               |
    | VP      | A6 | Chủ trì  | Hoàn thành     | 2023-03-20 | Xong sau ngày chốt                |          |               |
    | TP      | A1 | Chủ trì  | Đang thực hiện |            | Rà soát 14 văn bản                |          |               |
    | TP      | A2 | Chủ trì  | Hoàn thành     | 2023-02-20 | chép từ sheet khác                |          |               |
    | TP      | Z9 | Chủ trì  | Hoàn thành     |            | không có trong kế hoạch           |          |               |
    | TP      |    | Chủ trì  | Hoàn thành     |            | không rõ việc gì                  |          |               |
"""


def test_each_row_is_reported_or_left_out_for_a_reason(settings: Settings) -> None:
    report = report_of(rows_of(MARCH), settings)
    assert (report.rows_read, report.reported, len(report.left_out)) == (10, 5, 5)
    assert [(row.sheet, row.row, row.reason) for row in report.left_out] == [
        ("VP", 9, LeftOutReason.COORDINATOR),
        ("VP", 10, LeftOutReason.DUPLICATE),
        ("TP", 7, LeftOutReason.OTHER_TAB),
        ("TP", 8, LeftOutReason.UNKNOWN),
        ("TP", 9, LeftOutReason.UNKNOWN),
    ]
    assert [line.task.task_id for line in report.missing] == ["A5"]


def test_the_first_lead_row_in_the_owners_tab_counts(settings: Settings) -> None:
    lines = {line.task.task_id: line for line in report_of(rows_of(MARCH), settings).lines}
    assert lines["A2"].result == "Đã ban hành"
    assert lines["A2"].where == Where("VP", 6, COLUMNS["task_id"].column, "Mã NV")
    assert lines["A2"].state is State.DONE_EARLY
    assert lines["A4"].official == VP, "nhiệm vụ của UBND xã nằm ở sheet của bộ phận tổng hợp"


def test_tasks_stand_under_their_related_area_with_direction_first(settings: Settings) -> None:
    report = report_of(rows_of(MARCH), settings)
    assert [line.task.task_id for line in report.lines] == ["A4", "A1", "A5", "A2", "A3", "A6"]
    assert [(group.code, group.title, group.total) for group in report.by_area] == [
        ("TCTH", "Chỉ đạo, điều hành", 1),
        ("II.1", "Thể chế", 2),
        ("II.2", "Thủ tục", 3),
    ]
    assert [(group.code, group.total) for group in report.by_official] == [(VP, 4), (TP, 2)]


def test_what_was_finished_after_the_report_s_day_counts_as_unfinished(settings: Settings) -> None:
    before = {line.task.task_id: line for line in report_of(rows_of(MARCH), settings).lines}
    after = {line.task.task_id: line for line in report_of(rows_of(MARCH), settings, as_of=date(2023, 3, 20)).lines}
    assert (before["A6"].state, before["A6"].completed_on) == (State.OPEN_ENDED, None)
    assert (after["A6"].state, after["A6"].completed_on) == (State.DONE, date(2023, 3, 20))


def test_overdue_comes_with_days_and_reason_the_longest_first(settings: Settings) -> None:
    tabs = rows_of(
        """
        | bộ phận | id | vai trò | trạng thái     | hoàn thành | kết quả | kỳ trước | khó khăn      |
        | VP      | A2 | Chủ trì | Đang thực hiện |            | Dự thảo |          |               |
        | VP      | A4 | Chủ trì | Chưa thực hiện |            |         |          | Chờ hướng dẫn |
        """
    )
    report = report_of(tabs, settings)
    assert [(late.line.task.task_id, late.days, late.reason) for late in report.overdue] == [
        ("A4", 42, "Chờ hướng dẫn"),
        ("A2", 13, ""),
    ]


def test_coordinators_contribute_text_and_are_not_counted(settings: Settings) -> None:
    report = report_of(rows_of(MARCH), settings)
    line = next(line for line in report.lines if line.task.task_id == "A1")
    assert [(text.official, text.text, text.where.a1) for text in line.contributions] == [(VP, "Gửi 02 văn bản", "H9")]
    assert report.totals.total == len(SMALL.tasks)


def test_x_of_y_counts_binding_due_days_up_to_the_cut_off(settings: Settings) -> None:
    first = report_of(rows_of(MARCH), settings)
    assert (first.due_in_period, first.due_cumulative) == (DueCount(1, 2), DueCount(1, 2)), "hạn đề xuất của A6 không tính"
    second = report_of(rows_of(MARCH), settings, quarter=2)
    assert (second.due_in_period, second.due_cumulative) == (DueCount(0, 0), DueCount(1, 2))
    assert (second.finished_in_period, second.finished) == (1, 2), "A6 xong ngày 20/3 thuộc kỳ quý II"


def test_monthly_occurrences_and_earlier_results_are_the_cumulative_text(settings: Settings) -> None:
    tabs = rows_of(
        """
        | bộ phận | id | vai trò | trạng thái     | hoàn thành | kết quả                      | kỳ trước        | khó khăn |
        | VP      | A3 | Chủ trì | Đang thực hiện |            | Tháng 01: 212; Tháng 02: 187 | Quý trước: 1150 |          |
        """
    )
    line = next(line for line in report_of(tabs, settings).lines if line.task.task_id == "A3")
    assert line.cumulative.startswith(f"{line.timeliness.occurrences_done}/{line.timeliness.occurrences_due}")
    assert line.timeliness.occurrences_due
    assert line.cumulative.endswith("Quý trước: 1150")


def test_an_earlier_period_s_result_of_a_recurring_task_never_goes_out_again(settings: Settings) -> None:
    tabs = rows_of(
        """
        | bộ phận | id | vai trò | trạng thái | hoàn thành | kết quả       | kỳ trước | khó khăn |
        | VP      | A3 | Chủ trì | Hoàn thành | 2022-12-01 | Số liệu cũ    |          |          |
        """
    )
    line = next(line for line in report_of(tabs, settings).lines if line.task.task_id == "A3")
    assert (line.state, line.result) == (State.NOT_REPORTED, "")


def test_rows_of_a_tab_without_its_headings_are_named_and_count_as_not_reported(settings: Settings) -> None:
    tabs = rows_of(MARCH)
    broken = replace(tabs.tabs[0], missing=(HeadingProblem("status", "Trạng thái", 5),))
    report = report_of(BookTabs((broken, *tabs.tabs[1:])), settings)
    assert Counter(row.reason for row in report.left_out)[LeftOutReason.TAB_UNUSABLE] == 6
    assert report.rows_read == report.reported + len(report.left_out) == 10
    states = {line.task.task_id: line.state for line in report.lines}
    assert states["A2"] is State.NOT_REPORTED


def test_errors_are_kept_by_official_and_nothing_else_is(settings: Settings) -> None:
    where = Where("TP", 7, 6, "Trạng thái")
    error = Finding("status-unknown", Severity.ERROR, "TP", TP, "Sheet «TP», ô F7: …", where, "A1", "status")
    report = report_of(rows_of(MARCH), settings, findings=(error, replace(error, severity=Severity.WARNING)))
    assert [(group.official, group.errors) for group in report.errors] == [(TP, (error,))]


def test_a_book_with_nothing_in_it_reports_every_task_as_not_reported(settings: Settings) -> None:
    report = report_of(BookTabs(()), settings)
    assert (report.rows_read, report.reported, report.left_out) == (0, 0, ())
    assert report.totals.counts[State.NOT_REPORTED] == report.totals.total == len(report.missing) == 6


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counts_agree_with_a_count_by_hand(settings: Settings, seed: int) -> None:
    """The plan's 76 tasks in varied states, counted once more by plain loops over the rows."""
    plan = settings.plan
    tabs = example_tabs(plan, seed=seed)
    report = report_of(tabs, settings, plan=plan)
    reported = set()
    for one in tabs.tabs:
        for row in one.entries:
            task = plan.task(row.task_id or "")
            if task and row.role is Role.LEAD and plan.tab_owner(task) == one.official:
                reported.add(row.task_id)
    assert report.reported == len(reported)
    for group in report.by_area:
        own = [line for line in report.lines if line.task.report_area == group.code]
        assert dict(group.counts) == {state: sum(line.state is state for line in own) for state in State}
    for group in report.by_official:
        own = [line for line in report.lines if plan.tab_owner(line.task) == group.code]
        assert dict(group.counts) == {state: sum(line.state is state for line in own) for state in State}
    for groups in (report.by_area, report.by_official):
        assert {state: sum(group.counts[state] for group in groups) for state in State} == dict(report.totals.counts)
    assert report.totals.total == len(plan.tasks) == 76


def test_the_document_has_every_state_and_only_plain_json(settings: Settings, quarter: Period) -> None:
    document = json.loads(json.dumps(report_document(report_of(rows_of(MARCH), settings))))
    assert document["sheet"] == report_sheet_name(quarter) == "Báo cáo Quý I-2023"
    assert document["as_of"] == "2023-03-14"
    assert {"sheet": "VP", "row": 10, "reason": "duplicate"} in document["left_out"]
    assert set(document["by_area"][0]) == {"area", "total", *(state.value for state in State)}
    assert document["by_official"][0]["official"] == VP
    assert document["overdue"] == [{"task_id": "A4", "days": 42, "reason": "Chờ hướng dẫn"}]


_ROWS = st.lists(
    st.tuples(
        st.sampled_from([VP, TP]),
        st.sampled_from(["A1", "A2", "A3", "A4", "A5", "A6", "Z9", None]),
        st.sampled_from(list(Role)),
        st.sampled_from(["Hoàn thành", "Đang thực hiện", "Tạm dừng", "Không phát sinh", "Chưa thực hiện", "xong", None]),
        st.sampled_from([date(2022, 12, 1), date(2023, 2, 20), date(2023, 3, 20), "31/2/2023", None]),
    ),
    max_size=25,
)


@given(rows=_ROWS, usable=st.booleans(), quarter=st.integers(1, 4))
@hypothesis_settings(max_examples=120, deadline=None)
def test_any_book_adds_up(settings: Settings, rows: list[tuple[Any, ...]], usable: bool, quarter: int) -> None:
    tabs: dict[str, list[Entry]] = {VP: [], TP: []}
    for official, task_id, role, status, completed in rows:
        values = {"status": status, "completed_on": completed, "result": "đã làm"}
        tabs[official].append(entry(official, len(tabs[official]) + 6, task_id, role, values, sheet=official))
    book = BookTabs(tuple(tab(code, code, entries) for code, entries in tabs.items()))
    if not usable:
        book = BookTabs((replace(book.tabs[0], header_row=0), book.tabs[1]))
    report = report_of(book, settings, quarter=quarter)
    assert report.rows_read == len(rows) == report.reported + len(report.left_out)
    assert report.reported + len(report.missing) == len(SMALL.tasks)
    assert len({(row.sheet, row.row) for row in report.left_out}) == len(report.left_out)
    for groups in (report.by_area, report.by_official, (report.totals,)):
        assert sum(group.total for group in groups) == len(SMALL.tasks)
    assert report.due_in_period.done <= report.due_in_period.due <= report.due_cumulative.due
    assert {late.line.task.task_id for late in report.overdue} == {
        line.task.task_id for line in report.lines if line.state is State.OVERDUE
    }
