"""How near a day is to the hand-in and the sending day: weekends and holidays do not count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.periods import period
from sheetsync.core.reminders.countdown import count_down
from sheetsync.core.reminders.day_words import near_day, weekday_date
from sheetsync.core.settings import Settings
from tests.tables import sheet

FIRST_QUARTER = """
| ngày       | thứ            | giai đoạn | đến hạn nộp | đến hạn gửi |
|------------|----------------|-----------|-------------|-------------|
| 2022-12-14 | thứ Tư         | not-yet   | 58          | 61          |
| 2022-12-15 | thứ Năm        | early     | 57          | 60          |
| 2023-03-08 | thứ Tư         | early     | 4           | 7           |
| 2023-03-09 | thứ Năm        | soon      | 3           | 6           |
| 2023-03-10 | thứ Sáu        | soon      | 2           | 5           |
| 2023-03-11 | thứ Bảy        | soon      | 2           | 5           |
| 2023-03-12 | Chủ nhật       | soon      | 2           | 5           |
| 2023-03-13 | thứ Hai        | soon      | 1           | 4           |
| 2023-03-14 | thứ Ba         | today     | 0           | 3           |
| 2023-03-15 | thứ Tư         | late      | 0           | 2           |
| 2023-03-16 | thứ Năm        | last      | 0           | 1           |
| 2023-03-17 | thứ Sáu        | last      | 0           | 0           |
| 2023-03-18 | thứ Bảy        | over      | 0           | 0           |
"""


@pytest.mark.parametrize("row", sheet("", FIRST_QUARTER).rows[1:], ids=lambda row: str(row[0]))
def test_the_first_quarter_of_2023(row: list[object], settings: Settings, calendar: WorkCalendar) -> None:
    day, weekday, stage, to_hand_in, to_send = row
    assert isinstance(day, date)
    found = count_down(period(2023, 1, settings.periods, calendar), day, calendar)
    assert weekday_date(day).startswith(f"{weekday} ")
    assert (found.stage.value, found.to_hand_in, found.to_send) == (stage, to_hand_in, to_send)


def test_an_office_that_hands_in_on_the_sending_day(settings: Settings, calendar: WorkCalendar) -> None:
    at_once = period(2023, 1, replace(settings.periods, hand_in_working_days=0), calendar)
    stages = [count_down(at_once, date(2023, 3, day), calendar).stage.value for day in (14, 16, 17, 18)]
    assert stages == ["soon", "soon", "today", "over"]


def test_a_day_is_said_as_people_say_it(settings: Settings, calendar: WorkCalendar) -> None:
    seen = count_down(period(2023, 1, settings.periods, calendar), date(2023, 3, 16), calendar)
    assert [near_day(date(2023, 3, day), seen) for day in (16, 17, 20)] == [
        "hôm nay, thứ Năm 16/3/2023",
        "ngày mai, thứ Sáu 17/3/2023",
        "thứ Hai 20/3/2023",
    ]
