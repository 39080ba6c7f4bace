"""Lũy kế of a closed report against the book: what people changed is told, what the column is made of by now is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.history.corrections import late_changes
from sheetsync.core.history.cumulative_changes import CumulativeChanges
from sheetsync.core.periods import period
from sheetsync.core.plan import Cadence, Task
from sheetsync.core.report import TaskLine
from sheetsync.core.settings import Settings
from sheetsync.core.states import State, Timeliness
from sheetsync.records import replace
from sheetsync.usecases.open_period import open_period
from tests.history.small_history import Q2, Office
from tests.tables import sheet

# The first reports held the whole column of earlier results, and counted the months of their own quarter, without saying so.
CASES = """
| quý | đã báo cáo                                          | theo sổ bây giờ                     | khác: trước         | khác: sau           |
|-----|-----------------------------------------------------|-------------------------------------|---------------------|---------------------|
| 1   |                                                     | 1/1 quý                             |                     |                     |
| 1   | Quý IV/2022: 2 buổi                                 |                                     |                     |                     |
| 1   | 3/3                                                 | 2/3 tháng                           |                     |                     |
| 1   | Chuyển từ năm 2022 (mã C.9): Đang làm               | Chuyển từ năm 2022 (mã C.9)         |                     |                     |
| 1   | Chuyển từ năm 2022 (mã C.9)                         | Chuyển từ năm 2022 (mã C.8)         | Chuyển từ năm 2022 (mã C.9) | Chuyển từ năm 2022 (mã C.8) |
| 2   | 3/3\\nQuý I/2023: Lần 1\\nTrạng thái: Hoàn thành    | 6/6 tháng\\nQuý I: Lần 1            |                     |                     |
| 2   | Quý I/2023: Lần 1                                   | 1/2 quý\\nQuý I: Lần một            | Quý I: Lần 1        | Quý I: Lần một      |
| 2   | 1/2 quý\\nQuý I: Lần 1                              | 2/2 quý\\nQuý I: Lần 1              | 1/2 quý             | 2/2 quý             |
| 2   | 1/2 quý\\nQuý I: Lần 1                              | 2/2 quý                             | 1/2 quý\\nQuý I: Lần 1 | 2/2 quý          |
| 3   | Quý I/2023: Lần 1                                   | 1/3 quý                             |                     |                     |
| 4   | Quý I: Lần 1                                        | Quý I: Lần 1\\nQuý III: Lần 3       |                     |                     |
"""  # fmt: skip  # noqa: E501


def line(cumulative: str, official: str = "VP") -> TaskLine:
    task = Task("A.1", "Báo cáo", "II.1", official, Cadence.QUARTERLY)
    return TaskLine(task, official, Timeliness(State.DONE, "Hoàn thành"), cumulative=cumulative)


def told(settings: Settings, quarter: int, was: str, now: str, *others: TaskLine) -> list[tuple[str, str]]:
    """others: further lines of the closed report."""
    closed = period(2023, quarter, settings.periods, WorkCalendar(settings.holidays, saturday_works=False))
    changes = CumulativeChanges.of(closed, (line(was), *others))
    return [(each.was, each.now) for each in changes.fields(line(was), line(now))]


@pytest.mark.parametrize("case", sheet("", CASES).rows[1:], ids=str)
def test_parts_are_compared_that_both_can_tell(settings: Settings, case: list[object]) -> None:
    quarter, was, now, before, after = (str(value or "") for value in (*case, *[None] * 5)[:5])
    assert told(settings, int(quarter), was, now) == ([(before, after)] if before or after else [])


def test_a_result_that_was_added_later_is_told_where_the_report_told_that_quarter_of_others(settings: Settings) -> None:
    added = ("1/2 quý", "1/2 quý\nQuý I: Lần 1")
    assert told(settings, 2, *added, line("Quý I: 3 buổi")) == [("", "Quý I: Lần 1")]
    assert told(settings, 2, *added, line("Quý I: 3 buổi", "TP")) == []  # whose tab has the column; this one may have none


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Opened for the second quarter, in which a task that was finished in the first is left as it stands."""
    office = Office(tmp_path)
    office.today = date(2023, 3, 16)
    for tab in ("Văn phòng", "Tư pháp"):
        office.types(tab, "K4", "Kết quả các kỳ trước")
        office.types(tab, "A2", "Kỳ báo cáo: Quý I/2023")
    opens(office, Q2)
    office.today = date(2023, 6, 16)
    office.types("Văn phòng", "I5", "05/KH-UBND")
    return office


def opens(office: Office, key: str) -> None:
    open_period(XlsxBook(office.path), office.settings, as_of=office.today, period_key=key, dry_run=False)


def test_what_is_put_right_in_the_column_after_the_half_year_was_closed_is_told(office: Office) -> None:
    office.closes(Q2, reason="x")
    office.types("Văn phòng", "K6", "Quý I/2023: Đã niêm yết 120 thủ tục")
    fields = [(each.task_id, one) for each in office.runs("consolidate", Q2).late for one in each.fields]
    assert [(task, one.heading, one.was, one.now) for task, one in fields] == [
        ("A.3", "Lũy kế", "Quý I: Đã niêm yết 80 thủ tục", "Quý I: Đã niêm yết 120 thủ tục")
    ]


def test_a_report_that_was_closed_by_an_earlier_sheetsync_is_not_corrected(office: Office) -> None:
    report = office.runs("consolidate", Q2).report
    assert report is not None
    earlier = {"A.2": "Quý I/2023: Đã ban hành kế hoạch và gửi các bộ phận", "A.3": "Quý I/2023: Đã niêm yết 80 thủ tục"}
    closed = replace(
        report, lines=tuple(replace(line, cumulative=earlier.get(line.task.task_id, line.cumulative)) for line in report.lines)
    )
    assert any(one.cumulative != other.cumulative for one, other in zip(closed.lines, report.lines, strict=True))
    assert late_changes(closed, report) == ()


def test_that_a_task_was_finished_earlier_is_not_missed_where_it_did_not_move(office: Office) -> None:
    """The document moves aside, so something stands there of the quarter; the sentence stays where it is."""
    office.closes(Q2, reason="x")
    opens(office, "2023-Q3")
    assert "Quý II/2023: Văn bản/minh chứng: 05/KH-UBND" in "\n".join(office.words_on("Văn phòng"))
    assert office.runs("consolidate", Q2).late == ()
    office.today = date(2023, 9, 16)
    report = office.runs("run", "2023-Q3").report
    assert report is not None
    assert report.corrections == ()
    assert not any("Đã điều chỉnh số liệu" in word for word in office.words_on("Báo cáo Quý III-2023"))


def test_what_was_done_after_all_is_told_in_place_of_that_sentence(office: Office) -> None:
    office.closes(Q2, reason="x")
    office.types("Văn phòng", "H5", "Đã sửa đổi kế hoạch")
    opens(office, "2023-Q3")
    office.today = date(2023, 9, 16)
    report = office.runs("run", "2023-Q3").report
    assert report is not None
    assert [(each.task_id, one.was, one.now) for each in report.corrections for one in each.fields] == [
        ("A.2", "Đã hoàn thành từ kỳ trước", "Đã sửa đổi kế hoạch")
    ]
