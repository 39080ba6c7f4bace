"""What the service makes of a text that somebody types (USER_ENTERED), by the locale of the spreadsheet.

Modelled: numbers with the locale's separators, percentages, dates (day first, except in en_US), times, true/false, formulas, the
eaten apostrophe, cells formatted as plain text. Not modelled: currencies, months by name, fractions.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from tests.google_service.json_objects import JsonObject

FIRST_DAY = datetime.datetime(1899, 12, 30, tzinfo=datetime.UTC)
"""The day with serial number 0."""


def decimal_comma(locale: str) -> bool:
    return locale.startswith(("vi", "de", "fr", "it", "es", "pt", "ru", "pl"))


def typed(value: Any, locale: str, number_format: JsonObject | None, this_year: int) -> tuple[JsonObject, JsonObject | None]:
    """The ExtendedValue that a typed value becomes, and the number format that the cell gets when it has none."""
    if isinstance(value, bool):
        return {"boolValue": value}, None
    if isinstance(value, (int, float)):
        return {"numberValue": value}, None
    text = str(value)
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    if number_format is not None and number_format.get("type") == "TEXT":
        return {"stringValue": text}, None
    if text.startswith("=") and len(text) > 1:
        return {"formulaValue": text}, None
    if text.upper() in ("TRUE", "FALSE"):
        return {"boolValue": text.upper() == "TRUE"}, None
    bare = text.strip()
    read = _number(bare, locale) or _date(bare, locale, this_year)
    return read or ({"stringValue": text}, None)


def _number(text: str, locale: str) -> tuple[JsonObject, JsonObject | None] | None:
    point, group = (",", ".") if decimal_comma(locale) else (".", ",")
    grouped = rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+"
    pattern = rf"[-+]?({grouped}|\d+)({re.escape(point)}\d+)?([eE][-+]?\d+)?(%?)"
    found = re.fullmatch(pattern, text)
    if found is None:
        return None
    number = float(text.rstrip("%").replace(group, "").replace(point, "."))
    number_format = None
    if found.group(4):
        number /= 100
        number_format = {"type": "PERCENT", "pattern": "0.00%" if found.group(2) else "0%"}
    elif group in found.group(1):
        number_format = {"type": "NUMBER", "pattern": "#,##0.00" if found.group(2) else "#,##0"}
    return {"numberValue": int(number) if number == int(number) else number}, number_format


def _date(text: str, locale: str, this_year: int) -> tuple[JsonObject, JsonObject | None] | None:
    found = re.fullmatch(r"(\S+?)(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?", text)
    if found is None:
        return None
    day, time = found.group(1), found.group(2)
    if re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", day) and time is None:
        part = _part_of_day(day)
        return None if part is None else ({"numberValue": part}, {"type": "TIME", "pattern": _clock_pattern(day)})
    read = _day(day, locale, this_year)
    if read is None:
        return None
    serial, pattern = read
    if time is None:
        return {"numberValue": serial}, {"type": "DATE", "pattern": pattern}
    part = _part_of_day(time)
    if part is None:
        return None
    return {"numberValue": serial + part}, {"type": "DATE_TIME", "pattern": f"{pattern} {_clock_pattern(time)}"}


def _day(text: str, locale: str, this_year: int) -> tuple[int, str] | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = map(int, found.groups())
        pattern = "yyyy-mm-dd"
    elif found := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?", text):
        first, second = int(found.group(1)), int(found.group(2))
        year = int(found.group(3) or this_year)
        year += 0 if year > 99 else 2000 if year < 50 else 1900
        day, month = (second, first) if locale == "en_US" else (first, second)
        pattern = "m/d/yyyy" if locale == "en_US" else "dd/mm/yyyy"
    else:
        return None
    try:
        return (datetime.date(year, month, day) - FIRST_DAY.date()).days, pattern
    except ValueError:
        return None


def _clock_pattern(time: str) -> str:
    return "hh:mm:ss" if time.count(":") == 2 else "hh:mm"


def _part_of_day(text: str) -> float | None:
    hours, minutes, seconds = (*map(int, text.split(":")), 0)[:3]
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    return (hours * 3600 + minutes * 60 + seconds) / 86400
