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
from sheetsync.core.sheet_block import SheetBlock
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

MAIN_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""Transitional and strict (ECMA-376 part 4 and part 1)."""

_ROOT = pattern(r'\s*(?:<\?xml[^<>]*\?>)?\s*<worksheet((?: +[\w:]+="[^"<>]*"|\s)*)>')
_NAMESPACE = pattern(r'\sxmlns="([^"]*)"')
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
    """Read a sheet part in UTF-8. remembered: one for all sheets of a book makes the later ones quicker.

    Raises UnusualMarkup, BrokenCell, TooManyCells.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusualMarkup from error
    root = _ROOT.match(text)
    if root is None:
        raise UnusualMarkup
    namespace = _NAMESPACE.search(root[1])
    if namespace is None or namespace[1] not in MAIN_NAMESPACES:
        raise UnusualMarkup
    reader = CellReader(book)
    block = SheetBlock(book.room)
    start = text.find("<sheetData>", root.end())
    if start >= 0:
        end = text.rfind("</sheetData>", start)
        if end < 0:
            raise UnusualMarkup
        rows = RowReader(reader, Remembered() if remembered is None else remembered, block)
        rows.read(text, start + len("<sheetData>"), end)
    else:
        start = end = text.find("<sheetData/>", root.end())
        if start < 0:
            raise UnusualMarkup
    # What stands inside is covered by the patterns of rows and cells, which know nothing of this kind.
    around = f"{text[:start]}{text[end + 1 :]}"
    if has_illegal_characters(around.encode()) or "<!" in around or "<?" in around[root.end() :] or "<sheetData" in around:
        raise UnusualMarkup
    book.room.take_tags(text.count("<", end))
    if not text.rstrip().endswith("</worksheet>"):
        raise UnusualMarkup  # cut off: the exact reader says so
    return SheetCells(block, reader.notes, _scan_merges(text, end))


def _scan_merges(text: str, position: int) -> tuple[Rectangle, ...]:
    found = _MERGES.search(text, position)
    if found is None:
        if text.find("mergeCell", position) >= 0:
            raise UnusualMarkup
        return ()
    references = _MERGE.findall(found[1])
    if len(references) != found[1].count("<") or len(references) + 2 != text.count("mergeCell", position):
        raise UnusualMarkup
    areas = (merged_area(unescape_xml(reference)) for reference in references)
    return tuple(area for area in areas if area is not None)
