"""SheetDesign → a fresh workbook whose sheets have everything but their cells; `cell_table.py` writes those.

Written as text, because importing openpyxl costs more than a small book's whole run (docs/decisions/0005-rendering.md). openpyxl
draws whatever is not described here (`drawn_by_openpyxl.py`), and tests hold both to the same parts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from itertools import count

from sheetsync.adapters.xlsx.cell_table import CellTable, filled, styles_used
from sheetsync.adapters.xlsx.chart_parts import chart_part, drawing_part
from sheetsync.adapters.xlsx.look_styles import LookStyles
from sheetsync.adapters.xlsx.shape_markup import StyleOf
from sheetsync.adapters.xlsx.sheet_frame import local_names, sheet_frame
from sheetsync.adapters.xlsx.xml_editing import escaped, quoted
from sheetsync.core.sheets.design import SheetDesign
from sheetsync.records import dataclass

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DRAWINGS = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class FreshBook:
    """A workbook of sheets without cells, one for each design. style_of: the index of a look's cell format among its styles."""

    data: bytes
    designs: tuple[SheetDesign, ...]
    style_of: StyleOf


def draw(designs: Sequence[SheetDesign]) -> FreshBook:
    """The designs' styles, page set-up and charts. They depend on the designs alone."""
    if any(_needs_openpyxl(design) for design in designs):
        from sheetsync.adapters.xlsx.drawn_by_openpyxl import draw_by_openpyxl  # noqa: PLC0415 - start-up stays light

        return FreshBook(*draw_by_openpyxl(designs))
    styles = LookStyles()
    for design in designs:
        for look, quoted_text in styles_used(design):
            styles.index_of(look, quoted_text)
    parts = _Parts()
    charts, drawings = count(1), count(1)
    for number, design in enumerate(designs, start=1):
        sheet = f"xl/worksheets/sheet{number}.xml"
        parts.add(sheet, f"{_SHEETS}.worksheet+xml", sheet_frame(design))
        if design.charts:
            drawing = f"xl/drawings/drawing{next(drawings)}.xml"
            parts.relate(sheet, "drawing", drawing)
            parts.add(drawing, f"{_DRAWINGS}.drawing+xml", drawing_part(design))
            for chart in design.charts:
                name = f"xl/charts/chart{next(charts)}.xml"
                parts.relate(drawing, "chart", name)
                parts.add(name, f"{_DRAWINGS}.drawingml.chart+xml", chart_part(design, chart))
        parts.relate("xl/workbook.xml", "worksheet", sheet)
    parts.add("xl/styles.xml", f"{_SHEETS}.styles+xml", styles.part())
    parts.relate("xl/workbook.xml", "styles", "xl/styles.xml")
    parts.add("xl/workbook.xml", f"{_SHEETS}.sheet.main+xml", _workbook(designs))
    parts.relate("", "officeDocument", "xl/workbook.xml")
    return FreshBook(parts.package(), tuple(designs), styles.index_of)


def render(designs: Sequence[SheetDesign]) -> bytes:
    """A whole workbook (.xlsx) with one sheet per design, in order, to look at the designs by themselves."""
    fresh = draw(designs)
    tables = {
        f"xl/worksheets/sheet{number}.xml": CellTable(design, fresh.style_of) for number, design in enumerate(designs, start=1)
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(fresh.data)) as frame, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for entry in frame.infolist():
            content = frame.read(entry)
            if entry.filename in tables:
                content = b"".join(filled(content.decode(), tables[entry.filename]))
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _needs_openpyxl(design: SheetDesign) -> bool:
    return bool(design.filter_area or design.freeze_column)


def _workbook(designs: Sequence[SheetDesign]) -> str:
    sheets = "".join(
        f'<sheet name={quoted(design.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, design in enumerate(designs, start=1)
    )
    names = "".join(
        f'<definedName name={quoted(name)} localSheetId="{index}">{escaped(place)}</definedName>'
        for index, design in enumerate(designs)
        for name, place in local_names(design)
    )
    names = f"<definedNames>{names}</definedNames>" if names else ""
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>{names}</workbook>'


class _Parts:
    """The parts of the package while they are gathered."""

    def __init__(self) -> None:
        self._parts: dict[str, str] = {}
        self._types: list[str] = []
        self._related: dict[str, list[str]] = {}

    def add(self, name: str, content_type: str, content: str) -> None:
        self._parts[name] = content
        self._types.append(f'<Override PartName="/{name}" ContentType="{content_type}"/>')

    def relate(self, source: str, kind: str, target: str) -> None:
        """Ids are rId1, rId2 … in the order asked for."""
        lines = self._related.setdefault(source, [])
        lines.append(f'<Relationship Type="{_OFFICE}/{kind}" Target="/{target}" Id="rId{len(lines) + 1}"/>')

    def package(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            for name, content in self._parts.items():
                package.writestr(zipfile.ZipInfo(name), content)
            for source, lines in self._related.items():
                folder, _, name = source.rpartition("/")
                relationships = f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'
                package.writestr(zipfile.ZipInfo(f"{folder}/_rels/{name}.rels".lstrip("/")), relationships)
            types = (
                f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
                f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Default Extension="xml" ContentType="application/xml"/>{"".join(self._types)}</Types>'
            )
            package.writestr(zipfile.ZipInfo("[Content_Types].xml"), types)
        return stream.getvalue()
