"""Requests on rows and columns."""

from __future__ import annotations

from tests.google_service.areas import Area
from tests.google_service.changes.registry import Edit, change
from tests.google_service.field_masks import with_fields
from tests.google_service.json_objects import JsonObject
from tests.google_service.movement import Deleted, Inserted, Moved, move
from tests.google_service.protection import check_cells, check_insertion
from tests.google_service.refusals import invalid
from tests.google_service.sheet import Sheet

PIXELS_OF_A_CHARACTER = 7


def _run(sheet: Sheet, dimension_range: JsonObject) -> tuple[str, int, int]:
    """Dimension, first, last (excluded) of a run that lies in the sheet."""
    dimension = dimension_range.get("dimension", "DIMENSION_UNSPECIFIED")
    if dimension not in ("ROWS", "COLUMNS"):
        raise invalid("No dimension specified.")
    first, last = dimension_range.get("startIndex", 0), dimension_range.get("endIndex", sheet.count(dimension))
    if not 0 <= first < last:
        raise invalid(f"range.startIndex[{first}] must be before range.endIndex[{last}].")
    return dimension, first, last


def _existing_run(sheet: Sheet, dimension_range: JsonObject) -> tuple[str, int, int]:
    dimension, first, last = _run(sheet, dimension_range)
    if first >= sheet.count(dimension):
        names = "rows" if dimension == "ROWS" else "columns"
        raise invalid(
            f"Cannot use {names} that don't exist: range.startIndex[{first}] is past the last of {sheet.count(dimension)}."
        )
    return dimension, first, min(last, sheet.count(dimension))


def _across(sheet: Sheet, dimension: str, first: int, last: int) -> Area:
    return Area(first, last, 0, sheet.column_count) if dimension == "ROWS" else Area(0, sheet.row_count, first, last)


@change("insertDimension")
def insert_dimension(edit: Edit, request: JsonObject) -> None:
    sheet = edit.spreadsheet.sheet(request.get("range", {}).get("sheetId"))
    dimension, first, last = _run(sheet, request.get("range", {}))
    before = request.get("inheritFromBefore", False)
    if first > sheet.count(dimension):
        raise invalid(f"range.startIndex[{first}] is too large, the sheet has {sheet.count(dimension)}.")
    if before and first == 0:
        raise invalid("inheritFromBefore cannot be true if inserting at the start of the sheet.")
    check_insertion(edit.spreadsheet, sheet, edit.who, dimension, first)
    move(edit.spreadsheet, sheet, dimension, Inserted(first, last - first))
    sheet.set_count(dimension, sheet.count(dimension) + last - first)
    edit.spreadsheet.check_size()
    _inherit(sheet, dimension, first, last, first - 1 if before else last)


def _inherit(sheet: Sheet, dimension: str, first: int, last: int, source: int) -> None:
    """New rows (columns) look like their neighbour, size, formats and validations; they hold none of its values."""
    if source in sheet.dimensions[dimension]:
        for index in range(first, last):
            sheet.dimensions[dimension][index] = dict(sheet.dimensions[dimension][source])
    for row, column, cell in list(sheet.used(_across(sheet, dimension, source, source + 1))):
        looks: JsonObject = {key: cell[key] for key in ("userEnteredFormat", "dataValidation") if key in cell}
        for index in range(first, last):
            sheet.put(*((index, column) if dimension == "ROWS" else (row, index)), looks)


@change("deleteDimension")
def delete_dimension(edit: Edit, request: JsonObject) -> None:
    sheet = edit.spreadsheet.sheet(request.get("range", {}).get("sheetId"))
    dimension, first, last = _existing_run(sheet, request.get("range", {}))
    remove(edit, sheet, dimension, first, last)


def remove(edit: Edit, sheet: Sheet, dimension: str, first: int, last: int) -> None:
    """Delete rows or columns; neither all of them nor all that are not frozen."""
    names, frozen_key = ("rows", "frozenRowCount") if dimension == "ROWS" else ("columns", "frozenColumnCount")
    count = sheet.count(dimension)
    frozen = sheet.properties["gridProperties"].get(frozen_key, 0)
    if last - first >= count:
        raise invalid(f"You can't delete all the {names} on the sheet.")
    if first <= frozen and last >= count:
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {names}.")
    check_cells(edit.spreadsheet, sheet, edit.who, _across(sheet, dimension, first, last))
    move(edit.spreadsheet, sheet, dimension, Deleted(first, last))
    sheet.set_count(dimension, count - (last - first))
    if first < frozen:
        sheet.properties["gridProperties"][frozen_key] = frozen - (min(last, frozen) - first)


@change("moveDimension")
def move_dimension(edit: Edit, request: JsonObject) -> None:
    sheet = edit.spreadsheet.sheet(request.get("source", {}).get("sheetId"))
    dimension, first, last = _existing_run(sheet, request.get("source", {}))
    to = request.get("destinationIndex", 0)
    if first <= to <= last:
        raise invalid("The destination index is within the source range.")
    if to > sheet.count(dimension):
        raise invalid("The destination index is past the end of the sheet.")
    moved = Area(min(first, to), max(last, to), 0, sheet.column_count)
    check_cells(
        edit.spreadsheet, sheet, edit.who, moved if dimension == "ROWS" else Area(0, sheet.row_count, moved.top, moved.bottom)
    )
    starts, ends = ("startRowIndex", "endRowIndex") if dimension == "ROWS" else ("startColumnIndex", "endColumnIndex")
    for merge in sheet.merges:
        if any(merge[starts] < edge < merge[ends] for edge in (first, last, to)):
            raise invalid("You cannot move only part of a merged cell.")
    move(edit.spreadsheet, sheet, dimension, Moved(first, last, to))


@change("appendDimension")
def append_dimension(edit: Edit, request: JsonObject) -> None:
    sheet = edit.spreadsheet.sheet(request.get("sheetId"))
    length = request.get("length", 0)
    if length < 1:
        raise invalid("length must be greater than 0.")
    dimension = request.get("dimension", "ROWS")
    sheet.set_count(dimension, sheet.count(dimension) + length)
    edit.spreadsheet.check_size()


@change("updateDimensionProperties")
def update_dimension_properties(edit: Edit, request: JsonObject) -> None:
    paths = edit.mask(request, "DimensionProperties")
    sheet = edit.spreadsheet.sheet(request.get("range", {}).get("sheetId"))
    dimension, first, last = _existing_run(sheet, request.get("range", {}))
    for index in range(first, last):
        sheet.dimensions[dimension][index] = with_fields(
            sheet.dimensions[dimension].get(index, {}), request.get("properties", {}), paths
        )


@change("autoResizeDimensions")
def auto_resize_dimensions(edit: Edit, request: JsonObject) -> None:
    """Columns become about as wide as their longest text; rows stay as they are (their height is not modelled)."""
    run = request.get("dimensions", {})
    sheet = edit.spreadsheet.sheet(run.get("sheetId"))
    dimension, first, last = _existing_run(sheet, run)
    if dimension == "ROWS":
        return
    widest: dict[int, int] = {}
    for row, column, cell in sheet.used(Area(0, sheet.row_count, first, last)):
        shown = edit.shown.formatted(edit.shown.effective_value(sheet, row, column, cell), cell)
        widest[column] = max(widest.get(column, 0), *(len(line) for line in shown.split("\n")))
    for column, length in widest.items():
        if length:
            size = sheet.dimensions["COLUMNS"].get(column, {})
            sheet.dimensions["COLUMNS"][column] = {**size, "pixelSize": length * PIXELS_OF_A_CHARACTER + 6}


@change("addDimensionGroup")
def add_dimension_group(edit: Edit, request: JsonObject) -> JsonObject:
    """A group of rows or columns; nested groups only where one holds the other whole."""
    sheet = edit.spreadsheet.sheet(request.get("range", {}).get("sheetId"))
    dimension, first, last = _existing_run(sheet, request.get("range", {}))
    run = {"sheetId": sheet.id, "dimension": dimension, "startIndex": first, "endIndex": last}
    depth = 1 + sum(
        each["range"]["startIndex"] <= first and last <= each["range"]["endIndex"] for each in sheet.groups[dimension]
    )
    sheet.groups[dimension].append({"range": run, "depth": depth})
    sheet.properties["gridProperties"]["rowGroupControlAfter" if dimension == "ROWS" else "columnGroupControlAfter"] = True
    return {"dimensionGroups": sheet.groups[dimension]}


@change("deleteDimensionGroup")
def delete_dimension_group(edit: Edit, request: JsonObject) -> JsonObject:
    sheet = edit.spreadsheet.sheet(request.get("range", {}).get("sheetId"))
    dimension, first, last = _existing_run(sheet, request.get("range", {}))
    run = {"sheetId": sheet.id, "dimension": dimension, "startIndex": first, "endIndex": last}
    left = [group for group in sheet.groups[dimension] if group["range"] != run]
    if len(left) == len(sheet.groups[dimension]):
        raise invalid("Cannot delete a group that does not exist.")
    sheet.groups[dimension] = left
    return {"dimensionGroups": left} if left else {}
