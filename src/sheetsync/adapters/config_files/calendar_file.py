"""calendar.toml: days that differ from the built-in holidays of Vietnam."""

from __future__ import annotations

from datetime import date

from sheetsync.adapters.config_files.holidays_vn import MONTH_DAYS
from sheetsync.adapters.config_files.kinds import Day, ListOf
from sheetsync.adapters.config_files.mistakes import Mistakes, Place
from sheetsync.adapters.config_files.sources import Source
from sheetsync.adapters.config_files.tables import Key, top
from sheetsync.core.settings import CalendarSettings

HOLIDAYS = Key("holidays", ListOf(Day()), ())
WORKING_DAYS = Key("working_days", ListOf(Day()), ())

EARLIEST, LATEST = 2000, 2100
SATURDAY, SUNDAY = 5, 6


def built_in_holidays() -> frozenset[date]:
    """The public holidays of Vietnam that come with sheetsync, 2020 to 2035."""
    return frozenset(
        date(year, int(day[:2]), int(day[3:])) for year, month_days in MONTH_DAYS.items() for day in month_days.split()
    )


def read_calendar(source: Source, *, saturday_works: bool, mistakes: Mistakes) -> CalendarSettings:
    """The overrides. Each must change something: a day worked after all is a built-in holiday or a weekend day off."""
    head = top(source, (HOLIDAYS, WORKING_DAYS), (), mistakes)
    holidays, working = head[HOLIDAYS], head[WORKING_DAYS]
    built_in = built_in_holidays()
    for day in holidays:
        if not EARLIEST <= day.year <= LATEST:
            head.wrong(HOLIDAYS.name, f"{day} có năm lạ; phải từ {EARLIEST} đến {LATEST}")
    for day in working:
        if day in holidays:
            head.wrong(WORKING_DAYS.name, f"{day} cũng đứng trong «holidays»; chỉ để ở một chỗ")
        elif day not in built_in and not is_weekend(day, saturday_works=saturday_works):
            head.wrong(WORKING_DAYS.name, f"{day} vốn là ngày làm việc; bỏ ngày này")
    return CalendarSettings(holidays, working)


def is_weekend(day: date, *, saturday_works: bool) -> bool:
    return day.weekday() == SUNDAY or (day.weekday() == SATURDAY and not saturday_works)


def made_up_days(overrides: CalendarSettings, *, saturday_works: bool) -> frozenset[date]:
    """The weekend days that are worked in exchange for another day (ngày làm bù)."""
    return frozenset(day for day in overrides.working_days if is_weekend(day, saturday_works=saturday_works))


def check_year(source: Source, year: int, overrides: CalendarSettings, mistakes: Mistakes) -> None:
    """Report a plan year whose holidays nobody knows: its sending and hand-in days would be wrong."""
    if year not in MONTH_DAYS and not any(day.year == year for day in overrides.holidays):
        mistakes.add(
            Place(source, key=HOLIDAYS.name),
            f"lịch có sẵn chỉ có các năm {min(MONTH_DAYS)}–{max(MONTH_DAYS)}; hãy ghi vào đây các ngày nghỉ của năm {year}",
        )


def all_holidays(overrides: CalendarSettings) -> frozenset[date]:
    """The built-in holidays with the overrides applied."""
    return (built_in_holidays() | frozenset(overrides.holidays)) - frozenset(overrides.working_days)
