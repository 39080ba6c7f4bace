"""The one place that asks what day it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ZONE_NAME = "Asia/Ho_Chi_Minh"


def today() -> date:
    """Today in Vietnam, wherever the computer thinks it is."""
    return now().date()


def now() -> datetime:
    """This moment in Vietnam."""
    return datetime.now(vietnam())  # noqa: TID251 - this is the clock


def vietnam() -> tzinfo:
    """The zone, from the system or the package tzdata; without either the offset that Vietnam has kept since 1975."""
    try:
        return ZoneInfo(ZONE_NAME)
    except ZoneInfoNotFoundError:
        return timezone(timedelta(hours=7), ZONE_NAME)
