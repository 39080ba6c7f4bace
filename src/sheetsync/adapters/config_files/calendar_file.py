"""calendar.toml: days that differ from the built-in holidays of Vietnam."""

from __future__ import annotations

from datetime import date

from sheetsync.adapters.config_files.holidays_vn import MONTH_DAYS
from sheetsync.adapters.config_files.kinds import Day, ListOf
from sheetsync.adapters.config_files.mistakes import Mistakes
from sheetsync.adapters.config_files.sources import Source
from sheetsync.adapters.config_files.tables import Key, top
from sheetsync.core.settings import CalendarSettings

HOLIDAYS = Key("holidays", ListOf(Day()), ())
WORKING_DAYS = Key("working_days", ListOf(Day()), ())


def built_in_holidays() -> frozenset[date]:
    """The public holidays of Vietnam that come with sheetsync, 2020 to 2035."""
    return frozenset(
        date(year, int(day[:2]), int(day[3:])) for year, month_days in MONTH_DAYS.items() for day in month_days.split()
    )


def read_calendar(source: Source, mistakes: Mistakes) -> CalendarSettings:
    """The overrides. A day cannot be both."""
    head = top(source, (HOLIDAYS, WORKING_DAYS), (), mistakes)
    holidays = tuple(day for day in head[HOLIDAYS] if day)
    working = tuple(day for day in head[WORKING_DAYS] if day)
    for day in sorted(set(holidays) & set(working)):
        head.wrong(WORKING_DAYS.name, f"{day} cũng đứng trong «holidays»; chỉ để ở một chỗ")
    return CalendarSettings(holidays, working)


def all_holidays(overrides: CalendarSettings) -> frozenset[date]:
    """The built-in holidays with the overrides applied."""
    return (built_in_holidays() | frozenset(overrides.holidays)) - frozenset(overrides.working_days)
