"""A sheet that several officials share becomes a tab for each; no row is lost, doubled, or moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue, Rectangle
from sheetsync.core.consolidate import consolidate
from sheetsync.core.entries import Tab
from sheetsync.core.periods import period
from sheetsync.core.plan import Area, Cadence, Official, Plan, Role, Task
from sheetsync.core.report import LeftOutReason, QuarterReport
from sheetsync.core.rules import check
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.tabs import read_tabs

OFFICIALS = (
    Official("AN", "Nguyễn Văn An", tab="Nguyễn Văn An"),
    Official("BINH", "Trần Thị Bình", tab="Trần Thị Bình"),
    Official("VP", "Văn phòng", tab="Văn phòng"),
)
TASKS = (
    Task("A.1", "Rà soát văn bản", "A", "AN", Cadence.CONTINUOUS, coordinators=("BINH",)),
    Task("A.2", "Niêm yết thủ tục", "A", "BINH", Cadence.CONTINUOUS),
    Task("A.3", "Báo cáo tuần", "A", "AN", Cadence.CONTINUOUS),
    Task("A.4", "Báo cáo tuần", "A", "BINH", Cadence.CONTINUOUS),
)
HEADINGS: list[CellValue] = ["Mã NV", "Nhiệm vụ", "Người thực hiện", "Vai trò", "Trạng thái"]
DOING = "Đang thực hiện"


@pytest.fixture(scope="module")
def small(settings: Settings) -> Settings:
    plan = Plan(2023, "Kế hoạch", (Area("A", "Việc"),), OFFICIALS, TASKS, consolidator="VP")
    return replace(settings, plan=plan, shared_sheets=("Chung",))


def tabs_of(settings: Settings, rows: list[list[CellValue]], **changes: Any) -> dict[str, Tab]:
    sheet = replace(SheetContent("Chung", [HEADINGS, *rows]), **changes)
    return {tab.official: tab for tab in read_tabs(BookContent("so", "1", (sheet,)), settings)[0].tabs}


def where_rows_are(tabs: dict[str, Tab]) -> dict[str, list[int]]:
    return {official: [entry.row for entry in tab.entries] for official, tab in tabs.items()}


def test_a_merged_name_speaks_for_all_of_its_rows(small: Settings) -> None:
    """Also over a blank row and a section; the rows keep what really stands in them."""
    rows: list[list[CellValue]] = [
        ["A.1", "Rà soát văn bản", "Nguyễn Văn An", None, DOING],
        ["A.3", "Báo cáo tuần", None, None, DOING],
        [None, None, None, None, None],
        [None, "Việc mới giao", None, None, DOING],
        ["A.2", "Niêm yết thủ tục", "Trần Thị Bình", None, DOING],
    ]
    tabs = tabs_of(small, rows, merged=(Rectangle(2, 3, 5, 3),))
    assert where_rows_are(tabs) == {"AN": [2, 3, 5], "BINH": [6]}
    under = tabs["AN"].entries[1]
    assert under.values["person"] is None
    assert under.named is not None
    assert (under.named.where.a1, under.named.text) == ("C2", "Nguyễn Văn An")


def test_a_task_that_two_people_have_is_found_by_who_does_it(small: Settings) -> None:
    rows: list[list[CellValue]] = [
        [None, "Báo cáo tuần", "Trần Thị Bình", None, DOING],
        [None, "Báo cáo tuần", "Nguyễn Văn An", None, DOING],
    ]
    tabs = tabs_of(small, rows)
    assert {entry.task_id for tab in tabs.values() for entry in tab.entries} == {"A.3", "A.4"}
    assert tabs["BINH"].entries[0].task_id == "A.4"


def test_the_role_is_whose_row_it_is(small: Settings) -> None:
    """By its column; without a word there by the plan; the plan's lead of those named has the row."""
    rows: list[list[CellValue]] = [
        ["A.1", "Rà soát văn bản", "Trần Thị Bình, Nguyễn Văn An", None, DOING],
        ["A.1", "Rà soát văn bản", "Trần Thị Bình", None, None],
        ["A.2", "Niêm yết thủ tục", "Nguyễn Văn An", "Phối hợp", DOING],
    ]
    tabs = tabs_of(small, rows)
    roles = [(entry.official, entry.row, entry.role) for tab in tabs.values() for entry in tab.entries]
    assert sorted(roles, key=lambda found: found[1]) == [
        ("AN", 2, Role.LEAD), ("BINH", 3, Role.COORDINATOR), ("AN", 4, Role.COORDINATOR),
    ]  # fmt: skip
    assert tabs["AN"].entries[0].named is not None
    assert tabs["AN"].entries[0].named.beside == ("BINH",)


def test_who_is_named_only_beside_others_is_there(small: Settings) -> None:
    tabs = tabs_of(small, [["A.1", "Rà soát văn bản", "Nguyễn Văn An, Văn phòng", None, DOING]])
    assert where_rows_are(tabs) == {"AN": [2], "VP": []}


def test_of_the_plan_file_a_row_of_nobody_known_is_left_out_by_name(small: Settings) -> None:
    rows: list[list[CellValue]] = [["A.1", "Rà soát văn bản", None, None, DOING], ["A.2", "Niêm yết thủ tục", "Ai", None, DOING]]
    report = _report(small, rows)
    assert [(row.row, row.reason) for row in report.left_out] == [
        (2, LeftOutReason.PERSON_UNKNOWN),
        (3, LeftOutReason.PERSON_UNKNOWN),
    ]
    assert (report.rows_read, report.reported) == (2, 0)


def _report(settings: Settings, rows: list[list[CellValue]], merged: tuple[Rectangle, ...] = ()) -> QuarterReport:
    calendar = WorkCalendar(frozenset(), saturday_works=False)
    sheet = SheetContent("Chung", [HEADINGS, *rows], merged=merged)
    tabs, plan = read_tabs(BookContent("so", "1", (sheet,)), settings)
    asked = period(2023, 1, settings.periods, calendar)
    as_of = date(2023, 3, 15)
    findings = check(tabs, plan, settings, period=asked, as_of=as_of, calendar=calendar)
    return consolidate(tabs, plan, findings, period=asked, as_of=as_of, calendar=calendar, settings=settings)


NAMES = st.sampled_from(
    (
        None,
        "Nguyễn Văn An",
        "Đ/c Trần Thị Bình",
        "Trần Thị Bình, Nguyễn Văn An",
        "Văn phòng",
        "Ai đó",
        "An",
        "nt",
        "Nguyễn Văn An, Ai đó",
    )
)
ROW = st.tuples(
    st.sampled_from((None, "A.1", "A.2", "A.3", "X.9")),
    st.sampled_from((None, "Rà soát văn bản", "Báo cáo tuần", "I. MỤC", "Cộng")),
    NAMES,
    st.sampled_from((None, "Chủ trì", "Phối hợp")),
    st.sampled_from((None, DOING, "xong", "Hoàn thành")),
).map(list)


@bounded(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROW, max_size=9), st.integers(2, 6), st.integers(0, 4), st.booleans())
def test_every_row_is_in_one_tab_and_in_one_line_of_the_account(
    small: Settings, rows: list[list[CellValue]], first: int, more: int, from_book: bool
) -> None:
    settings = replace(small, plan_source=PlanSource.BOOK) if from_book else small
    merged = (Rectangle(first, 3, first + more, 3),) if more else ()
    sheet = SheetContent("Chung", [HEADINGS, *rows], merged=merged)
    tabs = read_tabs(BookContent("so", "1", (sheet,)), settings)[0].tabs
    told = Counter([entry.row for tab in tabs for entry in tab.entries] + [row.row for tab in tabs for row in tab.skipped])
    written = {number for number, cells in enumerate(rows, 2) if any(value is not None for value in cells)}
    assert told == Counter(dict.fromkeys(written, 1))
    for tab in tabs:
        for entry in tab.entries:
            assert [entry.values[key] for key in ("task_id", "task", "role", "status")] == [
                rows[entry.row - 2][column] for column in (0, 1, 3, 4)
            ]
            assert entry.official == tab.official
    report = _report(settings, rows, merged)
    assert report.rows_read == report.reported + len(report.left_out)
    assert sum(group.total for group in report.by_official) == report.totals.total == len(report.plan.tasks)
