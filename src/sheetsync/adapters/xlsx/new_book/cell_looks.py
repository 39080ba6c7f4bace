"""The styles part of a new workbook: each look becomes a cell format, or a differential format of a conditional one."""

from __future__ import annotations

from sheetsync.adapters.xlsx.xml_text import quoted_xml
from sheetsync.core.sheets.looks import BORDER_LINES, FONT, Look

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIRST_OWN_FORMAT = 164  # ECMA-376 part 1, 18.8.30: lower ids are built in
_BUILT_IN = {"General": 0, "0": 1, "@": 49}
_EDGES = ("left", "right", "top", "bottom")
_LINE_COLOUR = "FF7F7F7F"


class CellLooks:
    """Gives each look its index, each translated once; `part()` is then the whole styles part."""

    def __init__(self) -> None:
        self._fonts: dict[str, int] = {}
        self._fills: dict[str, int] = {'<fill><patternFill patternType="none"/></fill>': 0}
        self._fills['<fill><patternFill patternType="gray125"/></fill>'] = 1  # both are demanded to stand first
        self._borders: dict[str, int] = {}
        self._number_formats: dict[str, int] = {}
        self._formats: dict[str, int] = {}
        self._differences: dict[str, int] = {}
        self._known: dict[tuple[int, bool, bool], tuple[Look, int]] = {}
        # Column widths count digits of the default font: this one's are 7 pixels wide, as the designs take them to be.
        self._format(Look(size=11), open_to_all=False, quoted=False)

    def index_of(self, look: Look, *, open_to_all: bool, quoted: bool = False) -> int:
        """The index of the look's cell format. open_to_all: may be typed into while the sheet is protected; quoted: a text that
        begins like a formula stays a text when somebody edits it."""
        # Looked up by identity first: hashing a look of a dozen fields costs more than writing the cell.
        key = (id(look), open_to_all, quoted)
        known = self._known.get(key)
        if known is None or known[0] is not look:
            known = self._known[key] = (look, self._format(look, open_to_all=open_to_all, quoted=quoted))
        return known[1]

    def difference_of(self, look: Look) -> int:
        """The index of the differential format for a conditional format: bold, italic, colour and fill count."""
        font = ("<b/>" if look.bold else "") + ("<i/>" if look.italic else "")
        font += f'<color rgb="FF{look.colour}"/>' if look.colour else ""
        text = "<dxf>"
        text += f"<font>{font}</font>" if font else ""
        text += f'<fill><patternFill patternType="solid"><bgColor rgb="FF{look.fill}"/></patternFill></fill>' if look.fill else ""
        return _place(self._differences, text + "</dxf>")

    def part(self) -> str:
        """The styles part; call it after every look was asked for."""
        number_formats = [
            f'<numFmt numFmtId="{number}" formatCode={quoted_xml(code)}/>' for code, number in self._number_formats.items()
        ]
        return "".join(
            (
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
                f'<styleSheet xmlns="{_NAMESPACE}">',
                _list("numFmts", number_formats) if number_formats else "",
                _list("fonts", list(self._fonts)),
                _list("fills", list(self._fills)),
                _list("borders", list(self._borders)),
                '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
                _list("cellXfs", list(self._formats)),
                '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
                _list("dxfs", list(self._differences)),
                '<tableStyles count="0" defaultTableStyle="TableStyleMedium9" defaultPivotStyle="PivotStyleLight16"/>',
                "</styleSheet>",
            )
        )

    def _format(self, look: Look, *, open_to_all: bool, quoted: bool) -> int:
        font, fill, border = (
            _place(self._fonts, _font(look)),
            _place(self._fills, _fill(look)),
            _place(self._borders, _border(look)),
        )
        number_format = self._number_format(look.number_format)
        alignment = f'<alignment horizontal="{look.align.value}" vertical="{look.vertical.value}"'
        alignment += ' wrapText="1"' if look.wrap else ""
        alignment += f' indent="{look.indent}"/>' if look.indent else "/>"
        attributes = f'numFmtId="{number_format}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
        attributes += ' quotePrefix="1"' if quoted else ""
        attributes += ' applyNumberFormat="1"' if number_format else ""
        attributes += ' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        if open_to_all:
            return _place(self._formats, f'<xf {attributes} applyProtection="1">{alignment}<protection locked="0"/></xf>')
        return _place(self._formats, f"<xf {attributes}>{alignment}</xf>")

    def _number_format(self, code: str) -> int:
        if code in _BUILT_IN:
            return _BUILT_IN[code]
        return self._number_formats.setdefault(code, _FIRST_OWN_FORMAT + len(self._number_formats))


def _place(known: dict[str, int], element: str) -> int:
    return known.setdefault(element, len(known))


def _list(name: str, elements: list[str]) -> str:
    return f'<{name} count="{len(elements)}">{"".join(elements)}</{name}>'


def _font(look: Look) -> str:
    marks = ("<b/>" if look.bold else "") + ("<i/>" if look.italic else "") + ("<u/>" if look.underline else "")
    colour = look.colour or "000000"
    return f'<font>{marks}<sz val="{look.size:g}"/><color rgb="FF{colour}"/><name val="{FONT}"/><family val="1"/></font>'


def _fill(look: Look) -> str:
    if not look.fill:
        return '<fill><patternFill patternType="none"/></fill>'
    return f'<fill><patternFill patternType="solid"><fgColor rgb="FF{look.fill}"/><bgColor indexed="64"/></patternFill></fill>'


def _border(look: Look) -> str:
    edges = zip(_EDGES, (line.value for line in BORDER_LINES[look.border]), strict=True)
    drawn = (f'<{edge} style="{line}"><color rgb="{_LINE_COLOUR}"/></{edge}>' if line else f"<{edge}/>" for edge, line in edges)
    return "<border>" + "".join(drawn) + "<diagonal/></border>"
