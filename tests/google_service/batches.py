"""spreadsheets.batchUpdate: all of the requests, or none."""

from __future__ import annotations

from tests.google_service.changes import CHANGES, Edit
from tests.google_service.field_masks import Tree, below
from tests.google_service.json_objects import JsonObject
from tests.google_service.reading import spreadsheet_message, wants_grid_data, without_zero_sheets
from tests.google_service.refusals import Refusal, invalid


class NotModelledError(Exception):
    """Something of Google's that this service does not do: a test that needs it must model it first."""


def batch_update(edit: Edit, body: JsonObject, tree: Tree, *, masked: bool) -> JsonObject:
    requests = body.get("requests", [])
    if not requests:
        raise invalid("Must specify at least one request.")
    before = edit.spreadsheet.state()
    try:
        replies = [_apply(edit, index, request) for index, request in enumerate(requests)]
        answer: JsonObject = {"spreadsheetId": edit.spreadsheet.id, "replies": replies}
        if body.get("includeSpreadsheetInResponse"):
            answer["updatedSpreadsheet"] = _updated(edit, body, tree, masked=masked)
    except Exception:
        edit.spreadsheet.restore(before)
        raise
    return answer


def _apply(edit: Edit, index: int, request: JsonObject) -> JsonObject:
    if len(request) != 1:
        raise invalid(f"Invalid requests[{index}]: {'No request set.' if not request else 'More than one request set.'}")
    ((kind, given),) = request.items()
    if kind not in CHANGES:
        raise NotModelledError(f"batchUpdate with {kind}")
    try:
        reply = CHANGES[kind](edit, given)
    except Refusal as refused:
        if refused.code == 400:
            refused.body["error"]["message"] = f"Invalid requests[{index}].{kind}: {refused.message}"
        raise
    return {kind: without_zero_sheets(reply)} if reply is not None else {}


def _updated(edit: Edit, body: JsonObject, tree: Tree, *, masked: bool) -> JsonObject:
    wanted = below(tree, "updatedSpreadsheet")
    if wanted is None:
        return {}
    blocks = [edit.spreadsheet.block(each) for each in body.get("responseRanges", [])]
    grid_data = wants_grid_data(wanted, bool(body.get("responseIncludeGridData")), masked=masked)
    return spreadsheet_message(edit, wanted, blocks, only_blocks=bool(blocks), grid_data=grid_data)
