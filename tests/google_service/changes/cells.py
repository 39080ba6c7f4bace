"""Requests on the contents of cells: values, formats, notes, validations, merges."""

from __future__ import annotations

from collections.abc import Sequence

from tests.google_service.areas import Area, grid_range_of
from tests.google_service.changes.registry import Edit, change
from tests.google_service.field_masks import Path, with_fields
from tests.google_service.formulas import repeated_formula
from tests.google_service.json_objects import JsonObject
from tests.google_service.protection import check_cells
from tests.google_service.refusals import invalid
from tests.google_service.sheet import Sheet

MOST_CHARACTERS = 50_000
KEPT_FIELDS = ("userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns", "chipRuns", "pivotTable")
"""What a cell keeps; the other fields of CellData are computed."""


_FORMATS: dict[str, JsonObject] = {}


def one_of_equals(look: JsonObject) -> JsonObject:
    """One object for all equal formats: thousands of cells share a few, and an answer is put together once for each."""
    return _FORMATS.setdefault(repr(look), look)


def check_length(value: JsonObject) -> None:
    if any(isinstance(item, str) and len(item) > MOST_CHARACTERS for item in value.values()):
        raise invalid(f"Your input contains more than the maximum of {MOST_CHARACTERS} characters in a single cell.")


def put_fields(sheet: Sheet, row: int, column: int, source: JsonObject, paths: Sequence[Path]) -> None:
    """Put the named fields of a CellData into a cell; what the source lacks is cleared."""
    old = sheet.cell(row, column)
    new = with_fields(old, source, paths)
    if (
        "textFormatRuns" in old
        and new.get("textFormatRuns") is old["textFormatRuns"]
        and new.get("userEnteredValue") != old.get("userEnteredValue")
    ):
        del new["textFormatRuns"]
    kept = {key: new[key] for key in KEPT_FIELDS if key in new and new[key] not in ({}, [], "")}
    if value := kept.get("userEnteredValue"):
        check_length(value)
        if not str(value.get("formulaValue", "=")).startswith("="):
            raise invalid(f"Invalid formula: {value['formulaValue']}")
        if value.get("stringValue") == "":
            del kept["userEnteredValue"]
    if "userEnteredFormat" in kept:
        kept["userEnteredFormat"] = one_of_equals(kept["userEnteredFormat"])
    sheet.put(row, column, kept)


@change("updateCells")
def update_cells(edit: Edit, request: JsonObject) -> None:
    paths = edit.mask(request, "CellData")
    rows = request.get("rows", [])
    if "range" in request:
        sheet, area = edit.unlocked(request["range"])
        bounded = True
    else:
        start = request.get("start", {})
        sheet = edit.spreadsheet.sheet(start.get("sheetId"))
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        area = Area(top, top + len(rows), left, left + max((len(row.get("values", [])) for row in rows), default=0))
        if area.bottom > sheet.row_count or area.right > sheet.column_count:
            sheet.outside(area)
        check_cells(edit.spreadsheet, sheet, edit.who, area)
        bounded = False
    if len(rows) > area.height:
        raise invalid(f"Attempting to write row: {area.bottom}, beyond the last requested row of: {area.bottom - 1}")
    empty: JsonObject = {}
    for offset in range(area.height):
        values = rows[offset].get("values", []) if offset < len(rows) else []
        if bounded and len(values) > area.width:
            raise invalid(f"Attempting to write column: {area.right}, beyond the last requested column of: {area.right - 1}")
        for index in range(area.width if bounded else len(values)):
            source = values[index] if index < len(values) else empty
            put_fields(sheet, area.top + offset, area.left + index, source or empty, paths)


@change("repeatCell")
def repeat_cell(edit: Edit, request: JsonObject) -> None:
    paths = edit.mask(request, "CellData")
    sheet, area = edit.unlocked(request.get("range", {}))
    cell = request.get("cell", {})
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            if formula is not None:  # its references follow, as the method's documentation says
                moved = repeated_formula(formula, row - area.top, column - area.left)
                cell = {**cell, "userEnteredValue": {"formulaValue": moved}}
            put_fields(sheet, row, column, cell, paths)


@change("appendCells")
def append_cells(edit: Edit, request: JsonObject) -> None:
    paths = edit.mask(request, "CellData")
    sheet = edit.spreadsheet.sheet(request.get("sheetId"))
    top = max(sheet.rows, default=-1) + 1
    rows = request.get("rows", [])
    sheet.set_count("ROWS", max(sheet.row_count, top + len(rows)))
    edit.spreadsheet.check_size()
    for offset, row in enumerate(rows):
        for column, cell in enumerate(row.get("values", [])):
            check_cells(edit.spreadsheet, sheet, edit.who, Area(top + offset, top + offset + 1, column, column + 1))
            put_fields(sheet, top + offset, column, cell, paths)


@change("setDataValidation")
def set_data_validation(edit: Edit, request: JsonObject) -> None:
    sheet, area = edit.unlocked(request.get("range", {}))
    rule = request.get("rule")
    if rule is not None and "condition" not in rule:
        raise invalid("Invalid data validation rule: no condition.")
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            cell = {key: value for key, value in sheet.cell(row, column).items() if key != "dataValidation"}
            sheet.put(row, column, cell if rule is None else {**cell, "dataValidation": rule})


@change("mergeCells")
def merge_cells(edit: Edit, request: JsonObject) -> None:
    sheet, area = edit.unlocked(request.get("range", {}))
    _forget_merges(sheet, area)
    grid = sheet.properties["gridProperties"]
    if area.top < grid.get("frozenRowCount", 0) < area.bottom or area.left < grid.get("frozenColumnCount", 0) < area.right:
        raise invalid("You can't merge frozen and non-frozen rows or columns.")
    for block in _merged_blocks(area, request.get("mergeType", "MERGE_ALL")):
        if block.height == block.width == 1:
            continue
        sheet.merges.append(grid_range_of(block, sheet.id))
        for row, column, cell in list(sheet.used(block)):
            if (row, column) != (block.top, block.left):
                sheet.put(
                    row,
                    column,
                    {key: value for key, value in cell.items() if key not in ("userEnteredValue", "note", "textFormatRuns")},
                )


def _merged_blocks(area: Area, kind: str) -> list[Area]:
    if kind == "MERGE_ROWS":
        return [Area(row, row + 1, area.left, area.right) for row in range(area.top, area.bottom)]
    if kind == "MERGE_COLUMNS":
        return [Area(area.top, area.bottom, column, column + 1) for column in range(area.left, area.right)]
    return [area]


@change("unmergeCells")
def unmerge_cells(edit: Edit, request: JsonObject) -> None:
    sheet, area = edit.unlocked(request.get("range", {}))
    _forget_merges(sheet, area)


def _forget_merges(sheet: Sheet, area: Area) -> None:
    """Take away the merges in a block; one that reaches out of it is refused."""
    kept = []
    for merge in sheet.merges:
        merged = sheet.area(merge)
        if not merged.meets(area):
            kept.append(merge)
        elif not area.holds(merged):
            raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = kept


@change("updateBorders")
def update_borders(edit: Edit, request: JsonObject) -> None:
    """The borders of a block; the inner ones as the bottom and right border of each cell but the last."""
    sheet, area = edit.unlocked(request.get("range", {}))
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            at_edges = {
                "top": row == area.top,
                "bottom": row == area.bottom - 1,
                "left": column == area.left,
                "right": column == area.right - 1,
            }
            sides = {side: request[side] for side, at_edge in at_edges.items() if at_edge and side in request}
            if "innerHorizontal" in request and row < area.bottom - 1:
                sides["bottom"] = request["innerHorizontal"]
            if "innerVertical" in request and column < area.right - 1:
                sides["right"] = request["innerVertical"]
            if sides:
                _put_borders(sheet, row, column, sides)


def _put_borders(sheet: Sheet, row: int, column: int, sides: JsonObject) -> None:
    cell = sheet.cell(row, column)
    look = dict(cell.get("userEnteredFormat", {}))
    borders = {**look.get("borders", {}), **sides}
    look["borders"] = {side: border for side, border in borders.items() if border.get("style", "NONE") != "NONE"}
    if not look["borders"]:
        del look["borders"]
    kept = {key: value for key, value in cell.items() if key != "userEnteredFormat"}
    sheet.put(row, column, {**kept, "userEnteredFormat": look} if look else kept)
