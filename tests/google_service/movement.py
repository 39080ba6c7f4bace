"""What moves when rows or columns are inserted, deleted or moved: cells and everything that is bound to them.

Not verified: whether conditional formats and protected ranges grow when a row is put right below their last one (here they do
not), what becomes of a named range whose cells are all gone (here it goes too).
"""

from __future__ import annotations

from typing import Any, Protocol

from tests.google_service.formulas import Span, move_references
from tests.google_service.json_objects import JsonObject
from tests.google_service.sheet import Sheet
from tests.google_service.spreadsheet import Spreadsheet

_EDGES = {"ROWS": ("startRowIndex", "endRowIndex"), "COLUMNS": ("startColumnIndex", "endColumnIndex")}
_GRID_RANGE_KEYS = frozenset({"sheetId", "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"})
_GRID_COORDINATE_KEYS = frozenset({"sheetId", "rowIndex", "columnIndex"})


class Movement(Protocol):
    """Where a row (or column) and a run of them are afterwards; None: gone."""

    def index(self, index: int) -> int | None: ...

    def span(self, span: Span) -> Span | None: ...


class Inserted:
    def __init__(self, at: int, count: int) -> None:
        self._at, self._count = at, count

    def index(self, index: int) -> int | None:
        return index + self._count if index >= self._at else index

    def span(self, span: Span) -> Span | None:
        first, last = span
        return (first + self._count if first >= self._at else first, last + self._count if last > self._at else last)


class Deleted:
    def __init__(self, first: int, last: int) -> None:
        self._first, self._last = first, last

    def index(self, index: int) -> int | None:
        if self._first <= index < self._last:
            return None
        return index - (self._last - self._first) if index >= self._last else index

    def span(self, span: Span) -> Span | None:
        first, last = (self._edge(edge) for edge in span)
        return (first, last) if first < last else None

    def _edge(self, edge: int) -> int:
        return edge if edge <= self._first else max(self._first, edge - (self._last - self._first))


class Moved:
    """A run moved to before `to`; a range that the move would tear apart stays where it is."""

    def __init__(self, first: int, last: int, to: int) -> None:
        self._first, self._last, self._to = first, last, to

    def index(self, index: int) -> int | None:
        count = self._last - self._first
        if self._first <= index < self._last:
            return self._to - self._first + index - (count if self._to > self._first else 0)
        if self._last <= index < self._to:
            return index - count
        if self._to <= index < self._first:
            return index + count
        return index

    def span(self, span: Span) -> Span | None:
        first, last = span
        if last - first > 100_000:
            return span
        new = sorted(index for each in range(first, last) if (index := self.index(each)) is not None)
        return (new[0], new[-1] + 1) if new and new[-1] - new[0] == len(new) - 1 else span


def move(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, movement: Movement) -> None:
    """Move the cells of a sheet and all that is bound to them; the size of the grid is the caller's."""
    _move_formulas(spreadsheet, sheet, dimension, movement)
    _move_cells(sheet, dimension, movement)
    own = _Ranges(sheet.id, dimension, movement)
    sheet.dimensions[dimension] = {
        new: size for index, size in sheet.dimensions[dimension].items() if (new := movement.index(index)) is not None
    }
    sheet.groups[dimension] = [own.dimension_range(group) for group in sheet.groups[dimension] if own.dimension_range(group)]
    sheet.merges = [merge for each in sheet.merges if (merge := own.grid_range(each)) is not None and not _is_one_cell(merge)]
    sheet.conditional_formats = [
        {**rule, "ranges": ranges} for rule in sheet.conditional_formats if (ranges := own.grid_ranges(rule["ranges"]))
    ]
    sheet.protected_ranges = [each for each in map(own.bound, sheet.protected_ranges) if each is not None]
    sheet.banded_ranges = [each for each in map(own.bound, sheet.banded_ranges) if each is not None]
    sheet.basic_filter = None if sheet.basic_filter is None else own.bound(sheet.basic_filter)
    spreadsheet.named_ranges = [each for each in map(own.bound, spreadsheet.named_ranges) if each is not None]
    spreadsheet.developer_metadata = [each for each in map(own.metadata, spreadsheet.developer_metadata) if each is not None]
    for any_sheet in spreadsheet.sheets:
        any_sheet.charts = [own.everywhere(chart) for chart in any_sheet.charts]


class _Ranges:
    """The ranges of one sheet, moved."""

    def __init__(self, sheet_id: int, dimension: str, movement: Movement) -> None:
        self._sheet_id = sheet_id
        self._dimension = dimension
        self._movement = movement
        self._start, self._end = _EDGES[dimension]

    def grid_range(self, grid_range: JsonObject) -> JsonObject | None:
        first, last = grid_range.get(self._start), grid_range.get(self._end)
        if grid_range.get("sheetId", 0) != self._sheet_id or (first is None and last is None):
            return grid_range
        span = self._movement.span((first or 0, 10**8 if last is None else last))
        if span is None:
            return None
        moved = dict(grid_range)
        if first is not None:
            moved[self._start] = span[0]
        if last is not None:
            moved[self._end] = span[1]
        return moved

    def grid_ranges(self, grid_ranges: list[JsonObject]) -> list[JsonObject]:
        return [moved for each in grid_ranges if (moved := self.grid_range(each)) is not None]

    def bound(self, resource: JsonObject) -> JsonObject | None:
        """Something with a range and perhaps ranges that it leaves out."""
        moved = dict(resource)
        if "range" in resource:
            grid_range = self.grid_range(resource["range"])
            if grid_range is None:
                return None
            moved["range"] = grid_range
        if "unprotectedRanges" in resource:
            moved["unprotectedRanges"] = self.grid_ranges(resource["unprotectedRanges"])
        return moved

    def dimension_range(self, group: JsonObject) -> JsonObject:
        span = self._movement.span((group["range"].get("startIndex", 0), group["range"]["endIndex"]))
        return {} if span is None else {**group, "range": {**group["range"], "startIndex": span[0], "endIndex": span[1]}}

    def metadata(self, metadata: JsonObject) -> JsonObject | None:
        run = metadata["location"].get("dimensionRange")
        if run is None or run.get("sheetId", 0) != self._sheet_id or run["dimension"] != self._dimension:
            return metadata
        span = self._movement.span((run["startIndex"], run["endIndex"]))
        if span is None:
            return None
        return {
            **metadata,
            "location": {**metadata["location"], "dimensionRange": {**run, "startIndex": span[0], "endIndex": span[1]}},
        }

    def everywhere(self, value: Any) -> Any:
        """Every range and anchor inside a chart; a source that is gone is left out."""
        if isinstance(value, list):
            return [moved for each in value if (moved := self.everywhere(each)) is not None]
        if not isinstance(value, dict):
            return value
        if value and value.keys() <= _GRID_COORDINATE_KEYS and value.keys() - {"sheetId"}:
            return self._anchor(value)
        if value and value.keys() <= _GRID_RANGE_KEYS:
            return self.grid_range(value)
        return {key: moved for key, item in value.items() if (moved := self.everywhere(item)) is not None}

    def _anchor(self, anchor: JsonObject) -> JsonObject:
        key = "rowIndex" if self._dimension == "ROWS" else "columnIndex"
        if anchor.get("sheetId", 0) != self._sheet_id:
            return anchor
        moved = self._movement.index(anchor.get(key, 0))
        return anchor if moved is None else {**anchor, key: moved}


def _is_one_cell(merge: JsonObject) -> bool:
    return bool(merge["endRowIndex"] - merge["startRowIndex"] == 1 and merge["endColumnIndex"] - merge["startColumnIndex"] == 1)


def _move_cells(sheet: Sheet, dimension: str, movement: Movement) -> None:
    if dimension == "ROWS":
        sheet.rows = {new: cells for row, cells in sheet.rows.items() if (new := movement.index(row)) is not None}
        return
    moved = {
        row: {new: cell for column, cell in cells.items() if (new := movement.index(column)) is not None}
        for row, cells in sheet.rows.items()
    }
    sheet.rows = {row: cells for row, cells in moved.items() if cells}


def _move_formulas(spreadsheet: Spreadsheet, moved: Sheet, dimension: str, movement: Movement) -> None:
    change_formulas(spreadsheet, lambda formula, own: move_references(formula, own, moved.title, dimension, movement.span))


class FormulaChange(Protocol):
    def __call__(self, formula: str, own: str, /) -> str: ...


def change_formulas(spreadsheet: Spreadsheet, change: FormulaChange) -> None:
    """Change the formulas of all cells, of conditional formats and of validations."""
    for sheet in spreadsheet.sheets:
        for cells in sheet.rows.values():
            for column, cell in cells.items():
                formula = cell.get("userEnteredValue", {}).get("formulaValue")
                if formula is not None and (new := change(formula, sheet.title)) != formula:
                    cells[column] = {**cell, "userEnteredValue": {"formulaValue": new}}
                if "dataValidation" in cells[column]:
                    cells[column] = {
                        **cells[column],
                        "dataValidation": _in_conditions(cells[column]["dataValidation"], sheet.title, change),
                    }
        sheet.conditional_formats = [_in_conditions(rule, sheet.title, change) for rule in sheet.conditional_formats]


def _in_conditions(message: Any, title: str, change: FormulaChange) -> Any:
    """The message with the formulas of its condition values changed."""
    if isinstance(message, list):
        return [_in_conditions(item, title, change) for item in message]
    if not isinstance(message, dict):
        return message
    return {
        key: change(item, title)
        if key == "userEnteredValue" and isinstance(item, str) and item.startswith("=")
        else _in_conditions(item, title, change)
        for key, item in message.items()
    }
