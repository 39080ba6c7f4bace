"""Requests on developer metadata."""

from __future__ import annotations

from tests.google_service.changes.registry import Edit, change
from tests.google_service.developer_metadata import located, matches, selected
from tests.google_service.field_masks import with_fields
from tests.google_service.json_objects import JsonObject
from tests.google_service.refusals import invalid


def _checked(edit: Edit, metadata: JsonObject) -> JsonObject:
    if not metadata.get("metadataKey"):
        raise invalid("developerMetadata.metadataKey must be set.")
    if metadata.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise invalid("developerMetadata.visibility must be set.")
    location = located(metadata.get("location", {}))
    run = location.get("dimensionRange")
    if run is not None or "sheetId" in location:
        sheet = edit.spreadsheet.sheet(run["sheetId"] if run else location["sheetId"])
        if run is not None and run["endIndex"] > sheet.count(run["dimension"]):
            raise invalid("developerMetadata.location is outside the sheet.")
    return {**metadata, "location": location}


@change("createDeveloperMetadata")
def create_developer_metadata(edit: Edit, request: JsonObject) -> JsonObject:
    given = request.get("developerMetadata", {})
    identity = given.get("metadataId") or edit.new_id()
    if any(each["metadataId"] == identity for each in edit.spreadsheet.developer_metadata):
        raise invalid(f"A developer metadata with id {identity} already exists.")
    created = _checked(edit, {**given, "metadataId": identity})
    edit.spreadsheet.developer_metadata.append(created)
    return {"developerMetadata": created}


def _lookups(request: JsonObject) -> list[JsonObject]:
    filters = request.get("dataFilters") or [request.get("dataFilter", {})]
    if any("developerMetadataLookup" not in each for each in filters):
        raise invalid("Only developer metadata lookups are supported here.")
    return [each["developerMetadataLookup"] for each in filters]


@change("updateDeveloperMetadata")
def update_developer_metadata(edit: Edit, request: JsonObject) -> JsonObject:
    paths = edit.mask(request, "DeveloperMetadata")
    lookups = _lookups(request)
    updated = []
    for index, each in enumerate(edit.spreadsheet.developer_metadata):
        if any(matches(each, lookup) for lookup in lookups):
            new = _checked(
                edit, {**with_fields(each, request.get("developerMetadata", {}), paths), "metadataId": each["metadataId"]}
            )
            edit.spreadsheet.developer_metadata[index] = new
            updated.append(new)
    return {"developerMetadata": updated}


@change("deleteDeveloperMetadata")
def delete_developer_metadata(edit: Edit, request: JsonObject) -> JsonObject:
    gone = [each for lookup in _lookups(request) for each in selected(edit.spreadsheet, lookup)]
    edit.spreadsheet.developer_metadata = [each for each in edit.spreadsheet.developer_metadata if each not in gone]
    return {"deletedDeveloperMetadata": gone}
