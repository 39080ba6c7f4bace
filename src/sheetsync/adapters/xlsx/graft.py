"""Sheets of a freshly rendered workbook put into a workbook that exists.

Their styles join the book's by content, their texts stand inside the sheet so that the book's shared strings stay untouched,
and their drawings and charts get names that are free in the book.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from lxml import etree

from sheetsync.adapters.xlsx.cell_table import CellTable, filled
from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.part_names import relationships_name
from sheetsync.adapters.xlsx.relationships import (
    STRICT,
    TRANSITIONAL,
    content_type,
    declare_content_type,
    names_spoken_of,
    read_relationships,
)
from sheetsync.adapters.xlsx.sheet_list import LocalName, SheetEntry, SheetList
from sheetsync.adapters.xlsx.styles import StyleTable
from sheetsync.adapters.xlsx.xml_editing import quoted
from sheetsync.core.fingerprint import MARK_NAME, Mark
from sheetsync.core.sheets.looks import Look
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.adapters.xlsx.fresh_book import FreshBook

_TRANSITIONAL_NAMESPACE = re.compile(
    rb'(xmlns(?::\w+)?=")http://schemas\.openxmlformats\.org/(officeDocument|spreadsheetml|drawingml)/2006/'
)
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True, slots=True)
class Graft:
    """Where the sheet of one design goes. name: of the sheet; replaces: the listed sheet whose part it takes over (the parts
    below it are gone already); None adds a sheet at the end."""

    name: str
    replaces: SheetEntry | None = None


def graft_sheets(sheets: SheetList, styles: StyleTable, drawn: FreshBook, grafts: Sequence[Graft]) -> list[str]:
    """Put the drawn sheets, which stand in the order of `grafts`, into the book; the names of their parts. `styles` is left to
    be saved."""
    fresh = Package(drawn.data)
    fresh_sheets = SheetList(fresh)
    listed = fresh_sheets.sheets()
    if not len(listed) == len(grafts) == len(drawn.designs):
        raise AssertionError(f"{len(grafts)} sheets were asked for, the renderer gave {len(listed)}")
    fresh_styles = fresh_sheets.styles_part()
    adopted = styles.adopt(fresh.read(fresh_styles) if fresh_styles else b"<styleSheet/>")
    column_scale = styles.column_scale()
    spoken_of = names_spoken_of(sheets.package)

    def style_of(look: Look, quoted_text: bool) -> int:
        return adopted[drawn.style_of(look, quoted_text)]

    parts: list[str] = []
    for graft, entry, design in zip(grafts, listed, drawn.designs, strict=True):
        package = sheets.package
        part = graft.replaces.part if graft.replaces else package.unused_name("xl/worksheets/sheet1.xml", spoken_of)
        frame = _translated(_frame(fresh.read(entry.part), adopted, column_scale), sheets.strict).decode()
        table = CellTable(design, style_of, date_1904=sheets.date_1904)
        package.put_pieces(part, filled(frame, table))
        if relationships_name(part) in package:
            package.remove(relationships_name(part))
        _copy_relationships(fresh, entry.part, package, part, strict=sheets.strict, spoken_of=spoken_of)
        place = sheets.rename(graft.replaces, graft.name) if graft.replaces else sheets.add(graft.name, part)
        mark = Mark(design.kind, design.period, table.fingerprint)
        names = (*fresh_sheets.local_names(entry), LocalName(MARK_NAME, mark.formula, hidden=True))
        sheets.set_local_names(place, names)
        parts.append(part)
    return parts


def _frame(content: bytes, styles: Mapping[int, int], column_scale: float) -> bytes:
    """A sheet without cells as it stands in the book: with its columns as wide as they were drawn."""
    root = etree.fromstring(content, _parser())
    main = etree.QName(root).namespace
    for view in root.iter(f"{{{main}}}sheetView"):
        view.attrib.pop("tabSelected", "")  # two selected sheets would be edited together
    for column in root.iter(f"{{{main}}}col"):
        if column.get("style"):
            column.set("style", str(styles[int(column.get("style", "0"))]))
        if column.get("width"):
            column.set("width", f"{float(column.get('width', '0')) * column_scale:.10g}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _copy_relationships(fresh: Package, source: str, package: Package, target: str, *, strict: bool, spoken_of: Set[str]) -> None:
    """Copy the parts that `source` leads to, under free names, and relate `target` to them with the same ids."""
    lines = []
    for relationship in read_relationships(fresh, source):
        if relationship.target is None:
            raise AssertionError("a sheet of ours leads out of the workbook")
        copied = package.unused_name(relationship.target, spoken_of)
        package.put(copied, _translated(fresh.read(relationship.target), strict))
        type_name = content_type(fresh, relationship.target)
        if type_name:
            declare_content_type(package, copied, type_name)
        _copy_relationships(fresh, relationship.target, package, copied, strict=strict, spoken_of=spoken_of)
        relative = posixpath.relpath(copied, posixpath.dirname(target))
        kind = f"{STRICT if strict else TRANSITIONAL}/{relationship.kind}"
        lines.append(f'<Relationship Id={quoted(relationship.id)} Type="{kind}" Target={quoted(relative)}/>')
    if lines:
        head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_PACKAGE_RELATIONSHIPS}">'
        package.put(relationships_name(target), (head + "".join(lines) + "</Relationships>").encode())


def _translated(content: bytes, strict: bool) -> bytes:
    """The part in the book's own dialect: strict workbooks name their vocabularies differently."""
    return _TRANSITIONAL_NAMESPACE.sub(rb"\1http://purl.oclc.org/ooxml/\2/", content) if strict else content


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)
