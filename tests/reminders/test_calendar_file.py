"""The period's dates as a calendar file: exact by the letter of RFC 5545, and read by another program as meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.periods import period
from sheetsync.core.reminders.icalendar_text import DayEvent, calendar_text
from sheetsync.core.reminders.period_events import period_calendar
from sheetsync.core.settings import Settings
from tests.reminders.calendar_lines import faults, unfolded
from tests.tables import sheet

FIRST_QUARTER = """
| ngày       | việc                        | nhắc lúc 8 giờ các ngày            |
|------------|-----------------------------|------------------------------------|
| 2023-03-14 | Chốt số liệu Quý I/2023     | 13/3/2023                          |
| 2023-03-14 | Hạn nộp báo cáo Quý I/2023  | 9/3/2023, 13/3/2023, 14/3/2023     |
| 2023-03-17 | Hạn gửi báo cáo Quý I/2023  | 16/3/2023, 17/3/2023               |
"""


def file_of(settings: Settings, calendar: WorkCalendar, *, quarter: int = 1, day: date = date(2023, 3, 1)) -> bytes:
    chosen = period(2023, quarter, settings.periods, calendar)
    return period_calendar(chosen, settings.unit, calendar, stamped_on=day).encode()


def rings(event: icalendar.cal.Component, on: date) -> list[str]:
    """The days on which it rings, all at eight in the morning."""
    days = []
    for alarm in event.walk("VALARM"):
        at = datetime(on.year, on.month, on.day, tzinfo=UTC) + alarm.decoded("TRIGGER")
        assert (at.hour, at.minute) == (8, 0)
        days.append(f"{at.day}/{at.month}/{at.year}")
    return days


def test_another_program_reads_the_dates_and_alarms(settings: Settings, calendar: WorkCalendar) -> None:
    read = icalendar.Calendar.from_ical(file_of(settings, calendar))
    found = []
    for event in read.walk("VEVENT"):
        on = event.decoded("DTSTART")
        assert type(on) is date, "an all-day event"
        assert event.decoded("DTEND") == on + timedelta(days=1)
        assert event.decoded("DTSTAMP") == datetime(2023, 3, 1, tzinfo=UTC)
        assert not event.errors
        found.append([on, str(event["SUMMARY"]), ", ".join(rings(event, on))])
    assert found == sheet("", FIRST_QUARTER).rows[1:]


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_the_file_is_exact(quarter: int, settings: Settings, calendar: WorkCalendar) -> None:
    content = file_of(settings, calendar, quarter=quarter)
    assert faults(content) == []
    assert "\ufeff" not in content.decode()


def test_the_same_day_gives_the_same_file_and_another_day_the_same_events(settings: Settings, calendar: WorkCalendar) -> None:
    first, again = file_of(settings, calendar), file_of(settings, calendar)
    later = file_of(settings, calendar, day=date(2023, 3, 10))
    assert first == again
    assert later == first.replace(b"DTSTAMP:20230301T", b"DTSTAMP:20230310T")


def test_uids_stay_when_a_day_moves_and_differ_between_offices(settings: Settings, calendar: WorkCalendar) -> None:
    def uids(content: bytes) -> list[str]:
        return [line for line in unfolded(content) if line.startswith("UID:")]

    usual = uids(file_of(settings, calendar))
    moved = replace(settings, periods=replace(settings.periods, send_before_day=17))
    assert file_of(moved, calendar) != file_of(settings, calendar)
    assert uids(file_of(moved, calendar)) == usual
    elsewhere = replace(settings, unit=replace(settings.unit, name="Ủy ban nhân dân xã khác"))
    everything = [*usual, *uids(file_of(elsewhere, calendar)), *uids(file_of(settings, calendar, quarter=2))]
    assert len(set(everything)) == 9


@given(st.text(), st.text(), st.text(), st.dates(date(1900, 1, 10), date(2200, 1, 1)), st.integers(0, 9))
def test_any_text_comes_back(name: str, summary: str, description: str, on: date, days: int) -> None:
    event = DayEvent("uid-1@sheetsync", on, summary, description, (on - timedelta(days=days),))
    content = calendar_text([event], name=name, stamped_on=on).encode()
    assert faults(content) == []
    read = icalendar.Calendar.from_ical(content).walk("VEVENT")[0]
    assert str(read["SUMMARY"]) == as_written(summary)
    assert str(read.get("DESCRIPTION", "")) == as_written(description)
    assert read.decoded("DTSTART") == on
    assert rings(read, on) == [f"{day.day}/{day.month}/{day.year}" for day in event.alarms]


def as_written(text: str) -> str:
    """Line ends as one kind, control characters left out: a calendar cannot hold them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in text if letter in "\n\t" or not (ord(letter) < 32 or ord(letter) == 127))


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (("\r\n", "\n"), "the last line is not ended by CRLF"),
        (("SUMMARY:Chốt", "SUMMARY:Chốt, "), "SUMMARY: not escaped"),
        (("DTSTART;VALUE=DATE", "DTSTART"), "DTSTART: a day without VALUE=DATE"),
        (("\r\n oạch", "oạch"), "octets"),
        (("END:VALARM\r\n", ""), "END:VEVENT ends VALARM"),
        (("TRIGGER:-PT16H", "TRIGGER:-16H"), "TRIGGER: '-16H'"),
        (("UID:", "X-UID:"), "VEVENT: UID 0 times"),
    ],
)
def test_the_checker_sees_what_is_wrong(broken: tuple[str, str], told: str, settings: Settings, calendar: WorkCalendar) -> None:
    content = file_of(settings, calendar).decode()
    assert broken[0] in content
    assert any(told in fault for fault in faults(content.replace(*broken).encode()))
