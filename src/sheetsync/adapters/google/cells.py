"""The cells of one sheet, from Google's grid data to plain values with notes on the few that need one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sheetsync.core.book import CellNote, TextRun
from sheetsync.core.cells import CellValue
from sheetsync.core.number_formats import format_kind
from sheetsync.core.old_encodings import is_old_font
from sheetsync.core.serials import FormatKind, read_serial
from sheetsync.core.sheet_block import Room, SheetBlock
from sheetsync.records import dataclass, field, replace

_DAY_ZERO = date(1899, 12, 30)
_FIRST_SHARED_SERIAL = 61
"""From 1/3/1900 on Google counts as Excel does; before it, Excel has a day too many (29/2/1900)."""
_LARGEST_WHOLE = 1e15
_ERRORS = {
    "NULL_VALUE": "#NULL!", "DIVIDE_BY_ZERO": "#DIV/0!", "VALUE": "#VALUE!", "REF": "#REF!", "NAME": "#NAME?", "NUM": "#NUM!",
    "N_A": "#N/A", "ERROR": "#ERROR!",
}  # fmt: skip
_LOADING = "LOADING"
_KINDS = {
    "DATE": FormatKind.DATE,
    "DATE_TIME": FormatKind.DATE,
    "TIME": FormatKind.TIME,
    "PERCENT": FormatKind.PERCENT,
}


@dataclass(slots=True)
class SheetCells:
    """block: the values. notes: by row and column. number_formats: of the cells that have one. formulas: the texts of formulas,
    each once. remarks: whether a person put a note on a cell."""

    block: SheetBlock
    notes: dict[tuple[int, int], CellNote] = field(default_factory=dict)
    number_formats: dict[tuple[int, int], Mapping[str, str]] = field(default_factory=dict)
    remarks: bool = False
    _formulas: dict[str, None] = field(default_factory=dict)

    @property
    def formulas(self) -> tuple[str, ...]:
        return tuple(self._formulas)

    def take(self, row: int, values: Sequence[Mapping[str, Any]], first_column: int) -> None:
        line: list[CellValue] = [None] * first_column
        for column, cell in enumerate(values, start=first_column + 1):
            line.append(self._value(row, column, cell) if cell else None)
        self.block.add(row, line)

    def _value(self, row: int, column: int, cell: Mapping[str, Any]) -> CellValue:
        if "note" in cell:
            self.remarks = True
        number_format = cell.get("effectiveFormat", {}).get("numberFormat")
        if number_format:
            self.number_formats[row, column] = number_format
        formula = cell.get("userEnteredValue", {}).get("formulaValue")
        if formula is not None:
            self._formulas.setdefault(str(formula))
            self._note(row, column, formula=True)
        shown: Mapping[str, Any] = cell.get("effectiveValue", {})
        if "stringValue" in shown:
            text = str(shown["stringValue"])
            if text:
                self._note_font(row, column, cell, text)
            return text or None
        if "numberValue" in shown:
            return self._number(row, column, shown["numberValue"], cell)
        if "boolValue" in shown:
            return bool(shown["boolValue"])
        if "errorValue" in shown:
            kind = str(shown["errorValue"].get("type", ""))
            if kind == _LOADING:
                self._note(row, column, uncached=True)
            else:
                self._note(row, column, error=_ERRORS.get(kind, "#ERROR!"))
        return None

    def _number(self, row: int, column: int, given: float, cell: Mapping[str, Any]) -> CellValue:
        number = float(given)
        value = int(number) if abs(number) < _LARGEST_WHOLE and number.is_integer() else number
        kind = kind_of(cell.get("effectiveFormat", {}).get("numberFormat", {}))
        if kind is FormatKind.PERCENT:
            self._note(row, column, percent=True)
        elif kind is not FormatKind.PLAIN:
            return _moment(value, kind)
        return value

    def _note_font(self, row: int, column: int, cell: Mapping[str, Any], text: str) -> None:
        font = str(cell.get("userEnteredFormat", {}).get("textFormat", {}).get("fontFamily", ""))
        runs = tuple(_runs(text, cell.get("textFormatRuns", ()), font))
        first = next((run.font for run in runs if run.font), None)
        if first is not None:
            self._note(row, column, font=first, runs=runs if len(runs) > 1 else ())

    def _note(self, row: int, column: int, **says: Any) -> None:
        self.notes[row, column] = replace(self.notes.get((row, column), CellNote()), **says)


def read_cells(data: Sequence[Mapping[str, Any]], room: Room) -> SheetCells:
    """data: the sheet's grid data. Raises TooManyCells."""
    cells = SheetCells(SheetBlock(room))
    for part in data:
        first_row, first_column = int(part.get("startRow", 0)), int(part.get("startColumn", 0))
        for row, line in enumerate(part.get("rowData", ()), start=first_row + 1):
            values = line.get("values")
            if values:
                cells.take(row, values, first_column)
    return cells


def kind_of(number_format: Mapping[str, str]) -> FormatKind:
    """What the number format makes of a number; its pattern says more than its type (a duration is of type TIME)."""
    given = number_format.get("type", "")
    pattern = number_format.get("pattern", "")
    if given in ("DATE", "DATE_TIME", "TIME") and pattern:
        by_pattern = format_kind(pattern)
        if by_pattern in (FormatKind.DATE, FormatKind.TIME, FormatKind.DURATION):
            return by_pattern
    return _KINDS.get(given, FormatKind.PLAIN)


def _moment(serial: float, kind: FormatKind) -> date | datetime | time | timedelta | int | float:
    if kind is FormatKind.DATE and 1 <= serial < _FIRST_SHARED_SERIAL and serial == int(serial):
        return _DAY_ZERO + timedelta(days=int(serial))
    return read_serial(serial, kind, date_1904=False)


def _runs(text: str, given: Sequence[Mapping[str, Any]], font: str) -> Iterator[TextRun]:
    """The parts of a text by font. Google counts letters in UTF-16 units, and a part without a font has the cell's."""
    starts = [(0, font)] if not given or given[0].get("startIndex", 0) else []
    starts += [(int(run.get("startIndex", 0)), str(run.get("format", {}).get("fontFamily", font))) for run in given]
    units = text.encode("utf-16-le")
    for place, (start, name) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(units) // 2
        part = units[2 * start : 2 * end].decode("utf-16-le", "replace")
        if part:
            yield TextRun(part, name if is_old_font(name) else None)
