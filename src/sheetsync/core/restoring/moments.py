"""A moment as people say it: a day, a minute, or as exactly as a program tells it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from sheetsync.records import dataclass

_DAYS = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})",
)
_TIME = r"""(?: (?:\s*[Tt,]\s*|\s+) (?P<hour>\d{1,2})[:h](?P<minute>\d{2}) (?: :(?P<second>\d{2}) (?: \.(?P<part>\d{1,6}) )? )?
    \s* (?P<zone>Z|[+-]\d{2}:\d{2})? )?"""
_FORMS = tuple(re.compile(day + _TIME, re.VERBOSE) for day in _DAYS)
_NUMBERS = ("year", "month", "day", "hour", "minute", "second")
_A_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class AskedMoment:
    """From the first to the last instant that is meant: `14/03/2023` is that whole day, `14/03/2023 16:30` that whole minute."""

    first: datetime
    last: datetime


def read_moment(text: str, zone: tzinfo) -> AskedMoment | None:
    """None for what is no moment. zone: where no other one is said."""
    found = next(filter(None, (form.fullmatch(text.strip()) for form in _FORMS)), None)
    if found is None:
        return None
    said = found.groupdict()
    year, month, day, hour, minute, second = (int(said[name] or 0) for name in _NUMBERS)
    part = int((said["part"] or "").ljust(6, "0"))
    try:
        first = datetime(year, month, day, hour, minute, second, part, tzinfo=_zone(said["zone"], zone))
        last = first if said["part"] else first + _length(said) - _A_TICK
    except (ValueError, OverflowError):  # 31/2, 25:70, the last day of the year 9999
        return None
    return AskedMoment(first, last)


def _length(said: dict[str, str | None]) -> timedelta:
    if said["second"]:
        return timedelta(seconds=1)
    return timedelta(minutes=1) if said["hour"] else timedelta(days=1)


def _zone(said: str | None, zone: tzinfo) -> tzinfo:
    if said is None:
        return zone
    if said == "Z":
        return UTC
    hours, minutes = said[1:].split(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if said[0] == "-" else offset)
