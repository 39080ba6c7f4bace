"""The dates of a period as events for a calendar."""

from __future__ import annotations

import hashlib
from datetime import date

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.periods import Period
from sheetsync.core.reminders.day_words import weekday_date
from sheetsync.core.reminders.icalendar_text import DayEvent, calendar_text
from sheetsync.core.settings import Unit

_CUT_OFF_ALARMS = (1,)
_HAND_IN_ALARMS = (3, 1, 0)
_SEND_ALARMS = (1, 0)
"""Working days before the event on which it rings."""


def period_events(period: Period, unit: Unit, calendar: WorkCalendar) -> tuple[DayEvent, ...]:
    """Cut-off, hand-in and sending. Their uids stay, so that a calendar moves an event whose day has been changed."""

    def event(kind: str, on: date, summary: str, description: str, working_days: tuple[int, ...]) -> DayEvent:
        owner = hashlib.sha256(unit.name.encode("utf-8", "replace")).hexdigest()[:12]
        alarms = tuple(dict.fromkeys(calendar.back(on, days) for days in working_days))
        return DayEvent(f"{period.key.lower()}-{kind}-{owner}@sheetsync", on, summary, description, alarms)

    title, hand_in, send = period.title, weekday_date(period.hand_in), weekday_date(period.send)
    return (
        event(
            "cut-off",
            period.cut_off,
            f"Chốt số liệu {title}",
            f"Số liệu báo cáo {title} tính đến hết ngày này. Hạn nộp: {hand_in}; hạn gửi: {send}.",
            _CUT_OFF_ALARMS,
        ),
        event(
            "hand-in",
            period.hand_in,
            f"Hạn nộp báo cáo {title}",
            f"Cán bộ ghi xong kết quả và ngày nộp vào sổ kế hoạch. Hạn gửi: {send}.",
            _HAND_IN_ALARMS,
        ),
        event(
            "send",
            period.send,
            f"Hạn gửi báo cáo {title}",
            f"{unit.short_name or unit.name} gửi báo cáo cải cách hành chính {title}, chậm nhất trong ngày này.",
            _SEND_ALARMS,
        ),
    )


def period_calendar(period: Period, unit: Unit, calendar: WorkCalendar, *, stamped_on: date) -> str:
    """The period's dates as the text of a calendar file."""
    return calendar_text(period_events(period, unit, calendar), name=f"Báo cáo {period.title}", stamped_on=stamped_on)
