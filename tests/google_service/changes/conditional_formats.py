"""Requests on conditional formats: an ordered list for each sheet, the first rule counts first."""

from __future__ import annotations

from tests.google_service.areas import split_title
from tests.google_service.changes.registry import Edit, change, with_sheet_ids
from tests.google_service.json_objects import JsonObject
from tests.google_service.protection import check_cells
from tests.google_service.refusals import invalid
from tests.google_service.sheet import Sheet

_TEXT_LOOKS = {"bold", "italic", "strikethrough", "underline", "foregroundColor", "foregroundColorStyle"}
_LOOKS = {"backgroundColor", "backgroundColorStyle", "textFormat"}


def _checked(edit: Edit, rule: JsonObject) -> tuple[Sheet, JsonObject]:
    """The sheet and the rule as it is kept."""
    ranges = [with_sheet_ids(edit, each) for each in rule.get("ranges", [])]
    if not ranges:
        raise invalid("Conditional format rule must have at least one range.")
    if len({each["sheetId"] for each in ranges}) > 1:
        raise invalid("All ranges of a conditional format rule must be on the same sheet.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise invalid("Conditional format rule must be either a boolean rule or a gradient rule.")
    sheet = edit.spreadsheet.sheet(ranges[0]["sheetId"])
    for each in ranges:
        check_cells(edit.spreadsheet, sheet, edit.who, sheet.area(each))
    if "booleanRule" in rule:
        _check_boolean(sheet, rule["booleanRule"])
    return sheet, {**rule, "ranges": ranges}


def _check_boolean(sheet: Sheet, rule: JsonObject) -> None:
    condition = rule.get("condition", {})
    values = [value.get("userEnteredValue", "") for value in condition.get("values", [])]
    if "type" not in condition:
        raise invalid("Conditional format rule must have a condition.")
    if condition["type"] == "CUSTOM_FORMULA" and (len(values) != 1 or not values[0].startswith("=")):
        raise invalid("ConditionValue.userEnteredValue: a custom formula must begin with '='.")
    for value in values:
        if value.startswith("=") and _names_another_sheet(value, sheet):
            raise invalid("Conditional format rule cannot reference a different sheet.")
    look = rule.get("format", {})
    beyond = (look.keys() - _LOOKS) | (look.get("textFormat", {}).keys() - _TEXT_LOOKS)
    if beyond:
        raise invalid(f"Conditional formatting can only apply a subset of formatting, not {', '.join(sorted(beyond))}.")


def _names_another_sheet(formula: str, sheet: Sheet) -> bool:
    """Whether a formula refers to another sheet directly; through INDIRECT it may."""
    outside_texts = "".join(part for index, part in enumerate(formula.split('"')) if index % 2 == 0)
    if "!" not in outside_texts:
        return False
    words = outside_texts.replace("(", " ").replace(",", " ").replace(";", " ").split()
    named = [title for word in words if "!" in word and (title := split_title(word.lstrip("=<>&+-*/"))[0]) is not None]
    return any(title.casefold() != sheet.title.casefold() for title in named) or not named


def _rule_at(sheet: Sheet, index: int) -> JsonObject:
    if not 0 <= index < len(sheet.conditional_formats):
        raise invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return sheet.conditional_formats[index]


@change("addConditionalFormatRule")
def add_conditional_format_rule(edit: Edit, request: JsonObject) -> None:
    sheet, rule = _checked(edit, request.get("rule", {}))
    index = request.get("index", 0)
    if not 0 <= index <= len(sheet.conditional_formats):
        raise invalid(f"Cannot add a conditional format at index: {index}, the sheet has {len(sheet.conditional_formats)}.")
    sheet.conditional_formats.insert(index, rule)


@change("updateConditionalFormatRule")
def update_conditional_format_rule(edit: Edit, request: JsonObject) -> JsonObject:
    """Either another rule in the place of one, or the rule to another place."""
    index = request.get("index", 0)
    if "rule" in request:
        sheet, rule = _checked(edit, request["rule"])
        old = _rule_at(sheet, index)
        sheet.conditional_formats[index] = rule
        return {"newRule": rule, "newIndex": index, "oldRule": old}
    sheet = edit.spreadsheet.sheet(request.get("sheetId"))
    rule = _rule_at(sheet, index)
    new_index = request.get("newIndex", 0)
    _rule_at(sheet, new_index)
    sheet.conditional_formats.insert(new_index, sheet.conditional_formats.pop(index))
    return {"newRule": rule, "newIndex": new_index, "oldRule": rule, "oldIndex": index}


@change("deleteConditionalFormatRule")
def delete_conditional_format_rule(edit: Edit, request: JsonObject) -> JsonObject:
    sheet = edit.spreadsheet.sheet(request.get("sheetId"))
    rule = _rule_at(sheet, request.get("index", 0))
    for each in rule["ranges"]:
        check_cells(edit.spreadsheet, sheet, edit.who, sheet.area(each))
    del sheet.conditional_formats[request.get("index", 0)]
    return {"rule": rule}
