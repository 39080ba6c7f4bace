"""What the styles part says about a cell's style that changes what its value means: number format kind and old-encoding font."""

from __future__ import annotations

from lxml import etree

from sheetsync.adapters.xlsx.parts import local_name
from sheetsync.adapters.xlsx.xml_text import written_number
from sheetsync.core.number_formats import format_kind
from sheetsync.core.old_encodings import is_old_font
from sheetsync.core.serials import FormatKind
from sheetsync.records import dataclass

BUILT_IN: dict[int, FormatKind] = {
    9: FormatKind.PERCENT,
    10: FormatKind.PERCENT,
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58), FormatKind.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), FormatKind.TIME),
    46: FormatKind.DURATION,
}
"""ECMA-376 part 1, 18.8.30: the number formats that are not written out (27–36 and 50–58 in East Asian editions)."""

MAX_STYLE_TAGS = 500_000
"""Tags of a styles part. Excel stops at 65,490 cell formats, each of five tags at most; some old books are that full."""


@dataclass(frozen=True, slots=True)
class CellFormats:
    """By style number (`s` of a cell; cells without one have 0). Only styles with something to say are in the mappings."""

    kinds: dict[int, FormatKind]
    old_fonts: dict[int, str]


NO_FORMATS = CellFormats({}, {})


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if local_name(child.tag) == name), None)


def read_formats(styles: etree._Element) -> CellFormats:
    """From the root of a styles part."""
    codes: dict[int, FormatKind] = {}
    formats = _child(styles, "numFmts")
    for element in formats if formats is not None else ():
        number = written_number(element.get("numFmtId"))
        if local_name(element.tag) == "numFmt" and number is not None:
            codes[number] = format_kind(element.get("formatCode") or "")
    fonts: dict[int, str] = {}
    font_table = _child(styles, "fonts")
    font_elements = [element for element in font_table if local_name(element.tag) == "font"] if font_table is not None else []
    for number, element in enumerate(font_elements):
        name = _child(element, "name")
        written = (name.get("val") or "") if name is not None else ""
        if is_old_font(written):
            fonts[number] = written
    kinds: dict[int, FormatKind] = {}
    old_fonts: dict[int, str] = {}
    styles_table = _child(styles, "cellXfs")
    xfs = [element for element in styles_table if local_name(element.tag) == "xf"] if styles_table is not None else []
    for style, element in enumerate(xfs):
        number = written_number(element.get("numFmtId")) or 0
        kind = codes.get(number) or BUILT_IN.get(number, FormatKind.PLAIN)
        if kind is not FormatKind.PLAIN:
            kinds[style] = kind
        font = fonts.get(written_number(element.get("fontId")) or 0)
        if font:
            old_fonts[style] = font
    return CellFormats(kinds, old_fonts)
