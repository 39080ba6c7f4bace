"""How a number shows by the number format of its cell and the locale of the spreadsheet.

Modelled: digits, thousands, decimals, percent, literal text, dates and times by their usual letters. Not modelled: sections for
negative numbers, colours, conditions, fractions, exponents, names of months.
"""

from __future__ import annotations

import datetime
import re

from tests.google_service.json_objects import JsonObject
from tests.google_service.typed_text import FIRST_DAY, decimal_comma

_DEFAULT_PATTERNS = {
    "DATE": "m/d/yyyy",
    "TIME": "h:mm:ss AM/PM",
    "DATE_TIME": "m/d/yyyy h:mm:ss",
    "PERCENT": "0.00%",
    "NUMBER": "#,##0.00",
}
_VIETNAMESE_PATTERNS = {**_DEFAULT_PATTERNS, "DATE": "dd/mm/yyyy", "TIME": "hh:mm:ss", "DATE_TIME": "dd/mm/yyyy hh:mm:ss"}
_DATE_PART = re.compile(r'"([^"]*)"|\\(.)|(yyyy|yy|mm|m|dd|d|hh|h|ss|s|AM/PM)', re.IGNORECASE)
_DIGITS = re.compile(r"[#0][#0,]*(?:\.[#0]+)?")


def is_date(number_format: JsonObject) -> bool:
    return number_format.get("type") in ("DATE", "TIME", "DATE_TIME")


def shown_number(number: int | float, number_format: JsonObject, locale: str) -> str:
    kind = number_format.get("type", "")
    defaults = _DEFAULT_PATTERNS if locale == "en_US" else _VIETNAMESE_PATTERNS
    pattern = number_format.get("pattern") or defaults.get(kind, "")
    if is_date(number_format):
        return _shown_date(number, pattern)
    if not pattern or kind == "TEXT" or pattern in ("General", "@"):
        whole = number == int(number) and abs(number) < 1e15
        return _in_locale(str(int(number)) if whole else f"{number:.10g}", locale)
    return _shown_by_digits(number, pattern, locale)


def _shown_date(number: float, pattern: str) -> str:
    moment = FIRST_DAY + datetime.timedelta(seconds=round(number * 86400))
    twelve = "am/pm" in pattern.casefold()
    parts: list[str] = []
    at, before = 0, ""
    for found in _DATE_PART.finditer(pattern):
        parts.append(pattern[at : found.start()])
        at = found.end()
        letters = (found.group(3) or "").casefold()
        if not letters:
            parts.append(found.group(1) if found.group(1) is not None else found.group(2))
            continue
        minutes = letters in ("m", "mm") and (before.startswith("h") or re.match(r"[^a-zA-Z]*s", pattern[at:]) is not None)
        parts.append(_date_part(moment, letters, minutes=minutes, twelve=twelve))
        before = letters
    return "".join(parts) + pattern[at:]


def _date_part(moment: datetime.datetime, letters: str, *, minutes: bool, twelve: bool) -> str:
    if letters == "am/pm":
        return "AM" if moment.hour < 12 else "PM"
    if letters.startswith("y"):
        return f"{moment.year:04}" if len(letters) > 2 else f"{moment.year % 100:02}"
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    number = {"d": moment.day, "h": hour, "s": moment.second, "m": moment.minute if minutes else moment.month}[letters[0]]
    return f"{number:02}" if len(letters) > 1 else str(number)


def _shown_by_digits(number: float, pattern: str, locale: str) -> str:
    pattern = pattern.split(";", maxsplit=1)[0]
    found = _DIGITS.search(re.sub(r'"[^"]*"', lambda part: " " * len(part.group()), pattern))
    if found is None:
        return re.sub(r'"([^"]*)"', r"\1", pattern)
    digits = found.group()
    whole, _, decimals = digits.partition(".")
    if "%" in pattern:
        number *= 100
    text = f"{abs(number):,.{len(decimals)}f}" if "," in whole else f"{abs(number):.{len(decimals)}f}"
    if decimals.endswith("#"):
        optional = len(decimals) - len(decimals.rstrip("#"))
        kept = text[: len(text) - optional] + text[len(text) - optional :].rstrip("0")
        text = kept.rstrip(".")
    needed = whole.replace(",", "").count("0")
    lead, point, tail = text.partition(".")
    text = lead.zfill(needed) + point + tail if "," not in whole else text
    before, after = (re.sub(r'"([^"]*)"|\\(.)', r"\1\2", part) for part in (pattern[: found.start()], pattern[found.end() :]))
    return f"{'-' if number < 0 and float(f'{number:.{len(decimals)}f}') else ''}{before}{_in_locale(text, locale)}{after}"


def _in_locale(text: str, locale: str) -> str:
    return text.translate(str.maketrans(",.", ".,")) if decimal_comma(locale) else text
