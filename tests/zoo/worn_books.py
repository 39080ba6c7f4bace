"""Books that many programs have saved: references to what is gone, parts left over, numbers that are none, ids at their end."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.zoo.growing import PACKAGE_RELATIONSHIPS, RELATIONSHIPS, changed, packed, parts_of
from tests.zoo.office_tab import TAB_PART, by_openpyxl, by_xlsxwriter

WORKBOOK, STYLES, TYPES = "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LINK = (
    f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"><Relationship Id="rId1" Type="{RELATIONSHIPS}/hyperlink" '
    'Target="https://example.org/" TargetMode="External"/></Relationships>'
)


def pointing_at_no_sheet() -> bytes:
    """Names of sheets that are gone, a window that shows one, a custom view that looks at one."""
    names = "".join(
        f'<definedName name="{name}" localSheetId="{place}">\'Ghi chép\'!$A$1</definedName>'
        for name, place in (("Cua_toi", 3), ("Cua_minh", "05"), ("_xlnm.Print_Titles", 4), ("Cua_ai", 9), ("_xlnm.Print_Area", 2))
    )
    view = '<customWorkbookView name="Của tôi" guid="{11111111-2222-3333-4444-555555555555}" windowWidth="9" windowHeight="9" '
    views = f'<customWorkbookViews>{view}activeSheetId="4"/></customWorkbookViews>'
    return rewritten(
        by_xlsxwriter(),
        {
            WORKBOOK: (
                (r"</sheets>", rf"</sheets><definedNames>{names}</definedNames>"),
                (r"</workbook>", rf"{views}</workbook>"),
                (r"<workbookView ", r'<workbookView activeTab="3" firstSheet="4" '),
            )
        },
    )


def pointing_at_no_style() -> bytes:
    """Dates in a number format that is not defined, rules with differential styles, and a cell format with a font, a fill and a
    border, that are not there."""
    rules = "".join(
        f'<cfRule type="expression" dxfId="{style}" priority="{priority}"><formula>TRUE</formula></cfRule>'
        for priority, style in enumerate((0, 2, 70_000), start=1)
    )
    rest = r'fontId="1" fillId="2" borderId="1"'
    return rewritten(
        by_xlsxwriter(),
        {
            STYLES: (
                (r"<numFmts.*?</numFmts>", ""),
                (r'fontId="0" fillId="0" borderId="0" xfId="0" apply', rf'{rest} xfId="0" apply'),
            ),
            TAB_PART: ((r"</sheetData>", rf'</sheetData><conditionalFormatting sqref="A1:J9">{rules}</conditionalFormatting>'),),
        },
    )


def numbers_that_are_none() -> bytes:
    """Ids and sizes in the styles that nobody can count with."""
    strange = "".join(
        f'<numFmt numFmtId="{number}" formatCode="dd/mm/yyyy"/>' for number in ("", "-1", "abc", "1.5", "9" * 5_000)
    )
    return rewritten(
        by_xlsxwriter(),
        {
            STYLES: (
                (r"<numFmts.*?</numFmts>", f'<numFmts count="5">{strange}</numFmts>'),
                (r'<sz val="11"/>', r'<sz val="11,5"/>'),
                (r'(<cellStyleXfs count="1"><xf numFmtId="0" fontId=)"0"', r'\1"x"'),
            )
        },
    )


def left_over_parts() -> bytes:
    """A sheet and a drawing are gone, but not their relationships, their content types, nor what leads to them."""
    gone = f'<Override PartName="/xl/worksheets/sheet4.xml" ContentType="{_SHEET}"/>'
    gone += '<Override PartName="/xl/drawings/drawing%31.xml" ContentType="application/x-foo"/>'
    parts = parts_of(rewritten(by_xlsxwriter(), {TYPES: ((r"</Types>", f"{gone}</Types>"),)}))
    return packed(
        {
            **parts,
            "xl/worksheets/_rels/sheet5.xml.rels": _LINK.encode(),
            "xl/drawings/_rels/drawing2.xml.rels": _LINK.encode(),
            "xl/worksheets/_rels/sheet3.xml.rels": _leading_to("drawing", "../drawings/drawing3.xml"),
            "xl/_rels/theme.rels": _leading_to("chart", "charts/chart1.xml"),
        }
    )


def escaped_names() -> bytes:
    """A part stored under an escaped name, as the Open Packaging Conventions want it, targets that wander and one that names a
    place inside its part."""
    book = rewritten(
        by_openpyxl(),
        {
            TYPES: ((r"/xl/worksheets/sheet1\.xml", r"/xl/worksheets/sheet%20one.xml"),),
            "xl/_rels/workbook.xml.rels": (
                (r"/xl/worksheets/sheet1\.xml", r"worksheets/sheet%20one.xml"),
                (r"/xl/worksheets/sheet2\.xml", r"/xl/../xl/./worksheets/sheet2.xml"),
                (r"/xl/worksheets/sheet3\.xml", r"worksheets/sheet3.xml#A1"),
            ),
        },
    )
    return changed(book, lambda name, content: (name.replace("sheet1.xml", "sheet%20one.xml"), content))


def last_numbers() -> bytes:
    """Ids and priorities that have reached the end of what Excel takes."""
    rule = '<cfRule type="expression" priority="2147483647"><formula>$J1="x"</formula></cfRule>'
    return rewritten(
        by_xlsxwriter(),
        {
            WORKBOOK: ((r'sheetId="3"', r'sheetId="65534"'),),
            TAB_PART: ((r"</sheetData>", rf'</sheetData><conditionalFormatting sqref="A1">{rule}</conditionalFormatting>'),),
        },
    )


def rewritten(data: bytes, changes: Mapping[str, tuple[tuple[str, str], ...]]) -> bytes:
    """The book with the first place of each pattern exchanged in the parts named."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        text = content.decode() if name in changes else ""
        for pattern, replacement in changes.get(name, ()):
            text, count = re.subn(pattern, replacement, text, count=1, flags=re.DOTALL)
            assert count == 1, pattern
        return name, text.encode() if name in changes else content

    return changed(data, change)


def _leading_to(kind: str, target: str) -> bytes:
    relationship = f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}">{relationship}</Relationships>'.encode()
