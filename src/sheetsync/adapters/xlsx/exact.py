"""The exact reader of a sheet part: a streaming XML parser, for every markup the quick pass declines."""

from __future__ import annotations

from lxml import etree

from sheetsync.adapters.xlsx.element_stream import ElementStream
from sheetsync.adapters.xlsx.parts import local_name
from sheetsync.adapters.xlsx.raw_cells import BookContext, CellReader
from sheetsync.adapters.xlsx.scan import MAIN_NAMESPACES, SheetCells, merged_area
from sheetsync.adapters.xlsx.shared_strings import Runs, rich_text, runs_of
from sheetsync.core.cells import MAX_COLUMN, MAX_ROW, CellValue, Rectangle, column_number
from sheetsync.core.sheet_block import MAX_ROWS, SheetBlock, TooManyCells
from sheetsync.patterns import pattern

_REFERENCE = pattern(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


MAX_CELLS = 600_000
"""Cells of one book, blank ones too: this reader takes each in its hands. 7 tabs × 5,000 rows × 16 columns are 560,000."""


MAX_TAGS = 3_000_000
"""Tags of one part: what stands outside the rows is kept in memory until the end, 120 bytes for each element."""
_CELL_TAGS = (b"<c ", b"<c>", b"<c/")


class NoSheet(Exception):
    """The part is XML, but no worksheet, or its cells lie outside every sheet."""


def read_sheet_exactly(content: bytes, book: BookContext) -> SheetCells:
    """Raises NoSheet, BrokenCell, TooManyCells, and lxml's XMLSyntaxError where the XML is broken.

    Cells without `r` follow the one before them, rows likewise (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73). Of two cells at one
    place the later counts. Rows out of order are put in order.
    """
    if content.count(b"<") > MAX_TAGS or book.room.read_exactly + sum(map(content.count, _CELL_TAGS)) > MAX_CELLS:
        raise TooManyCells("có quá nhiều dòng hoặc quá nhiều ô")  # before any work; cells written otherwise are counted below
    reader = CellReader(book)
    rows: dict[int, dict[int, CellValue]] = {}
    merged: list[Rectangle] = []
    last_row = 0
    stream = ElementStream(content, ("{*}row", "{*}mergeCell"))
    for element in stream:
        parents = [local_name(parent.tag) for parent in element.iterancestors()]
        if _namespace(element) in MAIN_NAMESPACES and parents == ["sheetData", "worksheet"]:
            last_row = _read_row(element, last_row, rows, reader)
            book.room.read_exactly += len(element)
            if book.room.read_exactly > MAX_CELLS or len(rows) > MAX_ROWS:
                raise TooManyCells("có quá nhiều dòng hoặc quá nhiều ô")
        elif _namespace(element) in MAIN_NAMESPACES and parents == ["mergeCells", "worksheet"]:
            area = merged_area(element.get("ref") or "")
            if area is not None:
                merged.append(area)
    root = stream.root
    if root is None or local_name(root.tag) != "worksheet" or _namespace(root) not in MAIN_NAMESPACES:
        raise NoSheet
    block = SheetBlock(book.room)
    for row in sorted(rows):
        found = rows.pop(row)
        values: list[CellValue] = [None] * max(found)
        for column, value in found.items():
            values[column - 1] = value
        block.add(row, values)
    return SheetCells(block, reader.notes, tuple(merged))


def _namespace(element: etree._Element) -> str:
    tag = element.tag
    return tag[1 : tag.index("}")] if isinstance(tag, str) and tag.startswith("{") else ""


def _read_row(element: etree._Element, last_row: int, rows: dict[int, dict[int, CellValue]], reader: CellReader) -> int:
    written = (element.get("r") or "").strip()
    row = int(written) if written.isascii() and written.isdigit() and len(written) < 8 else last_row + 1
    if not 1 <= row <= MAX_ROW:
        raise NoSheet
    column = 0
    for cell in element:
        if local_name(cell.tag) != "c":
            continue
        reference = _REFERENCE.fullmatch((cell.get("r") or "").strip())
        column = column_number(reference[1]) if reference else column + 1
        cell_row = int(reference[2]) if reference else row
        if not (1 <= cell_row <= MAX_ROW and column <= MAX_COLUMN):
            raise NoSheet
        reader.notes.pop((cell_row, column), None)
        value = _read_cell(cell, cell_row, column, reader)
        if value is not None:
            rows.setdefault(cell_row, {})[column] = value
        elif cell_row in rows:
            rows[cell_row].pop(column, None)
            if not rows[cell_row]:
                del rows[cell_row]
    return row


def _read_cell(cell: etree._Element, row: int, column: int, reader: CellReader) -> CellValue:
    raw: str | None = None
    inline: tuple[str, str | None] | None = None
    runs: Runs = ()
    formula = False
    for child in cell:
        name = local_name(child.tag)
        if name == "v":
            raw = child.text or ""
        elif name == "f":
            formula = True
        elif name == "is":
            inline, runs = rich_text(child), runs_of(child)
    style = cell.get("s") or "0"
    number = int(style) if style.isascii() and style.isdigit() and len(style) < 7 else 0
    return reader.value((row, column), cell.get("t") or "", number, raw, inline=inline, runs=runs, formula=formula)
