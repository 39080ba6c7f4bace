"""Reads the cells of one row quickly: rows whose markup differs only in values share a layout that is understood once.

A row's text is split at its values. What is left, with the row's number taken out of the cell references, is the layout's key;
a row with a known key needs no pattern per cell any more, only a look-up per value.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sheetsync.adapters.xlsx.raw_cells import CellReader
from sheetsync.adapters.xlsx.xml_text import UnusualMarkup, unescape_excel, unescape_xml
from sheetsync.core.cells import MAX_COLUMN, CellValue, column_number
from sheetsync.core.serials import FormatKind
from sheetsync.records import dataclass

_FORMULA = r'<f(?: [\w:]+="[^"<>]*")*(?:/>|>[^<]*</f>)'
_VALUE = re.compile(r"<v>([^<]*)</v>")
_FORMULA_OR_VALUE = re.compile(rf"({_FORMULA})?<v>([^<]*)</v>")
_CELL = re.compile(
    r'(<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,6})")?(?: t="([A-Za-z]{1,9})")?(?: [a-z]{2}="[0-9]+")*'
    rf"(?:/>|>({_FORMULA})?"
    r'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)\s*)'
)
_BETWEEN = "\0"
_INLINE = "inlineStr"
_INLINE_MARK = "<is/>"
"""Stands in a layout's key for the markup around a plain inline string, so that its text can be split off like any value."""
_MAX_LAYOUTS = 2_000
"""Layouts remembered for a sheet; real sheets have a few dozen."""


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
        if kind == "s":  # every string at once: most of them stand in one cell each
            self.update(zip(map(str, range(len(reader.strings))), reader.strings, strict=False))

    def __missing__(self, raw: str) -> CellValue:
        text = unescape_xml(raw)
        inline = (unescape_excel(text), None) if self._kind == _INLINE else None
        value = self[raw] = self._reader.value(_NOWHERE, self._kind, self._style, text, inline=inline)
        return value


Remembered = dict[tuple[str, FormatKind | None], RememberedValues]
"""By the cell's type and the kind of its number format."""


class _Nothing(dict[str, CellValue]):
    """Stands where a cell's value cannot be looked up."""

    def __missing__(self, raw: str) -> CellValue:
        return None


_NOTHING = _Nothing()
_NOWHERE = (0, 0)


class _ValueCell(NamedTuple):
    """A cell with a value. remembered: where to look its value up; None where it may have a note, or holds free text."""

    column: int
    kind: str
    style: int
    remembered: RememberedValues | None


@dataclass(frozen=True, slots=True)
class _Layout:
    """cells: how many cell elements a row has; values: those with a value, in order; width: the column of the last of them.
    dense: they are columns 1, 2, 3 … without a gap. look_ups: for each value, where to look it up; special: the places, among
    the values, of those that cannot be looked up."""

    cells: int
    values: tuple[_ValueCell, ...]
    width: int
    dense: bool
    look_ups: tuple[dict[str, CellValue], ...]
    special: tuple[int, ...]


class RowReader:
    """Reads the rows of one sheet, in any order. remembered: kept between the sheets of a book."""

    def __init__(self, reader: CellReader, remembered: Remembered) -> None:
        self._reader = reader
        self._remembered = remembered
        self._layouts: dict[str, _Layout] = {}

    def read(self, row: int, row_text: str, text: str) -> list[CellValue]:
        """The row's values from column 1. row_text: the row's number as written; text: what stands between its tags.

        Raises UnusualMarkup where the text is not covered by the known patterns, BrokenCell.
        """
        has_formulas = "<f" in text
        usual = text
        if "<is>" in text and _INLINE_MARK not in text:
            usual = text.replace("<is><t>", f"{_INLINE_MARK}<v>").replace("</t></is>", "</v>")
        parts = (_FORMULA_OR_VALUE if has_formulas else _VALUE).split(usual)
        markup = _BETWEEN.join(parts[::3] if has_formulas else parts[::2])
        reference_end = f'{row_text}"'
        key = markup.replace(reference_end, '"')
        layout = self._layouts.get(key)
        if layout is None or markup.count(reference_end) != layout.cells:
            return self._read_slowly(row, row_text, text, key)
        raws = parts[2::3] if has_formulas else parts[1::2]
        values = [look_up[raw] for look_up, raw in zip(layout.look_ups, raws, strict=True)]
        for place in layout.special:
            values[place] = self._value(row, layout.values[place], raws[place], formula=False)
        if has_formulas:
            for place, formula in enumerate(parts[1::3]):
                if formula:
                    values[place] = self._value(row, layout.values[place], raws[place], formula=True)
        if layout.dense:
            return values
        row_values: list[CellValue] = [None] * layout.width
        for cell, value in zip(layout.values, values, strict=True):
            row_values[cell.column - 1] = value
        return row_values

    def _value(self, row: int, cell: _ValueCell, raw: str, *, formula: bool) -> CellValue:
        if cell.remembered is not None and not formula:
            return cell.remembered[raw]
        text = unescape_xml(raw)
        inline = (unescape_excel(text), None) if cell.kind == _INLINE else None
        return self._reader.value((row, cell.column), cell.kind, cell.style, text, inline=inline, formula=formula)

    def _read_slowly(self, row: int, row_text: str, text: str, key: str) -> list[CellValue]:
        """Cell by cell; remembers the layout under `key` where values and formulas are all that rows like this can differ in."""
        cells = _CELL.findall(text)
        if len("".join([cell[0] for cell in cells])) != len(text) and text.strip():
            raise UnusualMarkup
        values: list[CellValue] = []
        found: list[_ValueCell] = []
        regular = True
        last = 0
        for whole, letters, digits, style, kind, formula, raw, inline in cells:
            column = _COLUMNS[letters]
            if digits != row_text or column <= last or column > MAX_COLUMN:
                raise UnusualMarkup
            last = column
            number = int(style or 0)
            if "<v>" in whole if kind != _INLINE else "<is><t>" in whole:
                cell = _ValueCell(column, kind, number, self._remembered_for(kind, number))
                found.append(cell)
                value = self._value(row, cell, inline if kind == _INLINE else raw, formula=bool(formula))
            elif not (raw or inline or formula):
                continue
            else:
                regular = False
                written = None if not raw and "<v" not in whole else unescape_xml(raw)
                content = (unescape_excel(unescape_xml(inline)), None) if "<is>" in whole else None
                value = self._reader.value((row, column), kind, number, written, inline=content, formula=bool(formula))
            values.extend([None] * (column - len(values) - 1))
            values.append(value)
        if regular and len(self._layouts) < _MAX_LAYOUTS:
            columns = [cell.column for cell in found]
            self._layouts[key] = _Layout(
                cells=len(cells),
                values=tuple(found),
                width=max(columns, default=0),
                dense=columns == list(range(1, len(columns) + 1)),
                look_ups=tuple(_NOTHING if cell.remembered is None else cell.remembered for cell in found),
                special=tuple(place for place, cell in enumerate(found) if cell.remembered is None),
            )
        return values

    def _remembered_for(self, kind: str, style: int) -> RememberedValues | None:
        """Where to look up values of this type and style; None where a cell of it can have a note, or holds free text."""
        reader = self._reader
        format_kind = reader.kinds.get(style) if kind in ("", "n") else None
        if style in reader.old_fonts or format_kind is FormatKind.PERCENT or kind not in ("", "n", "s", "b", _INLINE):
            return None
        if kind == "s" and reader.string_fonts:
            return None
        place = (kind or "n", format_kind)
        if place not in self._remembered:
            self._remembered[place] = RememberedValues(reader, kind, style)
        return self._remembered[place]
