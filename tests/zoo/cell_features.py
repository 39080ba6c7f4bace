# ruff: noqa: E501 - XML reads better in whole elements
"""Books with rarer things in cells and around them: formulas of every kind, formats, names, views, locks, odd sheets."""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.zoo.growing import HEAD, MAIN, MICROSOFT, RELATIONSHIPS, changed, grown, tag
from tests.zoo.office_tab import NOTES, OTHER_TAB, TAB, TAB_PART, by_xlsxwriter

_SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def rich_text() -> bytes:
    """Runs in several fonts, in shared strings and inside the sheet, spaces kept, escaped characters."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "#FF0000", "font_script": 1})
        tab.write_rich_string("L5", "Đã ", bold, "xong", " phần ", red, "2")
        tab.write_string("L6", "  hai dòng\nvà _x0041_ & <b> ")

    return with_cells(
        by_xlsxwriter(decorate),
        8,
        '<c r="L8" t="inlineStr"><is><r><rPr><b/></rPr><t xml:space="preserve">trong </t></r><r><t>sheet</t></r></is></c>',
    )


def phonetic_text() -> bytes:
    """Phonetic guides in a shared string and in the sheet, with the properties of both."""
    guide = '<r><t>課</t></r><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="0" type="Hiragana"/>'
    book = with_cells(by_xlsxwriter(), 8, f'<c r="L8" t="inlineStr" ph="1"><is>{guide}</is></c>')
    book = grown(book, inside={"phoneticPr": '<phoneticPr fontId="0" type="noConversion"/>'})
    return changed(
        book,
        lambda name, content: (
            name,
            content.replace(
                b"<si><t>A.2</t></si>",
                '<si><t>A.2</t><rPh sb="0" eb="3"><t>エー</t></rPh><phoneticPr fontId="0"/></si>'.encode(),
            )
            if name == "xl/sharedStrings.xml"
            else content,
        ),
    )


def formulas() -> bytes:
    """Shared and array formulas, a data table, a formula with spaces kept, cached texts, errors, booleans, dates as text."""
    cells = (
        '<c r="L5"><f t="shared" ref="L5:L7" si="0">LEN(C5)</f><v>1</v></c>',
        '<c r="L6"><f t="shared" si="0"/><v>2</v></c><c r="M6" t="str"><f xml:space="preserve"> "a" &amp; "b" </f><v>ab</v></c>',
        '<c r="L7"><f t="shared" si="0"/><v>3</v></c><c r="M7" t="e"><f>NA()</f><v>#N/A</v></c><c r="N7" t="b"><f ca="1">TRUE</f><v>1</v></c>',
        '<c r="L8"><f t="array" ref="L8:M8">TRANSPOSE(B5:B6)</f><v>1</v></c><c r="M8"><v>0</v></c><c r="N8" t="d"><v>2023-03-15</v></c>',
        '<c r="L9"><f t="dataTable" ref="L9:L9" dt2D="0" dtr="0" r1="M9"/><v>0</v></c><c r="M9"><v>1</v></c>',
    )
    book = by_xlsxwriter()
    for row, xml in enumerate(cells, start=5):
        book = with_cells(book, row, xml)
    chain = tag("calcChain", "".join(f'<c r="{place}" i="1"/>' for place in ("L5", "L6", "L7", "M6", "M7", "N7")))
    return grown(
        book,
        inside={"sheetCalcPr": '<sheetCalcPr fullCalcOnLoad="0"/>'},
        book_links=[("rIdCC", "calcChain", "calcChain.xml")],
        parts={"xl/calcChain.xml": (f"{_SHEETML}.calcChain+xml", chain)},
    )


def dynamic_arrays() -> bytes:
    """Formulas that spill, with the metadata part they need; LAMBDA and LET in a name."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.write_dynamic_array_formula("L5", "=SORT(UNIQUE(F5:F7))", None, "Hoàn thành")
        tab.write_formula("N5", "=LET(x,2,x*3)", None, 6)
        book.define_name("GapDoi", "=_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)")

    return by_xlsxwriter(decorate)


def conditional_formats() -> bytes:
    """Rules old and new of every kind on the very cells that get our marks, the last priority far up, one of a pivot table."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        red = book.add_format({"font_color": "#FF0000"})
        tab.conditional_format("A5:A9", {"type": "data_bar", "data_bar_2010": True})
        tab.conditional_format("A5:A9", {"type": "3_color_scale"})
        tab.conditional_format("A5:A9", {"type": "icon_set", "icon_style": "3_traffic_lights"})
        tab.conditional_format("F5:F9", {"type": "text", "criteria": "containing", "value": "Hoàn", "format": red})
        tab.conditional_format("A5:J9", {"type": "formula", "criteria": '=$F5="Hoàn thành"', "format": red, "stop_if_true": True})
        tab.conditional_format("E5:E9", {"type": "time_period", "criteria": "last week", "format": red})
        tab.conditional_format("A5:A9", {"type": "top", "value": 2, "format": red})
        tab.conditional_format("A5:A9", {"type": "duplicate", "format": red})

    more = (
        '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:cfRule type="iconSet" priority="90" id="{11111111-0000-0000-0000-000000000001}"><x14:iconSet iconSet="3Stars">'
        '<x14:cfvo type="percent"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="percent"><xm:f>33</xm:f></x14:cfvo>'
        '<x14:cfvo type="percent"><xm:f>67</xm:f></x14:cfvo></x14:iconSet></x14:cfRule><xm:sqref>H5:H9</xm:sqref>'
        '</x14:conditionalFormatting><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:cfRule type="expression" priority="91" id="{11111111-0000-0000-0000-000000000002}">'
        f"<xm:f>'{NOTES}'!$B$1&gt;0</xm:f><x14:dxf><fill><patternFill><bgColor rgb=\"FFFFFF00\"/></patternFill></fill></x14:dxf>"
        "</x14:cfRule><xm:sqref>B5:B9</xm:sqref></x14:conditionalFormatting>"
    ).encode()
    end = b"</x14:conditionalFormattings>"
    return changed(by_xlsxwriter(decorate), lambda name, content: (name, content.replace(end, more + end)))


def validations() -> bytes:
    """Dropdowns and limits, old and (to another sheet, in the extension list) new, with prompts."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.data_validation(
            "F5:F9",
            {"validate": "list", "source": ["Hoàn thành", "Đang thực hiện"], "input_title": "Chọn", "input_message": "một mục"},
        )
        tab.data_validation("G5:G9", {"validate": "date", "criteria": ">", "value": "=DATE(2022,12,14)", "error_type": "warning"})
        tab.data_validation("I5:I9", {"validate": "custom", "value": '=ISNUMBER(FIND("/",I5))'})

    x14 = (
        '<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1">'
        f'<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>\'{NOTES}\'!$A$1:$A$6</xm:f></x14:formula1>'
        "<xm:sqref>D5:D9</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
    )
    return grown(by_xlsxwriter(decorate), inside={"ext": x14})


def sparklines() -> bytes:
    """Sparklines of the three kinds."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        for place, kind in (("L5", "line"), ("L6", "column"), ("L7", "win_loss")):
            tab.add_sparkline(place, {"range": f"'{NOTES}'!B1:B6", "type": kind, "markers": True})

    return by_xlsxwriter(decorate)


def locks() -> bytes:
    """A locked sheet with ranges that some may edit, a locked structure, a book recommended for reading only."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.protect("matkhau", {"format_cells": True, "autofilter": True})
        tab.unprotect_range("F5:J9", "Nhap", "mk")
        book.read_only_recommended()

    return grown(
        by_xlsxwriter(decorate),
        book={"workbookProtection": '<workbookProtection workbookPassword="CC1A" lockStructure="1" lockWindows="0"/>'},
    )


def custom_views() -> bytes:
    """Views with a name of their own: of the book, and of the tab with filter, breaks and another zoom."""
    guid = "{22222222-3333-4444-5555-666666666666}"
    view = (
        f'<customSheetViews><customSheetView guid="{guid}" scale="80" showAutoFilter="1" hiddenRows="1"><pane ySplit="4" topLeftCell="A5" '
        'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="F6" sqref="F6"/><pageMargins left="0.7" right="0.7" '
        'top="0.75" bottom="0.75" header="0.3" footer="0.3"/><autoFilter ref="A4:J7"/></customSheetView></customSheetViews>'
    )
    return grown(
        by_xlsxwriter(),
        inside={"customSheetViews": view},
        book={
            "customWorkbookViews": f'<customWorkbookViews><customWorkbookView name="Hồng" guid="{guid}" maximized="1" windowWidth="1920" '
            'windowHeight="1000" activeSheetId="3"/></customWorkbookViews>'
        },
    )


def names() -> bytes:
    """Names of the book, of single sheets, with the same name in both, hidden, with comments, of functions and constants, broken."""
    defined = (
        ("Chung", "", f"'{NOTES}'!$A$1"),
        ("Chung", 'localSheetId="0"', f"'{TAB}'!$A$1"),
        ("Chung", 'localSheetId="2"', f"'{NOTES}'!$B$1"),
        ("An", 'hidden="1" localSheetId="1"', '"riêng"'),
        ("_xlnm._FilterDatabase", 'localSheetId="0" hidden="1"', f"'{TAB}'!$A$4:$J$7"),
        ("_xlnm.Print_Titles", 'localSheetId="1"', f"'{OTHER_TAB}'!$A:$A,'{OTHER_TAB}'!$4:$4"),
        ("ThueSuat", 'comment="chú thích &amp; dấu"', "0.1"),
        ("Vong", "", f"OFFSET('{NOTES}'!$A$1,0,0,COUNTA('{NOTES}'!$A:$A),1)"),
        ("Hong", "", "#REF!$A$1"),
        ("Ham", 'function="1" vbProcedure="1" xlm="1" hidden="1"', "#N/A"),
        ("BaChieu", "", f"SUM('{TAB}:{NOTES}'!$B$1)"),
    )
    xml = "".join(
        f'<definedName name="{name}"{" " + more if more else ""}>{formula.replace("&", "&amp;")}</definedName>'
        for name, more, formula in defined
    )
    return grown(
        by_xlsxwriter(),
        inside={"autoFilter": '<autoFilter ref="A4:J7"/>'},
        book={"definedNames": f"<definedNames>{xml}</definedNames>"},
    )


def page_furniture() -> bytes:
    """What a sheet can hold besides: scenarios, consolidation, watches, ignored errors, groups, panes, links, merged titles."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.merge_range("A2:J2", "gộp ô", book.add_format({"align": "center"}))
        tab.set_column("L:N", 12, None, {"level": 1, "hidden": True, "collapsed": False})
        tab.set_row(10, 30, None, {"level": 1})
        tab.split_panes(60, 20)
        tab.write_url("L5", f"internal:'{NOTES}'!A1", string="đến ghi chép")
        tab.write_url("L6", "mailto:xa@example.org")
        tab.ignore_errors({"number_stored_as_text": "B5:B9"})
        tab.set_tab_color("#FF9900")
        tab.autofilter("A4:J7")

    return grown(
        by_xlsxwriter(decorate),
        inside={
            "scenarios": '<scenarios current="0"><scenario name="Xấu" locked="1" count="1" user="Hồng"><inputCells r="A5" val="1"/></scenario></scenarios>',
            "dataConsolidate": f'<dataConsolidate function="sum"><dataRefs count="1"><dataRef ref="A1:C6" sheet="{NOTES}"/></dataRefs></dataConsolidate>',
            "cellWatches": '<cellWatches><cellWatch r="F6"/></cellWatches>',
        },
    )


def odd_sheets() -> bytes:
    """A macro sheet of Excel 4, a dialog sheet, a module sheet with no content of its own, a sheet hidden for good."""
    macro_sheet = f'{HEAD}<xm:macrosheet xmlns:xm="{MICROSOFT}/excel/2006/main" xmlns="{MAIN}"><sheetData/></xm:macrosheet>'
    dialog = tag("dialogsheet", '<sheetViews><sheetView workbookViewId="0"/></sheetViews>')
    book = grown(
        by_xlsxwriter(),
        book_links=[
            ("rIdM4", f"{MICROSOFT}/2006/relationships/xlMacrosheet", "macrosheets/sheet1.xml"),
            ("rIdDl", f"{RELATIONSHIPS}/dialogsheet", "dialogsheets/sheet1.xml"),
        ],
        parts={
            "xl/macrosheets/sheet1.xml": ("application/vnd.ms-excel.macrosheet+xml", macro_sheet),
            "xl/dialogsheets/sheet1.xml": (f"{_SHEETML}.dialogsheet+xml", dialog),
        },
    )
    more = (
        b'<sheet name="Macro4" sheetId="8" state="hidden" r:id="rIdM4"/><sheet name="Hop thoai" sheetId="9" r:id="rIdDl"/>'
        b'<sheet name="Module1" sheetId="10" state="veryHidden" r:id=""/>'
    )
    return changed(
        book,
        lambda name, content: (name, content.replace(b"<sheets>", b"<sheets>" + more) if name == "xl/workbook.xml" else content),
    )


def with_cells(book: bytes, row: int, xml: str) -> bytes:
    """The book with cells put last into a row of the tab."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name != TAB_PART:
            return name, content
        text = content.decode()
        start = text.find(f'<row r="{row}"')
        if start < 0:
            return name, text.replace("</sheetData>", f'<row r="{row}">{xml}</row></sheetData>').encode()
        end = text.index("</row>", start)
        return name, (text[:end] + xml + text[end:]).encode()

    return changed(book, change)
