"""Rows and cells of a sheet part with their place in its bytes, for edits of a few of them: what is not wanted is passed over."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sheetsync.adapters.xlsx.xml_editing import Element, XmlText
from sheetsync.adapters.xlsx.xml_text import whole_number
from sheetsync.core.cells import column_number
from sheetsync.records import dataclass, field

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_USUAL_ROW = re.compile(rb'\s*(<row r="([1-9][0-9]{0,6})"(?: [A-Za-z0-9:]+="[^"<>]*")*(/?)>)')
_ROW_END = b"</row>"


class _Unusual(Exception):
    """The markup is not of the form that the quick pass is sure of."""


@dataclass(slots=True)
class RowInPlace:
    """A row. cells: by column; of two at one place the later one counts, as it does for readers."""

    element: Element
    cells: dict[int, Element] = field(default_factory=dict)

    def place_for(self, column: int) -> int:
        """Where in the bytes a new cell goes; not for a row without an end tag of its own."""
        row = self.element  # some cells may stand in another row element
        behind = (cell.start for at, cell in self.cells.items() if at > column and row.start < cell.start < row.end)
        return min(behind, default=row.close_start)


@dataclass(slots=True)
class RowsInPlace:
    """text: the part, to be edited. table: its `sheetData`. rows: the wanted ones that are there, by number; starts: where in the
    bytes each row of the sheet begins, in the order of the part."""

    text: XmlText
    table: Element | None
    rows: dict[int, RowInPlace] = field(default_factory=dict)
    starts: list[tuple[int, int]] = field(default_factory=list)

    def place_for(self, row: int) -> int:
        """Where in the bytes a new row goes; not for a table without an end tag of its own."""
        assert self.table is not None
        return next((start for number, start in self.starts if number > row), self.table.close_start)


def rows_in_place(data: bytes, part: str, wanted: Collection[int], *, exactly: bool = False) -> RowsInPlace:
    """exactly: go through a parser, cell by cell, where the quick pass would do (it gives the same; tests compare the two).
    Raises BookUnreadable for a damaged part."""
    if not exactly:
        text = XmlText(data, part=part, unparsed="sheetData")
        try:
            return _quickly(text, wanted)
        except _Unusual:
            pass
    text = XmlText(data, part=part)
    found = RowsInPlace(text, text.root.child("sheetData"))
    for number, element in _rows(found.table):
        found.starts.append((number, element.start))
        for row, column, cell in _cells(number, element):
            if row in wanted:
                found.rows.setdefault(row, RowInPlace(element)).cells[column] = cell
        if number in wanted:
            found.rows.setdefault(number, RowInPlace(element)).element = element
    return found


def _quickly(text: XmlText, wanted: Collection[int]) -> RowsInPlace:
    found = RowsInPlace(text, text.root.child("sheetData"))
    table, data = found.table, text.data
    if table is None or table.empty:
        return found
    at, end = table.open_end, table.close_start
    if text.root.name != "worksheet" or any(data.find(sign, at, end) >= 0 for sign in (b"<!", b"<?", b"xmlns")):
        raise _Unusual
    last = 0
    while start := _USUAL_ROW.match(data, at, end):
        number = int(start[2])
        if number <= last:
            raise _Unusual
        last = number
        found.starts.append((number, start.start(1)))
        at = start.end()
        if not start[3]:
            row_end = data.find(_ROW_END, at, end)
            if row_end < 0:
                raise _Unusual
            at = row_end + len(_ROW_END)
        if number in wanted:
            element = _parsed_alone(text, start.start(1), at)
            row = found.rows[number] = RowInPlace(element)
            for real, column, cell in _cells(number, element):
                if real != number:
                    raise _Unusual
                row.cells[column] = cell
    if data[at:end].strip():
        raise _Unusual
    return found


def _parsed_alone(text: XmlText, start: int, end: int) -> Element:
    """The row between these bytes, with places in the whole part."""
    root = text.root  # with the prefixes that the row may use
    opening = text.data[root.start : root.open_end] + b"<sheetData>"
    alone = XmlText(opening + text.data[start:end] + b"</sheetData></worksheet>", part=text.part)
    row = alone.root.children[0].children[0]
    moved = start - len(opening)
    for element in row.walk():
        element.start += moved
        element.open_end += moved
        element.close_start += moved
        element.end += moved
    return row


def _rows(table: Element | None) -> Iterator[tuple[int, Element]]:
    """Each row with its number; one without `r` follows the one before (ECMA-376 part 1, 18.3.1.73)."""
    number = 0
    for element in table.all("row") if table else ():
        number = whole_number(element.attributes.get("r", "")) or number + 1
        yield number, element


def _cells(number: int, row: Element) -> Iterator[tuple[int, int, Element]]:
    """Each cell with its row and column; one without `r` follows the one before (18.3.1.4)."""
    column = 0
    for cell in row.all("c"):
        reference = _REFERENCE.fullmatch(cell.attributes.get("r", "").strip())
        column = column_number(reference[1]) if reference else column + 1
        yield int(reference[2]) if reference else number, column, cell
