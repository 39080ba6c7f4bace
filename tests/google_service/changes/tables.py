"""Requests on blocks as tables: sorting, filters, banding, copying, finding and replacing.

A formula that is sorted or copied keeps what it refers to relative to itself; references to whole columns or rows stay.
"""

from __future__ import annotations

import re
from typing import Any

from tests.google_service.areas import Area, column_letters, column_number, grid_range_of
from tests.google_service.changes.cells import check_length
from tests.google_service.changes.registry import Edit, change, with_sheet_ids
from tests.google_service.json_objects import JsonObject
from tests.google_service.protection import check_cells
from tests.google_service.refusals import invalid
from tests.google_service.sheet import Sheet
from tests.google_service.typed_text import typed


@change("sortRange")
def sort_range(edit: Edit, request: JsonObject) -> None:
    """Sort by value: numbers, texts, true/false; empty cells are last in either order. Row metadata stays where it is."""
    sheet, area = edit.unlocked(request.get("range", {}))
    for merge in sheet.merges:
        if sheet.area(merge).meets(area) and merge["endRowIndex"] - merge["startRowIndex"] > 1:
            raise invalid("You can't sort a range that contains vertical merges.")
    rows = [{column: sheet.cell(row, column) for column in range(area.left, area.right)} for row in range(area.top, area.bottom)]
    were_at = {id(row): at for at, row in enumerate(rows)}
    for spec in reversed(request.get("sortSpecs", [])):
        column = spec.get("dimensionIndex", 0)
        keys = {id(row): _sort_key(edit, sheet, row.get(column, {})) for row in rows}
        full = [row for row in rows if keys[id(row)] is not None]
        full.sort(key=lambda row: keys[id(row)] or (0, ""), reverse=spec.get("sortOrder") == "DESCENDING")
        rows = full + [row for row in rows if keys[id(row)] is None]
    for offset, row in enumerate(rows):
        for column, cell in row.items():
            formula = cell.get("userEnteredValue", {}).get("formulaValue")
            if formula is not None:
                cell = {**cell, "userEnteredValue": {"formulaValue": _shifted(formula, offset - were_at[id(row)], 0)}}
            sheet.put(area.top + offset, column, cell)


def _sort_key(edit: Edit, sheet: Sheet, cell: JsonObject) -> tuple[int, Any] | None:
    effective = edit.shown.effective_value(sheet, 0, 0, cell)
    if not effective:
        return None
    ((kind, value),) = effective.items()
    if kind == "errorValue":
        return (3, value["type"])
    return ({"numberValue": 0, "stringValue": 1, "boolValue": 2}[kind], value.casefold() if isinstance(value, str) else value)


@change("setBasicFilter")
def set_basic_filter(edit: Edit, request: JsonObject) -> None:
    """The filter is kept; the rows that it would hide are not modelled."""
    given = request.get("filter", {})
    sheet, area = edit.block(given.get("range", {}))
    sheet.basic_filter = {**given, "range": grid_range_of(area, sheet.id)}


@change("clearBasicFilter")
def clear_basic_filter(edit: Edit, request: JsonObject) -> None:
    edit.spreadsheet.sheet(request.get("sheetId")).basic_filter = None


@change("addBanding")
def add_banding(edit: Edit, request: JsonObject) -> JsonObject:
    given = request.get("bandedRange", {})
    sheet, area = edit.unlocked(given.get("range", {}))
    if "rowProperties" not in given and "columnProperties" not in given:
        raise invalid("At least one of rowProperties and columnProperties must be set.")
    if any(sheet.area(each["range"]).meets(area) for each in sheet.banded_ranges):
        raise invalid("You cannot add alternating background colors to a range that already has alternating background colors.")
    banded = {
        **given,
        "bandedRangeId": given.get("bandedRangeId") or edit.new_id(),
        "range": with_sheet_ids(edit, given.get("range", {})),
    }
    sheet.banded_ranges.append(banded)
    return {"bandedRange": banded}


@change("deleteBanding")
def delete_banding(edit: Edit, request: JsonObject) -> None:
    for sheet in edit.spreadsheet.sheets:
        left = [each for each in sheet.banded_ranges if each["bandedRangeId"] != request.get("bandedRangeId")]
        if len(left) < len(sheet.banded_ranges):
            sheet.banded_ranges = left
            return
    raise invalid(f"No banded range with id: {request.get('bandedRangeId', 0)}")


_PASTED = {
    "PASTE_NORMAL": ("userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns"),
    "PASTE_VALUES": ("userEnteredValue",),
    "PASTE_FORMAT": ("userEnteredFormat",),
    "PASTE_NO_BORDERS": ("userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns"),
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
}


@change("copyPaste")
def copy_paste(edit: Edit, request: JsonObject) -> None:
    """A block copied as often as it fits into the destination; merges and conditional formats go with the format."""
    kind = request.get("pasteType", "PASTE_NORMAL")
    if kind not in _PASTED or request.get("pasteOrientation", "NORMAL") != "NORMAL":
        raise invalid(f"{kind} in this orientation is not modelled.")
    source_sheet, source = edit.block(request.get("source", {}))
    sheet, given = edit.block(request.get("destination", {}))
    height = max(given.height // source.height, 1) * source.height
    width = max(given.width // source.width, 1) * source.width
    target = Area(given.top, given.top + height, given.left, given.left + width)
    if target.bottom > sheet.row_count or target.right > sheet.column_count:
        sheet.outside(target)
    check_cells(edit.spreadsheet, sheet, edit.who, target)
    copies = {
        (row, column): source_sheet.cell(row, column)
        for row in range(source.top, source.bottom)
        for column in range(source.left, source.right)
    }
    for row in range(target.top, target.bottom):
        for column in range(target.left, target.right):
            at = (source.top + (row - target.top) % source.height, source.left + (column - target.left) % source.width)
            pasted = _pasted(edit, source_sheet, at, copies[at], kind=kind, by=(row - at[0], column - at[1]))
            kept = {key: value for key, value in sheet.cell(row, column).items() if key not in _PASTED[kind]}
            sheet.put(row, column, {**kept, **pasted})
    if kind in ("PASTE_NORMAL", "PASTE_FORMAT"):
        _paste_merges(source_sheet, source, sheet, target)


def _pasted(edit: Edit, sheet: Sheet, at: tuple[int, int], cell: JsonObject, *, kind: str, by: tuple[int, int]) -> JsonObject:
    pasted = {key: cell[key] for key in _PASTED[kind] if key in cell}
    formula = pasted.get("userEnteredValue", {}).get("formulaValue")
    if formula is not None:
        pasted["userEnteredValue"] = (
            edit.shown.effective_value(sheet, *at, cell) if kind == "PASTE_VALUES" else {"formulaValue": _shifted(formula, *by)}
        )
    return pasted


def _shifted(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads so many rows and columns further: relative references go along."""

    def shift(found: re.Match[str]) -> str:
        text, fixed_column, column, fixed_row, row = found.groups()
        if text is not None:
            return text
        new_column = column if fixed_column else column_letters(column_number(column) + columns)
        return f"{fixed_column}{new_column}{fixed_row}{row if fixed_row else int(row) + rows}"

    return re.sub(r'("(?:[^"]|"")*")|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(!])', shift, formula)


def _paste_merges(source_sheet: Sheet, source: Area, sheet: Sheet, target: Area) -> None:
    merges = [source_sheet.area(merge) for merge in source_sheet.merges if source.holds(source_sheet.area(merge))]
    for down in range(0, target.height, source.height):
        for right in range(0, target.width, source.width):
            rows, columns = target.top - source.top + down, target.left - source.left + right
            for merge in merges:
                moved = Area(merge.top + rows, merge.bottom + rows, merge.left + columns, merge.right + columns)
                if grid_range_of(moved, sheet.id) not in sheet.merges:
                    sheet.merges.append(grid_range_of(moved, sheet.id))


@change("findReplace")
def find_replace(edit: Edit, request: JsonObject) -> JsonObject:
    """Counts of what was replaced; formulas only when asked for."""
    flags = 0 if request.get("matchCase") else re.IGNORECASE
    wanted = request.get("find", "")
    pattern = re.compile(wanted if request.get("searchByRegex") else re.escape(wanted), flags)
    replacement = request.get("replacement", "")
    counts = {"valuesChanged": 0, "formulasChanged": 0, "rowsChanged": 0, "sheetsChanged": 0, "occurrencesChanged": 0}
    for sheet, area in _searched(edit, request):
        rows = set()
        for row, column, cell in list(sheet.used(area)):
            entered = cell.get("userEnteredValue", {})
            formula = entered.get("formulaValue")
            if not entered or (formula is not None and not request.get("includeFormulas")):
                continue
            old = formula if formula is not None else edit.shown.formatted(entered, cell)
            new, times = pattern.subn(lambda _: replacement, old)
            if not times or (request.get("matchEntireCell") and not pattern.fullmatch(old)):
                continue
            check_cells(edit.spreadsheet, sheet, edit.who, Area(row, row + 1, column, column + 1))
            value = {"formulaValue": new} if formula is not None else typed(new, edit.spreadsheet.locale, None, edit.this_year)[0]
            check_length(value)
            sheet.put(row, column, {**cell, "userEnteredValue": value})
            counts["formulasChanged" if formula is not None else "valuesChanged"] += 1
            counts["occurrencesChanged"] += times
            rows.add(row)
        counts["rowsChanged"] += len(rows)
        counts["sheetsChanged"] += bool(rows)
    return {key: count for key, count in counts.items() if count}


def _searched(edit: Edit, request: JsonObject) -> list[tuple[Sheet, Area]]:
    if "range" in request:
        return [edit.block(request["range"])]
    if "sheetId" in request:
        sheet = edit.spreadsheet.sheet(request["sheetId"])
        return [(sheet, sheet.whole)]
    if request.get("allSheets"):
        return [(sheet, sheet.whole) for sheet in edit.spreadsheet.sheets]
    raise invalid("One of range, sheetId and allSheets must be set.")
