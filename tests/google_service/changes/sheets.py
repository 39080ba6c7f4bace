"""Requests on whole sheets and on the spreadsheet's own properties."""

from __future__ import annotations

from typing import Any

from tests.google_service.areas import Area, quoted_title
from tests.google_service.changes.charts import without_sheet
from tests.google_service.changes.registry import Edit, change
from tests.google_service.field_masks import with_fields
from tests.google_service.formulas import forget_sheet, rename_sheet
from tests.google_service.json_objects import JsonObject, copied
from tests.google_service.movement import change_formulas
from tests.google_service.protection import check_name, check_sheet
from tests.google_service.refusals import invalid
from tests.google_service.sheet import Sheet
from tests.google_service.spreadsheet import Spreadsheet


def free_title(spreadsheet: Spreadsheet, wanted: str) -> str:
    """The title, with a number behind it when it is taken."""
    number, title = 1, wanted
    while spreadsheet.titled(title) is not None:
        number += 1
        title = f"{wanted} {number}"
    return title


def check_title(spreadsheet: Spreadsheet, title: str, own: Sheet | None = None) -> None:
    taken = spreadsheet.titled(title)
    if not title:
        raise invalid("The sheet name cannot be empty.")
    if taken is not None and taken is not own:
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def new_sheet_id(edit: Edit, wanted: int | None) -> int:
    if wanted is None:
        return edit.new_id()
    if wanted < 0 or any(sheet.id == wanted for sheet in edit.spreadsheet.sheets):
        raise invalid(f"Sheet with id {wanted} already exists." if wanted >= 0 else "The sheet ID must not be negative.")
    return wanted


@change("addSheet")
def add_sheet(edit: Edit, request: JsonObject) -> JsonObject:
    properties = request.get("properties", {})
    grid = properties.get("gridProperties", {})
    number = len(edit.spreadsheet.sheets) + 1
    while edit.spreadsheet.titled(f"Sheet{number}") is not None:
        number += 1
    title = properties.get("title", f"Sheet{number}")
    check_title(edit.spreadsheet, title)
    if properties.get("sheetType", "GRID") != "GRID":
        raise invalid("Sheets of this type are not supported.")
    sheet = Sheet(new_sheet_id(edit, properties.get("sheetId")), title, grid.get("rowCount", 1000), grid.get("columnCount", 26))
    sheet.properties.update(
        {key: value for key, value in properties.items() if key not in ("gridProperties", "index", "sheetId", "title")}
    )
    sheet.properties["gridProperties"].update(grid)
    _check_freeze(sheet)
    edit.spreadsheet.sheets.insert(properties.get("index", len(edit.spreadsheet.sheets)), sheet)
    edit.spreadsheet.number_sheets()
    edit.spreadsheet.check_size()
    return {"properties": copied(sheet.properties)}


@change("deleteSheet")
def delete_sheet(edit: Edit, request: JsonObject) -> None:
    spreadsheet = edit.spreadsheet
    sheet = spreadsheet.sheet(request.get("sheetId"))
    if all(other.hidden for other in spreadsheet.sheets if other is not sheet):
        raise invalid(
            "You can't remove all the visible sheets in a document."
            if len(spreadsheet.sheets) > 1
            else "You can't remove all the sheets in a document."
        )
    check_sheet(spreadsheet, sheet, edit.who)
    spreadsheet.sheets.remove(sheet)
    spreadsheet.number_sheets()
    spreadsheet.named_ranges = [each for each in spreadsheet.named_ranges if each["range"].get("sheetId", 0) != sheet.id]
    spreadsheet.developer_metadata = [each for each in spreadsheet.developer_metadata if metadata_sheet(each) != sheet.id]
    for other in spreadsheet.sheets:
        other.charts = without_sheet(other.charts, sheet.id)
    change_formulas(spreadsheet, lambda formula, own: forget_sheet(formula, own, sheet.title))


def metadata_sheet(metadata: JsonObject) -> int | None:
    """The sheet that developer metadata is bound to, itself or one of its rows or columns."""
    location = metadata["location"]
    if "dimensionRange" in location:
        return int(location["dimensionRange"].get("sheetId", 0))
    sheet_id: int | None = location.get("sheetId")
    return sheet_id


@change("duplicateSheet")
def duplicate_sheet(edit: Edit, request: JsonObject) -> JsonObject:
    spreadsheet = edit.spreadsheet
    source = spreadsheet.sheet(request.get("sourceSheetId"))
    title = request.get("newSheetName") or free_title(spreadsheet, f"Copy of {source.title}")
    check_title(spreadsheet, title)
    copy = copy_of(edit, source, new_sheet_id(edit, request.get("newSheetId")), title)
    spreadsheet.sheets.insert(request.get("insertSheetIndex", 0), copy)
    spreadsheet.number_sheets()
    spreadsheet.check_size()
    if edit.unknowns.duplicate_copies_sheet_metadata:
        for metadata in [each for each in spreadsheet.developer_metadata if each["location"].get("sheetId") == source.id]:
            location = {**metadata["location"], "sheetId": copy.id}
            spreadsheet.developer_metadata.append({**metadata, "metadataId": edit.new_id(), "location": location})
    return {"properties": copied(copy.properties)}


def copy_of(edit: Edit, source: Sheet, sheet_id: int, title: str) -> Sheet:
    """The sheet with new ids for what has one; ranges in it that meant the source mean the copy."""
    copy = source.copy()
    copy.properties = {**copy.properties, "sheetId": sheet_id, "title": title}
    for name in ("merges", "conditional_formats", "protected_ranges", "charts", "banded_ranges", "basic_filter", "groups"):
        setattr(copy, name, _with_sheet_id(getattr(copy, name), source.id, sheet_id))
    if not edit.unknowns.duplicate_copies_protection:
        copy.protected_ranges = []
    for resources, key in (
        (copy.charts, "chartId"),
        (copy.protected_ranges, "protectedRangeId"),
        (copy.banded_ranges, "bandedRangeId"),
    ):
        for resource in resources:
            resource[key] = edit.new_id()
    return copy


def _with_sheet_id(value: Any, old: int, new: int) -> Any:
    if isinstance(value, list):
        return [_with_sheet_id(item, old, new) for item in value]
    if isinstance(value, dict):
        return {key: new if key == "sheetId" and item == old else _with_sheet_id(item, old, new) for key, item in value.items()}
    return value


@change("updateSheetProperties")
def update_sheet_properties(edit: Edit, request: JsonObject) -> None:
    properties = request.get("properties", {})
    paths = edit.mask(request, "SheetProperties")
    sheet = edit.spreadsheet.sheet(properties.get("sheetId"))
    before = sheet.whole
    old_title = sheet.title
    given = {"sheetId": sheet.id, "index": sheet.properties["index"], "sheetType": "GRID", "gridProperties": {}, **properties}
    if paths[0][0] == "*":
        paths = [(key,) for key in properties if key not in ("sheetId", "index", "gridProperties")]
        paths += [("gridProperties", key) for key in properties.get("gridProperties", {})]
        paths += [("index",)] if "index" in properties else []
    names = {path[0] for path in paths}
    if "title" in names:
        check_name(edit.spreadsheet, sheet, edit.who)
        check_title(edit.spreadsheet, properties.get("title", ""), sheet)
    if (
        "hidden" in names
        and properties.get("hidden")
        and all(other.hidden for other in edit.spreadsheet.sheets if other is not sheet)
    ):
        raise invalid("You can't hide all the sheets in a document.")
    _check_shrinking(sheet, properties.get("gridProperties", {}))
    sheet.properties = with_fields(
        sheet.properties, given, [path for path in paths if path[0] not in ("index", "sheetId", "sheetType")]
    )
    grid = sheet.properties["gridProperties"]
    if grid.get("rowCount", 0) < 1 or grid.get("columnCount", 0) < 1:
        raise invalid("The sheet must have at least one row and one column.")
    _check_freeze(sheet)
    if "index" in names:
        _move_sheet(edit.spreadsheet, sheet, given["index"])
    if sheet.whole != before:
        _resized(edit, sheet, before)
    if sheet.title != old_title:
        change_formulas(edit.spreadsheet, lambda formula, _: rename_sheet(formula, old_title, quoted_title(sheet.title)))


def _check_shrinking(sheet: Sheet, grid: JsonObject) -> None:
    """A sheet shrinks as it is now: rows that the same request would set free are still frozen."""
    own = sheet.properties["gridProperties"]
    for names, count, frozen in (("rows", "rowCount", "frozenRowCount"), ("columns", "columnCount", "frozenColumnCount")):
        if 0 < grid.get(count, own[count]) < own[count] and grid[count] <= own.get(frozen, 0):
            raise invalid(f"Sorry, it is not possible to delete all non-frozen {names}.")


def _move_sheet(spreadsheet: Spreadsheet, sheet: Sheet, index: int) -> None:
    """The index is counted before the sheet is taken out."""
    old = spreadsheet.sheets.index(sheet)
    spreadsheet.sheets.remove(sheet)
    spreadsheet.sheets.insert(index - 1 if index > old else index, sheet)
    spreadsheet.number_sheets()


def _resized(edit: Edit, sheet: Sheet, before: Area) -> None:
    for dimension, old, new in (("ROWS", before.bottom, sheet.row_count), ("COLUMNS", before.right, sheet.column_count)):
        if new < old:
            # the rows (columns) that fall off take with them what is bound to them
            from tests.google_service.changes.dimensions import remove  # noqa: PLC0415

            sheet.set_count(dimension, old)
            remove(edit, sheet, dimension, new, old)
    edit.spreadsheet.check_size()


def _check_freeze(sheet: Sheet) -> None:
    grid = sheet.properties["gridProperties"]
    rows, columns = grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0)
    if rows >= sheet.row_count:
        raise invalid("You can't freeze all visible rows on the sheet.")
    if columns >= sheet.column_count:
        raise invalid("You can't freeze all visible columns on the sheet.")
    for merge in sheet.merges:
        if merge["startRowIndex"] < rows < merge["endRowIndex"]:
            raise invalid("You can't freeze rows which contain only part of a merged cell.")
        if merge["startColumnIndex"] < columns < merge["endColumnIndex"]:
            raise invalid("You can't freeze columns which contain only part of a merged cell.")


@change("updateSpreadsheetProperties")
def update_spreadsheet_properties(edit: Edit, request: JsonObject) -> None:
    paths = edit.mask(request, "SpreadsheetProperties")
    if paths[0][0] == "*":
        paths = [(key,) for key in request.get("properties", {})]
    edit.spreadsheet.properties = with_fields(edit.spreadsheet.properties, request.get("properties", {}), paths)
