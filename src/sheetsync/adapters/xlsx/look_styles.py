"""The styles part of a fresh workbook: each look a cell format (ISO/IEC 29500-1, 18.8)."""

from __future__ import annotations

from sheetsync.adapters.xlsx.xml_editing import quoted
from sheetsync.core.sheets.looks import BORDER_LINES, FONT, Border, Look

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NORMAL = f'<font><name val="{FONT}"/><family val="1"/><sz val="11"/></font>'
"""The default font: column widths count its digits, which are 7 pixels wide, as the designs take them to be."""
_FILLS = ("<fill><patternFill/></fill>", '<fill><patternFill patternType="gray125"/></fill>')
_FIRST_CUSTOM_FORMAT = 164


class LookStyles:
    """The cell formats; each look is translated once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Look, bool], int] = {}
        self._fonts: dict[str, int] = {_NORMAL: 0}
        self._fills: dict[str, int] = {fill: index for index, fill in enumerate(_FILLS)}
        self._borders: dict[str, int] = {"<border><left/><right/><top/><bottom/><diagonal/></border>": 0}
        self._number_formats: dict[str, int] = {"General": 0}
        self._formats: dict[str, int] = {'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>': 0}

    def index_of(self, look: Look, quoted_text: bool) -> int:
        """The index of the look's cell format. quoted_text: a text stays one even when somebody edits it."""
        key = (look, quoted_text)
        if key not in self._known:
            self._known[key] = _index(self._formats, self._format(look, quoted_text))
        return self._known[key]

    def part(self) -> str:
        """The styles part with what was asked for so far."""
        codes = {code: number for code, number in self._number_formats.items() if number}
        custom = "".join(f'<numFmt numFmtId="{number}" formatCode={quoted(code)}/>' for code, number in codes.items())
        numbers = f'<numFmts count="{len(codes)}">{custom}</numFmts>' if codes else ""
        return (
            f'<styleSheet xmlns="{_MAIN}">{numbers}{_section("fonts", self._fonts)}{_section("fills", self._fills)}'
            f"{_section('borders', self._borders)}"
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f"{_section('cellXfs', self._formats)}"
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        )

    def _format(self, look: Look, quoted_text: bool) -> str:
        font = _index(self._fonts, _font(look))
        fill = _index(self._fills, _fill(look.fill)) if look.fill else 0
        border = _index(self._borders, _border(look.border))
        number = self._number_formats.setdefault(look.number_format, len(self._number_formats) + _FIRST_CUSTOM_FORMAT - 1)
        wrap, indent = ' wrapText="1"' if look.wrap else "", f' indent="{look.indent}"' if look.indent else ""
        return (
            f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" applyAlignment="1" pivotButton="0" '
            f'quotePrefix="{int(quoted_text)}" xfId="0">'
            f'<alignment horizontal="{look.align.value}" vertical="{look.vertical.value}"{wrap}{indent}/></xf>'
        )


def _font(look: Look) -> str:
    bold, italic = '<b val="1"/>' if look.bold else "", '<i val="1"/>' if look.italic else ""
    underline = '<u val="single"/>' if look.underline else ""
    colour = f'<color rgb="FF{look.colour or "000000"}"/>'
    return f'<font><name val="{FONT}"/><family val="1"/>{bold}{italic}{colour}<sz val="{look.size:g}"/>{underline}</font>'


def _fill(colour: str) -> str:
    return f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/></patternFill></fill>'


def _border(border: Border) -> str:
    edges = zip(("left", "right", "top", "bottom"), (line.value for line in BORDER_LINES[border]), strict=True)
    lines = (f'<{edge} style="{style}"><color rgb="FF000000"/></{edge}>' if style else f"<{edge}/>" for edge, style in edges)
    return f"<border>{''.join(lines)}</border>"


def _index(known: dict[str, int], xml: str) -> int:
    return known.setdefault(xml, len(known))


def _section(name: str, entries: dict[str, int]) -> str:
    return f'<{name} count="{len(entries)}">{"".join(entries)}</{name}>'
