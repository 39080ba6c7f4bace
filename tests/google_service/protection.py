"""Who may edit what: protected ranges and sheets.

Editors of a protected range and owners of the file pass; a range that only warns stops nobody. Not modelled: groups, domains,
protected tables.
"""

from __future__ import annotations

from tests.google_service.areas import Area
from tests.google_service.json_objects import JsonObject
from tests.google_service.refusals import Refusal, invalid
from tests.google_service.sheet import Sheet
from tests.google_service.spreadsheet import Spreadsheet


def protected() -> Refusal:
    return invalid(
        "You are trying to edit a protected cell or object. "
        "Please contact the spreadsheet owner to remove protection if you need to edit."
    )


def may_change(spreadsheet: Spreadsheet, protected_range: JsonObject, who: str) -> bool:
    """Whether a person may edit what a protected range protects, and the protection itself."""
    users = protected_range.get("editors", {}).get("users", [])
    return spreadsheet.is_owner(who) or who.casefold() in [user.casefold() for user in users]


def protected_area(spreadsheet: Spreadsheet, sheet: Sheet, protected_range: JsonObject) -> Area:
    grid_range = protected_range.get("range", {})
    if "namedRangeId" in protected_range:
        named = [each for each in spreadsheet.named_ranges if each["namedRangeId"] == protected_range["namedRangeId"]]
        grid_range = named[0]["range"] if named else grid_range
    return _area(sheet, grid_range)


def _area(sheet: Sheet, grid_range: JsonObject) -> Area:
    return Area(
        grid_range.get("startRowIndex", 0),
        grid_range.get("endRowIndex", sheet.row_count),
        grid_range.get("startColumnIndex", 0),
        grid_range.get("endColumnIndex", sheet.column_count),
    )


def locks(spreadsheet: Spreadsheet, sheet: Sheet, who: str) -> list[tuple[JsonObject, Area]]:
    """The protected ranges of a sheet that hold this person."""
    return [
        (each, protected_area(spreadsheet, sheet, each))
        for each in sheet.protected_ranges
        if not each.get("warningOnly") and not may_change(spreadsheet, each, who)
    ]


def check_cells(spreadsheet: Spreadsheet, sheet: Sheet, who: str, area: Area) -> None:
    """Refuse a change of cells that are protected from this person."""
    for each, locked in locks(spreadsheet, sheet, who):
        if locked.meets(area) and not any(_area(sheet, free).holds(area) for free in each.get("unprotectedRanges", [])):
            raise protected()


def check_sheet(spreadsheet: Spreadsheet, sheet: Sheet, who: str) -> None:
    """Refuse what concerns the sheet as a whole (deleting it, renaming a wholly protected one)."""
    if locks(spreadsheet, sheet, who):
        raise protected()


def check_name(spreadsheet: Spreadsheet, sheet: Sheet, who: str) -> None:
    if any(locked.holds(sheet.whole) for _, locked in locks(spreadsheet, sheet, who)):
        raise protected()


def check_insertion(spreadsheet: Spreadsheet, sheet: Sheet, who: str, dimension: str, at: int) -> None:
    """Rows and columns cannot be put into the middle of a protected range."""
    for _, locked in locks(spreadsheet, sheet, who):
        first, last = (locked.top, locked.bottom) if dimension == "ROWS" else (locked.left, locked.right)
        if first < at < last:
            raise protected()


def shown_protection(spreadsheet: Spreadsheet, protected_range: JsonObject, who: str) -> JsonObject:
    """The protected range as this person sees it: only who may edit it sees its editors."""
    shown = {key: value for key, value in protected_range.items() if key not in ("requestingUserCanEdit", "editors")}
    if may_change(spreadsheet, protected_range, who) or protected_range.get("warningOnly"):
        shown["requestingUserCanEdit"] = True
        if not protected_range.get("warningOnly"):
            shown["editors"] = protected_range.get("editors", {})
    return shown
