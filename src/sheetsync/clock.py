"""The one place that asks what day it is."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE_NAME = "Asia/Ho_Chi_Minh"


def today() -> date:
    """Today in Vietnam, wherever the computer thinks it is. The zone data come from the system or from the package tzdata."""
    return timestamp().date()


def timestamp() -> datetime:
    """The moment in Vietnam, for names of log files."""
    return datetime.now(ZoneInfo(ZONE_NAME))  # noqa: TID251 - this is the clock
