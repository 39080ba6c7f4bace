"""`diff`: two quarters side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.report import TaskLine
from sheetsync.errors import UsageError
from sheetsync.usecases.compare_periods import PeriodsResult, compare_periods
from tests.history.small_history import Q1, Q2, Office


def compared(office: Office, periods: tuple[str, str] = (Q1, Q2)) -> PeriodsResult:
    return compare_periods(
        XlsxBook(office.path), office.settings, office.memory(), name="Sổ 2023", as_of=office.today, periods=periods
    )


def ids(lines: tuple[TaskLine, ...]) -> list[str]:
    return [line.task.task_id for line in lines]


def test_what_was_finished_what_fell_behind_and_what_stood_still(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.today = date(2023, 3, 16)
    office.types("Văn phòng", "F7", "Đang thực hiện")
    office.closes()
    office.today = date(2023, 6, 16)
    office.types("Văn phòng", "F6", "Hoàn thành")
    office.types("Văn phòng", "G6", date(2023, 5, 4))
    office.types("Tư pháp", "H5", "Đã rà soát 30 văn bản")
    office.types("Văn phòng", "J7", None)
    found = compared(office)
    assert (found.first.closed, found.second.closed) == (True, False)
    assert ids(found.found.finished) == ["A.3"]
    assert ids(found.found.same_result) == ["A.3", "A.4", "A.5"]  # A.1 tells something new; A.2 was done
    assert ids(found.found.same_difficulty) == []  # A.3 is finished
    assert ids(found.found.new) == ids(found.found.overdue) == []


def test_what_fell_behind_is_told_once(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.today = date(2023, 6, 16)
    office.closes(reason="x")
    office.closes(Q2, reason="x")
    assert ids(compared(office).found.overdue) == []
    third = compared(office, (Q2, "2023-Q3"))
    assert ids(third.found.overdue) == []
    office.today = date(2023, 9, 16)
    office.types("Văn phòng", "F7", "Đang thực hiện")
    third = compared(office, (Q2, "2023-Q3"))
    assert ids(third.found.overdue) == ["A.4"]  # due on 30 June; A.3 was late before
    assert ids(third.found.same_difficulty) == ["A.3"]


def test_a_period_is_not_compared_with_itself_or_an_earlier_one(tmp_path: Path) -> None:
    office = Office(tmp_path)
    for periods in ((Q1, Q1), (Q2, Q1)):
        with pytest.raises(UsageError, match="Kỳ thứ nhất phải trước"):
            compared(office, periods)
