"""What in the workbook part points at sheets, by their place in the list (from 0) or by their id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from sheetsync.adapters.xlsx.xml_editing import Element, XmlText
from sheetsync.adapters.xlsx.xml_text import written_number
from sheetsync.errors import BookUnwritable

if TYPE_CHECKING:
    from sheetsync.adapters.xlsx.sheet_list import SheetEntry

_VIEWS = (("bookViews", "workbookView"), ("customWorkbookViews", "customWorkbookView"))
_LAST_SHEET_ID = 65_534
_FAR_BEHIND = 100_000_000


def sheet_elements(root: Element) -> list[Element]:
    sheets = root.child("sheets")
    return list(sheets.all("sheet")) if sheets else []


def name_elements(root: Element) -> list[Element]:
    names = root.child("definedNames")
    return list(names.all("definedName")) if names else []


def sheet_id(element: Element) -> int:
    return whole_place(element.attributes.get("sheetId"))


def whole_place(text: str | None, otherwise: int = 0) -> int:
    """What is no number, or too long to be one, counts as `otherwise`: a damaged id is no reason to give up a book."""
    number = written_number(text)
    return otherwise if number is None else number


def owner_of(name: Element) -> int:
    """The place of the sheet that a defined name belongs to; -1 for a name of the whole book."""
    return whole_place(name.attributes.get("localSheetId"), otherwise=-1)


def moved_place(written: str, by: int) -> str:
    """A place so many further on, with as many zeros in front as it was written with: `09` → `010`, and back. One that is far
    behind all sheets that a book can have stays as it is."""
    place = int(written)
    zeros = "0" * (len(written.strip()) - len(str(place)))
    return written if place >= _FAR_BEHIND else f"{zeros}{place + by}"


def free_sheet_id(root: Element) -> int:
    """The id behind all others; where Excel takes none that large, the lowest that no sheet has and no custom view points at.
    Raises BookUnwritable."""
    listed = [sheet_id(element) for element in sheet_elements(root)]
    views = root.child("customWorkbookViews")
    taken = {*listed, *(whole_place(view.attributes.get("activeSheetId")) for view in (views.children if views else ()))}
    behind = range(max(listed, default=0) + 1, _LAST_SHEET_ID + 1)
    for number in chain(behind, range(1, _LAST_SHEET_ID)):
        if number not in taken:
            return number
    raise BookUnwritable(
        "Sổ đã có số sheet nhiều nhất mà Excel cho phép, không thêm được sheet báo cáo.",
        "Vui lòng xóa bớt sheet không dùng rồi chạy lại.",
    )


def let_dangle(text: XmlText, count: int) -> None:
    """Before a sheet is added to so many: whatever points behind the last one must not come to point at it. Taking the sheet
    away gives the places back."""
    for element, attribute, place in _places(text.root):
        if place >= count:
            text.set_attribute(element, attribute, moved_place(element.attributes[attribute], 1))


def adjust_views(text: XmlText, removed: SheetEntry, left: Sequence[SheetEntry]) -> None:
    """Let windows and custom views show the sheets they showed; who looked at the removed one sees a visible one instead."""
    new_index = {other.index: position for position, other in enumerate(left)}
    first_visible = next(other for other in left if other.visible)
    for container_name, view_name in _VIEWS:
        container = text.root.child(container_name)
        for view in container.all(view_name) if container else ():
            if view.attributes.get("activeSheetId") == str(removed.sheet_id):
                text.set_attribute(view, "activeSheetId", str(first_visible.sheet_id))
            for attribute in ("activeTab", "firstSheet"):
                shown = whole_place(view.attributes.get(attribute))
                if shown > removed.index:
                    text.set_attribute(view, attribute, moved_place(view.attributes[attribute], -1))
                elif shown == removed.index:
                    text.set_attribute(view, attribute, str(new_index[first_visible.index]))


def _places(root: Element) -> Iterator[tuple[Element, str, int]]:
    """Where the workbook part counts sheets from 0 outside their list: the element, its attribute, and which sheet it means."""
    found = [(element, "localSheetId") for element in name_elements(root)]
    for container_name, view_name in _VIEWS:
        container = root.child(container_name)
        for view in container.all(view_name) if container else ():
            found += [(view, "activeTab"), (view, "firstSheet")]
    for element, attribute in found:
        place = whole_place(element.attributes.get(attribute), otherwise=-1)
        if place >= 0:
            yield element, attribute, place
