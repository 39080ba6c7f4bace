"""Two periods of one book side by side: each as it was closed, else as the book is now."""

from __future__ import annotations

from datetime import date

from sheetsync.core.history.two_quarters import TwoQuarters, compare
from sheetsync.core.report import QuarterReport
from sheetsync.core.settings import Settings
from sheetsync.errors import UsageError
from sheetsync.ports import PlanBook
from sheetsync.records import dataclass
from sheetsync.usecases.assess import assess
from sheetsync.usecases.closed_periods import closed_before, reports_of
from sheetsync.usecases.main_job import report_date
from sheetsync.usecases.present_report import present_report
from sheetsync.usecases.remember import Memory


@dataclass(frozen=True, slots=True)
class ComparedPeriod:
    report: QuarterReport
    closed: bool


@dataclass(frozen=True, slots=True)
class PeriodsResult:
    book: str
    first: ComparedPeriod
    second: ComparedPeriod
    found: TwoQuarters


def compare_periods(
    book: PlanBook, settings: Settings, memory: Memory, *, name: str, as_of: date, periods: tuple[str, str]
) -> PeriodsResult:
    """Nothing is written. The book is read only for a period that is open. Raises UsageError for one period twice or in the wrong
    order, HistoryUnavailable, and what reading raises."""
    if periods[0] >= periods[1]:
        raise UsageError("Kỳ thứ nhất phải trước kỳ thứ hai.", f"Vui lòng ghi, ví dụ: {min(periods)} rồi đến kỳ sau đó.")
    first, second = (_compared(book, settings, memory, as_of, key) for key in periods)
    return PeriodsResult(name, first, second, compare(first.report, second.report))


def _compared(book: PlanBook, settings: Settings, memory: Memory, as_of: date, key: str) -> ComparedPeriod:
    closing = memory.history.closing(key)
    if closing is not None:
        return ComparedPeriod(closing.frozen.report, closed=True)
    assessment = assess(book, settings, as_of=as_of, period_key=key)
    before = reports_of(closed_before(memory, assessment.period))
    return ComparedPeriod(present_report(assessment, assessment.period, report_date(assessment, False), before), closed=False)
