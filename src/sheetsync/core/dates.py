"""Dates as Vietnamese officials write them: true dates, texts in many forms, ends of periods, and "no particular day".

A text counts as a date only as a whole, apart from known lead-in words ("trước ngày …", "chậm nhất là …"); a text with two dates,
or with anything else in it ("đã xong 14/3/2023"), is INVALID. Words are understood without accents too.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from sheetsync.core.cells import CellValue
from sheetsync.core.periods import month_end, quarter_end, quarter_number
from sheetsync.core.readings import DateKind, DateReading
from sheetsync.core.values import match_key, unaccented
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

_DAY = timedelta(days=1)
OLDEST_YEAR, NEWEST_YEAR = 1900, 2199  # Excel begins in 1900; a year beyond is a slip of the finger

# All patterns are matched against `unaccented` text: lower case, single blanks, plain hyphens.
_OPEN_ENDED = pattern(
    r"\b(?:thuong xuyen|lien tuc|ca nam|dinh ky|dot xuat|theo yeu cau|khi (?:co )?phat sinh|khi co yeu cau"
    r"|(?:hang|moi) (?:ngay|tuan|thang|quy|qui|nam)|(?:cuoi|dau) moi (?:thang|quy|qui|nam)"
    r"|thang cuoi (?:cua )?qu[yi](?! ?[i1-4]))\b"
)
_LEAD_IN = pattern(
    r"(?:(?:can |phai )?(?:hoan thanh|xong)(?= (?:truoc|cham|muon|den|trong|vao|het)\b)"
    r"|truoc|cham nhat|muon nhat|khong qua|han (?:cuoi|chot)|thoi han|han|den|het|trong|vao|la|ngay"
    r"|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b\.?\s*[:,]?\s*"
)
_TIME = r"(?:[ t]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?"
_DAY_MONTH_YEAR = pattern(rf"(\d{{1,2}}) ?[/.-] ?(\d{{1,2}}) ?(?:[/.-]|nam) ?(\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_DAY_MONTH = pattern(r"(\d{1,2}) ?[/.-] ?(\d{1,2})", re.ASCII)
_IN_WORDS = pattern(r"(\d{1,2}) ?(?:thang|thg) ?(\d{1,2})(?:,? ?(?:nam|/|-) ?(\d{4}))?", re.ASCII)
_ISO = pattern(rf"(\d{{4}}) ?[-/.] ?(\d{{1,2}}) ?[-/.] ?(\d{{1,2}}){_TIME}", re.ASCII)
_YEAR = r"(?: ?(?:[/.-]|nam)? ?(\d{4}))?"
_QUARTER = pattern(rf"(?:cuoi )?(?:qu[yi] ?|q)(iv|iii|ii|i|[1-4]){_YEAR}", re.ASCII)
_MONTH = pattern(rf"(?:cuoi )?(?:thang|thg) ?(\d{{1,2}}){_YEAR}", re.ASCII)
_MONTH_AND_YEAR = pattern(r"(?:t ?)?(\d{1,2}) ?[/.-] ?(\d{4})", re.ASCII)
_FIRST_MONTHS = pattern(rf"(3|6|9) thang dau nam{_YEAR}", re.ASCII)
_LAST_MONTHS = pattern(rf"(?:3|6|9) thang cuoi nam{_YEAR}", re.ASCII)
_WHOLE_YEAR = pattern(r"(?:(?:cuoi )?nam|cuoi) (\d{4})", re.ASCII)
_THIS_YEAR = pattern(r"(?:cuoi )?nam(?: nay)?")
_LETTERS = pattern(r"[-\d/.,: acdghimnoqtuvyz]*", re.ASCII)
"""Of what days and periods are written in: one look rules out most texts that are none."""
_ANYWHERE = pattern(r"(?<![\w/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}-\d{1,2})(?![\w/.-])", re.ASCII)

_EXCEL_DAY_ZERO = date(1899, 12, 30)


def read_date(value: CellValue, *, plan_year: int) -> DateReading:
    """What a cell means as a date. Never raises.

    plan_year: the year meant where none is written; a day without a year keeps it even in December ("20/12" in the plan of 2023
    is 20/12/2023). A true date is taken as it is, its time of day dropped. Numbers (also Excel serials), times and TRUE/FALSE are
    INVALID: what the cell shows is no date.
    """
    match value:
        case None:
            return DateReading(DateKind.BLANK)
        case datetime():
            return _true_date(value, value.date())
        case date():
            return _true_date(value, value)
        case str():
            return _read_text(value, plan_year)
        case _:
            return DateReading(DateKind.INVALID, value)


def suggest_date(reading: DateReading, *, plan_year: int) -> date | None:
    """The day that an INVALID entry probably means, to be offered and never applied. None for any other.

    `3/14/2023` (month first) → 14/3/2023; the only date inside other words; a number that is the Excel serial of a day within two
    years of the plan's.
    """
    value = reading.raw
    if isinstance(value, bool) or reading.kind is not DateKind.INVALID:
        return None
    if isinstance(value, int | float):
        serial_days = value if 1 <= value < 2_958_466 else 0
        day = _EXCEL_DAY_ZERO + _DAY * int(serial_days)
        return day if abs(day.year - plan_year) <= 2 else None
    if not isinstance(value, str):
        return None
    plain = _trimmed(value)
    if found := _DAY_MONTH_YEAR.fullmatch(_without_lead_in(plain)[0]):
        return _possible_day(int(found[2]), int(found[1]), _full_year(found[3]))
    inside = _ANYWHERE.findall(plain)
    return read_date(inside[0], plan_year=plan_year).on if len(inside) == 1 else None


def _true_date(raw: CellValue, day: date) -> DateReading:
    return DateReading(DateKind.TRUE_DATE, raw, on=day, swapped=_swapped(day.day, day.month, day.year))


@lru_cache(maxsize=16_384)
def _read_text(raw: str, plan_year: int) -> DateReading:
    plain = _trimmed(raw)
    if not plain:
        return DateReading(DateKind.BLANK if not match_key(raw) else DateKind.INVALID, raw)
    if _OPEN_ENDED.search(plain):
        return DateReading(DateKind.OPEN_ENDED, raw)
    rest, before = _without_lead_in(plain)
    written = None
    if plain != "nam" and _LETTERS.fullmatch(rest):
        written = _day_written(rest, plan_year) or _period_written(rest, plan_year)
    if written is None or (before and written.first <= date.min):
        return DateReading(DateKind.INVALID, raw)
    if not before:
        return DateReading(written.kind, raw, on=written.last, swapped=written.swapped)
    swapped = written.swapped - _DAY if written.swapped else None
    return DateReading(written.kind, raw, on=written.first - _DAY, swapped=swapped, before=True)


@dataclass(frozen=True, slots=True)
class _Written:
    """The stretch of days that a text names: one day, or a whole month, quarter or year."""

    kind: DateKind
    first: date
    last: date
    swapped: date | None = None


def _trimmed(text: str) -> str:
    """Unaccented, without brackets and stops around it."""
    return unaccented(text).strip(" .,;:()[]\"'")


def _without_lead_in(plain: str) -> tuple[str, bool]:
    """The text after its lead-in words, and whether "trước" was among them."""
    before = False
    while found := _LEAD_IN.match(plain):
        # "năm" is a weekday ("thứ năm") and a year: a lead-in never eats the last thing there is.
        if found.end() == len(plain):
            break
        before = before or found.group().startswith("truoc")
        plain = plain[found.end() :]
    return plain, before


def _day_written(plain: str, plan_year: int) -> _Written | None:
    """A single day. Written in words or year first, day and month cannot have been exchanged."""
    if found := _DAY_MONTH_YEAR.fullmatch(plain):
        kind = DateKind.TEXT_DATE if len(found[3]) == 4 else DateKind.GUESSED
        return _one_day(kind, int(found[1]), int(found[2]), _full_year(found[3]), exchangeable=True)
    if found := _DAY_MONTH.fullmatch(plain):
        return _one_day(DateKind.GUESSED, int(found[1]), int(found[2]), plan_year, exchangeable=True)
    if found := _IN_WORDS.fullmatch(plain):
        kind, year = (DateKind.TEXT_DATE, int(found[3])) if found[3] else (DateKind.GUESSED, plan_year)
        return _one_day(kind, int(found[1]), int(found[2]), year)
    if found := _ISO.fullmatch(plain):
        return _one_day(DateKind.TEXT_DATE, int(found[3]), int(found[2]), int(found[1]))
    return None


def _one_day(kind: DateKind, day: int, month: int, year: int, *, exchangeable: bool = False) -> _Written | None:
    on = _possible_day(day, month, year)
    return _Written(kind, on, on, _swapped(day, month, year) if exchangeable else None) if on else None


def _period_written(plain: str, plan_year: int) -> _Written | None:
    """A month, a quarter, the first or last months of a year, or a year."""
    first_month, last_month, year = 1, 12, plan_year
    if found := _QUARTER.fullmatch(plain):
        last_month = quarter_number(found[1]) * 3
        first_month, year = last_month - 2, int(found[2] or plan_year)
    elif found := _MONTH.fullmatch(plain) or _MONTH_AND_YEAR.fullmatch(plain):
        first_month = last_month = int(found[1])
        year = int(found[2] or plan_year)
    elif found := _FIRST_MONTHS.fullmatch(plain):
        last_month, year = int(found[1]), int(found[2] or plan_year)
    elif found := _LAST_MONTHS.fullmatch(plain):
        year = int(found[1] or plan_year)
    elif found := _WHOLE_YEAR.fullmatch(plain):
        year = int(found[1])
    elif not _THIS_YEAR.fullmatch(plain):
        return None
    if not (1 <= last_month <= 12 and OLDEST_YEAR <= year <= NEWEST_YEAR):
        return None
    last = quarter_end(year, last_month // 3) if last_month % 3 == 0 else month_end(year, last_month)
    return _Written(DateKind.PERIOD_END, date(year, first_month, 1), last)


def _full_year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _possible_day(day: int, month: int, year: int) -> date | None:
    if not (OLDEST_YEAR <= year <= NEWEST_YEAR and 1 <= month <= 12 and 1 <= day <= month_end(year, month).day):
        return None
    return date(year, month, day)


def _swapped(day: int, month: int, year: int) -> date | None:
    """The other day that the same digits could mean, where both parts could be a month."""
    return date(year, day, month) if day != month and day <= 12 and month <= 12 else None
