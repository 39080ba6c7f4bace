"""spreadsheets.values: cells as lists of values, by A1 range or by data filter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.google_service.areas import Area, a1_text, column_letters
from tests.google_service.changes.cells import check_length
from tests.google_service.changes.registry import Edit
from tests.google_service.developer_metadata import blocks
from tests.google_service.json_objects import JsonObject
from tests.google_service.movement import Inserted, move
from tests.google_service.protection import check_cells
from tests.google_service.refusals import Refusal, invalid
from tests.google_service.sheet import Sheet
from tests.google_service.typed_text import typed


@dataclass
class Written:
    """What one range of values has changed."""

    sheet: Sheet
    area: Area
    answer: JsonObject
    cells: set[tuple[int, int]] = field(default_factory=set)


def value_range(edit: Edit, sheet: Sheet, area: Area, options: JsonObject) -> JsonObject:
    """The ValueRange of a block: empty cells at the end of a row and empty rows at the end are left out."""
    how = options.get("valueRenderOption", "FORMATTED_VALUE")
    dates = options.get("dateTimeRenderOption", "SERIAL_NUMBER")
    by_columns = options.get("majorDimension") == "COLUMNS"
    lines: list[list[Any]] = []
    for row, column, cell in sheet.used(area):
        value = edit.shown.rendered(sheet, row, column, cell, how=how, dates=dates)
        if value == "":
            continue
        line, at = (column - area.left, row - area.top) if by_columns else (row - area.top, column - area.left)
        lines += [[] for _ in range(line + 1 - len(lines))]
        lines[line] += [""] * (at + 1 - len(lines[line]))
        lines[line][at] = value
    answer: JsonObject = {"range": a1_text(area, sheet.title), "majorDimension": "COLUMNS" if by_columns else "ROWS"}
    if lines:
        answer["values"] = lines
    return answer


def get_values(edit: Edit, text: str, options: JsonObject) -> JsonObject:
    return value_range(edit, *edit.spreadsheet.block(text), options)


def _rows(values: list[Any], major: str) -> list[list[Any]]:
    """The given lines as rows; null where a shorter line has no value."""
    for at, line in enumerate(values):
        for index, value in enumerate(line or []):
            if isinstance(value, (dict, list)):
                raise invalid(f"Invalid values[{at}][{index}]: {'struct_value' if isinstance(value, dict) else 'list_value'}")
    if major != "COLUMNS":
        return [list(line or []) for line in values]
    return [[line[row] if row < len(line) else None for line in values] for row in range(max(map(len, values), default=0))]


def _option(options: JsonObject) -> str:
    option = options.get("valueInputOption", "INPUT_VALUE_OPTION_UNSPECIFIED")
    if option not in ("RAW", "USER_ENTERED"):
        raise invalid("'valueInputOption' is required but not specified")
    return str(option)


def write(edit: Edit, sheet: Sheet, area: Area, given: JsonObject, options: JsonObject) -> Written:
    """Put values into a block; a block of one cell is where they begin. Null leaves a cell alone, "" empties it."""
    option = _option(options)
    rows = _rows(given.get("values", []), given.get("majorDimension", "ROWS"))
    height, width = len(rows), max(map(len, rows), default=0)
    if (height > area.height or width > area.width) and (area.height, area.width) != (1, 1):
        beyond = f"row [{area.bottom + 1}]" if height > area.height else f"column [{column_letters(area.right)}]"
        raise invalid(f"Requested writing within range [{a1_text(area, sheet.title)}], but tried writing to {beyond}")
    target = Area(area.top, area.top + max(height, 1), area.left, area.left + max(width, 1))
    if target.bottom > sheet.row_count or target.right > sheet.column_count:
        sheet.outside(target)
    written = Written(sheet, target, {"spreadsheetId": edit.spreadsheet.id, "updatedRange": a1_text(target, sheet.title)})
    for offset, line in enumerate(rows):
        for index, value in enumerate(line):
            if value is not None:
                row, column = target.top + offset, target.left + index
                check_cells(edit.spreadsheet, sheet, edit.who, Area(row, row + 1, column, column + 1))
                put_value(edit, sheet, row, column, value=value, option=option)
                written.cells.add((row, column))
    if written.cells:
        written.answer.update(updatedRows=height, updatedColumns=width, updatedCells=len(written.cells))
    if options.get("includeValuesInResponse"):
        shown = {
            "valueRenderOption": options.get("responseValueRenderOption", "FORMATTED_VALUE"),
            "dateTimeRenderOption": options.get("responseDateTimeRenderOption", "SERIAL_NUMBER"),
            "majorDimension": given.get("majorDimension", "ROWS"),
        }
        written.answer["updatedData"] = value_range(edit, sheet, target, shown)
    return written


def put_value(edit: Edit, sheet: Sheet, row: int, column: int, *, value: Any, option: str) -> None:
    cell = {key: item for key, item in sheet.cell(row, column).items() if key not in ("userEnteredValue", "textFormatRuns")}
    if value == "":
        sheet.put(row, column, cell)
        return
    look = cell.get("userEnteredFormat", {})
    entered: JsonObject
    if option == "USER_ENTERED":
        entered, number_format = typed(value, edit.spreadsheet.locale, look.get("numberFormat"), edit.this_year)
        if number_format is not None and "numberFormat" not in look:
            cell["userEnteredFormat"] = {**look, "numberFormat": number_format}
    else:
        kind = "boolValue" if isinstance(value, bool) else "numberValue" if isinstance(value, (int, float)) else "stringValue"
        entered = {kind: value}
    check_length(entered)
    sheet.put(row, column, {"userEnteredValue": entered, **cell})


def totals(edit: Edit, written: list[Written], responses: list[JsonObject]) -> JsonObject:
    cells = {(each.sheet.id, row, column) for each in written for row, column in each.cells}
    counts = {
        "totalUpdatedRows": len({(sheet, row) for sheet, row, _ in cells}),
        "totalUpdatedColumns": len({(sheet, column) for sheet, _, column in cells}),
        "totalUpdatedCells": len(cells),
        "totalUpdatedSheets": len({sheet for sheet, _, _ in cells}),
    }
    return {
        "spreadsheetId": edit.spreadsheet.id,
        **{key: count for key, count in counts.items() if count},
        "responses": responses,
    }


def update_values(edit: Edit, text: str, given: JsonObject, options: JsonObject) -> JsonObject:
    return write(edit, *edit.spreadsheet.block(text, clip=False), given, options).answer


def batch_update_values(edit: Edit, body: JsonObject) -> JsonObject:
    written = []
    for index, each in enumerate(body.get("data", [])):
        with _naming(index):
            sheet, area = edit.spreadsheet.block(each.get("range", ""), clip=False)
            written.append(write(edit, sheet, area, each, body))
    return totals(edit, written, [each.answer for each in written])


def batch_update_by_data_filter(edit: Edit, body: JsonObject) -> JsonObject:
    """A filter that selects nothing writes nothing and is left out of the answer."""
    written, responses = [], []
    for index, each in enumerate(body.get("data", [])):
        with _naming(index):
            for sheet, area in blocks(edit.spreadsheet, each.get("dataFilter", {}), clip=False):
                done = write(edit, sheet, area, each, body)
                written.append(done)
                told = {key: value for key, value in done.answer.items() if key != "spreadsheetId"}
                responses.append({**told, "dataFilter": each["dataFilter"]})
    return totals(edit, written, responses)


@contextmanager
def _naming(index: int) -> Iterator[None]:
    """What is refused says which of the given ranges it was."""
    try:
        yield
    except Refusal as refused:
        if refused.code == 400 and "is required" not in refused.message:
            refused.body["error"]["message"] = f"Invalid data[{index}]: {refused.message}"
        raise


def append_values(edit: Edit, text: str, given: JsonObject, options: JsonObject) -> JsonObject:
    """Put rows below the last table that the range meets: the block of cells that touch one another."""
    sheet, area = edit.spreadsheet.block(text)
    answer: JsonObject = {"spreadsheetId": edit.spreadsheet.id}
    height = len(_rows(given.get("values", []), given.get("majorDimension", "ROWS")))
    top, left = area.top, area.left
    table = _table(sheet, area)
    if table is not None:
        answer["tableRange"] = a1_text(table, sheet.title)
        top, left = table.bottom, table.left
        if options.get("insertDataOption") == "INSERT_ROWS" and top < sheet.row_count:
            move(edit.spreadsheet, sheet, "ROWS", Inserted(top, height))
            sheet.set_count("ROWS", sheet.row_count + height)
    sheet.set_count("ROWS", max(sheet.row_count, top + height))
    edit.spreadsheet.check_size()
    answer["updates"] = write(edit, sheet, Area(top, top + max(height, 1), left, sheet.column_count), given, options).answer
    return answer


def _table(sheet: Sheet, area: Area) -> Area | None:
    full = {(row, column) for row, column, cell in sheet.used(sheet.whole) if "userEnteredValue" in cell}
    seeds = [(row, column) for row, column in full if area.top <= row < area.bottom and area.left <= column < area.right]
    if not seeds:
        return None
    row, column = max(seeds)
    table = Area(row, row + 1, column, column + 1)
    while True:
        near = Area(table.top - 1, table.bottom + 1, table.left - 1, table.right + 1)
        touching = [(r, c) for r, c in full if near.top <= r < near.bottom and near.left <= c < near.right]
        rows, columns = [r for r, _ in touching], [c for _, c in touching]
        grown = Area(
            min(table.top, *rows), max(table.bottom, max(rows) + 1), min(table.left, *columns), max(table.right, max(columns) + 1)
        )
        if grown == table:
            return table
        table = grown


def clear(edit: Edit, sheet: Sheet, area: Area) -> str:
    """Take the values out of a block; formats, notes and validations stay."""
    check_cells(edit.spreadsheet, sheet, edit.who, area)
    for row, column, cell in list(sheet.used(area)):
        sheet.put(row, column, {key: value for key, value in cell.items() if key not in ("userEnteredValue", "textFormatRuns")})
    return a1_text(area, sheet.title)


def clear_values(edit: Edit, text: str) -> JsonObject:
    return {"spreadsheetId": edit.spreadsheet.id, "clearedRange": clear(edit, *edit.spreadsheet.block(text))}


def batch_clear(edit: Edit, chosen: list[tuple[Sheet, Area]]) -> JsonObject:
    return {"spreadsheetId": edit.spreadsheet.id, "clearedRanges": [clear(edit, sheet, area) for sheet, area in chosen]}


def get_by_data_filter(edit: Edit, body: JsonObject) -> JsonObject:
    found = [
        {"valueRange": value_range(edit, sheet, area, body), "dataFilters": [each]}
        for each in body.get("dataFilters", [])
        for sheet, area in blocks(edit.spreadsheet, each)
    ]
    answer: JsonObject = {"spreadsheetId": edit.spreadsheet.id}
    return {**answer, "valueRanges": found} if found else answer
