"""When two cells say the same, whichever program wrote them."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime, time, timedelta

from sheetsync.core.cells import CellValue
from sheetsync.core.values import nfc

_EXACT = 10.0**15
"""Below this, whole numbers are exact in every spreadsheet program."""


def is_blank(value: CellValue) -> bool:
    """Nothing, or nothing but white space."""
    return value is None or (isinstance(value, str) and not value.strip())


def same(one: CellValue, other: CellValue) -> bool:
    """Whether two values are the same to a reader: texts in NFC without white space at the ends of their lines, 3 and 3.0, a day
    and its midnight. A number typed as text is not that number."""
    if one is other or (type(one) is type(other) and one == other):
        return True
    return comparable(one) == comparable(other)


def comparable(value: CellValue) -> Hashable:
    """The form in which values are compared; equal forms are the same value."""
    if value is None or isinstance(value, str):
        return _text(value or "")
    if isinstance(value, bool):
        return ("bool", value)
    if isinstance(value, int | float):
        return ("number", _number(value))
    if isinstance(value, date):
        return ("moment", _moment(value))
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    return ("duration", round(value.total_seconds()))


def _text(text: str) -> Hashable:
    if not text or text.isspace():
        return None
    lines = [line.rstrip() for line in nfc(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).rstrip("\n") or None


def _number(number: float) -> float:
    """The number as far as programs agree on it: a share shown in percent loses its last digits on the way."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < _EXACT):
        return number
    return float(f"{number:.12g}")


def _moment(day: date) -> datetime:
    """Programs count days in fractions, so the same second may differ in its millionths."""
    if not isinstance(day, datetime):
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - cells have no time zone
    moment = day.replace(tzinfo=None)
    try:
        return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
    except OverflowError:  # the last second of the year 9999
        return moment.replace(microsecond=0)
