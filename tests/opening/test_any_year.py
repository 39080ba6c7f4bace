"""Whatever officials enter in a year, quarter by quarter: the year's report tells each result once, and no sum goes beyond the
tasks that there are."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from sheetsync.adapters.config_files import load_settings
from sheetsync.core.book import SheetContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue
from sheetsync.core.consolidate import consolidate
from sheetsync.core.periods import Period, period
from sheetsync.core.report import QuarterReport
from sheetsync.core.tabs import read_tabs
from sheetsync.core.timeliness import occurrence_start
from sheetsync.records import replace
from tests.opening.book_in_memory import TASKS, BookInMemory, office

HEADINGS = [
    "Mã NV",
    "Nhiệm vụ",
    "Trạng thái",
    "Ngày hoàn thành",
    "Kết quả các kỳ trước",
    "Kết quả trong kỳ",
    "Khó khăn, vướng mắc",
]
OWN = office(load_settings(None))
CALENDAR = WorkCalendar(OWN.holidays, OWN.periods.saturday_works, OWN.made_up_days)
QUARTERS = [period(2023, number, OWN.periods, CALENDAR) for number in (1, 2, 3, 4)]
entered = st.tuples(
    st.sampled_from([None, "Hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Tạm dừng", "Không phát sinh"]),
    st.integers(0, 95),
    st.text("abc đã", min_size=1, max_size=8).map(str.strip),
    st.sampled_from([None, "Thiếu máy"]),
)
"""Status, days from the quarter's first one to the completion (the last ones lie in the next quarter), result, difficulty."""


@runs(max_examples=60, deadline=None)
@given(st.lists(st.lists(entered, min_size=len(TASKS), max_size=len(TASKS)), min_size=4, max_size=4))
def test_every_result_is_told_once(year: list[list[tuple[str | None, int, str, str | None]]]) -> None:
    rows: list[list[CellValue]] = [["Kỳ báo cáo: Quý I/2023"], list(HEADINGS)]
    rows += [[task.task_id, task.title, None, None, None, None, None] for task in TASKS]
    book = BookInMemory(SheetContent("VP UBND", rows))
    told: dict[str, dict[str, str]] = {task.task_id: {} for task in TASKS}
    for number, (quarter, entries) in enumerate(zip(QUARTERS, year, strict=True), start=1):
        if number > 1:
            book.open(OWN, quarter.key)
        _type(book, quarter, entries, told)
        report = _report(book, number)
        assert report.due_in_period.done <= report.due_in_period.due <= report.due_cumulative.due <= len(TASKS)
        assert report.finished_in_period <= report.finished <= len(TASKS)
    for line in _report(book, 4).lines:
        by_quarter = told[line.task.task_id].items()
        earlier = [f"{quarter}: {text}" for quarter, text in by_quarter if quarter not in ("Quý IV", "năm sau")]
        assert [row for row in line.cumulative.split("\n") if row.startswith("Quý ")] == earlier
        assert "Thiếu máy" not in line.cumulative


def _type(
    book: BookInMemory, quarter: Period, entries: list[tuple[str | None, int, str, str | None]], told: dict[str, dict[str, str]]
) -> None:
    """What is not finished yet is filled in anew. A text is of its own in each quarter. What is finished once and for all after
    the quarter's data were cut off counts in the next quarter. With a day before the occurrence began a text is the one before's:
    no report tells it as the quarter's, neither its own nor the year's."""
    sheet = book.content.sheet("VP UBND")
    rows = [list(row) for row in sheet.rows]
    titles = [*(f"Quý {each.roman}" for each in QUARTERS), "năm sau"]
    for task, row, (status, days, text, difficulty) in zip(TASKS, rows[2:], entries, strict=True):
        if row[2] == "Hoàn thành":
            continue
        day = quarter.start + timedelta(days=days) if status == "Hoàn thành" else None
        later = task.cadence.finishes and day is not None and day > quarter.cut_off
        result = f"{text} {titles[quarter.quarter - 1]}".strip()
        row[2], row[3], row[5], row[6] = status, day, result, difficulty
        began = occurrence_start(task, quarter, CALENDAR, OWN.periods)
        if day is not None and began is not None and day < began:
            continue
        told[task.task_id][titles[quarter.quarter - (0 if later else 1)]] = result
    book.content = replace(book.content, sheets=(replace(sheet, rows=rows),))


def _report(book: BookInMemory, number: int) -> QuarterReport:
    quarter = QUARTERS[number - 1]
    tabs, plan = read_tabs(book.content, OWN, quarter=number)
    return consolidate(tabs, plan, (), period=quarter, as_of=quarter.cut_off, calendar=CALENDAR, settings=OWN)
