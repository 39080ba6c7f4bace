"""Excel's day numbers as dates and times, in both date systems."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import Enum

_DAY_0_AFTER_FEBRUARY = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's times have no zone
_DAY_0_BEFORE_MARCH = datetime(1899, 12, 31)  # noqa: DTZ001
_DAY_0_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_FIRST_DAY_AFTER_FEBRUARY = datetime(1900, 3, 1)  # noqa: DTZ001
_A_DAY = timedelta(days=1)
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


def write_serial(value: date | time | timedelta, *, date_1904: bool) -> int | float | None:
    """The day number that `read_serial` reads as this value, to the millisecond. None where there is none: days before the
    calendar of the cells begins."""
    if isinstance(value, timedelta):
        return value / _A_DAY
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond) / _A_DAY
    moment = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
    if date_1904:
        passed = moment - _DAY_0_1904
        return None if passed < timedelta() else _days(passed)
    if moment < _FIRST_DAY_AFTER_FEBRUARY:
        passed = moment - _DAY_0_BEFORE_MARCH
        return None if passed < _A_DAY else _days(passed)
    return _days(moment - _DAY_0_AFTER_FEBRUARY)


def _days(passed: timedelta) -> int | float:
    return passed / _A_DAY if passed % _A_DAY else passed.days


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
