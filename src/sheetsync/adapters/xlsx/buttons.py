"""Form-control buttons that start a macro, put into a sheet the way XlsxWriter does: as shapes of the sheet's old drawing (VML).

Excel itself also writes a property part, a drawing and an element in the sheet for each; it reads the old drawing without them
and adds them when it saves. Four parts less that would have to agree with one another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.relationships import (
    STRICT,
    TRANSITIONAL,
    add_relationship,
    declare_content_type,
    read_relationships,
)
from sheetsync.adapters.xlsx.xml_editing import Element, XmlText, quoted
from sheetsync.adapters.xlsx.xml_text import escape_xml
from sheetsync.records import dataclass

_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_OLD_DRAWING = (  # children of a worksheet behind `legacyDrawing` (ISO/IEC 29500-1, 18.3.1.99), wrapped or not
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
)
_SHAPES_IN_BLOCK = 1024  # shape numbers are given out in blocks of this size; each drawing owns blocks
_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/>'
    '<v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/>'
    '<o:lock v:ext="edit" shapetype="t"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t201" alt={alternative} style="position:absolute;margin-left:{left}pt;'
    'margin-top:{top}pt;width:{width}pt;height:{height}pt;z-index:{order};mso-wrap-style:tight" o:button="t"'
    ' fillcolor="buttonFace [67]" strokecolor="windowText [64]" o:insetmode="auto">'
    '<v:fill color2="buttonFace [67]" o:detectmouseclick="t"/><o:lock v:ext="edit" rotation="t"/>'
    '<v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div style="text-align:center">'
    '<font face="Times New Roman" size="240" color="#000000">{caption}</font></div></v:textbox>'
    '<x:ClientData ObjectType="Button"><x:Anchor>{anchor}</x:Anchor><x:PrintObject>False</x:PrintObject>'
    "<x:AutoFill>False</x:AutoFill><x:FmlaMacro>[0]!{macro}</x:FmlaMacro><x:TextHAlign>Center</x:TextHAlign>"
    "<x:TextVAlign>Center</x:TextVAlign></x:ClientData></v:shape>"
)
_OWN_BLOCKS = re.compile(rb"<o:idmap [^>]*data=[\"']([0-9,]+)[\"']")
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_ROW_NUMBER = re.compile(rb'\br="([0-9]+)"')
_ROW_HEIGHT = re.compile(rb'\bht="([0-9.]+)"')
_MOST_COLUMNS = 1000  # a setting for "all further columns" need not be listed to the end
_POINTS_OF_PIXEL = 0.75
_GAP = 6  # pixels


@dataclass(frozen=True, slots=True)
class Button:
    """macro: the name of a macro without arguments in the same workbook; width and height in pixels."""

    caption: str
    macro: str
    width: int = 110
    height: int = 28


def add_buttons(package: Package, sheet_part: str, cell: str, buttons: Sequence[Button], *, strict: bool) -> None:
    """Put the buttons into the sheet side by side, the first at the top left of the cell (`B2`). They are not printed."""
    sheet = XmlText(package.read(sheet_part), part=sheet_part, unparsed="sheetData")
    drawing_part = _old_drawing(package, sheet_part, sheet, strict=strict)
    package.put(sheet_part, sheet.result())
    drawing = XmlText(package.read(drawing_part), part=drawing_part)
    used = [int(number) for number in re.findall(rb'id="_x0000_s([0-9]+)"', drawing.data)]
    number = max(used, default=_first_block(drawing.root) * _SHAPES_IN_BLOCK) + 1
    grid = _Grid(sheet)
    left, top = grid.corner(cell)
    shapes = [] if b"_x0000_t201" in drawing.data else [_SHAPE_TYPE]
    for order, button in enumerate(buttons, start=1):
        right, bottom = left + button.width, top + button.height
        places = (*grid.column_at(left), *grid.row_at(top), *grid.column_at(right), *grid.row_at(bottom))
        shapes.append(
            _SHAPE.format(
                number=number,
                alternative=quoted(button.caption),
                left=left * _POINTS_OF_PIXEL,
                top=top * _POINTS_OF_PIXEL,
                width=button.width * _POINTS_OF_PIXEL,
                height=button.height * _POINTS_OF_PIXEL,
                order=order,
                caption=escape_xml(button.caption),
                anchor=", ".join(map(str, places)),
                macro=button.macro,
            )
        )
        number, left = number + 1, right + _GAP
    # as character references: old drawings state no encoding
    drawing.append_child(drawing.root, "".join(shapes).encode("ascii", "xmlcharrefreplace"))
    package.put(drawing_part, drawing.result())


def _old_drawing(package: Package, sheet_part: str, sheet: XmlText, *, strict: bool) -> str:
    """The name of the sheet's old drawing, which is made where it has none."""
    if sheet.root.child("legacyDrawing") is not None:
        for relationship in read_relationships(package, sheet_part):
            if relationship.kind == "vmlDrawing" and relationship.target and _leads_to(sheet.root, relationship.id):
                return package.actual_name(relationship.target)
    part = package.unused_name("xl/drawings/vmlDrawing1.vml")
    taken = b",".join(
        data for name in package.names() if name.endswith(".vml") for data in _OWN_BLOCKS.findall(package.read(name))
    )
    blocks = [0, *(int(number) for number in taken.split(b",") if number)]
    package.put(part, _DRAWING.format(block=max(blocks) + 1).encode())
    declare_content_type(package, part, _VML_TYPE)
    identity = add_relationship(package, sheet_part, "vmlDrawing", part, strict=strict)
    namespace = STRICT if strict else TRANSITIONAL
    element = f'<{sheet.root.prefix}legacyDrawing xmlns:r="{namespace}" r:id="{identity}"/>'.encode()
    behind = next((child for child in sheet.root.children if child.local in _AFTER_OLD_DRAWING), None)
    if behind is not None:
        sheet.insert(behind.start, element)
    else:
        sheet.append_child(sheet.root, element)
    return part


def _leads_to(root: Element, identity: str) -> bool:
    old_drawing = root.child("legacyDrawing")
    return old_drawing is not None and identity in old_drawing.attributes.values()


def _first_block(root: Element) -> int:
    for element in root.walk():
        if element.local == "idmap":
            for name, value in element.attributes.items():
                if name.rpartition(":")[2] == "data" and value:
                    return int(value.partition(",")[0])
    return 1


class _Grid:
    """Where the columns and rows of a sheet lie, in pixels, as far as the sheet states their sizes."""

    def __init__(self, sheet: XmlText) -> None:
        defaults = sheet.root.child("sheetFormatPr")
        given = defaults.attributes if defaults is not None else {}
        self._width = _width_in_pixels(float(given.get("defaultColWidth", "8.43")))
        self._height = _height_in_pixels(float(given.get("defaultRowHeight", "15")))
        self._widths: dict[int, int] = {}
        columns = sheet.root.child("cols")
        for column in columns.all("col") if columns is not None else ():
            hidden = column.attributes.get("hidden") in ("1", "true")
            width = 0 if hidden else _width_in_pixels(float(column.attributes.get("width", "8.43")))
            last = min(int(column.attributes["max"]), int(column.attributes["min"]) + _MOST_COLUMNS)
            self._widths |= dict.fromkeys(range(int(column.attributes["min"]) - 1, last), width)
        self._heights: dict[int, int] = {}
        for tag in _ROW_TAG.findall(sheet.data):
            number, height = _ROW_NUMBER.search(tag), _ROW_HEIGHT.search(tag)
            if number and height:
                self._heights[int(number[1]) - 1] = _height_in_pixels(float(height[1]))

    def corner(self, cell: str) -> tuple[int, int]:
        """The left and top of a cell. Raises ValueError where the text is no cell."""
        found = _CELL.fullmatch(cell)
        if found is None:
            raise ValueError(f"no cell: {cell!r}")
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        return self._before(column - 1, self._widths, self._width), self._before(int(found[2]) - 1, self._heights, self._height)

    def column_at(self, left: int) -> tuple[int, int]:
        """The column, from 0, at this distance from the left, and the pixels into it."""
        return self._at(left, self._widths, self._width)

    def row_at(self, top: int) -> tuple[int, int]:
        """The row, from 0, at this distance from the top, and the pixels into it."""
        return self._at(top, self._heights, self._height)

    @staticmethod
    def _before(count: int, sizes: Mapping[int, int], usual: int) -> int:
        return sum(sizes.get(number, usual) for number in range(count))

    @staticmethod
    def _at(distance: int, sizes: Mapping[int, int], usual: int) -> tuple[int, int]:
        number = 0
        while distance >= sizes.get(number, usual):
            distance -= sizes.get(number, usual)
            number += 1
        return number, distance


def _width_in_pixels(characters: float) -> int:
    return int(characters * 7 + 5) if characters else 0


def _height_in_pixels(points: float) -> int:
    return round(points / _POINTS_OF_PIXEL)
