"""spreadsheets.get: the spreadsheet as a message, with the cells of the asked blocks.

Only what the field mask wants is put together: a large sheet costs little when only its titles are asked for. Not modelled:
filter views, slicers, tables, pivot tables, connected sheets, comments.
"""

from __future__ import annotations

from typing import Any

from tests.google_service.areas import Area
from tests.google_service.changes.registry import Edit
from tests.google_service.field_masks import Tree, below
from tests.google_service.json_objects import JsonObject
from tests.google_service.protection import shown_protection
from tests.google_service.sheet import DEFAULT_PIXELS, Sheet

Blocks = list[tuple[Sheet, Area]]


def without_zero_sheets(value: Any) -> Any:
    """The message as the service writes it: in a range, the sheet with id 0 is not said."""
    if isinstance(value, list):
        return [without_zero_sheets(item) for item in value]
    if not isinstance(value, dict):
        return value
    shown = {key: without_zero_sheets(item) for key, item in value.items()}
    if shown.get("sheetId") == 0 and "title" not in shown and "locationType" not in shown:
        del shown["sheetId"]
    return shown


def wants_grid_data(tree: Tree, include: bool, *, masked: bool) -> bool:
    """A field mask decides by itself; without one, the parameter does."""
    return below(tree, "sheets", "data") is not None if masked else include


def spreadsheet_message(edit: Edit, tree: Tree, blocks: Blocks, *, only_blocks: bool, grid_data: bool) -> JsonObject:
    """The Spreadsheet; tree: what is wanted of it, blocks: the asked ranges, only_blocks: leave out sheets without one."""
    spreadsheet = edit.spreadsheet
    message: JsonObject = {"spreadsheetId": spreadsheet.id, "properties": spreadsheet.properties}
    wanted = below(tree, "sheets")
    if wanted is not None:
        message["sheets"] = [
            _sheet_message(edit, sheet, wanted, _areas(sheet, blocks, only_blocks=only_blocks), grid_data=grid_data)
            for sheet in spreadsheet.sheets
            if not only_blocks or any(each is sheet for each, _ in blocks)
        ]
    if spreadsheet.named_ranges:
        message["namedRanges"] = without_zero_sheets(spreadsheet.named_ranges)
    metadata = [each for each in spreadsheet.developer_metadata if "spreadsheet" in each["location"]]
    if metadata:
        message["developerMetadata"] = metadata
    message["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{spreadsheet.id}/edit"
    return message


def _areas(sheet: Sheet, blocks: Blocks, *, only_blocks: bool) -> list[Area]:
    return [area for each, area in blocks if each is sheet] if only_blocks else [sheet.whole]


def _sheet_message(edit: Edit, sheet: Sheet, tree: Tree, areas: list[Area], *, grid_data: bool) -> JsonObject:
    message: JsonObject = {"properties": sheet.properties}
    data = below(tree, "data")
    if grid_data and data is not None:
        message["data"] = [_grid_data(edit, sheet, area, data) for area in areas]
    resources = {
        "merges": sheet.merges,
        "conditionalFormats": sheet.conditional_formats,
        "protectedRanges": [shown_protection(edit.spreadsheet, each, edit.who) for each in sheet.protected_ranges],
        "charts": sheet.charts,
        "bandedRanges": sheet.banded_ranges,
        "basicFilter": sheet.basic_filter,
        "rowGroups": sheet.groups["ROWS"],
        "columnGroups": sheet.groups["COLUMNS"],
        "developerMetadata": [
            each for each in edit.spreadsheet.developer_metadata if each["location"].get("sheetId") == sheet.id
        ],
    }
    for name, resource in resources.items():
        if resource and below(tree, name) is not None:
            message[name] = without_zero_sheets(resource)
    return message


def _grid_data(edit: Edit, sheet: Sheet, area: Area, tree: Tree) -> JsonObject:
    message: JsonObject = {}
    if area.top:
        message["startRow"] = area.top
    if area.left:
        message["startColumn"] = area.left
    cells = below(tree, "rowData", "values")
    if cells is not None:
        rows = _row_data(edit, sheet, area, None if not cells or "*" in cells else frozenset(cells))
        if rows:
            message["rowData"] = rows
    if below(tree, "rowMetadata") is not None:
        message["rowMetadata"] = _sizes(edit, sheet, "ROWS", area.top, area.bottom)
    if below(tree, "columnMetadata") is not None:
        message["columnMetadata"] = _sizes(edit, sheet, "COLUMNS", area.left, area.right)
    return message


def _row_data(edit: Edit, sheet: Sheet, area: Area, wanted: frozenset[str] | None) -> list[JsonObject]:
    """The rows up to the last one that holds something, each up to its last cell."""
    used = sorted(row for row in sheet.rows if area.top <= row < area.bottom)
    rows: list[JsonObject] = []
    for row in used:
        cells = sheet.rows[row]
        last = max((column for column in cells if area.left <= column < area.right), default=None)
        if last is None:
            continue
        rows += [{}] * (row - area.top - len(rows))
        values = [edit.shown.message(sheet, row, column, cells.get(column, {}), wanted) for column in range(area.left, last + 1)]
        rows.append({"values": values})
    return rows


def _sizes(edit: Edit, sheet: Sheet, dimension: str, first: int, last: int) -> list[JsonObject]:
    bound: dict[int, list[JsonObject]] = {}
    for metadata in edit.spreadsheet.developer_metadata:
        run = metadata["location"].get("dimensionRange")
        if run is not None and run["sheetId"] == sheet.id and run["dimension"] == dimension:
            bound.setdefault(run["startIndex"], []).append(without_zero_sheets(metadata))
    sizes = sheet.dimensions[dimension]
    default = {"pixelSize": DEFAULT_PIXELS[dimension]}
    messages = []
    for index in range(first, last):
        message = {**default, **sizes[index]} if index in sizes else default
        messages.append({**message, "developerMetadata": bound[index]} if index in bound else message)
    return messages
