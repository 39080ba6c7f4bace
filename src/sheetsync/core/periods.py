"""Reporting periods: data window, cut-off, hand-in and sending day of each quarter (Công văn 581/BNV-CCHC)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.settings import PeriodSettings
from sheetsync.core.values import unaccented
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

_DAY = timedelta(days=1)
_NUMERALS = ("I", "II", "III", "IV")


def quarter_name(quarter: int) -> str:
    """`Quý I`, without its year."""
    return f"Quý {_NUMERALS[quarter - 1]}"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A quarter's reporting period with its dates, all computed from PeriodSettings and the holidays.

    start/cut_off: first and last day of the data window; cumulative_start: first day of lũy kế; hand_in: officials hand in;
    send: the report is sent at the latest. Q1/2023: 2022-12-15, 2023-03-14, 2022-12-15, 2023-03-14, 2023-03-17.
    """

    year: int
    quarter: int
    start: date
    cut_off: date
    cumulative_start: date
    hand_in: date
    send: date

    @property
    def key(self) -> str:
        """`2023-Q1`, as `--period` takes it."""
        return f"{self.year}-Q{self.quarter}"

    @property
    def roman(self) -> str:
        return _NUMERALS[self.quarter - 1]

    @property
    def title(self) -> str:
        """`Quý I/2023`."""
        return f"Quý {self.roman}/{self.year}"

    @property
    def sheet_title(self) -> str:
        """`Quý I-2023`: as the title, without the slash that sheet names cannot hold."""
        return f"Quý {self.roman}-{self.year}"

    @property
    def short_title(self) -> str:
        """`Q1-2023`, for names of sheets and files."""
        return f"Q{self.quarter}-{self.year}"

    @property
    def ends_half_year(self) -> bool:
        """Whether its report is that of the half year or the year as well, which tells again what earlier quarters told."""
        return self.quarter in (2, 4)

    def contains(self, day: date) -> bool:
        """Whether the day lies in the data window, both ends included."""
        return self.start <= day <= self.cut_off


def period(year: int, quarter: int, settings: PeriodSettings, calendar: WorkCalendar) -> Period:
    """The period of a quarter. Raises ValueError for a quarter outside 1-4."""
    if not 1 <= quarter <= 4:
        raise ValueError(f"quarter {quarter} is not 1-4")
    send = calendar.last_working_day(_day(year, quarter * 3, settings.send_before_day) - _DAY)
    month, day = settings.cumulative_from
    return Period(
        year=year,
        quarter=quarter,
        start=_cut_off(year, quarter - 1, settings) + _DAY,
        cut_off=_cut_off(year, quarter, settings),
        cumulative_start=_day(year - 1, month, day),
        hand_in=calendar.back(send, settings.hand_in_working_days),
        send=send,
    )


def _cut_off(year: int, quarter: int, settings: PeriodSettings) -> date:
    """quarter 0 is the last one of the year before."""
    return _day(year, quarter * 3, settings.cut_off_day) if quarter else _day(year - 1, 12, settings.cut_off_day)


def _day(year: int, month: int, day: int) -> date:
    """The day, or the month's last one where the month is shorter."""
    return min(date(year, month, 1) + _DAY * (day - 1), month_end(year, month))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - _DAY


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a calendar quarter, as "Quý I/2023" means in a due date."""
    return month_end(year, quarter * 3)


def next_period(current: Period, settings: PeriodSettings, calendar: WorkCalendar) -> Period:
    year, quarter = (current.year, current.quarter + 1) if current.quarter < 4 else (current.year + 1, 1)
    return period(year, quarter, settings, calendar)


def previous_period(current: Period, settings: PeriodSettings, calendar: WorkCalendar) -> Period:
    year, quarter = (current.year, current.quarter - 1) if current.quarter > 1 else (current.year - 1, 4)
    return period(year, quarter, settings, calendar)


def default_period(as_of: date, settings: PeriodSettings, calendar: WorkCalendar) -> Period:
    """The earliest period whose sending date has not passed: on 2023-03-17 Q1/2023, on 2023-03-18 Q2/2023."""
    chosen = period(as_of.year, 1, settings, calendar)
    while chosen.send < as_of:
        chosen = next_period(chosen, settings, calendar)
    return chosen


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR_FIRST = pattern(r"(\d{4})\s*[-/]?\s*(?:q|qu[yi]\s*)(iv|iii|ii|i|[1-4])", re.ASCII)
_QUARTER_FIRST = pattern(
    r"(?:ky(?: bao cao)?\s*:?\s*)?(?:q|qu[yi]\s*)(iv|iii|ii|i|[1-4])\s*(?:[-/.,]?\s*(?:nam\s*)?)(\d{4})", re.ASCII
)


def parse_period(text: str) -> tuple[int, int] | None:
    """(year, quarter) of `2023-Q1`, `Quý I/2023`, `quý 1 năm 2023`, `Q1-2023`; None for anything else, also without a year."""
    plain = unaccented(text)
    if found := _YEAR_FIRST.fullmatch(plain):
        return int(found[1]), quarter_number(found[2])
    if found := _QUARTER_FIRST.fullmatch(plain):
        return int(found[2]), quarter_number(found[1])
    return None


def quarter_number(written: str) -> int:
    """`i`-`iv` or `1`-`4` as a number; KeyError or ValueError for anything else."""
    return int(written) if written.isdigit() else _ROMAN[written]


def months_of(period: Period) -> tuple[tuple[int, int], ...]:
    """(year, month) of the months a monthly task reports in a period: those that end inside the data window.

    Q1/2023 (15/12-14/3): December 2022, January and February 2023. Every month belongs to exactly one period.
    """
    months = []
    year, month = period.start.year, period.start.month
    while month_end(year, month) <= period.cut_off:
        months.append((year, month))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return tuple(months)


# "tháng 01", "T1", "tháng 12, 1 và 2", "tháng 1-3", "1/2023"; not the middle of a date or of a document number.
_MONTH = r"(?:0?[1-9]|1[0-2])(?![0-9])(?:\s*(?:/|-|nam)\s*20[0-9]{2}(?![0-9/-]))?"
_NOT_IN_A_DAY = r"(?<!ngay [0-9] )(?<!ngay [0-9]{2} )"
_MONTH_WORD = r"(?:thang|thg|t)\.?\s*"
_AND = r"\s*(?:,|;|\+|&|-|va|den)\s*"
_MONTH_LIST = pattern(rf"(?<!\w){_NOT_IN_A_DAY}{_MONTH_WORD}({_MONTH}(?:{_AND}(?:{_MONTH_WORD})?{_MONTH})*)(?![\w/])")
_BARE_MONTH = pattern(r"(?<![\w/.,-])(0?[1-9]|1[0-2])\s*/\s*(20[0-9]{2})(?![\w/-])")
_ONE_MONTH = pattern(rf"(-|den)?\s*(?:{_MONTH_WORD})?(0?[1-9]|1[0-2])(?![0-9])(?:\s*(?:/|-|nam)\s*(20[0-9]{{2}}))?")


def months_named(text: str, period: Period) -> set[tuple[int, int]]:
    """The months of the period that a text names ("Tháng 01: …; T2: …", "1/2023", "tháng 12 đến tháng 2"), as (year, month).

    A month without a year is the latest of that number up to the cut-off. A span may reach out of the period, and names what
    it crosses: "tháng 1 đến tháng 3" names February too.
    """
    plain = unaccented(text)
    named: set[int] = set()
    for listed in _MONTH_LIST.finditer(plain):
        before: int | None = None
        for one in _ONE_MONTH.finditer(listed[1]):
            month = _month_count(int(one[2]), one[3], period)
            if one[1] and before is not None:
                month += 12 if month < before and not one[3] else 0
                named.update(range(before, month))
            named.add(month)
            before = month
    for bare in _BARE_MONTH.finditer(plain):
        named.add(_month_count(int(bare[1]), bare[2], period))
    return {(year, month) for year, month in months_of(period) if year * 12 + month in named}


def _month_count(month: int, year: str | None, period: Period) -> int:
    """The month counted from year 0; without a year the latest of that number up to the cut-off."""
    cut_off = period.cut_off
    return int(year or cut_off.year - (month > cut_off.month)) * 12 + month
