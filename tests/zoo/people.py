"""What people do to a workbook between two commands, done to the XML, so that everything else in the book stays as it was."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import openpyxl
from lxml import etree

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.relationships import parts_below, remove_part
from sheetsync.adapters.xlsx.sheet_list import SheetEntry, SheetList
from tests.zoo.office_tab import NOTES, OTHER_TAB, TAB
from tests.zoo.tour import OUR_SHEETS


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a person does. number: which row, sheet or text, as the act sees fit. apart: it touches nothing but people's
    own cells and names, so that it comes to the same with our sheets in the book and without them."""

    name: str
    number: int = 0

    @property
    def apart(self) -> bool:
        return self.name in APART

    def __call__(self, data: bytes) -> bytes:
        return ACTS[self.name](data, self.number)


def type_a_value(data: bytes, number: int) -> bytes:
    """A value typed into an entry cell of a tab, in the place of what stood there."""
    text = ("Hoàn thành", "Đang thực hiện", "=1+1", "31/2/2023", "<b> & 'x'")[number % 5]
    return put_text(data, (TAB, OTHER_TAB)[number % 2], 5 + number // 2 % 3, "FHIJ"[number // 6 % 4], text)


def put_text(data: bytes, sheet: str, row: int, column: str, text: str) -> bytes:
    def typed(root: etree._Element) -> None:
        cell = _cell(root, row, column)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, _name(root, "is")), _name(root, "t")).text = text

    return _in_sheet(data, sheet, typed)


def insert_a_row(data: bytes, number: int) -> bytes:
    """An empty row between the rows of the tab: all below move down."""
    at = 5 + number % 4

    def inserted(root: etree._Element) -> None:
        for row in root.iterfind("{*}sheetData/{*}row"):
            place = int(row.get("r", "0"))
            if place >= at:
                _put_row(row, place + 1)

    return _in_sheet(data, TAB, inserted)


def sort_rows(data: bytes, number: int) -> bytes:
    """Two rows of the tab change places."""

    def sorted_anew(root: etree._Element) -> None:
        rows = {int(row.get("r", "0")): row for row in root.iterfind("{*}sheetData/{*}row")}
        upper, lower = rows.get(5), rows.get(6 + number % 2)
        if upper is None or lower is None:
            return
        table = upper.getparent()
        assert table is not None
        at, place = table.index(lower), int(lower.get("r", "0"))
        table.insert(table.index(upper), lower)
        table.insert(at, upper)
        _put_row(lower, 5)
        _put_row(upper, place)

    return _in_sheet(data, TAB, sorted_anew)


def rename_a_sheet(data: bytes, number: int) -> bytes:
    return _in_workbook(data, lambda root, sheet: sheet.set("name", _NAMES[number % len(_NAMES)]), _notes)


def hide_a_sheet(data: bytes, number: int) -> bytes:
    state = ("hidden", "veryHidden", "visible")[number % 3]
    return _in_workbook(data, lambda root, sheet: sheet.set("state", state), _notes)


def move_a_sheet(data: bytes, number: int) -> bytes:
    """A sheet dragged to the front or the end; names that belong to one sheet, and the window, follow."""

    def moved(root: etree._Element, sheet: etree._Element) -> None:
        listed = sheet.getparent()
        assert listed is not None
        before = list(listed)
        listed.remove(sheet)
        listed.insert(0 if number % 2 else len(listed), sheet)
        after = list(listed)
        for attribute, elements in _PLACES.items():
            for element in root.iterfind(elements):
                old = element.get(attribute)
                if old is not None:
                    element.set(attribute, str(after.index(before[int(old)])))

    return _in_workbook(data, moved, _notes)


def throw_our_sheet_away(data: bytes, number: int) -> bytes:
    """A person deletes one of our sheets by hand."""

    def chosen(sheets: list[SheetEntry]) -> SheetEntry | None:
        ours = [sheet for sheet in sheets if sheet.name in OUR_SHEETS]
        return ours[number % len(ours)] if ours else None

    package = Package(data)
    listed = SheetList(package)
    sheet = chosen(list(listed.sheets()))
    if sheet is None:
        return data
    gone = (sheet.part, *parts_below(package, sheet.part))
    listed.remove(sheet)
    for part in gone:
        remove_part(package, part)
    return package.save()


def edit_our_sheet(data: bytes, number: int) -> bytes:
    """A word of ours changed by hand in one of our sheets: it is that person's from now on."""
    name = OUR_SHEETS[number % len(OUR_SHEETS)]

    def edited(root: etree._Element) -> None:
        text = next((each for each in root.iterfind(".//{*}is/{*}t")), None)
        if text is not None:
            text.text = f"sửa tay {number}"

    return _in_sheet(data, name, edited)


def copy_a_coloured_cell(data: bytes, number: int) -> bytes:
    """The format of a cell of ours copied to a cell of people's."""
    found: list[str] = []

    def looked_at(root: etree._Element) -> None:
        found.extend(cell.get("s", "0") for cell in root.iterfind("{*}sheetData/{*}row/{*}c"))

    _in_sheet(data, OUR_SHEETS[number % len(OUR_SHEETS)], looked_at)
    if not found:
        return data
    return _in_sheet(data, TAB, lambda root: _cell(root, 5, "H").set("s", found[number % len(found)]))


def save_with_openpyxl(data: bytes, number: int) -> bytes:
    """Another program saves the book, and leaves out what it does not know; a book that it cannot open stays as it is."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data))
    except (KeyError, TypeError, ValueError):
        return data
    if TAB not in book.sheetnames:  # of the strict vocabulary it sees no sheet at all
        return data
    book[TAB].cell(5, 8).value = f"đã làm {number}"
    book.save(out := io.BytesIO())
    return out.getvalue()


ACTS: dict[str, Callable[[bytes, int], bytes]] = {
    "type": type_a_value,
    "insert a row": insert_a_row,
    "sort": sort_rows,
    "rename": rename_a_sheet,
    "hide": hide_a_sheet,
    "move": move_a_sheet,
    "throw ours away": throw_our_sheet_away,
    "edit ours": edit_our_sheet,
    "copy a colour": copy_a_coloured_cell,
    "openpyxl": save_with_openpyxl,
}
_NAMES = ("Ghi chép 2", "Nháp & <b>", "Sổ 'riêng'", NOTES)
APART = ("type", "insert a row", "sort", "rename", "hide")
_PLACES = {"localSheetId": "{*}definedNames/{*}definedName", "activeTab": "{*}bookViews/{*}workbookView"}


def _notes(sheets: list[SheetEntry]) -> SheetEntry | None:
    return next((sheet for sheet in sheets if sheet.name in _NAMES), None)


def _in_sheet(data: bytes, name: str, change: Callable[[etree._Element], None]) -> bytes:
    package = Package(data)
    sheet = SheetList(package).find(name)
    if sheet is None:
        return data
    _edit(package, sheet.part, change)
    return package.save()


def _in_workbook(
    data: bytes,
    change: Callable[[etree._Element, etree._Element], None],
    choose: Callable[[list[SheetEntry]], SheetEntry | None],
) -> bytes:
    package = Package(data)
    listed = SheetList(package)
    sheet = choose(list(listed.sheets()))
    if sheet is not None:
        _edit(package, listed.part, lambda root: change(root, root.findall("{*}sheets/{*}sheet")[sheet.index]))
    return package.save()


def _edit(package: Package, part: str, change: Callable[[etree._Element], None]) -> None:
    root = etree.fromstring(package.read(part))
    before = etree.tostring(root)
    change(root)
    if etree.tostring(root) != before:
        package.put(part, etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


def _name(root: etree._Element, local: str) -> str:
    return f"{{{etree.QName(root).namespace}}}{local}"


def _cell(root: etree._Element, row: int, column: str) -> etree._Element:
    table = root.find("{*}sheetData")
    assert table is not None
    line = next((each for each in table if each.get("r") == str(row)), None)
    if line is None:
        line = etree.Element(_name(root, "row"), r=str(row))
        table.insert(sum(1 for each in table if int(each.get("r", "0")) < row), line)
    place = f"{column}{row}"
    cell = next((each for each in line if each.get("r") == place), None)
    if cell is None:
        cell = etree.Element(_name(root, "c"), r=place)
        before = [each for each in line if (len(each.get("r", "")), each.get("r", "")) < (len(place), place)]
        line.insert(len(before), cell)
    return cell


def _put_row(row: etree._Element, place: int) -> None:
    row.set("r", str(place))
    for cell in row.iterfind("{*}c"):
        cell.set("r", re.sub(r"\d+", str(place), cell.get("r", "")))
