"""Lũy kế beside "trong kỳ": what each task and the whole plan have come to since 15/12, counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue
from sheetsync.core.consolidate import consolidate
from sheetsync.core.entries import BookTabs, TabColumn
from sheetsync.core.periods import period
from sheetsync.core.plan import Area, Cadence, Due, DueBasis, DueRule, Official, Plan, Role, Task
from sheetsync.core.report import QuarterReport
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.design import SheetDesign
from sheetsync.core.sheets.report import design_report
from sheetsync.core.sheets.task_words import cumulative_text, difficulty_text, evidence_text
from sheetsync.records import replace
from tests.report_example import COLUMNS, entry, tab
from tests.tables import sheet

STATED, PROPOSED = DueBasis.STATED, DueBasis.PROPOSED


def task(task_id: str, cadence: Cadence, due: Due = Due()) -> Task:  # noqa: B008 - a Due never changes
    return Task(task_id, f"Việc {task_id}", "II.1", "VP", cadence, due=due)


PLAN = Plan(
    2023,
    "Kế hoạch nhỏ",
    (Area("II.1", "Thể chế"),),
    (Official("VP", "Văn phòng", tab="VP"),),
    (
        task("B.01", Cadence.ONE_OFF, Due(STATED, date(2023, 2, 28))),
        task("B.02", Cadence.ONE_OFF, Due(STATED, date(2023, 3, 1))),
        task("B.03", Cadence.ONE_OFF, Due(STATED, date(2023, 3, 10))),
        task("B.04", Cadence.QUARTERLY),
        task("B.05", Cadence.MONTHLY, Due(STATED, rule=DueRule.MONTHLY)),
        task("B.06", Cadence.CONTINUOUS),
        task("B.07", Cadence.QUARTERLY, Due(STATED, rule=DueRule.QUARTERLY_SENDING)),
        task("B.08", Cadence.QUARTERLY, Due(PROPOSED, rule=DueRule.QUARTERLY_SENDING)),
        task("B.09", Cadence.QUARTERLY),
        task("B.10", Cadence.ONE_OFF, Due(STATED, date(2023, 4, 30))),
        task("B.11", Cadence.CONTINUOUS),
        task("B.12", Cadence.CONTINUOUS),
        task("B.13", Cadence.YEARLY, Due(STATED, date(2023, 12, 10))),
    ),
    consolidator="VP",
)


TABLES = {
    title.strip(): table
    for part in (Path(__file__).parent / "year_so_far.md").read_text("utf-8").split("\n## ")[1:]
    for title, _, table in [part.partition("\n")]
}
HALF_YEAR = TABLES["Sổ Quý II"]
FIELDS = ("status", "completed_on", "result", "evidence", "difficulty", "result_before")


def rows(table: str, columns: dict[str, TabColumn] = COLUMNS) -> BookTabs:
    found = []
    for number, (task_id, *values) in enumerate(sheet("", table).rows[1:], start=6):
        one = entry("VP", number, str(task_id), Role.LEAD, dict(zip(FIELDS, values, strict=True)), sheet="VP")
        found.append(replace(one, columns=columns))
    return BookTabs((replace(tab("VP", "VP", found), columns=columns),))


def report_of(tabs: BookTabs, settings: Settings, quarter: int, closed: tuple[QuarterReport, ...] = ()) -> QuarterReport:
    calendar = WorkCalendar(settings.holidays, saturday_works=False)
    chosen = period(2023, quarter, settings.periods, calendar)
    day = chosen.cut_off
    return consolidate(tabs, PLAN, (), period=chosen, as_of=day, calendar=calendar, settings=settings, closed=closed)


def told(report: QuarterReport) -> list[list[CellValue]]:
    """Each line as in the table of the six months' report."""
    return [
        [
            line.task.task_id,
            line.timeliness.text,
            cumulative_text(line) or None,
            evidence_text(line) or None,
            difficulty_text(line) or None,
        ]
        for line in report.lines
    ]


def test_the_half_year_is_told_beside_the_quarter(settings: Settings) -> None:
    assert told(report_of(rows(HALF_YEAR), settings, 2)) == sheet("", TABLES["Báo cáo 6 tháng"]).rows[1:]


def test_each_task_counts_once_in_the_totals(settings: Settings) -> None:
    """Quarter: B.05 (31/5) and B.10 (30/4) were due, both done; finished B.02, B.04, B.05, B.09, B.10.
    Since 15/12: B.01, B.02, B.03, B.05, B.07 (17/3), B.10 were due, all but B.03 done; finished also B.01, B.07 and B.08, which
    were done each time they fell due."""
    report = report_of(rows(HALF_YEAR), settings, 2)
    assert (report.due_in_period.text, report.finished_in_period) == ("2/2", 5)
    assert (report.due_cumulative.text, report.finished) == ("5/6", 8)


def test_a_task_that_comes_back_and_failed_once_has_not_been_done_every_time(settings: Settings) -> None:
    once = HALF_YEAR.replace("; Tháng 2: 30\\nTrạng thái: Hoàn thành", "\\nTrạng thái: Đang thực hiện")
    report = report_of(rows(once), settings, 2)
    line = next(line for line in report.lines if line.task.task_id == "B.05")
    assert line.cumulative.startswith("5/6 tháng")
    assert (report.due_in_period.text, report.due_cumulative.text, report.finished) == ("2/2", "4/6", 8)


@pytest.mark.parametrize(
    ("quarter", "cumulative", "evidence"), [(3, "Xong 20/02/2023", "Quý I: 05/KH-UBND"), (1, "Xong 20/02/2023", None)]
)
def test_the_first_and_third_quarter_tell_no_results_again(
    settings: Settings, quarter: int, cumulative: str, evidence: str | None
) -> None:
    """They are reports of the quarter alone: the day, the count and where a task comes from remain."""
    lines = {str(line[0]): line for line in told(report_of(rows(HALF_YEAR), settings, quarter))}
    assert lines["B.01"][2:4] == [cumulative, evidence]
    assert lines["B.06"][2] == "Chuyển từ năm 2022 (mã C.9, hạn 1/12/2022)"


def test_the_year_tells_every_quarter_in_order(settings: Settings) -> None:
    lines = {line.task.task_id: line for line in report_of(rows(TABLES["Sổ Quý IV"]), settings, 4).lines}
    assert lines["B.04"].cumulative == "3/4 quý\nQuý I: Lần 1\nQuý III: Lần 3"
    assert lines["B.06"].cumulative == "Quý I: 120 hồ sơ\nQuý II: 230 hồ sơ\nQuý III: 340 hồ sơ"


def test_a_day_before_the_occurrence_began_says_nothing_of_it(settings: Settings) -> None:
    """Q2's began on 18 March, the day after the first quarter's report was sent."""
    again = rows(TABLES["Sổ Quý III: ngày xong của lần trước ghi lại"])
    line = next(line for line in report_of(again, settings, 3).lines if line.task.task_id == "B.04")
    assert line.cumulative == "1/3 quý"


FIRST_QUARTER = """
| Mã   | trạng thái     | ngày xong  | kết quả         | văn bản    | khó khăn | các kỳ trước |
| B.01 | Hoàn thành     | 2023-02-20 | Đã ban hành     | 05/KH-UBND |          |              |
| B.04 | Hoàn thành     | 2023-03-10 | Đã kiểm tra     |            |          |              |
| B.06 | Đang thực hiện |            | 120 hồ sơ       |            |          |              |
| B.11 | Đang thực hiện |            | 3 buổi          |            | Loa hỏng |              |
| B.07 | Đang thực hiện |            | Đang tổng hợp   |            |          |              |
"""
SECOND_QUARTER = """
| Mã   | trạng thái     | ngày xong  | kết quả                   | văn bản    | khó khăn | các kỳ trước |
| B.01 | Hoàn thành     | 2023-02-20 | Đã hoàn thành từ kỳ trước | 05/KH-UBND |          |              |
| B.04 | Hoàn thành     | 2023-06-01 | Đã kiểm tra lần 2         |            |          |              |
| B.06 | Đang thực hiện |            | 230 hồ sơ                 |            |          |              |
| B.11 |                |            |                           |            |          |              |
| B.07 | Đang thực hiện |            |                           |            |          |              |
"""


def test_without_a_column_of_earlier_results_the_closed_reports_tell_them(settings: Settings) -> None:
    without = {key: column for key, column in COLUMNS.items() if key != "result_before"}
    first = report_of(rows(FIRST_QUARTER, without), settings, 1)
    lines = {str(line[0]): line[2:] for line in told(report_of(rows(SECOND_QUARTER, without), settings, 2, closed=(first,)))}
    assert lines["B.01"] == ["Xong 20/02/2023\nQuý I: Đã ban hành", "05/KH-UBND", None]
    assert lines["B.04"] == ["2/2 quý\nQuý I: Đã kiểm tra", None, None]
    assert lines["B.06"] == ["Quý I: 120 hồ sơ", None, None]
    assert lines["B.11"] == ["Quý I: 3 buổi", None, "Nêu từ Quý I: Loa hỏng"]
    assert lines["B.07"][0] == "Quý I: Đang tổng hợp", (
        "gửi ngày 17/3, sau khi chốt số liệu: báo cáo đã chốt không biết đã gửi chưa"
    )


def test_that_a_task_was_finished_before_is_no_result_of_a_closed_quarter(settings: Settings) -> None:
    without = {key: column for key, column in COLUMNS.items() if key != "result_before"}
    first = report_of(rows(FIRST_QUARTER, without), settings, 1)
    second = report_of(rows(SECOND_QUARTER, without), settings, 2, closed=(first,))
    lines = {str(line[0]): line for line in told(report_of(rows(SECOND_QUARTER, without), settings, 4, closed=(first, second)))}
    assert lines["B.01"][2] == "Xong 20/02/2023\nQuý I: Đã ban hành"


def test_a_column_of_the_quarter_itself_rules_over_what_was_closed(settings: Settings) -> None:
    first = report_of(rows(FIRST_QUARTER), settings, 1)
    own = {**COLUMNS, "result_before": replace(COLUMNS["result_before"], heading="Kết quả Quý I")}
    corrected = SECOND_QUARTER.replace("230 hồ sơ                 |            |          |  ", "230 hồ sơ |  |  | 125 hồ sơ")
    lines = {line.task.task_id: line for line in report_of(rows(corrected, own), settings, 2, closed=(first,)).lines}
    assert lines["B.06"].cumulative == "Quý I: 125 hồ sơ"
    assert lines["B.04"].cumulative.startswith("2/2 quý")


def test_what_was_taken_back_before_the_period_was_opened_does_not_return(settings: Settings) -> None:
    """Another row shows that the column holds the first quarter: a row without it told nothing."""
    first = report_of(rows(FIRST_QUARTER), settings, 1)
    opened = SECOND_QUARTER.replace(
        "230 hồ sơ                 |            |          |  ", "230 hồ sơ |  |  | Quý I/2023: 120 hồ sơ"
    )
    lines = {line.task.task_id: line for line in report_of(rows(opened), settings, 2, closed=(first,)).lines}
    assert lines["B.06"].cumulative == "Quý I: 120 hồ sơ"
    assert lines["B.11"].cumulative == ""


def test_the_sheet_says_where_the_period_and_where_the_year_begins(settings: Settings) -> None:
    design: SheetDesign = design_report(report_of(rows(HALF_YEAR), settings, 2), settings)
    said = [str(cell.value) for cell in design.cells if cell.value is not None]
    assert "Trong kỳ (từ 15/3/2023 đến 14/6/2023)" in said
    assert "Hoàn thành 2/2 nhiệm vụ phải hoàn thành trong kỳ; tổng số nhiệm vụ hoàn thành trong kỳ: 5." in said
    assert "Lũy kế (từ 15/12/2022)" in said
    assert (
        "Hoàn thành 5/6 nhiệm vụ phải hoàn thành đến hết kỳ; tổng số nhiệm vụ đã hoàn thành: 8 (gồm 2 nhiệm vụ "
        "hằng tháng, hằng quý đã làm đủ các lần đến hạn)."
    ) in said
