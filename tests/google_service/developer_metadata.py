"""Developer metadata: words bound to a spreadsheet, a sheet, a row or a column; their look-up, and what data filters select.

Not modelled: the limits on their total size, the difference between PROJECT and DOCUMENT for who sees them.
"""

from __future__ import annotations

from tests.google_service.areas import Area
from tests.google_service.json_objects import JsonObject
from tests.google_service.refusals import invalid
from tests.google_service.sheet import Sheet
from tests.google_service.spreadsheet import Spreadsheet

_COMPARED = ("metadataId", "metadataKey", "metadataValue", "visibility")


def located(location: JsonObject) -> JsonObject:
    """The location with its type and explicit sheets."""
    given = [key for key in ("spreadsheet", "sheetId", "dimensionRange") if key in location]
    if len(given) != 1:
        raise invalid("developerMetadata.location must be exactly one of a spreadsheet, a sheet, a row or a column.")
    if given[0] == "dimensionRange":
        run = {"sheetId": 0, "startIndex": 0, **location["dimensionRange"]}
        if run.get("dimension") not in ("ROWS", "COLUMNS") or run.get("endIndex", 0) - run["startIndex"] != 1:
            raise invalid("Developer metadata can only be associated with a single row or column.")
        return {"locationType": "ROW" if run["dimension"] == "ROWS" else "COLUMN", "dimensionRange": run}
    if given[0] == "sheetId":
        return {"locationType": "SHEET", "sheetId": location["sheetId"]}
    return {"locationType": "SPREADSHEET", "spreadsheet": True}


def matches(metadata: JsonObject, lookup: JsonObject) -> bool:
    """Whether a DeveloperMetadataLookup selects this metadata."""
    if any(metadata.get(key) != lookup[key] for key in _COMPARED if key in lookup):
        return False
    if "locationType" in lookup and metadata["location"]["locationType"] != lookup["locationType"]:
        return False
    where = lookup.get("metadataLocation")
    if where is None:
        return True
    wanted = located(where)
    exact = lookup.get("locationMatchingStrategy") == "EXACT_LOCATION"
    return metadata["location"] == wanted or (not exact and _lies_in(metadata["location"], wanted))


def _lies_in(location: JsonObject, wanted: JsonObject) -> bool:
    if wanted["locationType"] == "SPREADSHEET":
        return True
    if wanted["locationType"] == "SHEET":
        run = location.get("dimensionRange")
        return bool(run is not None and run["sheetId"] == wanted["sheetId"])
    return False


def selected(spreadsheet: Spreadsheet, lookup: JsonObject) -> list[JsonObject]:
    return [metadata for metadata in spreadsheet.developer_metadata if matches(metadata, lookup)]


def blocks(spreadsheet: Spreadsheet, data_filter: JsonObject, *, clip: bool = True) -> list[tuple[Sheet, Area]]:
    """The blocks of cells that a data filter selects; none when its metadata is nowhere."""
    if len(data_filter) != 1:
        raise invalid("A data filter must have exactly one of developerMetadataLookup, a1Range and gridRange.")
    if "a1Range" in data_filter:
        return [spreadsheet.block(data_filter["a1Range"], clip=clip)]
    if "gridRange" in data_filter:
        sheet = spreadsheet.sheet(data_filter["gridRange"].get("sheetId"))
        return [(sheet, sheet.area(data_filter["gridRange"]))]
    return [
        _block(spreadsheet, each)
        for each in selected(spreadsheet, data_filter["developerMetadataLookup"])
        if "spreadsheet" not in each["location"]
    ]


def _block(spreadsheet: Spreadsheet, metadata: JsonObject) -> tuple[Sheet, Area]:
    location = metadata["location"]
    if "sheetId" in location:
        sheet = spreadsheet.sheet(location["sheetId"])
        return sheet, sheet.whole
    run = location["dimensionRange"]
    sheet = spreadsheet.sheet(run["sheetId"])
    if run["dimension"] == "ROWS":
        return sheet, Area(run["startIndex"], run["endIndex"], 0, sheet.column_count)
    return sheet, Area(0, sheet.row_count, run["startIndex"], run["endIndex"])
