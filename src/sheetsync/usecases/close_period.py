"""Close a period and open it again: the report that was sent stays the one that is shown."""

from __future__ import annotations

from datetime import date

from sheetsync.core.history.frozen_report import Closing, HandedIn, already_closed, freeze
from sheetsync.core.report import OfficialErrors, QuarterReport
from sheetsync.core.settings import Settings
from sheetsync.errors import UsageError
from sheetsync.ports import PlanBook, WriteOutcome
from sheetsync.records import dataclass
from sheetsync.usecases.assess import Assessment, assess
from sheetsync.usecases.main_job import report_sheets, standing_report
from sheetsync.usecases.remember import Memory, seen_in
from sheetsync.usecases.results import Standing
from sheetsync.usecases.settled import settled
from sheetsync.usecases.status import official_statuses


@dataclass(frozen=True, slots=True)
class CloseResult:
    """closing: None where the period was not closed, because of `errors` (by official), or because it is `running` still.
    outcome: of writing the two report sheets, which then show what was closed."""

    assessment: Assessment
    report: QuarterReport
    errors: tuple[OfficialErrors, ...]
    running: bool
    closing: Closing | None = None
    outcome: WriteOutcome | None = None


def close(
    book: PlanBook, settings: Settings, memory: Memory, *, as_of: date, as_of_given: bool, period_key: str, reason: str = ""
) -> CloseResult:
    """Write the report sheets and freeze what they are made of. Not done while findings with severity error stand or the period
    is not over, unless there is a reason, which is kept.

    Raises UsageError where the period is closed already, HistoryUnavailable, and what reading and writing raise.
    """

    def job() -> tuple[CloseResult, Standing]:
        assessment = assess(book, settings, as_of=as_of, period_key=period_key)
        standing = standing_report(assessment, as_of_given, memory)
        if standing.closing is not None:
            raise already_closed(standing.closing)
        report = standing.report
        running = as_of <= assessment.period.cut_off
        if (report.errors or running) and not reason:
            return CloseResult(assessment, report, report.errors, running), standing
        outcome = book.write(report_sheets(standing), assessment.content.version)
        return CloseResult(assessment, report, report.errors, running, outcome=outcome), standing

    memory.history.closing(period_key)  # a history that cannot be read is told before anything is written
    result, standing = settled(job)
    if result.outcome is None:
        return result
    assessment = result.assessment
    handed_in = tuple(HandedIn(each.official, each.handed_in_on) for each in official_statuses(assessment) if each.official)
    closing = memory.history.close(
        seen_in(assessment),
        memory.occasion(assessment, "close"),
        freeze(standing.report, standing.settings, handed_in),
        reason=reason,
        errors=standing.report.error_count,
    )
    return CloseResult(assessment, result.report, result.errors, result.running, closing, result.outcome)


def reopen(memory: Memory, *, period_key: str, reason: str) -> Closing:
    """Open a closed period again; the closing and both reasons stay in history. Raises UsageError without a reason, or where the
    period is open."""
    if not reason.strip():
        raise UsageError("Chưa ghi lý do mở lại kỳ.", 'Vui lòng thêm --reason, ví dụ: --reason "Huyện yêu cầu sửa số liệu".')
    return memory.history.reopen(period_key, memory.moment, reason.strip())
