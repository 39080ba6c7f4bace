"""Blocks of a sheet (half-open, counted from 0) and their notation as A1 text and as GridRange."""

from __future__ import annotations

import re
from typing import NamedTuple

from tests.google_service.json_objects import JsonObject

UNBOUNDED = 10**9
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
_CELL_PART = r"\$?([A-Za-z]{1,3})?\$?(\d+)?"
_BLOCK = re.compile(rf"{_CELL_PART}(?::{_CELL_PART})?")


class Area(NamedTuple):
    """Rows top to bottom and columns left to right, the last ones excluded."""

    top: int
    bottom: int
    left: int
    right: int

    def meets(self, other: Area) -> bool:
        return self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right

    def holds(self, other: Area) -> bool:
        return self.top <= other.top and other.bottom <= self.bottom and self.left <= other.left and other.right <= self.right

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left


def column_letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def quoted_title(title: str) -> str:
    """The title as Google writes it in a range."""
    if _PLAIN_TITLE.fullmatch(title) and not _LOOKS_LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def a1_text(area: Area, title: str | None = None) -> str:
    first = f"{column_letters(area.left)}{area.top + 1}"
    last = f"{column_letters(area.right - 1)}{area.bottom}"
    block = first if first == last else f"{first}:{last}"
    return block if title is None else f"{quoted_title(title)}!{block}"


def split_title(text: str) -> tuple[str | None, str]:
    """`'Quý I'!A1:B2` is the title and the block; without a mark, no title."""
    found = re.match(r"^(?:'((?:[^']|'')+)'|([^'!]+))!(.*)$", text, re.DOTALL)
    if found is None:
        return None, text
    return (found.group(1) or found.group(2)).replace("''", "'"), found.group(3)


def parse_block(text: str) -> Area | None:
    """The block that `A1:B2`, `C:C`, `3:5`, `A2:C` or `B7` names, its open sides UNBOUNDED; None for any other text."""
    found = _BLOCK.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    first_column, first_row, last_column, last_row = found.groups()
    if ":" not in text and not (first_column and first_row):
        return None
    if ":" not in text:
        last_column, last_row = first_column, first_row
    columns, rows = (0, UNBOUNDED), (0, UNBOUNDED)
    if first_column or last_column:
        left = column_number(first_column) if first_column else 0
        right = column_number(last_column) if last_column else UNBOUNDED - 1
        columns = (min(left, right), max(left, right) + 1)
    if first_row or last_row:
        top = int(first_row) - 1 if first_row else 0
        bottom = int(last_row) - 1 if last_row else UNBOUNDED - 1
        rows = (min(top, bottom), max(top, bottom) + 1)
    return Area(*rows, *columns)


def area_of(grid_range: JsonObject, rows: int, columns: int) -> Area:
    """The part of a GridRange that lies in a sheet of this size."""
    return Area(
        grid_range.get("startRowIndex", 0),
        min(grid_range.get("endRowIndex", rows), rows),
        grid_range.get("startColumnIndex", 0),
        min(grid_range.get("endColumnIndex", columns), columns),
    )


def grid_range_of(area: Area, sheet_id: int) -> JsonObject:
    return {
        "sheetId": sheet_id,
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }
