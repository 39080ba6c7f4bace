"""What the workbook part says: its sheets in order, which are hidden, the date system, and the marks of our own sheets."""

from __future__ import annotations

from lxml import etree

from sheetsync.adapters.xlsx import refusals
from sheetsync.adapters.xlsx.parts import Parts, Relationship, local_name, normal_name
from sheetsync.core.fingerprint import MARK_NAME, Mark, read_mark
from sheetsync.records import dataclass

WORKSHEET = "worksheet"
_OTHER_SHEETS = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet", "macrosheet")


@dataclass(frozen=True, slots=True)
class SheetListing:
    """A worksheet: its name, its part, whether people see it, our mark if it carries one."""

    name: str
    part: str
    hidden: bool
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class WorkbookListing:
    """The worksheets in order (chart, dialog and macro sheets left out), and the parts of strings and styles, if any."""

    sheets: tuple[SheetListing, ...]
    date_1904: bool
    strings_part: str | None
    styles_part: str | None


def read_workbook_part(parts: Parts, workbook_part: str) -> WorkbookListing:
    """Raises BookUnreadable where a sheet's part is missing, two sheets have one name or one part, or it is no workbook."""
    root = parts.tree(workbook_part)
    if local_name(root.tag) != "workbook":
        raise refusals.other_format(parts.name, "tệp Office khác")
    links = parts.relationships(workbook_part)
    marks = _marks(root)
    sheets: list[SheetListing] = []
    names: set[str] = set()
    used: set[str] = set()
    date_1904 = False
    number = 0
    for group in root:
        if local_name(group.tag) == "workbookPr":
            date_1904 = group.get("date1904") in ("1", "true", "on")
        if local_name(group.tag) != "sheets":
            continue
        for element in group:
            if local_name(element.tag) != "sheet":
                continue
            listing = _sheet(element, links, parts, marks.get(number))
            number += 1
            if listing is None:
                continue
            if listing.name.lower() in names:
                raise refusals.damaged(parts.name, f"hai trang cùng tên «{listing.name}»")
            if normal_name(listing.part) in used:
                raise refusals.damaged(parts.name, f"trang «{listing.name}» dùng chung nội dung với trang khác")
            names.add(listing.name.lower())
            used.add(normal_name(listing.part))
            sheets.append(listing)
    if number == 0:
        raise refusals.damaged(parts.name, "sổ không có trang nào")
    return WorkbookListing(tuple(sheets), date_1904, _part_of(links, "sharedStrings", parts), _part_of(links, "styles", parts))


def _part_of(links: dict[str, Relationship], kind: str, parts: Parts) -> str | None:
    return next((link.target for link in links.values() if link.kind == kind and parts.has(link.target)), None)


def _sheet(element: etree._Element, links: dict[str, Relationship], parts: Parts, mark: Mark | None) -> SheetListing | None:
    name = element.get("name") or ""
    identity = next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")
    link = links.get(identity)
    if not identity:
        return None  # a module sheet of Excel 5 or 95, whose content is in the VBA project
    if link is not None and link.kind in _OTHER_SHEETS:
        return None
    if link is None or not parts.has(link.target):
        raise refusals.damaged(parts.name, f"mất nội dung trang «{name}»")
    if link.kind != WORKSHEET:
        return None
    return SheetListing(name, link.target, element.get("state") in ("hidden", "veryHidden"), mark)


def _marks(root: etree._Element) -> dict[int, Mark]:
    """Our marks by the place of their sheet among all sheets, from 0."""
    found: dict[int, Mark] = {}
    for group in root:
        if local_name(group.tag) != "definedNames":
            continue
        for element in group:
            place = element.get("localSheetId") or ""
            if (element.get("name") or "").lower() != MARK_NAME or not (place.isascii() and place.isdigit() and len(place) < 8):
                continue
            mark = read_mark(element.text or "")
            if mark is not None:
                found[int(place)] = mark
    return found
