"""The sample's officials on the days around the hand-in: what each is told, line by line, and that the counts are `status`'s."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.core.book import BookContent
from sheetsync.core.plan import Role
from sheetsync.usecases.remind import RemindResult, remind
from sheetsync.usecases.status import official_statuses
from tests.reminders.small_plan import ReadOnlyBook
from tests.sample.build_sample import WORKBOOK
from tests.tables import sheet

DAYS = ("2023-03-01", "2023-03-10", "2023-03-13", "2023-03-14", "2023-03-15", "2023-03-17", "2023-03-20")

TOLD = """
| ngày       | bộ phận | lời mở                                                                        | thiếu | quá hạn     | sửa | xem lại | phối hợp |
|------------|---------|-------------------------------------------------------------------------------|-------|-------------|-----|---------|----------|
| 2023-03-10 | VPDU_NV | Còn 2 ngày làm việc là đến hạn nộp báo cáo Quý I/2023: thứ Ba 14/3/2023       | 1     |             | 2   | 8       | 6        |
| 2023-03-10 | VPUB    | Còn 2 ngày làm việc là đến hạn nộp báo cáo Quý I/2023: thứ Ba 14/3/2023       | 1     | II.2.03: 8  | 5   | 3       | 0        |
| 2023-03-10 | VHXH    | Anh/chị đã báo cáo đủ 14 việc, xin cảm ơn; chỉ còn ghi giúp ngày nộp          | 0     |             | 0   | 4       | 0        |
| 2023-03-13 | TPHT    | Cảm ơn anh/chị đã nộp báo cáo Quý I/2023 ngày 13/3/2023.                      | 0     |             | 2   | 1       | 0        |
| 2023-03-13 | DTT     | Ngày mai, thứ Ba 14/3/2023, là hạn nộp báo cáo Quý I/2023                     | 2     |             | 2   | 1       | 1        |
| 2023-03-14 | DCXD    | Hôm nay, thứ Ba 14/3/2023, là hạn nộp báo cáo Quý I/2023                      | 1     |             | 1   | 1       | 7        |
| 2023-03-14 | VHXH    | Cảm ơn anh/chị phụ trách Văn hóa - xã hội đã báo cáo đủ 14 việc và nộp        | 0     |             | 0   | 4       | 0        |
| 2023-03-15 | VPDU_NV | Báo cáo gửi đi thứ Sáu 17/3/2023. Nhờ anh/chị bổ sung sớm giúp:               | 1     | II.4.02: 5  | 2   | 8       | 6        |
| 2023-03-15 | TCKH_H  | Cảm ơn anh/chị đã nộp báo cáo Quý I/2023 ngày 14/3/2023.                      | 2     |             | 3   | 3       | 0        |
| 2023-03-15 | DTT     | Hạn nộp báo cáo Quý I/2023 (thứ Ba 14/3/2023) đã qua 1 ngày                   | 2     |             | 2   | 1       | 1        |
| 2023-03-17 | VPUB    | Báo cáo gửi đi hôm nay, thứ Sáu 17/3/2023. Nhờ anh/chị bổ sung ngay giúp      | 1     | II.2.03: 15 | 5   | 3       | 0        |
| 2023-03-17 | DCXD    | Hôm nay, thứ Sáu 17/3/2023, phải gửi báo cáo Quý I/2023                       | 1     |             | 1   | 1       | 7        |
| 2023-03-20 | VPUB    | Hạn gửi báo cáo Quý I/2023 (thứ Sáu 17/3/2023) đã qua                         | 1     | II.2.03: 18 | 4   | 3       | 0        |
"""  # noqa: E501 - a message a line


@cache
def sample() -> BookContent:
    return read_book(WORKBOOK.read_bytes(), WORKBOOK.name)


@cache
def on(day: str) -> RemindResult:
    return remind(ReadOnlyBook(sample()), load_settings(None), as_of=date.fromisoformat(day), period_key="2023-Q1")


@pytest.mark.parametrize("row", sheet("", TOLD).rows[1:], ids=lambda row: f"{row[0]} {row[1]}")
def test_what_each_is_told(row: list[object]) -> None:
    day, official, opening, missing, overdue, errors, doubts, contributions = row
    assert isinstance(day, date)
    written = next(one for one in on(day.isoformat()).officials if one.reminder.official == official)
    reminder = written.reminder
    assert str(opening) in written.text
    assert (len(reminder.missing), len(reminder.errors), len(reminder.doubts), len(reminder.contributions)) == (
        missing,
        errors,
        doubts,
        contributions,
    )
    assert "; ".join(f"{task.task_id}: {task.days}" for task in reminder.overdue) == (overdue or "")


@pytest.mark.parametrize("day", DAYS)
def test_counts_are_those_of_status(day: str) -> None:
    result = on(day)
    statuses = official_statuses(result.assessment)
    assert [(one.official, one.tasks, one.reported, one.overdue, one.errors) for one in result.chair.officials] == [
        (status.official, status.tasks, status.reported, status.overdue, status.errors) for status in statuses
    ]
    assert [(len(one.reminder.missing), len(one.reminder.overdue)) for one in result.officials] == [
        (status.tasks - status.reported, status.overdue) for status in statuses
    ]


@pytest.mark.parametrize("day", DAYS)
def test_every_message_fits_a_phone_and_is_whole(day: str) -> None:
    for text in (*(written.text for written in on(day).officials), on(day).chair_text):
        assert len(text) <= 900
        assert text == unicodedata.normalize("NFC", text)
        assert not re.search(r"None|\{|\}|  |\(\)|«»|,,|\.\.|: :| \n|\n\n\n", text), text
        assert text == text.strip()


@pytest.mark.parametrize("day", DAYS)
def test_nobody_reads_of_another_s_tasks_or_sheet(day: str) -> None:
    result = on(day)
    plan = result.assessment.plan
    placed: dict[str, set[str]] = {}
    for code, task, _ in plan.placements():
        placed.setdefault(code, set()).add(task.task_id)
    tabs = {tab.official: tab.sheet for tab in result.assessment.tabs.tabs}
    for written in result.officials:
        own = written.reminder.official
        foreign = {task.task_id for task in plan.tasks} - placed[own]
        named = set(re.findall(r"\b[IV]+\.\d+\.\d+[a-z]?\b", written.text))
        assert not named & foreign
        assert not [sheet for code, sheet in tabs.items() if code != own and f"«{sheet}»" in written.text]
        cells = {cell.cell for cell in (*written.reminder.errors, *written.reminder.doubts)}
        assert cells <= {f.cell for f in result.assessment.findings if f.official == own}


@pytest.mark.parametrize("day", DAYS)
def test_each_error_of_an_official_is_told_once(day: str) -> None:
    """As a missing or overdue task, or as a cell; what is told of one cell stands for everything found there."""
    result = on(day)
    for written in result.officials:
        reminder = written.reminder
        told = {cell.cell for cell in reminder.errors}
        told |= {task.cell for task in reminder.missing} | {task.explain_in for task in reminder.overdue}
        without_row = {task.task_id for task in reminder.missing if not task.cell}
        errors = [f for f in result.assessment.findings if f.official == reminder.official and f.severity.value == "error"]
        assert [f for f in errors if f.cell not in told and f.task_id not in without_row] == []
        assert len({cell.cell for cell in reminder.errors}) == len(reminder.errors)


def test_the_guide_shows_a_message_as_it_is() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "huong-dan-van-phong.md").read_text("utf-8")
    shown = guide.partition("### Nhắc nộp báo cáo\n")[2].partition("```text\n")[2].partition("\n```")[0]
    assert shown == next(one.text for one in on("2023-03-15").officials if one.reminder.official == "DTT")


def test_only_named_coordinators_are_asked_and_only_for_what_they_left_blank() -> None:
    result = on("2023-03-15")
    entries = result.assessment.tabs.entries()
    for written in result.officials:
        own = written.reminder.official
        asked = set(written.reminder.contributions)
        gave = {e.task_id for e in entries if e.official == own and e.role is Role.COORDINATOR and e.text("result")}
        placed = {
            task.task_id for code, task, role in result.assessment.plan.placements() if code == own and role is Role.COORDINATOR
        }
        assert asked == placed - gave
