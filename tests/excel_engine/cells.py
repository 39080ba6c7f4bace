"""Range, its font and number format, and the conditional formats of a sheet, named as in Excel's object model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.formula import ArrayFormula

from tests.excel_engine.formulas import exchanged, seen_from
from tests.excel_engine.typed import put_text, put_typed

if TYPE_CHECKING:
    from tests.excel_engine.workbook import Worksheet

_Answer = TypeVar("_Answer")
_FEW = 10_000
Bounds = tuple[int, int, int, int]
"""First row, first column, last row, last column."""
_ERRORS = {"#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036, "#N/A": 2042}


def bounds_of(address: str) -> Bounds:
    first_column, first_row, last_column, last_row = range_boundaries(address.replace("$", ""))
    assert first_row is not None
    assert first_column is not None
    assert last_row is not None
    assert last_column is not None
    return first_row, first_column, last_row, last_column


class Range:
    """A block of cells, or several."""

    def __init__(self, sheet: Worksheet, areas: Iterable[Bounds]) -> None:
        self.sheet = sheet
        self.areas = tuple(areas)
        self.bounds = self.areas[0]
        self.FormatConditions = FormatConditions(sheet, self)

    @property
    def Row(self) -> int:
        return self.bounds[0]

    @property
    def Column(self) -> int:
        return self.bounds[1]

    @property
    def Rows(self) -> SimpleNamespace:
        return SimpleNamespace(Count=self.bounds[2] - self.bounds[0] + 1)

    @property
    def Columns(self) -> SimpleNamespace:
        return SimpleNamespace(Count=self.bounds[3] - self.bounds[1] + 1)

    @property
    def Address(self) -> str:
        return ",".join(_absolute(area) for area in self.areas)

    @property
    def first(self) -> str:
        return f"{get_column_letter(self.Column)}{self.Row}"

    def cells(self) -> Iterator[tuple[Any, ...]]:
        first_row, first_column, last_row, last_column = self.bounds
        rows: Iterator[tuple[Any, ...]] = self.sheet.page.iter_rows(first_row, last_row, first_column, last_column)
        return rows

    def known(self) -> list[Any]:
        """The cells that are there at all; of a million blank rows nothing is."""
        first_row, first_column, last_row, last_column = self.bounds
        if self._size < _FEW:
            return [cell for row in self.cells() for cell in row]
        cells = self.sheet.page._cells.items()
        return [cell for (row, column), cell in cells if first_row <= row <= last_row and first_column <= column <= last_column]

    @property
    def _size(self) -> int:
        return int(self.Rows.Count * self.Columns.Count)

    @property
    def _has_blank_room(self) -> bool:
        return len(self.known()) < self._size

    @property
    def Value2(self) -> Any:
        return self._shaped(self._value)

    @Value2.setter
    def Value2(self, value: Any) -> None:
        """As if it were typed: an apostrophe first makes a text of it; a cell for texts makes one of a number."""
        (row,) = self.cells()
        (cell,) = row
        if self.sheet.ProtectContents:
            raise RuntimeError("The cell is on a protected sheet")
        if cell.__class__.__name__ == "MergedCell" or self.HasArray:
            raise RuntimeError("You can't change part of an array or a merged cell")
        self.sheet.Parent.Saved = False
        if isinstance(value, str):
            put_typed(cell, value)
        elif cell.number_format == "@" and value is not None:
            put_text(cell, f"{value:g}")
        else:
            cell.value = value

    @property
    def HasArray(self) -> bool:
        blocks = (cell.value.ref for row in self.sheet.page.iter_rows() for cell in row if isinstance(cell.value, ArrayFormula))
        found = [bounds_of(ref) for ref in blocks]
        return any(top <= self.Row <= bottom and left <= self.Column <= right for top, left, bottom, right in found)

    @property
    def Formula(self) -> Any:
        def text(cell: Any) -> str:
            return "" if cell.value is None else str(cell.value)

        return self._shaped(text)

    @Formula.setter
    def Formula(self, formula: str) -> None:
        self._put(formula)

    @property
    def FormulaLocal(self) -> str:
        return exchanged(str(self.Formula), ",", self.sheet.separator)

    @property
    def HasFormula(self) -> bool | None:
        return self._common([cell.data_type == "f" for cell in self.known()] + [False] * self._has_blank_room)

    @property
    def NumberFormat(self) -> str | None:
        return self._common([cell.number_format for cell in self.known()] + ["General"] * self._has_blank_room)

    @NumberFormat.setter
    def NumberFormat(self, code: str) -> None:
        if self.sheet.ProtectContents:
            raise RuntimeError("The cell is on a protected sheet")
        for row in self.cells():
            for cell in row:
                cell.number_format = code

    @property
    def Font(self) -> SimpleNamespace:
        names = [name for cell in self.known() for name in _fonts(cell)] + ["Calibri"] * self._has_blank_room
        return SimpleNamespace(Name=self._common(names))

    def GetCharacters(self, start: int, length: int) -> SimpleNamespace:
        cell = next(self.cells())[0]
        letters = [name for name, text in _runs(cell) for _ in text][start - 1 : start - 1 + length]
        return SimpleNamespace(Font=SimpleNamespace(Name=self._common(letters)))

    @property
    def MergeCells(self) -> bool | None:
        first_row, first_column, last_row, last_column = self.bounds
        size = self.Rows.Count * self.Columns.Count
        joined = 0
        for block in self.sheet.page.merged_cells.ranges:
            rows = min(block.max_row, last_row) - max(block.min_row, first_row) + 1
            columns = min(block.max_col, last_column) - max(block.min_col, first_column) + 1
            joined += max(rows, 0) * max(columns, 0)
        return False if joined == 0 else True if joined == size else None

    @property
    def MergeArea(self) -> Range:
        for block in self.sheet.page.merged_cells.ranges:
            if block.min_row <= self.Row <= block.max_row and block.min_col <= self.Column <= block.max_col:
                return Range(self.sheet, ((block.min_row, block.min_col, block.max_row, block.max_col),))
        return self

    def ClearContents(self) -> None:
        if self.sheet.ProtectContents:
            raise RuntimeError("The cell is on a protected sheet")
        self.sheet.Parent.Saved = False
        for row in self.cells():
            for cell in row:
                if cell.__class__.__name__ != "MergedCell":
                    cell.value = None

    def Select(self) -> None:
        if self.sheet.Application.ActiveSheet is not self.sheet:
            raise RuntimeError("Select method of Range class failed")
        self.sheet.selection = self

    def _put(self, value: Any) -> None:
        if self.sheet.ProtectContents:
            raise RuntimeError("The cell is on a protected sheet")
        for row in self.cells():
            for cell in row:
                cell.value = value

    def _value(self, cell: Any) -> Any:
        value = cell.value
        if cell.data_type == "f":
            value = self.sheet.cached(cell.row, cell.column)
        if isinstance(value, str) and value in _ERRORS and cell.data_type in ("e", "f"):
            return -2146828288 + _ERRORS[value]
        if isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            return float(value)
        if isinstance(value, datetime | date | time | timedelta):
            return float(to_excel(value, self.sheet.page.parent.epoch))
        return None if value is None else str(value)

    def _shaped(self, ask: Callable[[Any], Any]) -> Any:
        if self.Rows.Count == 1 == self.Columns.Count:
            return ask(next(self.cells())[0])
        return tuple(tuple(ask(cell) for cell in row) for row in self.cells())

    @staticmethod
    def _common(answers: Iterable[_Answer]) -> _Answer | None:
        """What all cells have in common; None where they differ."""
        found = set(answers)
        return found.pop() if len(found) == 1 else None


class FormatConditions:
    """The conditional formats of a block; of all cells, those of the sheet."""

    def __init__(self, sheet: Worksheet, block: Range) -> None:
        self.sheet = sheet
        self.block = block

    @property
    def Count(self) -> int:
        return len(self.sheet.conditions)

    def Item(self, number: int) -> FormatCondition:
        return self.sheet.conditions[number - 1]

    def Add(self, *, Type: int, Formula1: str) -> FormatCondition:
        application = self.sheet.Application
        if self.sheet.ProtectContents:
            raise RuntimeError("The sheet is protected")
        if len(Formula1) > application.longest_condition:
            raise RuntimeError("Invalid procedure call or argument")
        plain = exchanged(Formula1, self.sheet.separator, ",")
        active = application.ActiveWindow.RangeSelection
        added = FormatCondition(self.sheet, self.block, Type, seen_from(plain, active.first, self.block.first))
        self.sheet.conditions.append(added)
        self.sheet.Parent.Saved = False
        return added


class FormatCondition:
    """One conditional format. formula: with `=`, in en_US form, as seen from the first cell; rule: the file's, if it came so."""

    def __init__(self, sheet: Worksheet, block: Range, kind: int, formula: str, rule: Any = None) -> None:
        self.sheet = sheet
        self.AppliesTo = block
        self.Type = kind
        self.formula = formula
        self.rule = rule
        self.StopIfTrue = True
        self.Interior = SimpleNamespace(Color=None)
        self.Font = SimpleNamespace(Bold=None, Italic=None, Color=None)

    @property
    def Formula1(self) -> str:
        active = self.sheet.Application.ActiveWindow.RangeSelection
        return exchanged(seen_from(self.formula, self.AppliesTo.first, active.first), ",", self.sheet.separator)

    def Delete(self) -> None:
        if self.sheet.ProtectContents:
            raise RuntimeError("The sheet is protected")
        self.sheet.conditions.remove(self)
        self.sheet.Parent.Saved = False


def _runs(cell: Any) -> list[tuple[str, str]]:
    own = cell.font.name or "Calibri"
    if isinstance(cell.value, CellRichText):
        return [(part.font.rFont or own, part.text) if isinstance(part, TextBlock) else (own, part) for part in cell.value]
    return [(own, str(cell.value or ""))]


def _fonts(cell: Any) -> set[str]:
    return {name for name, _ in _runs(cell)}


def _absolute(area: Bounds) -> str:
    first_row, first_column, last_row, last_column = area
    first = f"${get_column_letter(first_column)}${first_row}"
    last = f"${get_column_letter(last_column)}${last_row}"
    return first if first == last else f"{first}:{last}"
