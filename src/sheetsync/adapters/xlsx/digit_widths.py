"""How wide a digit is in the default font of a book: Excel's unit of column width."""

from __future__ import annotations

from sheetsync.adapters.xlsx.xml_editing import Element

_DIGIT_WIDTHS = {  # width of a digit as a share of the font's size
    "calibri": 0.507,
    "carlito": 0.507,
    "arial": 0.556,
    "liberation sans": 0.556,
    "tahoma": 0.546,
    "cambria": 0.554,
    "verdana": 0.636,
    "segoe ui": 0.539,
}
_TIMES_DIGIT = 0.5  # Times New Roman and most fonts of Vietnamese offices (.VnTime, VNI-Times, Liberation Serif)
_DRAWN_FOR_DIGIT = 7  # pixels of a digit in Calibri 11, the unit our designs are drawn in
_USUAL_SIZE = 11.0
_LARGEST_SIZE = 409


def column_scale(font: Element | None) -> float:
    """What a column width of ours must be multiplied by to stay as wide in a book with this default font."""
    if font is None:
        return 1.0
    name = next((child.attributes.get("val", "") for child in font.children if child.local == "name"), "")
    written = next((child.attributes.get("val", "11") for child in font.children if child.local == "sz"), "11")
    digit = round(_size(written) * 4 / 3 * _DIGIT_WIDTHS.get(name.strip().lower(), _TIMES_DIGIT))
    return _DRAWN_FOR_DIGIT / max(digit, 1)


def _size(written: str) -> float:
    """A font's size; what is none (`11,5`, `INF`) is passed over, as the font is somebody else's."""
    try:
        size = float(written)
    except ValueError:
        return _USUAL_SIZE
    return size if 0 <= size <= _LARGEST_SIZE else _USUAL_SIZE
