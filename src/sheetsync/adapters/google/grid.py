"""Blocks of cells as Google counts them: from 0, the end not included."""

from __future__ import annotations

from sheetsync.adapters.google.marks import Json
from sheetsync.core.cells import Rectangle


def grid_range(sheet_id: int, area: Rectangle) -> Json:
    return {
        "sheetId": sheet_id,
        "startRowIndex": area.first_row - 1,
        "endRowIndex": area.last_row,
        "startColumnIndex": area.first_column - 1,
        "endColumnIndex": area.last_column,
    }


def rows_range(sheet_id: int, first: int, last: int) -> Json:
    """Whole rows, first to last, from 1."""
    return {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": first - 1, "endIndex": last}


def columns_range(sheet_id: int, first: int, last: int) -> Json:
    return {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": first - 1, "endIndex": last}
