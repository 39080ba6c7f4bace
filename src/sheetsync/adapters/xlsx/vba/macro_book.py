"""A finished workbook given macros and buttons: an .xlsx becomes an .xlsm.

Beside the VBA project it gets two sheets: a very hidden one with the texts of the macros and the cell in which a macro signs
when it is tried, and the panel on which problems are listed where there is no message box for Vietnamese. Nothing else in it
changes but the code names of its sheets, where they have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from sheetsync.adapters.xlsx.buttons import Button, add_buttons
from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.relationships import add_relationship, declare_content_type, read_relationships
from sheetsync.adapters.xlsx.sheet_list import SheetEntry, SheetList, quoted_sheet_name
from sheetsync.adapters.xlsx.vba.macro_texts import MACRO_TEXTS
from sheetsync.adapters.xlsx.vba.project import Behind, Module, document_module, vba_project
from sheetsync.adapters.xlsx.vba.sources import macro_modules
from sheetsync.adapters.xlsx.xml_editing import XmlText, escaped, quoted
from sheetsync.errors import BookUnwritable

TEXTS_SHEET = "_sheetsync_macro"
PANEL_SHEET = "Kết quả kiểm tra tab"
PANEL_NAME, SENTINEL_NAME, TEXT_NAME = "ss_panel", "ss_sentinel", "ss_text_"
TAB_BUTTONS = (Button("Kiểm tra", "KiemTra"), Button("In tab này", "InTabNay"))
MACRO_BOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"

_PROJECT_PART = "xl/vbaProject.bin"
_PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
_PROJECT_RELATIONSHIP = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_WORKBOOK_CODE_NAME = "ThisWorkbook"
_BEHIND = {"worksheet": Behind.WORKSHEET, "chartsheet": Behind.CHART_SHEET}
"""The kinds of sheets that have a module; macro and dialog sheets of old have none."""
_CODE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_BEFORE_PROPERTIES = ("fileVersion", "fileSharing")
_PANEL_HINT = "Bấm nút «Kiểm tra» trong tab của mình: những chỗ cần xem lại được liệt kê ở đây."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def with_macros(data: bytes, tabs: Mapping[str, str]) -> bytes:
    """The workbook as .xlsm, with the buttons «Kiểm tra» and «In tab này» in each tab. tabs: sheet name → the cell at whose top
    left the buttons begin.

    The same workbook always gives the same bytes. Raises BookUnwritable where it has macros already, where a sheet's name is
    taken, or where a tab is not there.
    """
    package = Package(data)
    sheets = SheetList(package)
    if any(relationship.kind == "vbaProject" for relationship in read_relationships(package, sheets.part)):
        raise BookUnwritable("Sổ đã có macro sẵn nên không thêm nút được.", "Vui lòng dùng bản .xlsx của sổ.")
    entries = {name: sheets.find(name) for name in tabs}
    for name, entry in entries.items():
        if entry is None or entry.kind != "worksheet":
            raise BookUnwritable(f"Sổ không có sheet «{name}» để đặt nút.", "Vui lòng xem lại tên các tab trong cấu hình.")
    for name in (TEXTS_SHEET, PANEL_SHEET):
        if sheets.find(name) is not None:
            raise BookUnwritable(f"Sổ đã có sheet tên «{name}».", "Vui lòng đổi tên sheet đó rồi làm lại.")
    for name, entry in entries.items():
        if entry is not None:
            add_buttons(package, entry.part, tabs[name], TAB_BUTTONS, strict=sheets.strict)
    add_sheet(package, PANEL_SHEET, panel_part(), state="hidden")
    add_texts_sheet(package, state="veryHidden")
    add_names(package, {PANEL_NAME: f"{quoted_sheet_name(PANEL_SHEET)}!$A$1"})
    add_project(package, macro_modules(ribbon=False))
    declare_content_type(package, sheets.part, MACRO_BOOK_TYPE)
    return package.save()


def panel_part() -> bytes:
    """The panel before the first check. Its looks are the macro's work, so that they are the same in a workbook of its own."""
    columns = '<cols><col min="1" max="1" width="12" customWidth="1"/><col min="2" max="2" width="110" customWidth="1"/></cols>'
    head = f'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>{columns}'
    tail = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    return sheet_part([("A1", PANEL_SHEET), ("A2", _PANEL_HINT)], head, tail)


def add_texts_sheet(package: Package, *, state: str) -> None:
    """Add the sheet of the macros' texts, one a row from row 2; row 1 holds the sentinel."""
    cells = [("A1", SENTINEL_NAME)]
    names = {SENTINEL_NAME: f"{TEXTS_SHEET}!$B$1"}
    for row, (key, text) in enumerate(MACRO_TEXTS.items(), start=2):
        cells += [(f"A{row}", key), (f"B{row}", text)]
        names[TEXT_NAME + key] = f"{TEXTS_SHEET}!$B${row}"
    add_sheet(package, TEXTS_SHEET, sheet_part(cells), state=state)
    add_names(package, names)


def add_sheet(package: Package, name: str, content: bytes, *, state: str) -> None:
    """List a new sheet, last, visible, hidden or veryHidden."""
    part = package.unused_name("xl/worksheets/sheet1.xml")
    package.put(part, content)
    sheets = SheetList(package)
    sheets.add(name, part)
    text = XmlText(package.read(sheets.part), part=sheets.part)
    listed = text.root.child("sheets")
    if state != "visible" and listed is not None:
        text.set_attribute(listed.children[-1], "state", state)
    package.put(sheets.part, text.result())


def sheet_part(cells: Iterable[tuple[str, str]], head: str = "", tail: str = "") -> bytes:
    """A plain sheet of texts; cells in order, row by row. head, tail: what else stands before and behind them."""
    rows: dict[str, list[str]] = {}
    for place, text in cells:
        cell = f'<c r="{place}" t="inlineStr"><is><t>{escaped(text)}</t></is></c>'
        rows.setdefault(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), []).append(cell)
    body = "".join(f'<row r="{row}">{"".join(content)}</row>' for row, content in rows.items())
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{_HEAD}<worksheet xmlns="{main}">{head}<sheetData>{body}</sheetData>{tail}</worksheet>'.encode()


def add_names(package: Package, names: Mapping[str, str]) -> None:
    """Define names of the whole workbook: name → what it stands for, without `=`."""
    part = SheetList(package).part
    text = XmlText(package.read(part), part=part)
    prefix = text.root.prefix
    new = "".join(f"<{prefix}definedName name={quoted(name)}>{escaped(to)}</{prefix}definedName>" for name, to in names.items())
    container = text.root.child("definedNames")
    if container is not None:
        text.append_child(container, new.encode())
    else:
        before = [child for child in text.root.children if child.local in _BEFORE_NAMES]
        text.insert(before[-1].end, f"<{prefix}definedNames>{new}</{prefix}definedNames>".encode())
    package.put(part, text.result())


def add_project(package: Package, modules: Sequence[Module]) -> None:
    """Put the modules into the workbook, with an empty one behind the workbook and each sheet, named after their code names."""
    sheets = SheetList(package)
    documents = [document_module(_workbook_code_name(package, sheets.part), Behind.WORKBOOK)]
    taken = {documents[0].name.lower(), *(module.name.lower() for module in modules)}
    for entry in sheets.sheets():
        if entry.kind in _BEHIND:
            name = _sheet_code_name(package, entry, taken)
            taken.add(name.lower())
            documents.append(document_module(name, _BEHIND[entry.kind]))
    package.put(_PROJECT_PART, vba_project([*documents, *modules]))
    declare_content_type(package, _PROJECT_PART, _PROJECT_TYPE)
    add_relationship(package, sheets.part, _PROJECT_RELATIONSHIP, _PROJECT_PART, strict=sheets.strict)


def _workbook_code_name(package: Package, part: str) -> str:
    """The workbook's code name, which is stated where it was not."""
    text = XmlText(package.read(part), part=part)
    properties = text.root.child("workbookPr")
    stated = properties.attributes.get("codeName", "") if properties is not None else ""
    if _CODE_NAME.fullmatch(stated):
        return stated
    if properties is not None:
        text.set_attribute(properties, "codeName", _WORKBOOK_CODE_NAME)
    else:
        before = [child.end for child in text.root.children if child.local in _BEFORE_PROPERTIES]
        element = f"<{text.root.prefix}workbookPr codeName={quoted(_WORKBOOK_CODE_NAME)}/>"
        text.insert(max(before, default=text.root.open_end), element.encode())
    package.put(part, text.result())
    return _WORKBOOK_CODE_NAME


def _sheet_code_name(package: Package, entry: SheetEntry, taken: set[str]) -> str:
    """The sheet's code name, which is given where it has none, one that another sheet has too, or one with other letters than
    VBA's source may hold."""
    text = XmlText(package.read(entry.part), part=entry.part, unparsed="sheetData")
    properties = text.root.child("sheetPr")
    stated = properties.attributes.get("codeName", "") if properties is not None else ""
    if _CODE_NAME.fullmatch(stated) and stated.lower() not in taken:
        return stated
    number = entry.index + 1
    while f"sheet{number}" in taken:
        number += 1
    if properties is not None:
        text.set_attribute(properties, "codeName", f"Sheet{number}")
    else:
        text.insert(text.root.open_end, f'<{text.root.prefix}sheetPr codeName="Sheet{number}"/>'.encode())
    package.put(entry.part, text.result())
    return f"Sheet{number}"
