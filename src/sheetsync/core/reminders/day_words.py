"""Days as somebody says them in a message."""

from __future__ import annotations

from datetime import date

from sheetsync.core.reminders.countdown import Countdown
from sheetsync.core.values import vietnamese_date

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def weekday_date(day: date) -> str:
    """thứ Ba 14/3/2023."""
    return f"{_WEEKDAYS[day.weekday()]} {vietnamese_date(day)}"


def near_day(day: date, countdown: Countdown) -> str:
    """`hôm nay, thứ Sáu 17/3/2023`, `ngày mai, …`, or the day alone."""
    said = weekday_date(day)
    if countdown.is_today(day):
        return f"hôm nay, {said}"
    return f"ngày mai, {said}" if countdown.is_tomorrow(day) else said


def sentence_start(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
