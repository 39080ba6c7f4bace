"""What we add to the styles part is noted down in it, and goes when nothing needs it: never anything else."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.sheet_list import SheetList
from sheetsync.adapters.xlsx.styles import StyleTable
from sheetsync.core.sheets.looks import Look
from tests.zoo.growing import changed, parts_of
from tests.zoo.office_tab import TAB_PART, by_openpyxl, by_xlsxwriter
from tests.zoo.tour import carried_out

STYLES = "xl/styles.xml"
ODD_STYLES = {
    "an empty root": "<styleSheet{0}/>",
    "nothing in it": "<styleSheet{0}></styleSheet>",
    "empty lists, closed and open": "<styleSheet{0}><fonts count='0' /><fills count='0'></fills><dxfs/></styleSheet>",
    "counts in apostrophes": "<styleSheet{0}><cellXfs  count = '1'>\n <xf/>\n </cellXfs></styleSheet>",
    "no counts": "<styleSheet{0}><fonts><font/></fonts><cellXfs><xf/></cellXfs></styleSheet>",
    "an extension": '<styleSheet{0}><dxfs count="0"/><extLst><ext uri="x"/></extLst></styleSheet>',
    "an empty list of extensions": "<styleSheet{0}><dxfs></dxfs><extLst/></styleSheet>",
    "lists we do not touch": "<styleSheet{0}><cellStyles count='0'/><colors/><!-- hết --></styleSheet>\n",
}


@pytest.mark.parametrize("styles", [pytest.param(xml, id=name) for name, xml in ODD_STYLES.items()])
def test_every_form_of_a_styles_part_comes_back(styles: str) -> None:
    styles = styles.format(' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"')
    original = with_styles(by_xlsxwriter(), styles)
    table = StyleTable(SheetList(package := Package(original)))
    table.highlight_style(Look(bold=True, fill="FFEEAA"))
    table.save()
    marked = package.save()
    assert b"FFEEAA" in parts_of(marked)[STYLES]
    opened = styles.replace("/>", "></styleSheet>") if styles.startswith("<styleSheet") and styles.count("<") == 1 else styles
    assert parts_of(carried_out("clean", marked))[STYLES].decode() == opened


def test_a_second_period_s_styles_go_too() -> None:
    original = by_xlsxwriter()
    ran = carried_out("run", carried_out("highlight", original))
    assert parts_of(carried_out("clean", ran)) == parts_of(original)


def copied_format(data: bytes) -> bytes:
    """A person copied a cell's format from our report to a cell of theirs."""
    last = parts_of(data)[STYLES].count(b"<xf ") - 2
    return in_part(data, TAB_PART, lambda xml: re.sub(r'<c r="C5"( s="\d+")?', f'<c r="C5" s="{last}"', xml))


def copied_column(data: bytes) -> bytes:
    column = "<cols><col min='20' max='20' style='20'/></cols>"
    return in_part(data, TAB_PART, lambda xml: xml.replace("<sheetData>", f"{column}<sheetData>"))


def own_rule(data: bytes) -> bytes:
    """A person copied our colour into a rule of their own."""
    rule = '<cfRule type="expression" dxfId="0" priority="99"><formula>1</formula></cfRule>'
    rules = f'<conditionalFormatting sqref="A1">{rule}</conditionalFormatting>'
    return in_part(data, TAB_PART, lambda xml: re.sub(r"(</sheetData>)", r"\1" + rules, xml))


def one_more_style(data: bytes) -> bytes:
    """Another program put a named style of its own in."""
    return in_part(data, STYLES, lambda xml: re.sub(r"<cellStyles [^>]*>", r'\g<0><cellStyle name="Riêng" xfId="0"/>', xml))


def broken_part(data: bytes) -> bytes:
    """A part that nobody can read might need anything."""
    return in_part(data, "xl/theme/theme1.xml", lambda xml: xml + "<")


def edited_report(data: bytes) -> bytes:
    return in_part(data, "xl/worksheets/sheet6.xml", lambda xml: xml.replace("<t>", "<t>sửa tay ", 1))


@pytest.mark.parametrize("act", [copied_format, copied_column, own_rule, one_more_style, broken_part, edited_report])
def test_what_somebody_needs_stays(act: Callable[[bytes], bytes]) -> None:
    acted = act(carried_out("run", by_xlsxwriter()))
    cleaned = carried_out("clean", acted)
    assert cleaned != acted
    assert parts_of(cleaned)[STYLES] == parts_of(acted)[STYLES]


def test_after_another_program_saved_the_book_styles_are_its_own() -> None:
    book = openpyxl.load_workbook(io.BytesIO(carried_out("run", by_openpyxl())))
    book["Ghi chép"]["A1"]._style = book.worksheets[-1]["A1"]._style
    book.save(out := io.BytesIO())
    look = repr(openpyxl.load_workbook(out)["Ghi chép"]["A1"].font)
    assert "Times New Roman" in look
    cleaned = openpyxl.load_workbook(io.BytesIO(carried_out("clean", out.getvalue())))
    assert repr(cleaned["Ghi chép"]["A1"].font) == look
    again = carried_out("clean", carried_out("run", carried_out("clean", out.getvalue())))
    assert parts_of(again) == parts_of(carried_out("clean", out.getvalue()))


def in_part(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    done = changed(data, lambda name, content: (name, change(content.decode()).encode() if name == part else content))
    assert done != data
    return done


def with_styles(data: bytes, styles: str) -> bytes:
    return changed(
        data,
        lambda name, content: (
            name,
            styles.encode() if name == STYLES else re.sub(rb'(<c [^>]*?) s="\d+"', rb"\1", content),
        ),
    )
