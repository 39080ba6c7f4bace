"""Requests on protected ranges and named ranges."""

from __future__ import annotations

import re

from tests.google_service.areas import parse_block
from tests.google_service.changes.registry import Edit, change, with_sheet_ids
from tests.google_service.field_masks import with_fields
from tests.google_service.json_objects import JsonObject
from tests.google_service.protection import may_change, protected, shown_protection
from tests.google_service.refusals import invalid
from tests.google_service.sheet import Sheet

_NAME = re.compile(r"[^\W\d][\w.]*")


def _checked(edit: Edit, given: JsonObject) -> JsonObject:
    """The protected range as it is kept."""
    kept = {key: value for key, value in given.items() if key != "requestingUserCanEdit"}
    if "namedRangeId" in kept and not any(each["namedRangeId"] == kept["namedRangeId"] for each in edit.spreadsheet.named_ranges):
        raise invalid(f"No named range with id: {kept['namedRangeId']}")
    if "range" in kept:
        kept["range"] = with_sheet_ids(edit, kept["range"])
    elif "namedRangeId" not in kept:
        raise invalid("Must specify range or namedRangeId.")
    if "unprotectedRanges" in kept:
        whole_sheet = kept.get("range", {}).keys() <= {"sheetId"}
        if not whole_sheet:
            raise invalid("Unprotected ranges are only supported on protected sheets.")
        kept["unprotectedRanges"] = [with_sheet_ids(edit, each) for each in kept["unprotectedRanges"]]
    if kept.get("warningOnly") and kept.get("editors"):
        raise invalid("A protected range that only warns cannot have editors.")
    return kept


def _home(edit: Edit, protected_range: JsonObject) -> Sheet:
    grid_range = protected_range.get("range")
    if grid_range is None:
        grid_range = next(
            each["range"] for each in edit.spreadsheet.named_ranges if each["namedRangeId"] == protected_range["namedRangeId"]
        )
    return edit.spreadsheet.sheet(grid_range.get("sheetId"))


def _with_editor(edit: Edit, protected_range: JsonObject) -> JsonObject:
    """Whoever protects a range can edit it, asked for or not."""
    if protected_range.get("warningOnly"):
        return {key: value for key, value in protected_range.items() if key != "editors"}
    editors = protected_range.get("editors", {})
    users = list(dict.fromkeys([*editors.get("users", []), edit.who]))
    return {**protected_range, "editors": {**editors, "users": users}}


def _find(edit: Edit, identity: int | None) -> tuple[Sheet, JsonObject]:
    """The protected range with this id, if this person may change it."""
    for sheet in edit.spreadsheet.sheets:
        for each in sheet.protected_ranges:
            if each["protectedRangeId"] == identity:
                if not each.get("warningOnly") and not may_change(edit.spreadsheet, each, edit.who):
                    raise protected()
                return sheet, each
    raise invalid(f"No protected range with id: {identity or 0}")


@change("addProtectedRange")
def add_protected_range(edit: Edit, request: JsonObject) -> JsonObject:
    """The reply tells the editors that were asked for; the creator, who is added to them, shows when it is read again."""
    given = _checked(edit, request.get("protectedRange", {}))
    identity = given.get("protectedRangeId", 0) or edit.new_id()
    if any(each["protectedRangeId"] == identity for sheet in edit.spreadsheet.sheets for each in sheet.protected_ranges):
        raise invalid(f"A protected range with id {identity} already exists.")
    kept = _with_editor(
        edit, {"protectedRangeId": identity, **{key: value for key, value in given.items() if key != "protectedRangeId"}}
    )
    _home(edit, kept).protected_ranges.append(kept)
    shown = shown_protection(edit.spreadsheet, kept, edit.who)
    return {"protectedRange": shown if kept.get("warningOnly") else {**shown, "editors": given.get("editors", {})}}


@change("updateProtectedRange")
def update_protected_range(edit: Edit, request: JsonObject) -> None:
    given = request.get("protectedRange", {})
    paths = edit.mask(request, "ProtectedRange")
    sheet, old = _find(edit, given.get("protectedRangeId"))
    updated = {**with_fields(old, given, paths), "protectedRangeId": old["protectedRangeId"]}
    new = _with_editor(edit, _checked(edit, updated))
    sheet.protected_ranges[sheet.protected_ranges.index(old)] = new
    if _home(edit, new) is not sheet:
        sheet.protected_ranges.remove(new)
        _home(edit, new).protected_ranges.append(new)


@change("deleteProtectedRange")
def delete_protected_range(edit: Edit, request: JsonObject) -> None:
    sheet, old = _find(edit, request.get("protectedRangeId"))
    sheet.protected_ranges.remove(old)


def _check_name(edit: Edit, name: str, identity: str | None = None) -> None:
    taken = edit.spreadsheet.named_range(name)
    if not _NAME.fullmatch(name) or parse_block(name) is not None or len(name) > 250:
        raise invalid(f'The name "{name}" is invalid for a named range.')
    if taken is not None and taken["namedRangeId"] != identity:
        raise invalid(f"A named range with the name {name} already exists.")


def _named(edit: Edit, identity: str | None) -> int:
    for index, each in enumerate(edit.spreadsheet.named_ranges):
        if each["namedRangeId"] == identity:
            return index
    raise invalid(f"No named range with id: {identity}")


@change("addNamedRange")
def add_named_range(edit: Edit, request: JsonObject) -> JsonObject:
    given = request.get("namedRange", {})
    _check_name(edit, given.get("name", ""))
    identity = given.get("namedRangeId") or str(edit.new_id())
    if any(each["namedRangeId"] == identity for each in edit.spreadsheet.named_ranges):
        raise invalid(f"A named range with id {identity} already exists.")
    named = {"namedRangeId": identity, "name": given["name"], "range": with_sheet_ids(edit, given.get("range", {}))}
    edit.spreadsheet.named_ranges.append(named)
    return {"namedRange": named}


@change("updateNamedRange")
def update_named_range(edit: Edit, request: JsonObject) -> None:
    given = request.get("namedRange", {})
    paths = edit.mask(request, "NamedRange")
    index = _named(edit, given.get("namedRangeId"))
    old = edit.spreadsheet.named_ranges[index]
    new = {**with_fields(old, given, paths), "namedRangeId": old["namedRangeId"]}
    _check_name(edit, new.get("name", ""), old["namedRangeId"])
    edit.spreadsheet.named_ranges[index] = {**new, "range": with_sheet_ids(edit, new.get("range", {}))}


@change("deleteNamedRange")
def delete_named_range(edit: Edit, request: JsonObject) -> None:
    del edit.spreadsheet.named_ranges[_named(edit, request.get("namedRangeId"))]
