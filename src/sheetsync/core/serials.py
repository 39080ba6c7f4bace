"""Excel's day numbers as dates and times, in both date systems."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import Enum

_DAY_0_AFTER_FEBRUARY = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's times have no zone
_DAY_0_BEFORE_MARCH = datetime(1899, 12, 31)  # noqa: DTZ001
_DAY_0_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_SERIAL = 2_958_466  # 31/12/9999 and its hours
_LAST_SERIAL_1904 = _LAST_SERIAL - 1_462
_MILLISECONDS = 86_400_000


class FormatKind(Enum):
    """What a number format makes of a number."""

    PLAIN = "plain"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"  # hours, minutes, seconds, no day
    DURATION = "duration"  # [h]:mm


def _exact(base: datetime, serial: float) -> datetime:
    """Rounded to the millisecond, which is as exact as a day number of today's dates is."""
    days = int(serial)
    return base + timedelta(days=days, milliseconds=round((serial - days) * _MILLISECONDS))


def read_serial(serial: float, kind: FormatKind, *, date_1904: bool) -> date | datetime | time | timedelta | int | float:
    """The day, moment, time of day or duration that a number shown by a date format means.

    A `date` when it is midnight, else a `datetime`; below one day a `time`. The number itself where no day exists: negative,
    beyond 31/12/9999, day 0, and day 60 of the 1900 system (Lotus's 29/2/1900, which Excel keeps). Days 1–59 count from
    31/12/1899, so they are the days Excel shows.
    """
    if kind is FormatKind.DURATION:
        return timedelta(milliseconds=round(serial * _MILLISECONDS)) if abs(serial) < _LAST_SERIAL else serial
    if serial < 0 or serial >= (_LAST_SERIAL_1904 if date_1904 else _LAST_SERIAL):
        return serial
    if serial < 1 and not (date_1904 and kind is FormatKind.DATE):
        return serial if serial == 0 and kind is FormatKind.DATE else _exact(_DAY_0_1904, serial).time()
    if date_1904:
        moment = _exact(_DAY_0_1904, serial)
    elif 60 <= serial < 61:
        return serial
    else:
        moment = _exact(_DAY_0_BEFORE_MARCH if serial < 60 else _DAY_0_AFTER_FEBRUARY, serial)
    return moment.date() if moment.time() == time(0) else moment
