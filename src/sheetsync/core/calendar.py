"""Working days of the unit: weekends, and public holidays given as a set of days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from sheetsync.records import dataclass

_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6
_LONGEST_CLOSURE = 366  # days; a longer run without any working day is a mistake in the configuration


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """holidays: every day off that is not a weekend day off, overrides already applied. saturday_works: Saturdays are worked.
    made_up: weekend days that are worked in exchange for another day (ngày làm bù)."""

    holidays: frozenset[date]
    saturday_works: bool = False
    made_up: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        return day in self.made_up or (self.in_a_working_week(day) and day not in self.holidays)

    def last_working_day(self, on_or_before: date) -> date:
        """The day itself where it is worked, else the working day before it. Raises ValueError when there is none in a year."""
        day = on_or_before
        for _ in range(_LONGEST_CLOSURE):
            if self.is_working(day):
                return day
            day -= _DAY
        raise ValueError(f"no working day in the year before {on_or_before.isoformat()}")

    def back(self, day: date, working_days: int) -> date:
        """So many working days before a day; the day itself for 0, whether worked or not."""
        for _ in range(working_days):
            day = self.last_working_day(day - _DAY)
        return day

    def working_days_left(self, as_of: date, due: date) -> int:
        """The working days after `as_of` up to and including the due day: 0 on the due day itself, and after it."""
        return _working_days_left(self, as_of, due)

    def soon_from(self, due: date, working_days: int) -> date:
        """The first day on which no more than so many working days are left before a due day."""
        return _soon_from(self, due, working_days)

    def in_a_working_week(self, day: date) -> bool:
        """Whether the day would be worked in a week without holidays or exchanged days."""
        weekday = day.weekday()
        return weekday != _SUNDAY and (weekday != _SATURDAY or self.saturday_works)


def day_before(day: date) -> date:
    """The day itself where there is none before it."""
    return day - _DAY if day > date.min else day


def day_after(day: date) -> date:
    """The day itself where there is none after it: people write 31/12/9999 for "no deadline"."""
    return day + _DAY if day < date.max else day


@lru_cache(maxsize=4096)
def _soon_from(calendar: WorkCalendar, due: date, working_days: int) -> date:
    try:
        return calendar.back(calendar.last_working_day(due), working_days)
    except OverflowError:  # before the first day there is
        return date.min


@lru_cache(maxsize=4096)
def _working_days_left(calendar: WorkCalendar, as_of: date, due: date) -> int:
    """Asked for every row, although a plan has few different due days."""
    days = (due - as_of).days
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
    count = weeks * (6 if calendar.saturday_works else 5)
    count += sum(calendar.in_a_working_week(due - _DAY * step) for step in range(rest))
    # A holiday counts only where it would have been worked, a made-up day only where it would not.
    count -= sum(as_of < day <= due and calendar.in_a_working_week(day) for day in calendar.holidays - calendar.made_up)
    return count + sum(as_of < day <= due and not calendar.in_a_working_week(day) for day in calendar.made_up)
