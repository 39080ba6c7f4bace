"""Reads an open workbook into plain values, block by block, as the file reader reads the saved one."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from sheetsync.adapters.excel_live.areas import block_of, halves, uniform_areas
from sheetsync.core.book import BookContent, CellNote, OwnMark, SheetContent, TextRun
from sheetsync.core.cells import CellValue, Rectangle
from sheetsync.core.fingerprint import MARK_NAME, Mark, read_mark, was_edited
from sheetsync.core.number_formats import format_kind
from sheetsync.core.old_encodings import is_old_font
from sheetsync.core.serials import FormatKind, read_serial
from sheetsync.core.sheet_block import Room, SheetBlock, TooManyCells
from sheetsync.errors import BookUnreadable
from sheetsync.records import dataclass, field, replace

CELLS_AT_ONCE = 200_000
_VISIBLE = -1
_FIRST_ERROR = -2146828288
"""Excel's errors come as whole numbers, true numbers always as fractions: this and the error's number in VBA."""
_ERRORS = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A",
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!",
    2050: "#CALC!",
}  # fmt: skip
_LARGEST_WHOLE = 1e15


def read_open_book(book: Any) -> BookContent:
    """All worksheets. version: a digest of everything read. Raises BookUnreadable where the cells are too many."""
    workbook = book.api
    room, date_1904 = Room(), bool(workbook.Date1904)
    sheets = tuple(read_sheet(sheet.api, room=room, date_1904=date_1904) for sheet in book.sheets)
    digest = hashlib.sha256()
    for sheet in sheets:
        cells = (sheet.rows, sheet.first_row, sorted(sheet.far_rows.items()), sheet.merged, sorted(sheet.notes.items()))
        digest.update(repr((sheet.name, sheet.hidden, sheet.own, *cells)).encode("utf-8", "surrogatepass"))
    return BookContent(name=str(book.name), version=digest.hexdigest(), sheets=sheets)


def read_sheet(worksheet: Any, *, room: Room | None = None, date_1904: bool = False) -> SheetContent:
    """One worksheet. The merged blocks of a sheet of ours are left out: they are ours, many, and nobody asks for them."""
    name = str(worksheet.Name)
    mark = own_mark(worksheet)
    cells = _Cells(worksheet, date_1904)
    try:
        block = cells.read(room or Room())
    except TooManyCells as error:
        raise BookUnreadable(
            f"Sheet «{name}» {error}.", "Vui lòng xóa bớt những dòng, cột trống ở xa bảng rồi chạy lại."
        ) from error
    content = SheetContent(
        name=name,
        rows=block.rows,
        first_row=block.first_row,
        far_rows=block.far_rows,
        merged=() if mark else tuple(_merged(worksheet, cells.used)),
        notes=cells.notes,
        hidden=worksheet.Visible != _VISIBLE,
    )
    if mark is None:
        return content
    return replace(content, own=OwnMark(mark.kind, mark.period, edited=was_edited(mark.kind, mark.fingerprint, content)))


def own_mark(worksheet: Any) -> Mark | None:
    """Our mark on the sheet, if it carries one."""
    refers_to = local_name(worksheet, MARK_NAME)
    return read_mark(refers_to) if refers_to is not None else None


def local_name(worksheet: Any, wanted: str) -> str | None:
    """What a defined name of the sheet's own refers to."""
    for name in worksheet.Names:
        if str(name.Name).rpartition("!")[2].lower() == wanted:
            return str(name.RefersTo)
    return None


def as_rows(values: Any) -> Sequence[Sequence[Any]]:
    """What Excel gives for a block: rows of cells, or the one cell itself."""
    return values if isinstance(values, (tuple, list)) else ((values,),)


@dataclass(slots=True)
class _Cells:
    """The cells of one sheet while they are read. numbers, texts: rows of such cells by column, ascending; raw: their values."""

    worksheet: Any
    date_1904: bool
    notes: dict[tuple[int, int], CellNote] = field(default_factory=dict)
    used: Rectangle = Rectangle(1, 1, 1, 1)
    rows: dict[int, list[CellValue]] = field(default_factory=dict)
    numbers: dict[int, list[int]] = field(default_factory=dict)
    texts: dict[int, list[int]] = field(default_factory=dict)

    def read(self, room: Room) -> SheetBlock:
        """Values first, then the number formats of numbers and the fonts of texts, then the block."""
        used = self.worksheet.UsedRange
        row, column = int(used.Row), int(used.Column)
        self.used = Rectangle(row, column, row + int(used.Rows.Count) - 1, column + int(used.Columns.Count) - 1)
        for area in self._pieces():
            self._take(area)
        self._give_numbers_their_meaning()
        self._note_old_fonts()
        block = SheetBlock(room)
        for number in sorted(self.rows):
            block.add(number, self.rows[number])
        return block

    def _pieces(self) -> Iterator[Rectangle]:
        """The used block in pieces that can be read at once. A stray cell far below costs a few questions, not a million rows."""
        waiting = [self.used]
        count_cells = self.worksheet.Application.WorksheetFunction.CountA
        while waiting:
            area = waiting.pop()
            size = (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1)
            if size <= CELLS_AT_ONCE:
                yield area
            elif count_cells(block_of(self.worksheet, area)):
                waiting.extend(reversed(halves(area)))

    def _take(self, area: Rectangle) -> None:
        block = block_of(self.worksheet, area)
        values = as_rows(block.Value2)
        formulas = None if block.HasFormula is False else as_rows(block.Formula)
        for i, line in enumerate(values):
            row = area.first_row + i
            for j, raw in enumerate(line):
                column = area.first_column + j
                formula = formulas is not None and str(formulas[i][j])[:1] == "=" and str(formulas[i][j]) != raw
                if formula:
                    self.notes[row, column] = CellNote(formula=True)
                if raw is None or raw == "":
                    continue
                self._put(row, column, self._value(row, column, raw, formula))

    def _value(self, row: int, column: int, raw: Any, formula: bool) -> CellValue:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, int):
            text = _ERRORS.get(raw - _FIRST_ERROR, "#N/A")
            self.notes[row, column] = CellNote(error=text, formula=formula)
            return None
        if isinstance(raw, float):
            self.numbers.setdefault(column, []).append(row)
            return int(raw) if abs(raw) < _LARGEST_WHOLE and raw.is_integer() else raw
        self.texts.setdefault(column, []).append(row)
        return str(raw)

    def _put(self, row: int, column: int, value: CellValue) -> None:
        line = self.rows.setdefault(row, [])
        line.extend([None] * (column - len(line)))
        line[column - 1] = value

    def _give_numbers_their_meaning(self) -> None:
        """Days, times and percents, by the number formats of the columns that hold numbers."""
        has_number = partial(self._has, self.numbers)
        for column, rows in self.numbers.items():
            area = Rectangle(rows[0], column, rows[-1], column)
            for block, code in uniform_areas(self.worksheet, area, _number_format, has_number):
                kind = format_kind(str(code or "General"))
                if kind is not FormatKind.PLAIN:
                    for row in _within(rows, block):
                        self._read_number(row, column, kind)

    def _read_number(self, row: int, column: int, kind: FormatKind) -> None:
        value = self.rows[row][column - 1]
        if not isinstance(value, int | float):
            return
        if kind is FormatKind.PERCENT:
            self._note(row, column, percent=True)
        else:
            self.rows[row][column - 1] = read_serial(value, kind, date_1904=self.date_1904)

    def _note_old_fonts(self) -> None:
        if not self.texts:
            return
        has_text = partial(self._has, self.texts)
        for block, font in uniform_areas(self.worksheet, self.used, _font_name, has_text):
            if font is not None and not is_old_font(str(font)):
                continue
            for column in range(block.first_column, block.last_column + 1):
                for row in _within(self.texts.get(column, []), block):
                    self._note_font(row, column, font)

    def _note_font(self, row: int, column: int, font: Any) -> None:
        """font: the cell's, or None where its parts have different ones."""
        if font is not None:
            self._note(row, column, font=str(font))
            return
        runs = tuple(_runs(block_of(self.worksheet, Rectangle(row, column, row, column)), str(self.rows[row][column - 1])))
        first = next((run.font for run in runs if run.font), None)
        if first is not None:
            self._note(row, column, font=first, runs=runs)

    def _note(self, row: int, column: int, **says: Any) -> None:
        self.notes[row, column] = replace(self.notes.get((row, column), CellNote()), **says)

    @staticmethod
    def _has(places: dict[int, list[int]], part: Rectangle) -> bool:
        columns = range(part.first_column, part.last_column + 1)
        return any(column in places and bool(_within(places[column], part)) for column in columns)


def _within(rows: list[int], part: Rectangle) -> list[int]:
    """The rows of an ascending list that stand in the block."""
    return rows[bisect_left(rows, part.first_row) : bisect_left(rows, part.last_row + 1)]


def _number_format(block: Any) -> Any:
    return block.NumberFormat


def _font_name(block: Any) -> Any:
    return block.Font.Name


def _runs(cell: Any, text: str) -> Iterator[TextRun]:
    """The parts of a text by font; letters of equal fonts that stand together are one part."""
    fonts: list[str | None] = []
    waiting = [(0, len(text))]
    while waiting:
        start, length = waiting.pop()
        font = cell.GetCharacters(start + 1, length).Font.Name
        if font is None and length > 1:
            waiting += [(start + length // 2, length - length // 2), (start, length // 2)]
        else:
            fonts += [str(font) if is_old_font(str(font or "")) else None] * length
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or fonts[place] != fonts[start]:
            yield TextRun(text[start:place], fonts[start])
            start = place


def _merged(worksheet: Any, used: Rectangle) -> Iterator[Rectangle]:
    """The merged blocks by row and column; Excel only tells whether there are any in a block of cells."""
    found: set[Rectangle] = set()

    def unknown(part: Rectangle) -> bool:
        return not any(
            area.contains(part.first_row, part.first_column) and area.contains(part.last_row, part.last_column) for area in found
        )

    waiting = [used]
    while waiting:
        part = waiting.pop()
        if not unknown(part) or block_of(worksheet, part).MergeCells is False:
            continue
        area = block_of(worksheet, Rectangle(part.first_row, part.first_column, part.first_row, part.first_column)).MergeArea
        row, column = int(area.Row), int(area.Column)
        block = Rectangle(row, column, row + int(area.Rows.Count) - 1, column + int(area.Columns.Count) - 1)
        if block.first_row != block.last_row or block.first_column != block.last_column:
            found.add(block)
        if unknown(part):
            waiting.extend(reversed(halves(part)) if halves(part) != (part,) else ())
    yield from sorted(found)
