"""Looks, colours and sizes as Google says them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sheetsync.adapters.google.marks import Json
from sheetsync.core.number_formats import format_kind
from sheetsync.core.serials import FormatKind
from sheetsync.core.sheets.looks import BORDER_LINES, FONT, Align, Line, Look, VerticalAlign
from sheetsync.core.sheets.text_fit import POINTS_PER_PIXEL, column_points

DAY_FORMAT = "dd/mm/yyyy"
_ALIGN = {Align.LEFT: "LEFT", Align.CENTER: "CENTER", Align.RIGHT: "RIGHT", Align.JUSTIFY: "LEFT"}
_VERTICAL = {VerticalAlign.TOP: "TOP", VerticalAlign.CENTER: "MIDDLE", VerticalAlign.BOTTOM: "BOTTOM"}
_LINES = {Line.THIN: "SOLID", Line.HAIR: "DOTTED"}
_EDGES = ("left", "right", "top", "bottom")
_PADDING, _INDENT = 3, 9  # pixels
_TYPES = {
    FormatKind.DATE: "DATE",
    FormatKind.TIME: "TIME",
    FormatKind.DURATION: "TIME",
    FormatKind.PERCENT: "PERCENT",
    FormatKind.PLAIN: "NUMBER",
}


def colour(rgb: str) -> Json:
    """RRGGBB as a ColorStyle. Parts that are 0 go unsaid, as Google leaves them out itself."""
    parts = {part: int(rgb[place : place + 2], 16) for part, place in (("red", 0), ("green", 2), ("blue", 4))}
    return {"rgbColor": {part: round(value / 255, 5) for part, value in parts.items() if value}}


def rgb_of(format_part: Mapping[str, Any], key: str) -> str | None:
    """RRGGBB of a colour in Google's answer, which says it twice; None where it is not an own colour."""
    style = format_part.get(f"{key}Style", {})
    given = style.get("rgbColor") if style else format_part.get(key)
    if given is None:
        return None
    return "".join(f"{round(float(given.get(part, 0)) * 255):02X}" for part in ("red", "green", "blue"))


@lru_cache(maxsize=1024)
def _cell_format(look: Look, *, shows_day: bool) -> Json:
    text: Json = {"fontFamily": FONT, "fontSize": round(look.size)}
    text |= {name: True for name, wanted in _faces(look) if wanted}
    if look.colour:
        text["foregroundColorStyle"] = colour(look.colour)
    made: Json = {
        "textFormat": text,
        "horizontalAlignment": _ALIGN[look.align],
        "verticalAlignment": _VERTICAL[look.vertical],
    }
    if look.wrap:
        made["wrapStrategy"] = "WRAP"
    if look.fill:
        made["backgroundColorStyle"] = colour(look.fill)
    if look.indent:
        made["padding"] = {"top": 2, "right": _PADDING, "bottom": 2, "left": _PADDING + _INDENT * look.indent}
    borders = {
        edge: {"style": _LINES[line], "colorStyle": colour("000000")}
        for edge, line in zip(_EDGES, BORDER_LINES[look.border], strict=True)
        if line is not Line.NONE
    }
    if borders:
        made["borders"] = borders
    number = number_format(DAY_FORMAT if shows_day and look.number_format == "General" else look.number_format)
    if number:
        made["numberFormat"] = number
    return made


def _faces(look: Look) -> tuple[tuple[str, bool], ...]:
    return (("bold", look.bold), ("italic", look.italic), ("underline", look.underline))


def cell_format(look: Look, *, shows_day: bool = False) -> Json:
    """A CellFormat. shows_day: the cell holds a day, which without a format of its own would show as a number."""
    return _cell_format(look, shows_day=shows_day)


def number_format(code: str) -> Json | None:
    """Excel's code as a NumberFormat; None for the general one."""
    if code == "General":
        return None
    if code == "@":
        return {"type": "TEXT"}
    return {"type": _TYPES[format_kind(code)], "pattern": code}


def difference_format(look: Look) -> Json:
    """What a conditional format changes: fill, colour, bold and italic only."""
    made: Json = {}
    text: Json = {}
    if look.fill:
        made["backgroundColorStyle"] = colour(look.fill)
    if look.colour:
        text["foregroundColorStyle"] = colour(look.colour)
    if look.bold:
        text["bold"] = True
    if look.italic:
        text["italic"] = True
    if text:
        made["textFormat"] = text
    return made


def column_pixels(characters: float) -> int:
    return round(column_points(characters) / POINTS_PER_PIXEL)


def row_pixels(points: float) -> int:
    return max(2, round(points / POINTS_PER_PIXEL))
