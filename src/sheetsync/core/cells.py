"""Cell values and where a cell stands, without any spreadsheet library."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeAlias

from sheetsync.records import dataclass

CellValue: TypeAlias = str | int | float | bool | datetime | date | time | timedelta | None
"""What a cell holds. Blank is None (an empty text is read as None). A true date without a time of day is a `date`."""

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384


@lru_cache(maxsize=256)
def column_letters(column: int) -> str:
    """1 → A, 27 → AA. Raises ValueError below 1."""
    if column < 1:
        raise ValueError(f"column {column} is below 1")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, aa → 27. Raises ValueError for anything but one to three letters."""
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha()):
        raise ValueError(f"{letters!r} is no column")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def a1(row: int, column: int) -> str:
    """(12, 10) → J12."""
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True, order=True)
class Rectangle:
    """A block of cells; rows and columns count from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def a1(self) -> str:
        first = a1(self.first_row, self.first_column)
        last = a1(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"

    def contains(self, row: int, column: int) -> bool:
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


@dataclass(frozen=True, slots=True)
class Where:
    """The place of one cell: sheet name, row and column from 1, and the heading above it as people wrote it."""

    sheet: str
    row: int
    column: int
    heading: str = ""

    @property
    def a1(self) -> str:
        return a1(self.row, self.column)
