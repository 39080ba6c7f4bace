"""Requests on charts. The drawing is not modelled: a chart is its description, its place and the cells that it is made from."""

from __future__ import annotations

from typing import Any

from tests.google_service.changes.registry import Edit, change
from tests.google_service.field_masks import with_fields
from tests.google_service.json_objects import JsonObject
from tests.google_service.protection import check_name
from tests.google_service.refusals import invalid
from tests.google_service.sheet import Sheet


def _with_explicit_sheets(edit: Edit, value: Any) -> Any:
    """The description with every source naming its sheet; each must lie in the grid."""
    if isinstance(value, list):
        return [_with_explicit_sheets(edit, item) for item in value]
    if not isinstance(value, dict):
        return value
    if "sources" in value:
        return {**value, "sources": [_source(edit, each) for each in value["sources"]]}
    return {key: _with_explicit_sheets(edit, item) for key, item in value.items()}


def _source(edit: Edit, grid_range: JsonObject) -> JsonObject:
    sheet = edit.spreadsheet.sheet(grid_range.get("sheetId"))
    area = sheet.area(grid_range)
    if area.height > 1 and area.width > 1:
        raise invalid("Chart data must be in a single row or column.")
    return {"sheetId": sheet.id, **{key: value for key, value in grid_range.items() if key != "sheetId"}}


def without_sheet(value: Any, sheet_id: int) -> Any:
    """A chart without the sources that lay on a deleted sheet."""
    if isinstance(value, list):
        return [
            without_sheet(item, sheet_id) for item in value if not (isinstance(item, dict) and item.get("sheetId") == sheet_id)
        ]
    if isinstance(value, dict):
        return {key: without_sheet(item, sheet_id) for key, item in value.items()}
    return value


def _checked_spec(edit: Edit, spec: JsonObject) -> JsonObject:
    kinds = [key for key in spec if key.endswith("Chart")]
    if len(kinds) != 1:
        raise invalid("Chart spec must hold exactly one kind of chart.")
    if kinds[0] == "basicChart" and not spec["basicChart"].get("series"):
        raise invalid("A basic chart must have at least one series.")
    return dict(_with_explicit_sheets(edit, spec))


def _placed(edit: Edit, position: JsonObject) -> tuple[Sheet, JsonObject]:
    """The sheet that a chart lies on, and its position with the defaults of the service."""
    if position.get("newSheet") or "sheetId" in position:
        raise invalid("Charts on a sheet of their own are not modelled.")
    overlay = position.get("overlayPosition", {})
    anchor = overlay.get("anchorCell", {})
    sheet = edit.spreadsheet.sheet(anchor.get("sheetId"))
    row, column = anchor.get("rowIndex", 0), anchor.get("columnIndex", 0)
    if row >= sheet.row_count or column >= sheet.column_count:
        raise invalid("The anchor cell of the chart is outside the sheet.")
    kept = {
        "widthPixels": 600,
        "heightPixels": 371,
        **overlay,
        "anchorCell": {"sheetId": sheet.id, "rowIndex": row, "columnIndex": column},
    }
    return sheet, {"overlayPosition": kept}


def _find(edit: Edit, identity: int | None) -> tuple[Sheet, int]:
    for sheet in edit.spreadsheet.sheets:
        for index, chart in enumerate(sheet.charts):
            if chart["chartId"] == identity:
                return sheet, index
    raise invalid(f"No chart with id: {identity or 0}" if identity is not None else "chartId must be specified.")


@change("addChart")
def add_chart(edit: Edit, request: JsonObject) -> JsonObject:
    given = request.get("chart", {})
    identity = given.get("chartId") or edit.new_id()
    if any(chart["chartId"] == identity for sheet in edit.spreadsheet.sheets for chart in sheet.charts):
        raise invalid(f"An embedded object with id {identity} already exists.")
    sheet, position = _placed(edit, given.get("position", {}))
    check_name(edit.spreadsheet, sheet, edit.who)
    chart = {"chartId": identity, "spec": _checked_spec(edit, given.get("spec", {})), "position": position}
    if "border" in given:
        chart["border"] = given["border"]
    sheet.charts.append(chart)
    return {"chart": chart}


@change("updateChartSpec")
def update_chart_spec(edit: Edit, request: JsonObject) -> None:
    sheet, index = _find(edit, request.get("chartId"))
    sheet.charts[index] = {**sheet.charts[index], "spec": _checked_spec(edit, request.get("spec", {}))}


@change("updateEmbeddedObjectPosition")
def update_embedded_object_position(edit: Edit, request: JsonObject) -> JsonObject:
    paths = edit.mask(request, "OverlayPosition")
    sheet, index = _find(edit, request.get("objectId"))
    chart = sheet.charts.pop(index)
    overlay = with_fields(chart["position"]["overlayPosition"], request.get("newPosition", {}).get("overlayPosition", {}), paths)
    new_sheet, position = _placed(edit, {"overlayPosition": overlay})
    new_sheet.charts.insert(index if new_sheet is sheet else len(new_sheet.charts), {**chart, "position": position})
    return {"position": position}


@change("deleteEmbeddedObject")
def delete_embedded_object(edit: Edit, request: JsonObject) -> None:
    sheet, index = _find(edit, request.get("objectId"))
    check_name(edit.spreadsheet, sheet, edit.who)
    del sheet.charts[index]
