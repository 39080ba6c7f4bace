"""Dates as an official document writes them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4_096)
def document_date(day: date) -> str:
    """28/02/2023, 02/3/2023, 14/3/2023: days below 10 and months 1 and 2 are padded (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    return f"{day.day:02d}/{document_month(day)}/{day.year}"


def document_month(day: date) -> str:
    """02 for February, 3 for March."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)
