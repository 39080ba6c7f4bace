"""The report of a period that may have been closed, and the corrections that a closed one leaves to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sheetsync.core.earlier_results import results_by_period
from sheetsync.core.entries import Tab
from sheetsync.core.history.corrections import corrections, late_changes, with_corrections
from sheetsync.core.history.frozen_report import Closing
from sheetsync.core.opening.rows import by_quarter
from sheetsync.core.periods import Period
from sheetsync.core.report import Correction, QuarterReport
from sheetsync.core.timeliness import occurrence_start
from sheetsync.core.year_so_far import told_of
from sheetsync.errors import HistoryUnavailable
from sheetsync.usecases.assess import Assessment
from sheetsync.usecases.present_report import present_report
from sheetsync.usecases.remember import Memory
from sheetsync.usecases.results import Standing


def remembered_report(assessment: Assessment, as_of: date, memory: Memory) -> Standing:
    """The closed report with what has changed since; of an open period what the book says, with the corrections of the one
    before. Where history cannot be read the book is reported as it is, and that is told."""
    period, settings = assessment.period, assessment.settings
    try:
        closing = memory.history.closing(period.key)
        before = closed_before(memory, period)
    except HistoryUnavailable as problem:
        report = present_report(assessment, period, as_of)
        notice = f"Không biết kỳ này hoặc kỳ trước đã chốt chưa: {problem.message} {problem.next_step}"
        return Standing(report, settings, notices=(notice,))
    if closing is not None:
        closed = closing.frozen.report
        now = present_report(assessment, period, closed.as_of, reports_of(before))
        return Standing(closed, closing.frozen.settings(settings), closing, _late(assessment, closing, now))
    report = present_report(assessment, period, as_of, reports_of(before))
    last = before[-1] if before and before[-1].frozen.report.period.quarter == period.quarter - 1 else None
    if last is not None and last.frozen.report.plan.year == assessment.plan.year:
        found = _corrections(assessment, last, before[:-1])
        report = with_corrections(report, found, last.frozen.report.period)
    return Standing(report, settings)


def closed_before(memory: Memory, period: Period) -> tuple[Closing, ...]:
    """The closings of the year's earlier periods, in order. Raises HistoryUnavailable."""
    found = (memory.history.closing(f"{period.year}-Q{quarter}") for quarter in range(1, period.quarter))
    return tuple(closing for closing in found if closing is not None)


def reports_of(closings: Sequence[Closing]) -> tuple[QuarterReport, ...]:
    """What was reported."""
    return tuple(closing.frozen.report for closing in closings)


def _late(assessment: Assessment, closing: Closing, now: QuarterReport) -> tuple[Correction, ...]:
    """What the book says otherwise of the closed period. Tabs that were opened for the next one hold its texts: of them is told
    what moved aside, what was found before, and a finish that differs."""
    closed = closing.frozen.report
    tabs = {tab.official for tab in assessment.tabs.tabs}
    gone_on = {tab.official for tab in assessment.tabs.tabs if _opened_since(tab, closed.period)}
    if not gone_on:
        return late_changes(closed, now)
    return corrections(closed, closing.late, now, still_of=tabs - gone_on, moved=_moved(assessment, closed.period))


def _opened_since(tab: Tab, closed: Period) -> bool:
    """Whether the tab states a later period, or its column of earlier results has lines of the closed one."""
    if tab.stated_period is not None:
        return tab.stated_period > closed.key
    key = (closed.year, closed.quarter)
    return any(key in results_by_period(entry.text("result_before")) for entry in tab.entries if entry.has("result_before"))


def _corrections(assessment: Assessment, last: Closing, before: Sequence[Closing]) -> tuple[Correction, ...]:
    closed = last.frozen.report
    still_of = {
        tab.official for tab in assessment.tabs.tabs if tab.stated_period == closed.period.key and not by_quarter(tab.columns)
    }
    now = present_report(assessment, closed.period, closed.as_of, reports_of(before))
    return corrections(closed, last.late, now, still_of=still_of, moved=_moved(assessment, closed.period))


def _moved(assessment: Assessment, closed: Period) -> dict[str, Mapping[str, str]]:
    """By task, what stands beside of the closed period."""
    tasks = {task.task_id: task for task in assessment.plan.tasks}
    found = {}
    for task_id, entry in assessment.lead_entries().items():
        began = occurrence_start(tasks.get(task_id), closed, assessment.calendar, assessment.settings.periods)
        texts = told_of(entry, closed, began=began)
        if texts is not None:
            found[task_id] = texts
    return found
