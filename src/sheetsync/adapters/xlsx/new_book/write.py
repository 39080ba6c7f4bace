"""A new workbook's bytes from its design. The same design always gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from sheetsync.adapters.xlsx.new_book.cell_looks import CellLooks
from sheetsync.adapters.xlsx.new_book.sheet_part import sheet_part
from sheetsync.adapters.xlsx.new_book.texts import SharedTexts
from sheetsync.adapters.xlsx.new_book.theme import theme_part
from sheetsync.adapters.xlsx.xml_text import escape_xml, quoted_xml
from sheetsync.core.cells import Rectangle
from sheetsync.core.sheets.form_design import FormBook, FormSheet, Visibility, area_reference

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CREATED = "2000-01-01T00:00:00Z"  # the same for every build: same configuration, same bytes
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
_MOST_NAME = 31


def new_workbook(book: FormBook) -> bytes:
    """The .xlsx bytes. Raises ValueError for sheet names that no workbook can hold."""
    _check_names(book.sheets)
    looks, texts = CellLooks(), SharedTexts()
    shown = next(number for number, sheet in enumerate(book.sheets) if sheet.visibility is Visibility.VISIBLE)
    sheets = [
        sheet_part(sheet, f"Sheet{number + 1}", looks, texts, selected=number == shown)
        for number, sheet in enumerate(book.sheets)
    ]
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _package_relationships(),
        "docProps/app.xml": _XML + f'<Properties xmlns="{_OFFICE.replace("relationships", "extended-properties")}"/>',
        "docProps/core.xml": _core_properties(book),
        "xl/workbook.xml": _workbook(book, shown),
        "xl/_rels/workbook.xml.rels": _workbook_relationships(len(sheets)),
        **{f"xl/worksheets/sheet{number}.xml": part for number, part in enumerate(sheets, start=1)},
        "xl/sharedStrings.xml": texts.part(),
        "xl/styles.xml": looks.part(),
        "xl/theme/theme1.xml": theme_part(),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, text.encode())
    return stream.getvalue()


def _check_names(sheets: Sequence[FormSheet]) -> None:
    seen: set[str] = set()
    for sheet in sheets:
        name = sheet.name
        bad = not name.strip() or len(name) > _MOST_NAME or set(name) & set(":\\/?*[]") or name[0] == "'" or name[-1] == "'"
        if bad or name.casefold() in seen:
            raise ValueError(f"no sheet can be called {name!r}")
        seen.add(name.casefold())


def _content_types(count: int) -> str:
    overrides = [
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/xl/workbook.xml", f"{_TYPE}.sheet.main+xml"),
        *((f"/xl/worksheets/sheet{number}.xml", f"{_TYPE}.worksheet+xml") for number in range(1, count + 1)),
        ("/xl/sharedStrings.xml", f"{_TYPE}.sharedStrings+xml"),
        ("/xl/styles.xml", f"{_TYPE}.styles+xml"),
        ("/xl/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
    ]
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(f'<Relationship Id="rId{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, start=1))
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _package_relationships() -> str:
    return _relationships(
        [
            (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        ]
    )


def _workbook_relationships(count: int) -> str:
    sheets = [(f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml") for number in range(1, count + 1)]
    others = [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"), ("theme", "theme/theme1.xml")]
    return _relationships([*sheets, *((f"{_OFFICE}/{kind}", target) for kind, target in others)])


def _core_properties(book: FormBook) -> str:
    moment = f'xsi:type="dcterms:W3CDTF">{_CREATED}<'
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape_xml(book.title)}</dc:title><dc:creator>{escape_xml(book.author)}</dc:creator>"
        f"<dcterms:created {moment}/dcterms:created><dcterms:modified {moment}/dcterms:modified></cp:coreProperties>"
    )


def _workbook(book: FormBook, shown: int) -> str:
    sheets = []
    for number, sheet in enumerate(book.sheets, start=1):
        state = "" if sheet.visibility is Visibility.VISIBLE else f' state="{sheet.visibility.value}"'
        sheets.append(f'<sheet name={quoted_xml(sheet.name)} sheetId="{number}"{state} r:id="rId{number}"/>')
    names = "".join(_names(book))
    first = f' activeTab="{shown}"' if shown else ""
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr codeName="ThisWorkbook"/>'
        '<workbookProtection lockStructure="1"/>'
        '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000" '
        f'tabRatio="850"{first}/></bookViews>'
        f"<sheets>{''.join(sheets)}</sheets>"
        f"{f'<definedNames>{names}</definedNames>' if names else ''}"
        '<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>'
    )


def _names(book: FormBook) -> Iterator[str]:
    """The names in the order in which Excel keeps them: letters first, then sheets."""
    places = {sheet.name: number for number, sheet in enumerate(book.sheets)}
    listed: list[tuple[str, int, str, bool]] = []
    for name in book.names:
        listed.append((name.name, places[name.sheet] if name.sheet else -1, name.refers_to, False))
    for number, sheet in enumerate(book.sheets):
        setup = sheet.print_setup
        if sheet.filter_area:
            listed.append(("_xlnm._FilterDatabase", number, area_reference(sheet.name, sheet.filter_area), True))
        if setup.area:
            listed.append(("_xlnm.Print_Area", number, area_reference(sheet.name, setup.area), False))
        if setup.repeat_rows:
            listed.append(("_xlnm.Print_Titles", number, _whole_rows(sheet.name, *setup.repeat_rows), False))
    for text, number, refers_to, hidden in sorted(listed, key=lambda found: (found[0].casefold(), found[1])):
        attributes = f' localSheetId="{number}"' if number >= 0 else ""
        attributes += ' hidden="1"' if hidden else ""
        yield f'<definedName name="{text}"{attributes}>{escape_xml(refers_to)}</definedName>'


def _whole_rows(sheet: str, first: int, last: int) -> str:
    return area_reference(sheet, Rectangle(1, 1, 1, 1)).rpartition("!")[0] + f"!${first}:${last}"
