"""Reads a workbook's bytes into plain values, with notes on the cells that need one."""

from __future__ import annotations

import hashlib

from lxml import etree

from sheetsync.adapters.xlsx import refusals
from sheetsync.adapters.xlsx.exact import NoSheet, read_sheet_exactly
from sheetsync.adapters.xlsx.formats import MAX_STYLE_TAGS, NO_FORMATS, read_formats
from sheetsync.adapters.xlsx.guard import open_package
from sheetsync.adapters.xlsx.parts import Parts
from sheetsync.adapters.xlsx.raw_cells import BookContext, BrokenCell
from sheetsync.adapters.xlsx.row_layouts import Remembered
from sheetsync.adapters.xlsx.scan import SheetCells, scan_sheet
from sheetsync.adapters.xlsx.shared_strings import NO_STRINGS, read_shared_strings
from sheetsync.adapters.xlsx.workbook_part import SheetListing, read_workbook_part
from sheetsync.adapters.xlsx.xml_text import UnusualMarkup
from sheetsync.core.book import BookContent, OwnMark, SheetContent
from sheetsync.core.fingerprint import was_edited
from sheetsync.core.sheet_block import TooManyCells
from sheetsync.records import replace


def read_book(data: bytes, name: str, *, exactly: bool = False) -> BookContent:
    """All worksheets of an .xlsx or .xlsm file. name: the file's name, for messages; version: SHA-256 of the bytes, in hex.

    exactly: read every sheet with the slow exact reader (the quick pass gives the same; tests compare the two).
    Raises BookUnreadable, with what to do next, for everything that is no readable workbook.
    """
    facts, parts = open_package(data, name)
    listing = read_workbook_part(parts, facts.workbook_part)
    context = BookContext(
        strings=read_shared_strings(parts, listing.strings_part) if listing.strings_part else NO_STRINGS,
        formats=read_formats(parts.tree(listing.styles_part, MAX_STYLE_TAGS)) if listing.styles_part else NO_FORMATS,
        date_1904=listing.date_1904,
    )
    remembered = None if exactly else Remembered()
    sheets = tuple(_read_sheet(parts, sheet, context, remembered) for sheet in listing.sheets)
    return BookContent(
        name=parts.name,
        version=hashlib.sha256(data).hexdigest(),
        sheets=sheets,
        composed=context.strings.composed and not context.texts_elsewhere,
    )


def _read_sheet(parts: Parts, listing: SheetListing, context: BookContext, remembered: Remembered | None) -> SheetContent:
    cells = _read_cells(parts, listing, context, remembered)
    content = SheetContent(
        name=listing.name,
        rows=cells.block.rows,
        first_row=cells.block.first_row,
        far_rows=cells.block.far_rows,
        merged=cells.merged,
        notes=cells.notes,
        hidden=listing.hidden,
    )
    if listing.mark is None:
        return content
    edited = was_edited(listing.mark.kind, listing.mark.fingerprint, content)
    return replace(content, own=OwnMark(listing.mark.kind, listing.mark.period, edited))


def _read_cells(parts: Parts, listing: SheetListing, context: BookContext, remembered: Remembered | None) -> SheetCells:
    """remembered: None asks for the exact reader."""
    content, encoding = parts.read_xml(listing.part)
    try:
        if encoding == "utf-8" and remembered is not None:
            rows, slots = context.room.rows, context.room.slots
            try:
                return scan_sheet(content, context, remembered)
            except UnusualMarkup:
                context.room.rows, context.room.slots = rows, slots  # the exact reader decides, and counts anew
        return read_sheet_exactly(content, context)
    except (etree.XMLSyntaxError, NoSheet, ValueError) as error:
        raise refusals.damaged(parts.name, f"nội dung trang «{listing.name}» không đúng") from error
    except BrokenCell as error:
        raise refusals.damaged(parts.name, f"trang «{listing.name}» có ô trỏ tới nội dung không có trong tệp") from error
    except TooManyCells as error:
        raise refusals.too_big(parts.name, f"trang «{listing.name}» {error}") from error
