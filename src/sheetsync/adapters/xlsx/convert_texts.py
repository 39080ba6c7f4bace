"""Texts of cells exchanged in place, for the conversion of old encodings: only these cells' bytes change, and what they share
with other cells (strings, styles) is not touched but added anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.relationships import read_relationships
from sheetsync.adapters.xlsx.scan import merged_area
from sheetsync.adapters.xlsx.shared_texts import SharedTexts, converted_item, written_text
from sheetsync.adapters.xlsx.styles import StyleTable
from sheetsync.adapters.xlsx.xml_editing import Element, XmlText
from sheetsync.adapters.xlsx.xml_text import whole_number
from sheetsync.core.cells import Rectangle, a1, column_number
from sheetsync.core.edits import ConvertTexts
from sheetsync.core.old_encodings import is_old_font

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_CELL_REFERENCE = re.compile(rb"""\sr\s*=\s*("[^"]*"|'[^']*')""")
_ATTRIBUTES = rb'((?: [A-Za-z:]+="[^"<>]*")*)'
_USUAL_ROW = re.compile(rb"\s*<row" + _ATTRIBUTES + rb"(/?)>")
_USUAL_CELL = re.compile(rb"\s*(<c" + _ATTRIBUTES + rb"(?:/>|>(.*?)</c>))", re.DOTALL)
_NUMBER_OF_ROW = re.compile(rb' r="([0-9]{1,7})"')
_PLACE_OF_CELL = re.compile(rb' r="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(rb' s="([0-9]{1,7})"')
_SHARED = re.compile(rb"<v>([0-9]{1,9})</v>")

Place: TypeAlias = tuple[int, int]


def convert_texts(
    data: bytes,
    edit: ConvertTexts,
    *,
    part: str,
    texts: SharedTexts,
    styles: StyleTable,
    untouchable: Sequence[Rectangle],
    exactly: bool = False,
) -> tuple[bytes, tuple[str, ...]]:
    """The sheet part after the edit, and the cells (A1) that had to stay: in `untouchable`, or holding no such text.

    exactly: go through a parser, cell by cell, where the quick pass would do (it gives the same; tests compare the two).
    """
    wanted = {(new.row, new.column): new.runs for new in edit.texts}
    for area in untouchable:
        for place in [place for place in wanted if area.contains(*place)]:
            del wanted[place]
    cells = _Cells(wanted, edit.font, texts, styles)
    text = XmlText(data, part=part, unparsed="sheetData")
    try:
        if exactly:
            raise _Unusual
        _exchange_quickly(text, cells)
    except _Unusual:
        text = XmlText(data, part=part)
        cells.done.clear()
        for place, cell in _cells(text.root):
            cells.exchange(text, place, cell)
    left = (place for place in ((new.row, new.column) for new in edit.texts) if place not in cells.done)
    return text.result(), tuple(a1(row, column) for row, column in dict.fromkeys(left))


def headings_of_tables(package: Package, sheet_part: str) -> tuple[Rectangle, ...]:
    """The heading rows of the sheet's Excel tables. Their texts stand in the table's own part as well, and in formulas."""
    areas = []
    for relationship in read_relationships(package, sheet_part):
        if relationship.kind != "table" or relationship.target is None or relationship.target not in package:
            continue
        table = XmlText(package.read(relationship.target), part=relationship.target).root
        area = merged_area(table.attributes.get("ref", ""))
        if area is not None and table.attributes.get("headerRowCount", "1") != "0":
            areas.append(Rectangle(area.first_row, area.first_column, area.first_row, area.last_column))
    return tuple(areas)


class _Unusual(Exception):
    """The markup is not of the form that the quick pass is sure of."""


class _Cells:
    """The cells to exchange on one sheet. done: those that were."""

    def __init__(self, wanted: Mapping[Place, tuple[str, ...]], font: str, texts: SharedTexts, styles: StyleTable) -> None:
        self.wanted = wanted
        self.done: set[Place] = set()
        self._font = font
        self._texts = texts
        self._styles = styles
        self._new_styles: dict[int, int | None] = {}

    def exchange(self, text: XmlText, place: Place, cell: Element) -> None:
        """Exchange a cell of a parsed part, if it is one to exchange and holds such a text."""
        runs = self.wanted.get(place)
        if runs is None or not self._exchange_text(text, cell, runs):
            return
        self.done.add(place)
        style = self.new_style(whole_number(cell.attributes.get("s", "")))
        if style is not None:
            _set_style(text, cell, style)

    def shared(self, written: bytes, runs: tuple[str, ...]) -> int | None:
        """The index of the shared string to point at in place of this one."""
        return self._texts.converted(int(written), runs, self._font)

    def new_style(self, style: int) -> int | None:
        """The cell format like this one in the new font; None where its font may stay."""
        if style not in self._new_styles:
            old = is_old_font(self._styles.font_name(style))
            self._new_styles[style] = self._styles.with_font(style, self._font) if old else None
        return self._new_styles[style]

    def _exchange_text(self, text: XmlText, cell: Element, runs: tuple[str, ...]) -> bool:
        value, inline = cell.child("v"), cell.child("is")
        kind = cell.attributes.get("t", "")
        if cell.child("f") is not None:
            return False
        if kind == "s" and value is not None:
            written = value.text.strip()
            index = self.shared(written.encode(), runs) if written.isascii() and written.isdigit() else None
            if index is not None:
                text.replace(value.open_end, value.close_start, str(index).encode())
            return index is not None
        if kind == "inlineStr" and inline is not None:
            item = converted_item(text.data, inline, runs, self._font)
            if item is not None:
                text.replace(inline.start, inline.end, item)
            return item is not None
        if kind == "str" and value is not None and not value.empty and len(runs) == 1:
            text.replace(value.open_end, value.close_start, written_text(runs[0]))
            return True
        return False


def _exchange_quickly(text: XmlText, cells: _Cells) -> None:
    """Go over the cells by pattern: one element at most is taken apart at a time, whatever the sheet holds. Raises _Unusual."""
    table = text.root.child("sheetData")
    if table is None or table.empty:
        return
    data = text.data
    at, end = table.open_end, table.close_start
    if text.root.name != "worksheet" or any(data.find(sign, at, end) >= 0 for sign in (b"<!", b"<?", b"xmlns")):
        raise _Unusual
    row = 0
    while start := _USUAL_ROW.match(data, at, end):
        number = _NUMBER_OF_ROW.search(start[1])
        if number is None and b" r=" in start[1]:
            raise _Unusual
        row = int(number[1]) if number and int(number[1]) else row + 1
        at = start.end()
        if not start[2]:
            row_end = data.find(b"</row>", at, end)
            _exchange_row(text, cells, row, at, row_end)
            at = row_end + len(b"</row>")
    if data[at:end].strip():
        raise _Unusual


def _exchange_row(text: XmlText, cells: _Cells, row: int, at: int, end: int) -> None:
    data = text.data
    column = 0
    while cell := _USUAL_CELL.match(data, at, end):
        at = cell.end()
        reference = _PLACE_OF_CELL.search(cell[2])
        if reference is None and b" r=" in cell[2]:
            raise _Unusual
        column = column_number(reference[1].decode()) if reference else column + 1
        place = (int(reference[2]) if reference else row, column)
        runs = cells.wanted.get(place)
        if runs is not None:
            _exchange_cell(text, cells, place, cell, runs)
    if end < at or data[at:end].strip():
        raise _Unusual


def _exchange_cell(text: XmlText, cells: _Cells, place: Place, cell: re.Match[bytes], runs: tuple[str, ...]) -> None:
    shared = _SHARED.fullmatch(cell[3] or b"")
    if shared is None or b' t="s"' not in cell[2]:
        root = text.root  # with the prefixes that the cell may use
        opening, closing = text.data[root.start : root.open_end] + b"<sheetData><row>", b"</row></sheetData></worksheet>"
        alone = XmlText(opening + cell[1] + closing, part=text.part)
        cells.exchange(alone, place, alone.root.children[0].children[0].children[0])
        changed = alone.result()[len(opening) : -len(closing)]
    else:
        index = cells.shared(shared[1], runs)
        if index is None:
            return
        cells.done.add(place)
        attributes = cell[2]
        old = _STYLE.search(attributes)
        if old is None and b" s=" in attributes:
            raise _Unusual
        style = cells.new_style(int(old[1]) if old else 0)
        if style is not None:
            written = b' s="%d"' % style
            here = old.span() if old else _after_reference(attributes)
            attributes = attributes[: here[0]] + written + attributes[here[1] :]
        changed = b"<c%b><v>%d</v></c>" % (attributes, index)
    if changed != cell[1]:
        text.replace(cell.start(1), cell.end(1), changed)


def _after_reference(attributes: bytes) -> tuple[int, int]:
    """Where a style is put in: after `r`, where every program writes it and where quick readers look for it."""
    found = _CELL_REFERENCE.search(attributes)
    at = found.end() if found else len(attributes)
    return at, at


def _set_style(text: XmlText, cell: Element, style: int) -> None:
    found = _CELL_REFERENCE.search(text.data[cell.start : cell.open_end])
    if "s" in cell.attributes or found is None:
        text.set_attribute(cell, "s", str(style))
    else:
        text.insert(cell.start + found.end(), f' s="{style}"'.encode())


def _cells(root: Element) -> Iterator[tuple[Place, Element]]:
    """Each cell with its row and column; those without `r` follow the one before (ECMA-376 part 1, 18.3.1.4)."""
    table = root.child("sheetData")
    row = 0
    for row_element in table.all("row") if table else ():
        row = whole_number(row_element.attributes.get("r", "")) or row + 1
        column = 0
        for cell in row_element.all("c"):
            reference = _REFERENCE.fullmatch(cell.attributes.get("r", "").strip())
            column = column_number(reference[1]) if reference else column + 1
            yield (int(reference[2]) if reference else row, column), cell
