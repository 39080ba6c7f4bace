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
from sheetsync.core.year_so_far import told_of
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


HEAD = "| Mã | trạng thái | ngày xong | kết quả | văn bản | khó khăn | các kỳ trước |"
DONE_ONCE = f"""{HEAD}
| B.09 | Hoàn thành | 2023-03-01 | Lần 1              | 7/BC-UBND |  |  |
| B.04 | Hoàn thành | 2023-03-01 | Lần 1              |           |  |  |
| B.05 | Hoàn thành | 2023-02-28 | Tháng 12, 1, 2: đủ |           |  |  |
"""
DONE_AGAIN = f"""{HEAD}
| B.09 | Hoàn thành | 2023-06-01 | Lần 2              |  |  | NOTE |
| B.04 | Hoàn thành | 2023-06-01 | Lần 2              |  |  |      |
| B.05 | Hoàn thành | 2023-05-31 | Tháng 3, 4, 5: đủ  |  |  |      |
"""
WITHOUT_COLUMN = {key: column for key, column in COLUMNS.items() if key != "result_before"}


def counts(report: QuarterReport) -> dict[str, str]:
    return {line.task.task_id: line.cumulative for line in report.lines if line.task.task_id in ("B.04", "B.05", "B.09")}


@pytest.mark.parametrize("note", ["Quý I: xem báo cáo 05", "Quý I/2023: xem báo cáo 05"])
def test_a_note_in_one_row_takes_nothing_from_the_closed_report(settings: Settings, note: str) -> None:
    first = report_of(rows(DONE_ONCE, WITHOUT_COLUMN), settings, 1)
    plain, noted = (report_of(rows(DONE_AGAIN.replace("NOTE", text)), settings, 2, closed=(first,)) for text in ("    ", note))
    assert counts(noted) == {**counts(plain), "B.09": "2/2 quý\nQuý I: xem báo cáo 05"}
    assert counts(plain)["B.05"] == "6/6 tháng\nQuý I: Tháng 12, 1, 2: đủ"
    assert noted.due_cumulative == plain.due_cumulative


def test_a_note_hides_no_document_of_the_closed_report(settings: Settings) -> None:
    first = report_of(rows(DONE_ONCE, WITHOUT_COLUMN), settings, 1)
    noted = report_of(rows(DONE_AGAIN.replace("NOTE", "Quý I: xem báo cáo 05")), settings, 2, closed=(first,))
    assert next(line.earlier_evidence for line in noted.lines if line.task.task_id == "B.09") == "Quý I: 7/BC-UBND"


def test_what_nobody_told_is_not_counted_as_not_done(settings: Settings) -> None:
    """B.05 was due on 31/5 and done; of the one-off tasks B.01, B.02, B.03, B.10 and of B.07 no row says anything."""
    noted = report_of(rows(DONE_AGAIN.replace("NOTE", "Quý I: xem báo cáo 05")), settings, 2)
    assert counts(noted) == {"B.09": "1/1 quý\nQuý I: xem báo cáo 05", "B.04": "1/1 quý", "B.05": "3/3 tháng"}
    assert noted.due_cumulative.text == "1/5"


def test_one_sheet_says_nothing_of_another(settings: Settings) -> None:
    """The first sheet was opened; the second has no column of earlier results, and nothing was closed."""
    opened, *others = rows(DONE_AGAIN.replace("NOTE", "Quý I/2023: Lần 1\\nTrạng thái: Hoàn thành")).tabs[0].entries
    others = [replace(one, sheet="Chung", columns=WITHOUT_COLUMN) for one in others]
    both = (tab("VP", "VP", [opened]), replace(tab("VP", "Chung", others), columns=WITHOUT_COLUMN))
    report = report_of(BookTabs(both), settings, 2)
    assert counts(report) == {"B.09": "2/2 quý\nQuý I: Lần 1", "B.04": "1/1 quý", "B.05": "3/3 tháng"}
    assert report.due_cumulative.text == "1/5"


def test_a_sheet_that_was_opened_says_who_told_nothing(settings: Settings) -> None:
    table = DONE_AGAIN.replace("NOTE", "Quý I/2023: Lần 1\\nTrạng thái: Hoàn thành")
    assert counts(report_of(rows(table), settings, 2)) == {
        "B.09": "2/2 quý\nQuý I: Lần 1",
        "B.04": "1/2 quý",
        "B.05": "3/6 tháng",
    }


def test_a_result_in_the_quarters_own_column_says_not_that_it_was_not_done(settings: Settings) -> None:
    own = {**COLUMNS, "result_before": replace(COLUMNS["result_before"], heading="Kết quả Quý I")}
    report = report_of(rows(DONE_AGAIN.replace("NOTE", "Lần 1"), own), settings, 2)
    assert counts(report) == {"B.09": "1/1 quý\nQuý I: Lần 1", "B.04": "1/1 quý", "B.05": "3/3 tháng"}


@pytest.mark.parametrize("note", ["", "Quý I/2023: Lần 1\\nTrạng thái: Hoàn thành"])
def test_a_task_that_came_later_was_not_left_undone_before(settings: Settings, note: str) -> None:
    first = report_of(rows(DONE_ONCE, WITHOUT_COLUMN), settings, 1)
    first = replace(first, lines=tuple(line for line in first.lines if line.task.task_id != "B.04"))
    report = report_of(rows(DONE_AGAIN.replace("NOTE", note)), settings, 2, closed=(first,))
    assert (counts(report)["B.04"], counts(report)["B.09"]) == ("1/1 quý", "2/2 quý\nQuý I: Lần 1")


LEFT_STANDING = "Quý II/2023: Lần 1\\nVăn bản/minh chứng: 1/BC\\nKhó khăn, vướng mắc: Ít người\\nTrạng thái: Hoàn thành"


def test_what_was_left_standing_is_not_told_as_the_quarters(settings: Settings) -> None:
    """Its own report told neither the result nor the document, for the day was the first quarter's."""
    table = DONE_AGAIN.replace("2023-06-01", "2023-12-01").replace("NOTE", f"{LEFT_STANDING}\\nNgày hoàn thành: 10/3/2023")
    line = next(one for one in report_of(rows(table), settings, 4).lines if one.task.task_id == "B.09")
    assert (line.cumulative, line.earlier_evidence) == ("1/2 quý", "")


@pytest.mark.parametrize(
    ("day", "told"),
    [("10/3/2023", ("", "")), ("20/3/2023", ("Lần 1", "1/BC")), ("Quý I/2023", ("Lần 1", "1/BC")), ("", ("Lần 1", "1/BC"))],
)
def test_what_was_left_standing_is_no_correction_of_the_quarters_report(
    settings: Settings, day: str, told: tuple[str, str]
) -> None:
    """The second quarter's occurrence began on 18 March, the day after the first one's report was sent."""
    table = DONE_AGAIN.replace("NOTE", f"{LEFT_STANDING}\\nNgày hoàn thành: {day}")
    second = period(2023, 2, settings.periods, WorkCalendar(settings.holidays, saturday_works=False))
    texts = told_of(rows(table).tabs[0].entries[0], second, began=date(2023, 3, 18))
    assert texts == {"result": told[0], "evidence": told[1], "difficulty": "Ít người", "proposal": ""}


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
