"""The kinds of request that a batchUpdate may hold, and what each works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.google_service.areas import Area
from tests.google_service.discovery import Description
from tests.google_service.field_masks import Path, parse_mask
from tests.google_service.json_objects import JsonObject
from tests.google_service.protection import check_cells
from tests.google_service.refusals import invalid
from tests.google_service.sheet import Sheet
from tests.google_service.shown_cells import ShownCells
from tests.google_service.spreadsheet import Spreadsheet


@dataclass
class Unknowns:
    """What Google does where nobody has measured it; tests try both ways."""

    duplicate_copies_sheet_metadata: bool = False
    duplicate_copies_protection: bool = True


@dataclass
class Edit:
    """One person's batch on one spreadsheet."""

    spreadsheet: Spreadsheet
    who: str
    description: Description
    shown: ShownCells
    new_id: Callable[[], int]
    unknowns: Unknowns
    this_year: int

    def block(self, grid_range: JsonObject) -> tuple[Sheet, Area]:
        sheet = self.spreadsheet.sheet(grid_range.get("sheetId"))
        return sheet, sheet.area(grid_range)

    def unlocked(self, grid_range: JsonObject) -> tuple[Sheet, Area]:
        """A block whose cells this person may edit."""
        sheet, area = self.block(grid_range)
        check_cells(self.spreadsheet, sheet, self.who, area)
        return sheet, area

    def mask(self, request: JsonObject, schema: str) -> list[Path]:
        """The fields that an update names; each must exist."""
        text = request.get("fields")
        if not text:
            raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
        try:
            paths = parse_mask(text)
        except ValueError:
            raise invalid(f"Invalid field: {text}") from None
        unknown = self.description.unknown_paths(schema, paths)
        if unknown:
            raise invalid(f"Invalid field: {'.'.join(unknown[0])}")
        return self.description.with_colour_styles(schema, paths)


Change = Callable[[Edit, JsonObject], JsonObject | None]
"""Applies one request and gives its reply, None for an empty one."""

CHANGES: dict[str, Change] = {}


def change(kind: str) -> Callable[[Change], Change]:
    """Make a function the one for a kind of request."""

    def register(function: Change) -> Change:
        CHANGES[kind] = function
        return function

    return register


def with_sheet_ids(edit: Edit, grid_range: JsonObject) -> JsonObject:
    """A GridRange that names its sheet and lies in it; sides that were open stay open."""
    sheet = edit.spreadsheet.sheet(grid_range.get("sheetId"))
    sheet.area(grid_range)
    return {"sheetId": sheet.id, **{key: value for key, value in grid_range.items() if key != "sheetId"}}
