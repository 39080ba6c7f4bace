"""Which period a book that is handed out and collected again is worked on for."""

from __future__ import annotations

from datetime import date

from sheetsync.core.book import BookContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.periods import Period
from sheetsync.core.plan_exchange.edition import read_edition
from sheetsync.core.settings import Settings
from sheetsync.usecases.assess import choose_period


def book_period(
    content: BookContent, settings: Settings, calendar: WorkCalendar, *, as_of: date, period_key: str | None
) -> Period:
    """The period asked for, else the one that the workbook was made for, else the one that is running. Raises UsageError."""
    if period_key is None:
        edition = read_edition(content)
        period_key = edition.period or None if edition is not None else None
    return choose_period(as_of, period_key, settings, calendar)
