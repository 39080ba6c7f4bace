"""The day on which an official handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.entries import Tab
from sheetsync.core.periods import Period, previous_period
from sheetsync.core.settings import PeriodSettings


def handed_in_on(
    tabs: Sequence[Tab], period: Period, as_of: date, calendar: WorkCalendar, settings: PeriodSettings
) -> date | None:
    """The last day of handing in, once every tab of the official states one: neither a day of an earlier period that was left
    standing nor one to come. Whoever hands in late does so after the next period's data have begun, and at the latest on the
    sending day: 16/3/2023 is late for the first quarter, not early for the second."""
    days = [tab.handed_in_on for tab in tabs if tab.handed_in_on is not None]
    if not days or len(days) < len(tabs):
        return None
    sent_before = previous_period(period, settings, calendar).send
    return max(days) if all(sent_before < day <= as_of for day in days) else None
