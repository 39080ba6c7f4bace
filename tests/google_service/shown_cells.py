"""What a cell shows: its effective value, effective format and formatted text.

Not modelled: the effect of conditional formats on the effective format, the alignment that follows from the type of the value.
"""

from __future__ import annotations

from typing import Any

from tests.google_service.formulas import ERROR_TYPES, Calculator, FormulaPlace, calculated, hyperlink
from tests.google_service.json_objects import JsonObject
from tests.google_service.number_formats import is_date, shown_number
from tests.google_service.sheet import Sheet
from tests.google_service.spreadsheet import Spreadsheet

_SHOWN_ERRORS = {kind: shown for shown, kind in ERROR_TYPES.items()}
_COMPUTED = ("effectiveValue", "formattedValue", "effectiveFormat", "hyperlink")


class ShownCells:
    """The cells of one spreadsheet as the service answers them; for one answer, formats are computed once."""

    def __init__(self, spreadsheet: Spreadsheet, calculator: Calculator | None) -> None:
        self._spreadsheet = spreadsheet
        self._calculator = calculator
        self._formats: dict[int, tuple[JsonObject, JsonObject]] = {}

    def effective_value(self, sheet: Sheet, row: int, column: int, cell: JsonObject) -> JsonObject:
        """An ExtendedValue; empty for an empty cell."""
        entered: JsonObject = cell.get("userEnteredValue") or {}
        formula = entered.get("formulaValue")
        if formula is None:
            return entered
        place = FormulaPlace(self._spreadsheet.id, sheet.title, row, column, self._spreadsheet.locale)
        return calculated(formula, place, self._calculator)

    def formatted(self, effective: JsonObject, cell: JsonObject) -> str:
        if not effective:
            return ""
        ((kind, value),) = effective.items()
        if kind == "boolValue":
            return "TRUE" if value else "FALSE"
        if kind == "numberValue":
            return shown_number(value, _number_format(cell), self._spreadsheet.locale)
        if kind == "errorValue":
            return _SHOWN_ERRORS[value["type"]]
        return str(value)

    def rendered(self, sheet: Sheet, row: int, column: int, cell: JsonObject, *, how: str, dates: str) -> Any:
        """The cell in a ValueRange: text, number or true/false by the render options."""
        if how == "FORMULA" and "formulaValue" in cell.get("userEnteredValue", {}):
            return cell["userEnteredValue"]["formulaValue"]
        effective = self.effective_value(sheet, row, column, cell)
        if how == "FORMATTED_VALUE" or not effective:
            return self.formatted(effective, cell)
        ((kind, value),) = effective.items()
        if kind == "errorValue" or (kind == "numberValue" and dates == "FORMATTED_STRING" and is_date(_number_format(cell))):
            return self.formatted(effective, cell)
        return value

    def message(self, sheet: Sheet, row: int, column: int, cell: JsonObject, wanted: frozenset[str] | None) -> JsonObject:
        """The CellData; wanted: only these of the computed fields."""
        if not cell:
            return {}
        shown = dict(cell)
        want = _COMPUTED if wanted is None else [name for name in _COMPUTED if name in wanted]
        if "userEnteredValue" in cell and ("effectiveValue" in want or "formattedValue" in want):
            effective = self.effective_value(sheet, row, column, cell)
            shown["effectiveValue"] = effective
            if text := self.formatted(effective, cell):
                shown["formattedValue"] = text
        if "effectiveFormat" in want:
            shown["effectiveFormat"] = self._effective_format(cell.get("userEnteredFormat"))
        if "hyperlink" in want and (address := hyperlink(cell)) is not None:
            shown["hyperlink"] = address
        return shown

    def _effective_format(self, entered: JsonObject | None) -> JsonObject:
        default: JsonObject = self._spreadsheet.properties["defaultFormat"]
        if entered is None:
            return default
        known = self._formats.get(id(entered))
        if known is None or known[0] is not entered:
            merged = {**default, **entered}
            if "textFormat" in entered:
                merged["textFormat"] = {**default["textFormat"], **entered["textFormat"]}
            known = (entered, merged)
            self._formats[id(entered)] = known
        return known[1]


def _number_format(cell: JsonObject) -> JsonObject:
    found: JsonObject = (cell.get("userEnteredFormat") or {}).get("numberFormat") or {}
    return found
