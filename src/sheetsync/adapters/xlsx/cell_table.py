"""The cells of a sheet of ours as XML text: rows, merged blocks and links, texts inside the sheet.

Written directly, because a spreadsheet library makes several objects of every cell; see docs/decisions/0005-rendering.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from sheetsync.core.cells import column_letters
from sheetsync.core.sheets.design import CellDesign, CellLink, SheetDesign
from sheetsync.core.sheets.looks import Look

MAX_TEXT = 32_767
"""Excel's limit of a cell's text, in UTF-16 units."""
_CUT_NOTE = " … [văn bản dài, đã cắt bớt; xem ô gốc]"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no time zone; right from March 1900 on

StyleOf = Callable[[Look, bool], int]
"""The index of the cell format of a look; True: with the mark that keeps a text a text when somebody edits the cell."""


def clean_text(text: str) -> str:
    """A text as a cell can hold it: line ends are LF, characters that XML forbids become a visible �, and what is beyond
    Excel's limit is cut with a note that says so. `_x0041_` stays itself instead of turning into A."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
    if len(text) > MAX_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > MAX_TEXT:
        kept = text.encode("utf-16-le")[: 2 * (MAX_TEXT - len(_CUT_NOTE))].decode("utf-16-le", errors="ignore")
        text = kept + _CUT_NOTE
    return _ESCAPE_LOOKALIKE.sub("_x005F_", text) if "_x" in text else text


def row_elements(design: SheetDesign, style_of: StyleOf) -> str:
    """The `row` elements, in order; of several designs of one cell the last one counts."""
    rows: dict[int, dict[int, CellDesign]] = {row: {} for row in design.row_heights}
    for cell in design.cells:
        row = rows.get(cell.row)
        if row is None:
            row = rows[cell.row] = {}
        row[cell.column] = cell
    letters = {column: column_letters(column) for column in {cell.column for cell in design.cells}}
    writer = _CellWriter(style_of)
    parts: list[str] = []
    for number in sorted(rows):
        cells = rows[number]
        height = design.row_heights.get(number)
        tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
        parts.append(f'<row r="{number}"{tall}>' if cells else f'<row r="{number}"{tall}/>')
        if cells:
            parts.extend([writer.element(f"{letters[column]}{number}", cells[column]) for column in sorted(cells)])
            parts.append("</row>")
    return "".join(parts)


def merged_blocks(design: SheetDesign) -> str:
    """The `mergeCells` element; nothing without merged blocks."""
    blocks = sorted(set(design.merges))
    if not blocks:
        return ""
    return f'<mergeCells count="{len(blocks)}">' + "".join(f'<mergeCell ref="{block.a1}"/>' for block in blocks) + "</mergeCells>"


def links(design: SheetDesign) -> str:
    """The `hyperlinks` element: places in the same book, never outside; nothing without links."""
    linked = [(cell, cell.link) for cell in design.cells if cell.link]
    if not linked:
        return ""
    elements = [f'<hyperlink ref="{column_letters(cell.column)}{cell.row}"{_target(link)}/>' for cell, link in linked]
    return "<hyperlinks>" + "".join(elements) + "</hyperlinks>"


def used_area(cells: Sequence[CellDesign]) -> str:
    """The block that the cells span, as the `dimension` of a sheet has it."""
    if not cells:
        return "A1"
    rows, columns = [cell.row for cell in cells], [cell.column for cell in cells]
    return f"{column_letters(min(columns))}{min(rows)}:{column_letters(max(columns))}{max(rows)}"


def _target(link: CellLink) -> str:
    place = "'" + link.sheet.replace("'", "''") + "'!" + link.a1
    tip = f" tooltip={quoteattr(link.tip)}" if link.tip else ""
    return f" location={quoteattr(place)}{tip}"


def _serial(value: date) -> float:
    """The day number of the 1900 system, a time of day as its fraction."""
    moment = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
    past = moment - _DAY_ZERO
    return past.days + past.seconds / 86_400


class _CellWriter:
    """Writes cell elements; most texts and looks come again and again."""

    def __init__(self, style_of: StyleOf) -> None:
        self._style_of = style_of
        self._styles: dict[tuple[int, bool], tuple[Look, int]] = {}

    def element(self, place: str, cell: CellDesign) -> str:
        value = cell.value
        if value is None:
            return f'<c r="{place}" s="{self._style(cell.look, False)}"/>'
        if isinstance(value, str):
            text = clean_text(value)
            style = self._style(cell.look, text.startswith(_FORMULA_STARTS))
            if not text:
                return f'<c r="{place}" s="{style}"/>'
            space = ' xml:space="preserve"' if text != text.strip() else ""
            return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'
        if isinstance(value, date):
            look = cell.look if cell.look.number_format != "General" else cell.look.but(number_format="dd/mm/yyyy")
            return f'<c r="{place}" s="{self._style_of(look, False)}"><v>{_serial(value):.15g}</v></c>'
        return f'<c r="{place}" s="{self._style(cell.look, False)}"><v>{value!r}</v></c>'

    def _style(self, look: Look, quoted: bool) -> int:
        # Looked up by identity first: hashing a look of twelve fields costs more than writing the cell.
        known = self._styles.get((id(look), quoted))
        if known is None or known[0] is not look:
            known = self._styles[id(look), quoted] = (look, self._style_of(look, quoted))
        return known[1]
