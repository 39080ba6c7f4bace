"""The day on which an official handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sheetsync.core.entries import Tab
from sheetsync.core.periods import Period


def handed_in_on(tabs: Sequence[Tab], period: Period, as_of: date) -> date | None:
    """The last day of handing in, once every tab of the official states one: neither a day of an earlier period that was left
    standing nor one to come."""
    days = [tab.handed_in_on for tab in tabs if tab.handed_in_on is not None]
    if not days or len(days) < len(tabs):
        return None
    return max(days) if all(period.start <= day <= as_of for day in days) else None
