"""Sheets of a freshly rendered workbook put into a workbook that exists.

Their styles join the book's by content, their texts stand inside the sheet so that the book's shared strings stay untouched,
and their drawings and charts get names that are free in the book.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from sheetsync.adapters.xlsx.fingerprint import MARK_NAME, Mark
from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.relationships import (
    STRICT,
    TRANSITIONAL,
    content_type,
    declare_content_type,
    read_relationships,
    relationships_name,
)
from sheetsync.adapters.xlsx.sheet_list import LocalName, SheetEntry, SheetList
from sheetsync.adapters.xlsx.styles import StyleTable
from sheetsync.adapters.xlsx.xml_editing import quoted

_TRANSITIONAL_NAMESPACE = re.compile(
    rb'(xmlns(?::\w+)?=")http://schemas\.openxmlformats\.org/(officeDocument|spreadsheetml|drawingml)/2006/'
)
_ROW_STYLE = re.compile(rb'(<(?:c|row) (?:r="[A-Z]*[0-9]+" )?s=")([0-9]+)')
"""A cell's or row's style as our renderer writes it; `<` inside a text is always written as an entity."""
_DAYS_BETWEEN_DATE_SYSTEMS = 1462  # 1904-01-01 in the 1900 system
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True, slots=True)
class Graft:
    """Where one sheet of the fresh workbook goes. replaces: the listed sheet whose part it takes over (the parts below it are
    gone already); None adds a sheet at the end."""

    name: str
    mark: Mark
    replaces: SheetEntry | None = None


def graft_sheets(sheets: SheetList, styles: StyleTable, fresh_data: bytes, grafts: Sequence[Graft]) -> None:
    """Put the fresh workbook's sheets, which stand in the order of `grafts`, into the book. `styles` is left to be saved."""
    fresh = Package(fresh_data)
    fresh_sheets = SheetList(fresh)
    listed = fresh_sheets.sheets()
    if len(listed) != len(grafts):
        raise AssertionError(f"{len(grafts)} sheets were asked for, the renderer gave {len(listed)}")
    fresh_styles = fresh_sheets.styles_part()
    style_bytes = fresh.read(fresh_styles) if fresh_styles else b"<styleSheet/>"
    sheet_editor = _FreshSheets(
        styles=styles.adopt(style_bytes),
        strings=_shared_strings(fresh, fresh_sheets),
        column_scale=styles.column_scale(),
        dates=_date_formats(style_bytes) if sheets.date_1904 else frozenset(),
    )
    for graft, entry in zip(grafts, listed, strict=True):
        package = sheets.package
        part = graft.replaces.part if graft.replaces else package.unused_name("xl/worksheets/sheet1.xml")
        package.put(part, _translated(sheet_editor.rewritten(fresh.read(entry.part)), sheets.strict))
        if relationships_name(part) in package:
            package.remove(relationships_name(part))
        _copy_relationships(fresh, entry.part, package, part, sheets.strict)
        place = sheets.rename(graft.replaces, graft.name) if graft.replaces else sheets.add(graft.name, part)
        mark = LocalName(MARK_NAME, graft.mark.formula, hidden=True)
        sheets.set_local_names(place, (*fresh_sheets.local_names(entry), mark))


@dataclass(frozen=True, slots=True)
class _FreshSheets:
    """Turns a sheet of the fresh workbook into one of the book. dates: fresh cell formats whose serials must move, because
    the book counts its days from 1904."""

    styles: dict[int, int]
    strings: Sequence[etree._Element]
    column_scale: float
    dates: frozenset[int]

    def rewritten(self, content: bytes) -> bytes:
        """The sheet part with the book's styles. Rows whose texts stand inside them already need no parsing: they may be many."""
        head, start, rest = content.partition(b"<sheetData>")
        rows, end, tail = rest.partition(b"</sheetData>")
        if not end or self.strings or self.dates or b"<worksheet xmlns=" not in head:
            return self._parsed(content)
        renumbered = {str(old).encode(): str(new).encode() for old, new in self.styles.items()}
        rows = _ROW_STYLE.sub(lambda found: found[1] + renumbered[found[2]], rows)
        before, _, after = self._parsed(head + b"<sheetData/>" + tail).partition(b"<sheetData/>")
        return b"".join((before, start, rows, end, after))

    def _parsed(self, content: bytes) -> bytes:
        root = etree.fromstring(content, _parser())
        main = etree.QName(root).namespace
        for view in root.iter(f"{{{main}}}sheetView"):
            view.attrib.pop("tabSelected", "")  # two selected sheets would be edited together
        for column in root.iter(f"{{{main}}}col"):
            self._restyle(column, "style")
            if column.get("width"):
                column.set("width", f"{float(column.get('width', '0')) * self.column_scale:.10g}")
        for row in root.iter(f"{{{main}}}row"):
            row.attrib.pop("spans", "")
            self._restyle(row, "s")
            for cell in row.iterfind(f"{{{main}}}c"):
                self._rewrite_cell(cell, main)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _rewrite_cell(self, cell: etree._Element, main: str | None) -> None:
        value = cell.find(f"{{{main}}}v")
        kind = cell.get("t", "n")
        if kind == "n" and "t" in cell.attrib:
            del cell.attrib["t"]
        if value is not None and value.text and kind == "s":
            cell.remove(value)
            inline = etree.SubElement(cell, f"{{{main}}}is")
            inline.extend(etree.fromstring(etree.tostring(item), _parser()) for item in self.strings[int(value.text)])
            cell.set("t", "inlineStr")
        elif value is not None and value.text and kind == "n" and int(cell.get("s", "0")) in self.dates:
            value.text = f"{float(value.text) - _DAYS_BETWEEN_DATE_SYSTEMS:.15g}"
        self._restyle(cell, "s")

    def _restyle(self, element: etree._Element, attribute: str) -> None:
        style = element.get(attribute)
        if style is not None:
            element.set(attribute, str(self.styles[int(style)]))


def _copy_relationships(fresh: Package, source: str, package: Package, target: str, strict: bool) -> None:
    """Copy the parts that `source` leads to, under free names, and relate `target` to them with the same ids."""
    lines = []
    for relationship in read_relationships(fresh, source):
        if relationship.target is None:
            raise AssertionError("a sheet of ours leads out of the workbook")
        copied = package.unused_name(relationship.target)
        package.put(copied, _translated(fresh.read(relationship.target), strict))
        type_name = content_type(fresh, relationship.target)
        if type_name:
            declare_content_type(package, copied, type_name)
        _copy_relationships(fresh, relationship.target, package, copied, strict)
        relative = posixpath.relpath(copied, posixpath.dirname(target))
        kind = f"{STRICT if strict else TRANSITIONAL}/{relationship.kind}"
        lines.append(f'<Relationship Id={quoted(relationship.id)} Type="{kind}" Target={quoted(relative)}/>')
    if lines:
        head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_PACKAGE_RELATIONSHIPS}">'
        package.put(relationships_name(target), (head + "".join(lines) + "</Relationships>").encode())


def _shared_strings(fresh: Package, sheets: SheetList) -> Sequence[etree._Element]:
    for relationship in read_relationships(fresh, sheets.part):
        if relationship.kind == "sharedStrings" and relationship.target:
            return list(etree.fromstring(fresh.read(relationship.target), _parser()))
    return []


def _date_formats(styles: bytes) -> frozenset[int]:
    """Indexes of the cell formats that show a number as a date."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format  # noqa: PLC0415 - start-up stays light

    root = etree.fromstring(styles, _parser())
    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    codes |= {int(item.get("numFmtId", "0")): item.get("formatCode", "") for item in root.iterfind("{*}numFmts/{*}numFmt")}
    formats = root.iterfind("{*}cellXfs/{*}xf")
    return frozenset(index for index, item in enumerate(formats) if is_date_format(codes.get(int(item.get("numFmtId", "0")), "")))


def _translated(content: bytes, strict: bool) -> bytes:
    """The part in the book's own dialect: strict workbooks name their vocabularies differently."""
    return _TRANSITIONAL_NAMESPACE.sub(rb"\1http://purl.oclc.org/ooxml/\2/", content) if strict else content


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)
