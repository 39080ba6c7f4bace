"""What a test looks at: the state of a spreadsheet as the service keeps it, sheets by title and cells by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.google_service.areas import Area, parse_block
from tests.google_service.json_objects import JsonObject, copied
from tests.google_service.sheet import DEFAULT_PIXELS, Sheet
from tests.google_service.spreadsheet import Spreadsheet

if TYPE_CHECKING:
    from tests.google_service.service import GoogleService


class SheetState:
    """One sheet as it is whenever it is looked at, whatever its title has become; everything in it is a copy."""

    def __init__(self, service: GoogleService, spreadsheet: Spreadsheet, sheet_id: int) -> None:
        self._service = service
        self._spreadsheet = spreadsheet
        self.id = sheet_id

    @property
    def _sheet(self) -> Sheet:
        return self._spreadsheet.sheet(self.id)

    @property
    def hidden(self) -> bool:
        return self._sheet.hidden

    @property
    def frozen_rows(self) -> int:
        return int(self._sheet.properties["gridProperties"].get("frozenRowCount", 0))

    @property
    def frozen_columns(self) -> int:
        return int(self._sheet.properties["gridProperties"].get("frozenColumnCount", 0))

    @property
    def size(self) -> tuple[int, int]:
        """Rows, columns."""
        return self._sheet.row_count, self._sheet.column_count

    @property
    def properties(self) -> JsonObject:
        return dict(copied(self._sheet.properties))

    @property
    def merges(self) -> list[JsonObject]:
        return list(copied(self._sheet.merges))

    @property
    def conditional_formats(self) -> list[JsonObject]:
        """In their order."""
        return list(copied(self._sheet.conditional_formats))

    @property
    def condition_formulas(self) -> list[str]:
        """The custom formulas of the conditional formats, in their order."""
        conditions = [rule.get("booleanRule", {}).get("condition", {}) for rule in self._sheet.conditional_formats]
        return [
            value["userEnteredValue"] for each in conditions if each.get("type") == "CUSTOM_FORMULA" for value in each["values"]
        ]

    @property
    def protected_ranges(self) -> list[JsonObject]:
        return list(copied(self._sheet.protected_ranges))

    @property
    def charts(self) -> list[JsonObject]:
        return list(copied(self._sheet.charts))

    @property
    def banded_ranges(self) -> list[JsonObject]:
        return list(copied(self._sheet.banded_ranges))

    @property
    def basic_filter(self) -> JsonObject | None:
        kept: JsonObject | None = copied(self._sheet.basic_filter)
        return kept

    @property
    def developer_metadata(self) -> list[JsonObject]:
        """That of the sheet, its rows and its columns."""
        found = []
        for metadata in self._spreadsheet.developer_metadata:
            location = metadata["location"]
            if location.get("dimensionRange", location).get("sheetId") == self.id:
                found.append(copied(metadata))
        return found

    def cell(self, name: str) -> JsonObject:
        """The CellData: what was entered, what it shows, its formats, note and validation."""
        row, column = self._at(name)
        cell = self._sheet.cell(row, column)
        return dict(copied(self._service.shown(self._spreadsheet).message(self._sheet, row, column, cell, None)))

    def entered(self, name: str) -> Any:
        """The text, number, true/false or formula that a cell holds; None when it is empty."""
        return next(iter(self.cell(name).get("userEnteredValue", {}).values()), None)

    def effective(self, name: str) -> Any:
        """The value that a cell has; a formula's is calculated. An error is its ErrorValue."""
        return next(iter(self.cell(name).get("effectiveValue", {}).values()), None)

    def shown(self, name: str) -> str:
        return str(self.cell(name).get("formattedValue", ""))

    def note(self, name: str) -> str:
        return str(self.cell(name).get("note", ""))

    def look(self, name: str) -> JsonObject:
        """The format that was given to a cell."""
        return dict(self.cell(name).get("userEnteredFormat", {}))

    def validation(self, name: str) -> JsonObject | None:
        rule: JsonObject | None = self.cell(name).get("dataValidation")
        return rule

    def rows(self) -> list[list[str]]:
        """What the sheet shows, up to the last cell that holds something."""
        return [[self._shown(row, column) for column in range(last + 1)] for row, last in enumerate(self._last_columns())]

    def column(self, letter: str) -> list[str]:
        """What a column shows, row by row."""
        area = parse_block(f"{letter}:{letter}")
        assert area is not None
        return [self._shown(row, area.left) for row in range(max(self._sheet.rows, default=-1) + 1)]

    def pixels(self, dimension: str, index: int) -> int:
        """The size of a row or column; index counts from 0."""
        return int(self._sheet.dimensions[dimension].get(index, {}).get("pixelSize", DEFAULT_PIXELS[dimension]))

    def hidden_lines(self, dimension: str) -> list[int]:
        """The rows or columns that are hidden, counted from 0."""
        return sorted(index for index, size in self._sheet.dimensions[dimension].items() if size.get("hiddenByUser"))

    def _last_columns(self) -> list[int]:
        last = max(self._sheet.rows, default=-1)
        return [max(self._sheet.rows.get(row, {-1: {}})) for row in range(last + 1)]

    def _shown(self, row: int, column: int) -> str:
        shown = self._service.shown(self._spreadsheet)
        cell = self._sheet.cell(row, column)
        return shown.formatted(shown.effective_value(self._sheet, row, column, cell), cell)

    @staticmethod
    def _at(name: str) -> tuple[int, int]:
        area: Area | None = parse_block(name)
        assert area is not None, name
        return area.top, area.left


class SpreadsheetState:
    """A spreadsheet as it is now."""

    def __init__(self, service: GoogleService, spreadsheet: Spreadsheet) -> None:
        self._service = service
        self._spreadsheet = spreadsheet

    @property
    def titles(self) -> list[str]:
        """The sheets in their order."""
        return [sheet.title for sheet in self._spreadsheet.sheets]

    def __getitem__(self, title: str) -> SheetState:
        sheet = self._spreadsheet.titled(title)
        assert sheet is not None, f"no sheet {title} among {self.titles}"
        return SheetState(self._service, self._spreadsheet, sheet.id)

    @property
    def named_ranges(self) -> dict[str, JsonObject]:
        """Name -> GridRange."""
        return {each["name"]: copied(each["range"]) for each in self._spreadsheet.named_ranges}

    @property
    def developer_metadata(self) -> list[JsonObject]:
        return list(copied(self._spreadsheet.developer_metadata))

    @property
    def properties(self) -> JsonObject:
        return dict(copied(self._spreadsheet.properties))

    def contents(self) -> JsonObject:
        """Everything, to compare two moments as a whole."""
        spreadsheet = self._spreadsheet
        sheets = [{name: copied(value) for name, value in vars(sheet).items()} for sheet in spreadsheet.sheets]
        return {
            "sheets": sheets,
            "named_ranges": copied(spreadsheet.named_ranges),
            "developer_metadata": copied(spreadsheet.developer_metadata),
            "properties": copied(spreadsheet.properties),
        }
