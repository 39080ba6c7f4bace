"""Reads rows quickly: rows whose markup differs only in values share a layout that is understood once.

A row's text, with its number taken out of the row's tag and of the cell references, is split at its values. What is left is the
layout's key. Rows with a known key are gathered, and their values looked up column by column, without a pattern per cell.

Splitting at a plain text is much quicker than at a pattern, so both tags around a value become the first one, and the second of
them is told by a character that no XML may hold. Another such character stands where the row's number stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any, NamedTuple

from sheetsync.adapters.xlsx.raw_cells import CellReader
from sheetsync.adapters.xlsx.xml_text import UnusualMarkup, has_illegal_character, unescape_excel, unescape_xml
from sheetsync.core.cells import MAX_COLUMN, MAX_ROW, CellValue, column_number
from sheetsync.core.serials import FormatKind
from sheetsync.core.sheet_block import MAX_ROW_LENGTH, SheetBlock, TooManyCells
from sheetsync.records import dataclass, field

_ATTRIBUTES = r'(?: (?!xmlns)[\w:]+="[^"<>]*")*'
_FORMULA = rf"<f{_ATTRIBUTES}(?:/>|>[^<]*</f>)"
_ROW_START = re.compile(rf'\s*<row r="([1-9][0-9]{{0,6}})"{_ATTRIBUTES}(/)?>')
_BETWEEN, _ENDED, _NUMBER = "\0", "\1", "\2"
_MARKS = re.compile(f"[{_BETWEEN}{_ENDED}{_NUMBER}]")
_FORMULA_OR_VALUE = re.compile(rf"({_FORMULA})?<v>([^<]*)<v>(?={_ENDED})")
_CELL = re.compile(
    r'(<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,6})")?(?: t="([A-Za-z]{1,9})")?(?: [a-z]{2}="[0-9]+")*'
    rf"(?:/>|>({_FORMULA})?"
    r'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)\s*)'
)
_INLINE = "inlineStr"
_INLINE_MARK = "<is/>"
"""Stands in a layout's key for the markup around a plain inline string, so that its text can be split off like any value."""
_MAX_LAYOUTS = 2_000
"""Layouts remembered for a book; real ones have a few dozen."""
_ROW_END = "</row>"
_AT_ONCE = 1_000_000
"""Characters that are split together: two copies of a long sheet would take much memory."""
_GATHERED = 1_000
"""Rows whose values wait to be looked up together."""


class _Columns(dict[str, int]):
    """Column numbers by letters, worked out once each."""

    def __missing__(self, letters: str) -> int:
        number = self[letters] = column_number(letters)
        return number


_COLUMNS = _Columns()


class RememberedValues(dict[str, CellValue]):
    """Values by their raw text, for cells of one type and number format that never have a note; the same for all sheets."""

    def __init__(self, reader: CellReader, kind: str, style: int) -> None:
        super().__init__()
        self._reader = reader
        self._kind = kind
        self._style = style

    def __missing__(self, raw: str) -> CellValue:
        text = _plain(raw)
        inline = (unescape_excel(text), None) if self._kind == _INLINE else None
        value = self[raw] = self._reader.value(_NOWHERE, self._kind, self._style, text, inline=inline)
        return value

    def of_all(self, raws: tuple[str, ...]) -> Sequence[CellValue]:
        """The values of a column's cells."""
        if self._kind == "s":
            digits = "".join(raws)
            if digits.isascii() and digits.isdigit():
                try:
                    return _items(self._reader.strings, list(map(int, raws)))
                except (ValueError, IndexError):
                    pass  # a cell without an index, or with one that is not there: one by one
        return _items(self, raws)


def _items(values: Any, keys: Sequence[object]) -> Sequence[CellValue]:
    """Many items at once."""
    found: Sequence[CellValue] = itemgetter(*keys)(values) if len(keys) > 1 else [values[key] for key in keys]
    return found


class _ValueCell(NamedTuple):
    """A cell with a value. remembered: where to look its value up; None where it may have a note, or holds free text."""

    column: int
    kind: str
    style: int
    remembered: RememberedValues | None


@dataclass(frozen=True, slots=True)
class _Layout:
    """references: how often a row's number stands in its tag and in its cells' references; values: the cells with a value, in
    order; parts: of what a row is split into at its values, they among them."""

    references: int
    values: tuple[_ValueCell, ...]
    parts: int


@dataclass(slots=True)
class Remembered:
    """What the sheets of one book have in common: layouts of rows, and values by the cell's type and the kind of its number
    format."""

    layouts: dict[str, _Layout] = field(default_factory=dict)
    values: dict[tuple[str, FormatKind | None], RememberedValues] = field(default_factory=dict)


_NOWHERE = (0, 0)


class _Gathered(NamedTuple):
    """Rows of one layout whose values wait; values: gives them in the same order, once they are asked for."""

    numbers: list[int]
    raws: list[list[str]]
    values: Iterator[list[CellValue]]


class RowReader:
    """Reads the rows of one sheet, in ascending order, into its block. remembered: kept between the sheets of a book."""

    def __init__(self, reader: CellReader, remembered: Remembered, block: SheetBlock) -> None:
        self._reader = reader
        self._remembered = remembered
        self._layouts = remembered.layouts
        self._block = block
        self._last = 0
        self._formulas = False
        self._inline = False
        self._gathered: dict[str, _Gathered] = {}
        self._order: list[tuple[int, Iterator[list[CellValue]]]] = []

    def read(self, text: str, position: int, end: int) -> None:
        """Read what stands between the tags of the cell table.

        Raises UnusualMarkup where it is not covered by the known patterns, BrokenCell, TooManyCells.
        """
        if _BETWEEN in text or _ENDED in text or _NUMBER in text:
            raise UnusualMarkup
        while (cut := text.find(_ROW_END, min(position + _AT_ONCE, end), end)) >= 0:
            self._read_rows(text[position : cut + len(_ROW_END)])
            position = cut + len(_ROW_END)
        rest = self._read_rows(text[position:end])
        position, _ = self._skip_blank_rows(rest)
        if rest[position:].strip() or has_illegal_character(rest[position:]):
            raise UnusualMarkup

    def _read_rows(self, text: str) -> str:
        """Some rows; gives what stands after the last of them."""
        text = text.replace("</v>", f"<v>{_ENDED}")
        position = 0
        while (end := text.find(_ROW_END, position)) >= 0:
            row = text[position:end]
            position = end + len(_ROW_END)
            if len(row) > MAX_ROW_LENGTH:
                row = self._without_blank_rows(row)
            if not self._take(row, self._last + 1):
                self._read_unknown(row)
            if len(self._order) >= _GATHERED:
                self._put_gathered()
        self._put_gathered()
        return text[position:]

    def _put_gathered(self) -> None:
        """Put the rows that wait into the block."""
        add = self._block.add
        for number, values in self._order:
            add(number, next(values))
        self._gathered.clear()
        self._order.clear()

    def _take(self, text: str, number: int) -> bool:
        """Whether the row has this number and a known layout; then it has been read."""
        if number > MAX_ROW:
            return False
        bare = text.replace(f'{number}"', f'{_NUMBER}"')
        references = bare.count(_NUMBER)
        if self._inline:
            bare = _usual(bare)
        if self._formulas and "<f" in bare:
            return self._take_formulas(bare, number, references)
        parts = bare.split("<v>")
        key = _BETWEEN.join(parts[::2])
        layout = self._layouts.get(key)
        if layout is None or layout.references != references or layout.parts != len(parts):
            return False
        self._last = number
        if layout.values:
            gathered = self._gathered.get(key)
            if gathered is None:
                numbers: list[int] = []
                raws: list[list[str]] = []
                gathered = self._gathered[key] = _Gathered(numbers, raws, self._values(layout, numbers, raws))
            gathered.numbers.append(number)
            gathered.raws.append(parts[1::2])
            self._order.append((number, gathered.values))
        return True

    def _take_formulas(self, bare: str, number: int, references: int) -> bool:
        parts = _FORMULA_OR_VALUE.split(bare)
        layout = self._layouts.get(_BETWEEN.join(parts[::3]))
        if layout is None or layout.references != references or has_illegal_character(_MARKS.sub("", bare)):
            return False
        row: list[CellValue] = []
        for cell, formula, raw in zip(layout.values, parts[1::3], parts[2::3], strict=True):
            row.extend(repeat(None, cell.column - len(row) - 1))
            row.append(self._value(number, cell, raw, formula=bool(formula)))
        self._last = number
        self._order.append((number, iter((row,))))
        return True

    def _values(self, layout: _Layout, numbers: list[int], raws: list[list[str]]) -> Iterator[list[CellValue]]:
        """The rows' values from column 1 on."""
        columns: list[Iterable[CellValue]] = []
        for cell, of_cell in zip(layout.values, zip(*raws, strict=True), strict=True):
            columns.extend(repeat(repeat(None), cell.column - len(columns) - 1))
            if cell.remembered is not None:
                columns.append(cell.remembered.of_all(of_cell))
            else:
                columns.append([self._value(number, cell, raw) for number, raw in zip(numbers, of_cell, strict=True)])
        yield from map(list, zip(*columns, strict=False))  # blank columns have no end

    def _value(self, row: int, cell: _ValueCell, raw: str, *, formula: bool = False) -> CellValue:
        if cell.remembered is not None and not formula:
            return cell.remembered[raw]
        text = _plain(raw)
        inline = (unescape_excel(text), None) if cell.kind == _INLINE else None
        return self._reader.value((row, cell.column), cell.kind, cell.style, text, inline=inline, formula=formula)

    def _read_unknown(self, text: str) -> None:
        position, number = self._skip_blank_rows(text)
        if not number:
            raise UnusualMarkup
        text = text[position:]
        self._formulas = self._formulas or "<f" in text
        self._inline = self._inline or "<is>" in text
        if not self._take(text, number):
            self._read_slowly(text, number)

    def _without_blank_rows(self, text: str) -> str:
        """A row without those that stand before it, each closed in its own tag. Raises TooManyCells where it is too long."""
        position, number = self._skip_blank_rows(text)
        if number and len(text) - position > MAX_ROW_LENGTH:
            raise TooManyCells(f"có dòng quá dài (dòng {number})")
        return text[position:]

    def _skip_blank_rows(self, text: str) -> tuple[int, int]:
        """Where the first row with an end tag begins, and its number; 0 for the number where there is none."""
        position = 0
        while (start := _ROW_START.match(text, position)) is not None:
            number = int(start[1])
            if not self._last < number <= MAX_ROW or has_illegal_character(start[0]):
                raise UnusualMarkup
            if not start[2]:
                return start.start(), number
            self._last = number
            position = start.end()
        return position, 0

    def _read_slowly(self, text: str, number: int) -> None:
        """Cell by cell; remembers the layout where values and formulas are all that rows like this can differ in."""
        text = text.replace(f"<v>{_ENDED}", "</v>")
        start = _ROW_START.match(text)
        inside = text[start.end() :] if start else ""
        cells = _CELL.findall(inside)
        if (len("".join([cell[0] for cell in cells])) != len(inside) and inside.strip()) or has_illegal_character(text):
            raise UnusualMarkup
        digits = str(number)
        values: list[CellValue] = []
        found: list[_ValueCell] = []
        regular = True
        last = 0
        for whole, letters, written, style, kind, formula, raw, inline in cells:
            column = _COLUMNS[letters]
            if written != digits or column <= last or column > MAX_COLUMN:
                raise UnusualMarkup
            last = column
            style_number = int(style or 0)
            plain = "<v>" in whole if kind != _INLINE else "<is><t>" in whole and not formula
            if plain:
                cell = _ValueCell(column, kind, style_number, self._remembered_for(kind, style_number))
                found.append(cell)
                value = self._value(number, cell, inline if kind == _INLINE else raw, formula=bool(formula))
            elif not (raw or inline or formula):
                regular = regular and "<v>" not in whole and "<is>" not in whole  # blank here, but not in every row like it
                continue
            else:
                regular = False
                shown = None if not raw and "<v" not in whole else unescape_xml(raw)
                content = (unescape_excel(unescape_xml(inline)), None) if "<is>" in whole else None
                value = self._reader.value((number, column), kind, style_number, shown, inline=content, formula=bool(formula))
            values.extend(repeat(None, column - len(values) - 1))
            values.append(value)
        self._last = number
        self._order.append((number, iter((values,))))
        if regular and len(self._layouts) < _MAX_LAYOUTS:
            self._remember(text, digits, _Layout(1 + len(cells), tuple(found), 1 + 2 * len(found)))

    def _remember(self, text: str, digits: str, layout: _Layout) -> None:
        bare = text.replace(f'{digits}"', f'{_NUMBER}"')
        if bare.count(_NUMBER) == layout.references:
            parts = _FORMULA_OR_VALUE.split(_usual(bare.replace("</v>", f"<v>{_ENDED}")))
            self._layouts[_BETWEEN.join(parts[::3])] = layout

    def _remembered_for(self, kind: str, style: int) -> RememberedValues | None:
        """Where to look up values of this type and style; None where a cell of it can have a note, or holds free text."""
        reader = self._reader
        format_kind = reader.kinds.get(style) if kind in ("", "n") else None
        if style in reader.old_fonts or format_kind is FormatKind.PERCENT or kind not in ("", "n", "s", "b", _INLINE):
            return None
        if kind == "s" and reader.string_fonts:
            return None
        place = (kind or "n", format_kind)
        values = self._remembered.values
        if place not in values:
            values[place] = RememberedValues(reader, kind, style)
        return values[place]


def _usual(text: str) -> str:
    """Plain inline strings written like values."""
    if "<is>" not in text or _INLINE_MARK in text:
        return text
    return text.replace("<is><t>", f"{_INLINE_MARK}<v>").replace("</t></is>", f"<v>{_ENDED}")


def _plain(raw: str) -> str:
    """A value's text as a parser gives it. Raises UnusualMarkup for what a parser would refuse."""
    if "<" in raw or has_illegal_character(raw):
        raise UnusualMarkup
    return unescape_xml(raw)
