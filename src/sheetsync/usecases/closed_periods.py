"""The report of a period that may have been closed, and the corrections that a closed one leaves to the next."""

from __future__ import annotations

from datetime import date

from sheetsync.core.columns import KnownHeadings
from sheetsync.core.earlier_results import results_by_period
from sheetsync.core.entries import Tab
from sheetsync.core.history.corrections import corrections, late_changes
from sheetsync.core.history.frozen_report import Closing
from sheetsync.core.periods import Period, previous_period
from sheetsync.core.report import Correction, QuarterReport
from sheetsync.errors import HistoryUnavailable
from sheetsync.records import replace
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
        before = previous_period(period, settings.periods, assessment.calendar)
        earlier = memory.history.closing(before.key) if closing is None else None
    except HistoryUnavailable as problem:
        report = present_report(assessment, period, as_of)
        notice = f"Không biết kỳ này hoặc kỳ trước đã chốt chưa: {problem.message} {problem.next_step}"
        return Standing(report, settings, notices=(notice,))
    if closing is not None:
        closed = closing.frozen.report
        now = present_report(assessment, period, closed.as_of)
        return Standing(closed, closing.frozen.settings(settings), closing, _late(assessment, closing, now))
    report = present_report(assessment, period, as_of)
    if earlier is not None and earlier.frozen.report.plan.year == assessment.plan.year:
        report = replace(report, corrections=_corrections(assessment, earlier))
    return Standing(report, settings)


def _late(assessment: Assessment, closing: Closing, now: QuarterReport) -> tuple[Correction, ...]:
    """What the book says otherwise of the closed period. Tabs that were opened for the next one hold its texts: of them is told
    what was found before, and a finish that differs."""
    closed = closing.frozen.report
    tabs = {tab.official for tab in assessment.tabs.tabs}
    gone_on = {tab.official for tab in assessment.tabs.tabs if _opened_since(tab, closed.period)}
    if not gone_on:
        return late_changes(closed, now)
    return corrections(closed, closing.late, now, still_of=tabs - gone_on)


def _opened_since(tab: Tab, closed: Period) -> bool:
    """Whether the tab states a later period, or its column of earlier results has lines of the closed one."""
    if tab.stated_period is not None:
        return tab.stated_period > closed.key
    key = (closed.year, closed.quarter)
    return any(key in results_by_period(entry.text("result_before")) for entry in tab.entries if entry.has("result_before"))


def _corrections(assessment: Assessment, earlier: Closing) -> tuple[Correction, ...]:
    closed = earlier.frozen.report
    still_of = {tab.official for tab in assessment.tabs.tabs if tab.stated_period == closed.period.key and not _by_quarter(tab)}
    now = present_report(assessment, closed.period, closed.as_of)
    return corrections(closed, earlier.late, now, still_of=still_of)


def _by_quarter(tab: Tab) -> bool:
    """Whether the result that was read is the other quarter's own."""
    result = tab.columns.get("result")
    return result is not None and KnownHeadings(()).result_quarter(result.heading) is not None
