"""The methods of the Sheets API: from an address, a query and a body to the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.google_service import values
from tests.google_service.batches import NotModelledError, batch_update
from tests.google_service.changes import Edit
from tests.google_service.changes.sheets import check_title, copy_of, free_title
from tests.google_service.developer_metadata import blocks, selected
from tests.google_service.discovery import Description, Method
from tests.google_service.field_masks import Tree, parse_mask, project, tree_of
from tests.google_service.json_objects import JsonObject
from tests.google_service.reading import spreadsheet_message, wants_grid_data, without_zero_sheets
from tests.google_service.refusals import invalid_fields, not_found
from tests.google_service.sheet import Sheet
from tests.google_service.spreadsheet import Spreadsheet

READING = {
    "sheets.spreadsheets.get",
    "sheets.spreadsheets.getByDataFilter",
    "sheets.spreadsheets.developerMetadata.get",
    "sheets.spreadsheets.developerMetadata.search",
    "sheets.spreadsheets.values.get",
    "sheets.spreadsheets.values.batchGet",
    "sheets.spreadsheets.values.batchGetByDataFilter",
}
Query = Sequence[tuple[str, str]]
Edits = Callable[[Spreadsheet, str], Edit]
Opened = Callable[[str, str, bool], Spreadsheet]


def response_tree(description: Description, method: Method, query: Query) -> Tree:
    """What the `fields` parameter wants; a field that does not exist is refused."""
    mask = dict(query).get("fields")
    schema = method.answer_schema
    if mask is None or schema is None:
        return {}
    try:
        paths = parse_mask(mask)
    except ValueError:
        raise _bad_mask(mask) from None
    unknown = description.unknown_paths(schema, paths)
    if unknown:
        raise _bad_mask(".".join(unknown[0]))
    return tree_of(paths)


def _bad_mask(path: str) -> Exception:
    said = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    return invalid_fields([(path, said)], "Request contains an invalid argument.")


class SheetsApi:
    """opened: the spreadsheet with an id that a person may read (or write); edits: that person's edit of it."""

    def __init__(
        self, description: Description, opened: Opened, edits: Edits, created: Callable[[str, str], Spreadsheet]
    ) -> None:
        self.description = description
        self._opened = opened
        self._edits = edits
        self._created = created

    def call(self, method: Method, query: Query, body: Any, who: str) -> JsonObject:
        violations = self.description.query_violations(method, query)
        read, body_violations = self.description.received(method, body)
        if violations or body_violations:
            raise invalid_fields(violations + body_violations)
        tree = response_tree(self.description, method, query)
        answer = self._answer(method, query, read, tree, who)
        return dict(project(answer, tree))

    def _answer(self, method: Method, query: Query, body: JsonObject, tree: Tree, who: str) -> JsonObject:
        masked = "fields" in dict(query)
        if method.identity == "sheets.spreadsheets.create":
            return self._create(body, tree, who)
        spreadsheet = self._opened(method.arguments["spreadsheetId"], who, method.identity not in READING)
        edit = self._edits(spreadsheet, who)
        kind = method.identity.removeprefix("sheets.spreadsheets.")
        if kind == "batchUpdate":
            return batch_update(edit, body, tree, masked=masked)
        if kind.startswith("values."):
            return _values_answer(edit, kind.removeprefix("values."), method.arguments, query, body)
        if kind == "get":
            asked = [spreadsheet.block(text) for name, text in query if name == "ranges"]
            grid_data = wants_grid_data(tree, dict(query).get("includeGridData", "").lower() == "true", masked=masked)
            return spreadsheet_message(edit, tree, asked, only_blocks=bool(asked), grid_data=grid_data)
        if kind == "getByDataFilter":
            asked = [block for each in body.get("dataFilters", []) for block in blocks(spreadsheet, each)]
            grid_data = wants_grid_data(tree, bool(body.get("includeGridData")), masked=masked)
            return spreadsheet_message(edit, tree, asked, only_blocks=bool(body.get("dataFilters")), grid_data=grid_data)
        if kind == "sheets.copyTo":
            return self._copy_to(edit, int(method.arguments["sheetId"]), body)
        if kind == "developerMetadata.get":
            return _metadata(spreadsheet, method.arguments["metadataId"])
        if kind == "developerMetadata.search":
            return _search(spreadsheet, body)
        raise NotModelledError(method.identity)

    def _create(self, body: JsonObject, tree: Tree, who: str) -> JsonObject:
        """A new spreadsheet with the given properties and sheets; data in the request is not modelled."""
        spreadsheet = self._created(body.get("properties", {}).get("title", "Untitled spreadsheet"), who)
        spreadsheet.properties.update(body.get("properties", {}))
        sheets = [each.get("properties", {}) for each in body.get("sheets", [])]
        if sheets:
            spreadsheet.sheets = []
        for number, properties in enumerate(sheets, start=1):
            title = properties.get("title", f"Sheet{number}")
            check_title(spreadsheet, title)
            grid = properties.get("gridProperties", {})
            sheet = Sheet(properties.get("sheetId", number - 1), title, grid.get("rowCount", 1000), grid.get("columnCount", 26))
            sheet.properties.update(
                {key: value for key, value in properties.items() if key in ("hidden", "tabColor", "tabColorStyle", "rightToLeft")}
            )
            sheet.properties["gridProperties"].update(grid)
            spreadsheet.sheets.append(sheet)
        spreadsheet.number_sheets()
        return spreadsheet_message(self._edits(spreadsheet, who), tree, [], only_blocks=False, grid_data=False)

    def _copy_to(self, edit: Edit, sheet_id: int, body: JsonObject) -> JsonObject:
        target = self._opened(body.get("destinationSpreadsheetId", ""), edit.who, True)
        source = edit.spreadsheet.sheet(sheet_id)
        copy = copy_of(edit, source, edit.new_id(), free_title(target, f"Copy of {source.title}"))
        target.sheets.append(copy)
        target.number_sheets()
        return copy.properties


def _metadata(spreadsheet: Spreadsheet, identity: str) -> JsonObject:
    found = [each for each in spreadsheet.developer_metadata if str(each["metadataId"]) == identity]
    if not found:
        raise not_found()
    return dict(without_zero_sheets(found[0]))


def _search(spreadsheet: Spreadsheet, body: JsonObject) -> JsonObject:
    found = [
        {"developerMetadata": without_zero_sheets(metadata), "dataFilters": [each]}
        for each in body.get("dataFilters", [])
        for metadata in selected(spreadsheet, each.get("developerMetadataLookup", {}))
    ]
    return {"matchedDeveloperMetadata": found} if found else {}


def _values_answer(edit: Edit, kind: str, arguments: dict[str, str], query: Query, body: JsonObject) -> JsonObject:
    """The values methods; a refused one leaves nothing behind."""
    options: JsonObject = {name: value.lower() == "true" if name == "includeValuesInResponse" else value for name, value in query}
    text = arguments.get("range", "")
    spreadsheet = edit.spreadsheet
    if kind == "get":
        return values.get_values(edit, text, options)
    if kind == "batchGet":
        found = [values.get_values(edit, each, options) for name, each in query if name == "ranges"]
        return {"spreadsheetId": spreadsheet.id, "valueRanges": found}
    if kind == "batchGetByDataFilter":
        return values.get_by_data_filter(edit, body)
    writing: dict[str, Callable[[], JsonObject]] = {
        "update": lambda: values.update_values(edit, text, body, options),
        "append": lambda: values.append_values(edit, text, body, options),
        "clear": lambda: values.clear_values(edit, text),
        "batchUpdate": lambda: values.batch_update_values(edit, body),
        "batchUpdateByDataFilter": lambda: values.batch_update_by_data_filter(edit, body),
        "batchClear": lambda: values.batch_clear(edit, [spreadsheet.block(each) for each in body.get("ranges", [])]),
        "batchClearByDataFilter": lambda: values.batch_clear(
            edit, [block for each in body.get("dataFilters", []) for block in blocks(spreadsheet, each)]
        ),
    }
    before = spreadsheet.state()
    try:
        return writing[kind]()
    except Exception:
        spreadsheet.restore(before)
        raise
