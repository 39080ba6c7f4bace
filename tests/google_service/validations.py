"""Data validations that bind a person who types: lists, and numbers and dates of any kind that a strict rule names.

Not modelled: custom formulas, comparisons, lists from other cells; and not verified: whether a program's writes are bound (here
they are not).
"""

from __future__ import annotations

from tests.google_service.areas import Area, a1_text
from tests.google_service.json_objects import JsonObject
from tests.google_service.refusals import invalid
from tests.google_service.sheet import Sheet


def check_typed(cell: JsonObject, text: str | float | bool, sheet: Sheet, area: Area) -> None:
    """Refuse what a strict list does not hold; emptying a cell is always allowed."""
    rule = cell.get("dataValidation", {})
    condition = rule.get("condition", {})
    if text == "" or not rule.get("strict") or condition.get("type") != "ONE_OF_LIST":
        return
    choices = [value.get("userEnteredValue", "") for value in condition.get("values", [])]
    if str(text) not in choices:
        raise invalid(
            f"The data you entered in cell {a1_text(area, sheet.title)} violates the data validation rules set on this cell."
        )
