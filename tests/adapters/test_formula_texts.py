"""The formulas of a file, cell by cell and area by area, however they are written down."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.adapters.xlsx.formula_texts import formulas_of
from sheetsync.core.highlight_mark import marked
from sheetsync.core.old_literals import FormulaKind
from sheetsync.errors import BookUnreadable
from sheetsync.usecases.fix_encoding import fix_encoding
from tests.adapters.packages import MAIN, book_with_sheet, sheet_xml
from tests.office import recalculated
from tests.old_fonts import as_tcvn3

DONE, DOING = as_tcvn3("hoàn thành"), as_tcvn3("Đang làm")
CELL, VALIDATION, FORMAT = FormulaKind.CELL, FormulaKind.VALIDATION, FormulaKind.CONDITIONAL_FORMAT
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"


def formulas(rows: str = "", after: str = "") -> list[tuple[str, FormulaKind, str]]:
    data = book_with_sheet(sheet_xml(rows, after=after))
    return [(found.place, found.kind, found.text) for found in formulas_of(data, "sổ.xlsx")]


def test_formulas_in_cells() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1&amp;"x"</f><v>1</v></c><c><f >A1</f ></c></row>'
        '<row><c r="$D$2"><f t="shared" ref="D2:D4" si="0">A2</f></c></row>'
        "<row r='3'><c r='D3'><f t='shared' si='0'/></c><c r='E3'><f t='shared' si='7'/></c></row>"
        '<row r="4"><c r="D4"><f si="0" t="shared"></f></c><c r="E4"><f t="array" ref="E4:E5"><![CDATA[SUM(A1)]]></f></c></row>'
    )
    assert formulas(rows) == [
        ("B1", CELL, 'A1&"x"'),
        ("C1", CELL, "A1"),
        ("D2", CELL, "A2"),
        ("D3", CELL, "A2"),
        ("D4", CELL, "A2"),
        ("E4", CELL, "SUM(A1)"),
    ]


def test_cells_beyond_the_edge_of_a_sheet_have_no_formula() -> None:
    rows = (
        '<row r="1"><c r="XFD1"><f>A1</f></c><c><f>A2</f></c></row><row r="1048576"><c r="A1048576"><f>A3</f></c></row>'
        '<row><c><f>A4</f></c></row><row r="99999999"><c r="ZZZ1"><f>A5</f></c><c><f>A6</f></c></row>'
    )
    assert formulas(rows) == [("XFD1", CELL, "A1"), ("A1048576", CELL, "A3")]


def test_formulas_of_validations_and_conditional_formats_old_and_new() -> None:
    after = (
        '<conditionalFormatting sqref="A1:A9 C1"><cfRule type="cellIs" priority="1"><formula>"a"</formula></cfRule>'
        f'<cfRule type="expression" priority="2"><formula>{marked("A1=1").replace("&", "&amp;")}</formula></cfRule>'
        "</conditionalFormatting>"
        '<dataValidations count="1"><dataValidation type="list" sqref="B1:B9"><formula1>"a,b"</formula1></dataValidation>'
        "<dataValidation\nsqref='C1' type='whole'><formula1 >1</formula1><formula2>2</formula2></dataValidation>"
        "</dataValidations>"
        f'<extLst><ext xmlns:x14="{X14}" xmlns:xm="{XM}" uri="u"><x14:dataValidations><x14:dataValidation type="list">'
        "<x14:formula1><xm:f>'Khác'!A1:A2</xm:f></x14:formula1><xm:sqref>D1 D3</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations><x14:conditionalFormattings><x14:conditionalFormatting>"
        '<x14:cfRule type="expression" id="i"><xm:f>D1="a"</xm:f></x14:cfRule>'
        "<xm:sqref>D1:D9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    assert formulas(after=after) == [
        ("A1:A9 C1", FORMAT, '"a"'),
        ("B1:B9", VALIDATION, '"a,b"'),
        ("C1", VALIDATION, "1"),
        ("C1", VALIDATION, "2"),
        ("D1 D3", VALIDATION, "'Khác'!A1:A2"),
        ("D1:D9", FORMAT, 'D1="a"'),
    ]


def test_a_part_with_a_prefix_or_in_another_encoding() -> None:
    row = '<x:row r="1"><x:c r="A1"><x:f>B1</x:f></x:c></x:row>'
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    assert [found.text for found in formulas_of(book_with_sheet(xml), "sổ.xlsx")] == ["B1"]
    wide = book_with_sheet('<?xml version="1.0" encoding="UTF-16"?>' + xml, encoding="utf-16")
    assert [found.text for found in formulas_of(wide, "sổ.xlsx")] == ["B1"]


def test_a_broken_sheet_is_refused_in_words() -> None:
    broken = book_with_sheet(sheet_xml('<row r="1"><c r="A1"><f>B1</v></c></row>'))
    with pytest.raises(BookUnreadable, match="bị hỏng"):
        list(formulas_of(broken, "sổ.xlsx"))


def counting_book(path: Path) -> Path:
    """Cells counted, chosen and coloured by what they say, all of it in TCVN3."""
    with xlsxwriter.Workbook(path) as book:
        old = book.add_format({"font_name": ".VnTime"})
        sheet = book.add_worksheet("Văn phòng")
        sheet.write_column("A1", [DONE, DONE, DOING], old)
        sheet.write_formula("B1", f'=COUNTIF(A1:A3,"{DONE}")', old, 2)
        sheet.write_formula("B2", "=COUNTA(A1:A3)", old, 3)
        sheet.data_validation("A1:A9", {"validate": "list", "source": [DONE, DOING]})
        red = book.add_format({"bg_color": "#FF0000"})
        sheet.conditional_format("A1:A9", {"type": "cell", "criteria": "==", "value": f'"{DOING}"', "format": red})
    return path


def count_in(book: Path, folder: Path) -> object:
    return openpyxl.load_workbook(recalculated(book, folder), data_only=True)["Văn phòng"]["B1"].value


def test_what_no_longer_counts_is_named_and_counts_again_once_it_is_typed_anew(tmp_path: Path) -> None:
    source, copy = counting_book(tmp_path / "so.xlsx"), tmp_path / "moi.xlsx"
    result = fix_encoding(XlsxBook(source, copy))
    assert [(each.place, each.kind, each.before, each.after) for each in result.literals] == [
        ("B1", CELL, DONE, "hoàn thành"),
        ("A1:A9", FORMAT, DOING, "Đang làm"),
        ("A1:A9", VALIDATION, f"{DONE},{DOING}", "hoàn thành,Đang làm"),
    ]
    assert count_in(source, tmp_path / "truoc") == 2
    assert count_in(copy, tmp_path / "sau") == 0
    corrected = openpyxl.load_workbook(io.BytesIO(copy.read_bytes()))
    sheet = corrected["Văn phòng"]
    assert isinstance(sheet, Worksheet)
    formula = result.literals[0]
    sheet["B1"] = str(sheet["B1"].value).replace(formula.before, formula.after)
    corrected.save(copy)
    assert count_in(copy, tmp_path / "sua") == 2
