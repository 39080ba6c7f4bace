"""The quick pass over a sheet part: values, formulas, errors, formats and merges together.

It trusts itself only with the markup that Excel, LibreOffice, WPS, Google and the usual libraries write: every character of the
cell table must be covered by the patterns of this file and of `row_layouts.py`, in order. For anything else (prefixes, other
attribute order, cells without `r`, comments …) it raises UnusualMarkup, and `exact.py` reads the sheet.
"""

from __future__ import annotations

import re

from sheetsync.adapters.xlsx.raw_cells import BookContext, CellReader
from sheetsync.adapters.xlsx.row_layouts import Remembered, RowReader
from sheetsync.adapters.xlsx.xml_text import UnusualMarkup, has_illegal_characters, unescape_xml
from sheetsync.core.book import CellNote
from sheetsync.core.cells import MAX_COLUMN, MAX_ROW, Rectangle, column_number
from sheetsync.core.sheet_block import MAX_ROW_LENGTH, SheetBlock, TooManyCells
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

MAIN_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""Transitional and strict (ECMA-376 part 4 and part 1)."""

_ROOT = pattern(r'\s*(?:<\?xml[^<>]*\?>)?\s*<worksheet((?: +[\w:]+="[^"<>]*"|\s)*)>')
_NAMESPACE = pattern(r'\sxmlns="([^"]*)"')
_ROW_START = pattern(r'\s*<row r="([1-9][0-9]{0,6})"(?: [\w:]+="[^"<>]*")*(/)?>')
_MERGES = pattern(r"<mergeCells(?: [^<>]*)?>(.*?)</mergeCells>", re.DOTALL)
_MERGE = pattern(r'\s*<mergeCell ref="([^"<>]*)"/>\s*')
_AREA = pattern(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


@dataclass(frozen=True, slots=True)
class SheetCells:
    """What one sheet part holds."""

    block: SheetBlock
    notes: dict[tuple[int, int], CellNote]
    merged: tuple[Rectangle, ...]


def merged_area(reference: str) -> Rectangle | None:
    """`A1:C2` as a rectangle; None for a single cell or something else."""
    found = _AREA.fullmatch(reference.strip())
    if found is None or found[3] is None:
        return None
    columns = sorted((column_number(found[1]), column_number(found[3])))
    rows = sorted((int(found[2]), int(found[4])))
    if rows[0] < 1 or rows[1] > MAX_ROW or columns[1] > MAX_COLUMN:
        return None
    return Rectangle(rows[0], columns[0], rows[1], columns[1])


def scan_sheet(content: bytes, book: BookContext, remembered: Remembered | None = None) -> SheetCells:
    """Read a sheet part in UTF-8. remembered: one dictionary for all sheets of a book makes the later ones quicker.

    Raises UnusualMarkup, BrokenCell, TooManyCells.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusualMarkup from error
    root = _ROOT.match(text)
    if root is None or has_illegal_characters(content) or "<!" in text or text.find("<?", root.end()) >= 0:
        raise UnusualMarkup
    namespace = _NAMESPACE.search(root[1])
    if namespace is None or namespace[1] not in MAIN_NAMESPACES:
        raise UnusualMarkup
    reader = CellReader(book)
    block = SheetBlock(book.room)
    end = root.end()
    start = text.find("<sheetData>", end)
    if start >= 0:
        end = text.find("</sheetData>", start)
        if end < 0 or text.find("xmlns", start, end) >= 0 or text.find("<sheetData", end) >= 0:
            raise UnusualMarkup
        _scan_rows(text, start + len("<sheetData>"), end, RowReader(reader, {} if remembered is None else remembered), block)
    elif "<sheetData/>" not in text:
        raise UnusualMarkup
    book.room.take_tags(text.count("<", end))
    if not text.rstrip().endswith("</worksheet>"):
        raise UnusualMarkup  # cut off: the exact reader says so
    return SheetCells(block, reader.notes, _scan_merges(text, end))


def _scan_rows(text: str, position: int, end: int, rows: RowReader, block: SheetBlock) -> None:
    last_row = 0
    while True:
        start = _ROW_START.match(text, position, end)
        if start is None:
            if text[position:end].strip():
                raise UnusualMarkup
            return
        row = int(start[1])
        if not last_row < row <= MAX_ROW:
            raise UnusualMarkup
        last_row = row
        position = start.end()
        if start[2]:
            continue
        row_end = text.find("</row>", position, end)
        if row_end < 0:
            raise UnusualMarkup
        if row_end - position > MAX_ROW_LENGTH:
            raise TooManyCells(f"có dòng quá dài (dòng {row})")
        block.add(row, rows.read(row, start[1], text[position:row_end]))
        position = row_end + len("</row>")


def _scan_merges(text: str, position: int) -> tuple[Rectangle, ...]:
    found = _MERGES.search(text, position)
    if found is None:
        if "mergeCell " in text[position:]:
            raise UnusualMarkup
        return ()
    references = _MERGE.findall(found[1])
    if len(references) != found[1].count("<"):
        raise UnusualMarkup
    areas = (merged_area(unescape_xml(reference)) for reference in references)
    return tuple(area for area in areas if area is not None)
