"""Parts and elements added to a finished package, to write by hand what no library writes (ISO/IEC 29500, MS-XLSX)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from tests.zoo.office_tab import TAB_PART

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MICROSOFT = "http://schemas.microsoft.com/office"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = {
    "": MAIN,
    "r": RELATIONSHIPS,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "x14": f"{MICROSOFT}/spreadsheetml/2009/9/main",
    "x15": f"{MICROSOFT}/spreadsheetml/2010/11/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "xm": f"{MICROSOFT}/excel/2006/main",
    "xr": f"{MICROSOFT}/spreadsheetml/2014/revision",
}
_SHEET_ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
_BOOK_ORDER = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "AlternateContent",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
]

Link = tuple[str, str, str]
"""Id, type (a whole address, or the last word of one of the standard's), target; a target with `://` lies outside."""


def grown(
    data: bytes,
    *,
    inside: Mapping[str, str] | None = None,
    links: Sequence[Link] = (),
    book: Mapping[str, str] | None = None,
    book_links: Sequence[Link] = (),
    root_links: Sequence[Link] = (),
    parts: Mapping[str, tuple[str | None, bytes | str]] | None = None,
    defaults: Mapping[str, str] | None = None,
) -> bytes:
    """A book of the office with more in it.

    inside, book: XML to put into the office's tab and into the workbook part, by the element in whose place it stands (`ext`:
    inside the list of extensions). links, book_links, root_links: relationships of the tab, the workbook and the package.
    parts: content type (None where a default covers it) and content, by name. defaults: content types by suffix.
    """
    package = parts_of(data)
    for place, xml in (inside or {}).items():
        package[TAB_PART] = _placed(package[TAB_PART], place, xml, _SHEET_ORDER)
    for place, xml in (book or {}).items():
        package["xl/workbook.xml"] = _placed(package["xl/workbook.xml"], place, xml, _BOOK_ORDER)
    for owner, more in (
        ("xl/worksheets/_rels/sheet1.xml.rels", links),
        ("xl/_rels/workbook.xml.rels", book_links),
        ("_rels/.rels", root_links),
    ):
        if more:
            package[owner] = relationships(*more, to=package.get(owner))
    types = etree.fromstring(package["[Content_Types].xml"])
    for suffix, content_type in (defaults or {}).items():
        types.insert(0, etree.Element(f"{{{CONTENT_TYPES}}}Default", Extension=suffix, ContentType=content_type))
    for name, (declared, content) in (parts or {}).items():
        package[name] = content.encode() if isinstance(content, str) else content
        if declared:
            etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName="/" + name, ContentType=declared)
    package["[Content_Types].xml"] = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(package)


def relationships(*links: Link, to: bytes | None = None) -> bytes:
    """A relationships part with these links, after those it has already."""
    namespaces: dict[Any, str] = {None: PACKAGE_RELATIONSHIPS}  # the stubs know of none without a prefix
    root = etree.fromstring(to) if to else etree.Element(f"{{{PACKAGE_RELATIONSHIPS}}}Relationships", nsmap=namespaces)
    for identity, kind, target in links:
        kind = kind if "://" in kind else f"{RELATIONSHIPS}/{kind}"
        element = etree.SubElement(root, f"{{{PACKAGE_RELATIONSHIPS}}}Relationship", Id=identity, Type=kind, Target=target)
        if "://" in target:
            element.set("TargetMode", "External")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def tag(name: str, content: str = "", /, **attributes: str) -> str:
    """A root element that declares every namespace of the zoo."""
    declared = "".join(f" xmlns{':' + prefix if prefix else ''}={quoteattr(uri)}" for prefix, uri in NAMESPACES.items())
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"{HEAD}<{name}{declared}{given}>{content}</{name}>"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a package, always with the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2023, 1, 5, 8, 0, 0)), content, method)
    return out.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """Every part passed through a function that gives its new name and bytes."""
    return packed(dict(change(name, content) for name, content in parts_of(data).items()))


def _placed(content: bytes, place: str, xml: str, order: Sequence[str]) -> bytes:
    root = etree.fromstring(content)
    wrapper = etree.fromstring(tag("wrapper", xml).encode())
    if place == "ext":
        extensions = root.find(f"{{{MAIN}}}extLst")
        if extensions is None:
            extensions = etree.SubElement(root, f"{{{MAIN}}}extLst")
        extensions.extend(list(wrapper))
    else:
        rank = order.index(place)
        position = sum(1 for child in root if order.index(_kind(child, order)) <= rank)
        for offset, element in enumerate(list(wrapper)):
            root.insert(position + offset, element)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["r", "mc", "x14"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _kind(element: etree._Element, order: Sequence[str]) -> str:
    """What an element counts as: of an alternative, what is in its first choice."""
    name = etree.QName(element).localname
    return name if name in order else etree.QName(element[0][0]).localname
