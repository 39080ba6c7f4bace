"""Sheets of ours that are already in a book: whether a person added to them, how a kept one is called and set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.relationships import parts_below, read_relationships, remove_part
from sheetsync.adapters.xlsx.sheet_list import SheetEntry, SheetList, rename_in_formula
from sheetsync.adapters.xlsx.sheet_places import owner_of
from sheetsync.adapters.xlsx.xml_editing import XmlText, as_utf8
from sheetsync.adapters.xlsx.xml_text import UnusualMarkup, unescape_xml

_WE_OR_EXCEL_WRITE = {"drawing", "printerSettings", "hyperlink"}


def has_additions(package: Package, part: str) -> bool:
    """Whether a sheet of ours holds what only a person can have added: a comment, a picture, a shape, a table, a control.

    These are no cells, so the fingerprint cannot see them.
    """
    for relationship in read_relationships(package, part):
        if relationship.kind not in _WE_OR_EXCEL_WRITE:
            return True
        target = relationship.target
        if relationship.kind == "drawing" and target and target in package:
            drawing = XmlText(package.read(target), part=target).root
            if any(element.local in ("pic", "sp", "cxnSp", "grpSp", "contentPart") for element in drawing.walk()):
                return True
    return False


def is_named_elsewhere(sheets: SheetList, sheet: SheetEntry) -> bool:
    """Whether a formula, a link, a defined name, a chart or a pivot table outside this sheet names it: those of people are not
    ours to change, so the sheet cannot take another name without harm to them."""
    package = sheets.package
    name = re.escape(sheet.name)
    named = re.compile(rf"{name}'?!|{name}:[^<>!]*!|\bsheet=[\"']{name}[\"']")
    own = {sheet.part, *parts_below(package, sheet.part), sheets.part}
    others = [part for part in package.names() if part not in own and part.startswith("xl/") and part.lower().endswith(".xml")]
    try:
        if any(named.search(unescape_xml(as_utf8(package.read(part)).decode())) for part in others):
            return True
    except (UnusualMarkup, UnicodeError, LookupError):
        return True  # what cannot be read may name it
    root = XmlText(package.read(sheets.part), part=sheets.part).root
    return any(
        named.search(element.text) is not None
        for element in root.walk()
        if element.local == "definedName" and owner_of(element) != sheet.index
    )


def rename_in_charts_and_links(package: Package, part: str, old: str, new: str) -> None:
    """Let a renamed sheet's own charts and links go on naming itself."""
    for name in (part, *parts_below(package, part)):
        if not name.lower().endswith(".xml"):
            continue
        text = XmlText(package.read(name), part=name, unparsed="sheetData")
        for element in text.root.walk():
            if element.local == "f" and not element.children and name != part:
                text.set_text(element, rename_in_formula(element.text, old, new))
            elif element.local == "hyperlink" and "location" in element.attributes:
                text.set_attribute(element, "location", rename_in_formula(element.attributes["location"], old, new))
        package.put(name, text.result())


def drop_parts(package: Package, parts: Sequence[str]) -> None:
    """Take parts away with their relationships."""
    for part in parts:
        remove_part(package, part)
