"""The report that the book's entries give now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sheetsync.core.consolidate import consolidate
from sheetsync.core.periods import Period
from sheetsync.core.report import QuarterReport
from sheetsync.usecases.assess import Assessment


def present_report(assessment: Assessment, period: Period, as_of: date, closed: Sequence[QuarterReport] = ()) -> QuarterReport:
    """Of any period: its findings are taken over where it is the one that was judged. closed: the year's earlier reports."""
    return consolidate(
        assessment.tabs,
        assessment.plan,
        assessment.findings if period == assessment.period else (),
        period=period,
        as_of=as_of,
        calendar=assessment.calendar,
        settings=assessment.settings,
        closed=closed,
    )
