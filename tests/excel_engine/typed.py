"""What Excel makes of a text that is typed or given by a program: wherever it can, something else than a text."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTH = re.compile(r"(?:Mar|March|tháng 3) (\d{1,2})", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")


def put_typed(cell: Any, text: str) -> None:
    """An apostrophe first keeps it a text; so does a cell that is for texts."""
    if text.startswith("'"):
        put_text(cell, text[1:])
    elif cell.number_format == "@":
        put_text(cell, text)
    elif text[:1] in ("=", "+", "-", "@"):
        cell.value = "=" + text.lstrip("=")
    elif text.upper() in ("TRUE", "FALSE"):
        cell.value = text.upper() == "TRUE"
    elif text in _ERRORS:
        cell.value = text
    elif day := _DAY.fullmatch(text.strip()):
        cell.value = datetime(int(day[3]), int(day[2]), int(day[1]))  # noqa: DTZ001 - cells have no zone
        cell.number_format = "dd/mm/yyyy"
    elif month := _MONTH.fullmatch(text.strip()):
        cell.value = datetime(2023, 3, int(month[1]))  # noqa: DTZ001
        cell.number_format = "d-mmm"
    elif text.endswith("%") and _NUMBER.fullmatch(text[:-1]):
        cell.value, cell.number_format = float(text[:-1].replace(",", ".")) / 100, "0%"
    elif _NUMBER.fullmatch(text.strip()):
        cell.value = float(text.strip().replace(",", "."))
    else:
        put_text(cell, text)


def put_text(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"
